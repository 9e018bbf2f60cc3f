//! `via`: whether what is derived leads through what a property names.
//!
//! Only the shortest derivation of a fact is kept. That it leads through the named nodes is certain; that another one does,
//! where it does not, is left open.

use crate::model::{Base, Property};
use crate::proof::examine::Answering;

/// Whether the shortest derivation passes what `via` names, in that order, as its story is told.
pub(crate) fn leads_through(base: &Base, property: &Property, answering: &Answering) -> bool {
    let mut wanted = property.bounds.via.iter().peekable();
    if wanted.peek().is_none() {
        return true;
    }
    for step in answering.facts.derivation(base, answering.why).steps {
        while wanted.peek().is_some_and(|(_, nodes)| step.mentions(base, nodes)) {
            wanted.next();
        }
    }
    wanted.peek().is_none()
}

/// What is said when the shortest derivation does not.
pub(crate) fn another_is_open(property: &Property) -> String {
    let named: Vec<&str> = property.bounds.via.iter().map(|(name, _)| name.as_str()).collect();
    format!(
        "it comes about, but the shortest way does not lead through {}; whether another does is not known",
        named.join(", ")
    )
}
