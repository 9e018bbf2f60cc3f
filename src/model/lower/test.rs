//! Tests: what they add and take away, and what they expect, with its names known.

use crate::finding::Finding;
use crate::model::errors::{MISPLACED_CONDITION, NAMELESS_TEST};
use crate::model::lower::arguments::{clauses, paths, text};
use crate::model::lower::context::{Lowering, one_line};
use crate::model::lower::property::Asked;
use crate::model::lower::test_given::Context;
use crate::model::{Added, Authority, Expectation, Expected, FindingWanted, Removed, Test};
use crate::names::{DefinitionId, ModuleId, Place, Sort, Space, Unresolved};
use crate::source::{Span, is_library};
use crate::syntax::ast::{
    Action, Argument, Bound, Clause, Comparison, Condition, Fact, Logic, LogicLine, Opening, Party, Path, Sentence,
    Statement,
};

const TEST: &str = "test";

/// The words for what is known of a property.
const STATUSES: [&str; 3] = ["proved", "refuted", "unknown"];

impl<'a> Lowering<'a> {
    /// Every test, in the order of the text.
    pub(crate) fn policy_tests(&mut self) -> Vec<Test> {
        let written = self.written_tests();
        written.into_iter().filter_map(|(place, statement)| self.policy_test(place, statement)).collect()
    }

    fn written_tests(&self) -> Vec<(Place, &'a Statement)> {
        let mut found = Vec::new();
        for (module, number) in self.names.modules.iter().zip(0..) {
            let place = Place { module: ModuleId(number), block: None };
            let items = &crate::syntax::tree(self.db, module.file).items;
            let of_project = !is_library(self.db, module.file);
            found.extend(items.iter().filter(|item| of_project && item.head.text == TEST).map(|item| (place, item)));
        }
        for (id, definition) in self.names.used().filter(|(_, definition)| definition.position == 0) {
            let nests = crate::vocabulary::noun(definition.sort.noun()).is_some_and(|noun| noun.nests.contains(&TEST));
            let Some(statement) = self.statement(id).filter(|_| nests) else { continue };
            found.extend(clauses(statement).iter().filter_map(|clause| match clause {
                Clause::Statement(inner) if inner.head.text == TEST => Some((self.place(id), inner)),
                _ => None,
            }));
        }
        found.sort_by_key(|(place, statement)| (place.module.index(), statement.span.start));
        found
    }

    fn policy_test(&mut self, place: Place, statement: &Statement) -> Option<Test> {
        let label = text(&statement.arguments).map(str::to_owned);
        let name = match statement.arguments.first() {
            Some(Argument::Path(path)) => Some(path.text()),
            _ => label.clone(),
        };
        let Some(name) = name else {
            let finding = Finding::new(&NAMELESS_TEST, statement.head.span, "this test has neither a name nor a label");
            self.report(finding.here("needs a name").help("say what it is about: `test \"...\" {`"));
            return None;
        };
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
        Some(test)
    }

    fn take_away(&mut self, place: Place, statement: &Statement, removed: &mut Removed) {
        for clause in clauses(statement) {
            let Clause::Statement(clause) = clause else { continue };
            let Some(named) = clause.arguments.first().filter(|_| clause.head.text == "without") else { continue };
            for path in paths(named) {
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
        expected.filter_map(|line| self.expectation(&context, line)).collect()
    }

    fn expectation(&mut self, context: &Context<'_>, line: &LogicLine) -> Option<Expectation> {
        let what = match &line.what {
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
                let mut wanted = FindingWanted { rule: rule.text(), on: Vec::new() };
                for path in on {
                    let id = self.anything(context.place, path)?;
                    let span = self.statement(id).map_or(self.definition(id).span, |statement| statement.span);
                    wanted.on.push((path.text(), span));
                }
                Expected::Finding(*absent, wanted)
            }
            Logic::Condition(condition) => self.expected_condition(context, condition)?,
            Logic::ForEvery(..) => return None,
        };
        Some(Expectation { text: one_line(self.db, behind(line)), span: line.span, what })
    }

    /// `NAME is proved`, or a condition over attributes.
    fn expected_condition(&mut self, context: &Context<'_>, condition: &Condition) -> Option<Expected> {
        let Condition::Compare(left, Comparison::Is, right) = condition else { return Some(Expected::Condition) };
        let (Argument::Path(name), Argument::Path(status)) = (left.as_ref(), right.as_ref()) else {
            return Some(Expected::Condition);
        };
        let status = status.text();
        if !STATUSES.contains(&status.as_str()) {
            return Some(Expected::Condition);
        }
        match self.names.resolve(context.place, name, Space::Statements) {
            Ok(id) if self.sort(id) == Sort::Prove => {
                let situation = self.given(context, &[])?;
                Some(Expected::Verdict { property: self.name(id).to_owned(), status, situation })
            }
            // An attribute can be unknown as well.
            _ if status == "unknown" => Some(Expected::Condition),
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
