//! The first page: everything that there is.

use crate::report::site::frame::Frame;
use crate::report::site::markdown::{Markdown, escaped};
use crate::report::site::section::{SECTIONS, Section};
use crate::report::site::{Site, codes, location, title};

/// What stands above the list.
const WELCOME: &str = "# Bailiwick

Governing AI agents and other non-human identities as code: a policy says who may do what, and what may follow from it is
proved or refuted before anything is deployed.

Whoever sees the language for the first time begins with the [examples](examples/README.md), then reads
[the language](grammar/README.md). Whoever has a finding looks for its code in the [index of codes](codes.html).
";

pub(super) fn page(site: &Site<'_>) -> String {
    let frame = Frame { path: "index.html".to_owned(), title: "Reference".to_owned(), section: None };
    let markdown = Markdown { site, from: "index" };
    let sections: String = SECTIONS.iter().map(|section| listed(section, &markdown)).collect();
    let codes = codes::PATH;
    frame.around(&format!(
        "{}{sections}<h2 id=\"codes\">Codes</h2>\n<p><a href=\"{codes}\">Every finding by its code.</a></p>\n",
        markdown.html(WELCOME)
    ))
}

/// A part with all its pages.
fn listed(section: &Section, markdown: &Markdown<'_>) -> String {
    let link = |(path, title): (String, String)| format!("<li><a href=\"{path}\">{}</a></li>\n", escaped(&title));
    let links: String = section.texts().map(|text| (location(&text.path), title(text))).map(link).collect();
    let Section { title, id, about, .. } = section;
    format!("<h2 id=\"{id}\">{title}</h2>\n{}<ul class=\"list\">\n{links}</ul>\n", markdown.html(about))
}
