//! A catalogue of controls, as it is written.

use crate::frameworks::said::{Said, header, said};
use crate::names::names;
use crate::source::{Db, File, Project, Span, is_catalogue};
use crate::syntax::ast::{Argument, Statement};
use crate::syntax::tree;

/// A catalogue of controls in one edition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Framework {
    /// The name that declares it.
    pub name: String,
    /// How it is cited, edition included: `NIST AI RMF 1.0`.
    pub citation: String,
    /// Its whole title.
    pub title: String,
    /// Which edition it is.
    pub edition: Option<String>,
    /// What its entries are, in a word: `controls`, `risks`.
    pub kind: Option<String>,
    /// What a policy has to declare before anything of it is assessed.
    pub about: About,
    /// Who has published it.
    pub publisher: Option<String>,
    /// Where it can be read.
    pub sources: Vec<String>,
    /// Under which terms it may be quoted.
    pub licence: Option<String>,
    /// The day of its publication, in days since 1970-01-01.
    pub published: Option<i64>,
    /// The day on which it was read, in days since 1970-01-01.
    pub retrieved: Option<i64>,
    /// The checksum of what was read.
    pub checksum: Option<String>,
    /// The groups of its controls, in the order of the text.
    pub groups: Vec<Group>,
    /// Its controls, in the order of the text.
    pub controls: Vec<Control>,
    /// How others name its controls.
    pub cited: Vec<Cited>,
    /// Where its name is declared.
    pub span: Span,
    /// Whether it comes with Bailiwick.
    pub is_shipped: bool,
}

/// What has to be declared before anything of a framework is assessed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// An agent.
    Agents,
    /// An agent, or a service.
    Identities,
}

impl About {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Agents => "agents",
            Self::Identities => "identities",
        }
    }
}

/// Controls that stand together.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Its id: `GOVERN 1`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The group in which it stands itself.
    pub within: Option<String>,
    /// Where it stands.
    pub span: Span,
}

/// An entry of a framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Control {
    /// Its id: `GOVERN 1.6`.
    pub id: String,
    /// Its title.
    pub title: String,
    /// The group in which it stands.
    pub group: Option<String>,
    /// Whether this edition has withdrawn it.
    pub is_withdrawn: bool,
    /// Where it stands.
    pub span: Span,
}

/// What somebody else calls controls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cited {
    /// The names.
    pub names: Vec<String>,
    /// Who calls them so.
    pub by: String,
    /// The ids of those that are meant, each with its place; none if nothing of this framework is.
    pub means: Vec<(String, Span)>,
    /// Why.
    pub because: Option<String>,
}

impl Framework {
    /// The control of an id that this edition has.
    pub fn control(&self, id: &str) -> Option<&Control> {
        self.controls.iter().find(|control| control.id == id && !control.is_withdrawn)
    }

    /// The group of an id.
    pub fn group(&self, id: &str) -> Option<&Group> {
        self.groups.iter().find(|group| group.id == id)
    }

    /// Whether evidence makes its entries less likely; otherwise it shows them.
    pub fn lists_threats(&self) -> bool {
        matches!(self.kind.as_deref(), Some("risks" | "threats"))
    }
}

/// The frameworks that are declared in a file.
#[salsa::tracked(returns(ref))]
pub fn frameworks_in(db: &dyn Db, file: File) -> Vec<Framework> {
    let declared = tree(db, file).items.iter().filter(|item| item.head.text == "framework");
    let is_shipped = is_catalogue(db, file);
    declared.filter_map(|statement| framework(statement, is_shipped)).collect()
}

/// Every framework that is known in a project: those that come with Bailiwick, and those of the modules that are used. By name.
pub fn frameworks(db: &dyn Db, project: Project) -> Vec<&Framework> {
    let names = names(db, project);
    let modules = names.modules.iter().filter(|module| module.is_used || is_catalogue(db, module.file));
    let mut all: Vec<&Framework> = modules.flat_map(|module| frameworks_in(db, module.file)).collect();
    all.sort_by(|a, b| (&a.name, a.is_shipped).cmp(&(&b.name, b.is_shipped)));
    all
}

fn framework(statement: &Statement, is_shipped: bool) -> Option<Framework> {
    let (name, span) = statement.arguments.first().and_then(|argument| match argument {
        Argument::Path(path) => Some((path.text(), path.span)),
        _ => None,
    })?;
    let text = |head: &str| said(statement, head).first().and_then(|clause| clause.own_texts().into_iter().next());
    let date = |head: &str| said(statement, head).first().and_then(Said::own_date);
    let word = |head: &str| said(statement, head).first().and_then(Said::own_word);
    let label = header(statement).text("label").unwrap_or_else(|| name.clone());
    let edition = text("edition");
    Some(Framework {
        citation: citation(&label, edition.as_deref()),
        title: text("title").unwrap_or(label),
        kind: word("kind"),
        about: if word("about").as_deref() == Some("agents") { About::Agents } else { About::Identities },
        publisher: text("publisher"),
        sources: said(statement, "source").iter().flat_map(Said::own_texts).collect(),
        licence: text("licence"),
        published: date("published"),
        retrieved: date("retrieved"),
        checksum: text("checksum"),
        groups: groups(statement),
        controls: controls(statement),
        cited: cited(statement),
        name,
        edition,
        span,
        is_shipped,
    })
}

/// A label with the edition, unless it says the edition itself.
fn citation(label: &str, edition: Option<&str>) -> String {
    match edition {
        Some(edition) if !label.contains(edition) && !label.contains(core_of(edition)) => format!("{label} {edition}"),
        _ => label.to_owned(),
    }
}

/// The last word of an edition, which is its number: of `Rev. 5, release 5.2.0` that of the release.
fn core_of(edition: &str) -> &str {
    edition.split_whitespace().last().unwrap_or(edition)
}

fn groups(statement: &Statement) -> Vec<Group> {
    let group = |clause: &Said<'_>| {
        Some(Group {
            id: clause.text("id")?,
            title: clause.text("title")?,
            within: clause.text("group"),
            span: clause.span(),
        })
    };
    said(statement, "group").iter().filter_map(group).collect()
}

fn controls(statement: &Statement) -> Vec<Control> {
    let control = |clause: &Said<'_>| {
        Some(Control {
            id: clause.text("id")?,
            title: clause.text("title")?,
            group: clause.text("group"),
            is_withdrawn: clause.word("state").is_some(),
            span: clause.span(),
        })
    };
    said(statement, "control").iter().filter_map(control).collect()
}

fn cited(statement: &Statement) -> Vec<Cited> {
    let cited = |clause: &Said<'_>| {
        Some(Cited {
            names: clause.texts("as").into_iter().map(|(text, _)| text).collect(),
            by: clause.text("by")?,
            means: clause.texts("means"),
            because: clause.text("because"),
        })
    };
    said(statement, "cited").iter().filter_map(cited).collect()
}
