//! Values of attributes as people write them, checked against the attribute's type.

use crate::finding::{Finding, closest};
use crate::logic::{Domain, Set, VariableId};
use crate::model::errors::WRONG_VALUE;
use crate::model::lower::arguments::word;
use crate::model::lower::context::Lowering;
use crate::syntax::ast::{Argument, Comparison};

/// From Monday.
const WEEKDAYS: [&str; 7] = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

/// The number of a word in a domain of words.
pub(crate) fn word_value(domain: &Domain, word: &str) -> Option<i64> {
    let at = match domain {
        Domain::Boolean => ["no", "yes"].iter().position(|one| *one == word),
        Domain::Weekday => WEEKDAYS.iter().position(|one| *one == word),
        Domain::Enumeration(words) => words.iter().position(|one| one == word),
        Domain::Integer(..) | Domain::Time | Domain::Date | Domain::Individual => None,
    };
    at.and_then(|at| i64::try_from(at).ok())
}

/// The words of a domain of words.
fn words(domain: &Domain) -> Vec<&str> {
    match domain {
        Domain::Boolean => vec!["yes", "no"],
        Domain::Weekday => WEEKDAYS.to_vec(),
        Domain::Enumeration(words) => words.iter().map(String::as_str).collect(),
        Domain::Integer(..) | Domain::Time | Domain::Date | Domain::Individual => Vec::new(),
    }
}

/// What the values of a domain look like.
fn looks_like(domain: &Domain) -> String {
    match domain {
        Domain::Boolean => "`yes` or `no`".to_owned(),
        Domain::Weekday => "a day of the week, `monday` to `sunday`".to_owned(),
        Domain::Enumeration(words) => format!("one of `{}`", words.join("`, `")),
        Domain::Integer(low, high) => format!("a whole number from {low} to {high}"),
        Domain::Time => "a time such as `22:00`".to_owned(),
        Domain::Date => "a date such as `2026-11-22`".to_owned(),
        Domain::Individual => "somebody".to_owned(),
    }
}

impl Lowering<'_> {
    /// The values with which a comparison holds; `None` if it makes no sense, which is reported.
    pub(crate) fn values(&mut self, variable: VariableId, comparison: Comparison, right: &Argument) -> Option<Set> {
        let domain = self.base.vocabulary.variable(variable).domain.clone();
        let (low, high) = domain.bounds();
        match comparison {
            Comparison::In => self.several(variable, &domain, right),
            Comparison::NotIn => Some(self.several(variable, &domain, right)?.complement(&domain.all())),
            Comparison::Is => Some(Set::single(self.single(variable, &domain, right)?)),
            Comparison::IsNot => Some(Set::single(self.single(variable, &domain, right)?).complement(&domain.all())),
            Comparison::Less | Comparison::AtMost | Comparison::Greater | Comparison::AtLeast => {
                if !words(&domain).is_empty() {
                    let name = self.base.vocabulary.variable(variable).name.clone();
                    let message = format!("the values of `{name}` have no order");
                    let finding = Finding::new(&WRONG_VALUE, right.span(), message).here("compared by size");
                    self.report(finding.help(format!("write `{name} is ...` or `{name} in [...]`")));
                    return None;
                }
                let value = self.single(variable, &domain, right)?;
                Some(match comparison {
                    Comparison::Less => Set::interval(low, value.saturating_sub(1)),
                    Comparison::AtMost => Set::interval(low, value),
                    Comparison::Greater => Set::interval(value.saturating_add(1), high),
                    _ => Set::interval(value, high),
                })
            }
        }
    }

    /// One value.
    pub(crate) fn single(&mut self, variable: VariableId, domain: &Domain, argument: &Argument) -> Option<i64> {
        let value = match (domain, argument) {
            (Domain::Integer(..), Argument::Number(number))
            | (Domain::Time, Argument::Time(number))
            | (Domain::Date, Argument::Date(number)) => Some(number.value),
            _ => word(argument).and_then(|word| word_value(domain, word)),
        };
        let (low, high) = domain.bounds();
        if let Some(value) = value.filter(|value| (low..=high).contains(value)) {
            return Some(value);
        }
        let finding = self.wrong_value(variable, domain, argument);
        self.report(finding);
        None
    }

    pub(crate) fn wrong_value(&self, variable: VariableId, domain: &Domain, argument: &Argument) -> Finding {
        let name = &self.base.vocabulary.variable(variable).name;
        let message = format!("`{name}` can not have this value; it is {}", looks_like(domain));
        let finding = Finding::new(&WRONG_VALUE, argument.span(), message).here("not one of its values");
        let near = word(argument).and_then(|word| closest(word, words(domain)));
        match near {
            Some(near) => finding.help(format!("did you mean `{near}`?")).replace(
                format!("write `{near}`"),
                argument.span(),
                near.to_owned(),
            ),
            None => finding.help(format!("write {}", looks_like(domain))),
        }
    }

    /// `[a, b]`, `0..5000`, `22:00..06:00`: both ends are included, and a range of times may pass midnight.
    fn several(&mut self, variable: VariableId, domain: &Domain, argument: &Argument) -> Option<Set> {
        match argument {
            Argument::List(items, _) => {
                let mut all = Set::empty();
                for item in items {
                    all = all.union(&self.several(variable, domain, item)?);
                }
                Some(all)
            }
            Argument::Range(from, to, span) => {
                let (from, to) = (self.single(variable, domain, from)?, self.single(variable, domain, to)?);
                let (low, high) = domain.bounds();
                if from <= to {
                    return Some(Set::interval(from, to));
                }
                if *domain == Domain::Time {
                    return Some(Set::from_intervals([(from, high), (low, to)]));
                }
                let finding =
                    Finding::new(&WRONG_VALUE, *span, "nothing lies in this range").here("ends before it begins");
                self.report(finding.help("write the smaller end first"));
                None
            }
            _ => Some(Set::single(self.single(variable, domain, argument)?)),
        }
    }
}
