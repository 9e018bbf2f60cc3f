//! A page of Markdown that is no longer than what GitHub takes of a comment.

use std::fmt::Write as _;

/// GitHub takes 65,536 characters, and the sentence about what is left out needs room.
const MOST: usize = 60_000;

/// Parts of a page, as many as fit.
pub(crate) struct Page {
    text: String,
    left_out: usize,
}

impl Page {
    pub(crate) fn new(headline: &str) -> Self {
        Self { text: format!("## {headline}\n"), left_out: 0 }
    }

    /// Adds a part, if it fits.
    pub(crate) fn add(&mut self, part: &str) {
        if self.fits(part.len()) {
            _ = write!(self.text, "\n{part}");
        } else {
            self.left_out += 1;
        }
    }

    /// Adds a table, as many rows of it as fit.
    pub(crate) fn table(&mut self, head: &[&str], rows: impl IntoIterator<Item = Vec<String>>) {
        let mut rows = rows.into_iter().peekable();
        if rows.peek().is_none() {
            return;
        }
        _ = write!(self.text, "\n| {} |\n|{}\n", head.join(" | "), "---|".repeat(head.len()));
        for row in rows {
            let row = format!("| {} |\n", row.join(" | "));
            if self.fits(row.len()) {
                self.text += &row;
            } else {
                self.left_out += 1;
            }
        }
    }

    /// Adds a table that is unfolded by whoever wants to see it; `called` says what is in it.
    pub(crate) fn folded(&mut self, called: &str, head: &[&str], rows: Vec<Vec<String>>) {
        if rows.is_empty() {
            return;
        }
        _ = write!(self.text, "\n<details><summary>{} {called}</summary>\n", rows.len());
        self.table(head, rows);
        self.text += "\n</details>\n";
    }

    /// The page. What did not fit is counted.
    pub(crate) fn finish(self) -> String {
        match self.left_out {
            0 => self.text,
            many => format!("{}\n**{many} parts are left out here, since a comment takes no more.**\n", self.text),
        }
    }

    fn fits(&self, more: usize) -> bool {
        self.text.len() + more <= MOST
    }
}
