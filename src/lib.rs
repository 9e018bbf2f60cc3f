//! Bailiwick: governing AI agents and other non-human identities as code.
//!
//! The module list is the architecture, in layer order: a module may use those above it, never those below.

pub mod source;

pub mod finding;

pub mod vocabulary;

pub mod syntax;

pub mod names;

pub mod inventory;

pub mod logic;

pub mod model;

pub mod graph;

pub mod facts;

pub mod proof;

pub mod project;

pub mod tiers;

pub mod rules;

pub mod frameworks;

pub mod analysis;

pub mod change;

pub mod trial;

pub mod report;

pub mod ide;
