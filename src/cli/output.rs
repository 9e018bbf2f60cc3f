use std::io::{IsTerminal, Write as _};
use std::path::Path;

use bailiwick::finding::Finding;
use bailiwick::report::{Places, Style, Terminal, escaped_line};
use bailiwick::source::disk;

use crate::cli::Exit;

/// When output is coloured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
pub(crate) enum Colour {
    /// When a terminal shows it and `NO_COLOR` is not set.
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Colour {
    /// The style for what goes to a stream.
    pub(crate) fn style(self, stream: &impl IsTerminal) -> Style {
        let wanted = std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty());
        let colour = match self {
            Self::Auto => wanted && stream.is_terminal(),
            Self::Always => true,
            Self::Never => false,
        };
        Style { colour }
    }
}

/// The columns of the terminal, from `COLUMNS` where a shell says so.
pub(crate) fn width() -> usize {
    std::env::var("COLUMNS").ok().and_then(|columns| columns.parse().ok()).unwrap_or(100)
}

/// Prints to standard output. Whoever has stopped reading is not bothered.
pub(crate) fn print(text: &str) -> Exit {
    match std::io::stdout().write_all(text.as_bytes()) {
        Err(error) if error.kind() != std::io::ErrorKind::BrokenPipe => {
            complain(&format!("the output can not be written: {error}"));
            Exit::Failed
        }
        _ => Exit::Clean,
    }
}

/// Prints to standard output, or to a file.
pub(crate) fn print_to(output: Option<&Path>, text: &str) -> Exit {
    let Some(path) = output else { return print(text) };
    match disk::write(path, text.as_bytes()) {
        Ok(()) => Exit::Clean,
        Err(problem) => {
            complain(&problem);
            Exit::Failed
        }
    }
}

/// Shows findings on standard error, because of which nothing else is shown.
pub(crate) fn show_findings(findings: &[Finding], places: Places<'_>, colour: Colour) {
    let terminal = Terminal::new(places, colour.style(&std::io::stderr()), width());
    let text: String = findings.iter().map(|finding| terminal.finding(finding)).collect();
    _ = std::io::stderr().write_all(text.as_bytes());
}

/// Says on standard error why something could not be done, in one line: whoever chose a name in it does not begin another.
pub(crate) fn complain(problem: &str) {
    _ = writeln!(std::io::stderr(), "bailiwick: {}", escaped_line(problem));
}

/// A line that says what is being done, while it is done, if a terminal watches and it takes a while.
pub(crate) struct Progress {
    bar: Option<indicatif::ProgressBar>,
}

impl Progress {
    /// Begins to say so after half a second.
    pub(crate) fn start(what: &'static str) -> Self {
        if !std::io::stderr().is_terminal() {
            return Self { bar: None };
        }
        let bar = indicatif::ProgressBar::new_spinner().with_message(what);
        bar.set_draw_target(indicatif::ProgressDrawTarget::stderr_with_hz(2));
        bar.enable_steady_tick(std::time::Duration::from_millis(500));
        Self { bar: Some(bar) }
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }
}
