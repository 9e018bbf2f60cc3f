//! Tests: what they add and take away, and what they expect, with its names known.

use crate::finding::Finding;
use crate::model::errors::{MISPLACED_CONDITION, NAMELESS_TEST};
use crate::model::lower::arguments::{clauses, text};
use crate::model::lower::context::{Lowering, one_line};
use crate::model::lower::property::Asked;
use crate::model::lower::test_given::Context;
use crate::model::{Added, Authority, Expectation, Expected, FindingWanted, FoundOn, Removed, Test};
use crate::names::{DefinitionId, ModuleId, Place, Sort, Space, Unresolved};
use crate::source::{Db, Project, Span, is_library};
use crate::syntax::ast::{
    Action, Argument, Bound, Clause, Comparison, Condition, Fact, Logic, LogicLine, Opening, Party, Path, Sentence,
    Statement,
};
use crate::syntax::tree;

const TEST: &str = "test";

/// The words for what is known of a property.
const STATUSES: [&str; 3] = ["proved", "refuted", "unknown"];

impl<'a> Lowering<'a> {
    /// Every test, in the order of the text. Nothing of them becomes part of the policy.
    pub(crate) fn policy_tests(&mut self) -> Vec<Test> {
        let (unknowns, open) = (self.base.unknowns.len(), self.base.open.len());
        let written = self.written_tests();
        let tests = written.into_iter().map(|(place, statement)| self.policy_test(place, statement)).collect();
        self.base.unknowns.truncate(unknowns);
        self.base.open.truncate(open);
        tests
    }

    fn written_tests(&self) -> Vec<(Place, &'a Statement)> {
        let mut found = Vec::new();
        for (module, number) in self.names.modules.iter().zip(0..) {
            if is_library(self.db, module.file) {
                continue;
            }
            let place = Place { module: ModuleId(number), block: None };
            let items = &tree(self.db, module.file).items;
            found.extend(items.iter().filter(|item| item.head.text == TEST).map(|item| (place, item)));
        }
        for (id, definition) in self.names.used().filter(|(_, definition)| definition.position == 0) {
            let nests = crate::vocabulary::noun(definition.sort.noun()).is_some_and(|noun| noun.nests.contains(&TEST));
            let Some(statement) = self.statement(id).filter(|_| nests) else { continue };
            found.extend(nested(statement).map(|inner| (self.place(id), inner)));
        }
        found.sort_by_key(|(place, statement)| (place.module.index(), statement.span.start));
        found
    }

    fn policy_test(&mut self, place: Place, statement: &Statement) -> Test {
        let label = text(&statement.arguments).map(str::to_owned);
        let name = match statement.arguments.first() {
            Some(Argument::Path(path)) => path.text(),
            _ => label.clone().unwrap_or_default(),
        };
        if name.is_empty() {
            let finding = Finding::new(&NAMELESS_TEST, statement.head.span, "this test has neither a name nor a label");
            self.report(finding.here("needs a name").help("say what it is about: `test \"...\" {`"));
        }
        let mut test = Test {
            name,
            label,
            span: statement.span,
            adds: added(statement),
            without: Removed::default(),
            as_of: None,
            expectations: Vec::new(),
        };
        for clause in clauses(statement) {
            let Clause::Statement(clause) = clause else { continue };
            if let ("as", Some(Argument::Date(day))) = (clause.head.text.as_str(), clause.arguments.last()) {
                test.as_of = Some(day.value);
            }
        }
        if test.adds.is_empty() {
            self.take_away(place, statement, &mut test.without);
            test.expectations = self.expectations(place, statement);
        }
        test
    }

    fn take_away(&mut self, place: Place, statement: &Statement, removed: &mut Removed) {
        for clause in clauses(statement) {
            let Clause::Statement(clause) = clause else { continue };
            let Some(named) = clause.arguments.first().filter(|_| clause.head.text == "without") else { continue };
            for path in named.paths() {
                let Some(id) = self.anything(place, path) else { continue };
                removed.declarations.extend(self.statement(id).map(|statement| statement.span));
                if self.sort(id) == Sort::Class {
                    removed.atoms.extend(self.thing(id).atoms.iter().copied());
                }
            }
        }
    }

    /// Whatever a name stands for.
    fn anything(&mut self, place: Place, path: &Path) -> Option<DefinitionId> {
        let known = Space::ALL.into_iter().find_map(|space| self.names.resolve(place, path, space).ok());
        if known.is_none()
            && let Err(Unresolved::Because(finding)) = self.names.resolve(place, path, Space::Things)
        {
            self.report(*finding);
        }
        known
    }

    fn expectations(&mut self, place: Place, statement: &Statement) -> Vec<Expectation> {
        let lines = || {
            clauses(statement).iter().filter_map(|clause| match clause {
                Clause::Logic(line) => Some(line),
                _ => None,
            })
        };
        let given = lines().filter(|line| line.head.text == "given").filter_map(|line| match &line.what {
            Logic::Condition(condition) => Some(condition),
            _ => None,
        });
        let context = Context { place, given: given.collect() };
        // What is given is looked up even if nothing is expected.
        if self.given(&context, &[]).is_none() {
            return Vec::new();
        }
        let expected = lines().filter(|line| line.head.text == "expect");
        let expectation = |line: &LogicLine| {
            let open = self.base.open.len();
            let what = self.expected(&context, line).unwrap_or(Expected::Wrong);
            if self.base.open.len() > open {
                let message = "nothing can be expected of what is not known";
                let finding = Finding::new(&MISPLACED_CONDITION, line.span, message).here("asks about `unknown`");
                self.report(finding.help("name what it is about"));
            }
            Expectation { text: one_line(self.db, behind(line)), span: line.span, what }
        };
        expected.map(expectation).collect()
    }

