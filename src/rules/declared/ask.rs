//! A rule asked of everything it is about.

use std::cell::{Cell, RefCell};
use std::collections::BTreeMap;

use rustc_hash::FxHashMap;

use crate::finding::{Finding, Severity};
use crate::inventory::{Inventory, Value, is_attribute, literal};
use crate::names::{DefinitionId, Names, Place, Space, names};
use crate::rules::declared::compare::Comparing;
use crate::rules::declared::facts::Following;
use crate::rules::declared::read::Rule;
use crate::rules::declared::truth::Truth;
use crate::source::{Db, Project, Span};
use crate::syntax::ast::{Argument, Binding, Comparison, Condition, Path, Word};
use crate::vocabulary;

/// Kinds of things that no noun declares, with the nouns that do.
const GROUPS: [(&str, &[&str]); 3] = [
    ("principal", &["human", "team", "origin", "agent", "blueprint", "service", "tool"]),
    ("actor", &["agent", "blueprint", "service"]),
    ("resource", &["store", "part", "sink", "log"]),
];

/// Things of which there is a list of their own.
const PERMISSIONS: [(&str, bool); 2] = [("grant", false), ("prohibition", true)];

/// What names stand for while a rule is asked.
pub(crate) type Bound = Vec<(String, Vec<String>, Value)>;

/// Everything that is declared, by its noun, in order.
pub(crate) type Things = BTreeMap<&'static str, Vec<DefinitionId>>;

/// Everything that is declared and not taken away.
pub(crate) fn things(inventory: &Inventory, names: &Names) -> Things {
    let mut things = Things::new();
    for (id, definition) in inventory.used(names) {
        things.entry(definition.sort.noun()).or_default().push(id);
    }
    things
}

/// What rules and tests are asked of.
pub(crate) struct Asking<'a> {
    project: Project,
    db: &'a dyn Db,
    pub(crate) names: &'a Names,
    pub(crate) inventory: &'a Inventory,
    /// Where names are looked up.
    place: Place,
    pub(crate) following: &'a Following<'a>,
    /// Everything that is declared, by its noun.
    things: &'a Things,
    comparing: Comparing<'a>,
    asked_the_date: Cell<bool>,
    /// What words and names stand for, as far as that was asked: a rule asks for the same ones again and again.
    looked_up: RefCell<FxHashMap<String, Option<DefinitionId>>>,
}

impl<'a> Asking<'a> {
    pub(crate) fn new(
        db: &'a dyn Db,
        project: Project,
        inventory: &'a Inventory,
        following: &'a Following<'a>,
        things: &'a Things,
        place: Place,
    ) -> Self {
        let names = names(db, project);
        let comparing = Comparing { names, inventory };
        let (asked_the_date, looked_up) = (Cell::new(false), RefCell::default());
        Self { project, db, names, inventory, place, following, things, comparing, asked_the_date, looked_up }
    }

