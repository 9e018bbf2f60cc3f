//! `report --format markdown`: the report for places that show Markdown. It has no texts: places are named.

use std::fmt::Write as _;

use crate::finding::Severity;
use crate::frameworks::{AssessedControl, AssessedFramework, Assurance, Check};
use crate::proof::{Change, Circumstance, Status, Verdict, circumstances, date, story};
use crate::report::audit::{Reported, told};
use crate::report::escape::escaped;
use crate::report::foreign::prose;
use crate::source::Span;
use crate::tiers::{Rating, Tier};

/// The report as Markdown.
pub fn markdown(reported: &Reported<'_>) -> String {
    let writing = Writing { reported };
    let mut text = format!("# {}\n\n", prose(&told::title(reported.audit)));
    text += &writing.about();
    text += &writing.summary();
    for framework in &reported.audit.assessed.frameworks {
        text += &controls(reported, framework);
    }
    text += &writing.workflows();
    text += &writing.verdicts("What does not hold", |status| status != Status::Proved);
    text += &writing.verdicts("What holds", |status| status == Status::Proved);
    text += &writing.exceptions();
    text += &writing.causes();
    text + &writing.assumptions()
}

struct Writing<'a> {
    reported: &'a Reported<'a>,
}

impl Writing<'_> {
    fn place(&self, span: Span) -> String {
        let line = self.reported.places.ends(span).0.line;
        format!("`{}:{line}`", in_code(self.reported.places.below(span)))
    }

    fn about(&self) -> String {
        let audit = self.reported.audit;
        let mut text = format!("> {}\n\n", told::SCOPE);
        if audit.outcome.is_broken {
            text += "**The policy has errors: nothing is proved and nothing is checked.**\n\n";
        }
        let modelled: Vec<String> = audit.modelled.iter().map(|(noun, count)| format!("{count} × `{noun}`")).collect();
        let solver = self.reported.tool.solver.as_ref().map(|solver| format!(", Z3 {solver}")).unwrap_or_default();
        let hash = self.reported.tool.sha256.as_ref().map(|hash| format!(", SHA-256 `{hash}`")).unwrap_or_default();
        _ = writeln!(text, "* Judged as of {}", date(audit.outcome.as_of));
        if let Some(profile) = &audit.outcome.project.profile {
            _ = writeln!(text, "* Profile: {}", prose(profile));
        }
        _ = writeln!(text, "* Modelled: {}", modelled.join(", "));
        _ = writeln!(
            text,
            "* Not known: {}, {}",
            told::counted(audit.outcome.unknowns.len(), "value"),
            told::unknown_share(audit)
        );
        for one in &audit.levels {
            _ = writeln!(text, "* Level that the manifest sets: {}", told::level(one));
        }
        _ = writeln!(text, "* Made with bailiwick {}{solver}{hash}", env!("CARGO_PKG_VERSION"));
        _ = writeln!(text, "* To make it again: `{}`", in_code(&self.reported.command));
        for file in &audit.sources {
            let span = Span { file: *file, start: 0, end: 0 };
            let places = &self.reported.places;
            _ = writeln!(text, "* `{}`: SHA-256 `{}`", in_code(places.below(span)), told::sha256(places.text(span)));
        }
        text + "\n"
    }

    fn summary(&self) -> String {
        let audit = self.reported.audit;
        let verdicts = |status| told::verdicts(audit, status);
        let findings = |severity| told::findings(audit, severity);
        let mut text = String::from("## Summary\n\n");
        _ = writeln!(
            text,
            "{} refuted, {} unknown, {} proved; {}, {}, {}\n",
            verdicts(Status::Refuted),
            verdicts(Status::Unknown),
            verdicts(Status::Proved),
            told::counted(findings(Severity::Error), "error"),
            told::counted(findings(Severity::Warning), "warning"),
            told::counted(findings(Severity::Info), "note")
        );
        let statuses: Vec<&str> = Assurance::ALL.iter().map(|status| status.words()).collect();
        _ = writeln!(text, "| framework | {} |\n|---|{}", statuses.join(" | "), "---|".repeat(statuses.len()));
        for framework in &audit.assessed.frameworks {
            let counts = told::counts(framework);
            let count =
                |status: &Assurance| counts.iter().find(|(one, _)| one == status).map_or(0, |(_, count)| *count);
            let counts: Vec<String> = Assurance::ALL.iter().map(|status| count(status).to_string()).collect();
            _ = writeln!(text, "| {} | {} |", prose(&framework.framework.citation), counts.join(" | "));
        }
        text + "\n"
    }

    fn workflows(&self) -> String {
        let audit = self.reported.audit;
        let mut text = String::from("## Workflows\n\n");
        for workflow in &audit.workflows {
            _ = writeln!(text, "### {} {}\n", prose(&workflow.name), self.place(workflow.span));
            let is_own = |one: &&Rating| one.workflow == workflow.reach.workflow;
            for rating in audit.outcome.workflows.iter().filter(is_own) {
                let tier = |tier: &Option<Tier>| tier.as_ref().map_or("none".to_owned(), |one| prose(&one.name));
                let (declared, derived) = (tier(&rating.declared), tier(&rating.derived));
                _ = writeln!(
                    text,
                    "Risk tier: declared {declared}, derived {derived}; function by what it can do: {}\n",
                    rating.function.word()
                );
                let scores = rating.decisive().into_iter().map(|score| (Some(&score.row), &score.reason));
                for (row, reason) in scores.chain(rating.does.iter().map(|does| (None, does))) {
                    let row = row.map(|row| format!("`{}`: ", in_code(row))).unwrap_or_default();
                    let hops = reason.witness.iter().flat_map(story).flat_map(|chapter| chapter.places);
                    let at = hops.last().map(|place| format!(" {}", self.place(place.span))).unwrap_or_default();
                    _ = writeln!(text, "* {row}{}{at}", prose(&reason.sentence));
                }
            }
            for (head, said, span) in &workflow.said {
                _ = writeln!(text, "* `{head} {}` {}", in_code(said), self.place(*span));
            }
            for actor in &workflow.actors {
                let nothing = if actor.permissions.is_empty() { ": nothing in so many words" } else { "" };
                _ = writeln!(text, "* {} `{}` may{nothing}", actor.noun, in_code(&actor.name));
                for one in &actor.permissions {
                    let end = prose(&told::end(&one.end, audit.outcome.as_of));
                    let at = one.end_span.map(|span| format!(" {}", self.place(span))).unwrap_or_default();
                    _ = writeln!(text, "  * `{}` {}, ends {end}{at}", in_code(&one.text), self.place(one.span));
                    for (head, said, span) in &one.lends {
                        _ = writeln!(text, "    * `{head} {}` {}", in_code(said), self.place(*span));
                    }
                }
            }
            _ = writeln!(text, "\nIf every agent does whatever it can:\n\n| brings about | meant? |\n|---|---|");
            for one in &workflow.reach.brought_about {
                let what = format!("{} {} on {}", one.actor, one.operation, one.resource);
                _ = writeln!(text, "| {} | {} |", prose(&what), told::meant(one));
            }
            for one in &workflow.reach.known {
                let meant = match one.is_meant {
                    Some(true) => "meant",
                    Some(false) => "not meant to be held",
                    None => "nobody says",
                };
                _ = writeln!(text, "| {} | {meant} |", prose(&format!("{} gets to know {}", one.actor, one.class)));
            }
            text += "\n";
        }
        text
    }

    fn verdicts(&self, title: &str, wanted: impl Fn(Status) -> bool) -> String {
        let mut text = format!("## {title}\n\n");
        let audit = self.reported.audit;
        let told: Vec<&Verdict> = audit.outcome.verdicts.iter().filter(|one| wanted(one.status)).collect();
        if told.is_empty() {
            let nothing = if wanted(Status::Proved) { "No sentence is proved." } else { told::nothing_fails(audit) };
            _ = writeln!(text, "{nothing}\n");
        }
        for (number, verdict) in (1..).zip(told) {
            text += &self.verdict(verdict, (!wanted(Status::Proved)).then_some(number));
        }
        text
    }

    /// One sentence; those that fail have numbers.
    fn verdict(&self, verdict: &Verdict, number: Option<usize>) -> String {
        let label = verdict.label.as_ref().map(|label| format!("{} ", prose(label))).unwrap_or_default();
        let number = number.map(|number| format!("{number}. ")).unwrap_or_default();
        let name = in_code(&verdict.name);
        let mut text = format!("### {number}{}: {label}`{name}`\n\n", verdict.status.word());
        let (sentence, mode) = (in_code(&verdict.sentence), prose(&verdict.mode));
        _ = writeln!(text, "`{sentence}`, {mode} {}\n", self.place(verdict.span));
        if let Some(by) = &verdict.accepted {
            _ = writeln!(
                text,
                "Accepted until {} by `{}`: {}\n",
                date(by.until),
                in_code(&by.exception),
                prose(&by.because)
            );
        }
        for remark in &verdict.remarks {
            _ = writeln!(text, "{}\n", prose(remark));
        }
        for (chapter, number) in verdict.witness.iter().flat_map(story).zip(1..) {
            let condition = chapter.condition.map(|one| format!(" when {}", prose(one))).unwrap_or_default();
            _ = writeln!(text, "{number}. {}{condition}", prose(chapter.sentence));
            for place in chapter.places {
                _ = writeln!(text, "   * `{}` {}", in_code(&place.text), self.place(place.span));
            }
        }
        if let Some(witness) = &verdict.witness {
            for one in circumstances(verdict, witness) {
                _ = match one {
                    Circumstance::Sentence(said) => writeln!(text, "\n{}\n", prose(&said)),
                    Circumstance::Case(case) => writeln!(text, "* {}", prose(&case)),
                };
            }
        }
        for one in &verdict.rests_on {
            _ = writeln!(text, "* rests on {} {}", prose(&one.what), self.place(one.place.span));
        }
        if !verdict.cuts.is_empty() {
            text += "\nAny one of these makes it hold:\n\n";
        }
        for cut in &verdict.cuts {
            let change = |change: &Change| {
                let (what, action) = (in_code(&change.place.text), prose(&change.action));
                format!("`{what}`: {action} {}", self.place(change.place.span))
            };
            // What stands in one line is done together.
            let changes: Vec<String> = cut.changes.iter().map(change).collect();
            _ = writeln!(text, "* {}", changes.join(", and "));
        }
        text + "\n"
    }

    fn exceptions(&self) -> String {
        let mut text = String::from("## Exceptions\n\n");
        if self.reported.audit.exceptions.is_empty() {
            text += "Nothing is accepted as it is.\n";
        }
        for one in &self.reported.audit.exceptions {
            let holds = if one.is_in_force { "holds" } else { "does not hold" };
            _ = writeln!(text, "* `{}` {holds} {}", in_code(&one.name), self.place(one.span));
            for (head, said, _) in &one.said {
                _ = writeln!(text, "  * `{head} {}`", in_code(said));
            }
        }
        text + "\n"
    }

    fn causes(&self) -> String {
        let outcome = &self.reported.audit.outcome;
        let mut text = String::from("## Findings by cause\n\n");
        if self.reported.audit.causes.is_empty() {
            text += "Nothing is found.\n";
        }
        for cause in &self.reported.audit.causes {
            _ = writeln!(text, "* {} `{}` {}", cause.noun, in_code(&cause.name), self.place(cause.span));
            for verdict in &cause.verdicts {
                let verdict = &outcome.verdicts[*verdict];
                _ = writeln!(text, "  * {} `{}`", verdict.status.word(), in_code(&verdict.name));
            }
            for finding in &cause.findings {
                let finding = &outcome.findings[*finding];
                let (severity, message) = (finding.severity.word(), prose(&finding.message));
                let accepted = finding.accepted.as_ref().map(|by| format!(", accepted until {}", date(by.until)));
                let accepted = accepted.unwrap_or_default();
                let place = self.place(finding.span);
                _ = writeln!(text, "  * {severity} {} {message} {place}{accepted}", finding.about.code);
                for note in &finding.notes {
                    _ = writeln!(text, "    * {}", prose(note));
                }
            }
        }
        text + "\n"
    }

    fn assumptions(&self) -> String {
        let audit = self.reported.audit;
        let mut text = String::from("## What is assumed\n\n");
        if audit.assumptions.is_empty() {
            _ = writeln!(text, "{}", told::nothing_assumed(audit));
        }
        for one in &audit.assumptions {
            _ = writeln!(text, "* {} {}", prose(&one.what), self.place(one.span));
        }
        text += "\n## Values that are not known\n\n";
        if audit.outcome.unknowns.is_empty() {
            _ = writeln!(text, "{}", told::nothing_unknown(audit));
        }
        for one in &audit.outcome.unknowns {
            _ = writeln!(text, "* {}, taken to be {} {}", prose(&one.what), prose(&one.taken_as), self.place(one.span));
        }
        text
    }
}

