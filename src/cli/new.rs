use std::path::{Path, PathBuf};

use bailiwick::report::escaped;
use bailiwick::rules;
use bailiwick::source::{Database, disk, with_library};
use bailiwick::syntax::is_free_name;
use clap::Subcommand;

use crate::cli::Exit;
use crate::cli::output::{complain, print};

/// What a rule consists of: the ending of a file, and its text with a word in the place of the name.
const RULE: [(&str, &str); 2] = [("bwk", include_str!("new/rule.bwk")), ("md", include_str!("new/rule.md"))];

#[derive(clap::Args)]
pub(crate) struct Arguments {
    #[command(subcommand)]
    what: What,
}

#[derive(Subcommand)]
enum What {
    /// Start a rule: its text with a test that fails until the rule is written, and its page.
    Rule(Rule),
}

#[derive(clap::Args)]
pub(crate) struct Rule {
    /// What is wrong where the rule is not fulfilled, in words with hyphens: `key-without-end`.
    name: String,

    /// The folder of the rule; it is made if it is not there.
    #[arg(long, value_name = "DIR", default_value = "rules")]
    to: PathBuf,
}

pub(crate) fn run(arguments: &Arguments) -> Exit {
    let What::Rule(rule) = &arguments.what;
    match write(rule) {
        Ok(written) => {
            let shown: Vec<String> = written.iter().map(|path| escaped(&disk::shown(path)).into_owned()).collect();
            print(&format!("Written: {}. Next: bailiwick test --filter {}\n", shown.join(", "), rule.name))
        }
        Err(problem) => {
            complain(&problem);
            Exit::Failed
        }
    }
}

fn write(rule: &Rule) -> Result<Vec<PathBuf>, String> {
    let Rule { name, to } = rule;
    if !is_free_name(name) {
        return Err(format!("`{name}` is no name: write letters and digits with hyphens between the words"));
    }
    if let Some(code) = taken(name) {
        return Err(format!("`{name}` is the name of {code} already"));
    }
    let path = |ending: &str| to.join(format!("{name}.{ending}"));
    if let Some((ending, _)) = RULE.iter().find(|(ending, _)| disk::exists(&path(ending))) {
        return Err(format!("`{}` is there already; nothing was written", path(ending).display()));
    }
    disk::make_folder(to)?;
    RULE.iter().map(|(ending, text)| put(path(ending), &text.replace("NAME", name))).collect()
}

fn put(path: PathBuf, text: &str) -> Result<PathBuf, String> {
    disk::write(Path::new(&path), text.as_bytes())?;
    Ok(path)
}

/// The code of what has this name.
fn taken(name: &str) -> Option<&'static str> {
    let db = Database::default();
    let shipped = rules::declared_rules(&db, with_library(&db, Vec::new(), 0));
    rules::catalogue().into_iter().chain(shipped).find(|about| about.name == name).map(|about| about.code)
}
