//! Clauses that are written otherwise: what may let more happen is marked, whatever follows from it.

use bailiwick::change::Difference;

use super::words::between;

/// What becomes of one that is written otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Told {
    /// Nothing: it is the same.
    Same,
    /// It is told, and marked.
    Marked,
    /// It is told.
    Plainly,
}
use Told::{Marked, Plainly, Same};

const POLICY: &str = r#"use std.tiers [standard]
domain corp is tenant { trusted yes }
domain vendor is vendor
purpose support
purpose marketing
human ana in corp
human bo in corp
service host in corp { owner ana }
store notes is files in corp {
  holds internal
  retention 30d
}
sink out is internal in corp
delegation-rule outward from any tool to every agent where domain in vendor { forbidden }
federation abroad from vendor to corp { carries [subject] }
workflow desk "Desk" {
  purpose support
  tier t3
  ends 2027-06-30
  boundary {
    may read on notes
  }
  runs at most 20 per 1h
  agent clerk in corp {
    started by ana
    may read on notes delegable 1 {
      approved by ana on 2026-11-01
    }
    may call mailer.post
  }
  blueprint helper in corp {
    depth 2
  }
  delegation help from ana to clerk {
    may read on notes
    mode on-behalf-of
    ttl 15m
  }
}
tool mailer in corp {
  entry post {
    performs send on out
    limit 20 per 1h
  }
}
credential key is oauth of host in corp {
  scope read on notes
  ttl 1d
  refreshable no
  readable in notes
}
log trail in corp {
  fields [who, what, result]
}
rule stores-last {
  code ACME-1
  for every store s
  require s.retention is known
  severity error
  message "x"
  help "y"
}
test "the clerk reads" {
  expect desk.clerk may read on notes
  without mailer
}
"#;

fn changed(from: &str, to: &str) -> Difference {
    assert_eq!(POLICY.matches(from).count(), 1, "{from}");
    between(POLICY, &POLICY.replacen(from, to, 1))
}

fn told(difference: &Difference) -> Told {
    let is_marked = difference.loosens() || difference.widens() || difference.is_worse();
    match (difference.is_nothing(), is_marked) {
        (true, _) => Same,
        (false, true) => Marked,
        (false, false) => Plainly,
    }
}

#[test]
fn what_may_let_more_happen_is_marked() {
    for (from, to, expected) in [
        ("tier t3", "tier t2", Marked),
        ("  tier t3\n", "", Marked),
        ("  purpose support\n", "  purpose marketing\n", Marked),
        ("is known\n", "is not known\n", Marked),
        ("severity error", "severity info", Marked),
        ("severity error", "severity error when s.size is known", Marked),
        ("for every store s", "for every store s where s.size is known", Marked),
        ("every agent where domain in vendor", "every agent where domain in corp", Marked),
        ("    ttl 15m\n", "    ttl 15m\n    depth 3\n", Marked),
        ("  purpose support\n", "", Marked),
        ("  scope read on notes\n", "  scope [read, write] on notes\n", Marked),
        ("  scope read on notes\n", "", Marked),
        ("  severity error\n", "", Marked),
        ("from any tool to every agent", "from any service to every agent", Marked),
        ("{ forbidden }", "{ depth at most 1 }", Marked),
        ("from vendor to corp", "from corp to corp", Marked),
        ("ends 2027-06-30", "ends 2099-06-30", Marked),
        ("ends 2027-06-30", "ends 2027-01-30", Plainly),
        ("    may read on notes\n  }\n  runs", "    may [read, write] on notes\n  }\n  runs", Marked),
        ("  boundary {\n    may read on notes\n  }\n", "", Marked),
        ("runs at most 20 ", "runs at most 20_000 ", Marked),
        ("runs at most 20 ", "runs at most 2 ", Plainly),
        ("depth 2", "depth 3", Marked),
        ("depth 2", "depth 1", Plainly),
        ("delegable 1", "delegable unlimited", Marked),
        ("delegable 1", "delegable 2", Marked),
        (" delegable 1", "", Plainly),
        ("      approved by ana on 2026-11-01\n", "      because \"x\"\n", Marked),
        ("on-behalf-of", "impersonation", Marked),
        ("ttl 15m", "ttl 16m", Marked),
        ("ttl 15m", "ttl unlimited", Marked),
        ("ttl 15m", "ttl 900s", Same),
        ("ttl 15m", "ttl 5m", Plainly),
        ("    limit 20 per 1h\n", "", Marked),
        ("limit 20 per 1h", "limit 20 per 30m", Marked),
        ("limit 20 per 1h", "limit 20 per 60m", Same),
        ("limit 20 per 1h", "limit 2 per 1h", Plainly),
        ("limit 20 per 1h", "limit 20 per 1d", Plainly),
        ("ttl 1d", "ttl 24h", Same),
        ("refreshable no", "refreshable yes", Marked),
        ("[who, what, result]", "[result, what, who]", Same),
        ("[who, what, result]", "[who, what]", Marked),
        ("[who, what, result]", "[who, what, result, target]", Plainly),
        ("holds internal", "holds [internal]", Same),
        ("retention 30d", "retention 31d", Marked),
        ("  expect desk.clerk may read on notes\n", "  expect ana may not read on notes\n", Marked),
        ("  without mailer\n", "", Marked),
        ("test \"the clerk reads\"", "test \"another\"", Marked),
    ] {
        let difference = changed(from, to);
        let (controls, other) = (&difference.controls, &difference.reclassified);
        assert_eq!(told(&difference), expected, "{from} -> {to}: {controls:?} {other:?} {:?}", difference.changes);
    }
}

