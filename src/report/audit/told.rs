//! What all formats of the report say in the same words.

use std::collections::BTreeSet;
use std::fmt::Write as _;

use sha2::{Digest as _, Sha256};

use crate::analysis::{Audit, End, SetLevel};
use crate::finding::Severity;
use crate::frameworks::{
    AssessedControl, AssessedFramework, Assurance, CheckStatus, Evidence, Extent, Framework, Group,
};
use crate::proof::{Status, date};
use crate::tiers::{BroughtAbout, Meant};

/// What the report is evidence of.
pub(super) const SCOPE: &str = "This is evidence about the design that the policy declares. It is no evidence of how anything is \
operated: that the enforcement points do what is declared, and that nothing exists which is not declared, has to be shown \
otherwise. What is evidence for what is a judgement, of those who wrote the rules or of those who wrote the policy; no \
publisher of a framework has endorsed it. Statuses are never added up to a score, and partial evidence never becomes full by \
being frequent.";

/// What each status means.
pub(super) fn meaning(status: Assurance) -> &'static str {
    match status {
        Assurance::Violated => "a rule finds something, or a sentence to be proved is refuted",
        Assurance::Unknown => "it is not known whether it holds; that is never a pass",
        Assurance::Accepted => "it does not hold, and a dated exception accepts that for a while",
        Assurance::NotAssessed => "there is no evidence, or some of it found nothing to look at",
        Assurance::OutOfReach => "nothing that a policy declares can be evidence for it",
        Assurance::Declared => "somebody says that it is fulfilled; nothing of it is checked",
        Assurance::Checked => "rules had something to look at and found nothing",
        Assurance::Proved => "sentences about everything that can follow are proved",
    }
}

/// The status of a control, with how much of it is shown.
pub(super) fn status(control: &AssessedControl) -> String {
    match control.shown() {
        Some(extent) => format!("{} {}", control.status.words(), extent.words()),
        None => control.status.words().to_owned(),
    }
}

/// How many controls have each status, those of none left out.
pub(super) fn counts(framework: &AssessedFramework) -> Vec<(Assurance, usize)> {
    let count = |status| framework.controls.iter().filter(|control| control.status == status).count();
    Assurance::ALL.into_iter().map(|status| (status, count(status))).filter(|(_, count)| *count > 0).collect()
}

/// How many of a control's checks had nothing to look at, where that is why it is not assessed; the others found nothing.
pub(super) fn not_looked_at(control: &AssessedControl, audit: &Audit) -> Option<String> {
    if control.status != Assurance::NotAssessed || control.evidence.is_empty() {
        return None;
    }
    let checks: BTreeSet<(bool, &str)> = control
        .evidence
        .iter()
        .flat_map(|evidence| &evidence.link.checks)
        .map(|check| (check.is_proof(), check.name()))
        .collect();
    let is_named = |check: &&CheckStatus| checks.contains(&(check.check.is_proof(), check.check.name()));
    let known = audit.assessed.checks.iter().filter(is_named);
    let blank = known.filter(|check| check.status == Assurance::NotAssessed).count();
    Some(match (blank, checks.len() - blank) {
        // Something is looked at, and nothing that the framework is about is declared.
        (0, _) => "nothing that the framework is about is declared".to_owned(),
        (_, 0) => "nothing that is evidence had anything to look at".to_owned(),
        (blank, rest) => {
            let passed = if rest == 1 { "1 check holds".to_owned() } else { format!("{rest} checks hold") };
            format!("{passed}, {blank} of {} had nothing to look at", checks.len())
        }
    })
}

/// The controls of a framework by its outermost groups, those that stand in none at the end.
pub(super) fn parts(assessed: &AssessedFramework) -> Vec<(Option<String>, Vec<&AssessedControl>)> {
    let framework = &assessed.framework;
    let outermost = |group: &&Group| group.within.as_deref().and_then(|within| framework.group(within)).is_none();
    let mut parts: Vec<(Option<String>, Vec<&AssessedControl>)> = Vec::new();
    for group in framework.groups.iter().filter(outermost) {
        let is_in = |control: &&AssessedControl| top_of(framework, control.control.group.as_deref()) == Some(&group.id);
        let is_said = group.id == group.title.to_uppercase();
        let title = if is_said { group.id.clone() } else { format!("{} {}", group.id, group.title) };
        parts.push((Some(title), assessed.controls.iter().filter(is_in).collect()));
    }
    let is_left = |control: &&AssessedControl| {
        let top = top_of(framework, control.control.group.as_deref());
        !framework.groups.iter().filter(outermost).any(|group| top == Some(&group.id))
    };
    let title = (!parts.is_empty()).then(|| "Without a group".to_owned());
    parts.push((title, assessed.controls.iter().filter(is_left).collect()));
    parts.retain(|(_, controls)| !controls.is_empty());
    parts
}

