//! Markdown to HTML: links lead to pages, policies are coloured, findings that are named are linked.

use std::collections::BTreeMap;

use pulldown_cmark::html::push_html;
use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd};

use crate::report::site::{Site, highlight, location};
use crate::source::MANUAL;

/// How a text becomes part of a page.
pub(super) struct Markdown<'s> {
    pub(super) site: &'s Site<'s>,
    /// Where the text lies in the repository, or a name for a page of the site's own.
    pub(super) from: &'s str,
}

/// A text in which nothing means anything to a browser.
pub(super) fn escaped(text: &str) -> String {
    let mut html = String::new();
    push_html(&mut html, std::iter::once(Event::Text(text.into())));
    html
}

impl Markdown<'_> {
    /// A text as HTML.
    pub(super) fn html(&self, text: &str) -> String {
        let mut html = String::new();
        push_html(&mut html, self.events(text).into_iter());
        html
    }

    /// A text with something below its first heading.
    pub(super) fn with_note(&self, text: &str, note: &str) -> String {
        let mut events = self.events(text);
        let heading = events.iter().position(|event| matches!(event, Event::End(TagEnd::Heading(_))));
        events.insert(heading.map_or(0, |at| at + 1), Event::Html(note.to_owned().into()));
        let mut html = String::new();
        push_html(&mut html, events.into_iter());
        html
    }

    /// One sentence, without a paragraph around it.
    pub(super) fn sentence(&self, text: &str) -> String {
        let html = self.html(text);
        html.trim().trim_start_matches("<p>").trim_end_matches("</p>").to_owned()
    }

    fn events<'t>(&self, text: &'t str) -> Vec<Event<'t>> {
        let parsed: Vec<Event<'t>> = Parser::new_ext(text, Options::ENABLE_TABLES).collect();
        let mut ids = BTreeMap::new();
        let mut events = Vec::with_capacity(parsed.len());
        let mut inside = Inside::default();
        for (at, event) in parsed.iter().enumerate() {
            inside.enter_or_leave(event);
            match event {
                Event::Start(Tag::Heading { level, .. }) => {
                    let id = unique(heading_id(&parsed[at..]), &mut ids);
                    let (classes, attrs) = (Vec::new(), Vec::new());
                    events.push(Event::Start(Tag::Heading { level: *level, id: Some(id.into()), classes, attrs }));
                }
                Event::Start(Tag::Link { link_type, dest_url, title, id }) => {
                    let (dest_url, title, id) = (self.link(dest_url).into(), title.clone(), id.clone());
                    events.push(Event::Start(Tag::Link { link_type: *link_type, dest_url, title, id }));
                }
                Event::Start(Tag::Table(_)) => {
                    events.extend([html("<div class=\"table\" tabindex=\"0\">\n"), event.clone()]);
                }
                Event::End(TagEnd::Table) => events.extend([event.clone(), html("</div>\n")]),
                // Nothing is fetched: what stands for a picture is shown in its place.
                Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) | Event::End(TagEnd::CodeBlock | TagEnd::Image) => {
                }
                Event::Text(code) if inside.block.is_some() => {
                    events.push(html(&self.block(code, inside.block.as_deref().unwrap_or_default())));
                }
                Event::Code(code) if inside.links == 0 => events.push(self.code(code)),
                // What a text contains of HTML is text.
                Event::Html(text) | Event::InlineHtml(text) => events.push(Event::Text(text.clone())),
                _ => events.push(event.clone()),
            }
        }
        events
    }

    fn block(&self, code: &str, language: &str) -> String {
        let root = self.root();
        let shown = if language == "bwk" { highlight::policy(code, &root, self.site) } else { escaped(code) };
        format!("<pre tabindex=\"0\"><code>{shown}</code></pre>\n")
    }

    /// Code within a sentence; what names a finding leads to it.
    fn code<'t>(&self, code: &CowStr<'t>) -> Event<'t> {
        match self.site.link(code) {
            Some(link) => html(&format!("<a href=\"{}{link}\"><code>{}</code></a>", self.root(), escaped(code))),
            None => Event::Code(code.clone()),
        }
    }

    fn root(&self) -> String {
        "../".repeat(self.from.matches('/').count())
    }

    /// A link between texts as a link between pages.
    fn link(&self, link: &str) -> String {
        let (path, anchor) = link.split_at(link.find('#').unwrap_or(link.len()));
        let folder = self.from.rsplit_once('/').map_or("", |(folder, _)| folder);
        let target = joined(folder, path);
        let is_text = |wanted: &str| MANUAL.iter().any(|text| text.path == wanted);
        match (path.is_empty(), is_text(&target)) {
            (false, true) => format!("{}{anchor}", location(path)),
            // Nothing runs when a link is followed.
            _ if path.contains(':') && !["https://", "http://", "mailto:"].iter().any(|way| path.starts_with(way)) => {
                "#".to_owned()
            }
            _ => link.to_owned(),
        }
    }
}

/// What the events so far have opened.
#[derive(Default)]
struct Inside {
    /// The language of the code block.
    block: Option<String>,
    links: usize,
}

impl Inside {
    fn enter_or_leave(&mut self, event: &Event<'_>) {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language))) => self.block = Some(language.to_string()),
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => self.block = Some(String::new()),
            Event::End(TagEnd::CodeBlock) => self.block = None,
            Event::Start(Tag::Link { .. } | Tag::Heading { .. }) => self.links += 1,
            Event::End(TagEnd::Link | TagEnd::Heading(_)) => self.links -= 1,
            _ => {}
        }
    }
}

fn html<'t>(text: &str) -> Event<'t> {
    Event::Html(text.to_owned().into())
}

/// The name of a heading in links, as the hosts of repositories make it: its words in lower case with hyphens between them.
fn heading_id(events: &[Event<'_>]) -> String {
    let heading = events.iter().take_while(|event| !matches!(event, Event::End(TagEnd::Heading(_))));
    let text: String = heading
        .filter_map(|event| match event {
            Event::Text(text) | Event::Code(text) => Some(text.as_ref()),
            _ => None,
        })
        .collect();
    let kept = text.to_lowercase().chars().filter(|c| c.is_alphanumeric() || " -_".contains(*c)).collect::<String>();
    kept.replace(' ', "-")
}

fn unique(id: String, known: &mut BTreeMap<String, usize>) -> String {
    let count = known.entry(id.clone()).and_modify(|count| *count += 1).or_insert(0);
    if *count == 0 { id } else { format!("{id}-{count}") }
}

/// A path from a folder, without `..`.
fn joined(folder: &str, path: &str) -> String {
    let mut parts: Vec<&str> = folder.split('/').filter(|part| !part.is_empty()).collect();
    for part in path.split('/') {
        match part {
            ".." => _ = parts.pop(),
            "" | "." => {}
            part => parts.push(part),
        }
    }
    parts.join("/")
}
