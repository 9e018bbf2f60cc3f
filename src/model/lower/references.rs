//! Every name in every clause, looked up as the catalogue says; and clauses that say `unknown` where no worst case is
//! derived.

use std::collections::BTreeSet;

use crate::model::lower::arguments::{clauses, permissions};
use crate::model::lower::context::Lowering;
use crate::model::lower::refer::{DATA, Needed};
use crate::model::{Boundary, UnknownId};
use crate::names::{DefinitionId, Place, Sort, Space, Unresolved};
use crate::source::Span;
use crate::syntax::ast::{Action, Argument, Clause, Path, Statement};
use crate::syntax::{Capture, captures};
use crate::vocabulary::{self, Found, Inside, Part, RECORD, Target};

/// Words that stand for no declaration.
const WORDS: [&str; 5] = ["unknown", "none", "nobody", "any", "unlimited"];

/// The spaces of what has a name of its own.
const NAMED: [Space; 4] = [Space::Things, Space::Purposes, Space::Statements, Space::Steps];

impl Lowering<'_> {
    /// Looks up every name that a declaration mentions. What was reported by whoever reads it is reported once.
    pub(crate) fn check_references(&mut self) {
        let used: Vec<DefinitionId> = self.names.used().map(|(id, _)| id).collect();
        for id in used {
            let (Some(statement), Some(noun)) = (self.statement(id), vocabulary::noun(self.sort(id).noun())) else {
                continue;
            };
            let place = self.place(id);
            self.check_captures(place, captures(statement, noun.header));
            self.check_clauses(place, Inside::Noun(noun), clauses(statement));
        }
    }

    fn check_clauses(&mut self, place: Place, inside: Inside, clauses: &[Clause]) {
        for clause in clauses {
            match clause {
                Clause::Statement(inner) => {
                    if let Some(Found::Clause(about)) = vocabulary::find(inside, &inner.head.text) {
                        self.check_clause(place, about, inner);
                    }
                }
                Clause::Permission(permission) => {
                    let record = permission.block.as_ref().map_or(&[][..], |block| &block.clauses);
                    self.check_clauses(place, Inside::Clauses(&RECORD), record);
                }
                Clause::Sentence(_) | Clause::Logic(_) => {}
            }
        }
    }

    fn check_clause(&mut self, place: Place, about: &'static vocabulary::Clause, clause: &Statement) {
        let head = format!("`{}`", clause.head.text);
        if is_unknown(clause) {
            if about.open {
                self.leave_open(clause.span, &head, "is not known");
            }
            return;
        }
        self.check_captures(place, captures(clause, about.form));
        match about.inside {
            // What is meant to be: its permissions have to make sense.
            Inside::Permissions if about.descriptive => self.read_boundary(place, clause),
            Inside::Clauses(_) => self.check_clauses(place, about.inside, clauses(clause)),
            // What a test adds is read with the test.
            _ => {}
        }
    }

    /// Permissions that say what is meant to be: they have to make sense, and nothing follows from them.
    fn read_boundary(&mut self, place: Place, clause: &Statement) {
        let mut boundary = Boundary::default();
        let (mut always, mut forbidden) = (BTreeSet::new(), BTreeSet::new());
        for permission in permissions(clause) {
            let read = self.read_grant(place, permission);
            let expanded = read.into_iter().flat_map(|read| read.expanded.permissions);
            if permission.forbids {
                forbidden.extend(expanded);
            } else if permission.modifiers.is_empty() {
                always.extend(expanded);
            } else {
                boundary.conditional.extend(expanded);
            }
            if let Action::Hold(classes) = &permission.action {
                boundary.held.extend(classes.iter().filter_map(|path| self.refer(place, path, DATA)));
            }
        }
        boundary.conditional.retain(|one| !always.contains(one) && !forbidden.contains(one));
        always.retain(|one| !forbidden.contains(one));
        boundary.permissions = &always | &boundary.conditional;
        if let Some(workflow) = place.block.filter(|_| clause.head.text == "boundary") {
            self.boundaries.insert(workflow, boundary);
        }
    }

    /// Notes that something is not known for which no worst case is derived.
    pub(crate) fn leave_open(&mut self, span: Span, what: &str, how: &str) {
        let is_within = |id: &UnknownId| {
            let known = self.base.unknowns[id.index()].span;
            known.file == span.file && known.start >= span.start && known.end <= span.end
        };
        if !self.base.open.iter().any(is_within) {
            let taken_as = "anything, so that nothing can be proved never to happen";
            let unknown = self.unknown(span, format!("{what} {how}"), taken_as);
            self.base.open.push(unknown);
        }
    }

    fn check_captures(&mut self, place: Place, captures: Vec<Capture<'_>>) {
        for capture in captures {
            let (Part::Name(target) | Part::Names(target) | Part::Who(target) | Part::Order(target)) = capture.part
            else {
                continue;
            };
            for argument in capture.arguments {
                self.check_argument(place, argument, *target);
            }
        }
    }

    fn check_argument(&mut self, place: Place, argument: &Argument, target: Target) {
        match argument {
            Argument::Path(path) if !WORDS.contains(&path.text().as_str()) => self.check_path(place, path, target),
            Argument::List(items, _) => items.iter().for_each(|item| self.check_argument(place, item, target)),
            _ => {}
        }
    }

    fn check_path(&mut self, place: Place, path: &Path, target: Target) {
        if target.is_anything() {
            self.check_anything(place, path);
            return;
        }
        // Every kind of operations has an operation of its own name.
        if target.nouns == ["operation"] && vocabulary::OPERATION_KINDS.contains(&path.text().as_str()) {
            return;
        }
        let sorts: Vec<Sort> = target.nouns.iter().filter_map(|noun| Sort::of_noun(noun)).collect();
        if !target.nouns.is_empty() {
            self.refer(place, path, Needed { sorts: &sorts, phrase: target.phrase });
        }
    }

    /// Something that has a name, whatever it is.
    fn check_anything(&mut self, place: Place, path: &Path) {
        let found: Vec<_> = NAMED.iter().map(|space| self.names.resolve(place, path, *space)).collect();
        if found.iter().any(Result::is_ok) {
            return;
        }
        if let Some(Err(Unresolved::Because(finding))) = found.into_iter().next() {
            self.report(*finding);
        }
    }
}

fn is_unknown(clause: &Statement) -> bool {
    matches!(clause.arguments.as_slice(), [Argument::Path(path)] if path.text() == "unknown")
}