/// The outermost group around a group.
fn top_of<'a>(framework: &'a Framework, group: Option<&str>) -> Option<&'a str> {
    let mut at = framework.group(group?)?;
    // Groups that stand in one another have no outermost one.
    for _ in 0..framework.groups.len() {
        let Some(outer) = at.within.as_deref().and_then(|within| framework.group(within)) else { break };
        at = outer;
    }
    Some(&at.id)
}

/// The title of a control, unless its id says it.
pub(super) fn title_of(control: &AssessedControl) -> &str {
    let control = &control.control;
    if control.id.ends_with(&control.title) { "" } else { &control.title }
}

/// Whose judgement it is that something is evidence.
pub(super) fn author(evidence: &Evidence) -> &'static str {
    if evidence.link.is_shipped { "Bailiwick" } else { "the policy" }
}

/// One line of evidence as a clause: what it is, what came of it.
pub(super) fn evidence(evidence: &Evidence) -> String {
    let whole = if evidence.link.extent == Extent::Full { "full evidence" } else { "partial evidence" };
    let limits = evidence.link.limits.as_ref().map(|limits| format!("; it does not show {limits}")).unwrap_or_default();
    format!("{whole} by {}, {}{limits}", author(evidence), evidence.status.words())
}

/// What came of one check, as a clause.
pub(super) fn check(check: &CheckStatus, audit: &Audit) -> String {
    let things = |count: usize| if count == 1 { "1 thing".to_owned() } else { format!("{count} things") };
    let accepted = check.findings.iter().filter(|at| audit.outcome.findings[**at].accepted.is_some()).count();
    match (check.status, check.verdict) {
        (Assurance::NotAssessed, _) => "had nothing to look at".to_owned(),
        (status, Some(at)) => {
            let verdict = &audit.outcome.verdicts[at];
            match (status, verdict.status) {
                (Assurance::Accepted, status) => format!("{}, accepted for a while", status.word()),
                (_, status) => {
                    let remarks: Vec<String> = verdict.remarks.iter().map(|remark| format!("; {remark}")).collect();
                    format!("{}, {}{}", status.word(), verdict.mode, remarks.concat())
                }
            }
        }
        (Assurance::Checked, None) => format!("looked at {} and found nothing", things(check.looked_at.len())),
        (Assurance::Unknown, None) if check.findings.is_empty() => {
            "could not be asked: the policy has errors".to_owned()
        }
        (_, None) => {
            let found = check.findings.len();
            let exceptions = if accepted == 0 { String::new() } else { format!(", {accepted} accepted for a while") };
            let unknown = if check.status == Assurance::Unknown { ", for what is not said" } else { "" };
            format!("looked at {} and finds {found}{exceptions}{unknown}", things(check.looked_at.len()))
        }
    }
}

/// What ends a permission, as of a day.
pub(super) fn end(end: &End, as_of: i64) -> String {
    match end {
        End::Day(day) => format!("on {}", date(*day)),
        End::Task(task) => format!("with the task `{task}`"),
        End::BreakGlass(name) => format!("with the emergency: it holds while `{name}` is broken"),
        End::Planned { what, day } if *day < as_of => {
            format!("with nothing: `{what}` was to end on {}, and stands", date(*day))
        }
        End::Planned { what, day } => format!("with `{what}`, which is to end on {}", date(*day)),
        End::Nothing => "with nothing: it stands until somebody takes it away".to_owned(),
    }
}

