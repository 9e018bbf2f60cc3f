use bailiwick::finding::closest;
use bailiwick::report::Style;
use bailiwick::source::{LIBRARY, LibraryModule};

use crate::cli::Exit;
use crate::cli::output::{Colour, complain, print};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A module of the standard library: `std.levels`. Without one, all of them are listed.
    module: Option<String>,

    /// When to use colours.
    #[arg(long, value_enum, default_value = "auto", alias = "colour")]
    color: Colour,
}

pub(crate) fn run(arguments: &Arguments) -> Exit {
    let style = arguments.color.style(&std::io::stdout());
    let Some(wanted) = &arguments.module else { return print(&list(style)) };
    if let Some(module) = LIBRARY.iter().find(|module| module.module == wanted) {
        return print(&text(module, style));
    }
    let near = closest(wanted, LIBRARY.iter().map(|module| module.module));
    let hint =
        near.map_or_else(|| "`bailiwick doc` lists them all".to_owned(), |near| format!("did you mean `{near}`?"));
    complain(&format!("the standard library has no module `{wanted}`; {hint}"));
    Exit::Failed
}

/// The modules, each with the first line of its documentation.
fn list(style: Style) -> String {
    let widest = LIBRARY.iter().map(|module| module.module.len()).max().unwrap_or(0);
    let line = |module: &LibraryModule| {
        let gap = " ".repeat(widest - module.module.len());
        format!("{}{gap}  {}\n", style.strong(module.module), module.summary())
    };
    LIBRARY.iter().map(line).collect()
}

/// A module as it is written, so that it can be copied; its comments stand back where there are colours.
fn text(module: &LibraryModule, style: Style) -> String {
    let line = |line: &str| {
        let is_comment = line.trim_start().starts_with("//");
        format!("{}\n", if is_comment { style.faint(line) } else { line.to_owned() })
    };
    module.text.lines().map(line).collect()
}
