//! The rules a second time: slow and obviously correct. Nested loops over everything known, round after round, until
//! nothing changes. One function for each rule, under the rule's name, in the sections of `src/facts/README.md`.
//!
//! It shares with the engine only the declared facts and the representation of conditions. What the engine computes is
//! compared with this, and what the engine shows as a derivation is replayed by this.

mod authority;
mod back_ends;
mod behaviour;
mod calls;
mod carried;
mod decide;
#[cfg(feature = "z3")]
mod effects;
mod entitled;
mod exercise;
mod fact;
mod flow;
mod gates;
mod influence;
mod information;
mod question;
mod replay;
mod rules;
mod worked;
mod world;

#[cfg(feature = "z3")]
pub(crate) use effects::{Effects, effects, is_more};
pub(crate) use fact::{Facts, Place};
#[cfg(feature = "z3")]
pub(crate) use question::taken;
pub(crate) use question::{Plain, legitimate, verdict};
pub(crate) use replay::{Step, replay};
pub(crate) use rules::{RULES, RuleSet, WORDS, evaluate, step};
pub(crate) use worked::spelt;
pub(crate) use world::{Authors, Setting, World};