/// Whether something that is brought about was meant.
pub(super) fn meant(one: &BroughtAbout) -> &'static str {
    match (one.is_granted, one.meant) {
        (true, Some(Meant::Always)) => "allowed and meant",
        (true, Some(Meant::UnderCondition)) => "allowed, and meant under a condition",
        (true, Some(Meant::Never)) => "allowed, and not meant",
        (true, None) => "allowed",
        (false, Some(Meant::Always)) => "meant, by no permission of its own",
        (false, Some(Meant::UnderCondition)) => "meant under a condition, by no permission of its own",
        (false, Some(Meant::Never)) => "not meant, by no permission of its own",
        (false, None) => "by no permission of its own",
    }
}

/// Whether something is brought about that nobody meant, as far as anybody says.
pub(super) fn is_beyond(one: &BroughtAbout) -> bool {
    one.meant.map_or(!one.is_granted, |meant| meant == Meant::Never)
}

/// The share of values that are not known, in tenths of a percent, rounded up.
pub(super) fn unknown_share(audit: &Audit) -> String {
    let unknown = audit.outcome.unknowns.len();
    let tenths = (unknown * 1000).div_ceil((unknown + audit.clauses).max(1));
    format!("{}.{} %", tenths / 10, tenths % 10)
}

/// How many verdicts have a status.
pub(super) fn verdicts(audit: &Audit, status: Status) -> usize {
    audit.outcome.verdicts.iter().filter(|verdict| verdict.status == status).count()
}

/// How many findings have a severity, those that are accepted for a while left out.
pub(super) fn findings(audit: &Audit, severity: Severity) -> usize {
    let open = audit.outcome.findings.iter().filter(|finding| finding.accepted.is_none());
    open.filter(|finding| finding.severity == severity).count()
}

/// How many workflows a title names.
const MOST_NAMED: usize = 3;

/// The title of a report: what the manifest says, the name of the project, or the workflows that it is about.
pub(super) fn title(audit: &Audit) -> String {
    let project = &audit.outcome.project;
    let about = "what this policy permits, and what follows from it";
    let workflows: Vec<&str> = audit.workflows.iter().map(|one| one.label.as_deref().unwrap_or(&one.name)).collect();
    let named = project.report.title.clone().or_else(|| project.name.clone());
    named.unwrap_or_else(|| match workflows.len() {
        1..=MOST_NAMED => format!("{}: {about}", workflows.join(", ")),
        _ => about.replacen('w', "W", 1),
    })
}

/// The SHA-256 of bytes, in hexadecimal digits.
pub fn sha256(bytes: impl AsRef<[u8]>) -> String {
    Sha256::digest(bytes).iter().fold(String::with_capacity(64), |mut digits, byte| {
        _ = write!(digits, "{byte:02x}");
        digits
    })
}

/// "1 finding", "2 findings".
pub(super) fn counted(count: usize, thing: &str) -> String {
    if count == 1 { format!("1 {thing}") } else { format!("{count} {thing}s") }
}

/// A rule that has another level than its own: how bad what it finds is here, and by itself.
pub(super) fn level(one: &SetLevel) -> String {
    let (name, code, here, own) = (one.about.name, one.about.code, one.here.word(), one.about.severity.word());
    format!("{code} {name}: {here} instead of {own}")
}

/// What is said where no sentence fails. A policy without sentences has shown nothing.
pub(super) fn nothing_fails(audit: &Audit) -> &'static str {
    if audit.outcome.is_broken {
        "It is not known what does not hold, since the policy has errors."
    } else if audit.outcome.verdicts.is_empty() {
        "The policy asks nothing: it has no sentence that could be proved or refuted."
    } else {
        "Every sentence is proved."
    }
}

/// What is said where no value is unknown.
pub(super) fn nothing_unknown(audit: &Audit) -> &'static str {
    if audit.outcome.is_broken {
        "It is not known what is not said, since the policy has errors."
    } else {
        "Every value that is asked for is said."
    }
}

/// What is said where no sentence takes anything for granted.
pub(super) fn nothing_assumed(audit: &Audit) -> &'static str {
    if audit.outcome.is_broken {
        "It is not known what is assumed, since the policy has errors."
    } else if audit.outcome.verdicts.is_empty() {
        "There is no sentence that could rest on anything."
    } else {
        "No sentence rests on more than what is declared."
    }
}
