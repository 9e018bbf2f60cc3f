//! The reference, the pages of the rules, the library and the examples as pages for a browser. They need no network and no
//! script, and lie in folders as the texts do, so that a link between texts is a link between pages.

mod codes;
mod frame;
mod highlight;
mod markdown;
mod section;
mod start;

use crate::finding::{Descriptor, Severity};
use crate::source::{MANUAL, ManualText};

use frame::Frame;
use markdown::Markdown;

/// A file of the site.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SiteFile {
    /// Where it lies below the folder of the site: `grammar/reference/unknown.html`.
    pub path: String,
    /// Its content.
    pub text: String,
}

/// A kind of finding, as a project has it.
#[derive(Clone, Debug)]
pub struct FindingKind {
    /// What it is.
    pub about: &'static Descriptor,
    /// How bad it is there.
    pub severity: Severity,
    /// The controls that it is evidence for, each as `FRAMEWORK ID`.
    pub controls: Vec<String>,
}

impl FindingKind {
    /// The page about it, below the folder of the site.
    fn page(&self) -> Option<String> {
        let ending = format!("/{}.md", self.about.name);
        let page = MANUAL.iter().find(|one| one.path.starts_with("stdlib/rules/") && one.path.ends_with(&ending));
        page.filter(|_| self.about.code.starts_with("BW")).map(|page| location(&page.path))
    }
}

/// Every file of the site. `kinds` are what the index of codes lists, by code.
pub fn site(kinds: &[FindingKind]) -> Vec<SiteFile> {
    let site = Site { kinds };
    let mut files = vec![
        SiteFile { path: "style.css".to_owned(), text: include_str!("style.css").to_owned() },
        SiteFile { path: "index.html".to_owned(), text: start::page(&site) },
        SiteFile { path: codes::PATH.to_owned(), text: codes::page(&site) },
    ];
    files.extend(MANUAL.iter().map(|text| SiteFile { path: location(&text.path), text: site.page(text) }));
    files
}

/// What all pages know.
struct Site<'k> {
    kinds: &'k [FindingKind],
}

impl Site<'_> {
    fn page(&self, text: &ManualText) -> String {
        let frame = Frame { path: location(&text.path), title: title(text), section: section::of(&text.path) };
        let body = if is_markdown(&text.path) {
            let markdown = Markdown { site: self, from: &text.path };
            markdown.with_note(text.text, &codes::note(self, text))
        } else {
            let shown = highlight::numbered(text.text, &text.path, &frame.root(), self);
            format!("<h1><code>{}</code></h1>\n{shown}", markdown::escaped(&title(text)))
        };
        frame.around(&body)
    }

    /// Where the index of codes speaks of a finding, or the page about it if there is one, by its code or its name.
    fn link(&self, code_or_name: &str) -> Option<String> {
        let kind = self.kinds.iter().find(|kind| kind.about.code == code_or_name || kind.about.name == code_or_name)?;
        Some(kind.page().unwrap_or_else(|| format!("{}#{}", codes::PATH, kind.about.code)))
    }
}

/// Where the page of a text lies: a `README.md` is the first page of its folder.
fn location(path: &str) -> String {
    match path.strip_suffix("README.md") {
        Some(folder) => format!("{folder}index.html"),
        None => format!("{}.html", path.strip_suffix(".md").unwrap_or(path)),
    }
}

fn is_markdown(path: &str) -> bool {
    std::path::Path::new(path).extension().is_some_and(|ending| ending == "md")
}

/// What a text is called: by its first heading, or by its name.
fn title(text: &ManualText) -> String {
    let heading = text.text.lines().find_map(|line| line.strip_prefix("# ")).filter(|_| is_markdown(&text.path));
    let module = text.path.strip_prefix("stdlib/").and_then(|path| path.strip_suffix(".bwk"));
    match (heading, module) {
        (Some(heading), _) => heading.replace('`', ""),
        (None, Some(module)) => format!("std.{}", module.replace('/', ".")),
        (None, None) => text.path.split_once('/').map_or(text.path.as_str(), |(_, path)| path).to_owned(),
    }
}