/// The controls of a framework.
fn controls(reported: &Reported<'_>, assessed: &AssessedFramework) -> String {
    let named = |check: &Check| {
        let known = reported.audit.assessed.check(check).map_or(Assurance::NotAssessed, |check| check.status);
        let came = if known == Assurance::NotAssessed { "nothing to look at" } else { known.words() };
        format!("{} ({came})", check.name())
    };
    let about = &assessed.framework;
    let mut text = format!("## {}\n\n", prose(&about.citation));
    let said = [Some(&about.title), about.publisher.as_ref(), about.sources.first(), about.licence.as_ref()];
    let said: Vec<String> = said.into_iter().flatten().map(|one| prose(one)).collect();
    _ = writeln!(text, "{}\n", said.join(" · "));
    let row = |control: &AssessedControl| {
        let lines = control.evidence.iter().map(|one| {
            let checks: Vec<String> = one.link.checks.iter().map(named).collect();
            format!(
                "{}: {}{}",
                prose(&checks.join(", ")),
                prose(&told::evidence(one)),
                own_place(reported, one.link.span)
            )
        });
        let claims = control.claims.iter().map(|claim| {
            let by = if claim.by.is_empty() { String::new() } else { format!(" by {}", claim.by.join(", ")) };
            format!("declared{}: {}{}", prose(&by), prose(&claim.because), own_place(reported, claim.span))
        });
        let lines: Vec<String> = lines.chain(claims).collect();
        let name = format!("{} {}", control.control.id, told::title_of(control));
        let why = told::not_looked_at(control, reported.audit).map(|why| format!(": {why}")).unwrap_or_default();
        format!("| {} | {}{why} | {} |\n", prose(name.trim()), told::status(control), lines.join("<br>"))
    };
    for (title, controls) in told::parts(assessed) {
        let is_told = |one: &&AssessedControl| !one.evidence.is_empty() || !one.claims.is_empty();
        let rows: String = controls.into_iter().filter(is_told).map(row).collect();
        if !rows.is_empty() {
            let title = title.map(|title| format!("### {}\n\n", prose(&title))).unwrap_or_default();
            let head = format!("| entry of {} | status | evidence |\n|---|---|---|\n", prose(&about.citation));
            _ = writeln!(text, "{title}{head}{rows}");
        }
    }
    text + &without_evidence(reported, assessed) + "\n"
}

