//! Selections: `any agent where instructable is yes`, `any class where level >= confidential`.

use std::collections::BTreeSet;

use crate::finding::{Finding, closest};
use crate::logic::Set;
use crate::model::errors::{MISPLACED_CONDITION, UNKNOWN_ATTRIBUTE, WRONG_VALUE};
use crate::model::lower::arguments::word;
use crate::model::lower::context::Lowering;
use crate::model::lower::kinds::{Type, attributes, is_selectable, selectable};
use crate::model::lower::refer::{LEVEL, Needed};
use crate::names::{Place, Sort, WRONG_KIND};
use crate::source::Span;
use crate::syntax::ast::{Argument, Comparison, Condition, Selection};

const DOMAIN: Needed<'static> = Needed { sorts: &[Sort::Domain], phrase: "a domain" };
const COMPARTMENT: Needed<'static> = Needed { sorts: &[Sort::Compartment], phrase: "a compartment" };

/// What narrows a selection, its names known and its values typed.
pub(crate) enum Test {
    All(Vec<Test>),
    Any(Vec<Test>),
    Not(Box<Test>),
    /// The attribute has one of these values.
    Among(&'static str, BTreeSet<String>),
    /// The level's height is one of these.
    Heights(Set),
}

/// What a candidate for a selection says of itself.
#[derive(Default)]
pub(crate) struct Candidate {
    /// Attributes with their values; an attribute without a value has none.
    pub(crate) values: Vec<(&'static str, String)>,
    pub(crate) height: Option<u32>,
}

impl Test {
    /// Whether a candidate passes.
    pub(crate) fn passes(&self, candidate: &Candidate) -> bool {
        match self {
            Self::All(parts) => parts.iter().all(|part| part.passes(candidate)),
            Self::Any(parts) => parts.iter().any(|part| part.passes(candidate)),
            Self::Not(inner) => !inner.passes(candidate),
            Self::Among(attribute, allowed) => {
                candidate.values.iter().any(|(name, value)| name == attribute && allowed.contains(value))
            }
            Self::Heights(heights) => candidate.height.is_some_and(|height| heights.contains(i64::from(height))),
        }
    }
}

/// A selection whose kinds and condition make sense.
pub(crate) struct Selected {
    /// The kinds; none for a bare `any`.
    pub(crate) kinds: Vec<&'static str>,
    pub(crate) test: Test,
}

impl Lowering<'_> {
    /// Reads a selection; `None` if it is wrong, which is reported.
    pub(crate) fn selection(&mut self, place: Place, selection: &Selection) -> Option<Selected> {
        let mut kinds = Vec::new();
        for path in &selection.kinds {
            let Some(kind) = selectable(&path.text()) else {
                let finding = unknown_kind(&path.text(), path.span);
                self.report(finding);
                return None;
            };
            kinds.push(kind);
        }
        let test = match &selection.condition {
            Some(condition) => self.test(place, &kinds, condition)?,
            None => Test::All(Vec::new()),
        };
        Some(Selected { kinds, test })
    }

