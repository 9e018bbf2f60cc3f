//! What a rule tells: its text, with what is asked of the things in it.

use crate::inventory::Value;
use crate::names::Sort;
use crate::rules::declared::ask::{Asking, Bound};
use crate::rules::declared::read::Rule;
use crate::source::Span;

impl Asking<'_> {
    /// What is told about one thing that does not fulfil the rule.
    pub(crate) fn message(&self, rule: &Rule<'_>, bound: &Bound) -> String {
        if let Some(template) = &rule.message {
            return self.filled(bound, template);
        }
        let first = bound.first().map(|(_, _, value)| self.shown(value)).unwrap_or_default();
        format!("`{first}` does not fulfil `{}`", rule.about.name)
    }

    /// A text with its `{}` filled.
    pub(crate) fn filled(&self, bound: &Bound, template: &str) -> String {
        let mut filled = String::with_capacity(template.len());
        let mut rest = template;
        while let Some((before, behind)) = rest.split_once('{') {
            let Some((inside, after)) = behind.split_once('}') else { break };
            filled.push_str(before);
            filled.push_str(&self.asked(bound, inside));
            rest = after;
        }
        filled + rest
    }

    fn asked(&self, bound: &Bound, path: &str) -> String {
        let mut words = path.trim().split('.');
        let first = words.next().unwrap_or_default();
        let Some((_, _, value)) = bound.iter().rev().find(|(name, ..)| name == first) else {
            return format!("{{{path}}}");
        };
        let asked = |value, word: &str| self.inventory.attribute(self.names, &value, word);
        self.shown(&words.fold(value.clone(), asked))
    }

    fn shown(&self, value: &Value) -> String {
        match value {
            Value::Thing(id) => match self.names.definition(*id) {
                tier if tier.sort == Sort::Tier => tier.name.clone(),
                other => other.qualified.clone(),
            },
            Value::Record(record) => match value.single() {
                Value::Record(_) => self.written(record.span),
                single => self.shown(single),
            },
            Value::Many(values) => values.iter().map(|one| self.shown(one)).collect::<Vec<_>>().join(", "),
            Value::Unknown => "unknown".to_owned(),
            Value::Nothing => "nothing".to_owned(),
            Value::Unlimited => "unlimited".to_owned(),
            Value::Word(text) | Value::Text(text) => text.clone(),
            Value::Number(number) => number.to_string(),
            Value::Duration(seconds) => duration(*seconds),
            Value::Date(day) => crate::proof::date(*day),
        }
    }

    /// What stands in the text, on one line.
    pub(crate) fn written(&self, span: Span) -> String {
        let text = span.file.text(self.db());
        let whole = text.get(span.start as usize..span.end as usize).unwrap_or_default();
        let before_block = whole.split_once('{').map_or(whole, |(before, _)| before);
        before_block.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

/// A length of time as it is written.
pub(crate) fn duration(seconds: i64) -> String {
    let units = [(31_536_000, "y"), (86_400, "d"), (3_600, "h"), (60, "m"), (1, "s")];
    let fitting = units.iter().find(|(length, _)| seconds % length == 0 && seconds >= *length);
    fitting.map_or_else(|| format!("{seconds}s"), |(length, unit)| format!("{}{unit}", seconds / length))
}
