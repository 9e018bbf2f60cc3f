//! What is underlined, and what stands above and behind properties, while proofs are under way and after them.

use std::num::NonZeroUsize;
use std::sync::Mutex;

use bailiwick::finding::Severity;
use bailiwick::ide::{Progress, ProjectId, Settings, Shown, Snapshot, diagnostics, hints, lenses, prove, read};
use bailiwick::source::Span;

use super::{Marked, POLICY};

fn snapshot(marked: &Marked) -> Snapshot {
    let (db, project) = (marked.db.clone(), marked.project);
    Snapshot { db, id: ProjectId(0), project, settings: Settings::default() }
}

fn titles(marked: &Marked, shown: &Shown) -> Vec<String> {
    lenses(&marked.db, shown, marked.file).into_iter().map(|lens| lens.title).collect()
}

#[test]
fn what_is_told_on_the_way_ends_with_what_a_check_says() {
    let marked = Marked::one(&format!("$0{POLICY}"));
    let told = Mutex::new(Vec::new());
    let two = NonZeroUsize::MIN.saturating_add(1);
    prove(&snapshot(&marked), two, &|progress| told.lock().expect("nobody failed").push(progress));
    let told = told.into_inner().expect("nobody failed");
    assert!(matches!(told.first(), Some(Progress::Read(_))));
    assert_eq!(told.iter().filter(|one| matches!(one, Progress::Proved(..))).count(), 2);
    assert!(matches!(told.last(), Some(Progress::Checked(_))));
    let mut shown = Shown::default();
    let mut seen: Vec<Vec<String>> = Vec::new();
    for progress in told {
        shown.take(progress);
        seen.push(titles(&marked, &shown));
    }
    assert_eq!(seen[0], ["pending", "pending"]);
    assert!(seen[3][0].starts_with("refuted"), "{seen:?}");
    assert_eq!(seen[3][1], "proved");
    assert!(shown.is_final);
    shown.outdate();
    assert_eq!(titles(&marked, &shown), ["pending (was refuted)", "pending (was proved)"]);
    let found = diagnostics(&shown, marked.file);
    let pending: Vec<_> = found.iter().filter(|one| one.code == "pending").collect();
    assert_eq!(pending.len(), 1);
    assert_eq!(pending[0].severity, Severity::Info);
}

#[test]
fn a_broken_proof_is_underlined_with_its_path() {
    let marked = Marked::one(&format!("$0{POLICY}"));
    let found = diagnostics(&marked.shown(), marked.file);
    let refuted: Vec<_> = found.iter().filter(|one| one.code == "refuted").collect();
    let [refuted] = refuted.as_slice() else { unreachable!("one is refuted: {found:?}") };
    assert_eq!(marked.place(refuted.span), "main.bwk:32 never internal reaches out");
    assert_eq!(refuted.severity, Severity::Error);
    assert!(
        refuted.message.starts_with("`no-leak` is refuted, even if every agent is compromised\nNothing leaks\n1. ")
    );
    let path = marked.places(refuted.related.iter().map(|related| related.span));
    assert!(path.contains(&"main.bwk:16 holds internal".to_owned()), "{path:?}");
    assert!(path.contains(&"main.bwk:25 may send on out when mfa".to_owned()), "{path:?}");
}

#[test]
fn a_policy_with_errors_proves_nothing_and_says_so_once() {
    let marked = Marked::one(&format!("$0{POLICY}\nstroe x is files\n"));
    let shown = marked.shown();
    assert_eq!(titles(&marked, &shown), ["unknown: the policy has errors"; 2]);
    let found = diagnostics(&shown, marked.file);
    assert!(found.iter().all(|one| one.code != "unknown" && one.code != "refuted"));
    assert!(found.iter().any(|one| one.message.contains("`stroe` begins no declaration")));
}

#[test]
fn what_nobody_wrote_is_hinted_at() {
    let text = POLICY.replacen("use std.operations [*]", "use std.operations [*]\nuse std.tiers [standard]", 1);
    let text = text.replacen("domain web is internet", "domain web is internet { trusted unknown }", 1);
    let marked = Marked::one(&format!("$0{text}"));
    let whole = Span { file: marked.file, start: 0, end: u32::try_from(text.len()).expect("a short text") };
    let found = hints(&marked.db, marked.project, &marked.shown(), whole);
    let told: Vec<&str> = found.iter().map(|hint| hint.text.as_str()).collect();
    assert!(told.contains(&"refuted") && told.contains(&"proved"), "{told:?}");
    assert!(told.iter().any(|text| text.starts_with("derived tier ")), "{told:?}");
    let none = hints(&marked.db, marked.project, &marked.shown(), Span { end: 0, ..whole });
    assert_eq!(none, []);
}

#[test]
fn texts_of_an_edition_that_nobody_knows_are_refused() {
    let marked = Marked::one("$0edition 1999\ndomain corp is tenant\n");
    let reading = read(&snapshot(&marked));
    assert!(reading.refused.expect("it is refused").contains("another edition"));
    assert_eq!(reading.findings.len(), 1);
}

/// A profile that nobody declares decides what fails, and not what is in the texts.
#[test]
fn without_its_profile_a_policy_is_read_and_not_proved() {
    let marked = Marked::one(&format!("$0{POLICY}\nstroe x is files\n"));
    let mut asked = snapshot(&marked);
    asked.settings.profile = Some("nightly".to_owned());
    let reading = read(&asked);
    assert!(reading.refused.is_some_and(|why| why.contains("no profile `nightly`")));
    assert_eq!(reading.properties, []);
    assert!(reading.findings.iter().any(|one| one.message.contains("`stroe` begins no declaration")));
}
