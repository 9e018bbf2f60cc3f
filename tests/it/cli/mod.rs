//! The command as a user runs it.

#[cfg(unix)]
mod action;
mod baseline;
mod check;
mod diff;
mod doc;
mod fix;
mod fmt;
mod formats;
mod graph;
mod help;
mod hostile;
mod json;
#[cfg(unix)]
mod lsp;
mod manifest;
mod mutate;
mod new;
mod output;
mod reading;
mod report;
mod rules;
mod site;
mod test;
mod why;

use std::path::Path;
use std::process::{Command, Output};

use crate::support::folder;

fn run(folder: &Path, arguments: &[&str]) -> Output {
    let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
    command.current_dir(folder).args(arguments).env_remove("COLUMNS").output().expect("the command starts")
}

fn code(output: &Output) -> i32 {
    output.status.code().expect("an exit code, not a signal")
}

fn out(output: &Output) -> String {
    String::from_utf8(output.stdout.clone()).expect("UTF-8")
}

fn err(output: &Output) -> String {
    String::from_utf8(output.stderr.clone()).expect("UTF-8")
}

fn root() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

const CLEAN: &str = "domain corp is tenant { trusted yes }\nhuman ana in corp { owner ana }\n";
const REFUTED: &str = "edition 2026
use std.operations [*]
use std.levels [*]
domain corp is tenant { trusted yes }
human ana in corp { may read on notes }
store notes is files in corp { holds internal }
prove nobody-reads { never ana causes read on notes }
";
