//! The texts that the report speaks of, with their lines.

use maud::{Markup, html};

use crate::report::audit::html::text::{Linked, line_id};
use crate::report::audit::told;
use crate::report::escape::escaped;
use crate::source::{File, Span};

pub(super) fn sources(linked: &Linked<'_>) -> Markup {
    html! {
        section aria-labelledby="sources" {
            h2 id="sources" { "Sources" }
            @for (at, file) in linked.files().into_iter().enumerate() { (source(linked, at, file)) }
        }
    }
}

fn source(linked: &Linked<'_>, at: usize, file: File) -> Markup {
    let span = Span { file, start: 0, end: 0 };
    let (path, text) = (linked.reported.places.below(span), linked.reported.places.text(span));
    let shown = escaped(path);
    html! {
        h3 { (shown) }
        p.note { "SHA-256 " code.hash { (told::sha256(text)) } }
        pre.numbered tabindex="0" role="region" aria-label={ "Text of " (shown) } {
            @if text.is_empty() { span.line id=(line_id(at, 1)) {} }
            @for (line, number) in text.lines().zip(1..) {
                span.line id=(line_id(at, number)) { (escaped(line)) }
                "\n"
            }
        }
    }
}
