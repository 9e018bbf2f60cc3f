//! `report --format html`: one page that needs nothing else: no script, no font, no picture that lies elsewhere.

mod controls;
mod drawing;
mod first;
mod rest;
mod sources;
mod stories;
mod text;
mod workflows;

use maud::{DOCTYPE, Markup, PreEscaped, html as markup};

use crate::report::audit::{Reported, told};
use crate::report::escape::escaped;

use text::Linked;

const STYLE: &str = include_str!("style.css");

/// The parts of the page, by the ids of their headings.
const PARTS: [(&str, &str); 9] = [
    ("about", "About this report"),
    ("summary", "Summary"),
    ("controls", "Controls"),
    ("workflows", "Workflows"),
    ("stories", "What does not hold"),
    ("proofs", "What holds"),
    ("exceptions", "Exceptions"),
    ("causes", "Findings by cause"),
    ("assumptions", "What is assumed"),
];

/// The report as a page.
pub fn html(reported: &Reported<'_>) -> String {
    let linked = Linked::new(reported);
    let title = told::title(reported.audit);
    let body = markup! {
        (first::about(&linked))
        (first::summary(&linked))
        (controls::controls(&linked))
        (workflows::workflows(&linked))
        (stories::refuted(&linked))
        (stories::proved(&linked))
        (rest::exceptions(&linked))
        (rest::causes(&linked))
        (rest::assumptions(&linked))
    };
    // What is linked to decides which texts are shown, so that they come last.
    let sources = sources::sources(&linked);
    let page = markup! {
        (DOCTYPE)
        html lang="en" {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'";
                meta name="generator" content={ "bailiwick " (env!("CARGO_PKG_VERSION")) };
                title { (escaped(&title)) }
                style { (PreEscaped(STYLE)) }
            }
            body {
                a.skip href="#about" { "To the content" }
                (header(&linked, &title))
                main { (body) (sources) }
            }
        }
    };
    page.into_string()
}

fn header(linked: &Linked<'_>, title: &str) -> Markup {
    let organisation = linked.audit().outcome.project.report.organisation.as_deref();
    markup! {
        header {
            p.kind { "Bailiwick report" @if let Some(name) = organisation { " · " (escaped(name)) } }
            h1 { (escaped(title)) }
            nav aria-label="Parts of the report" {
                ul {
                    @for (id, title) in PARTS { li { a href={ "#" (id) } { (title) } } }
                    li { a href="#sources" { "Sources" } }
                }
            }
        }
    }
}