    pub(crate) fn db(&self) -> &'a dyn Db {
        self.db
    }

    /// Whether the answer depends on the day.
    pub(crate) fn asked_the_date(&self) -> bool {
        self.asked_the_date.get()
    }

    pub(crate) fn finding(&self, rule: &Rule<'_>, bound: &Bound, met: Truth) -> Option<Finding> {
        let (_, _, first) = bound.first()?;
        let span = self.span(first)?;
        let message = self.message(rule, bound);
        let mut finding = Finding::new(rule.about, span, message);
        finding.severity = self.severity(rule, bound);
        finding.is_unknown = met == Truth::Unknown;
        if finding.is_unknown {
            finding = finding.note("it depends on what is not said, which counts as the worst");
        }
        if let Some(help) = &rule.help {
            finding = finding.help(self.filled(bound, help));
        }
        // Nothing is changed for what may not even be so.
        if met == Truth::No {
            finding.fix = self.fix(rule, bound);
        }
        Some(self.because(rule, bound, finding))
    }

    fn severity(&self, rule: &Rule<'_>, bound: &Bound) -> Severity {
        let applies =
            |condition: Option<&Condition>| condition.is_none_or(|condition| self.holds(bound, condition) != Truth::No);
        let first = rule.severities.iter().find(|(_, condition)| applies(*condition));
        first.map_or(rule.about.severity, |(severity, _)| *severity)
    }

    /// Where a value is in the text.
    pub(crate) fn span(&self, value: &Value) -> Option<Span> {
        match value {
            Value::Thing(id) => Some(self.names.definition(*id).span),
            Value::Record(record) => Some(record.span),
            _ => None,
        }
    }

    /// The things that a binding ranges over.
    pub(crate) fn things(&self, bound: &Bound, binding: &Binding) -> Vec<Value> {
        if let Some(within) = &binding.within {
            let kinds = kinds(binding);
            let nouns: Vec<&str> = kinds.iter().flat_map(|kind| nouns_of(kind)).collect();
            return self.path(bound, within).each().into_iter().flat_map(|value| self.meant(value, &nouns)).collect();
        }
        self.of_kinds(&kinds(binding))
    }

    /// What is meant by one thing of a list, if it is called so: of a clause of several parts those things that it names and
    /// that are called so, `model m in a.infers`; the clause itself if it names none.
    fn meant(&self, value: &Value, nouns: &[&str]) -> Vec<Value> {
        let Value::Record(record) = value else { return vec![value.clone()] };
        let is_meant = |value: &&Value| match value {
            Value::Thing(id) => nouns.contains(&self.names.definition(*id).sort.noun()),
            _ => false,
        };
        let mut parts = record.fields.iter().map(|(_, value)| value.each());
        let Some(named) = parts.find(|part| part.iter().any(is_meant)) else { return vec![value.clone()] };
        let is_named = |value: &&Value| is_meant(value) || matches!(value, Value::Unknown);
        named.into_iter().filter(is_named).cloned().collect()
    }

    /// Everything of some kinds, in the order of the text.
    pub(crate) fn of_kinds(&self, kinds: &[String]) -> Vec<Value> {
        let mut found = Vec::new();
        for kind in kinds {
            if let Some((_, forbidden)) = PERMISSIONS.iter().find(|(known, _)| known == kind) {
                let all = self.inventory.permissions(self.names, *forbidden);
                found.extend(all.cloned().map(Value::Record));
                continue;
            }
            let of_nouns = nouns_of(kind).into_iter().filter_map(|noun| self.things.get(noun)).flatten();
            let mut declared: Vec<DefinitionId> = of_nouns.copied().collect();
            declared.sort_unstable();
            found.extend(declared.into_iter().map(Value::Thing));
        }
        found
    }

    /// Whether a condition holds of what is bound.
    pub(crate) fn holds(&self, bound: &Bound, condition: &Condition) -> Truth {
        match condition {
            Condition::And(parts) => Truth::all(parts.iter().map(|part| self.holds(bound, part))),
            Condition::Or(parts) => Truth::any(parts.iter().map(|part| self.holds(bound, part))),
            Condition::Not(inner, _) => self.holds(bound, inner).not(),
            Condition::Holds(argument) => {
                self.comparing.compare(&self.term(bound, argument), Comparison::Is, &Value::Word("yes".to_owned()))
            }
            Condition::Compare(left, comparison, right) => {
                let right = self.compared_with(bound, right);
                self.comparing.compare(&self.term(bound, left), *comparison, &right)
            }
            Condition::Mentions(list, words, _) => {
                let words: Vec<Value> = words.iter().map(|word| self.named(word)).collect();
                self.comparing.mentions(&self.term(bound, list), &words)
            }
            Condition::Quantified(is_none, binding, condition, _) => {
                let any = Truth::any(self.within(bound, binding, condition).into_iter().map(|(_, truth)| truth));
                if *is_none { any.not() } else { any }
            }
            Condition::Fact(fact, _) => self.follows(bound, fact),
        }
    }

    /// Everything that a binding ranges over, and whether a condition holds of it.
    fn within(&self, bound: &Bound, binding: &Binding, condition: &Condition) -> Vec<(Value, Truth)> {
        let mut found = Vec::new();
        let mut more = bound.clone();
        more.push((binding.name.text.clone(), kinds(binding), Value::Nothing));
        for value in self.things(bound, binding) {
            if let Some((_, _, last)) = more.last_mut() {
                *last = value.clone();
            }
            found.push((value, self.holds(&more, condition)));
        }
        found
    }

    /// The value of a term.
    pub(crate) fn term(&self, bound: &Bound, argument: &Argument) -> Value {
        match argument {
            Argument::Path(path) => self.path(bound, path),
            Argument::List(items, _) => Value::Many(items.iter().map(|item| self.compared_with(bound, item)).collect()),
            Argument::Sum(first, rest, _) => {
                let rest: Vec<_> = rest.iter().map(|(sign, term)| (*sign, self.term(bound, term))).collect();
                Comparing::sum(&self.term(bound, first), &rest)
            }
            Argument::Call(word, inside, _) if word.text == "count" => self.count(bound, inside),
            other => literal(other),
        }
    }

    /// How many there are; unknown if that of some of them is.
    fn count(&self, bound: &Bound, inside: &[Argument]) -> Value {
        let number = |count: usize| Value::Number(i64::try_from(count).unwrap_or(i64::MAX));
        match inside {
            [Argument::Counted(binding, condition, _)] => {
                let each = self.within(bound, binding, condition);
                if each.iter().any(|(value, truth)| *truth == Truth::Unknown || *value == Value::Unknown) {
                    return Value::Unknown;
                }
                number(each.iter().filter(|(_, truth)| *truth == Truth::Yes).count())
            }
            [one] => match self.term(bound, one) {
                Value::Unknown => Value::Unknown,
                value if value.each().contains(&&Value::Unknown) => Value::Unknown,
                value => number(value.each().len()),
            },
            _ => Value::Unknown,
        }
    }

    /// What stands behind a comparison: a bare word there is a word or a name, never an attribute.
    pub(crate) fn compared_with(&self, bound: &Bound, argument: &Argument) -> Value {
        match argument {
            Argument::Path(path) if bound_to(bound, path).is_none() && path.text() != "as-of" => {
                match self.named(path) {
                    // An attribute of something that is declared.
                    Value::Word(word) if word.contains('.') => self.path(bound, path),
                    named => named,
                }
            }
            other => self.term(bound, other),
        }
    }

    /// A path: of something bound, of what is bound last, of something declared, or a name.
    pub(crate) fn path(&self, bound: &Bound, path: &Path) -> Value {
        if path.text() == "as-of" {
            self.asked_the_date.set(true);
            return Value::Date(*self.project.as_of(self.db));
        }
        if let Some(value) = bound_to(bound, path) {
            return self.follow(value.clone(), &path.segments[1..]);
        }
        if let (Some((_, kinds, value)), Some(first)) = (bound.last(), path.segments.first())
            && kinds.iter().any(|kind| kind_has(kind, &first.text))
        {
            return self.follow(value.clone(), &path.segments);
        }
        match begun_by(path, |beginning| self.declared(beginning)) {
            Some((id, rest)) => self.follow(Value::Thing(id), rest),
            None => self.named(path),
        }
    }

    pub(crate) fn follow(&self, value: Value, words: &[Word]) -> Value {
        words.iter().fold(value, |value, word| self.inventory.attribute(self.names, &value, &word.text))
    }

    /// What a word stands for by itself: a declaration, or the word.
    fn named(&self, path: &Path) -> Value {
        self.declared(path).map_or_else(|| literal(&Argument::Path(path.clone())), Value::Thing)
    }

    /// What a name stands for.
    fn declared(&self, path: &Path) -> Option<DefinitionId> {
        let text = path.text();
        if let Some(known) = self.looked_up.borrow().get(&text) {
            return *known;
        }
        let found = declared(self.names, self.place, path);
        self.looked_up.borrow_mut().insert(text, found);
        found
    }
}

