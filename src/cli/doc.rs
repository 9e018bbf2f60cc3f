use std::path::{Path, PathBuf};

use bailiwick::finding::closest;
use bailiwick::report::{Style, escaped, site};
use bailiwick::source::{Database, LIBRARY, LibraryModule, disk};

use crate::cli::Exit;
use crate::cli::explain::project_of;
use crate::cli::output::{Colour, complain, print};
use crate::cli::rules::kinds;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// A module of the standard library: `std.levels`. Without one, all of them are listed.
    #[arg(conflicts_with = "site")]
    module: Option<String>,

    /// Write the reference, the pages of the rules and the library into this folder, as pages for a browser.
    #[arg(long, value_name = "DIR")]
    site: Option<PathBuf>,

    /// A project whose own rules the index of codes lists as well, all with the levels that it sets.
    #[arg(long, value_name = "PATH", requires = "site")]
    project: Option<PathBuf>,

    /// When to use colours.
    #[arg(long, value_enum, default_value = "auto", alias = "colour")]
    color: Colour,
}

pub(crate) fn run(arguments: &Arguments) -> Exit {
    if let Some(folder) = &arguments.site {
        return write_site(folder, arguments.project.as_deref());
    }
    let style = arguments.color.style(&std::io::stdout());
    let Some(wanted) = &arguments.module else { return print(&list(style)) };
    if let Some(module) = LIBRARY.iter().find(|module| module.module == wanted) {
        return print(&text(module, style));
    }
    // Whoever writes the last part of a name has not forgotten how it is spelled.
    let last = LIBRARY.iter().map(|module| module.module).find(|module| module.rsplit('.').next() == Some(wanted));
    let near = last.or_else(|| closest(wanted, LIBRARY.iter().map(|module| module.module)));
    let hint =
        near.map_or_else(|| "`bailiwick doc` lists them all".to_owned(), |near| format!("did you mean `{near}`?"));
    complain(&format!("the standard library has no module `{wanted}`; {hint}"));
    Exit::Failed
}

/// Writes the site. Files that lie there already are replaced, others are left alone.
fn write_site(folder: &Path, project: Option<&Path>) -> Exit {
    let db = Database::default();
    let Some(project) = project_of(&db, project) else { return Exit::Failed };
    let files = site(&kinds(&db, project));
    let written = files.iter().try_for_each(|file| {
        let path = folder.join(&file.path);
        disk::make_folder(path.parent().unwrap_or(folder))?;
        disk::write(&path, file.text.as_bytes())
    });
    match written {
        Ok(()) => {
            let first = escaped(&disk::shown(&folder.join("index.html"))).into_owned();
            print(&format!("Written: {} files. The first page is {first}\n", files.len()))
        }
        Err(problem) => {
            complain(&problem);
            Exit::Failed
        }
    }
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
