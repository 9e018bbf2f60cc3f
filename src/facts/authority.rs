//! Authority (semantics 2.4.2): who may do what, under whose name, on whose account.

use crate::facts::obstacle::Obstacle;
use crate::facts::relation::{UNLIMITED, account, account_principal, session_of};
use crate::facts::rule::letters::{A, B, C, D, E, H, I, I2, M, N, N2, P, P2, R, S, T, X, Y};
use crate::facts::rule::{Bindings, Rule, Term, pattern};
use crate::facts::world::World;
use crate::logic::Scope;
use crate::model::{CredentialId, LeafId, PrincipalId, PrincipalKind, Scopes, VerbKind};

use Term::{Any, Is};

pub(crate) fn rules() -> Vec<Rule> {
    let mut rules = vec![granted()];
    rules.extend(delegated());
    rules.extend([presented(), presents_used(), presents_held(), read_secret(), minted()]);
    rules.extend([administrator_grants_itself(), adversary_grants_anybody()]);
    rules.extend(sessions());
    rules
}

/// A0: what a prohibition holds back from the recorded name `R` or the account `S`.
fn forbidden(w: &mut World<'_>, b: &Bindings) -> u32 {
    if !w.rules.has("A0") {
        return 0;
    }
    let obstacles = w.forbids(b[R], b[S], b[P]);
    w.list(obstacles)
}

fn granted() -> Rule {
    Rule::new("A1", pattern!(Authority: A, R, S, P, N))
        .when(pattern!(Grant: A, P, N))
        .each(R, |_, b| vec![b[A]])
        .each(S, |_, b| vec![account(b[A], false)])
        .behind(forbidden)
}

/// The depth left after one more hop.
fn depth_left(b: &Bindings) -> Vec<u32> {
    let left = match b[N] {
        0 => return Vec::new(),
        UNLIMITED => UNLIMITED,
        depth => depth - 1,
    };
    vec![left.min(b[M])]
}

/// The accounts of a delegated authority: the giver's, and a starred one if it works offline (`T`).
fn accounts(_: &World<'_>, b: &Bindings) -> Vec<u32> {
    let starred = account(account_principal(b[B]), true);
    if b[T] == 1 && starred != b[B] { vec![b[B], starred] } else { vec![b[B]] }
}

fn delegated() -> [Rule; 2] {
    // `B` is the account before the hop, `S` after it; `R` is the receiver or, under impersonation, whoever it was.
    let on_behalf = Rule::new("A2", pattern!(Authority: Y, R, S, P, N2))
        .when(pattern!(Authority: X, Any, B, P, N))
        .when(pattern!(Delegates: X, Y, P, M, Is(0), T))
        .each(N2, |_, b| depth_left(b))
        .each(S, accounts)
        .each(R, |_, b| vec![b[Y]])
        .behind(|w, b| {
            let mut obstacles = if w.rules.has("A0") { w.forbids(b[R], b[S], b[P]) } else { Vec::new() };
            if let Some(ceiling) = w.base.ceilings.get(&PrincipalId(b[Y]))
                && !ceiling.allowed.contains(&w.permission_of(b[P]))
            {
                obstacles.push(Obstacle::Void(ceiling.claim));
            }
            w.list(obstacles)
        });
    let impersonating = Rule::new("A2i", pattern!(Authority: Y, R, S, P, N2))
        .when(pattern!(Authority: X, R, B, P, N))
        .when(pattern!(Delegates: X, Y, P, M, Is(1), T))
        .each(N2, |_, b| depth_left(b))
        .each(S, accounts)
        .behind(forbidden);
    [on_behalf, impersonating]
}

fn presented() -> Rule {
    Rule::new("A3", pattern!(Authority: Y, R, S, P, N))
        .when(pattern!(Presents: Y, C, X))
        .when(pattern!(Authority: X, R, B, P, N))
        .only_if(|w, b| match &w.base.credential(CredentialId(b[C])).scope {
            Scopes::Everything => true,
            Scopes::Only(scope) => scope.contains(&w.permission_of(b[P])),
        })
        .each(S, |_, b| vec![account(account_principal(b[B]), true)])
        .behind(forbidden)
}