    fn test(&mut self, place: Place, kinds: &[&'static str], condition: &Condition) -> Option<Test> {
        match condition {
            Condition::And(parts) => Some(Test::All(self.tests(place, kinds, parts)?)),
            Condition::Or(parts) => Some(Test::Any(self.tests(place, kinds, parts)?)),
            Condition::Not(inner, _) => Some(Test::Not(Box::new(self.test(place, kinds, inner)?))),
            Condition::Holds(argument) => {
                let (attribute, kind) = self.selected_attribute(kinds, argument)?;
                if kind == Type::Flag {
                    return Some(Test::Among(attribute, BTreeSet::from(["yes".to_owned()])));
                }
                let message = format!("`{attribute}` is not yes or no");
                let finding = Finding::new(&WRONG_VALUE, argument.span(), message).here("has other values");
                self.report(finding.help(format!("compare it: `{attribute} is ...`")));
                None
            }
            Condition::Compare(left, comparison, right) => {
                let (attribute, kind) = self.selected_attribute(kinds, left)?;
                self.selected_values(place, attribute, kind, *comparison, right)
            }
            Condition::Mentions(..) | Condition::Quantified(..) | Condition::Fact(..) => {
                let message = "a selection is narrowed by attributes only";
                let finding = Finding::new(&MISPLACED_CONDITION, condition.span(), message);
                self.report(finding.here("is no attribute").help("a `rule` can ask this: `for every ... require ...`"));
                None
            }
        }
    }

    fn tests(&mut self, place: Place, kinds: &[&'static str], parts: &[Condition]) -> Option<Vec<Test>> {
        parts.iter().map(|part| self.test(place, kinds, part)).collect()
    }

    /// An attribute that everything of these kinds has.
    fn selected_attribute(&mut self, kinds: &[&'static str], argument: &Argument) -> Option<(&'static str, Type)> {
        let text = match argument {
            Argument::Path(path) => path.text(),
            _ => String::new(),
        };
        let kinds: &[&'static str] = if kinds.is_empty() { &["principal"] } else { kinds };
        let mut found = None;
        for kind in kinds {
            let known = attributes(kind);
            let Some(attribute) = known.iter().find(|(name, _)| *name == text) else {
                let message = format!("{kind} has no attribute `{text}`");
                let mut finding = Finding::new(&UNKNOWN_ATTRIBUTE, argument.span(), message).here("not known of it");
                finding = match closest(&text, known.iter().map(|(name, _)| *name)) {
                    Some(near) => finding.help(format!("did you mean `{near}`?")),
                    None => finding.help(format!("{kind} can be selected by {}", listed(known))),
                };
                self.report(finding);
                return None;
            };
            found = Some(*attribute);
        }
        found
    }

    fn selected_values(
        &mut self,
        place: Place,
        attribute: &'static str,
        kind: Type,
        comparison: Comparison,
        right: &Argument,
    ) -> Option<Test> {
        if kind == Type::Level {
            return self.heights(place, comparison, right);
        }
        let negated = match comparison {
            Comparison::Is | Comparison::In => false,
            Comparison::IsNot | Comparison::NotIn => true,
            _ => {
                let message = format!("the values of `{attribute}` have no order");
                let finding = Finding::new(&WRONG_VALUE, right.span(), message).here("compared by size");
                self.report(finding.help(format!("write `{attribute} is ...` or `{attribute} in [...]`")));
                return None;
            }
        };
        let mut allowed = BTreeSet::new();
        for path in right.paths() {
            let value = match kind {
                Type::Domain => self.refer(place, path, DOMAIN).map(|id| self.name(id).to_owned()),
                Type::Compartment => self.refer(place, path, COMPARTMENT).map(|id| self.name(id).to_owned()),
                Type::Flag => self.one_of(attribute, &["yes", "no"], &path.text(), path.span),
                Type::Words(words) => self.one_of(attribute, words, &path.text(), path.span),
                Type::Level => None,
            };
            allowed.insert(value?);
        }
        let test = Test::Among(attribute, allowed);
        Some(if negated { Test::Not(Box::new(test)) } else { test })
    }

    fn one_of(&mut self, attribute: &str, words: &[&str], text: &str, span: Span) -> Option<String> {
        if words.contains(&text) {
            return Some(text.to_owned());
        }
        let message = format!("`{attribute}` is never `{text}`");
        let finding = Finding::new(&WRONG_VALUE, span, message).here("not one of its values");
        let finding = match closest(text, words.iter().copied()) {
            Some(near) => finding.help(format!("did you mean `{near}`?")).replace(
                format!("write `{near}`"),
                span,
                near.to_owned(),
            ),
            None => finding.help(format!("write one of `{}`", words.join("`, `"))),
        };
        self.report(finding);
        None
    }

    /// `level >= confidential`, `level in [internal, confidential]`
    fn heights(&mut self, place: Place, comparison: Comparison, right: &Argument) -> Option<Test> {
        let mut named = Vec::new();
        for path in right.paths() {
            let level = self.refer(place, path, LEVEL)?;
            named.push(i64::from(self.definition(level).position));
        }
        let all = Set::interval(0, i64::from(u32::MAX));
        let exactly = Set::from_intervals(named.iter().map(|height| (*height, *height)));
        let height = named.first().copied().unwrap_or_default();
        Some(Test::Heights(match comparison {
            Comparison::Is | Comparison::In => exactly,
            Comparison::IsNot | Comparison::NotIn => exactly.complement(&all),
            Comparison::Less => Set::interval(0, height - 1),
            Comparison::AtMost => Set::interval(0, height),
            Comparison::Greater => Set::interval(height + 1, i64::from(u32::MAX)),
            Comparison::AtLeast => Set::interval(height, i64::from(u32::MAX)),
        }))
    }

    /// Reports a selection of kinds that can not stand here.
    pub(crate) fn wrong_selection(&mut self, selection: &Selection, needed: &str) {
        let written: Vec<String> = selection.kinds.iter().map(crate::syntax::ast::Path::text).collect();
        let message = format!("`any {}` selects nothing of what is needed here: {needed}", written.join(", "));
        let finding = Finding::new(&WRONG_KIND, selection.span, message).here(format!("needs to select {needed}"));
        self.report(finding);
    }
}

/// Whether an argument is the word `any` alone.
pub(crate) fn is_bare_any(argument: &Argument) -> bool {
    word(argument) == Some("any")
}

fn unknown_kind(text: &str, span: Span) -> Finding {
    let finding = Finding::new(&WRONG_KIND, span, format!("`{text}` is no kind of thing that can be selected"))
        .here("not a kind");
    match closest(text, is_selectable()) {
        Some(near) => {
            finding.help(format!("did you mean `{near}`?")).replace(format!("write `{near}`"), span, near.to_owned())
        }
        None => finding.help("select by agent, human, origin, principal, class, credential, store or sink"),
    }
}

fn listed(known: &[(&'static str, Type)]) -> String {
    if known.is_empty() {
        return "nothing".to_owned();
    }
    let names: Vec<String> = known.iter().map(|(name, _)| format!("`{name}`")).collect();
    names.join(", ")
}