/// Of several severities the first counts whose condition holds; two tests can have one title; a proof can assume more.
#[test]
fn what_only_its_place_or_its_company_decides_is_told() {
    let severities = |first: &str, second: &str| POLICY.replace("  severity error\n", &format!("{first}{second}"));
    let (one, other) = ("  severity error when s.size is not known\n", "  severity info\n");
    assert_eq!(told(&between(&severities(one, other), &severities(other, one))), Marked);
    let test = "test \"the clerk reads\" {\n  expect ana may not read on notes\n}\n";
    assert_eq!(told(&between(&format!("{POLICY}{test}"), POLICY)), Marked, "another of the same title is left");
    let prove = |more: &str| format!("{POLICY}prove p {{\n  never bo causes read on notes\n{more}}}\n");
    let assuming = "  assuming agents follow their steps\n";
    assert_eq!(told(&between(&prove(""), &prove(assuming))), Marked);
    let lists = |one: &str, two: &str| {
        format!("{POLICY}test \"t\" {{\n  expect ana may not {one} on notes\n  expect ana.owner is {two}\n}}\n")
    };
    assert_eq!(told(&between(&lists("[read, write]", "nobody"), &lists("[write, read]", "nobody"))), Same);
    assert_eq!(told(&between(&lists("[read, write]", "nobody"), &lists("read", "nobody"))), Marked);
}

/// The rules of a module of the library are asked where it is used.
#[test]
fn rules_of_the_library_that_are_asked_no_longer_are_told() {
    let with = format!("use std.duties [*]\n{POLICY}");
    let difference = between(&with, POLICY);
    let gone = difference.controls.iter().filter(|one| one.sentence.ends_with("is there no longer"));
    assert!(gone.clone().count() > 0 && gone.clone().all(|one| one.loosened), "{:?}", difference.controls);
    assert!(!between(POLICY, &with).loosens(), "more is asked");
}

/// A property under another name is the same property.
#[test]
fn a_property_is_renamed_and_not_gone() {
    let asked = |name: &str| format!("{POLICY}prove {name} {{ never bo causes read on notes }}\n");
    let renamed = between(&asked("one"), &asked("two"));
    assert_eq!(told(&renamed), Plainly, "{:?}", renamed.verdicts);
    assert_eq!(told(&between(&asked("one"), POLICY)), Marked);
    let other = asked("one").replace("never bo", "never ana");
    assert!(between(&asked("one"), &other).is_worse());
}
