//! Influence (semantics 2.4.6): text, code and administration turn their author into somebody's caller.

use crate::facts::relation::{BY_ADMIN, BY_CODE, BY_TEXT};
use crate::facts::rule::letters::{A, D, E, HOW, K, P, P2, R, X, Y};
use crate::facts::rule::{Rule, Term, pattern};
use crate::logic::Scope;
use crate::model::{LeafId, PrincipalId, PrincipalKind, VerbKind};

use Term::{Any, Is};

pub(crate) fn rules() -> Vec<Rule> {
    vec![
        instructed(),
        commanded_by_change(),
        commanded_by_text(),
        administered(),
        run_by_domain(),
        in_a_callers_name(),
        Rule::new("", pattern!(Commands: X, Y)).when(pattern!(Influences: X, Y, HOW)).obeys(Y, HOW),
        // y acts in the run in which it read it
        Rule::new("I2", pattern!(Far: X, R, P)).when(pattern!(Commands: X, Y)).when(pattern!(Direct: Y, R, P)),
        Rule::new("I2", pattern!(Far: X, R, P))
            .when(pattern!(Influences: X, Y, Is(BY_TEXT)))
            .when(pattern!(Direct: Y, R, P))
            .intends(Y, P),
        Rule::new("I2", pattern!(Far: X, R, P))
            .when_kept(Scope::Session, pattern!(Commands: X, Y))
            .when(pattern!(Far: Y, R, P))
            .relayed(),
        Rule::new("I2", pattern!(Far: X, R, P))
            .when_kept(Scope::Session, pattern!(Influences: X, Y, Is(BY_TEXT)))
            .when(pattern!(Far: Y, R, P))
            .intends(Y, P),
    ]
}

fn instructed() -> Rule {
    Rule::new("I1", pattern!(Influences: X, A, Is(BY_TEXT)))
        .when(pattern!(Has: D, Any, K))
        .only_if(|w, _| !w.follow_steps())
        .each(X, |w, b| w.author_of(b[K]).into_iter().collect())
        .each(A, |w, b| w.node_principal(b[D]).map(|principal| principal.0).into_iter().collect())
        .only_if(|w, b| b[X] != b[A] && matches!(w.kind(b[A]), PrincipalKind::Agent { instructable: true, .. }))
        .keeping(Scope::Run)
}

fn commanded_by_change() -> Rule {
    Rule::new("I3", pattern!(Influences: X, Y, Is(BY_CODE)))
        .when_kept(Scope::Lasting, pattern!(Cause: X, P))
        .only_if(|w, b| w.kind_of(b[P]) == VerbKind::Mutate)
        .each(D, |w, b| vec![w.leaf_of(b[P])])
        .when(pattern!(Runs: Y, D))
        .only_if(|_, b| b[X] != b[Y])
}

fn commanded_by_text() -> Rule {
    Rule::new("I3", pattern!(Influences: X, Y, Is(BY_CODE)))
        .when_kept(Scope::Lasting, pattern!(Has: D, Any, K))
        .each(X, |w, b| w.author_of(b[K]).into_iter().collect())
        .when(pattern!(Runs: Y, D))
        .only_if(|_, b| b[X] != b[Y])
}

fn administered() -> Rule {
    Rule::new("I4", pattern!(Influences: X, Y, Is(BY_ADMIN)))
        .when(pattern!(Cause: X, P))
        .only_if(|w, b| w.kind_of(b[P]) == VerbKind::Administer)
        .each(Y, |w, b| {
            let leaf = LeafId(w.leaf_of(b[P]));
            w.base.leaf(leaf).principal.map(|principal| principal.0).into_iter().collect()
        })
        .only_if(|_, b| b[X] != b[Y])
        .keeping(Scope::Lasting)
}

/// Whoever runs the back end commands it.
fn run_by_domain() -> Rule {
    Rule::new("I4", pattern!(Influences: X, Y, Is(BY_ADMIN))).when(pattern!(HostileDomain: X)).each(Y, |w, b| {
        let domain = PrincipalId(b[X]);
        let inside = |y: &u32| {
            let kind = w.kind(*y);
            let runs = matches!(kind, PrincipalKind::Service | PrincipalKind::Tool { .. });
            let domains = &w.base.principal(PrincipalId(*y)).domains;
            runs && domains.iter().any(|known| w.base.domains[known.index()].principal == domain)
        };
        (0..w.principal_count()).filter(inside).collect()
    })
}

/// I5: whoever commands the owner of an entry decides what it does by the authority that a call lends it.
fn in_a_callers_name() -> Rule {
    Rule::new("I5", pattern!(Far: X, R, P2))
        .when(pattern!(Influences: X, Y, HOW))
        .only_if(|_, b| b[HOW] != BY_TEXT)
        .each(E, |w, b| w.entries_of(b[Y]))
        .when_kept(Scope::Session, pattern!(Via: A, E, P2, R, Any, E))
        .will_ask(A)
}
