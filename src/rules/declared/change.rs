//! What a rule offers to change in the text, as edits.

use crate::finding::{Applicability, Edit, Fix};
use crate::inventory::{Record, Value};
use crate::names::{DefinitionId, Place};
use crate::rules::declared::ask::{Asking, Bound};
use crate::rules::declared::message::duration;
use crate::rules::declared::read::{Change, Rule};
use crate::rules::declared::truth::Truth;
use crate::source::Span;
use crate::syntax::ast::{Argument, Clause, Condition, Path, Statement, Word};
use crate::syntax::{removed, tree, with_clause};
use crate::vocabulary::{self, Form, Part};

/// Declarations that do nothing but give or accept something.
const GIVING: [&str; 3] = ["credential", "delegation", "exception"];

/// Clauses that rate what is there, and neither permit nor control anything.
const RATINGS: [&str; 3] = ["autonomy", "function", "tier"];

impl Asking<'_> {
    /// The first change of a rule that is wanted of what is bound, if it can be written down. Whoever selects or decides
    /// it has to be certain: of what is not known, nothing is changed.
    pub(crate) fn fix(&self, rule: &Rule<'_>, bound: &Bound) -> Option<Fix> {
        let is_so = |bound: &Bound, condition: Option<&Condition>| {
            condition.is_none_or(|condition| self.holds(bound, condition) == Truth::Yes)
        };
        let so_far = |at: usize| bound.iter().take(at + 1).cloned().collect::<Bound>();
        if !rule.bound.iter().enumerate().all(|(at, (_, condition))| is_so(&so_far(at), *condition)) {
            return None;
        }
        let (change, _) = rule.changes.iter().find(|(_, condition)| is_so(bound, *condition))?;
        let ((title, edit), is_safe) = match change {
            Change::Remove(thing) => (self.removal(rule, bound, thing)?, self.takes_away(bound, thing)),
            Change::Set(clause, value) => {
                let is_safe = clause.segments.last().is_some_and(|head| RATINGS.contains(&head.text.as_str()));
                (self.setting(bound, clause, value)?, is_safe)
            }
        };
        let applicability = if is_safe { Applicability::Safe } else { Applicability::Guess };
        Some(Fix { title, edits: vec![edit], applicability })
    }

    /// Whether what goes gives something to somebody, so that nothing is permitted without it that was not before.
    fn takes_away(&self, bound: &Bound, thing: &Path) -> bool {
        match self.path(bound, thing).single() {
            Value::Thing(id) => GIVING.contains(&self.names.definition(*id).sort.noun()),
            Value::Record(record) => {
                self.inventory.permissions(self.names, false).any(|grant| grant.span == record.span)
            }
            _ => false,
        }
    }

    fn removal(&self, rule: &Rule<'_>, bound: &Bound, thing: &Path) -> Option<(String, Edit)> {
        if self.is_about_a_part(rule, bound, thing) {
            return None;
        }
        let span = self.clause_named(bound, thing).or_else(|| self.whole(&self.path(bound, thing)))?;
        let edit = removed(span.file.text(self.db()), tree(self.db(), span.file), span)?;
        Some((format!("remove `{}`", self.written(span)), edit))
    }

    /// Whether the rule has one of several things in mind that what is to go names: the others would go with it.
    fn is_about_a_part(&self, rule: &Rule<'_>, bound: &Bound, thing: &Path) -> bool {
        let first = |path: &Path| path.segments.first().map(|word| word.text.clone());
        let mut lists = rule.bound.iter().filter_map(|(binding, _)| binding.within.as_ref());
        lists.any(|list| first(list) == first(thing) && self.path(bound, list).each().len() > 1)
    }

    /// The only clause of a declaration that a path ends with.
    fn clause_named(&self, bound: &Bound, path: &Path) -> Option<Span> {
        let (id, clause) = self.clause_of(bound, path)?;
        vocabulary::noun(self.names.definition(id).sort.noun())?.clause(&clause.text)?;
        let mut named = self.statement(id)?.block.iter().flat_map(|block| &block.clauses).filter_map(|one| match one {
            Clause::Statement(inner) if inner.head.text == clause.text => Some(inner.span),
            _ => None,
        });
        named.next().filter(|_| named.next().is_none())
    }

    /// What is declared, and the word behind it.
    fn clause_of<'p>(&self, bound: &Bound, path: &'p Path) -> Option<(DefinitionId, &'p Word)> {
        let (clause, around) = path.segments.split_last()?;
        let around = Path { segments: around.to_vec(), span: path.span };
        let whole = if around.segments.is_empty() { return None } else { self.path(bound, &around) };
        match whole.single() {
            Value::Thing(id) => Some((*id, clause)),
            _ => None,
        }
    }

    /// Where a declaration or a clause stands as a whole.
    fn whole(&self, value: &Value) -> Option<Span> {
        match value {
            Value::Thing(id) => Some(self.statement(*id)?.span),
            Value::Record(Record { span, .. }) => Some(*span),
            Value::Many(values) => match values.as_slice() {
                [only] => self.whole(only),
                _ => None,
            },
            _ => None,
        }
    }

    fn statement(&self, id: DefinitionId) -> Option<&Statement> {
        let definition = self.names.definition(id);
        definition.statement(tree(self.db(), self.names.module(definition.module).file))
    }

    fn setting(&self, bound: &Bound, clause: &Path, value: &Path) -> Option<(String, Edit)> {
        let (id, head) = self.clause_of(bound, clause)?;
        let definition = self.names.definition(id);
        let noun = vocabulary::noun(definition.sort.noun())?;
        let takes = Takes { form: noun.clause(&head.text)?.form, words: vocabulary::words(noun, &[&head.text]) };
        let place = Place { module: definition.module, block: Some(id) };
        let value = self.text_of(&self.compared_with(bound, &Argument::Path(value.clone())), &takes, place)?;
        let text = self.names.module(definition.module).file.text(self.db());
        let edit = with_clause(text, self.statement(id)?, &head.text, &value)?;
        Some((format!("write `{} {value}`", head.text), edit))
    }

    /// A value as it is written at a place; nothing if it can not be.
    fn text_of(&self, value: &Value, takes: &Takes, place: Place) -> Option<String> {
        match value {
            Value::Thing(id) => self.name_at(*id, place),
            Value::Word(word) => takes.word(word).then(|| word.clone()),
            Value::Number(number) if takes.form.contains(&Part::Number) => Some(number.to_string()),
            Value::Duration(seconds) => Some(duration(*seconds)),
            Value::Date(day) => Some(crate::proof::date(*day)),
            Value::Unlimited => Some("unlimited".to_owned()),
            Value::Record(_) | Value::Many(_) => match value.single() {
                Value::Record(_) | Value::Many(_) => None,
                single => self.text_of(single, takes, place),
            },
            Value::Text(_) | Value::Number(_) | Value::Unknown | Value::Nothing => None,
        }
    }

    /// The shortest name by which something is known at a place.
    fn name_at(&self, id: DefinitionId, place: Place) -> Option<String> {
        let definition = self.names.definition(id);
        let module = &self.names.module(definition.module).name;
        let behind = |before: &str| format!("{before}.{}", definition.qualified);
        let last = module.rsplit('.').next().unwrap_or_default();
        let names = [definition.name.clone(), definition.qualified.clone(), behind(last), behind(module)];
        names.into_iter().find(|name| {
            let span = definition.span;
            let segments = name.split('.').map(|word| Word { text: word.to_owned(), span }).collect();
            let found = self.names.resolve(place, &Path { segments, span }, definition.sort.space());
            found.is_ok_and(|found| found == id)
        })
    }
}

/// What a clause can say.
struct Takes {
    form: Form,
    /// The words that it can be, if it can be nothing else.
    words: Option<Vec<&'static str>>,
}

impl Takes {
    /// Whether a word that stands for nothing that is declared is one of those.
    fn word(&self, word: &str) -> bool {
        let is_own = || self.form.iter().any(|part| matches!(part, Part::Words(_)));
        self.words.as_ref().map_or_else(is_own, |words| words.contains(&word))
    }
}