/// The controls without evidence, and why some of them are out of reach.
fn without_evidence(reported: &Reported<'_>, assessed: &AssessedFramework) -> String {
    let mut text = String::new();
    let bare = |status| assessed.controls.iter().filter(move |one| one.status == status && one.evidence.is_empty());
    let open: Vec<String> = bare(Assurance::NotAssessed).map(|one| prose(&one.control.id)).collect();
    if !open.is_empty() {
        _ = writeln!(text, "\nNot assessed ({}): {}", open.len(), open.join("; "));
    }
    let mut beyond: Vec<(String, Vec<String>)> = Vec::new();
    for control in bare(Assurance::OutOfReach) {
        let each = control.out_of_reach.iter().map(|one| {
            let at = own_place(reported, one.span);
            let by = if at.is_empty() { String::new() } else { format!(", says the policy{at}") };
            format!("{}{by}", prose(&one.because))
        });
        let why = each.collect::<Vec<_>>().join("; ");
        match beyond.iter_mut().find(|(known, _)| *known == why) {
            Some((_, ids)) => ids.push(prose(&control.control.id)),
            None => beyond.push((why, vec![prose(&control.control.id)])),
        }
    }
    for (why, ids) in beyond {
        _ = writeln!(text, "\nOut of reach ({}), {}: {}", ids.len(), why, ids.join("; "));
    }
    text
}

/// Where something stands, unless it comes with Bailiwick.
fn own_place(reported: &Reported<'_>, span: Span) -> String {
    let (places, line) = (&reported.places, reported.places.ends(span).0.line);
    if places.is_library(span) { String::new() } else { format!(" `{}:{line}`", in_code(places.below(span))) }
}

/// What stands in backticks, which nothing in it may end.
fn in_code(text: &str) -> String {
    escaped(text).replace(['`', '\n'], "'")
}
