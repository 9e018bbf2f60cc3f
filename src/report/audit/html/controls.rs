//! The frameworks: each control with its evidence.

use maud::{Markup, html};

use crate::frameworks::{AssessedControl, AssessedFramework, Assurance, Check, CheckStatus, Evidence, Extent};
use crate::proof::date;
use crate::report::audit::html::text::{Linked, prose, status};
use crate::report::audit::told;
use crate::report::escape::escaped;

/// What looks at more than so many things looks at everything there is, and lists nothing.
const MOST_PLACES: usize = 400;

/// The matrix of every framework.
pub(super) fn controls(linked: &Linked<'_>) -> Markup {
    let assessed = &linked.audit().assessed;
    html! {
        section aria-labelledby="controls" {
            h2 id="controls" { "Controls" }
            p {
                "A control has the status of its weakest evidence, and a line of evidence that of its weakest check: where one check "
                "had nothing to look at, the control is not assessed, and how many others hold stands beside it. What is shown in part "
                "stays partial, however often. A line that names its place is the judgement of whoever wrote this policy, any other that of Bailiwick."
            }
            @for (at, framework) in assessed.frameworks.iter().enumerate() { (matrix(linked, at, framework)) }
            (checks(linked))
        }
    }
}

fn matrix(linked: &Linked<'_>, at: usize, assessed: &AssessedFramework) -> Markup {
    let framework = &assessed.framework;
    html! {
        h3 id={ "f-" (at) } { (escaped(&framework.citation)) }
        p.note {
            (escaped(&framework.title))
            @if let Some(edition) = &framework.edition { ", edition " (escaped(edition)) }
            @if let Some(publisher) = &framework.publisher { " · " (escaped(publisher)) }
            @if let Some(day) = framework.published { " · published " (date(day)) }
            @if let Some(day) = framework.retrieved { " · read " (date(day)) }
            @for source in &framework.sources { " · " (escaped(source)) }
            @if let Some(checksum) = &framework.checksum { " · " (escaped(checksum)) }
            @if let Some(licence) = &framework.licence { " · " (escaped(licence)) }
            @if !framework.is_shipped { " · declared in " (linked.place(framework.span)) }
        }
        @for (title, controls) in told::parts(assessed) {
            @if let Some(title) = &title { h4 { (escaped(title)) } }
            (rows(linked, assessed, &controls, title.as_deref().unwrap_or(&framework.citation)))
        }
    }
}

/// What is assessed as a table; what is not, and nobody says anything of, as a list below it.
fn rows(linked: &Linked<'_>, assessed: &AssessedFramework, controls: &[&AssessedControl], title: &str) -> Markup {
    let is_told = |control: &&&AssessedControl| !control.evidence.is_empty() || !control.claims.is_empty();
    let told: Vec<_> = controls.iter().filter(is_told).collect();
    let label = format!("{}, {title}", assessed.framework.citation);
    html! {
        @if !told.is_empty() {
            div.wide tabindex="0" role="region" aria-label=(escaped(&label)) {
                table.matrix {
                    thead { tr { th scope="col" { "entry" } th scope="col" { "status" } th scope="col" { "evidence" } } }
                    tbody {
                        @for control in told {
                            tr {
                                th scope="row" {
                                    b { (escaped(&control.control.id)) } " " (escaped(told::title_of(control)))
                                    " " span.edition { (escaped(&assessed.framework.citation)) }
                                }
                                td {
                                    (status(control.status, &told::status(control)))
                                    @if let Some(why) = told::not_looked_at(control, linked.audit()) { p.note { (why) } }
                                }
                                td { (evidence(linked, assessed, control)) }
                            }
                        }
                    }
                }
            }
        }
        (untold(linked, controls, &label))
    }
}

/// Why a control is out of reach, and where that stands if the policy says so.
fn beyond_reach(linked: &Linked<'_>, control: &AssessedControl, before: &str) -> Markup {
    html! {
        @for (at, one) in control.out_of_reach.iter().enumerate() {
            (if at == 0 { before } else { "; " }) (prose(&one.because))
            @if !linked.reported.places.is_library(one.span) { ", says the policy " (linked.place(one.span)) }
        }
    }
}

