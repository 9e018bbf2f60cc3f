//! What the report is about, and its summary.

use maud::{Markup, html};

use crate::finding::Severity;
use crate::frameworks::Assurance;
use crate::proof::{Status, date};
use crate::report::audit::html::text::{Linked, code, prose, status};
use crate::report::audit::told;
use crate::report::escape::escaped;
use crate::source::Span;

/// The first page.
pub(super) fn about(linked: &Linked<'_>) -> Markup {
    let audit = linked.audit();
    html! {
        section aria-labelledby="about" {
            h2 id="about" { "About this report" }
            p.scope { (told::SCOPE) }
            @if audit.outcome.is_broken {
                p.alarm { "The policy has errors, so it is not known what it says: nothing is proved and nothing is checked." }
            }
            dl.facts {
                dt { "Judged as of" } dd { (date(audit.outcome.as_of)) }
                @if let Some(profile) = &audit.outcome.project.profile { dt { "Profile" } dd { (escaped(profile)) } }
                dt { "What was modelled" } dd { (modelled(linked)) }
                dt { "What is not known" }
                dd {
                    (told::counted(audit.outcome.unknowns.len(), "value")) ", " (told::unknown_share(audit))
                    " of all that is said and left open; none counts for a proof ("
                    a href="#unknowns" { "all of them" } ")"
                }
                dt { "What is assumed" }
                dd { (told::counted(audit.assumptions.len(), "assumption")) ", each with the sentences that rest on it (" a href="#assumptions" { "all of them" } ")" }
                @if !audit.levels.is_empty() {
                    dt { "Levels of rules that the manifest sets" }
                    dd { @for (at, one) in audit.levels.iter().enumerate() { @if at > 0 { "; " } (told::level(one)) } }
                }
                dt { "Made with" } dd { (tool(linked)) }
                dt { "To make it again" } dd { (code(&linked.reported.command)) " in the folder of these sources" }
            }
            (hashes(linked))
        }
    }
}

fn modelled(linked: &Linked<'_>) -> Markup {
    let audit = linked.audit();
    html! {
        @if audit.modelled.is_empty() { "nothing" }
        @for (at, (noun, count)) in audit.modelled.iter().enumerate() { @if at > 0 { ", " } (count) " × " code { (noun) } }
        " in " (told::counted(audit.outcome.files, "file"))
    }
}

fn tool(linked: &Linked<'_>) -> Markup {
    let tool = &linked.reported.tool;
    html! {
        "bailiwick " (env!("CARGO_PKG_VERSION"))
        @if let Some(solver) = &tool.solver { ", Z3 " (solver) } @else { ", without a solver" }
        @if let Some(hash) = &tool.sha256 { ", program SHA-256 " code.hash { (hash) } }
    }
}

fn hashes(linked: &Linked<'_>) -> Markup {
    html! {
        details {
            summary { "Sources and their SHA-256" }
            div.wide tabindex="0" role="region" aria-label="Sources and their SHA-256" {
                table {
                    thead { tr { th scope="col" { "file" } th scope="col" { "SHA-256" } } }
                    tbody {
                        @for file in &linked.audit().sources {
                            @let span = Span { file: *file, start: 0, end: 0 };
                            tr {
                                td { (linked.link(span, linked.reported.places.below(span))) }
                                td { code.hash { (told::sha256(linked.reported.places.text(span))) } }
                            }
                        }
                    }
                }
            }
        }
    }
}

/// What there is to know at a glance.
pub(super) fn summary(linked: &Linked<'_>) -> Markup {
    let audit = linked.audit();
    let verdicts = |status| told::verdicts(audit, status);
    html! {
        section aria-labelledby="summary" {
            h2 id="summary" { "Summary" }
            ul.tiles {
                li.bad { (tile(verdicts(Status::Refuted), "sentence")) " refuted" }
                li.doubt { (tile(verdicts(Status::Unknown), "sentence")) " unknown" }
                li.good { (tile(verdicts(Status::Proved), "sentence")) " proved" }
                li.bad { (tile(told::findings(audit, Severity::Error), "error")) }
                li.accepted { (tile(told::findings(audit, Severity::Warning), "warning")) }
                li { (tile(told::findings(audit, Severity::Info), "note")) }
            }
            (frameworks(linked))
            (first_causes(linked))
        }
    }
}

/// A number with what is counted.
fn tile(count: usize, thing: &str) -> Markup {
    html! { b { (count) } " " (thing) @if count != 1 { "s" } }
}

fn frameworks(linked: &Linked<'_>) -> Markup {
    html! {
        h3 { "Frameworks" }
        p { "How many entries have which status. The numbers stand side by side and are no score." }
        div.wide tabindex="0" role="region" aria-label="Frameworks" {
            table {
                thead {
                    tr {
                        th scope="col" { "framework" }
                        @for one in Assurance::ALL { th.number scope="col" { (one.words()) } }
                    }
                }
                tbody {
                    @for (at, assessed) in linked.audit().assessed.frameworks.iter().enumerate() {
                        tr {
                            th scope="row" { a href={ "#f-" (at) } { (escaped(&assessed.framework.citation)) } }
                            @let counts = told::counts(assessed);
                            @for one in Assurance::ALL {
                                td.number { (counts.iter().find(|(status, _)| *status == one).map_or(0, |(_, count)| *count)) }
                            }
                        }
                    }
                }
            }
        }
        details {
            summary { "What each status means" }
            dl.facts {
                @for one in Assurance::ALL { dt { (status(one, one.words())) } dd { (told::meaning(one)) } }
            }
        }
    }
}

/// Where most is put right.
fn first_causes(linked: &Linked<'_>) -> Markup {
    let audit = linked.audit();
    let first: Vec<_> = audit.causes.iter().filter(|cause| !cause.verdicts.is_empty()).take(5).collect();
    html! {
        @if !first.is_empty() {
            h3 { "Where most of it can be put right" }
            p.note { "By the first of the sets of changes that were tried out for each sentence; a set may have parts elsewhere." }
            ol {
                @for cause in first {
                    li {
                        (cause.noun) " " (linked.link(cause.span, &format!("`{}`", cause.name)))
                        ": takes part in putting right "
                        @for (at, verdict) in cause.verdicts.iter().enumerate() {
                            @if at > 0 { ", " }
                            a href={ "#v-" (verdict) } { (prose(&format!("`{}`", audit.outcome.verdicts[*verdict].name))) }
                        }
                    }
                }
            }
        }
    }
}