    fn expected(&mut self, context: &Context<'_>, line: &LogicLine) -> Option<Expected> {
        Some(match &line.what {
            Logic::Sentence(sentence) => {
                let mut property = self.sentence(context.place, sentence)?;
                self.given(context, &[])?.bind(&mut property);
                Expected::Sentence(property)
            }
            Logic::Fact(Fact::May(party, forbids, action), bounds) => {
                Expected::Authority(*forbids, self.authority(context, party, action, bounds)?)
            }
            Logic::Fact(fact, bounds) => {
                let (opening, span) = (Opening::Possible(fact.clone()), behind(line));
                let sentence = Sentence { docs: Vec::new(), opening, bounds: bounds.clone(), span };
                let mut property = self.sentence(context.place, &sentence)?;
                self.given(context, &[])?.bind(&mut property);
                Expected::Fact(property)
            }
            Logic::Finding(absent, rule, on) => {
                let mut wanted = FindingWanted { rule: rule.text(), span: rule.span, on: Vec::new() };
                for path in on {
                    wanted.on.push(self.found_on(context.place, path)?);
                }
                Expected::Finding(*absent, wanted)
            }
            Logic::Condition(condition) => self.expected_condition(context, condition)?,
            Logic::ForEvery(..) => return None,
        })
    }

    fn found_on(&mut self, place: Place, path: &Path) -> Option<FoundOn> {
        let id = self.anything(place, path)?;
        let span = |id| self.statement(id).map_or(self.definition(id).span, |statement| statement.span);
        Some(FoundOn { name: path.text(), span: span(id), inner: self.names.inside(id).map(span).collect() })
    }

    /// `NAME is proved`, or a condition over attributes.
    fn expected_condition(&mut self, context: &Context<'_>, condition: &Condition) -> Option<Expected> {
        let asked = || Some(Expected::Condition(context.place, condition.clone()));
        let Condition::Compare(left, Comparison::Is, right) = condition else { return asked() };
        let (Argument::Path(name), Argument::Path(status)) = (left.as_ref(), right.as_ref()) else { return asked() };
        let status = status.text();
        if !STATUSES.contains(&status.as_str()) {
            return asked();
        }
        match self.names.resolve(context.place, name, Space::Statements) {
            Ok(id) if self.sort(id) == Sort::Prove => {
                let situation = self.given(context, &[])?;
                Some(Expected::Verdict { property: self.name(id).to_owned(), status, situation })
            }
            // An attribute can be unknown as well.
            _ if status == "unknown" => asked(),
            Ok(id) | Err(Unresolved::Elsewhere(id)) => {
                let needed = crate::model::lower::refer::Needed { sorts: &[Sort::Prove], phrase: "a property" };
                let finding = self.wrong_kind(name.span, &name.text(), id, needed);
                self.report(finding);
                None
            }
            Err(Unresolved::Because(finding)) => {
                self.report(*finding);
                None
            }
            Err(Unresolved::Reported) => None,
        }
    }

    fn authority(
        &mut self,
        context: &Context<'_>,
        party: &Party,
        action: &Action,
        bounds: &[Bound],
    ) -> Option<Authority> {
        let mut conditions = Vec::new();
        for bound in bounds {
            match bound {
                Bound::When(condition) => conditions.push(condition),
                other => {
                    let message = "of what somebody may do only `when` can be said";
                    let finding = Finding::new(&MISPLACED_CONDITION, place_of(other), message);
                    self.report(finding.here("has no meaning here").help("write `when CONDITION`"));
                    return None;
                }
            }
        }
        let mut asked = Asked { place: context.place, vacuous: None };
        let subjects = self.subjects(&mut asked, party)?;
        let permissions = self.expand_action(context.place, action).permissions;
        let situation = self.given(context, &conditions)?;
        let vacuous = asked.vacuous.is_some() || permissions.is_empty();
        Some(Authority { subjects, permissions, situation, vacuous })
    }
}

/// Where the tests of a project are.
pub(crate) fn test_blocks(db: &dyn Db, project: Project) -> Vec<Span> {
    let files = project.files(db).iter().filter(|file| !is_library(db, **file));
    let items = files.flat_map(|file| &tree(db, *file).items);
    let tests = items.flat_map(|item| {
        let nests = crate::vocabulary::noun(&item.head.text).is_some_and(|noun| noun.nests.contains(&TEST));
        let own = (item.head.text == TEST).then_some(item);
        own.into_iter().chain(nested(item).filter(move |_| nests))
    });
    tests.map(|test| test.span).collect()
}

/// The tests in a declaration.
fn nested(statement: &Statement) -> impl Iterator<Item = &Statement> {
    clauses(statement).iter().filter_map(|clause| match clause {
        Clause::Statement(inner) if inner.head.text == TEST => Some(inner),
        _ => None,
    })
}

/// What stands behind the first word of a line.
fn behind(line: &LogicLine) -> Span {
    Span { start: line.head.span.end, ..line.span }
}

fn place_of(bound: &Bound) -> Span {
    match bound {
        Bound::When(condition) | Bound::Unless(condition) => condition.span(),
        Bound::UnlessThrough(path) => path.span,
        Bound::Needing(_, span) | Bound::Via(_, span) => *span,
    }
}

fn added(statement: &Statement) -> Vec<Added> {
    let with = clauses(statement).iter().filter_map(|clause| match clause {
        Clause::Statement(clause) if clause.head.text == "with" => Some(clause),
        _ => None,
    });
    let added = with
        .map(|clause| Added { clause: clause.span, declarations: clauses(clause).iter().map(Clause::span).collect() });
    added.collect()
}
