//! What is accepted for a while, and what accepts nothing.

use crate::analysis::levels;
use crate::analysis::needless::Needless;
use crate::finding::{Accepted, Finding};
use crate::inventory::{Value, inventory};
use crate::names::{Definition, DefinitionId, Names, Place, Sort, Space, names};
use crate::proof::{Status, Verdict};
use crate::rules::{Named, STALE_EXCEPTION, UNKNOWN_ACCEPTED};
use crate::source::{Db, Project, Span};
use crate::syntax::ast::{Argument, Clause, Path, Statement};
use crate::syntax::tree;

/// An exception that holds on the day by which everything is judged.
pub(crate) struct Exception<'a> {
    accepted: Accepted,
    pub(crate) written: Written<'a>,
}

/// An exception as it is written, whether or not it holds.
#[derive(Clone, Copy)]
pub(crate) struct Written<'a> {
    definition: &'a Definition,
    pub(crate) statement: &'a Statement,
    place: Place,
}

/// One thing that is accepted.
pub(crate) struct Accepts<'a> {
    /// The line that says so; several things can be accepted by it.
    pub(crate) line: &'a Statement,
    pub(crate) check: &'a Path,
    /// On what; on everything if this is empty.
    pub(crate) on: Vec<(&'a Path, DefinitionId)>,
    pub(crate) has_on: bool,
    /// On which of these something is found; one answer for everything.
    pub(crate) hit: Vec<bool>,
}

/// Whether there are exceptions at all, so that the day matters.
pub(crate) fn exist(db: &dyn Db, project: Project) -> bool {
    names(db, project).used().any(|(_, one)| one.sort == Sort::Exception)
}

/// Marks what is accepted, and adds what is wrong with the exceptions.
pub(crate) fn apply(db: &dyn Db, project: Project, findings: &mut Vec<Finding>, verdicts: &mut [Verdict]) {
    let names = names(db, project);
    let named = Named::of(db, project);
    let mut complaints = Vec::new();
    for exception in exceptions(db, project) {
        let mut all = exception.written.accepts(names);
        let mut open = Vec::new();
        for accepts in &mut all {
            let check = accepts.check.text();
            let rule = named.rule(&check);
            let proof = named.proof(exception.written.place, accepts.check);
            if rule.is_some_and(|rule| rule.is_fixed) || (rule.is_none() && proof.is_none()) {
                // It is not known what it was to accept.
                accepts.hit.fill(true);
                continue;
            }
            open.push((check.clone(), rule.is_some()));
            if let Some(rule) = rule {
                for finding in findings.iter_mut().filter(|finding| rule.is_called(finding.about.code)) {
                    for at in accepts.matches(db, names, finding.span) {
                        accepts.hit[at] = true;
                        finding.accepted.get_or_insert_with(|| exception.accepted.clone());
                    }
                }
            }
            // Of a rule and a proof of one name the rule is meant.
            let meant = |one: &&mut Verdict| {
                rule.is_none() && Some(&one.name) == proof.as_ref() && one.status != Status::Proved
            };
            for verdict in verdicts.iter_mut().filter(meant) {
                accepts.hit.fill(true);
                verdict.accepted.get_or_insert_with(|| exception.accepted.clone());
            }
        }
        for accepts in &all {
            let of_rule = open.iter().find(|(check, _)| *check == accepts.check.text());
            if let Some((_, is_rule)) = of_rule {
                let needless = Needless { db, exception: &exception, all: &all };
                complaints.extend(accepts.complaints(&needless, *is_rule));
            }
        }
    }
    levels::apply(levels::levels_of(db, project), &mut complaints);
    findings.extend(complaints);
}

/// What is accepted and can not be: it is neither a rule nor a proof, or a rule that no exception can accept.
pub(crate) fn unknown(db: &dyn Db, project: Project) -> Vec<Finding> {
    let (names, named) = (names(db, project), Named::of(db, project));
    let mut findings = Vec::new();
    for (_, written) in written(db, project) {
        for Accepts { check, .. } in written.accepts(names) {
            findings.extend(named.unknown(&UNKNOWN_ACCEPTED, written.place, check));
            if named.rule(&check.text()).is_some_and(|rule| rule.is_fixed) {
                let message =
                    format!("`{}` says that something could not be read, and can not be accepted", check.text());
                let finding = Finding::new(&UNKNOWN_ACCEPTED, check.span, message);
                findings.push(finding.help("repair what it is about, and delete the line"));
            }
        }
    }
    findings
}

