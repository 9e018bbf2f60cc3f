use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use bailiwick::finding::{Descriptor, closest};
use bailiwick::frameworks::{self, Answer, Check, Control, Framework, Link};
use bailiwick::report::escaped;
use bailiwick::rules;
use bailiwick::source::{Database, Project, with_library};

use crate::cli::Exit;
use crate::cli::output::{complain, print};
use crate::cli::project::{self, Request};

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The code or the name of a finding, `BW0201` or `unknown-name`, or the id of a control, `ASI03` or `nist-csf PR.AA-01`.
    /// Without one, all findings are listed.
    code: Option<String>,

    /// A project whose own rules are known as well.
    path: Option<PathBuf>,
}

pub(crate) fn run(arguments: &Arguments) -> Exit {
    let db = Database::default();
    let Some(project) = project_of(&db, arguments.path.as_deref()) else { return Exit::Failed };
    let all = known(&db, project);
    let Some(wanted) = &arguments.code else {
        let line = |about: &&Descriptor| format!("{} {:<28} {}\n", about.code, about.name, about.summary);
        return print(&all.iter().map(line).collect::<String>());
    };
    let found = all.iter().find(|about| about.code.eq_ignore_ascii_case(wanted) || about.name == wanted);
    if let Some(about) = found {
        let title =
            if about.code == about.name { about.code.to_owned() } else { format!("{} {}", about.code, about.name) };
        let paragraphs = [title.as_str(), about.summary, rules::explanation(about).trim()];
        let said: Vec<&str> = paragraphs.into_iter().filter(|one| !one.is_empty()).collect();
        return print(&format!("{}\n", said.join("\n\n")));
    }
    let controls = controls(&db, project, wanted);
    if !controls.is_empty() {
        return print(&controls);
    }
    let near = closest(wanted, all.iter().flat_map(|about| [about.code, about.name]));
    let hint =
        near.map_or_else(|| "`bailiwick explain` lists them all".to_owned(), |near| format!("did you mean `{near}`?"));
    complain(&format!("there is no finding and no control `{wanted}`; {hint}"));
    Exit::Failed
}

/// What an id of a control stands for in each framework that knows it, with what is evidence for it.
fn controls(db: &Database, project: Project, wanted: &str) -> String {
    let mut text = String::new();
    for (framework, answer) in frameworks::ask(db, project, wanted) {
        let (told, controls) = answered(framework, &answer, wanted);
        _ = writeln!(text, "{told}");
        for control in controls {
            _ = writeln!(text, "  {} {}", control.id, control.title);
            let of_control = |link: &&Link| link.framework == framework.span && link.control == control.id;
            for link in frameworks::links(db, project).iter().filter(of_control) {
                let checks: Vec<&str> = link.checks.iter().map(Check::name).collect();
                _ = writeln!(text, "    evidence {} from {}", link.extent.words(), checks.join(", "));
            }
        }
        text.push('\n');
    }
    if text.is_empty() { text } else { escaped(text.trim_end()).into_owned() + "\n" }
}

/// An answer as a sentence, with the controls that are meant.
fn answered<'a>(framework: &Framework, answer: &Answer<'a>, wanted: &str) -> (String, Vec<&'a Control>) {
    let citation = format!("{} (`{}`)", framework.citation, framework.name);
    match answer {
        Answer::Control(control) => (citation, vec![control]),
        Answer::Withdrawn(control) => (format!("{citation} has withdrawn `{}`: {}", control.id, control.title), vec![]),
        Answer::Spelled(control) => (format!("{citation} writes `{}`", control.id), vec![control]),
        Answer::Group(title) => (format!("{citation} has a group of controls called {title}"), vec![]),
        Answer::LeftOut(group) => {
            (format!("{citation} has a group {}, {}, of which nothing is carried here", group.id, group.title), vec![])
        }
        Answer::Nothing(_) => (format!("{citation} does not have it"), vec![]),
        Answer::Cited(cited, meant) => {
            let because = cited.because.as_ref().map(|because| format!(": {because}")).unwrap_or_default();
            let told = format!("`{wanted}` is no id of {citation}; it is cited by {}{because}", cited.by);
            (told, meant.clone())
        }
    }
}

/// The project at a path, or one in which nothing is declared.
pub(crate) fn project_of(db: &Database, path: Option<&Path>) -> Option<Project> {
    match path {
        Some(path) => project::read(db, &Request { paths: &[path.to_owned()], ..Request::default() }),
        None => Some(with_library(db, Vec::new(), 0)),
    }
}

/// Everything that can be found in a project.
pub(crate) fn known(db: &Database, project: Project) -> Vec<&'static Descriptor> {
    let mut all = rules::catalogue();
    all.extend(rules::declared_rules(db, project));
    all
}
