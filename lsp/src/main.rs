//! `bailiwick-lsp`: the language server, over standard input and output.
#![expect(clippy::disallowed_methods, reason = "a program looks at its arguments")]

use std::io::Write as _;
use std::process::ExitCode;

use bailiwick_lsp::{Ending, serve, transport};

const HELP: &str = "\
The language server of Bailiwick. An editor starts it and talks to it over standard input and output.

Usage: bailiwick-lsp [--stdio]

Options:
      --stdio    Use standard input and output; there is nothing else, but many editors say so
  -V, --version  Print the version
  -h, --help     Print this
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    for argument in &arguments {
        match argument.as_str() {
            "--stdio" => {}
            "-V" | "--version" => return said(&format!("bailiwick-lsp {}\n", env!("CARGO_PKG_VERSION"))),
            "-h" | "--help" => return said(HELP),
            other => {
                _ = writeln!(std::io::stderr(), "bailiwick-lsp: there is no option `{other}`; see `--help`");
                return ExitCode::from(2);
            }
        }
    }
    let ending = serve(transport::stdio());
    // Whoever goes without saying so is a failure, says the protocol.
    if ending == Ending::Orderly { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}

fn said(text: &str) -> ExitCode {
    let written = std::io::stdout().write_all(text.as_bytes());
    if written.is_ok() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
