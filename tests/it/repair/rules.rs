//! What rules offer, and what they do not offer.

use super::{Policy, altogether};
use crate::rules::found;

const WORLD: &str = "use std.levels [*]
use std.operations [read, write]
domain corp is tenant { trusted yes }
human ana in corp
human bo in corp { manager ana }
store notes is files in corp {
  holds internal
  part a
  part b
}
";

fn with(rest: &str) -> String {
    format!("{WORLD}{rest}")
}

#[test]
fn of_several_things_none_is_taken_out_with_the_others() {
    let rule = "rule some-part {
  for every grant g
  for every part p in g.resources where p.name is \"notes.a\"
  require p is nobody
  fix remove g
}
";
    let several = with(&format!("role r for human {{\n  may read on [notes.a, notes.b]\n}}\n{rule}"));
    assert_eq!(altogether(&several), several);
    let one = with(&format!("role r for human {{\n  may read on notes.a\n  may read on notes.b\n}}\n{rule}"));
    assert_eq!(altogether(&one), one.replace("  may read on notes.a\n", ""));
}

#[test]
fn what_is_not_known_changes_nothing() {
    let required = with(
        "credential key is api-key of bo in corp\nrule short-lived {\n  for every credential c\n  require c.ttl <= 1d\n  fix set c.refreshable to no\n}\n",
    );
    assert_eq!(altogether(&required), required);
    let selected = with(
        "credential key is api-key of bo in corp\nrule short-lived {\n  for every credential c where c.ttl > 1d\n  require c.kind is nobody\n  fix set c.refreshable to no\n}\n",
    );
    assert_eq!(altogether(&selected), selected);
    let wanted = with(
        "credential key is api-key of bo in corp\nrule short-lived {\n  for every credential c\n  require c.kind is nobody\n  fix set c.refreshable to no when c.ttl > 1d\n}\n",
    );
    assert_eq!(altogether(&wanted), wanted);
    let value = with(
        "credential key is api-key of bo in corp\nrule owned {\n  for every credential c\n  require c.owner is known\n  fix set c.owner to c.subject.manager.manager\n}\n",
    );
    assert_eq!(altogether(&value), value);
}

#[test]
fn the_first_line_whose_condition_holds_counts() {
    let text = with(
        "credential old is api-key of bo in corp { ttl 2d }\ncredential new is api-key of bo in corp { ttl 1h }\nrule kinds {\n  for \
         every credential c\n  require c.refreshable is known or c.sender-bound is known\n  fix set c.refreshable to no when \
         c.ttl > 1d\n  fix set c.sender-bound to no\n}\n",
    );
    let after = altogether(&text);
    assert!(after.contains("old is api-key of bo in corp {\n  ttl 2d\n  refreshable no\n}\n"), "{after}");
    assert!(after.contains("new is api-key of bo in corp {\n  ttl 1h\n  sender-bound no\n}\n"), "{after}");
}

#[test]
fn names_are_written_as_they_are_known_there() {
    let text = with(
        "store two is files in corp\nrule \
         owned {\n  for every store s where s.name is \"two\"\n  for every human h where h.name is \"bo\"\n  require s.owner is \
         known\n  fix set s.owner to h.manager\n}\n",
    );
    let after = altogether(&text);
    assert!(after.contains("store two is files in corp {\n  owner ana\n}\n"), "{after}");
}

#[test]
fn a_clause_of_what_is_bound_is_taken_out() {
    let text = with(
        "credential key is api-key of bo in corp {\n  ttl 2d\n  refreshable no\n}\nrule odd {\n  for every credential c\n  require \
         c.refreshable is not no or c.kind is not api-key\n  fix remove c.refreshable\n}\n",
    );
    assert_eq!(altogether(&text), text.replace("  refreshable no\n", ""));
}

#[test]
fn mistakes_in_changes_are_told() {
    let rule =
        |change: &str| format!("rule r {{\n  for every credential c\n  require c.ttl is known\n  fix {change}\n}}\n");
    let cases = [
        ("remove d", "BW0602: `d` is not bound"),
        ("remove c.tll", "BW0602: credential has no attribute `tll`"),
        ("set c.refreshible to no", "BW0602: credential has no attribute `refreshible`"),
        ("set c to no", "BW0602: `c` is no clause, so it can not be set"),
        ("set c.users to no", "BW0602: `users` is no clause of credential, so it can not be set"),
        ("set c.refreshable to maybe", "BW0605: `c.refreshable` is never `maybe`"),
        ("set c.refreshable to c.refreshible", "BW0602: credential has no attribute `refreshible`"),
        ("set c.refreshable to d.refreshable", "BW0602: `d.refreshable` is neither bound nor declared"),
        ("set c.owner to nobody-here", "BW0602: `nobody-here` is neither bound nor declared"),
        ("remove c when c.tll is known", "BW0602: credential has no attribute `tll`"),
    ];
    for (change, expected) in cases {
        assert_eq!(found(&rule(change)), [expected], "{change}");
    }
    let codes: Vec<String> = found(&rule("take c")).iter().map(|line| line[..6].to_owned()).collect();
    assert_eq!(codes, ["BW0107"], "{:?}", found(&rule("take c")));
}

#[test]
fn what_the_library_or_a_test_says_is_left_alone() {
    let text = with("rule levels {\n  for every level l\n  require l is nobody\n  fix remove l\n}\n");
    let policy = Policy::repaired(&text, false);
    assert_eq!((policy.text(), policy.done()), (text, Vec::new()));
}

/// What could permit more, or claims that somebody has set something up, is a guess, whoever writes the rule.
#[test]
fn a_rule_repairs_safely_what_takes_away_or_rates_and_nothing_else() {
    let policy = |rule: &str| {
        format!(
            "use std.levels [*]\nuse std.operations [read]\ndomain corp is tenant {{ trusted yes }}\nhuman ana in corp\n\
             store notes is files in corp {{ holds internal }}\ncredential key is api-key of ana in corp {{ rotated 2020-01-01 }}\n\
             agent a in corp {{\n  may read on notes\n  must not read on notes\n}}\nworkflow w {{ function assist }}\n{rule}"
        )
    };
    let is_safe = |rule: &str| {
        let text = policy(&format!("rule mine {{\n  {rule}\n}}\n"));
        let repaired = Policy::repaired(&text, true).text();
        assert_ne!(repaired, text, "{rule}");
        Policy::repaired(&text, false).text() == repaired
    };
    let cases = [
        ("for every grant g where g.holder.noun is agent\n  require g.until is known\n  fix remove g", true),
        ("for every credential c\n  require c.ttl is known\n  fix remove c", true),
        ("for every workflow w\n  require w.function is act\n  fix set w.function to act", true),
        ("for every prohibition p\n  require p.until is known\n  fix remove p", false),
        ("for every agent a\n  require a.owner is known\n  fix remove a", false),
        ("for every credential c\n  require c.rotated is as-of\n  fix set c.rotated to as-of", false),
        (
            "for every agent a\n  require a.instructable is known and a.instructable is no\n  fix set a.instructable to no",
            false,
        ),
    ];
    for (rule, expected) in cases {
        assert_eq!(is_safe(rule), expected, "{rule}");
    }
}
