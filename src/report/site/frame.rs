//! What stands around every page.

use crate::report::site::markdown::escaped;
use crate::report::site::section::{SECTIONS, Section};
use crate::report::site::{codes, location, title};

/// A page without its content.
pub(super) struct Frame {
    /// Where it lies below the folder of the site.
    pub(super) path: String,
    pub(super) title: String,
    /// The part of the site that it belongs to.
    pub(super) section: Option<&'static Section>,
}

impl Frame {
    /// The way from the page to the folder of the site: `../../`.
    pub(super) fn root(&self) -> String {
        "../".repeat(self.path.matches('/').count())
    }

    /// The whole page.
    pub(super) fn around(&self, body: &str) -> String {
        let (root, title) = (self.root(), escaped(&self.title));
        let (sections, pages) = (self.sections(), self.pages());
        format!(
            "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
             <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n\
             <title>{title} · Bailiwick</title>\n<link rel=\"stylesheet\" href=\"{root}style.css\">\n</head>\n<body>\n\
             <a class=\"skip\" href=\"#content\">To the content</a>\n\
             <header>\n<a class=\"home\" href=\"{root}index.html\">Bailiwick</a>\n{sections}</header>\n\
             <div class=\"page\">\n{pages}<main id=\"content\">\n{body}</main>\n</div>\n</body>\n</html>\n"
        )
    }

    /// Links to all parts of the site.
    fn sections(&self) -> String {
        let root = self.root();
        let link = |section: &Section| {
            let here = self.section.is_some_and(|own| own.id == section.id);
            let mark = if here { " aria-current=\"true\"" } else { "" };
            format!("<li><a href=\"{root}index.html#{}\"{mark}>{}</a></li>\n", section.id, section.title)
        };
        let links: String = SECTIONS.iter().map(link).collect();
        let codes = codes::PATH;
        format!(
            "<nav aria-label=\"Parts\">\n<ul>\n{links}<li><a href=\"{root}{codes}\">Codes</a></li>\n</ul>\n</nav>\n"
        )
    }

    /// Links to the pages of this part.
    fn pages(&self) -> String {
        let Some(section) = self.section else { return String::new() };
        let root = self.root();
        let link = |(path, title): (String, String)| {
            let mark = if path == self.path { " aria-current=\"page\"" } else { "" };
            format!("<li><a href=\"{root}{path}\"{mark}>{}</a></li>\n", escaped(&title))
        };
        let links: String = section.texts().map(|text| (location(&text.path), title(text))).map(link).collect();
        format!("<nav class=\"pages\" aria-label=\"{}\">\n<ul>\n{links}</ul>\n</nav>\n", section.title)
    }
}
