//! The examples: intended verdicts, whole reports, and what each repair is worth.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use bailiwick::analysis::{Outcome, check};
use bailiwick::finding::Finding;
#[cfg(feature = "z3")]
use bailiwick::finding::Severity;
#[cfg(feature = "z3")]
use bailiwick::proof::Status;
use bailiwick::source::{Database, project};

/// 2026-11-22
const AS_OF: i64 = 20_779;

fn examples() -> Vec<PathBuf> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples");
    let variants = |example: &str| [root.join(example).join("flawed"), root.join(example).join("repaired")];
    ["clinsum", "helpdesk", "patchpilot"].into_iter().flat_map(variants).collect()
}

fn policy_of(folder: &Path) -> (String, String) {
    let name = folder.parent().and_then(Path::file_name).expect("an example").to_string_lossy().into_owned();
    let path = format!("{name}.bwk");
    let text = std::fs::read_to_string(folder.join(&path)).expect("a policy");
    (path, text)
}

fn outcome(path: &str, text: &str) -> (Outcome, String) {
    let db = Database::default();
    let project = project(&db, &[(path, text)], AS_OF);
    let outcome = check(&db, project);
    let report = report(&db, &outcome);
    (outcome, report)
}

#[cfg(feature = "cli")]
fn report(db: &Database, outcome: &Outcome) -> String {
    use bailiwick::report::{Places, Style, Terminal};
    Terminal::new(Places::new(db), Style { colour: false }, 100).check(outcome)
}

#[cfg(not(feature = "cli"))]
fn report(_: &Database, outcome: &Outcome) -> String {
    format!("{:#?}", outcome.findings)
}

fn verdicts(outcome: &Outcome) -> BTreeSet<(String, &'static str)> {
    outcome.verdicts.iter().map(|verdict| (verdict.name.clone(), verdict.status.word())).collect()
}

#[test]
fn the_verdicts_are_the_intended_ones() {
    for folder in examples() {
        let (path, text) = policy_of(&folder);
        let (outcome, report) = outcome(&path, &text);
        let intended = std::fs::read_to_string(folder.join("intended.txt")).expect("a list");
        let line = |line: &str| {
            let (name, verdict) = line.split_once(' ').expect("a name and a verdict");
            (name.to_owned(), verdict.trim().to_owned())
        };
        let intended: BTreeSet<(String, String)> = intended.lines().map(line).collect();
        let found: BTreeSet<(String, String)> =
            verdicts(&outcome).into_iter().map(|(name, verdict)| (name, verdict.to_owned())).collect();
        assert_eq!(as_far_as_decided(intended, &found), found, "{}\n{report}", folder.display());
        assert_eq!(outcome.findings.iter().filter(|one| !is_of_a_rule(one)).count(), 0, "{report}");
    }
}

/// With Z3 everything is decided.
#[cfg(feature = "z3")]
fn as_far_as_decided(
    intended: BTreeSet<(String, String)>,
    _: &BTreeSet<(String, String)>,
) -> BTreeSet<(String, String)> {
    intended
}

/// Without it, what rests on a condition is unknown, and nothing else changes.
#[cfg(not(feature = "z3"))]
fn as_far_as_decided(
    intended: BTreeSet<(String, String)>,
    found: &BTreeSet<(String, String)>,
) -> BTreeSet<(String, String)> {
    let one = |(name, verdict): (String, String)| {
        let undecided = (name.clone(), "unknown".to_owned());
        if found.contains(&undecided) { undecided } else { (name, verdict) }
    };
    intended.into_iter().map(one).collect()
}

/// Whether one of the shipped rules has found it.
fn is_of_a_rule(finding: &Finding) -> bool {
    finding.about.code.starts_with("BW10")
}

#[cfg(feature = "z3")]
#[test]
fn repaired_policies_leave_nothing_open() {
    for folder in examples().into_iter().filter(|folder| folder.ends_with("repaired")) {
        let (path, text) = policy_of(&folder);
        let (outcome, report) = outcome(&path, &text);
        let open = outcome.findings.iter().filter(|one| one.severity > Severity::Info && one.accepted.is_none());
        assert_eq!(open.count(), 0, "{report}");
    }
}

/// The codes in a text.
#[cfg(feature = "z3")]
fn codes(text: &str) -> BTreeSet<&str> {
    text.split(|c: char| !c.is_ascii_alphanumeric()).filter(|word| word.starts_with("BW10")).collect()
}

#[cfg(feature = "z3")]
#[test]
fn each_story_tells_everything_that_is_found() {
    for folder in examples().into_iter().filter(|folder| folder.ends_with("flawed")) {
        let (path, text) = policy_of(&folder);
        let (outcome, report) = outcome(&path, &text);
        let story = std::fs::read_to_string(folder.with_file_name("README.md")).expect("a story");
        let found: BTreeSet<&str> = outcome.findings.iter().map(|one| one.about.code).collect();
        assert_eq!(codes(&story), found, "{report}");
        for one in &outcome.findings {
            let both = format!("{} {}", one.about.code, one.about.name);
            assert!(story.contains(&both), "the story does not name {both}");
        }
    }
}

#[cfg(all(feature = "cli", feature = "z3"))]
#[test]
fn the_reports_are_as_they_were() {
    for folder in examples() {
        let (path, text) = policy_of(&folder);
        let (_, report) = outcome(&path, &text);
        let kept = folder.join("report.txt");
        if std::env::var_os("BLESS").is_some() {
            std::fs::write(&kept, &report).expect("a report that can be written");
        }
        let expected = std::fs::read_to_string(&kept).unwrap_or_default();
        assert_eq!(expected, report, "{}: look at it, then `cargo bless`", kept.display());
    }
}

