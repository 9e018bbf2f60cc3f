use bailiwick::finding::closest;
use bailiwick::rules;

use crate::cli::Exit;
use crate::cli::output::{complain, print};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The code or the name of a finding: `BW0201` or `unknown-name`. Without one, all of them are listed.
    code: Option<String>,
}

pub(crate) fn run(arguments: &Arguments) -> Exit {
    let all = rules::catalogue();
    let Some(wanted) = &arguments.code else {
        let line =
            |about: &&bailiwick::finding::Descriptor| format!("{} {:<28} {}\n", about.code, about.name, about.summary);
        return print(&all.iter().map(line).collect::<String>());
    };
    let found = all.iter().find(|about| about.code.eq_ignore_ascii_case(wanted) || about.name == wanted);
    if let Some(about) = found {
        let explanation = about.explanation.trim();
        return print(&format!("{} {}\n\n{}\n\n{explanation}\n", about.code, about.name, about.summary));
    }
    let near = closest(wanted, all.iter().flat_map(|about| [about.code, about.name]));
    let hint =
        near.map_or_else(|| "`bailiwick explain` lists them all".to_owned(), |near| format!("did you mean `{near}`?"));
    complain(&format!("there is no finding `{wanted}`; {hint}"));
    Exit::Failed
}
