//! Layer 17: the command line. Arguments in, exit codes out. A module of the binary, so the library can not reach it.
#![expect(clippy::disallowed_methods, reason = "the command line is where the surroundings are looked at")]

mod baseline;
mod check;
mod check_format;
mod completions;
mod diff;
mod doc;
mod explain;
mod fix;
mod fmt;

mod graph;
mod init;
mod lsp;
mod mutate;
mod new;
mod output;
mod outputs;
mod project;
mod report;
mod revision;
mod rules;
mod schema;
mod test;
mod why;

use std::io::Write as _;
use std::process::ExitCode;

use bailiwick::report::escaped;
use clap::{Parser, Subcommand};

use output::complain;

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Exit {
    /// Nothing at or above the level that fails a run, and every sentence proved.
    Clean = 0,
    /// Findings, or a sentence that is refuted or unknown.
    Found = 1,
    /// It could not run.
    Failed = 2,
}

const EXAMPLES: &str = "Examples:
  bailiwick init my-policy             start a small project that teaches by example
  bailiwick check my-policy            find mistakes and prove every sentence
  bailiwick why 'anyone causes publish on registry' my-policy
  bailiwick explain BW0201             what a finding means and what to write instead

Exit codes: 0 all is well, 1 findings or something not proved, 2 could not run.";

/// Proves what AI agents and other non-human identities can bring about, before they are deployed.
#[derive(Parser)]
#[command(name = "bailiwick", after_help = EXAMPLES, disable_version_flag = true, arg_required_else_help = true)]
struct Arguments {
    #[command(subcommand)]
    command: Option<Command>,

    /// Print the version, and that of the Z3 library it runs on.
    #[arg(short = 'V', long)]
    version: bool,
}

#[derive(Subcommand)]
enum Command {
    /// Find mistakes and prove every sentence.
    Check(check::Arguments),
    /// Say who gains and who loses what by a change.
    Diff(diff::Arguments),
    /// Write down what is known, so that only what is new fails a check.
    Baseline(baseline::Arguments),
    /// Run the tests that the policy declares.
    Test(test::Arguments),
    /// Change the policy in one place at a time, and tell what nobody notices.
    Mutate(mutate::Arguments),
    /// Write what an auditor asks for: controls with the evidence for them.
    Report(report::Arguments),
    /// Ask a sentence without writing it down.
    Why(why::Arguments),
    /// Draw who is connected to what.
    Graph(graph::Arguments),
    /// Repair what can be repaired without anybody looking.
    Fix(fix::Arguments),
    /// Put policy files in order.
    Fmt(fmt::Arguments),
    /// Say what a finding means and what to write instead.
    Explain(explain::Arguments),
    /// List everything that can be found, with its code and severity.
    Rules(rules::Arguments),
    /// Read the standard library.
    Doc(doc::Arguments),
    /// Start a small project that teaches by example.
    Init(init::Arguments),
    /// Start something new in a project: a rule.
    New(new::Arguments),
    /// Print the JSON schema of a format.
    Schema(schema::Arguments),
    /// Serve an editor.
    Lsp(lsp::Arguments),
    /// Print completions for a shell.
    Completions(completions::Arguments),
}

/// Runs the command that the arguments name.
pub(crate) fn main() -> ExitCode {
    let arguments = match Arguments::try_parse() {
        Ok(arguments) => arguments,
        Err(error) => {
            show(&error);
            return ExitCode::from(if error.use_stderr() { Exit::Failed as u8 } else { Exit::Clean as u8 });
        }
    };
    std::panic::set_hook(Box::new(|panic| {
        complain(&format!("internal error, please report it with the policy that caused it: {panic}"));
    }));
    // A thread of its own, with room for deep but legal nesting whatever the platform gives the first one.
    let run = std::thread::Builder::new().stack_size(16 << 20).spawn(move || run(&arguments));
    let exit = run.map_or(Exit::Failed, |thread| thread.join().unwrap_or(Exit::Failed));
    ExitCode::from(exit as u8)
}

/// Prints what the parser of the arguments says. It repeats arguments, and whoever made a file's name may have chosen one.
fn show(error: &clap::Error) {
    let plain = error.render().to_string();
    if escaped(&plain) == plain {
        _ = error.print();
    } else {
        _ = writeln!(std::io::stderr(), "{}", escaped(&plain));
    }
}

fn run(arguments: &Arguments) -> Exit {
    if arguments.version {
        return version();
    }
    if let Err(problem) = bailiwick::logic::check_library() {
        complain(&problem);
        return Exit::Failed;
    }
    match &arguments.command {
        None => Exit::Failed,
        Some(Command::Check(arguments)) => check::run(arguments),
        Some(Command::Diff(arguments)) => diff::run(arguments),
        Some(Command::Baseline(arguments)) => baseline::run(arguments),
        Some(Command::Test(arguments)) => test::run(arguments),
        Some(Command::Mutate(arguments)) => mutate::run(arguments),
        Some(Command::Report(arguments)) => report::run(arguments),
        Some(Command::Why(arguments)) => why::run(arguments),
        Some(Command::Graph(arguments)) => graph::run(arguments),
        Some(Command::Fix(arguments)) => fix::run(arguments),
        Some(Command::Fmt(arguments)) => fmt::run(arguments),
        Some(Command::Explain(arguments)) => explain::run(arguments),
        Some(Command::Rules(arguments)) => rules::run(arguments),
        Some(Command::Doc(arguments)) => doc::run(arguments),
        Some(Command::Init(arguments)) => init::run(arguments),
        Some(Command::New(arguments)) => new::run(arguments),
        Some(Command::Schema(arguments)) => schema::run(arguments),
        Some(Command::Lsp(arguments)) => lsp::run(arguments),
        Some(Command::Completions(arguments)) => completions::run(arguments),
    }
}

fn version() -> Exit {
    let solver = bailiwick::logic::version().map_or_else(|| "without Z3".to_owned(), |version| format!("Z3 {version}"));
    output::print(&format!("bailiwick {} ({solver})\n", env!("CARGO_PKG_VERSION")))
}
