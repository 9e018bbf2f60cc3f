//! Declared facts as people would write them down.

use bailiwick::logic::{Atom, Conjunction, Domain, Set, Vocabulary};
use bailiwick::model::{
    AtomId, Base, CredentialId, DataAtom, Declared, DeclaredFact, Depth, EntryId, LeafId, Permission, PrincipalId,
    Session, TransformerId, When,
};

/// `grant(coder·1, write, repo.src, inf) when env is ci`
pub(crate) fn describe(base: &Base, declared: &Declared) -> String {
    let (word, arguments) = fact(base, &declared.fact);
    let condition = when(base, &declared.when);
    let assumed = if declared.assumed.is_some() { " (assumed)" } else { "" };
    format!("{word}({}){condition}{assumed}", arguments.join(", "))
}

struct Names<'a>(&'a Base);

impl Names<'_> {
    fn principal(&self, id: PrincipalId) -> String {
        self.0.principal(id).name.clone()
    }

    fn leaf(&self, id: LeafId) -> String {
        self.0.leaf(id).name.clone()
    }

    fn entry(&self, id: EntryId) -> String {
        self.0.entry(id).name.clone()
    }

    fn credential(&self, id: CredentialId) -> String {
        self.0.credential(id).name.clone()
    }

    fn permission(&self, permission: Permission) -> [String; 2] {
        [self.0.verbs[permission.verb.index()].name.clone(), self.leaf(permission.leaf)]
    }

    fn atom(&self, id: AtomId) -> String {
        match self.0.atom(id) {
            DataAtom::Class { name, .. } => name.clone(),
            DataAtom::Secret(credential) => format!("secret of {}", self.credential(*credential)),
            DataAtom::Taint(author) => format!("text of {}", self.principal(*author)),
        }
    }

    fn through(&self, id: Option<TransformerId>) -> Vec<String> {
        id.map(|id| self.0.transformer(id).name.clone()).into_iter().collect()
    }
}

fn depth(depth: Depth) -> String {
    match depth {
        Depth::Limited(times) => times.to_string(),
        Depth::Unlimited => "inf".to_owned(),
    }
}

fn fact(base: &Base, fact: &DeclaredFact) -> (&'static str, Vec<String>) {
    let n = Names(base);
    match fact {
        DeclaredFact::Grant { actor, permission, depth: times } => {
            let [verb, leaf] = n.permission(*permission);
            ("grant", vec![n.principal(*actor), verb, leaf, depth(*times)])
        }
        DeclaredFact::Delegates { from, to, permission, depth: times, impersonating, offline } => {
            let [verb, leaf] = n.permission(*permission);
            let how = if *impersonating { "impersonating" } else { "on behalf" };
            let offline = if *offline { "offline" } else { "present" };
            let rest = [how.to_owned(), offline.to_owned()];
            (
                "delegates",
                [vec![n.principal(*from), n.principal(*to), verb, leaf, depth(*times)], rest.to_vec()].concat(),
            )
        }
        DeclaredFact::Uses { actor, credential } => ("uses", vec![n.principal(*actor), n.credential(*credential)]),
        DeclaredFact::Stores { leaf, atom } => ("stores", vec![n.leaf(*leaf), n.atom(*atom)]),
        DeclaredFact::Holds { actor, credential } => ("holds", vec![n.principal(*actor), n.credential(*credential)]),
        DeclaredFact::Performs { entry, permission } => {
            let [verb, leaf] = n.permission(*permission);
            ("performs", vec![n.entry(*entry), verb, leaf])
        }
        DeclaredFact::PerformsAnything { entry } => ("performs-anything", vec![n.entry(*entry)]),
        DeclaredFact::Calls { entry, target } => ("calls", vec![n.entry(*entry), n.entry(*target)]),
        DeclaredFact::Step { actor, permission } => {
            let [verb, leaf] = n.permission(*permission);
            ("step", vec![n.principal(*actor), verb, leaf])
        }
        DeclaredFact::Free { actor } => ("free", vec![n.principal(*actor)]),
        DeclaredFact::Runs { principal, leaf } => ("runs", vec![n.principal(*principal), n.leaf(*leaf)]),
        DeclaredFact::Trigger { leaf, entry } => ("trigger", vec![n.leaf(*leaf), n.entry(*entry)]),
        DeclaredFact::Flow { from, to, through } => {
            ("flow", [vec![n.leaf(*from), n.leaf(*to)], n.through(*through)].concat())
        }
        DeclaredFact::Infers { actor, model, through } => {
            ("infers", [vec![n.principal(*actor), n.leaf(*model)], n.through(*through)].concat())
        }
        DeclaredFact::Trains { model } => ("trains", vec![n.leaf(*model)]),
        DeclaredFact::Logs { actor, log, through } => {
            ("logs", [vec![n.principal(*actor), n.leaf(*log)], n.through(*through)].concat())
        }
        DeclaredFact::Audience { leaf, reader } => ("audience", vec![n.leaf(*leaf), n.principal(*reader)]),
        DeclaredFact::EntitledData { principal, atom } => ("entitled", vec![n.principal(*principal), n.atom(*atom)]),
        DeclaredFact::EntitledPermission { principal, permission } => {
            let [verb, leaf] = n.permission(*permission);
            ("entitled", vec![n.principal(*principal), verb, leaf])
        }
        DeclaredFact::Session { agent, session } => {
            let session = match session {
                Session::Unattended => "unattended".to_owned(),
                Session::Of(subject) => n.principal(*subject),
            };
            ("session", vec![n.principal(*agent), session])
        }
    }
}

fn when(base: &Base, when: &When) -> String {
    if when.is_always() {
        return String::new();
    }
    let alternatives: Vec<String> = when
        .alternatives
        .iter()
        .map(|alternative| {
            let mut parts = constraints(&base.vocabulary, &alternative.condition);
            parts.extend(alternative.approvals.iter().map(|(gate, requester)| {
                format!("approved({}) for {}", base.gate(*gate).name, Names(base).principal(*requester))
            }));
            if parts.is_empty() { "always".to_owned() } else { parts.join(" and ") }
        })
        .collect();
    format!(" when {}", if alternatives.is_empty() { "never".to_owned() } else { alternatives.join(" or ") })
}

fn constraints(vocabulary: &Vocabulary, condition: &Conjunction) -> Vec<String> {
    let mut parts: Vec<String> = condition
        .constraints()
        .iter()
        .map(|(id, values)| {
            let variable = vocabulary.variable(*id);
            format!("{} {}", variable.name, set(&variable.domain, values))
        })
        .collect();
    parts.extend(condition.atoms().iter().map(|atom| match atom {
        Atom::Approved { gate, .. } => format!("approved {gate}"),
        Atom::Fails(transformer) => format!("fails {transformer}"),
        Atom::Stale(store) => format!("stale {store}"),
    }));
    parts
}

fn set(domain: &Domain, values: &Set) -> String {
    let written = |value: i64| match domain {
        Domain::Boolean => if value == 1 { "yes" } else { "no" }.to_owned(),
        Domain::Enumeration(words) => {
            usize::try_from(value).ok().and_then(|at| words.get(at)).cloned().unwrap_or_default()
        }
        Domain::Time => format!("{:02}:{:02}", value / 60, value % 60),
        _ => value.to_string(),
    };
    let ranges: Vec<String> = values
        .intervals()
        .iter()
        .map(|(low, high)| if low == high { written(*low) } else { format!("{}..{}", written(*low), written(*high)) })
        .collect();
    match ranges.as_slice() {
        [only] if !only.contains("..") => format!("is {only}"),
        _ => format!("in {}", ranges.join(", ")),
    }
}
