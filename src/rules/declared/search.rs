//! Everything that a rule is about, looked for binding by binding.

use crate::finding::Finding;
use crate::inventory::Value;
use crate::rules::declared::ask::{Asking, Bound, kinds};
use crate::rules::declared::read::Rule;
use crate::rules::declared::truth::Truth;
use crate::source::{Db, Span};
use crate::syntax::ast::{Binding, Condition};
use crate::syntax::words_of;

/// A rule that is being asked.
struct Search<'s> {
    rule: &'s Rule<'s>,
    /// What each binding selects, where that does not depend on those before it and was looked for already: of pairs, each
    /// side is looked for once.
    selected: Vec<Option<Vec<Value>>>,
    asked: Asked,
}

/// What came of asking one rule.
#[derive(Default)]
pub(crate) struct Asked {
    /// What does not fulfil it.
    pub(crate) findings: Vec<Finding>,
    /// What it was asked of, each once: where the first thing stands that it binds.
    pub(crate) looked_at: Vec<Span>,
}

impl Asking<'_> {
    /// What does not fulfil a rule.
    pub(crate) fn findings(&self, rule: &Rule<'_>) -> Vec<Finding> {
        self.asked_of(rule).findings
    }

    /// What does not fulfil a rule, and of how much it was asked.
    pub(crate) fn asked_of(&self, rule: &Rule<'_>) -> Asked {
        let mut search = Search { rule, selected: vec![None; rule.bound.len()], asked: Asked::default() };
        self.every(&mut search, 0, &mut Bound::new());
        search.asked
    }

    fn every(&self, search: &mut Search<'_>, at: usize, bound: &mut Bound) {
        let rule = search.rule;
        let Some((binding, condition)) = rule.bound.get(at) else {
            let met = Truth::all(rule.required.iter().map(|required| self.holds(bound, required)));
            let about = bound.first().and_then(|(_, _, value)| self.span(value));
            search.asked.looked_at.extend(about.filter(|span| search.asked.looked_at.last() != Some(span)));
            if met != Truth::Yes {
                search.asked.findings.extend(self.finding(rule, bound, met));
            }
            return;
        };
        let known = search.selected[at].take();
        let selected = known.unwrap_or_else(|| self.meant_by(bound, binding, *condition));
        for value in &selected {
            bound.push((binding.name.text.clone(), kinds(binding), value.clone()));
            self.every(search, at + 1, bound);
            bound.pop();
        }
        if !depends(self.db(), binding, *condition, bound) {
            search.selected[at] = Some(selected);
        }
    }

    /// What a binding selects. What nobody knows is taken for the worst.
    fn meant_by(&self, bound: &mut Bound, binding: &Binding, condition: Option<&Condition>) -> Vec<Value> {
        let mut selected = self.things(bound, binding);
        selected.retain(|value| {
            bound.push((binding.name.text.clone(), kinds(binding), value.clone()));
            let is_selected = condition.is_none_or(|condition| self.holds(bound, condition) != Truth::No);
            bound.pop();
            is_selected
        });
        selected
    }
}

/// Whether a binding speaks of anything that is bound before it.
fn depends(db: &dyn Db, binding: &Binding, condition: Option<&Condition>, bound: &Bound) -> bool {
    let within = binding.within.as_ref().map(|path| path.span);
    let spans = within.into_iter().chain(condition.map(Condition::span));
    let says = |span: Span| {
        let words = words_of(span.file.text(db), span.start, span.end);
        words.into_iter().any(|word| bound.iter().any(|(name, ..)| *name == word))
    };
    spans.into_iter().any(says)
}
