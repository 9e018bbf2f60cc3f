//! Every clause is an attribute; so is what headers say, and what is worked out from several declarations.

use bailiwick::inventory::{Value, attributes, inventory, is_attribute};
use bailiwick::names::names;
use bailiwick::source::{Database, project};
use bailiwick::vocabulary::NOUNS;

use super::holds;
use crate::syntax::corpus;

/// In the corpus every clause of every noun is said once at least; whoever asks for it gets a value.
#[test]
fn every_clause_of_every_noun_has_a_value() {
    let mut missing: Vec<String> = Vec::new();
    for noun in &NOUNS {
        for clause in noun.clauses.iter().flat_map(|group| group.iter()) {
            assert!(is_attribute(noun.name, clause.head), "{} {}", noun.name, clause.head);
            missing.push(format!("{} {}", noun.name, clause.head));
        }
    }
    let all = missing.len();
    for policy in corpus() {
        let db = Database::default();
        let project = project(&db, &[("main.bwk", &policy.text)], 0);
        let (names, inventory) = (names(&db, project), inventory(&db, project));
        for (id, definition) in names.used() {
            let noun = definition.sort.noun();
            missing.retain(|known| {
                let head = known.strip_prefix(noun).and_then(|rest| rest.strip_prefix(' '));
                head.is_none_or(|head| !inventory.attribute(names, &Value::Thing(id), head).is_known())
            });
        }
    }
    // Common clauses stand once in the corpus, at one noun or another.
    let heads: Vec<&str> = missing.iter().filter_map(|one| one.split(' ').nth(1)).collect();
    let common = ["owner", "successor", "id", "ends", "provenance", "visible", "closed", "enforced"];
    let actor = ["uses", "has", "identity", "infers", "executes", "logs", "stopped", "monitored"];
    let shared = [
        "per",
        "entitled",
        "started",
        "contract",
        "does",
        "instances",
        "longest-run",
        "contained",
        "instructable",
        "plan",
        "ceiling",
    ];
    let strange: Vec<&&str> =
        heads.iter().filter(|head| !common.contains(head) && !actor.contains(head) && !shared.contains(head)).collect();
    assert_eq!(strange, [&""; 0], "of {all}");
}

#[test]
fn every_attribute_has_a_sentence() {
    for kind in NOUNS.iter().map(|noun| noun.name).chain(["grant", "prohibition"]) {
        for (name, sentence) in attributes(kind) {
            assert!(sentence.len() > 5, "{kind}.{name}: {sentence}");
        }
    }
}

const POLICY: &str = "store notes is files in corp {
  owner ana
  holds ticket
  part  a \"a/*\" { holds internal }
  part  b \"b/*\"
}
credential key is api-key of w.helper in corp
role reader for workload { may read on notes.a }
context env one of [dev, prod]
gate ok { approved by ana }
workflow w {
  owner ana
  started by schedule \"02:00\"
  agent helper in corp {
    uses key
    may read on notes
    may write on notes.a when env is prod and approved(ok) until 2027-01-01 {
      because   \"It has to.\"
      approved  by ana on 2026-10-01
    }
    must not any on notes.b
  }
  service back in corp { entry get { performs read on notes } }
  step one by helper { reads notes }
}
";

#[test]
fn what_is_worked_out_is_right() {
    let cases = [
        ("workflow", "x.agents is w.helper and x.services is w.back and count(x.steps) is 1", "yes"),
        ("workflow", "x.credentials is key", "yes"),
        ("workflow", "count(x.grants) is 2", "yes"),
        ("credential", "x.users is w.helper and x.workflows is w", "yes"),
        ("agent", "x.workflow is w and x.parent is w and x.effective-owner is ana and not (x.owner is known)", "yes"),
        ("agent", "x.runs-alone", "yes"),
        ("service", "count(x.entries) is 1", "yes"),
        ("entry", "x.tool is w.back and x.domain is corp", "yes"),
        ("store", "x.all-classes mentions internal and ticket in x.all-classes", "yes"),
        ("grant", "x.holder.noun in [agent, role] and x.place in [agent, role]", "yes"),
        ("grant", "x.operations mentions [read, write]", "yes"),
        ("grant", "x.resources mentions [notes, notes.a] and x.is-any is no", "yes"),
        ("prohibition", "x.is-any and x.resources is notes.b", "yes"),
        ("human", "x.name in [\"ana\", \"bo\"] and x.module is main", "yes"),
    ];
    for (kind, condition, expected) in cases {
        assert_eq!(holds(POLICY, kind, condition), expected, "{condition}");
    }
}

#[test]
fn grants_have_attributes_of_their_own() {
    let cases = [
        ("some grant g where g.until is 2027-01-01 and g.condition mentions env", "yes"),
        ("some grant g where g.condition mentions ok and g.approved.by is ana and g.because is known", "yes"),
        ("some grant g where g.is-whole", "yes"),
        ("count(grant g where g.is-whole) is 1", "yes"),
        ("count(grant g where g.until is known) is 1", "yes"),
        ("some grant g where g.task is known", "no"),
    ];
    for (condition, expected) in cases {
        assert_eq!(holds(POLICY, "workflow", condition), expected, "{condition}");
    }
}