/// The exceptions that hold: somebody approved them, for a reason, and their last day has not passed.
fn exceptions(db: &dyn Db, project: Project) -> Vec<Exception<'_>> {
    let (inventory, today) = (inventory(db, project), *project.as_of(db));
    let mut found = Vec::new();
    for (id, written) in written(db, project) {
        let said = |name: &str| inventory.said(id, name).map(Value::single);
        let approved = inventory.said(id, "approved");
        let is_approved = approved.is_some_and(|approved| was_approved(approved, today));
        let (Some(Value::Date(until)), Some(Value::Text(because)), true) =
            (said("expires"), said("because"), is_approved)
        else {
            continue;
        };
        if *until < today {
            continue;
        }
        let accepted = Accepted {
            exception: written.definition.qualified.clone(),
            span: written.definition.span,
            until: *until,
            because: because.clone(),
        };
        found.push(Exception { accepted, written });
    }
    found
}

/// Where the names of the exceptions are declared that hold.
pub(crate) fn in_force(db: &dyn Db, project: Project) -> Vec<Span> {
    exceptions(db, project).into_iter().map(|exception| exception.accepted.span).collect()
}

/// Whether somebody has agreed by today.
fn was_approved(approved: &Value, today: i64) -> bool {
    let Value::Record(record) = approved.single() else { return false };
    let is_by_somebody = record.field("by").is_some_and(Value::is_known);
    is_by_somebody && matches!(record.field("on").map(Value::single), Some(Value::Date(on)) if *on <= today)
}

/// All exceptions.
fn written(db: &dyn Db, project: Project) -> impl Iterator<Item = (DefinitionId, Written<'_>)> {
    let names = names(db, project);
    names.used().filter(|(_, one)| one.sort == Sort::Exception).filter_map(move |(id, definition)| {
        let statement = definition.statement(tree(db, names.module(definition.module).file))?;
        let place = Place { module: definition.module, block: Some(id) };
        Some((id, Written { definition, statement, place }))
    })
}

impl Written<'_> {
    fn accepts<'s>(&'s self, names: &Names) -> Vec<Accepts<'s>> {
        let clauses = self.statement.block.iter().flat_map(|block| &block.clauses);
        let accepting = clauses.filter_map(|clause| match clause {
            Clause::Statement(inner) if inner.head.text == "accepts" => Some(inner),
            _ => None,
        });
        let mut found = Vec::new();
        for line in accepting {
            let arguments = line.arguments.as_slice();
            let on: Vec<&Path> = arguments.get(2).map(Argument::paths).unwrap_or_default();
            let thing = |path: &Path| {
                let spaces = [Space::Things, Space::Statements, Space::Steps, Space::Purposes];
                spaces.into_iter().find_map(|space| names.resolve(self.place, path, space).ok())
            };
            let named: Vec<(&Path, DefinitionId)> = on.iter().filter_map(|path| Some((*path, thing(path)?))).collect();
            for check in arguments.first().map(Argument::paths).unwrap_or_default() {
                let hit = vec![false; named.len().max(1)];
                found.push(Accepts { line, check, on: named.clone(), has_on: !on.is_empty(), hit });
            }
        }
        found
    }
}

impl Accepts<'_> {
    /// Which of the things that are named a place belongs to; the first of none if nothing is named.
    fn matches(&self, db: &dyn Db, names: &Names, span: Span) -> Vec<usize> {
        if !self.has_on {
            return vec![0];
        }
        let is_within = |id: DefinitionId| {
            let definition = names.definition(id);
            let statement = definition.statement(tree(db, names.module(definition.module).file));
            statement.is_some_and(|statement| {
                let whole = statement.span;
                whole.file == span.file && whole.start <= span.start && span.end <= whole.end
            })
        };
        self.on.iter().zip(0..).filter(|((_, id), _)| is_within(*id)).map(|(_, at)| at).collect()
    }

    fn complaints(&self, needless: &Needless<'_>, is_rule: bool) -> Vec<Finding> {
        let (name, check) = (&needless.exception.accepted.exception, self.check.text());
        let mut findings = Vec::new();
        for (at, (path, _)) in self.on.iter().enumerate().filter(|(at, _)| !self.hit[*at]) {
            let message = format!("`{name}` accepts `{check}` on `{}`, where it is not found", self.on[at].0.text());
            let mut finding = Finding::new(&STALE_EXCEPTION, path.span, message);
            finding.fix = needless.removal(self, path);
            findings.push(finding.help("remove the name, or the exception if it is the last one"));
        }
        if !self.has_on && !self.hit[0] {
            let message = format!("`{name}` accepts `{check}`, which is not found");
            let mut finding = Finding::new(&STALE_EXCEPTION, self.check.span, message);
            finding.fix = needless.removal(self, self.check);
            findings.push(finding.help("remove the line, or the exception if it is the last one"));
        } else if !self.has_on && is_rule {
            let message = format!("`{name}` accepts `{check}` on everything, even on what nobody has thought of yet");
            findings.push(Finding::new(&STALE_EXCEPTION, self.check.span, message).help("add `on NAME`"));
        }
        findings
    }
}
