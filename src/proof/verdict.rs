//! What is known of a property, as plain data in the user's own names. No solver object, no identifier of the engine.

use crate::finding::Accepted;
use crate::source::Span;

/// Whether a property holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Status {
    /// It holds, whatever is unknown being read as its worst case.
    Proved,
    /// It does not hold: there is a witness, replayed on exact conditions.
    Refuted,
    /// Neither is known. Never a pass.
    Unknown,
}

/// A property with what is known of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verdict {
    /// The property's name; the sentence itself where it was asked without one.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// Its sentence, in one line.
    pub sentence: String,
    /// Where it is.
    pub span: Span,
    /// Whether it holds.
    pub status: Status,
    /// How everybody else behaves, as a fragment: "even if every agent is compromised".
    pub mode: String,
    /// One sentence each: why it is unknown; why a proof says little ("nothing reaches this at all").
    pub remarks: Vec<String>,
    /// What the verdict takes for granted: enforcement points, trusted transformers, unknown values.
    pub rests_on: Vec<RestsOn>,
    /// For a refuted `never`: the minimal conditions under which it happens, each as a fragment, that of the witness first;
    /// empty if always.
    pub conditions: Vec<String>,
    /// For a refuted `never` or `always`, and for a proved `possible`: how it comes about.
    pub witness: Option<Witness>,
    /// For a refuted `never` or `always`: all that happens, and what nobody knows about the rest; each fact in its canonical
    /// spelling with its condition, of data with its level. What a baseline knows is known by it.
    pub happening: Vec<String>,
    /// For a refuted `possible`: what contradicts each other, or what is missing.
    pub conflicts: Vec<Conflict>,
    /// The smallest sets of edits that make the property hold, each tried out.
    pub cuts: Vec<Cut>,
    /// The exception by which it is accepted for a while that the property is not proved.
    pub accepted: Option<Accepted>,
    /// Whether a baseline knows that the property is refuted in this way.
    pub known: bool,
    /// Of a proof, whether nothing is there for it to be about: the data is nowhere, or nobody at all can do what it speaks of.
    pub is_idle: bool,
}

/// Something a verdict takes for granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RestsOn {
    /// As a fragment: "gate `code-review`, enforced by `repo-host`", "the training of `assistant-llm` is unknown".
    pub what: String,
    /// Where it is declared, or where it is missing.
    pub place: Place,
}

/// A place with what is written there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// Where.
    pub span: Span,
    /// The clause, in one line.
    pub text: String,
}

/// How a fact comes about: hops in an order in which each rests on earlier ones.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Witness {
    /// The hops; the last one is the fact itself.
    pub hops: Vec<Hop>,
    /// A concrete context in which it happens: attribute and value as people write them.
    pub context: Vec<(String, String)>,
    /// What has to have happened besides, as fragments: "one approval of `code-review`".
    pub history: Vec<String>,
}

/// One derivation step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hop {
    /// The rule, as the semantics names it: `F5`.
    pub rule: String,
    /// What follows, as a sentence: "text chosen by `anyone` comes to `coder`".
    pub sentence: String,
    /// The fact itself, in the canonical spelling: `has(coder·1, unattended, taint(anyone))`.
    pub fact: String,
    /// Under which condition, as a fragment; `None` if always.
    pub condition: Option<String>,
    /// What it follows from.
    pub premises: Vec<Premise>,
    /// Whether it is part of the short story told to a person; the rest is there to be replayed.
    pub told: bool,
}

/// What a hop follows from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Premise {
    /// An earlier hop, by its position.
    Hop(usize),
    /// A declaration.
    Declared(Place),
}

/// Conditions that can not hold together, or something that is missing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Conflict {
    /// As a sentence.
    pub sentence: String,
    /// The clauses concerned.
    pub places: Vec<Place>,
}

/// A set of edits that makes a property hold, all `possible` ones still holding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cut {
    /// The edits, in source order.
    pub changes: Vec<Change>,
    /// Whether no smaller set of the edits considered does it.
    pub smallest: bool,
}

/// One edit of a cut.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change {
    /// What to do, as an imperative: "remove", "narrow to `repo.src`".
    pub action: String,
    /// The clause it changes.
    pub place: Place,
}

impl Verdict {
    /// The verdict of a property of which nothing is known yet: its name, its sentence, where it is, and how everybody else
    /// behaves.
    pub fn blank(name: String, sentence: String, span: Span, mode: String) -> Self {
        Self {
            name,
            label: None,
            sentence,
            span,
            status: Status::Unknown,
            mode,
            remarks: Vec::new(),
            rests_on: Vec::new(),
            conditions: Vec::new(),
            witness: None,
            happening: Vec::new(),
            conflicts: Vec::new(),
            cuts: Vec::new(),
            accepted: None,
            known: false,
            is_idle: false,
        }
    }

    /// Whether the property is not proved, and no exception accepts that and no baseline knows it.
    pub fn is_open(&self) -> bool {
        self.status != Status::Proved && self.accepted.is_none() && !self.known
    }
}

impl Status {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Proved => "proved",
            Self::Refuted => "refuted",
            Self::Unknown => "unknown",
        }
    }
}
