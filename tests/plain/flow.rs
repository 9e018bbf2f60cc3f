//! Section "Information" of the rules: what flows without anybody reading or writing it, and whose text is where.

use bailiwick::logic::{Atom, Conjunction, Guard};
use bailiwick::model::{
    AtomId, DeclaredFact, DomainId, LeafKind, Leak, Node, PrincipalId, PrincipalKind, TransformerId, VerbKind,
};

use crate::plain::fact::{Facts, Has, Place};
use crate::plain::information::{add_context, add_leaf, arrived};
use crate::plain::world::{World, condition_of, only, void, without_call, without_run, without_session};

/// `k' = through(k)`, and by F8b what a transformer lets through unchanged: which atoms, each with its condition.
fn through(world: &World, known: &Facts, transformer: Option<TransformerId>, k: AtomId) -> Vec<(AtomId, Guard)> {
    let Some(transformer) = transformer else { return vec![(k, Guard::always())] };
    let declared = world.base.transformer(transformer);
    let becomes = match declared.rewrites.get(&k) {
        Some(becomes) => *becomes,
        None if declared.drops_taint && world.is_taint(k) => None,
        None => return vec![(k, Guard::always())],
    };
    let mut all: Vec<(AtomId, Guard)> = becomes.map(|other| (other, Guard::always())).into_iter().collect();
    if world.has_rule("F8b") {
        let leak = match declared.leaks.get(&k) {
            Some(Leak::Never) => Guard::never(),
            Some(Leak::OnFailure) => only(&Conjunction::atom(Atom::Fails(transformer.0))),
            Some(Leak::Always) | None => Guard::always(),
        };
        all.push((k, leak.or(&void(known, declared.claim))));
    }
    all
}

/// A model call is an egress; a model run by an insider answers what the insider likes.
pub(crate) fn f6(world: &World, known: &Facts, new: &mut Facts) {
    for declared in &world.base.facts {
        let DeclaredFact::Infers { actor, model, through: transformer } = declared.fact else { continue };
        let f = condition_of(known, &declared.when);
        for (has, h) in &known.has {
            if has.node == Node::Principal(actor) {
                let guard = without_session(world.base, &f.and(h));
                for (atom, passes) in through(world, known, transformer, has.atom) {
                    add_leaf(new, model, &[Place::Single], atom, &guard.and(&passes));
                }
            }
        }
        for domain in &world.base.leaf(model).domains {
            let author = world.base.domains[domain.index()].principal;
            if let Some(taint) = world.taint(author)
                && world.is_insider(author)
            {
                for (i, h) in world.contexts(known, actor) {
                    add_context(world, new, actor, i, taint, &f.and(&h));
                }
            }
        }
    }
}

/// `has(b,i,k,P(f&H)&h) <- Trains(m), Infers(b,m,f), has(m,_,k,H), ctx(b,i,h)`
pub(crate) fn f6t(world: &World, known: &Facts, new: &mut Facts) {
    for trains in &world.base.facts {
        let DeclaredFact::Trains { model } = trains.fact else { continue };
        for infers in &world.base.facts {
            let DeclaredFact::Infers { actor, model: asked, .. } = infers.fact else { continue };
            if asked != model {
                continue;
            }
            let f = condition_of(known, &trains.when).and(&condition_of(known, &infers.when));
            for (has, h) in &known.has {
                if has.node == Node::Leaf(model) {
                    let guard = without_session(world.base, &f.and(h));
                    for (i, session) in world.contexts(known, actor) {
                        add_context(world, new, actor, i, has.atom, &guard.and(&session));
                    }
                }
            }
        }
    }
}

/// `has(l,Single,k',P(f&H)) <- Logs(a,l,through,f), has(a,_,k,H), k' = through(k)`
pub(crate) fn f7(world: &World, known: &Facts, new: &mut Facts) {
    for declared in &world.base.facts {
        let DeclaredFact::Logs { actor, log, through: transformer } = declared.fact else { continue };
        let f = condition_of(known, &declared.when);
        for (has, h) in &known.has {
            if has.node == Node::Principal(actor) {
                let guard = without_session(world.base, &f.and(h));
                for (atom, passes) in through(world, known, transformer, has.atom) {
                    add_leaf(new, log, &[Place::Single], atom, &guard.and(&passes));
                }
            }
        }
    }
}

/// `has(n2,j',k',Q(f&H)) <- Flow(n1,n2,through,f), has(n1,j,k,H), k' = through(k), j' in spread(n2,j,-)`
pub(crate) fn f8(world: &World, known: &Facts, new: &mut Facts) {
    for declared in &world.base.facts {
        let DeclaredFact::Flow { from, to, through: transformer } = declared.fact else { continue };
        let f = condition_of(known, &declared.when);
        for (has, h) in &known.has {
            if has.node == Node::Leaf(from) {
                let parts = world.spread(to, has.place, None);
                for (atom, passes) in through(world, known, transformer, has.atom) {
                    add_leaf(new, to, &parts, atom, &arrived(world, to, &f.and(h).and(&passes)));
                }
            }
        }
    }
}

