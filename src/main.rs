//! The command `bailiwick`.

mod cli;

fn main() -> std::process::ExitCode {
    cli::main()
}
