//! What is not known counts as the worst: each clause of the examples says `unknown` in turn, and nothing that was refuted
//! is proved by that.

use bailiwick::model::{Property, policy};
use bailiwick::proof::{Examiner, Fresh, Status, status};
use bailiwick::source::{Database, Span, project};
use bailiwick::syntax::ast::{Clause, Statement};
use bailiwick::syntax::parsed;

use crate::support::{AS_OF, without_rules};

const EXAMPLES: [(&str, &str); 6] = [
    ("helpdesk/flawed", include_str!("../../examples/helpdesk/flawed/helpdesk.bwk")),
    ("helpdesk/repaired", include_str!("../../examples/helpdesk/repaired/helpdesk.bwk")),
    ("patchpilot/flawed", include_str!("../../examples/patchpilot/flawed/patchpilot.bwk")),
    ("patchpilot/repaired", include_str!("../../examples/patchpilot/repaired/patchpilot.bwk")),
    ("clinsum/flawed", include_str!("../../examples/clinsum/flawed/clinsum.bwk")),
    ("clinsum/repaired", include_str!("../../examples/clinsum/repaired/clinsum.bwk")),
];

/// Every general clause in the blocks of a statement, from its head to its end.
fn clauses(statement: &Statement, found: &mut Vec<(String, Span)>) {
    for clause in statement.block.iter().flat_map(|block| &block.clauses) {
        if let Clause::Statement(inner) = clause {
            if bailiwick::vocabulary::noun(&inner.head.text).is_none() {
                found.push((inner.head.text.clone(), inner.span));
            }
            clauses(inner, found);
        }
    }
}

/// The status of each property, by name; nothing if something is wrong with the policy.
fn statuses(text: &str) -> Option<Vec<(String, Status)>> {
    let db = Database::default();
    let project = without_rules(&db, &[("main.bwk", text)], AS_OF);
    let policy = policy(&db, project);
    let wrong = bailiwick::analysis::findings(&db, project);
    if bailiwick::analysis::is_broken(&db, project, &wrong) {
        return None;
    }
    let closures = Fresh::new(&policy.base);
    let of = |property: &Property| {
        (property.name.clone(), status(&Examiner::of(&policy.base, &closures, property), property))
    };
    Some(policy.properties.iter().map(of).collect())
}

/// What comes of an example in which one clause after the other is not known.
#[derive(Default)]
struct Outcome {
    tried: usize,
    /// How many verdicts were others.
    changed: usize,
    wrong: Vec<String>,
}

fn try_each(name: &str, text: &str) -> Outcome {
    let before = statuses(text).expect("nothing is wrong with the examples");
    let db = Database::default();
    let file = project(&db, &[("main.bwk", text)], AS_OF).files(&db)[0];
    let mut all = Vec::new();
    parsed(&db, file).tree.items.iter().for_each(|item| clauses(item, &mut all));
    assert!(all.len() > 20, "{name}");
    let mut done = Outcome::default();
    for (head, span) in all {
        let mut edited = text.to_owned();
        edited.replace_range(span.start as usize..span.end as usize, &format!("{head} unknown"));
        let Some(after) = statuses(&edited) else { continue };
        done.tried += 1;
        for ((property, was), (_, is)) in before.iter().zip(&after) {
            done.changed += usize::from(was != is);
            let written = &text[span.start as usize..span.end as usize];
            if *was != Status::Proved && *is == Status::Proved {
                done.wrong.push(format!("{name}: `{property}` would be proved if `{written}` were unknown"));
            }
        }
    }
    done
}

#[test]
fn nothing_is_proved_because_it_is_not_known() {
    // It takes longest of all tests, and the other cores have nothing to do at the end.
    let done: Vec<Outcome> = std::thread::scope(|scope| {
        let running = EXAMPLES.map(|(name, text)| scope.spawn(move || try_each(name, text)));
        running.map(|one| one.join().expect("it came to an end")).into_iter().collect()
    });
    let wrong: Vec<&String> = done.iter().flat_map(|one| &one.wrong).collect();
    assert_eq!(wrong, [""; 0]);
    let (tried, changed) = done.iter().fold((0, 0), |(tried, changed), one| (tried + one.tried, changed + one.changed));
    assert!(tried > 700 && changed > 100, "{tried} tried, {changed} verdicts changed");
}

