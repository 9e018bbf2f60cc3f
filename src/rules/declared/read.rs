//! A rule as it is written.

use crate::finding::{Descriptor, Severity, kept};
use crate::inventory::{Value, inventory};
use crate::names::{DefinitionId, Names, Place, Sort, names};
use crate::source::{Db, Project, Span, is_standing};
use crate::syntax::ast::{Argument, Binding, Clause, Condition, Logic, Path, Statement};
use crate::syntax::tree;

/// A rule, with where it stands.
pub(crate) struct Rule<'a> {
    /// What its findings are.
    pub(crate) about: &'static Descriptor,
    /// Where its names are looked up.
    pub(crate) place: Place,
    /// The name that declares it.
    pub(crate) span: Span,
    /// What it is about: each with its name, and what selects it.
    pub(crate) bound: Vec<(&'a Binding, Option<&'a Condition>)>,
    /// What has to hold of it.
    pub(crate) required: Vec<&'a Condition>,
    /// How bad it is, and when.
    pub(crate) severities: Vec<(Severity, Option<&'a Condition>)>,
    /// What is told.
    pub(crate) message: Option<String>,
    /// What to do about it.
    pub(crate) help: Option<String>,
    /// What it offers to change, and when.
    pub(crate) changes: Vec<(Change<'a>, Option<&'a Condition>)>,
    /// The controls that it is evidence for, each as `FRAMEWORK ID`.
    pub(crate) evidence: Vec<String>,
    /// Whether it comes with Bailiwick and is asked of every project.
    pub(crate) is_shipped: bool,
}

/// A change of the text that a rule offers.
pub(crate) enum Change<'a> {
    /// Something goes.
    Remove(&'a Path),
    /// A clause of something says something else.
    Set(&'a Path, &'a Path),
}

/// The rules that hold in a project: its own, those of the packages and library modules it uses, and those that are asked of
/// every project.
pub(crate) fn rules(db: &dyn Db, project: Project) -> Vec<Rule<'_>> {
    let names = names(db, project);
    let mut found = Vec::new();
    for (definition, number) in names.definitions.iter().zip(0..) {
        let module = names.module(definition.module);
        let is_shipped = is_standing(db, module.file);
        if definition.sort != Sort::Rule || !(module.is_used || is_shipped) {
            continue;
        }
        if let Some(statement) = definition.statement(tree(db, module.file)) {
            found.push(Rule { is_shipped, ..rule(db, project, DefinitionId(number), statement) });
        }
    }
    found
}

fn rule<'a>(db: &'a dyn Db, project: Project, id: DefinitionId, statement: &'a Statement) -> Rule<'a> {
    let names = names(db, project);
    let definition = names.definition(id);
    let place = Place { module: definition.module, block: None };
    let clauses = statement.block.as_ref().map_or(&[][..], |block| &block.clauses);
    let (mut bound, mut required) = (Vec::new(), Vec::new());
    let (mut severities, mut changes) = (Vec::new(), Vec::new());
    for clause in clauses {
        match clause {
            Clause::Logic(line) => match &line.what {
                Logic::ForEvery(binding, condition) => bound.push((binding, condition.as_ref())),
                Logic::Condition(condition) => required.push(condition),
                _ => {}
            },
            Clause::Statement(inner) if inner.head.text == "severity" => severities.extend(severity(inner)),
            Clause::Statement(inner) if inner.head.text == "fix" => changes.extend(change(inner)),
            _ => {}
        }
    }
    let said = |name: &str| inventory(db, project).attribute(names, &Value::Thing(id), name);
    let text = |name: &str| match said(name).single() {
        Value::Text(text) | Value::Word(text) => Some(text.clone()),
        _ => None,
    };
    let label = text("label");
    let documentation = statement.docs.join("\n");
    let summary = label.unwrap_or_else(|| statement.docs.first().cloned().unwrap_or_default());
    let about = Descriptor {
        code: kept(&text("code").unwrap_or_else(|| definition.name.clone())),
        name: kept(&definition.name),
        severity: severities.first().map_or(Severity::Error, |(severity, _)| *severity),
        summary: kept(&summary),
        explanation: kept(&documentation),
    };
    Rule {
        about: Descriptor::kept(about),
        place,
        span: definition.span,
        bound,
        required,
        severities,
        message: text("message"),
        help: text("help"),
        changes,
        evidence: evidence(names, &said("evidence")),
        is_shipped: false,
    }
}

/// The controls of all `evidence` lines.
fn evidence(names: &Names, said: &Value) -> Vec<String> {
    let text = |value: &Value| match value.single() {
        Value::Text(text) | Value::Word(text) => text.clone(),
        Value::Thing(id) => names.definition(*id).name.clone(),
        _ => String::new(),
    };
    let of_line = |line: &Value| {
        let Value::Record(record) = line else { return Vec::new() };
        let framework = record.field("framework").map(text).unwrap_or_default();
        let controls = record.field("controls").map(Value::each).unwrap_or_default();
        controls.into_iter().map(|control| format!("{framework} {}", text(control))).collect()
    };
    said.each().into_iter().flat_map(of_line).collect()
}

fn severity(statement: &Statement) -> Option<(Severity, Option<&Condition>)> {
    let [Argument::Path(word), rest @ ..] = statement.arguments.as_slice() else { return None };
    let severity = match word.text().as_str() {
        "error" => Severity::Error,
        "warning" => Severity::Warning,
        _ => Severity::Info,
    };
    Some((severity, when(rest)))
}

fn change(statement: &Statement) -> Option<(Change<'_>, Option<&Condition>)> {
    match statement.arguments.as_slice() {
        [Argument::Path(word), Argument::Path(thing), rest @ ..] if word.text() == "remove" => {
            Some((Change::Remove(thing), when(rest)))
        }
        [Argument::Path(_), Argument::Path(clause), _, Argument::Path(value), rest @ ..] => {
            Some((Change::Set(clause, value), when(rest)))
        }
        _ => None,
    }
}

fn when(arguments: &[Argument]) -> Option<&Condition> {
    arguments.iter().find_map(|argument| match argument {
        Argument::When(condition) => Some(condition),
        _ => None,
    })
}
