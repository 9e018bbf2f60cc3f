//! What is obvious needs no solver.

use bailiwick::logic::{Answer, Atom, Set, Term, VariableId, least_model, minimal_core, satisfiable};

fn level(low: i64, high: i64) -> Term {
    Term::In(VariableId(1), Set::interval(low, high))
}

#[test]
fn constants_are_read_off() {
    let vocabulary = super::random::vocabulary();
    let open = Term::Holds(Atom::Fails(0));
    let always = Term::Any(vec![open.clone(), level(-2, 2)]);
    let never = Term::All(vec![open.clone(), Term::Not(Box::new(always.clone()))]);
    assert_eq!(satisfiable(&vocabulary, &[]), Answer::Yes);
    assert_eq!(satisfiable(&vocabulary, &[always.clone(), Term::Constant(true)]), Answer::Yes);
    assert_eq!(satisfiable(&vocabulary, &[open.clone(), never.clone()]), Answer::No);
    assert_eq!(satisfiable(&vocabulary, &[level(7, 9)]), Answer::No);
    assert_eq!(minimal_core(&vocabulary, &[open, always, never]), Some(vec![2]));
    assert_eq!(least_model(&vocabulary, &[]).map(|model| model.atoms.len() + model.values.len()), Some(0));
}

#[cfg(not(feature = "z3"))]
#[test]
fn everything_else_is_unknown_without_z3() {
    let vocabulary = super::random::vocabulary();
    let parts = [level(0, 1), level(1, 2)];
    assert_eq!(satisfiable(&vocabulary, &parts), Answer::Unknown("built without Z3".to_owned()));
    assert_eq!(bailiwick::logic::implies(&vocabulary, &parts[0], &parts[1]), satisfiable(&vocabulary, &parts));
    assert_eq!(least_model(&vocabulary, &parts), None);
    assert_eq!(minimal_core(&vocabulary, &parts), None);
    assert_eq!(bailiwick::logic::version(), None);
}
