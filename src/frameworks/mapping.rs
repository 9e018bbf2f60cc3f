//! Which checks are evidence for which controls, as it is written.

use crate::frameworks::evidence::Extent;
use crate::frameworks::said::{Said, header, said};
use crate::source::{Db, File, Span};
use crate::syntax::ast::{Argument, Path, Statement};
use crate::syntax::tree;

/// A mapping, with what it says about the controls of its framework.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mapping {
    /// Its name.
    pub name: String,
    /// The framework, as it is named.
    pub framework: Path,
    /// Its lines of evidence.
    pub evidence: Vec<Line>,
    /// Controls that somebody says are fulfilled in another way.
    pub claims: Vec<Claim>,
    /// Controls that nothing declared can be evidence for.
    pub out_of_reach: Vec<OutOfReach>,
}

/// One line of evidence.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line {
    /// How much of a control the checks show.
    pub extent: Extent,
    /// The ids of the controls, each with its place.
    pub controls: Vec<(String, Span)>,
    /// The rules and proofs, as they are named.
    pub checks: Vec<Path>,
    /// What of a control they do not show.
    pub limits: Option<String>,
    /// The whole line.
    pub span: Span,
}

/// That controls are fulfilled in another way, as somebody says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Claim {
    /// The ids of the controls, each with its place.
    pub controls: Vec<(String, Span)>,
    /// Who says so, by name.
    pub by: Vec<String>,
    /// How they are fulfilled.
    pub because: String,
    /// The whole line.
    pub span: Span,
}

/// That nothing which is declared can be evidence for controls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OutOfReach {
    /// The ids of the controls, each with its place.
    pub controls: Vec<(String, Span)>,
    /// Why.
    pub because: String,
    /// The whole line.
    pub span: Span,
}

/// The mappings that are declared in a file.
#[salsa::tracked(returns(ref))]
pub fn mappings_in(db: &dyn Db, file: File) -> Vec<Mapping> {
    let declared = tree(db, file).items.iter().filter(|item| item.head.text == "mapping");
    declared.filter_map(mapping).collect()
}

fn mapping(statement: &Statement) -> Option<Mapping> {
    let Some(Argument::Path(name)) = statement.arguments.first() else { return None };
    let framework = header(statement).paths("framework").first().copied().cloned()?;
    Some(Mapping {
        name: name.text(),
        framework,
        evidence: said(statement, "evidence").iter().map(line).collect(),
        claims: said(statement, "declared").iter().filter_map(claim).collect(),
        out_of_reach: said(statement, "out").iter().filter_map(out_of_reach).collect(),
    })
}

/// A line of evidence; in a rule or a proof, which are their own checks, without any.
pub(crate) fn line(clause: &Said<'_>) -> Line {
    Line {
        extent: if clause.word("extent").as_deref() == Some("full") { Extent::Full } else { Extent::Part },
        controls: clause.texts("controls"),
        checks: clause.paths("checks").into_iter().cloned().collect(),
        limits: clause.text("limits"),
        span: clause.span(),
    }
}

fn claim(clause: &Said<'_>) -> Option<Claim> {
    Some(Claim {
        controls: clause.texts("controls"),
        by: clause.paths("by").into_iter().map(Path::text).collect(),
        because: clause.text("because")?,
        span: clause.span(),
    })
}

fn out_of_reach(clause: &Said<'_>) -> Option<OutOfReach> {
    Some(OutOfReach { controls: clause.texts("controls"), because: clause.text("because")?, span: clause.span() })
}
