use clap::CommandFactory as _;
use clap_complete::{Shell, generate};

use crate::cli::Exit;
use crate::cli::output::print;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The shell.
    #[arg(value_enum)]
    shell: Shell,
}

pub(crate) fn run(arguments: &Arguments) -> Exit {
    let mut script = Vec::new();
    generate(arguments.shell, &mut crate::cli::Arguments::command(), "bailiwick", &mut script);
    print(&String::from_utf8_lossy(&script))
}
