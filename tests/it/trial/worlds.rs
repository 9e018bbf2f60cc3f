//! What a test gives, adds and takes away, and the day on which it is asked.

use bailiwick::source::LineIndex;
use bailiwick::trial::{Met, Options, run};

use super::{lines, tested};
use crate::support::{AS_OF, with_library};

#[test]
fn what_is_given_holds_for_every_expectation() {
    let dev = "given env is dev\nexpect never cy causes write on notes\nexpect cy causes write on notes";
    assert_eq!(lines(dev), ["passed", "failed: it is refuted"]);
    let with = "with { human dee in corp { may write on vault } }\n";
    let open = format!("{with}given approved(review)\nexpect dee may write on vault\nexpect dee causes write on vault");
    assert_eq!(lines(&open), ["passed"; 2]);
    let shut = format!(
        "{with}given not approved(review)\nexpect dee may not write on vault\nexpect never dee causes write on vault
expect possible dee causes write on vault"
    );
    assert_eq!(lines(&shut), ["passed", "passed", "failed: it is refuted"]);
}

#[test]
fn a_property_is_asked_in_the_situation_that_is_given() {
    let text = "prove nobody-writes { never cy causes write on notes }
test \"there\" {\n  given env is ci\n  expect nobody-writes is refuted\n}
test \"elsewhere\" {\n  given env is dev\n  expect nobody-writes is proved\n}\n";
    assert!(tested(text).1.passed());
}

#[test]
fn what_is_taken_away_is_gone_and_nobody_is_wrong() {
    assert_eq!(lines("without bo\nexpect bo may not read on notes\nexpect nobody-reads is proved"), ["passed"; 2]);
    assert_eq!(
        lines(
            "without notes\nexpect never anyone-at-all causes read on notes"
                .replace("anyone-at-all", "any human")
                .as_str()
        ),
        ["passed"]
    );
    let gate = "with { human dee in corp { may write on vault } }\nwithout review\nexpect dee may write on vault";
    assert_eq!(lines(gate), ["passed"]);
    assert_eq!(
        lines("without nobody-reads\nexpect nobody-reads is refuted"),
        ["undecided: `nobody-reads` is taken away"]
    );
}

#[test]
fn a_test_has_its_own_day() {
    let with = "with { human dee in corp { may read on notes until 2026-12-31 } }\n";
    assert_eq!(lines(&format!("{with}expect no finding ended-grant\nexpect dee may read on notes")), ["passed"; 2]);
    let later = "as of 2027-01-01\nexpect finding ended-grant on dee\nexpect dee may not read on notes";
    assert_eq!(lines(&format!("{with}{later}")), ["passed"; 2]);
    // What begins later is not there yet.
    let from = "with { human dee in corp { may read on notes when now.date >= 2027-01-01 } }\n";
    assert_eq!(lines(&format!("{from}expect dee may not read on notes")), ["passed"]);
    assert_eq!(lines(&format!("{from}as of 2027-01-01\nexpect dee may read on notes")), ["passed"]);
    assert_eq!(lines(&format!("{from}given now.date is 2027-06-01\nexpect dee may read on notes")), ["passed"]);
}

#[test]
fn places_are_those_of_the_text_that_was_written() {
    let tests = "test \"it\" {\n  with {\n    human dee in corp {\n      may read on vault\n    }\n  }\n  expect dee may not read on vault\n}\n";
    let (db, outcome) = tested(tests);
    let asked = &outcome.tests[0].expectations[0];
    let Met::Failed { witness: Some(witness), .. } = &asked.met else { unreachable!("it is not met") };
    let text = asked.span.file.text(&db);
    assert!(text[asked.span.start as usize..].starts_with("expect dee"));
    let places: Vec<&str> = witness
        .hops
        .iter()
        .flat_map(|hop| &hop.premises)
        .filter_map(|premise| match premise {
            bailiwick::proof::Premise::Declared(place) if place.span.file == asked.span.file => {
                Some(&text[place.span.start as usize..place.span.end as usize])
            }
            _ => None,
        })
        .collect();
    assert_eq!(places, ["may read on vault"]);
    assert_eq!(
        LineIndex::new(text).position(text, asked.span.end).line,
        LineIndex::new(text).position(text, asked.span.start).line
    );
}

#[test]
fn a_filter_chooses_by_name_or_label() {
    let db = bailiwick::source::Database::default();
    let tests =
        "test one \"First\" { expect nobody-reads is refuted }\ntest \"Second\" { expect nobody-reads is refuted }\n";
    let text = with_library(&format!("{}{tests}", super::POLICY));
    let project = bailiwick::source::project(&db, &[("main.bwk", &text)], AS_OF);
    let names = |filter: &str| {
        let outcome = run(&db, project, &Options { filter: Some(filter.to_owned()) });
        assert_eq!(outcome.declared, 2);
        outcome.tests.into_iter().map(|test| test.name).collect::<Vec<_>>()
    };
    assert_eq!(names("First"), ["one"]);
    assert_eq!(names("one"), ["one"]);
    assert_eq!(names("d"), ["Second"]);
    assert!(names("third").is_empty());
}

/// What is taken away takes with it what it said, and what it held back.
#[test]
fn without_a_step_or_an_enforcer_nothing_is_sure_any_more() {
    let text = "store copy is files in corp { holds internal }
workflow w {
  service mover in corp {
    may read  on vault
    may write on copy
  }
  step look by mover { reads vault }
}
service guard in corp
gate sure {
  guards   write on copy
  approved by 1 of [bo, cy] excluding [requester, author]
  renders  canonical by guard
  binds    text
  single-use
  timeout  deny after 1h
  enforced by guard
}
prove stays { never confidential reaches copy }
prove approved-first { always write on copy needs approved(sure) }
test \"whole\" {
  expect stays is proved
  expect approved-first is proved
}
test \"nobody says what it does\" {
  without w.look
  expect stays is refuted
}
test \"nobody enforces it\" {
  without guard
  expect approved-first is refuted
}
";
    let (_, outcome) = tested(text);
    assert!(outcome.passed(), "{outcome:#?}");
}
