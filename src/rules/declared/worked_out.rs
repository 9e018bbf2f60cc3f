//! What rules ask that no declaration says: the tiers and functions of workflows, and why they are so.

use crate::finding::Finding;
use crate::inventory::{DERIVED, Inventory, Value, inventory, spoken_of};
use crate::rules::declared::ask::{Asking, Bound};
use crate::rules::declared::read::Rule;
use crate::source::{Db, Project};
use crate::syntax::ast::Condition;
use crate::tiers::{Rating, Reason, Tier, ratings};

/// Everything that is declared, with what follows about it.
#[salsa::tracked(returns(ref))]
pub(crate) fn complete(db: &dyn Db, project: Project) -> Inventory {
    with_ratings(inventory(db, project), &ratings(db, project).workflows)
}

/// The same, with what was derived about the workflows.
pub(crate) fn with_ratings(inventory: &Inventory, ratings: &[Rating]) -> Inventory {
    let mut complete = inventory.clone();
    for rating in ratings {
        let tier = |tier: &Option<Tier>| tier.as_ref().map_or(Value::Nothing, |tier| Value::Thing(tier.id));
        complete.derive(rating.workflow, "derived-tier", tier(&rating.derived));
        complete.derive(rating.workflow, "effective-tier", tier(&rating.effective));
        complete.derive(rating.workflow, "derived-function", Value::Word(rating.function.word().to_owned()));
    }
    complete
}

impl Asking<'_> {
    /// Says why what was worked out is as it is, if the rule requires something of it.
    pub(crate) fn because(&self, rule: &Rule<'_>, bound: &Bound, mut finding: Finding) -> Finding {
        for word in DERIVED.iter().map(|(word, ..)| *word).filter(|word| requires(rule, word)) {
            let rated = bound.iter().filter_map(|(_, _, value)| self.rating(value));
            for rating in rated {
                let reasons = match word {
                    "derived-function" => rating.does.iter().map(|reason| (rating.function.word(), reason)).collect(),
                    _ => rating.decisive().into_iter().map(|score| (score.row.as_str(), &score.reason)).collect(),
                };
                finding = told(finding, reasons);
            }
        }
        finding
    }

    fn rating(&self, value: &Value) -> Option<&Rating> {
        let Value::Thing(id) = value else { return None };
        self.following.ratings.iter().find(|rating| rating.workflow == *id)
    }
}

/// Whether a rule requires something of an attribute.
fn requires(rule: &Rule<'_>, word: &str) -> bool {
    let speaks =
        |condition: &Condition| spoken_of(condition).iter().any(|path| path.split('.').any(|segment| segment == word));
    rule.required.iter().any(|condition| speaks(condition))
}

/// Adds what makes something so, with how it comes about.
fn told(mut finding: Finding, reasons: Vec<(&str, &Reason)>) -> Finding {
    for (what, reason) in reasons {
        finding = finding.note(format!("`{what}`: {}", reason.sentence));
        let hops = reason.witness.iter().flat_map(|witness| &witness.hops);
        let told: Vec<&str> = hops.filter(|hop| hop.told).map(|hop| hop.sentence.as_str()).collect();
        for (sentence, number) in told.iter().zip(1..).take(told.len().saturating_sub(1)) {
            finding = finding.note(format!("{number}. {sentence}"));
        }
    }
    finding
}