fn subject(w: &World<'_>, b: &Bindings) -> Vec<u32> {
    vec![w.base.credential(CredentialId(b[C])).subject.0]
}

fn presents_used() -> Rule {
    Rule::new("A4", pattern!(Presents: X, C, Y)).when(pattern!(Uses: X, C)).each(Y, subject)
}

fn presents_held() -> Rule {
    Rule::new("A4", pattern!(Presents: X, C, Y)).when(pattern!(Secret: X, C)).each(Y, subject)
}

fn read_secret() -> Rule {
    Rule::new("A5", pattern!(Secret: X, C))
        .when(pattern!(Has: D, Any, H))
        .each(X, |w, b| w.node_principal(b[D]).map(|principal| principal.0).into_iter().collect())
        .each(C, |w, b| w.credential_of_secret(b[H]).into_iter().collect())
        .only_if(|w, b| w.base.credential(CredentialId(b[C])).bearer)
        .keeping(Scope::Lasting)
}

fn minted() -> Rule {
    Rule::new("A6", pattern!(Secret: X, C))
        .when(pattern!(Direct: X, Any, P))
        .only_if(|w, b| w.kind_of(b[P]) == VerbKind::Mint)
        .each(C, |w, b| {
            let leaf = w.base.leaf(LeafId(w.leaf_of(b[P])));
            leaf.credential.map(|credential| credential.0).into_iter().collect()
        })
        .keeping(Scope::Lasting)
}

/// The operations that administering the leaf of permission `P2` gives.
fn gained(w: &World<'_>, b: &Bindings) -> Vec<u32> {
    w.administered(w.leaf_of(b[P2]))
}

fn administrator_grants_itself() -> Rule {
    Rule::new("A7a", pattern!(Authority: X, R, S, P, Is(UNLIMITED)))
        .when_kept(Scope::Lasting, pattern!(Cause: X, P2))
        .only_if(|w, b| w.kind_of(b[P2]) == VerbKind::Administer)
        .each(P, gained)
        .each(R, |_, b| vec![b[X]])
        .each(S, |_, b| vec![account(b[X], false)])
        .behind(forbidden)
}

fn adversary_grants_anybody() -> Rule {
    Rule::new("A7b", pattern!(Authority: Y, R, S, P, Is(UNLIMITED)))
        .when_kept(Scope::Lasting, pattern!(Cause: X, P2))
        .only_if(|w, b| w.kind_of(b[P2]) == VerbKind::Administer)
        .when(pattern!(Adversary: X))
        .each(P, gained)
        .each(Y, |w, _| (0..w.principal_count()).collect())
        .each(R, |_, b| vec![b[Y]])
        .each(S, |_, b| vec![account(b[Y], false)])
        .behind(forbidden)
}

fn sessions() -> [Rule; 3] {
    let declared = Rule::new("A8", pattern!(Context: Y, I)).when(pattern!(Starts: Y, I)).settled(I);
    let carried = Rule::new("A8", pattern!(Context: Y, I2))
        .when_kept(Scope::Session, pattern!(Invokes: X, E, Y))
        .only_if(|w, b| w.is_agent(b[Y]))
        .when(pattern!(Context: X, I))
        .each(I2, |w, b| vec![w.carry(b[X], b[I], b[Y])])
        .settled(I2);
    let event = Rule::new("A8", pattern!(Context: Y, I))
        .when_kept(Scope::Lasting, pattern!(Cause: X, P))
        .only_if(|w, b| w.kind_of(b[P]) == VerbKind::Mutate)
        .only_if(|w, b| matches!(w.kind(b[X]), PrincipalKind::Origin) && w.is_session_subject(b[X]))
        .each(D, |w, b| vec![w.leaf_of(b[P])])
        .when(pattern!(Trigger: D, Any, Y))
        .only_if(|w, b| w.is_agent(b[Y]))
        .each(I, |_, b| vec![session_of(b[X])])
        .settled(I);
    [declared, carried, event]
}