fn untold(linked: &Linked<'_>, controls: &[&AssessedControl], label: &str) -> Markup {
    let of = |status| -> Vec<&&AssessedControl> {
        let bare = controls.iter().filter(|control| control.evidence.is_empty() && control.claims.is_empty());
        bare.filter(|control| control.status == status).collect()
    };
    let (open, beyond) = (of(Assurance::NotAssessed), of(Assurance::OutOfReach));
    html! {
        @if !open.is_empty() {
            details {
                summary { (escaped(label)) ": not assessed, nothing is evidence for " (open.len()) }
                ul.plain { @for control in open { li { b { (escaped(&control.control.id)) } " " (escaped(told::title_of(control))) } } }
            }
        }
        @if !beyond.is_empty() {
            details {
                summary { (escaped(label)) ": out of reach of what a policy declares, " (beyond.len()) }
                ul.plain {
                    @for control in beyond {
                        li {
                            b { (escaped(&control.control.id)) } " " (escaped(told::title_of(control)))
                            (beyond_reach(linked, control, ": "))
                        }
                    }
                }
            }
        }
    }
}

fn evidence(linked: &Linked<'_>, assessed: &AssessedFramework, control: &AssessedControl) -> Markup {
    html! {
        ul.plain {
            @for one in &control.evidence { li { (line(linked, one)) } }
            @for claim in &control.claims {
                li {
                    (status(Assurance::Declared, "declared")) " " (prose(&claim.because))
                    @if !claim.by.is_empty() { " (" (escaped(&claim.by.join(", "))) ")" }
                    " " (linked.place(claim.span))
                }
            }
        }
        @if !control.out_of_reach.is_empty() { p.note { (beyond_reach(linked, control, "Out of reach: ")) } }
        @if assessed.framework.lists_threats() && control.shown().is_some() { p.note { "Evidence makes it less likely among what is declared." } }
    }
}

fn line(linked: &Linked<'_>, evidence: &Evidence) -> Markup {
    html! {
        (status(evidence.status, evidence.status.words())) " "
        @if evidence.link.extent == Extent::Full { b { "full" } " evidence of " } @else { "partial evidence of " }
        @for (at, check) in evidence.link.checks.iter().enumerate() {
            @if at > 0 { ", " }
            (named(linked, check))
        }
        @if let Some(limits) = &evidence.link.limits { details { summary { "what it does not show" } p.note { (prose(limits)) } } }
        @if !evidence.link.is_shipped { " " (linked.place(evidence.link.span)) }
    }
}

/// A check by its name, with a sign for what came of it.
fn named(linked: &Linked<'_>, check: &Check) -> Markup {
    let known = linked.audit().assessed.check(check).map_or(Assurance::NotAssessed, |check| check.status);
    let sign = match known {
        Assurance::Violated => "✗",
        Assurance::Unknown => "?",
        Assurance::Accepted => "!",
        Assurance::NotAssessed | Assurance::OutOfReach | Assurance::Declared => "–",
        Assurance::Checked | Assurance::Proved => "✓",
    };
    html! {
        span.check {
            a href={ "#" (check_id(check)) } { (escaped(check.name())) }
            span.sign aria-hidden="true" title=(known.words()) { " " (sign) }
            span.hidden { " " (known.words()) }
        }
    }
}

/// The id of a check's row. Rules and proofs can have the same names.
fn check_id(check: &Check) -> String {
    format!("{}-{}", if check.is_proof() { "proof" } else { "rule" }, check.name())
}

/// Every check that is evidence for something, with what came of it.
fn checks(linked: &Linked<'_>) -> Markup {
    let audit = linked.audit();
    html! {
        h3 id="checks" { "The checks" }
        p { "What each rule looked at and found, and what each sentence came to." }
        div.wide tabindex="0" role="region" aria-label="The checks" {
            table {
                thead { tr { th scope="col" { "check" } th scope="col" { "status" } th scope="col" { "what came of it" } } }
                tbody {
                    @for check in &audit.assessed.checks {
                        tr id=(check_id(&check.check)) {
                            th scope="row" {
                                code { (escaped(check.check.name())) }
                                @if let Check::Rule(about) = &check.check { " " span.note { (about.code) " " (escaped(about.summary)) } }
                            }
                            td { (status(check.status, check.status.words())) }
                            td { (told::check(check, audit)) (found(linked, check)) }
                        }
                    }
                }
            }
        }
    }
}

/// What a check finds, each with its place.
fn found(linked: &Linked<'_>, check: &CheckStatus) -> Markup {
    let outcome = &linked.audit().outcome;
    html! {
        @if let Some(at) = check.verdict {
            ": " a href={ "#v-" (at) } { (prose(&outcome.verdicts[at].sentence)) } " " (linked.place(outcome.verdicts[at].span))
        }
        @if !check.looked_at.is_empty() && check.looked_at.len() <= MOST_PLACES {
            details {
                summary { "what it looked at" }
                p { @for span in &check.looked_at { (linked.place(*span)) " " } }
            }
        }
        @if !check.findings.is_empty() {
            ul.plain {
                @for at in &check.findings {
                    @let finding = &outcome.findings[*at];
                    li { (prose(&finding.message)) " " (linked.place(finding.span)) }
                }
            }
        }
    }
}
