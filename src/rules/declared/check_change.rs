//! What is wrong with the changes that a rule offers.

use crate::finding::{Finding, closest};
use crate::rules::declared::ask::nouns_of;
use crate::rules::declared::check::{Checking, Known, is_bound, is_open};
use crate::rules::declared::read::Change;
use crate::rules::errors::UNKNOWN_ASKED;
use crate::syntax::ast::{Argument, Comparison, Path};
use crate::vocabulary::{self, Part};

impl Checking<'_> {
    /// A change: of something bound, and of clauses that there are.
    pub(crate) fn change(&mut self, change: &Change<'_>, known: &Known) {
        match change {
            Change::Remove(thing) => _ = self.changed(thing, known),
            Change::Set(clause, value) => {
                if self.changed(clause, known) && self.is_clause(clause, known) {
                    self.value(clause, value, known);
                }
            }
        }
    }

    /// Something bound, or what is asked of it.
    fn changed(&mut self, path: &Path, known: &Known) -> bool {
        if is_bound(path, known) {
            let before = self.findings.len();
            self.path(path, known);
            return self.findings.len() == before;
        }
        let message = format!("`{}` is not bound", path.segments[0].text);
        let finding =
            Finding::new(&UNKNOWN_ASKED, path.span, message).here("what is changed has a name of `for every`");
        self.findings.push(match closest(&path.segments[0].text, known.iter().map(|(name, _)| name.as_str())) {
            Some(near) => finding.help(format!("did you mean `{near}`?")),
            None => finding.help("name what stands behind `for every KIND`"),
        });
        false
    }

    /// Whether a path ends with a clause that can be written.
    fn is_clause(&mut self, path: &Path, known: &Known) -> bool {
        let [first, between @ .., clause] = path.segments.as_slice() else {
            let message = format!("`{}` is no clause, so it can not be set", path.text());
            let finding = Finding::new(&UNKNOWN_ASKED, path.span, message);
            self.findings.push(finding.help(format!("name a clause of it, `{}.CLAUSE`", path.text())));
            return false;
        };
        let kinds = known.iter().rev().find(|(name, _)| *name == first.text).map(|(_, kinds)| kinds.as_slice());
        let kinds = kinds.unwrap_or_default();
        // What a list holds, or what is asked of something, is known when the rule is asked.
        if is_open(kinds) || !between.is_empty() {
            return true;
        }
        let nouns: Vec<&str> = kinds.iter().flat_map(|kind| nouns_of(kind)).collect();
        let has_clause = |noun: &&str| vocabulary::noun(noun).is_some_and(|noun| noun.clause(&clause.text).is_some());
        if nouns.iter().any(has_clause) {
            return true;
        }
        let message = format!("`{}` is no clause of {}, so it can not be set", clause.text, kinds.join(", "));
        self.findings.push(
            Finding::new(&UNKNOWN_ASKED, clause.span, message)
                .here("worked out, or said elsewhere")
                .help("set a clause that can be written in its braces"),
        );
        false
    }

    /// What a clause is to say: an attribute, or a word that it can be.
    fn value(&mut self, clause: &Path, value: &Path, known: &Known) {
        if is_bound(value, known) {
            self.path(value, known);
            return;
        }
        if (value.segments.len() > 1 || names_something(clause, known)) && !self.is_declared(value) {
            let message = format!("`{}` is neither bound nor declared", value.text());
            self.report(&UNKNOWN_ASKED, value.span, message);
            return;
        }
        let (left, right) = (Argument::Path(clause.clone()), Argument::Path(value.clone()));
        self.words(&left, Comparison::Is, &right, known);
    }
}

/// Whether the clause that a path ends with names what is declared, and nothing else.
fn names_something(path: &Path, known: &Known) -> bool {
    let [first, clause] = path.segments.as_slice() else { return false };
    let Some((_, kinds)) = known.iter().rev().find(|(name, _)| *name == first.text) else { return false };
    let nouns = kinds.iter().flat_map(|kind| nouns_of(kind)).filter_map(vocabulary::noun);
    let mut forms = nouns.filter_map(|noun| noun.clause(&clause.text)).map(|clause| clause.form).peekable();
    forms.peek().is_some() && forms.all(|form| matches!(form, [Part::Name(_) | Part::Names(_) | Part::Who(_)]))
}
