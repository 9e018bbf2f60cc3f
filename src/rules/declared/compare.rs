//! Comparisons of values.

use std::cmp::Ordering;

use crate::inventory::{Inventory, Value};
use crate::names::{DefinitionId, Names, Sort};
use crate::rules::declared::truth::Truth;
use crate::syntax::ast::{Comparison, Sign};

/// Compares by the names and levels of a project.
pub(crate) struct Comparing<'a> {
    pub(crate) names: &'a Names,
    pub(crate) inventory: &'a Inventory,
}

impl Comparing<'_> {
    pub(crate) fn compare(&self, left: &Value, comparison: Comparison, right: &Value) -> Truth {
        match comparison {
            Comparison::Is => self.is(left, right),
            Comparison::IsNot => self.is(left, right).not(),
            Comparison::In => self.is_in(left, right),
            Comparison::NotIn => self.is_in(left, right).not(),
            Comparison::Less => self.ordered(left, right, |order| order == Ordering::Less),
            Comparison::AtMost => self.ordered(left, right, |order| order != Ordering::Greater),
            Comparison::Greater => self.ordered(left, right, |order| order == Ordering::Greater),
            Comparison::AtLeast => self.ordered(left, right, |order| order != Ordering::Less),
        }
    }

    fn is(&self, left: &Value, right: &Value) -> Truth {
        match right {
            Value::Word(word) if word == "known" => return Truth::of(left.is_known()),
            // Behind a comparison, `nobody` has become nothing.
            Value::Nothing => return is_nothing(left),
            _ => {}
        }
        match (left.single(), right.single()) {
            (Value::Unknown, _) | (_, Value::Unknown) => Truth::Unknown,
            (Value::Nothing, Value::Word(word)) => Truth::of(word == "none" || word == "no"),
            (Value::Many(one), other) | (other, Value::Many(one)) => {
                let others = other.each();
                let each = one.iter().map(|value| Truth::any(others.iter().map(|other| self.is(value, other))));
                Truth::all(each.chain([Truth::of(one.len() == others.len())]))
            }
            (Value::Thing(id), Value::Word(word)) | (Value::Word(word), Value::Thing(id)) => {
                let definition = self.names.definition(*id);
                Truth::of(definition.name == *word || definition.qualified == *word)
            }
            (Value::Text(one), Value::Word(other)) | (Value::Word(other), Value::Text(one)) => Truth::of(one == other),
            (one, other) => Truth::of(one == other),
        }
    }

    /// One of several; of several, each of them.
    fn is_in(&self, left: &Value, right: &Value) -> Truth {
        let among = |one: &Value| Truth::any(right.each().into_iter().map(|other| self.is(one, other)));
        match left.single() {
            Value::Unknown => Truth::Unknown,
            Value::Many(several) => Truth::all(several.iter().map(among)),
            one => among(one),
        }
    }

    /// Whether a list holds one of these words.
    pub(crate) fn mentions(&self, list: &Value, words: &[Value]) -> Truth {
        let each = list.each();
        Truth::any(each.iter().flat_map(|one| words.iter().map(move |word| self.is(one, word))))
    }

    fn ordered(&self, left: &Value, right: &Value, holds: fn(Ordering) -> bool) -> Truth {
        match (left.single(), right.single()) {
            (Value::Unknown, _) | (_, Value::Unknown) => Truth::Unknown,
            (Value::Many(several), other) => Truth::all(several.iter().map(|one| self.ordered(one, other, holds))),
            // What is not there is neither before nor behind anything.
            (Value::Nothing, _) | (_, Value::Nothing) => Truth::No,
            (one, other) => self.order(one, other).map_or(Truth::Unknown, |order| Truth::of(holds(order))),
        }
    }

    /// The order of two values; none if they have none.
    fn order(&self, left: &Value, right: &Value) -> Option<Ordering> {
        let is_none = |value: &Value| matches!(value, Value::Word(word) if word == "none");
        Some(match (left, right) {
            (none, Value::Duration(length) | Value::Number(length)) if is_none(none) => 0.cmp(length),
            (Value::Duration(length) | Value::Number(length), none) if is_none(none) => length.cmp(&0),
            (none, Value::Unlimited) if is_none(none) => Ordering::Less,
            (Value::Unlimited, none) if is_none(none) => Ordering::Greater,
            (Value::Number(one), Value::Number(other))
            | (Value::Duration(one), Value::Duration(other))
            | (Value::Date(one), Value::Date(other)) => one.cmp(other),
            (Value::Unlimited, Value::Unlimited) => Ordering::Equal,
            (Value::Unlimited, Value::Number(_) | Value::Duration(_)) => Ordering::Greater,
            (Value::Number(_) | Value::Duration(_), Value::Unlimited) => Ordering::Less,
            (Value::Thing(one), Value::Thing(other)) => self.height(*one)?.cmp(&self.height(*other)?),
            (Value::Thing(one), Value::Word(word)) => self.height(*one)?.cmp(&self.height(self.beside(*one, word)?)?),
            (Value::Word(_), Value::Thing(_)) => self.order(right, left)?.reverse(),
            _ => return None,
        })
    }

    /// The level or tier of a name beside another one.
    fn beside(&self, one: DefinitionId, name: &str) -> Option<DefinitionId> {
        let definition = self.names.definition(one);
        let same = |id: &DefinitionId| {
            let other = self.names.definition(*id);
            other.sort == definition.sort && other.parent == definition.parent && other.name == name
        };
        let all = (0..u32::try_from(self.names.definitions.len()).unwrap_or(u32::MAX)).map(DefinitionId);
        all.into_iter().find(same)
    }

    /// How high a level or tier stands on its scale.
    pub(crate) fn height(&self, id: DefinitionId) -> Option<usize> {
        let definition = self.names.definition(id);
        match definition.sort {
            Sort::Level => Some(definition.position as usize),
            Sort::Tier => {
                let table = Value::Thing(definition.parent?);
                let scale = self.inventory.attribute(self.names, &table, "scale");
                scale.each().iter().position(|tier| self.is(tier, &Value::Thing(id)) == Truth::Yes)
            }
            _ => None,
        }
    }

    /// A day and lengths of time, added to it or taken from it.
    pub(crate) fn sum(first: &Value, rest: &[(Sign, Value)]) -> Value {
        let mut sum = first.single().clone();
        for (sign, term) in rest {
            let factor = if *sign == Sign::Plus { 1 } else { -1 };
            sum = match (sum, term.single()) {
                (Value::Date(day), Value::Duration(seconds)) => Value::Date(day + factor * seconds / DAY),
                (Value::Date(one), Value::Date(other)) if factor < 0 => Value::Duration((one - other) * DAY),
                (Value::Duration(one), Value::Duration(other)) => Value::Duration(one + factor * other),
                (Value::Number(one), Value::Number(other)) => Value::Number(one + factor * other),
                (Value::Date(_) | Value::Duration(_), Value::Unlimited) if factor > 0 => Value::Unlimited,
                _ => return Value::Unknown,
            };
        }
        sum
    }
}

/// The seconds of a day.
const DAY: i64 = 86_400;

/// Whether there is none; unknown if nobody knows.
fn is_nothing(value: &Value) -> Truth {
    match value.single() {
        Value::Unknown => Truth::Unknown,
        Value::Nothing => Truth::Yes,
        Value::Many(values) => Truth::all(values.iter().map(is_nothing)),
        _ => Truth::No,
    }
}