#[cfg(feature = "z3")]
/// A policy with single blanks and without indentation, but for declarations in column one.
fn squeezed(text: &str) -> String {
    let line = |line: &str| {
        let words: Vec<&str> = line.split_whitespace().collect();
        let indent = if line.starts_with(' ') { " " } else { "" };
        format!("{indent}{}", words.join(" "))
    };
    text.split('\n').map(line).collect::<Vec<_>>().join("\n")
}

#[cfg(feature = "z3")]
/// What undoes a repair: what is replaced by what, and the properties that must not be proved then.
type Undone = (&'static str, &'static str, &'static [&'static str]);

#[cfg(feature = "z3")]
fn undo(example: &str, repairs: &[Undone]) {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("examples").join(example).join("repaired");
    let (path, text) = policy_of(&folder);
    let text = squeezed(&text);
    for (repaired, flawed, properties) in repairs {
        let (repaired, flawed) = (squeezed(repaired), squeezed(flawed));
        assert!(text.contains(&repaired), "{repaired}");
        let (outcome, report) = outcome(&path, &text.replace(&repaired, &flawed));
        for property in *properties {
            let verdict = outcome.verdicts.iter().find(|verdict| verdict.name == *property).expect("a property");
            assert_eq!(verdict.status, Status::Refuted, "{property} without the repair `{repaired}`\n{report}");
        }
    }
}

#[cfg(feature = "z3")]
#[test]
fn each_repair_of_patchpilot_is_needed() {
    undo(
        "patchpilot",
        &[
            (
                "credential triage-app is oidc of patch-pilot.triage in corp {\n",
                "credential triage-app is oidc of ana in corp {\n  scope        approve on release-gate\n",
                &["releases-approved", "no-agent-approves"],
            ),
            ("    may write on repo.src\n", "    may write on repo\n", &["no-outsider-release"]),
            (
                " excluding [requester, author]\n  renders     canonical by repo-host\n  binds       diff",
                "\n  renders     canonical by repo-host\n  binds       diff",
                &["workflows-reviewed"],
            ),
            (
                "    may read  on repo\n    may write on repo.src",
                "    may read  on [repo, ci-vault]\n    may write on repo.src",
                &["model-sees-no-secret"],
            ),
            (
                "  executes repo.workflows\n  entry cut",
                "  executes [repo.workflows, pr-cache]\n  entry cut",
                &["no-outsider-in-release-build"],
            ),
            ("  guards   send on pr-comments\n", "  guards   read on repo\n", &["comments-approved"]),
            (
                "  approved by 2 of [ana, bo, cy] excluding [requester, author]",
                "  approved by 2 of [ana, bo, cy]",
                &["releases-approved"],
            ),
        ],
    );
}

#[cfg(feature = "z3")]
#[test]
fn each_repair_of_helpdesk_is_needed() {
    undo(
        "helpdesk",
        &[
            ("copies [wiki] every 15m", "copies [wiki, hr-wiki] every 15m", &["hr-stays-in-hr"]),
            ("copies [wiki] every 15m", "copies [wiki, tickets] every 15m", &["answers-stay-in-tenant"]),
            ("model assistant-llm in corp", "model assistant-llm in vendor", &["no-personal-data-at-vendor"]),
            ("to prompt-log through pii-redactor", "to prompt-log", &["no-personal-data-in-logs"]),
            ("  fails closed\n", "  fails open\n", &["no-personal-data-in-logs"]),
            (
                "    may read  on [kb-index, memory]\n",
                "    may read  on [kb-index, memory, tickets]\n",
                &["customers-steer-nothing", "customers-send-no-mail"],
            ),
            ("  guards      send on email\n", "  guards      read on wiki\n", &["mail-approved"]),
            ("  guards      write on case-note\n", "  guards      read on wiki\n", &["notes-approved"]),
            ("  renders     canonical by mail-host\n", "  renders     agent-text by mail-host\n", &["mail-approved"]),
        ],
    );
}

#[cfg(feature = "z3")]
#[test]
fn each_repair_of_clinsum_is_needed() {
    undo(
        "clinsum",
        &[
            (
                "  assurance reviewed by lena on 2026-11-02",
                "  assurance tested recall 96%",
                &["model-vendor-gets-no-records"],
            ),
            (
                "  rewrites  patient-record to deidentified\n  assurance reviewed by lena on 2026-11-02\n  fails     closed\n",
                "  rewrites  patient-record to deidentified\n  assurance reviewed by lena on 2026-11-02\n  fails     open\n",
                &["model-vendor-gets-no-records", "research-gets-no-records", "support-reads-no-records"],
            ),
            (
                "    authority caller\n    gives text\n    authenticates callers by spiffe\n  }\n",
                "    authority own\n    gives text\n  }\n  may read on ehr\n",
                &["own-patients-only", "drafts-stay-with-patient"],
            ),
            ("  partitioned by [session, purpose]\n", "  partitioned by none\n", &["own-patients-only"]),
            ("copies ehr every 24h through deid", "copies ehr every 24h", &["research-gets-no-records"]),
            ("to debug-log through deid", "to debug-log", &["support-reads-no-records"]),
            ("  timeout     deny after 12h\n", "", &["notes-signed"]),
            (
                "    may write on raw-drafts when record.patient is subject.patient\n",
                "    may write on raw-drafts\n",
                &["drafts-stay-with-patient"],
            ),
            (
                "ed-physicians \"Emergency department\" of 20 in hospital { accountable mori }",
                "ed-physicians \"Emergency department\" of 20 in hospital { has role treating }",
                &["override-only"],
            ),
        ],
    );
}
