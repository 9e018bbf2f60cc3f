//! An outcome in one line.

use crate::analysis::Outcome;
use crate::finding::Severity;
use crate::proof::Status;

/// How many properties and findings there are of each kind: "3 proved, 1 refuted, 2 warnings".
pub fn counts(outcome: &Outcome) -> String {
    let count = |status| outcome.verdicts.iter().filter(|verdict| verdict.status == status).count();
    let found = |severity| outcome.findings.iter().filter(|one| one.is_open() && one.severity == severity).count();
    let accepted = outcome.findings.iter().filter(|one| one.accepted.is_some()).count()
        + outcome.verdicts.iter().filter(|verdict| verdict.accepted.is_some()).count();
    let known = outcome.findings.iter().filter(|one| one.known).count()
        + outcome.verdicts.iter().filter(|verdict| verdict.known).count();
    let parts = [
        (count(Status::Proved), "proved", ""),
        (count(Status::Refuted), "refuted", ""),
        (count(Status::Unknown), "unknown", ""),
        (found(Severity::Error), "error", "s"),
        (found(Severity::Warning), "warning", "s"),
        (found(Severity::Info), "note", "s"),
        (accepted, "accepted for a while", ""),
        (known, "known to the baseline", ""),
    ];
    let parts = parts.iter().filter(|(many, ..)| *many > 0);
    let parts: Vec<String> =
        parts.map(|(many, one, more)| format!("{many} {one}{}", if *many == 1 { "" } else { more })).collect();
    if parts.is_empty() { "nothing to prove, nothing found".to_owned() } else { parts.join(", ") }
}
