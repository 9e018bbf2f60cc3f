/// Whether text is coloured, and how.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Style {
    /// Whether there are colours at all.
    pub colour: bool,
}

impl Style {
    /// Proved, and what to type.
    pub fn good(self, text: &str) -> String {
        self.paint("32;1", text)
    }

    /// Refuted, errors.
    pub fn bad(self, text: &str) -> String {
        self.paint("31;1", text)
    }

    /// Unknown, warnings.
    pub fn doubtful(self, text: &str) -> String {
        self.paint("33;1", text)
    }

    /// What stands out.
    pub fn strong(self, text: &str) -> String {
        self.paint("1", text)
    }

    /// What stands back: places, counts.
    pub fn faint(self, text: &str) -> String {
        self.paint("2", text)
    }

    fn paint(self, code: &str, text: &str) -> String {
        if self.colour { format!("\u{1b}[{code}m{text}\u{1b}[0m") } else { text.to_owned() }
    }
}
