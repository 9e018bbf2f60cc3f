//! What is repaired together, what after one another, and what is taken back.

use super::{Policy, altogether};

const WORLD: &str = "use std.levels [*]
use std.operations [read]
domain corp is tenant { trusted yes }
human ana in corp
human bo in corp
store notes is files in corp { holds internal }
";

fn with(rest: &str) -> String {
    format!("{WORLD}{rest}")
}

#[test]
fn of_two_that_make_each_other_needless_one_stays() {
    let text = with("role r for workload {\n  may read on notes\n  may read on notes\n}\n");
    let policy = Policy::repaired(&text, true);
    assert_eq!(policy.text(), with("role r for workload {\n  may read on notes\n}\n"));
    assert_eq!(policy.done(), ["8 BW1032: remove `may read on notes`"]);
}

#[test]
fn repairs_of_one_place_are_made_after_one_another() {
    let text = with(
        "credential key is api-key of bo in corp\nrule a {\n  for every credential c\n  require c.refreshable is known and c.refreshable is no\n  fix set \
         c.refreshable to no\n}\nrule b {\n  for every credential c\n  require c.sender-bound is known and c.sender-bound is no\n  fix set c.sender-bound \
         to no\n}\n",
    );
    let policy = Policy::repaired(&text, true);
    assert!(policy.text().contains("in corp {\n  refreshable no\n  sender-bound no\n}\n"), "{}", policy.text());
    assert_eq!(policy.done(), ["7 a: write `refreshable no`", "7 b: write `sender-bound no`"]);
}

#[test]
fn what_leaves_more_mistakes_is_taken_back() {
    let rules = "rule gone {\n  for every human h where h.left is known\n  require h.left is nobody\n  fix remove h\n}\nrule \
                 refreshed {\n  for every credential c\n  require c.refreshable is known and c.refreshable is no\n  fix set c.refreshable to no\n}\n";
    let text = with(&format!(
        "human di in corp {{ left 2026-01-31 }}\nhuman cy in corp {{ left 2026-01-31 }}\ncredential key is api-key of di in \
         corp\n{rules}"
    ));
    let policy = Policy::repaired(&text, true);
    let expected = text
        .replace("human cy in corp { left 2026-01-31 }\n", "")
        .replace("of di in corp\n", "of di in corp {\n  refreshable no\n}\n");
    assert_eq!(policy.text(), expected);
    let refused: Vec<&str> = policy.repairs.refused.iter().map(|one| one.title.as_str()).collect();
    assert_eq!(refused, ["remove `human di in corp`"]);
}

#[test]
fn rules_that_undo_each_other_come_to_an_end() {
    let text = with(
        "credential key is api-key of bo in corp { refreshable yes }\nrule a {\n  for every credential c\n  require c.refreshable is \
         no\n  fix set c.refreshable to no\n}\nrule b {\n  for every credential c\n  require c.refreshable is yes\n  fix set \
         c.refreshable to yes\n}\n",
    );
    assert!(Policy::repaired(&text, true).repairs.is_endless);
}

#[test]
fn a_guess_is_applied_only_if_that_is_wanted() {
    let text = with("human cy in crop\n");
    assert_eq!(Policy::repaired(&text, false).text(), text);
    let policy = Policy::repaired(&text, true);
    assert_eq!(policy.text(), with("human cy in corp\n"));
    assert_eq!(policy.done(), ["7 BW0201: write `corp`"]);
}

#[test]
fn what_is_clear_in_the_text_is_no_guess() {
    let text = with("human cy in corp\n{\n  owner ana\n}\n");
    assert_eq!(altogether(&text), with("human cy in corp {\n  owner ana\n}\n"));
    assert_eq!(altogether(&with("human cy\u{a0}in corp\n")), with("human cy in corp\n"));
}

#[test]
fn what_is_accepted_is_left_alone() {
    let exception = "exception twice {\n  accepts redundant-grant on r\n  because \"it is read by a program\"\n  approved by ana \
                     on 2026-11-01\n  expires 2026-12-31\n}\n";
    let text = with(&format!("role r for workload {{\n  may read on notes\n  may read on notes\n}}\n{exception}"));
    assert_eq!(Policy::repaired(&text, false).text(), text);
}

#[test]
fn of_an_exception_only_goes_what_accepts_nothing() {
    let exception = |lines: &str| {
        with(&format!(
            "store more is files in corp {{ holds internal }}\nstore mine is files in corp {{\n  holds internal\n  owner \
             ana\n}}\n\nexception later {{\n{lines}  because \"it moves\"\n  approved by ana on 2026-11-01\n  expires \
             2026-12-31\n}}\n"
        ))
    };
    let cases = [
        ("  accepts missing-owner on [notes, mine, more]\n", "  accepts missing-owner on [notes, more]\n"),
        ("  accepts missing-owner on [notes, mine]\n", "  accepts missing-owner on notes\n"),
        ("  accepts missing-owner on notes\n  accepts missing-owner on mine\n", "  accepts missing-owner on notes\n"),
        ("  accepts [impersonation, missing-owner] on notes\n", "  accepts missing-owner on notes\n"),
        ("  accepts [impersonation, missing-owner] on [notes, mine]\n", "  accepts missing-owner on notes\n"),
        ("  accepts missing-owner\n", "  accepts missing-owner\n"),
    ];
    for (before, after) in cases {
        assert_eq!(altogether(&exception(before)), exception(after), "{before}");
    }
    let idle = exception("  accepts missing-owner on mine\n");
    assert_eq!(altogether(&idle), idle.split_once("\nexception").expect("an exception").0);
}
