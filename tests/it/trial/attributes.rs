//! Attributes of declarations, and findings of rules that the policy declares.

use bailiwick::trial::Met;

use super::{lines, tested};

#[test]
fn attributes_are_asked_as_in_rules() {
    let met = "expect notes.domain is corp
expect review.single-use is yes and notes.kind is files
expect count(human h where h.domain is corp) is 3
expect some human h where h.owner is not known
expect no agent a where a.domain is corp
expect not bo.owner is known";
    assert_eq!(lines(met), ["passed"; 6]);
    let unmet = "expect notes.kind is vault\nexpect bo.owner is known\nexpect bo.owner is ana";
    assert_eq!(
        lines(unmet),
        ["failed: it is not so", "failed: it is not so", "undecided: it depends on what is not said"]
    );
}

#[test]
fn an_attribute_stands_behind_a_comparison_too() {
    let asked =
        "expect ana in review.approved.by\nexpect not ana in review.approved.by\nexpect cy in review.approved.by";
    assert_eq!(lines(asked), ["passed", "failed: it is not so", "failed: it is not so"]);
}

#[test]
fn what_is_taken_away_is_nobodys_attribute() {
    let with = "with {\n  human dee in corp { owner bo }\n  human eve in corp { deputies [ana, bo] }\n}\n";
    let asked = "expect dee.owner is known\nexpect count(human h where h.domain is corp) is 5";
    let with = with.replace(" { deputies [ana, bo] }", "");
    assert_eq!(lines(&format!("{with}{asked}")), ["passed"; 2]);
    let without = "without bo\nexpect not dee.owner is known\nexpect count(human h where h.domain is corp) is 4
expect not bo.domain is corp";
    let found = lines(&format!("{with}{without}"));
    assert_eq!(found, ["passed", "passed", "undecided: it depends on what is not said"]);
}

const RULES: &str = "
rule no-readers {
  for every human h
  require not h causes read on notes
  severity warning
}
rule owned {
  code ACME-1
  for every [workflow, agent] x
  require x.owner is known
  severity warning
}
workflow desk {
  owner ana
  agent helper in corp
}
";

fn outcomes(inside: &str) -> Vec<bool> {
    let (_, outcome) = tested(&format!("{RULES}test \"it\" {{\n{inside}\n}}\n"));
    assert!(outcome.tests[0].broken.is_empty(), "{:?}", outcome.tests[0].broken);
    outcome.tests[0].expectations.iter().map(|asked| asked.met == Met::Passed).collect()
}

#[test]
fn findings_of_declared_rules_count() {
    let met =
        "expect finding no-readers on bo\nexpect no finding no-readers on ana\nexpect finding ACME-1 on desk.helper";
    assert_eq!(outcomes(met), [true; 3]);
    assert_eq!(outcomes("expect no finding no-readers\nexpect no finding owned"), [false; 2]);
}

/// A finding on something is none on what it is in.
#[test]
fn a_finding_is_on_what_it_is_about() {
    assert_eq!(outcomes("expect no finding owned on desk\nexpect finding owned on desk"), [true, false]);
}

#[test]
fn rules_are_asked_of_what_remains() {
    assert_eq!(outcomes("without notes\nexpect no finding no-readers\nexpect finding owned on desk.helper"), [true; 2]);
    assert_eq!(outcomes("without ana\nexpect finding owned on desk\nexpect finding no-readers on bo"), [true; 2]);
}
