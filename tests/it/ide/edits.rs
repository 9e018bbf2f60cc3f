//! Some hundred random edits in a row: after each, what is shown is what a check of the same texts says from scratch. Proofs
//! that are under way are interrupted by the next edit, and nothing of them is remembered.

use std::collections::BTreeSet;
use std::num::NonZeroUsize;
use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::time::Duration;

use bailiwick::analysis::{self, Outcome};
use bailiwick::finding::{Finding, Label};
use bailiwick::ide::{Progress, ProjectId, Settings, Shown, Workspace, prove};
use bailiwick::project;
use bailiwick::proof::{Premise, Status, Verdict};
use bailiwick::source::{Database, Db, Span, ended};

use crate::support::{AS_OF, folder};

/// How many edits there are unless `BAILIWICK_RANDOM` says otherwise.
const EDITS: usize = 100;

/// Pieces of policies that are put somewhere: some mean something, some break what is around them.
const PIECES: [&str; 16] = [
    "\nhuman extra in corp { owner extra }\n",
    "\nprove extra-proof { never customer causes send on reply }\n",
    "\nprove extra-possible { possible customer causes write on tickets }\n",
    "\n  may read on hr-wiki\n",
    "  when recipients > 1",
    "{",
    "}",
    "\n// a comment\n",
    "\u{1f980}",
    "\"",
    " approved(supervisor)",
    "unknown",
    "\nstore extra is files in corp { holds hr-page }\n",
    "\n",
    "x",
    "must not ",
];

/// A place in a way that does not depend on the database.
fn place(db: &dyn Db, span: Span) -> String {
    format!("{}:{}-{}", span.file.below(db), span.start, span.end)
}

fn of_finding(db: &dyn Db, finding: &Finding) -> String {
    let label = |label: &Label| format!("{} {}", place(db, label.span), label.text);
    let labels: Vec<String> = finding.labels.iter().map(label).collect();
    let Finding { about, severity, message, here, notes, help, .. } = finding;
    let accepted = finding.accepted.as_ref().map(|accepted| accepted.exception.clone());
    let at = place(db, finding.span);
    format!("{} {severity:?} {at} {message} {here:?} {labels:?} {notes:?} {help:?} {accepted:?}", about.code)
}

fn of_verdict(db: &dyn Db, verdict: &Verdict) -> String {
    let Verdict { name, status, mode, remarks, conditions, .. } = verdict;
    let hops = verdict.witness.iter().flat_map(|witness| &witness.hops);
    let told: Vec<String> = hops
        .map(|hop| {
            let places = hop.premises.iter().map(|premise| match premise {
                Premise::Declared(declared) => place(db, declared.span),
                Premise::Hop(at) => at.to_string(),
            });
            format!("{} {}", hop.sentence, places.collect::<Vec<_>>().join(" "))
        })
        .collect();
    let cuts: Vec<String> = verdict
        .cuts
        .iter()
        .flat_map(|cut| &cut.changes)
        .map(|change| format!("{} {}", change.action, place(db, change.place.span)))
        .collect();
    let rests_on: Vec<&String> = verdict.rests_on.iter().map(|one| &one.what).collect();
    let at = place(db, verdict.span);
    format!("{name} {status:?} {at} {mode} {remarks:?} {conditions:?} {told:?} {cuts:?} {rests_on:?}")
}

fn of_outcome(db: &dyn Db, outcome: &Outcome) -> Vec<String> {
    let findings = outcome.findings.iter().map(|finding| of_finding(db, finding));
    findings.chain(outcome.verdicts.iter().map(|verdict| of_verdict(db, verdict))).collect()
}

/// What a check says of the same texts from scratch.
fn from_scratch(workspace: &Workspace, folder: &Path) -> Vec<String> {
    let db = Database::default();
    for (path, file) in workspace.files(ProjectId(0)) {
        std::fs::write(path, &*workspace.text(file)).expect("a file");
    }
    let loaded = project::load(&db, &[folder.to_owned()], AS_OF, None).unwrap_or_else(|why| unreachable!("{why:?}"));
    of_outcome(&db, &analysis::check(&db, loaded.project))
}

/// What is shown at the end of all proofs; nothing if they were interrupted.
fn proved(workspace: &Workspace) -> Option<(Vec<String>, BTreeSet<&'static str>)> {
    let snapshot = workspace.snapshot(ProjectId(0)).expect("a project");
    let (sender, receiver) = std::sync::mpsc::channel();
    let two = NonZeroUsize::MIN.saturating_add(1);
    ended(AssertUnwindSafe(|| prove(&snapshot, two, &move |progress| _ = sender.send(progress))))?;
    let mut shown = Shown::default();
    let mut lines = Vec::new();
    let mut seen = BTreeSet::new();
    for progress in receiver {
        if let Progress::Checked(outcome) = &progress {
            lines = of_outcome(&snapshot.db, outcome);
            seen.extend(outcome.verdicts.iter().filter(|_| !outcome.is_broken).map(|verdict| verdict.status.word()));
            seen.extend(outcome.is_broken.then_some("broken"));
        }
        shown.take(progress);
    }
    assert!(shown.is_final);
    Some((lines, seen))
}

