//! What does not hold, told as numbered sentences with the path drawn beside them; and what holds.

use maud::{Markup, html};

use crate::finding::Accepted;
use crate::proof::{Circumstance, Cut, Status, Verdict, Witness, circumstances, date, story};
use crate::report::audit::html::drawing;
use crate::report::audit::html::text::{Linked, code, prose};
use crate::report::audit::told;
use crate::report::escape::escaped;

/// Every sentence that is refuted or unknown.
pub(super) fn refuted(linked: &Linked<'_>) -> Markup {
    let verdicts = linked.audit().outcome.verdicts.iter().enumerate();
    let failing: Vec<_> = verdicts.filter(|(_, verdict)| verdict.status != Status::Proved).collect();
    html! {
        section aria-labelledby="stories" {
            h2 id="stories" { "What does not hold" }
            @if failing.is_empty() { p { (told::nothing_fails(linked.audit())) } }
            @for (number, (at, verdict)) in (1..).zip(failing) { (one(linked, at, verdict, Some(number))) }
        }
    }
}

/// Every sentence that is proved.
pub(super) fn proved(linked: &Linked<'_>) -> Markup {
    let verdicts = linked.audit().outcome.verdicts.iter().enumerate();
    let proved: Vec<_> = verdicts.filter(|(_, verdict)| verdict.status == Status::Proved).collect();
    html! {
        section aria-labelledby="proofs" {
            h2 id="proofs" { "What holds" }
            @if proved.is_empty() { p { "No sentence is proved." } }
            @for (at, verdict) in proved { (one(linked, at, verdict, None)) }
        }
    }
}

/// One sentence; those that fail have numbers.
fn one(linked: &Linked<'_>, at: usize, verdict: &Verdict, number: Option<usize>) -> Markup {
    let class = match verdict.status {
        Status::Proved => "good",
        Status::Refuted => "bad",
        Status::Unknown => "doubt",
    };
    html! {
        article.verdict id={ "v-" (at) } {
            h3 {
                @if let Some(number) = number { (number) ". " }
                span class={ "status " (class) } { (verdict.status.word()) } " "
                @if let Some(label) = &verdict.label { (prose(label)) " " }
                code { (escaped(&verdict.name)) }
            }
            p { (code(&verdict.sentence)) ", " (prose(&verdict.mode)) " " (linked.place(verdict.span)) }
            @if let Some(by) = &verdict.accepted { p.note { (accepted(by)) } }
            @for remark in &verdict.remarks { p { (prose(remark)) } }
            @if let Some(witness) = &verdict.witness { (told(linked, verdict, witness)) }
            @for conflict in &verdict.conflicts {
                p { (prose(&conflict.sentence)) }
                ul.plain { @for place in &conflict.places { li { (code(&place.text)) " " (linked.place(place.span)) } } }
            }
            @if !verdict.rests_on.is_empty() {
                p { "It rests on:" }
                ul.plain { @for one in &verdict.rests_on { li { (prose(&one.what)) " " (linked.place(one.place.span)) } } }
            }
            @if !verdict.cuts.is_empty() { (cuts(linked, &verdict.cuts)) }
        }
    }
}

fn told(linked: &Linked<'_>, verdict: &Verdict, witness: &Witness) -> Markup {
    let heading = if verdict.status == Status::Refuted { "How it comes about" } else { "How it is done" };
    html! {
        h4 { (heading) }
        div.story {
            (chapters(linked, witness))
            (drawing::path(witness, verdict.label.as_deref().unwrap_or(&verdict.name)))
        }
        @for one in circumstances(verdict, witness) {
            @match one {
                Circumstance::Sentence(text) => p.note { (prose(&text)) },
                Circumstance::Case(text) => p.note { "· " (prose(&text)) },
            }
        }
    }
}

/// What has to be so and to have happened, if anything.
fn takes(witness: &Witness) -> Markup {
    let context: Vec<String> = witness.context.iter().map(|(name, value)| format!("`{name}` is `{value}`")).collect();
    html! {
        @if !context.is_empty() { p.note { "It happens when " (prose(&context.join(", "))) "." } }
        @if !witness.history.is_empty() { p.note { "It takes " (prose(&witness.history.join(", "))) "." } }
    }
}

fn chapters(linked: &Linked<'_>, witness: &Witness) -> Markup {
    html! {
        ol {
            @for chapter in story(witness) {
                li {
                    (prose(chapter.sentence))
                    @if let Some(condition) = chapter.condition { span.note { " when " (prose(condition)) } }
                    @if !chapter.places.is_empty() {
                        ul.plain { @for place in &chapter.places { li { (code(&place.text)) " " (linked.place(place.span)) } } }
                    }
                }
            }
        }
    }
}

/// A story that opens on demand.
pub(super) fn how(linked: &Linked<'_>, witness: Option<&Witness>) -> Markup {
    html! {
        @if let Some(witness) = witness {
            details { summary { "how" } (chapters(linked, witness)) (takes(witness)) }
        } @else { "it is declared" }
    }
}

fn cuts(linked: &Linked<'_>, cuts: &[Cut]) -> Markup {
    html! {
        h4 { "What would make it hold" }
        p.note { "Each was tried out; what is proved " code { "possible" } " stays so." }
        ol type="a" {
            @for cut in cuts {
                li {
                    ul.plain {
                        @for change in &cut.changes {
                            li { (code(&change.place.text)) ": " (prose(&change.action)) " " (linked.place(change.place.span)) }
                        }
                    }
                }
            }
        }
    }
}

pub(super) fn accepted(by: &Accepted) -> Markup {
    html! { "Accepted until " (date(by.until)) " by the exception " code { (by.exception) } ": " (prose(&by.because)) }
}
