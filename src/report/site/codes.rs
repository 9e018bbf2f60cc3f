//! The index of codes.

use crate::report::site::frame::Frame;
use crate::report::site::markdown::{Markdown, escaped};
use crate::report::site::{FindingKind, Site, location};
use crate::rules;
use crate::source::ManualText;

/// Where it lies below the folder of the site.
pub(super) const PATH: &str = "codes.html";

/// The page: a table of all codes, and below it what is known of those that have no page of their own.
pub(super) fn page(site: &Site<'_>) -> String {
    let frame = Frame { path: PATH.to_owned(), title: "Codes".to_owned(), section: None };
    let markdown = Markdown { site, from: "codes" };
    let rows: String = site.kinds.iter().map(|kind| row(kind, &markdown)).collect();
    let told: String =
        site.kinds.iter().filter(|kind| kind.page().is_none()).map(|kind| told(kind, &markdown)).collect();
    frame.around(&format!(
        "<h1>Codes</h1>\n<p>Every finding by its code. Levels are those that hold unless a manifest says otherwise.</p>\n\
         <div class=\"table\" tabindex=\"0\">\n<table>\n<thead><tr><th>code</th><th>name</th><th>level</th>\
         <th>what is found</th></tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n</div>\n{told}"
    ))
}

/// What a page of a rule says above its text: the code, how bad it is, and where the rule is written.
pub(super) fn note(site: &Site<'_>, text: &ManualText) -> String {
    let own = location(&text.path);
    let Some(kind) = site.kinds.iter().find(|kind| kind.page().as_deref() == Some(own.as_str())) else {
        return String::new();
    };
    let FindingKind { about, severity, controls } = kind;
    let family = text.path.rsplit_once('/').map(|(folder, _)| folder).unwrap_or_default();
    let is_text = crate::source::LIBRARY.iter().any(|module| {
        module.path == format!("{family}.bwk") && module.text.contains(&format!("\nrule {} ", about.name))
    });
    let module = family.strip_prefix("stdlib/").unwrap_or_default().replace('/', ".");
    let from = if is_text {
        format!(" · <a href=\"../{}.bwk.html\">std.{module}</a>", &module["rules.".len()..])
    } else {
        String::new()
    };
    let evidence =
        if controls.is_empty() { String::new() } else { format!(" · evidence for {}", escaped(&controls.join(", "))) };
    format!("<p class=\"note\">{} · {}{from}{evidence}</p>\n", about.code, severity.word())
}

fn row(kind: &FindingKind, markdown: &Markdown<'_>) -> String {
    let FindingKind { about, severity, controls } = kind;
    let link = kind.page().unwrap_or_else(|| format!("#{}", escaped(about.code)));
    let evidence = if controls.is_empty() { String::new() } else { format!(" [{}]", escaped(&controls.join(", "))) };
    let (code, name, summary) = (escaped(about.code), escaped(about.name), markdown.sentence(about.summary));
    format!(
        "<tr><td><a href=\"{link}\">{code}</a></td><td>{name}</td><td>{}</td><td>{summary}{evidence}</td></tr>\n",
        severity.word()
    )
}

fn told(kind: &FindingKind, markdown: &Markdown<'_>) -> String {
    let about = kind.about;
    let (code, name, summary) = (escaped(about.code), escaped(about.name), markdown.sentence(about.summary));
    let title = if about.code == about.name { code.clone() } else { format!("{code} {name}") };
    format!("<h2 id=\"{code}\">{title}</h2>\n<p>{summary}</p>\n{}", markdown.html(rules::explanation(about)))
}
