//! Gates and claims (semantics 2.4.7): when a control no longer controls.

use crate::facts::relation::{BY_CODE, Relation};
use crate::facts::rule::letters::{A, D, G, H, I, J, M, N, P, R, X, Y};
use crate::facts::rule::{Head, Rule, Survival, Term, pattern};
use crate::logic::{Atom, Conjunction, Scope};
use crate::model::{GateId, LeafId, PrincipalId, VerbKind};

use Term::{Any, Is};

pub(crate) fn rules() -> Vec<Rule> {
    let mut rules = vec![voided(), commanded()];
    rules.extend(forged());
    rules.extend(opened());
    rules.extend(obstacles());
    rules
}

fn voided() -> Rule {
    Rule::new("V1", pattern!(Void: M))
        .when_kept(Scope::Lasting, pattern!(Cause: X, P))
        .only_if(|w, b| w.kind_of(b[P]) == VerbKind::Administer)
        .when(pattern!(Adversary: X))
        .each(M, |w, b| w.claims_on(w.leaf_of(b[P])))
}

/// V1: whoever decides what an enforcer runs decides what it enforces.
fn commanded() -> Rule {
    Rule::new("V1", pattern!(Void: M))
        .when_kept(Scope::Lasting, pattern!(Influences: X, Y, Is(BY_CODE)))
        .when(pattern!(Adversary: X))
        .each(M, |w, b| w.claims_enforced_by(b[Y]))
}

/// G1: recorded as an approver, but no human deliberated. G2: what the one in question could approve alone.
fn forged() -> Vec<Rule> {
    let mut rules = Vec::new();
    for relation in [Relation::Direct, Relation::Far] {
        let human = recorded_approval("G1", relation);
        rules.push(human.only_if(|w, b| w.is_human(b[X])).when(pattern!(Adversary: X)));
        let other = recorded_approval("G1", relation);
        rules.push(other.only_if(|w, b| !w.is_human(b[X])).will(X, P));
        let asked = recorded_approval("G2", relation);
        rules.push(
            asked
                .when(pattern!(InQuestion: X))
                .only_if(|w, b| b[H] != b[X] || !w.base.gate(GateId(b[G])).is_independent()),
        );
    }
    rules
}

/// `X` gets an approval of `G` recorded as `H`'s, by permission `P`.
fn recorded_approval(name: &'static str, relation: Relation) -> Rule {
    Rule::new(name, pattern!(Forged: G, H))
        .when_kept(Scope::Lasting, relation.of([Term::Var(X), Term::Var(H), Term::Var(P)]))
        .only_if(|w, b| w.kind_of(b[P]) == VerbKind::Approve)
        .each(G, |w, b| w.base.leaf(LeafId(w.leaf_of(b[P]))).gate.map(|gate| gate.0).into_iter().collect())
        .only_if(|w, b| w.base.gate(GateId(b[G])).approvers.contains(&PrincipalId(b[H])))
}

/// G3: a gate opens by approvals, by being void, or by forged approvals and the genuine ones that are still missing.
fn opened() -> [Rule; 5] {
    let approved = Rule::new("G3", pattern!(Opens: G, R))
        .when(pattern!(Asked: G, R))
        .under(|w, b| Some(approvals(b[G], b[R], w.base.gate(GateId(b[G])).quorum)))
        .essential();
    let void = Rule::new("G3", pattern!(Opens: G, R))
        .when(pattern!(Asked: G, R))
        .each(M, |w, b| vec![w.base.gate(GateId(b[G])).claim.0])
        .when(pattern!(Void: M))
        .essential();
    let nobody = Rule::new("", pattern!(ForgedPart: G, R, Is(0), Is(0))).when(pattern!(Asked: G, R));
    // `I` is the least position that a further approver may have, so that no name counts twice.
    let somebody = Rule::new("", pattern!(ForgedPart: G, R, J, N))
        .when(pattern!(ForgedPart: G, R, I, A))
        .only_if(|w, b| b[A] < w.base.gate(GateId(b[G])).quorum)
        .when(pattern!(Forged: G, H))
        .only_if(|w, b| b[H] != b[R] || !w.base.gate(GateId(b[G])).excludes_requester)
        .each(D, |w, b| {
            let approvers = &w.base.gate(GateId(b[G])).approvers;
            let place = approvers.iter().position(|approver| approver.0 == b[H]);
            place.and_then(|place| u32::try_from(place).ok()).into_iter().collect()
        })
        .only_if(|_, b| b[D] >= b[I])
        .each(J, |_, b| vec![b[D] + 1])
        .each(N, |_, b| vec![b[A] + 1]);
    let forged = Rule::new("G3", pattern!(Opens: G, R))
        .when(pattern!(ForgedPart: G, R, Any, N))
        .only_if(|_, b| b[N] > 0)
        .under(|w, b| Some(approvals(b[G], b[R], w.base.gate(GateId(b[G])).quorum.saturating_sub(b[N]))));
    [approved, void, nobody, somebody, forged]
}

fn approvals(gate: u32, requester: u32, count: u32) -> Conjunction {
    if count == 0 { Conjunction::always() } else { Conjunction::atom(Atom::Approved { gate, requester, count }) }
}

/// How a list of obstacles comes out of the way.
fn obstacles() -> [Rule; 5] {
    let pending = Rule {
        name: "",
        head: Head::Pending(N),
        body: Vec::new(),
        survival: Survival::All,
        essential: false,
        relayed: false,
        settle: None,
    };
    [
        Rule::new("", pattern!(Passes: I))
            .when(pattern!(List: I, A, J))
            .when(pattern!(Lifted: A))
            .when(pattern!(Passes: J)),
        Rule::new("", pattern!(Lifted: A)).when(pattern!(LiftedIf: A, J)).when(pattern!(Passes: J)),
        Rule::new("", pattern!(Lifted: A)).when(pattern!(LiftedByVoid: A, M)).when(pattern!(Void: M)),
        Rule::new("", pattern!(Lifted: A)).when(pattern!(LiftedByGate: A, G, R)).when(pattern!(Opens: G, R)),
        pending.when(pattern!(Pending: N, J)).when(pattern!(Passes: J)),
    ]
}
