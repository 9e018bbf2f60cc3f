//! From pest's pairs to the tree: sentences, and the lines of rules and tests.

use crate::syntax::ast::{Bound, Fact, Logic, LogicLine, Opening, Party, PartyKind, Sentence};
use crate::syntax::grammar::Rule;
use crate::syntax::lower::{Lower, Node, children, first};

impl Lower {
    /// A sentence.
    pub(crate) fn sentence(&mut self, pair: Node<'_>) -> Option<Sentence> {
        let span = self.span(&pair);
        let (mut opening, mut bounds) = (None, Vec::new());
        for child in children(pair) {
            match child.as_rule() {
                Rule::never => opening = Some(Opening::Never(self.fact(first(child, Rule::fact)?)?)),
                Rule::possible => opening = Some(Opening::Possible(self.fact(first(child, Rule::fact)?)?)),
                Rule::always => opening = Some(self.always(child)?),
                _ => bounds.extend(self.bound(child)),
            }
        }
        Some(Sentence { docs: Vec::new(), opening: opening?, bounds, span })
    }

    /// What bounds a sentence.
    fn bound(&mut self, pair: Node<'_>) -> Option<Bound> {
        let place = self.span(&pair);
        Some(match pair.as_rule() {
            Rule::guard => Bound::When(self.guard(pair)?),
            Rule::exemption => Bound::Unless(self.guard(pair)?),
            Rule::through => Bound::UnlessThrough(self.names(pair).into_iter().next()?),
            Rule::needing => {
                let condition = first(pair, Rule::condition).and_then(|condition| self.condition(condition));
                Bound::Needing(condition, place)
            }
            Rule::via => Bound::Via(self.names(pair), place),
            _ => return None,
        })
    }

    fn always(&mut self, pair: Node<'_>) -> Option<Opening> {
        let (mut permissions, mut need) = (Vec::new(), None);
        for part in children(pair) {
            match part.as_rule() {
                Rule::permissions => permissions = self.permissions(part),
                Rule::condition => need = self.condition(part),
                _ => {}
            }
        }
        Some(Opening::Always(permissions, need?))
    }

    pub(crate) fn fact(&mut self, pair: Node<'_>) -> Option<Fact> {
        let mut parts = children(pair).into_iter();
        let subject = parts.next()?;
        let subject = self.party(subject)?;
        let what = parts.next()?;
        let rule = what.as_rule();
        if rule == Rule::may_do {
            let is_denied = first(what.clone(), Rule::not_word).is_some();
            let action = children(what).into_iter().find_map(|one| self.action(one))?;
            return Some(Fact::May(subject, is_denied, action));
        }
        let object = what.into_inner().find(|one| matches!(one.as_rule(), Rule::party | Rule::permissions))?;
        Some(match rule {
            Rule::causes => Fact::Causes(subject, self.permissions(object)),
            Rule::reaches => Fact::Reaches(subject, self.party(object)?),
            Rule::extracts => Fact::Extracts(subject, self.party(object)?),
            Rule::obtains => Fact::Obtains(subject, self.party(object)?),
            Rule::starts => Fact::Starts(subject, self.party(object)?),
            _ => Fact::Influences(subject, self.party(object)?),
        })
    }

    /// A line of a rule or of a test.
    pub(crate) fn logic(&mut self, pair: Node<'_>) -> Option<LogicLine> {
        let span = self.span(&pair);
        let line = children(pair).into_iter().next()?;
        let mut parts = children(line.clone()).into_iter();
        let head = self.word(&parts.next()?);
        let what = match line.as_rule() {
            Rule::quantification => {
                let (binding, condition) = self.bound_things(line)?;
                Logic::ForEvery(binding, condition)
            }
            _ => self.expected(parts.next()?)?,
        };
        Some(LogicLine { docs: Vec::new(), head, what, span })
    }

    /// What stands behind `require`, `given` or `expect`.
    fn expected(&mut self, pair: Node<'_>) -> Option<Logic> {
        Some(match pair.as_rule() {
            Rule::condition => Logic::Condition(self.condition(pair)?),
            Rule::sentence => Logic::Sentence(self.sentence(pair)?),
            Rule::expected_finding => {
                let is_none = first(pair.clone(), Rule::no_word).is_some();
                let mut names = self.names(pair).into_iter();
                Logic::Finding(is_none, names.next()?, names.collect())
            }
            Rule::expected_fact => {
                let mut parts = children(pair).into_iter();
                let fact = parts.next().and_then(|fact| self.fact(fact))?;
                Logic::Fact(fact, parts.filter_map(|bound| self.bound(bound)).collect())
            }
            _ => return None,
        })
    }

    fn party(&mut self, pair: Node<'_>) -> Option<Party> {
        let span = self.span(&pair);
        let (mut who, mut of_another) = (None, None);
        for child in children(pair) {
            match child.as_rule() {
                Rule::any_secret => who = Some(PartyKind::AnySecret),
                Rule::secret_of => who = self.names(child).into_iter().next().map(PartyKind::SecretOf),
                Rule::any_selection => who = Some(PartyKind::Any(self.selection(first(child, Rule::selection)?)?)),
                Rule::names => who = Some(PartyKind::Names(self.names(child))),
                Rule::of_another => of_another = first(child, Rule::name).map(|name| self.word(&name)),
                _ => {}
            }
        }
        Some(Party { who: who?, of_another, span })
    }
}
