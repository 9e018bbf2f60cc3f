use std::io::Read as _;
use std::path::{Path, PathBuf};

use bailiwick::report::escaped_line;
use bailiwick::source::{Database, File, disk};
use bailiwick::syntax;

use crate::cli::output::{complain, print};
use crate::cli::{Exit, project};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// Policy files, or folders of them; `-` for standard input.
    #[arg(default_value = ".")]
    paths: Vec<PathBuf>,

    /// Change nothing: name the files that are not in order, and exit with 1 if there are any.
    #[arg(long)]
    check: bool,
}

pub(crate) fn run(arguments: &Arguments) -> Exit {
    if arguments.paths == [Path::new("-")] {
        return standard_input(arguments.check);
    }
    let Some(files) = project::read_files(&arguments.paths) else { return Exit::Failed };
    let one = |file: &disk::Read| match formatted(&file.text) {
        Err(why) => {
            complain(&format!("`{}` is left as it is: {why}", disk::shown(&file.path)));
            Exit::Failed
        }
        Ok(text) if text == file.text => Exit::Clean,
        Ok(_) if arguments.check => print(&format!("{}\n", escaped_line(&disk::shown(&file.path)))).max(Exit::Found),
        Ok(text) => match disk::write(&file.path, text.as_bytes()) {
            Ok(()) => Exit::Clean,
            Err(problem) => {
                complain(&problem);
                Exit::Failed
            }
        },
    };
    files.iter().map(one).max().unwrap_or(Exit::Clean)
}

fn standard_input(check: bool) -> Exit {
    let mut text = String::new();
    if let Err(error) = std::io::stdin().read_to_string(&mut text) {
        complain(&format!("standard input can not be read: {error}"));
        return Exit::Failed;
    }
    match formatted(&text) {
        Err(why) => {
            complain(&format!("standard input is left as it is: {why}"));
            Exit::Failed
        }
        Ok(formatted) if check => {
            if formatted == text {
                Exit::Clean
            } else {
                Exit::Found
            }
        }
        Ok(formatted) => print(&formatted),
    }
}

/// A text in order.
fn formatted(text: &str) -> Result<String, String> {
    let db = Database::default();
    let file = File::new(&db, "".into(), "".into(), "".into(), text.into());
    syntax::format(file, text).map_err(|problem| {
        let line = text.bytes().take(problem.at as usize).filter(|byte| *byte == b'\n').count() + 1;
        format!("line {line}: {}", problem.why)
    })
}