/// Clauses that give something to somebody: where they stand, with what they say. None of them has a worst case.
const OPEN: [(&str, &str); 17] = [
    ("agent x in corp", "uses unknown"),
    ("agent x in corp", "has unknown"),
    ("agent x in corp", "infers unknown"),
    ("agent x in corp", "executes unknown"),
    ("agent x in corp", "logs unknown"),
    ("agent x in corp", "started unknown"),
    ("agent x in corp", "started by unknown"),
    ("agent x in corp", "longest-run unknown"),
    ("workflow x", "started unknown\n  agent y in corp"),
    ("service x in corp", "administered unknown"),
    ("service x in corp", "entry e {\n    calls unknown\n  }"),
    ("store x is files in corp", "holds internal\n  copies unknown"),
    ("sink x is named in corp", "forwards unknown"),
    ("sink x is named in corp", "readable unknown"),
    ("log x in corp", "read unknown"),
    ("credential x is api-key of ana in corp", "scope read on other\n  readable unknown"),
    ("credential x is api-key of ana in corp", "scope read on other\n  step-up unknown"),
];

#[test]
fn what_could_be_anything_proves_nothing() {
    let ground = "use std.levels [*]\nuse std.operations [*]\ndomain corp is tenant { trusted yes }\nhuman ana in corp\n\
                  store notes is files in corp { holds internal }\nstore other is files in corp { holds internal }\n\
                  prove quiet { never ana causes write on notes }\n";
    let status = |more: &str| statuses(&format!("{ground}{more}")).map(|all| all[0].1);
    assert_eq!(status(""), Some(Status::Proved));
    for (header, clause) in OPEN {
        assert_eq!(status(&format!("{header} {{\n  {clause}\n}}\n")), Some(Status::Unknown), "{header}: {clause}");
    }
    let without_users = "break-glass x {\n  may read on notes\n}\n";
    assert_eq!(status(without_users), Some(Status::Unknown));
    // Each clause that the catalogue calls open stands above.
    for noun in &bailiwick::vocabulary::NOUNS {
        for clause in noun.clauses.iter().flat_map(|group| group.iter()).filter(|clause| clause.open) {
            let known = OPEN.iter().any(|(_, written)| written.contains(clause.head)) || clause.head == "used";
            assert!(known, "{} {}", noun.name, clause.head);
        }
    }
}

/// A credential that is good for this, and for nobody knows what else, opens everything that its subject may do.
#[test]
fn one_scope_that_is_known_does_not_bound_another_that_is_not() {
    let policy = |more: &str| {
        format!(
            "use std.levels [*]\nuse std.operations [*]\ndomain corp is tenant {{ trusted yes }}\n\
             human ana in corp {{ may [read, write] on notes }}\nstore notes is files in corp {{ holds internal }}\n\
             credential key is api-key of ana in corp {{\n  scope read on notes\n{more}  readable in bot\n}}\n\
             agent bot in corp {{ instructable no }}\nprove quiet {{ never bot causes write on notes }}\n"
        )
    };
    let status = |more: &str| statuses(&policy(more)).map(|all| all[0].1);
    assert_eq!(status(""), Some(Status::Proved));
    assert_eq!(status("  scope unknown\n"), Some(Status::Refuted));
}

/// What a step does that nobody knows could be anything.
#[test]
fn a_step_that_does_nobody_knows_what_proves_nothing() {
    let policy = |does: &str| {
        format!(
            "use std.levels [*]\nuse std.operations [*]\ndomain corp is tenant {{ trusted yes }}\ndomain out is internet\n\
             store notes is files in corp {{ holds confidential }}\nsink web is public in out\n\
             workflow w {{\n  service mover in corp {{\n    may read on notes\n    may send on web\n  }}\n  \
             step move by mover {{\n    reads notes\n{does}  }}\n}}\nprove quiet {{ never confidential reaches web }}\n"
        )
    };
    let status = |does: &str| statuses(&policy(does)).map(|all| all[0].1);
    assert_eq!(status(""), Some(Status::Proved));
    assert_eq!(status("    does unknown\n"), Some(Status::Unknown));
    assert_eq!(status("    does send on web\n"), Some(Status::Refuted));
}