/// Another text, somewhere.
fn edited(random: &mut fastrand::Rng, text: &str, whole: &str) -> String {
    let boundary = |at: usize| (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let at = boundary(random.usize(0..=text.len()));
    match random.u8(0..10) {
        // Back to where it all began: broken texts stay broken otherwise.
        0..=3 => whole.to_owned(),
        4 | 5 => {
            let end = boundary(at + random.usize(1..20));
            format!("{}{}", &text[..at], &text[end.max(at)..])
        }
        6 => {
            let lines: Vec<&str> = text.split_inclusive('\n').collect();
            let gone = random.usize(0..lines.len().max(1));
            lines.iter().enumerate().filter(|(at, _)| *at != gone).map(|(_, line)| *line).collect()
        }
        _ => {
            let at = text[..at].rfind('\n').map_or(0, |line| line + 1);
            let at = if random.bool() { at } else { text.len() };
            format!("{}{}{}", &text[..at], random.choice(PIECES).expect("a piece"), &text[at..])
        }
    }
}

#[test]
fn after_each_edit_the_editor_shows_what_a_check_says() {
    let seed = std::env::var("BAILIWICK_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or(7);
    let edits = std::env::var("BAILIWICK_RANDOM").ok().and_then(|number| number.parse().ok()).unwrap_or(EDITS);
    let mut random = fastrand::Rng::with_seed(seed);
    let whole = with_few_proofs(include_str!("../../../examples/helpdesk/flawed/helpdesk.bwk"));
    let (people, rest) = split(&whole);
    let folder = folder(&[("people.bwk", &people), ("rest.bwk", &rest)]);
    let paths: [PathBuf; 2] = ["people.bwk", "rest.bwk"].map(|name| folder.path().join(name));
    let mut texts = [people.clone(), rest.clone()];
    let mut workspace = Workspace::new(Settings::default(), AS_OF);
    workspace.put(&paths[1], &texts[1]);
    workspace.put(&paths[0], &texts[0]);
    let mut seen = BTreeSet::new();
    let mut interrupted = 0;
    for number in 0..edits {
        let which = random.usize(0..5).min(1);
        let original = [&people, &rest][which];
        texts[which] = edited(&mut random, &texts[which], original);
        // Sometimes a proof is under way when the text changes.
        if random.u8(0..3) == 0 {
            interrupted += usize::from(interrupts(&mut workspace, &paths[which], &texts[which], &mut random));
        } else {
            workspace.put(&paths[which], &texts[which]);
        }
        let (shown, kinds) = proved(&workspace).expect("nobody writes");
        assert_eq!(shown, from_scratch(&workspace, folder.path()), "edit {number} of seed {seed}: {texts:?}");
        seen.extend(kinds);
    }
    if edits >= EDITS {
        let expected: BTreeSet<&str> = [Status::Proved.word(), Status::Refuted.word(), "broken"].into_iter().collect();
        assert!(seen.is_superset(&expected), "seed {seed}: {seen:?}");
        assert!(interrupted > 0, "seed {seed}: {interrupted} proofs were interrupted");
    }
}

/// Changes a text while a proof is under way; whether the proof was interrupted by that.
fn interrupts(workspace: &mut Workspace, path: &Path, text: &str, random: &mut fastrand::Rng) -> bool {
    let snapshot = workspace.snapshot(ProjectId(0)).expect("a project");
    let pause = Duration::from_millis(random.u64(0..15));
    let proving = std::thread::spawn(move || {
        let work = || prove(&snapshot, NonZeroUsize::MIN, &|_| ());
        ended(AssertUnwindSafe(work)).is_none()
    });
    std::thread::sleep(pause);
    workspace.put(path, text);
    proving.join().expect("it ends")
}

/// The example with four of its proofs: a check of all of them takes as long as three of these.
fn with_few_proofs(whole: &str) -> String {
    let kept = ["hr-stays-in-hr", "mail-approved", "answers-work", "tickets-work"];
    let mut parts = whole.split("\nprove ");
    let mut text = parts.next().unwrap_or_default().to_owned();
    for part in parts.filter(|part| kept.iter().any(|name| part.starts_with(name))) {
        text.push_str("\nprove ");
        text.push_str(part);
    }
    text
}

/// The people of the example in a file of their own.
fn split(whole: &str) -> (String, String) {
    let is_person = |line: &str| line.starts_with("human ") || line.starts_with("domain ");
    let (people, rest): (Vec<&str>, Vec<&str>) = whole.split_inclusive('\n').partition(|line| is_person(line));
    let (people, rest) = (people.concat(), rest.concat());
    let rest = rest.replacen("use std.levels [*]", "use people [*]\nuse std.levels [*]", 1);
    (people, rest)
}
