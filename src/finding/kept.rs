//! What users call their own kinds of findings, kept for as long as the program runs, like what is built in.

use std::collections::BTreeSet;
use std::sync::{LazyLock, Mutex, PoisonError};

use crate::finding::Descriptor;

static TEXTS: LazyLock<Mutex<BTreeSet<&'static str>>> = LazyLock::new(Mutex::default);
static DESCRIPTORS: LazyLock<Mutex<Vec<&'static Descriptor>>> = LazyLock::new(Mutex::default);

/// A text that stays; the same text is kept once.
pub(crate) fn kept(text: &str) -> &'static str {
    let mut texts = TEXTS.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = texts.get(text) {
        return known;
    }
    let new: &'static str = Box::leak(text.to_owned().into_boxed_str());
    texts.insert(new);
    new
}

impl Descriptor {
    /// A kind of finding that stays; the same one is kept once.
    pub(crate) fn kept(self) -> &'static Self {
        let all = |one: &Self| (one.code, one.name, one.severity, one.summary, one.explanation);
        let mut known = DESCRIPTORS.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = known.iter().find(|known| all(known) == all(&self)) {
            return known;
        }
        let new: &'static Self = Box::leak(Box::new(self));
        known.push(new);
        new
    }
}
