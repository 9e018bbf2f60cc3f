use std::path::PathBuf;
use std::process::Command;

use crate::cli::Exit;
use crate::cli::output::complain;

/// The language server's program, which is installed beside this one.
const PROGRAM: &str = "bailiwick-lsp";

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Use standard input and output; there is nothing else, but many editors say so.
    #[arg(long)]
    stdio: bool,
}

/// Becomes the language server.
pub(crate) fn run(arguments: &Arguments) -> Exit {
    let beside = std::env::current_exe().ok().and_then(|own| Some(own.parent()?.join(name())));
    let Some(program) = beside.filter(|program| program.is_file()) else {
        complain(&format!(
            "the language server `{PROGRAM}` is not beside this program: install it there, or build both with `cargo build`"
        ));
        return Exit::Failed;
    };
    let mut command = Command::new(&program);
    command.args(arguments.stdio.then_some("--stdio"));
    become_it(command, &program)
}

fn name() -> PathBuf {
    PathBuf::from(PROGRAM).with_extension(std::env::consts::EXE_EXTENSION)
}

/// Replaces this program by another one, so that editors talk to that and to nobody in between.
#[cfg(unix)]
fn become_it(mut command: Command, program: &std::path::Path) -> Exit {
    use std::os::unix::process::CommandExt as _;
    let why = command.exec();
    complain(&format!("`{}` can not be started: {why}", program.display()));
    Exit::Failed
}

/// Runs another program to its end.
#[cfg(not(unix))]
fn become_it(mut command: Command, program: &std::path::Path) -> Exit {
    match command.status() {
        Ok(status) if status.success() => Exit::Clean,
        Ok(_) => Exit::Failed,
        Err(why) => {
            complain(&format!("`{}` can not be started: {why}", program.display()));
            Exit::Failed
        }
    }
}