/// Whoever can write can inject, whoever calls speaks, whoever is hostile has text of its own, and an untrusted domain
/// writes whatever lies in it.
pub(crate) fn f9(world: &World, known: &Facts, new: &mut Facts) {
    for (cause, f) in &known.cause {
        let writes = matches!(world.kind(cause.permission), VerbKind::Mutate | VerbKind::Disclose);
        if writes && let Some(taint) = world.taint(cause.actor) {
            let d = cause.permission.leaf;
            let guard = without_session(world.base, f).and(&world.author(known, cause.actor));
            add_leaf(new, d, &world.spread(d, Place::Single, None), taint, &guard);
        }
    }
    for (call, f) in &known.invokes {
        let (x, y, entry) = (call.caller, world.owner(call.entry), world.base.entry(call.entry));
        let Some(taint) = world.taint(x) else { continue };
        let mut guard =
            without_run(world.base, f).and(&world.passes(known, entry.takes, taint)).and(&world.author(known, x));
        if let Some(claim) = entry.caller_only {
            guard = guard.and(&void(known, claim));
        }
        for (i, h) in world.contexts(known, x) {
            add_context(world, new, y, world.carry(x, i, y), taint, &guard.and(&h));
        }
    }
    for (adv, d) in &known.adv {
        let Some(taint) = world.taint(adv.actor) else { continue };
        for (i, h) in world.contexts(known, adv.actor) {
            add_context(world, new, adv.actor, i, taint, &d.and(&h));
        }
    }
    for d in world.leaves() {
        let leaf = world.base.leaf(d);
        if !matches!(leaf.kind, LeafKind::Store | LeafKind::Sink) {
            continue;
        }
        for domain in &leaf.domains {
            let domain = &world.base.domains[domain.index()];
            if !domain.trusted
                && let Some(taint) = world.taint(domain.principal)
            {
                add_leaf(new, d, &world.spread(d, Place::Single, None), taint, &Guard::always());
            }
        }
    }
}

/// `has(x,i,taint(pub),R(F&h)) <- invokes(x,e,F), owner(e) a tool with publisher pub, ctx(x,i,h)`
pub(crate) fn f10(world: &World, known: &Facts, new: &mut Facts) {
    for (call, f) in &known.invokes {
        let tool = world.base.principal(world.owner(call.entry));
        if let PrincipalKind::Tool { publisher: Some(publisher) } = tool.kind
            && let Some(taint) = world.taint(publisher)
        {
            for (i, h) in world.contexts(known, call.caller) {
                add_context(world, new, call.caller, i, taint, &without_call(world.base, &f.and(&h)));
            }
        }
    }
}

/// The payload of an event: `has(y,i,k,f&P(H)&h) <- Trigger(d,e,f), y = owner(e), has(d,_,k,H), ctx(y,i,h)`
pub(crate) fn f11(world: &World, known: &Facts, new: &mut Facts) {
    for declared in &world.base.facts {
        let DeclaredFact::Trigger { leaf, entry } = declared.fact else { continue };
        let f = condition_of(known, &declared.when);
        let (y, takes) = (world.owner(entry), world.base.entry(entry).takes);
        for (i, session) in world.contexts(known, y) {
            if let Place::Of(subject) = i
                && !world.is_origin(subject)
            {
                continue;
            }
            for (has, h) in &known.has {
                if has.node == Node::Leaf(leaf) {
                    let guard = f.and(&without_session(world.base, h)).and(&session);
                    let guard = guard.and(&world.passes(known, takes, has.atom));
                    add_context(world, new, y, i, has.atom, &guard);
                }
            }
        }
    }
}

/// Whoever is the audience reads what arrives; so does the subject whose part of a leaf it is.
pub(crate) fn f12(world: &World, known: &Facts, new: &mut Facts) {
    for declared in &world.base.facts {
        let DeclaredFact::Audience { leaf, reader } = declared.fact else { continue };
        let f = condition_of(known, &declared.when);
        for (has, h) in &known.has {
            if has.node == Node::Leaf(leaf) {
                let guard = without_session(world.base, h).and(&f);
                for (i, session) in world.contexts(known, reader) {
                    add_context(world, new, reader, i, has.atom, &guard.and(&session));
                }
            }
        }
    }
    for (has, f) in &known.has {
        if let (Node::Leaf(leaf), Place::Of(q)) = (has.node, has.place)
            && world.base.leaf(leaf).read_by_subject
        {
            let head = Has { node: Node::Principal(q), place: Place::Single, atom: has.atom };
            new.add(head, &without_session(world.base, f));
        }
    }
}

/// `has(D,Single,k,P(F)) <- has(n,_,k,F), n in D`, `D` an insider and not `n` itself
pub(crate) fn f13(world: &World, known: &Facts, new: &mut Facts) {
    for (has, f) in &known.has {
        let (domains, itself): (&[DomainId], Option<PrincipalId>) = match has.node {
            Node::Leaf(leaf) => (&world.base.leaf(leaf).domains, None),
            Node::Principal(x) => (&world.base.principal(x).domains, Some(x)),
        };
        for domain in domains {
            let owner = world.base.domains[domain.index()].principal;
            if world.is_insider(owner) && itself != Some(owner) {
                let head = Has { node: Node::Principal(owner), place: Place::Single, atom: has.atom };
                new.add(head, &without_session(world.base, f));
            }
        }
    }
}
