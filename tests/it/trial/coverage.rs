//! Coverage: what no property and no test depends on.

use bailiwick::source::{Database, project};
use bailiwick::trial::{Coverage, ItemKind, Options, coverage};

use crate::support::{AS_OF, with_library};

const POLICY: &str = "
context env one of [dev, ci, prod]
domain corp is tenant { trusted yes }
human ana in corp
human bo in corp {
  may read on notes
  may write on notes when env is ci
}
human cy in corp { may read on vault }
store notes is files in corp { holds internal }
store vault is files in corp { holds confidential }
service clerk in corp {
  must not write on vault { enforced by corp }
}
";

fn covered(tests: &str, options: &Options) -> Coverage {
    let db = Database::default();
    let text = with_library(&format!("{POLICY}{tests}"));
    coverage(&db, project(&db, &[("main.bwk", &text)], AS_OF), options)
}

/// What nothing depends on, by kind and text.
fn idle(tests: &str) -> Vec<String> {
    let coverage = covered(tests, &Options::default());
    let idle = coverage.items.iter().filter(|item| item.by == 0);
    idle.map(|item| format!("{} {}", item.kind.word(), item.text)).collect()
}

const ALL: [&str; 11] = [
    "declaration human ana in corp",
    "declaration human bo in corp",
    "grant may read on notes",
    "grant may write on notes when env is ci",
    "guard may write on notes when env is ci",
    "declaration human cy in corp",
    "grant may read on vault",
    "declaration store notes is files in corp",
    "declaration store vault is files in corp",
    "declaration service clerk in corp",
    "guard must not write on vault",
];

fn without(covered: &[&str]) -> Vec<String> {
    ALL.iter().filter(|item| !covered.contains(item)).map(|item| (*item).to_owned()).collect()
}

#[test]
fn without_properties_and_tests_nothing_is_depended_on() {
    assert_eq!(idle(""), ALL);
}

#[test]
fn a_refutation_depends_on_its_derivation() {
    let covered =
        ["declaration human bo in corp", "grant may read on notes", "declaration store notes is files in corp"];
    assert_eq!(idle("prove p { never bo causes read on notes }\n"), without(&covered));
    assert_eq!(idle("prove p { possible bo causes read on notes }\n"), without(&covered));
    assert_eq!(idle("test \"it\" { expect bo causes read on notes }\n"), without(&covered));
    assert_eq!(idle("test \"it\" { expect bo may read on notes }\n"), without(&covered));
    assert_eq!(idle("test \"it\" { expect never bo causes read on notes }\n"), without(&covered));
}

#[test]
fn a_proof_depends_on_what_carries_it() {
    let covered = [
        "declaration human bo in corp",
        "guard may write on notes when env is ci",
        "declaration store notes is files in corp",
    ];
    let sentence = "never bo causes write on notes when env is dev";
    assert_eq!(idle(&format!("prove p {{ {sentence} }}\n")), without(&covered));
    assert_eq!(idle(&format!("test \"it\" {{ expect {sentence} }}\n")), without(&covered));
}

#[test]
fn a_condition_counts_where_it_is_part_of_the_answer() {
    let grant = "grant may write on notes when env is ci";
    let both = [
        "declaration human bo in corp",
        grant,
        "guard may write on notes when env is ci",
        "declaration store notes is files in corp",
    ];
    let one = |expected: &str| idle(&format!("test \"it\" {{\n  {expected}\n}}\n"));
    assert_eq!(one("expect possible bo causes write on notes needing env is ci"), without(&both));
    assert_eq!(one("given env is dev\n  expect bo may not write on notes"), without(&both));
    let open = [both[0], grant, both[3]];
    assert_eq!(one("expect possible bo causes write on notes"), without(&open));
}

#[test]
fn a_prohibition_counts_where_its_permission_is_asked_for() {
    let covered = [
        "declaration service clerk in corp",
        "guard must not write on vault",
        "declaration store vault is files in corp",
    ];
    assert_eq!(idle("test \"it\" { expect clerk may not write on vault }\n"), without(&covered));
}

/// What a test adds is no part of the policy, and what it says of the policy counts as elsewhere.
#[test]
fn what_a_test_adds_is_not_counted() {
    let test = "test \"it\" {\n  with {\n    access more for ana { may read on vault }\n  }\n  expect ana may read on vault\n}\n";
    let covered = ["declaration human ana in corp", "declaration store vault is files in corp"];
    assert_eq!(idle(test), without(&covered));
    let finding = "test \"it\" { expect no finding ended-grant on cy }\n";
    assert_eq!(idle(finding), without(&["declaration human cy in corp"]));
}

#[test]
fn properties_and_expectations_are_counted() {
    let tests = "prove p { never bo causes read on notes }\ntest one { expect bo may read on notes }\ntest two { expect cy may read on vault }\n";
    let by = |filter: Option<&str>| {
        let coverage = covered(tests, &Options { filter: filter.map(str::to_owned) });
        let item = |text: &str| coverage.items.iter().find(|item| item.text == text).map(|item| item.by);
        (item("may read on notes"), item("may read on vault"), coverage.counts(ItemKind::Grant))
    };
    assert_eq!(by(None), (Some(2), Some(1), (2, 3)));
    assert_eq!(by(Some("two")), (Some(1), Some(1), (2, 3)));
    assert_eq!(by(Some("one")), (Some(2), Some(0), (1, 3)));
}

/// A test with a mistake depends on nothing.
#[test]
fn a_broken_test_covers_nothing() {
    assert_eq!(idle("test \"it\" {\n  expect bo may read on notes\n  expect bob may read on notes\n}\n"), ALL);
}
