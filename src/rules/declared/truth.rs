//! Yes, no, or nobody knows.

/// Whether something holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Truth {
    Yes,
    No,
    /// It depends on what is not known.
    Unknown,
}

impl Truth {
    pub(crate) fn of(is: bool) -> Self {
        if is { Self::Yes } else { Self::No }
    }

    pub(crate) fn not(self) -> Self {
        match self {
            Self::Yes => Self::No,
            Self::No => Self::Yes,
            Self::Unknown => Self::Unknown,
        }
    }

    /// All of them.
    pub(crate) fn all(each: impl Iterator<Item = Self>) -> Self {
        let mut whole = Self::Yes;
        for one in each {
            match one {
                Self::No => return Self::No,
                Self::Unknown => whole = Self::Unknown,
                Self::Yes => {}
            }
        }
        whole
    }

    /// At least one of them.
    pub(crate) fn any(each: impl Iterator<Item = Self>) -> Self {
        Self::all(each.map(Self::not)).not()
    }
}
