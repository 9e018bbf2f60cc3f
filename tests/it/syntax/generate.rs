//! Texts at random: legal ones with white space and comments where nobody would put them, and broken ones.

use super::{Policy, corpus};

/// Legal texts, made of the declarations of the corpus and of drawn ones.
pub(crate) struct Generator {
    pub(crate) random: fastrand::Rng,
    pieces: Vec<String>,
}

impl Generator {
    /// The same seed gives the same texts.
    pub(crate) fn new(seed: u64) -> Self {
        let pieces = corpus().iter().flat_map(declarations_of).collect();
        Self { random: fastrand::Rng::with_seed(seed), pieces }
    }

    /// A legal text, not in order.
    pub(crate) fn text(&mut self) -> String {
        let mut text = String::new();
        for _ in 0..self.random.usize(1..8) {
            let piece = if self.random.bool() {
                self.random.choice(&self.pieces).cloned().unwrap_or_default()
            } else {
                self.declaration()
            };
            text += &self.shaken(&piece);
            text += &self.pause();
        }
        text
    }

    fn word(&mut self) -> String {
        let words = ["a", "env", "kind-of", "store", "log", "x9", "a_b", "agents-of-the-state", "owner", "read", "per"];
        let word = self.random.choice(words).unwrap_or("a").to_owned();
        if self.random.u8(..5) == 0 { format!("{word}.{}", self.word()) } else { word }
    }

    fn list(&mut self) -> String {
        let many = if self.random.u8(..4) == 0 { 30 } else { 4 };
        let items: Vec<String> = (0..self.random.usize(1..many)).map(|_| self.word()).collect();
        if items.len() == 1 && self.random.bool() { items.concat() } else { format!("[{}]", items.join(", ")) }
    }

    fn term(&mut self) -> String {
        match self.random.u8(..8) {
            0 => "22:00..06:00".to_owned(),
            1 => "2026-11-22".to_owned(),
            2 => format!("approved({})", self.word()),
            3 => self.list(),
            4 => "\"some // text [\"".to_owned(),
            5 => "15m".to_owned(),
            _ => self.word(),
        }
    }

    fn condition(&mut self, depth: usize) -> String {
        let joint = if self.random.bool() { " and " } else { " or " };
        let parts: Vec<String> = (0..self.random.usize(1..4)).map(|_| self.atom(depth)).collect();
        parts.join(joint)
    }

    fn atom(&mut self, depth: usize) -> String {
        let not = if self.random.u8(..4) == 0 { "not " } else { "" };
        if depth > 0 && self.random.u8(..3) == 0 {
            return format!("{not}({})", self.condition(depth - 1));
        }
        let comparisons = ["is", "is not", "<", "<=", ">", ">=", "in", "not in"];
        let comparison = self.random.choice(comparisons).unwrap_or("is");
        if self.random.bool() {
            format!("{not}{}", self.word())
        } else {
            format!("{not}{} {comparison} {}", self.term(), self.term())
        }
    }

    fn permission(&mut self) -> String {
        let opening = if self.random.bool() { "may" } else { "must not" };
        let action = match self.random.u8(..6) {
            0 => format!("call {}", self.list()),
            1 => format!("[{} on {}, any on {}]", self.list(), self.list(), self.list()),
            2 => format!("{} on any store where {}", self.list(), self.condition(1)),
            _ => format!("{} on {}", self.list(), self.list()),
        };
        let when = if self.random.bool() { format!(" when {}", self.condition(2)) } else { String::new() };
        let until = if self.random.u8(..4) == 0 { " until 2027-01-01" } else { "" };
        format!("{opening} {action}{when}{until}")
    }

    fn declaration(&mut self) -> String {
        let clauses: Vec<String> = (0..self.random.usize(..6)).map(|_| format!("  {}\n", self.clause())).collect();
        match clauses.as_slice() {
            [] => "agent a in corp\n".to_owned(),
            [only] if self.random.bool() => format!("agent a \"A\" in corp {{ {} }}\n", only.trim()),
            _ => format!("agent a \"A\" in corp {{\n{}}}\n", clauses.concat()),
        }
    }

    fn clause(&mut self) -> String {
        match self.random.u8(..5) {
            0 => format!("uses {} when {}", self.list(), self.condition(1)),
            1 => format!("executes {}", self.list()),
            2 => format!(
                "entry {} {{\n    performs {} on {}\n  }}",
                self.word().replace('.', "-"),
                self.list(),
                self.list()
            ),
            _ => self.permission(),
        }
    }

    /// Empty lines and comments between declarations.
    fn pause(&mut self) -> String {
        match self.random.u8(..4) {
            0 => "\n\n\n".to_owned(),
            1 => "\n// a comment { of its own\n\n".to_owned(),
            2 => "//\n//\n".to_owned(),
            _ => String::new(),
        }
    }

    /// The same text with other white space, and with comments wherever a line may end.
    pub(crate) fn shaken(&mut self, text: &str) -> String {
        let mut shaken = String::new();
        let (mut open, mut end, mut before) = (0_usize, 0, "");
        for place in super::tokens(text) {
            let (gap, token) = (&text[end..place.start], &text[place.clone()]);
            let may_break = open > 0 && (!gap.is_empty() || matches!(before, "[" | "(") || matches!(token, "]" | ")"));
            if gap.contains('\n') {
                shaken += &self.line_end(before, open);
                let is_in_column_one = gap.ends_with('\n');
                shaken += &" ".repeat(if is_in_column_one { 0 } else { self.random.usize(1..6) });
            } else if (may_break || (continues(token) && !gap.is_empty())) && self.random.u8(..6) == 0 {
                shaken += &self.line_end(before, open);
                shaken += "  ";
            } else if !gap.is_empty() && end > 0 {
                shaken += &" ".repeat(self.random.usize(1..4));
            }
            match token {
                "[" | "(" => open += 1,
                "]" | ")" => open -= 1,
                _ => {}
            }
            shaken += token;
            (end, before) = (place.end, token);
        }
        shaken + "\n"
    }

    fn line_end(&mut self, before: &str, open: usize) -> String {
        let comment = match self.random.u8(..8) {
            0 if !before.starts_with("//") => " // in passing",
            1 if open > 0 => "\n // alone",
            2 => "\t",
            _ => "",
        };
        comment.to_owned() + if self.random.u8(..6) == 0 { "\n\n" } else { "\n" }
    }
}

fn continues(token: &str) -> bool {
    matches!(token, "when" | "unless" | "during" | "until" | "through" | "via" | "needing" | "and" | "or")
}

/// The declarations of a file, without its edition and imports.
fn declarations_of(policy: &Policy) -> Vec<String> {
    let text = &policy.text;
    let pieces = super::declarations(text).into_iter().map(|range| text[range].to_owned());
    pieces.filter(|piece| !piece.starts_with("edition") && !piece.starts_with("use ")).collect()
}
