//! Every kind of expectation, met and not met.

use bailiwick::trial::Met;

use super::{lines, tested};

#[test]
fn sentences_are_proved_like_properties() {
    let met = "expect possible bo causes read on notes
expect never bo causes write on notes
expect always write on notes needs env is ci
expect possible cy causes write on notes needing env is ci
expect possible cy causes write on notes when env is ci";
    assert_eq!(lines(met), ["passed"; 5]);
    let unmet = "expect possible bo causes read on vault
expect never bo causes read on notes
expect always read on notes needs env is ci
expect possible cy causes write on notes needing nothing
expect possible cy causes write on notes when env is prod";
    assert_eq!(lines(unmet), ["failed: it is refuted"; 5]);
}

#[test]
fn what_fails_tells_how_it_comes_about() {
    let (_, outcome) = tested("test \"it\" { expect never cy causes write on notes }\n");
    let Met::Failed { verdict: Some(verdict), .. } = &outcome.tests[0].expectations[0].met else {
        unreachable!("it is not met")
    };
    assert_eq!(verdict.conditions, ["`env` is ci"]);
    assert!(verdict.witness.as_ref().is_some_and(|witness| !witness.hops.is_empty()));
    assert_eq!(verdict.cuts, [], "a test tells what is so, not what to do about it");
}

#[test]
fn the_verdict_of_a_property_is_expected_by_its_name() {
    assert_eq!(lines("expect nobody-reads is refuted\nexpect vault-is-safe is proved"), ["passed"; 2]);
    let unmet = "expect nobody-reads is proved\nexpect vault-is-safe is unknown\nexpect vault-is-safe is refuted";
    assert_eq!(lines(unmet), ["failed: it is refuted", "failed: it is proved", "failed: it is proved"]);
}

#[test]
fn facts_are_what_can_be_brought_about_by_any_means() {
    let met =
        "expect bo causes read on notes\nexpect internal reaches bo\nexpect cy causes write on notes when env is ci
expect [bo, cy] causes read on notes";
    assert_eq!(lines(met), ["passed"; 4]);
    let unmet = "expect bo causes read on vault\nexpect confidential reaches bo
expect cy causes write on notes when env is dev";
    assert_eq!(lines(unmet), ["failed: it is refuted"; 3]);
}

#[test]
fn authority_is_what_is_declared() {
    let with = "with {\n  agent probe in corp {\n    may write on [notes, vault] when env is ci\n  }\n}\n";
    let given = format!("{with}given env is ci\n");
    let met = "expect probe may write on notes\nexpect probe may not write on vault
expect probe may write on vault when approved(review)\nexpect probe may not read on notes
expect [bo, cy] may not write on vault when approved(review)";
    assert_eq!(lines(&format!("{given}{met}")), ["passed"; 5]);
    let unmet =
        "expect probe may not write on notes\nexpect probe may write on vault\nexpect bo may [read, write] on notes";
    let found = lines(&format!("{given}{unmet}"));
    assert_eq!(found[0], "failed: `probe` may `write` on `notes`");
    assert!(found[1].starts_with("failed: `probe` may not `write` on `vault` here: only when"), "{}", found[1]);
    assert_eq!(found[2], "failed: `bo` may not `write` on `notes`: nothing that is declared gives it to them");
    let elsewhere = "given env is dev\nexpect cy may not write on notes\nexpect cy may write on notes";
    assert_eq!(lines(elsewhere)[0], "passed");
    assert_eq!(lines(elsewhere)[1], "failed: `cy` may not `write` on `notes` here: only when `env` is ci");
}

#[test]
fn what_the_language_gives_can_be_given() {
    let with = "with {\n  service probe in corp {\n    may write on notes when sensitivity <= internal and initiator is human\n  }\n}\n";
    let asked = |given: &str, asked: &str| lines(&format!("{with}given {given}\nexpect probe {asked} write on notes"));
    assert_eq!(asked("sensitivity is internal and initiator is human", "may"), ["passed"]);
    assert_eq!(asked("sensitivity is restricted", "may not"), ["passed"]);
    assert_eq!(asked("initiator is agent", "may not"), ["passed"]);
    assert_ne!(asked("sensitivity is internal", "may not"), ["passed"]);
}

#[test]
fn what_nobody_knows_is_neither_so_nor_not() {
    let with = "with {\n  agent dee in corp {\n    longest-run unknown\n  }\n}\n";
    let asked = "expect never dee causes read on vault\nexpect dee causes read on vault
expect dee may not read on vault\nexpect dee may read on vault\nexpect vault-is-safe is proved";
    let unknown = "`longest-run` is not known; it could be anything";
    let mut expected = vec![format!("undecided: {unknown}"); 4];
    expected.push("failed: it is unknown".to_owned());
    assert_eq!(lines(&format!("{with}{asked}")), expected);
    let with = "with {\n  service dee in corp {\n    has role unknown\n  }\n}\n";
    assert!(lines(&format!("{with}expect dee may not read on vault"))[0].starts_with("undecided: "));
}

#[test]
fn findings_are_those_of_a_check() {
    let with = "with {\n  human dee in corp {\n    may read on notes until 2026-01-01\n  }\n}\n";
    let met = "expect finding ended-grant on dee\nexpect finding BW0309\nexpect no finding ended-grant on bo
expect no finding idle-condition";
    assert_eq!(lines(&format!("{with}{met}")), ["passed"; 4]);
    let unmet = "expect no finding ended-grant\nexpect finding ended-grant on bo";
    let expected = ["failed: there is a finding `ended-grant`", "failed: there is no finding `ended-grant` on `bo`"];
    assert_eq!(lines(&format!("{with}{unmet}")), expected);
}

#[test]
fn what_can_not_be_asked_does_not_pass() {
    let found = lines("expect any agent may read on notes");
    assert_eq!(found, ["undecided: it is about nobody or nothing, so nothing was asked"]);
    assert!(!tested("test \"it\" { expect any agent may read on notes }\n").1.passed());
}

#[test]
fn a_permission_that_depends_on_what_is_not_said_is_neither_there_nor_not() {
    let unsaid = "undecided: it depends on what the test does not say: whether `env` is ci";
    assert_eq!(lines("expect cy may write on notes\nexpect cy may not write on notes"), [unsaid; 2]);
    assert_eq!(lines("given env is ci\nexpect cy may write on notes"), ["passed"]);
    assert_eq!(lines("given env is dev\nexpect cy may not write on notes"), ["passed"]);
}

/// Whoever administers something can give themselves what else is done to it.
#[test]
fn whoever_administers_may() {
    let with = "with { human dee in corp { may administer on notes } }\n";
    let asked = format!(
        "{with}expect dee may read on notes\nexpect dee may not read on notes\nexpect dee may not read on vault"
    );
    let met = lines(&asked);
    assert_eq!((met[0].as_str(), met[2].as_str()), ("passed", "passed"), "{met:?}");
    assert!(met[1].starts_with("failed"), "{met:?}");
}