/// Where names in conditions stand.
const SPACES: [Space; 5] = [Space::Things, Space::Operations, Space::Tiers, Space::Purposes, Space::Statements];

/// What a path as a whole stands for.
pub(crate) fn declared(names: &Names, place: Place, path: &Path) -> Option<DefinitionId> {
    SPACES.into_iter().find_map(|space| names.resolve(place, path, space).ok())
}

/// What the longest beginning of a path stands for, and what is asked of it.
pub(crate) fn begun<'p>(names: &Names, place: Place, path: &'p Path) -> Option<(DefinitionId, &'p [Word])> {
    begun_by(path, |beginning| declared(names, place, beginning))
}

fn begun_by(path: &Path, declared: impl Fn(&Path) -> Option<DefinitionId>) -> Option<(DefinitionId, &[Word])> {
    (1..=path.segments.len()).rev().find_map(|length| {
        let (beginning, rest) = path.segments.split_at(length);
        let beginning = Path { segments: beginning.to_vec(), span: path.span };
        Some((declared(&beginning)?, rest))
    })
}

pub(crate) fn kinds(binding: &Binding) -> Vec<String> {
    binding.kinds.iter().map(Path::text).collect()
}

/// The nouns whose things are of a kind.
pub(crate) fn nouns_of(kind: &str) -> Vec<&str> {
    GROUPS.iter().find(|(known, _)| *known == kind).map_or_else(|| vec![kind], |(_, nouns)| nouns.to_vec())
}

pub(crate) fn is_kind(kind: &str) -> bool {
    vocabulary::noun(kind).is_some()
        || GROUPS.iter().any(|(known, _)| *known == kind)
        || PERMISSIONS.iter().any(|(known, _)| *known == kind)
}

pub(crate) fn kind_has(kind: &str, attribute: &str) -> bool {
    nouns_of(kind).iter().any(|noun| is_attribute(noun, attribute))
}

/// What a path begins with, if that is bound.
fn bound_to<'b>(bound: &'b Bound, path: &Path) -> Option<&'b Value> {
    let first = path.segments.first()?;
    bound.iter().rev().find(|(name, ..)| *name == first.text).map(|(_, _, value)| value)
}
