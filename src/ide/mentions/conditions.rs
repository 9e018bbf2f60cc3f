//! Names in conditions, which mean other things in each kind of them.

use crate::ide::mentions::walk::{Asks, Walk};
use crate::names::Space;
use crate::rules::declared::kind_has;
use crate::syntax::ast::{Argument, Binding, Condition, Path, Selection, Word};

/// What can stand beside an attribute of something that is declared.
const COMPARED: [Space; 5] = [Space::Things, Space::Operations, Space::Tiers, Space::Purposes, Space::Statements];

/// The attributes of a request whose values are names, and in which space those are.
const NAMED: [(&str, Space); 5] = [
    ("destination", Space::Things),
    ("purpose", Space::Purposes),
    ("sensitivity", Space::Things),
    ("task", Space::Things),
    ("tier", Space::Tiers),
];

/// What is bound while a condition is read: names, and the kinds of what they stand for.
type Bound<'c> = Vec<(&'c str, Vec<String>)>;

impl Walk<'_> {
    /// A condition as they are in this declaration.
    pub(crate) fn condition(&mut self, condition: &Condition) {
        match self.asks {
            Asks::Request => self.request(condition),
            Asks::Policy => self.asking(condition, &mut Bound::new()),
        }
    }

    /// `for every workflow w where ...`: the name stands for something until the end of the rule, and for nothing declared.
    pub(crate) fn every(&mut self, binding: &Binding, condition: Option<&Condition>) {
        let mut bound = bound(binding);
        if let Some(condition) = condition {
            self.asking(condition, &mut bound);
        }
    }

    /// `any agent where ...`: the condition is about the kinds.
    pub(crate) fn selection(&mut self, selection: &Selection) {
        if let Some(condition) = &selection.condition {
            let kinds = selection.kinds.iter().map(Path::text).collect();
            self.asking(condition, &mut vec![("", kinds)]);
        }
    }

    /// A condition about one request.
    pub(crate) fn request(&mut self, condition: &Condition) {
        match condition {
            Condition::And(parts) | Condition::Or(parts) => parts.iter().for_each(|part| self.request(part)),
            Condition::Not(inner, _) => self.request(inner),
            Condition::Compare(left, _, right) => {
                self.attribute(left);
                if let Argument::Path(path) = left.as_ref()
                    && let Some((_, space)) = NAMED.iter().find(|(word, _)| *word == path.text())
                {
                    self.argument(right, &[*space]);
                } else {
                    self.of_somebody(right);
                }
            }
            Condition::Holds(argument) => self.attribute(argument),
            // In a test, what is given and what is expected.
            Condition::Mentions(..) | Condition::Quantified(..) => self.asking(condition, &mut Bound::new()),
            Condition::Fact(fact, _) => self.fact(fact),
        }
    }

    fn attribute(&mut self, argument: &Argument) {
        match argument {
            Argument::Path(path) if !self.stands_for(path, &[Space::Attributes]) && !self.parameter(path) => {
                self.of_somebody(argument);
            }
            Argument::Call(_, inside, _) => inside.iter().for_each(|one| self.argument(one, &[Space::Things])),
            _ => {}
        }
    }

    /// `record.tenant`, `subject.tenant`
    fn of_somebody(&mut self, argument: &Argument) {
        if let Argument::Path(path) = argument
            && let [of, dimension] = path.segments.as_slice()
            && matches!(of.text.as_str(), "record" | "subject")
        {
            self.path(&single(dimension), &[Space::Attributes]);
        }
    }

    /// A condition about what is declared.
    fn asking<'c>(&mut self, condition: &'c Condition, known: &mut Bound<'c>) {
        match condition {
            Condition::And(parts) | Condition::Or(parts) => {
                for part in parts {
                    self.asking(part, known);
                }
            }
            Condition::Not(inner, _) => self.asking(inner, known),
            Condition::Holds(argument) => self.asked(argument, known),
            Condition::Compare(left, _, right) => {
                self.asked(left, known);
                self.compared(right, known);
            }
            Condition::Mentions(left, paths, _) => {
                self.asked(left, known);
                for path in paths {
                    self.beginning(path);
                }
            }
            Condition::Quantified(_, binding, inner, _) => {
                let more = bound(binding);
                let length = known.len();
                known.extend(more);
                self.asking(inner, known);
                known.truncate(length);
            }
            Condition::Fact(fact, _) => self.fact(fact),
        }
    }

    /// What stands before a comparison: something bound, an attribute of what was bound last, something declared, or an
    /// attribute of the request.
    fn asked<'c>(&mut self, argument: &'c Argument, known: &mut Bound<'c>) {
        match argument {
            Argument::Path(path) if is_bound(path, known) || self.stands_for(path, &[Space::Attributes]) => {}
            Argument::Path(path) => {
                self.beginning(path);
                self.of_somebody(argument);
            }
            Argument::Call(_, inside, _) => {
                for one in inside {
                    self.asked(one, known);
                }
            }
            Argument::Counted(binding, condition, _) => {
                let length = known.len();
                known.extend(bound(binding));
                self.asking(condition, known);
                known.truncate(length);
            }
            Argument::Sum(first, rest, _) => {
                self.asked(first, known);
                for (_, term) in rest {
                    self.asked(term, known);
                }
            }
            Argument::List(items, _) => items.iter().for_each(|item| self.compared(item, known)),
            _ => {}
        }
    }

    /// What stands behind a comparison: a bare word there is a word or a name.
    fn compared<'c>(&mut self, argument: &'c Argument, known: &mut Bound<'c>) {
        match argument {
            Argument::Path(path) => {
                let is_bound =
                    path.segments.first().is_some_and(|first| known.iter().any(|(name, _)| *name == first.text));
                if !is_bound {
                    self.beginning(path);
                }
            }
            Argument::List(items, _) => items.iter().for_each(|item| self.compared(item, known)),
            other => self.asked(other, known),
        }
    }

    /// The longest beginning of a path that stands for something.
    fn beginning(&mut self, path: &Path) {
        for length in (1..=path.segments.len()).rev() {
            let (beginning, _) = path.segments.split_at(length);
            let span = beginning.first().zip(beginning.last()).map_or(path.span, |(one, last)| one.span.to(last.span));
            if self.stands_for(&Path { segments: beginning.to_vec(), span }, &COMPARED) {
                return;
            }
        }
    }
}

/// Whether a path begins with something bound, or with an attribute of what was bound last.
fn is_bound(path: &Path, known: &Bound<'_>) -> bool {
    let Some(first) = path.segments.first() else { return false };
    let is_attribute = |kinds: &Vec<String>| kinds.iter().any(|kind| kind_has(kind, &first.text));
    known.iter().any(|(name, _)| *name == first.text) || known.last().is_some_and(|(_, kinds)| is_attribute(kinds))
}

fn bound(binding: &Binding) -> Bound<'_> {
    let kinds = if binding.within.is_some() { Vec::new() } else { binding.kinds.iter().map(Path::text).collect() };
    vec![(binding.name.text.as_str(), kinds)]
}

fn single(word: &Word) -> Path {
    Path { segments: vec![word.clone()], span: word.span }
}
