//! The report of a test run that a person reads in a terminal.

use std::fmt::Write as _;

use crate::proof::date;
use crate::report::Terminal;
use crate::report::escape::escaped;
use crate::report::terminal::counted;
use crate::trial::{Asked, Met, TestOutcome, TestRun};

impl Terminal<'_> {
    /// Everything that came of a test run: what failed with what was found instead, and one line for each test.
    pub fn tests(&self, run: &TestRun) -> String {
        let mut text = String::new();
        for test in &run.tests {
            text += &self.test(test, run.as_of);
        }
        let failed = run.tests.iter().filter(|test| !test.passed()).count();
        let passed = run.tests.len() - failed;
        let asked: usize = run.tests.iter().map(|test| test.expectations.len()).sum();
        let left_out = run.declared.saturating_sub(run.tests.len());
        let mut said = format!("{} passed, {failed} failed", counted(passed, "test"));
        if left_out > 0 {
            _ = write!(said, ", {left_out} left out by the filter");
        }
        _ = writeln!(text, "{said}; {} asked", counted(asked, "expectation"));
        text
    }

    fn test(&self, test: &TestOutcome, as_of: i64) -> String {
        let word = if test.passed() { self.style.good("passed") } else { self.style.bad("failed") };
        let day = if test.as_of == as_of { String::new() } else { format!(", as of {}", date(test.as_of)) };
        let name = self.style.strong(&escaped(&test.name));
        let mut text = format!("{word} {name}  {}{day}\n", self.style.faint(&self.places.line(test.span)));
        if test.expectations.is_empty() && test.broken.is_empty() {
            text += "\n  it expects nothing, so it shows nothing\n\n";
        }
        for finding in &test.broken {
            text += &self.finding(finding);
        }
        for asked in &test.expectations {
            text += &self.asked(asked);
        }
        text
    }

    fn asked(&self, asked: &Asked) -> String {
        let mut text = String::new();
        let place = self.style.faint(&self.places.line(asked.span));
        match &asked.met {
            Met::Passed => return text,
            Met::Undecided { why, verdict } => {
                text += &self.wrapped("\n  ", &format!("expect {}", asked.text));
                _ = writeln!(text, "  {place}");
                for sentence in why {
                    text += &self.wrapped("  nobody knows: ", sentence);
                }
                text.push('\n');
                if let Some(verdict) = verdict {
                    text += &self.verdict(verdict);
                }
            }
            Met::Failed { instead, verdict, witness, findings } => {
                text += &self.wrapped("\n  ", &format!("expect {}", asked.text));
                _ = writeln!(text, "  {place}");
                for sentence in instead {
                    text += &self.wrapped("  but ", sentence);
                }
                text.push('\n');
                if let Some(verdict) = verdict {
                    text += &self.verdict(verdict);
                }
                if let Some(witness) = witness {
                    text += &self.told(witness);
                    text.push('\n');
                }
                for finding in findings {
                    text += &self.finding(finding);
                }
            }
        }
        text
    }
}
