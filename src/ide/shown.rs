//! What an editor shows of a project: what is known of it now, and of what was known before only that it was.

use crate::analysis::Outcome;
use crate::finding::Finding;
use crate::ide::proving::{Progress, Property, Reading};
use crate::proof::{Status, Verdict};
use crate::source::Span;

/// What is known of a project.
#[derive(Clone, Debug, Default)]
pub struct Shown {
    /// What is wrong with it.
    pub findings: Vec<Finding>,
    /// What is to be proved, with what is known of it.
    pub properties: Vec<ShownProperty>,
    /// Why nothing will be proved.
    pub refused: Option<String>,
    /// Whether everything was checked as it stands.
    pub is_final: bool,
    /// Whether the policy has errors, so that nothing is proved.
    pub is_broken: bool,
}

/// Something that is to be proved.
#[derive(Clone, Debug)]
pub struct ShownProperty {
    /// Its name.
    pub name: String,
    /// Where its sentence is.
    pub span: Span,
    /// What is known of it.
    pub known: Known,
}

/// What is known of a property.
#[derive(Clone, Debug)]
pub enum Known {
    /// The proof is under way. What it was before, if that is known: it may be something else by now.
    Pending(Option<Status>),
    /// The verdict.
    Verdict(Box<Verdict>),
}

impl Shown {
    /// Takes in what was told.
    pub fn take(&mut self, progress: Progress) {
        match progress {
            Progress::Read(reading) => self.read(reading),
            Progress::Proved(number, verdict) => {
                if let Some(property) = self.properties.get_mut(number) {
                    property.known = Known::Verdict(verdict);
                }
            }
            Progress::Checked(outcome) => self.checked(*outcome),
        }
    }

    /// Something was changed: nothing that was known is known any more.
    pub fn outdate(&mut self) {
        self.is_final = false;
        for property in &mut self.properties {
            property.known = Known::Pending(property.known.status());
        }
    }

    fn read(&mut self, reading: Reading) {
        let Reading { findings, properties, refused } = reading;
        let before = |one: &Property| {
            let same = self.properties.iter().find(|known| known.name == one.name);
            same.and_then(|known| known.known.status())
        };
        let properties = properties.into_iter().map(|one| {
            let known = Known::Pending(before(&one));
            ShownProperty { name: one.name, span: one.span, known }
        });
        self.properties = properties.collect();
        (self.is_final, self.is_broken) = (refused.is_some(), false);
        (self.findings, self.refused) = (findings, refused);
    }

    fn checked(&mut self, outcome: Outcome) {
        (self.findings, self.is_broken, self.is_final) = (outcome.findings, outcome.is_broken, true);
        let shown = |verdict: Verdict| {
            let (name, span) = (verdict.name.clone(), verdict.span);
            ShownProperty { name, span, known: Known::Verdict(Box::new(verdict)) }
        };
        self.properties = outcome.verdicts.into_iter().map(shown).collect();
    }
}

impl Known {
    /// What it is, or was.
    pub fn status(&self) -> Option<Status> {
        match self {
            Self::Pending(before) => *before,
            Self::Verdict(verdict) => Some(verdict.status),
        }
    }
}
