//! Exceptions, findings by what causes them, assumptions and unknown values.

use maud::{Markup, html};

use crate::analysis::Cause;
use crate::report::audit::html::stories::accepted;
use crate::report::audit::html::text::{Linked, code, prose};
use crate::report::audit::told;
use crate::report::escape::escaped;

pub(super) fn exceptions(linked: &Linked<'_>) -> Markup {
    html! {
        section aria-labelledby="exceptions" {
            h2 id="exceptions" { "Exceptions" }
            @if linked.audit().exceptions.is_empty() { p { "Nothing is accepted as it is." } }
            @for one in &linked.audit().exceptions {
                h3 { (linked.link(one.span, &format!("`{}`", one.name))) " " (one.label.as_deref().map(escaped).unwrap_or_default()) }
                p { @if one.is_in_force { "It holds." } @else { "It does not hold: it is not approved, gives no reason, or its last day is not said or has passed." } }
                dl.facts { @for (head, text, span) in &one.said { dt { (head) } dd { (code(text)) " " (linked.place(*span)) } } }
            }
        }
    }
}

pub(super) fn causes(linked: &Linked<'_>) -> Markup {
    html! {
        section aria-labelledby="causes" {
            h2 id="causes" { "Findings by cause" }
            p { "By the declarations in which they are put right, those with most of it first." }
            @if linked.audit().causes.is_empty() { p { "Nothing is found." } }
            @for one in &linked.audit().causes { (cause(linked, one)) }
        }
    }
}

fn cause(linked: &Linked<'_>, cause: &Cause) -> Markup {
    let outcome = &linked.audit().outcome;
    html! {
        h3 { (cause.noun) " " (linked.link(cause.span, &format!("`{}`", cause.name))) }
        ul {
            @for at in &cause.verdicts {
                @let verdict = &outcome.verdicts[*at];
                li { span.status.bad { (verdict.status.word()) } " " a href={ "#v-" (at) } { (prose(verdict.label.as_deref().unwrap_or(&verdict.name))) } }
            }
            @for at in &cause.findings {
                @let finding = &outcome.findings[*at];
                li {
                    span class={ "status " (finding.severity.word()) } { (finding.severity.word()) } " "
                    (prose(&finding.message)) " " span.note { (finding.about.code) " " (finding.about.name) } " " (linked.place(finding.span))
                    @if let Some(by) = &finding.accepted { p.note { (accepted(by)) } }
                    @for note in &finding.notes { p.note { (prose(note)) } }
                    @if let Some(help) = &finding.help { p.note { "What to do: " (prose(help)) } }
                }
            }
        }
    }
}

pub(super) fn assumptions(linked: &Linked<'_>) -> Markup {
    let audit = linked.audit();
    html! {
        section aria-labelledby="assumptions" {
            h2 id="assumptions" { "What is assumed" }
            @if audit.assumptions.is_empty() { p { (told::nothing_assumed(audit)) } }
            @else {
                ul {
                    @for one in &audit.assumptions {
                        li {
                            (prose(&one.what)) " " (linked.place(one.span)) " " span.note { "for " }
                            @for (at, verdict) in one.verdicts.iter().enumerate() {
                                @if at > 0 { ", " }
                                a href={ "#v-" (verdict) } { (escaped(&audit.outcome.verdicts[*verdict].name)) }
                            }
                        }
                    }
                }
            }
            h3 id="unknowns" { "Values that are not known" }
            @if audit.outcome.unknowns.is_empty() { p { (told::nothing_unknown(audit)) } }
            @else {
                ul {
                    @for one in &audit.outcome.unknowns {
                        li { (prose(&one.what)) ", taken to be " (prose(&one.taken_as)) " " (linked.place(one.span)) }
                    }
                }
            }
        }
    }
}
