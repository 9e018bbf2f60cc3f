//! What a declaration says, as values that can be compared.

use std::sync::Arc;

use crate::names::DefinitionId;
use crate::source::Span;

/// What an attribute is.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// Nobody knows: it is left out, or `unknown`.
    Unknown,
    /// There is none.
    Nothing,
    /// A word of the language or of the user's own; `yes` and `no` among them.
    Word(String),
    /// A text in quotes.
    Text(String),
    /// A whole number, or a share in percent.
    Number(i64),
    /// A length of time, in seconds.
    Duration(i64),
    /// More than any number and longer than any time.
    Unlimited,
    /// A day, in days since 1970-01-01.
    Date(i64),
    /// Something that is declared.
    Thing(DefinitionId),
    /// A clause of several parts.
    Record(Record),
    /// Several of them, in the order of the text.
    Many(Vec<Value>),
}

/// A clause of several parts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// The parts by their names; what the clause says by itself has an empty one. Rules hand them about all the time.
    pub fields: Arc<Vec<(&'static str, Value)>>,
    /// Where it stands.
    pub span: Span,
}

impl Record {
    /// A part.
    pub fn field(&self, name: &str) -> Option<&Value> {
        self.fields.iter().find(|(known, _)| *known == name).map(|(_, value)| value)
    }
}

impl Value {
    /// The single value that this is compared by: of a clause what it says by itself, or its kind, or its only part.
    pub fn single(&self) -> &Self {
        match self {
            Self::Record(record) => {
                let only = match record.fields.as_slice() {
                    [(_, only)] => Some(only),
                    _ => None,
                };
                record.field("").or_else(|| record.field("kind")).or(only).map_or(self, Self::single)
            }
            Self::Many(values) => match values.as_slice() {
                [only] => only.single(),
                _ => self,
            },
            _ => self,
        }
    }

    /// Whether it is said at all.
    pub fn is_known(&self) -> bool {
        match self {
            Self::Unknown | Self::Nothing => false,
            Self::Many(values) => values.iter().any(Self::is_known),
            Self::Record(record) => record.fields.iter().any(|(_, value)| value.is_known()),
            _ => true,
        }
    }

    /// Each of several values; a single one by itself; none for nothing.
    pub fn each(&self) -> Vec<&Self> {
        match self {
            Self::Many(values) => values.iter().flat_map(Self::each).collect(),
            Self::Nothing => Vec::new(),
            _ => vec![self],
        }
    }
}
