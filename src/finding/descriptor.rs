use serde::Serialize;

/// How bad a finding is. The order is from harmless to severe.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(rename_all = "lowercase")]
pub enum Severity {
    /// Worth knowing; never fails a run unless asked to.
    Info,
    /// Probably not what was meant.
    Warning,
    /// Must be repaired.
    Error,
}

impl Severity {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Info => "info",
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// What a kind of finding is: written once, as a `static`, where the finding is made.
#[derive(Debug)]
pub struct Descriptor {
    /// The stable code, `BW0000`: two digits of family, two of number. Never reused.
    pub code: &'static str,
    /// The name of the bad pattern, in kebab-case.
    pub name: &'static str,
    /// The severity unless a project says otherwise.
    pub severity: Severity,
    /// One sentence: what is wrong when this is reported.
    pub summary: &'static str,
    /// What `bailiwick explain` prints: why it matters and what to write instead.
    pub explanation: &'static str,
}

impl PartialEq for Descriptor {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Descriptor {}
