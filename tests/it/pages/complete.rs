//! The reference leaves nothing out: every noun and clause, every attribute, every word of the grammar, every command and flag,
//! every module of the library stands on a page, and every page can be found from the first one.

use std::collections::BTreeSet;
use std::path::Path;

use bailiwick::inventory::attributes;
use bailiwick::source::LIBRARY;
use bailiwick::vocabulary::{Clause, Inside, NOUNS, Noun};

use super::{blocks_of, pages};
use crate::tidy::{File, repository};

const REFERENCE: &str = "grammar/reference/";
/// Clauses that are explained once, for all nouns that have them.
const SHARED: [&str; 2] = ["clauses/common", "clauses/actor"];

fn page(name: &str) -> String {
    let path = format!("{REFERENCE}{name}.md");
    let found = pages().into_iter().find(|page| page.path == path);
    found.map(|page| page.text).unwrap_or_default()
}

/// Whether a page explains a word: it stands there as code, or code begins with it.
fn explains(text: &str, word: &str) -> bool {
    let code = text.split('`').skip(1).step_by(2);
    code.filter_map(|code| code.split([' ', '|', '\\', '(', '[', ',']).next()).any(|first| first == word)
        || text.split('`').skip(1).step_by(2).any(|code| code.split_whitespace().any(|part| part == word))
}

fn clauses(noun: &Noun) -> impl Iterator<Item = &'static Clause> {
    noun.clauses.iter().flat_map(|group| group.iter())
}

#[test]
fn every_noun_and_clause_is_explained() {
    let shared: Vec<String> = SHARED.iter().map(|name| page(name)).collect();
    let mut missing = Vec::new();
    for noun in &NOUNS {
        let own = page(&format!("declarations/{}", noun.name));
        if own.is_empty() {
            missing.push(format!("no page for `{}`", noun.name));
            continue;
        }
        for clause in clauses(noun) {
            let is_there = explains(&own, clause.head) || shared.iter().any(|page| explains(page, clause.head));
            if !is_there {
                missing.push(format!("`{}` is not explained on the page of `{}`", clause.head, noun.name));
            }
            if let Inside::Clauses(inner) = clause.inside {
                let unexplained = inner.iter().filter(|inner| !explains(&own, inner.head));
                missing.extend(
                    unexplained.map(|inner| format!("`{}` in `{}` of `{}`", inner.head, clause.head, noun.name)),
                );
            }
        }
    }
    assert_eq!(missing, [""; 0]);
}

#[test]
fn every_noun_and_clause_stands_in_an_example() {
    let blocks: Vec<String> = blocks_of("bwk").into_iter().map(|block| block.text).collect();
    let words: BTreeSet<&str> = blocks
        .iter()
        .flat_map(|text| text.lines())
        .flat_map(|line| line.split(['{', '}']).filter_map(|part| part.split_whitespace().next()))
        .collect();
    let mut missing = Vec::new();
    for noun in &NOUNS {
        missing.extend((!words.contains(noun.name)).then_some(noun.name));
        missing.extend(clauses(noun).map(|clause| clause.head).filter(|head| !words.contains(head)));
    }
    assert_eq!(missing, [""; 0], "no running example shows these");
}

#[test]
fn every_attribute_that_is_worked_out_is_explained() {
    let rule = page("declarations/rule");
    let mut missing = BTreeSet::new();
    for noun in NOUNS.iter().map(|noun| noun.name).chain(["grant"]) {
        let of_clauses: Vec<&str> =
            NOUNS.iter().filter(|one| one.name == noun).flat_map(clauses).map(|one| one.head).collect();
        let header = |(_, documentation): &(&str, &str)| *documentation == "as its header says";
        for attribute in attributes(noun).iter().filter(|one| !header(one)) {
            if !of_clauses.contains(&attribute.0) && !explains(&rule, attribute.0) {
                missing.insert(attribute.0);
            }
        }
    }
    assert_eq!(missing, BTreeSet::new(), "rules can ask for these, and the page of rules does not say so");
}

#[test]
fn every_word_of_the_grammar_is_explained() {
    let grammar = repository().into_iter().find(|file| file.path == "grammar/bailiwick.pest").expect("the grammar");
    let mut words: BTreeSet<&str> = BTreeSet::new();
    for line in grammar.text.lines().filter(|line| !line.trim_start().starts_with("//")) {
        let quoted = line.split('"').skip(1).step_by(2);
        words.extend(quoted.filter(|word| word.len() > 1 && word.bytes().all(|b| b.is_ascii_lowercase() || b == b'-')));
    }
    assert!(words.len() > 30, "{words:?}");
    let reference: Vec<File> = pages().into_iter().filter(|page| page.path.starts_with("grammar/")).collect();
    let explained = |word: &str| reference.iter().any(|page| explains(&page.text, word));
    let missing: Vec<&str> = words.into_iter().filter(|word| !explained(word)).collect();
    assert_eq!(missing, [""; 0]);
}

#[test]
fn every_module_of_the_library_has_a_page() {
    // Families of modules have one page each.
    let families = [("rules.", page("library/rules")), ("frameworks.", page("library/frameworks"))];
    let mut missing = Vec::new();
    for module in LIBRARY {
        let name = module.module.strip_prefix("std.").expect("a module of the library");
        let is_there = match families.iter().find(|(family, _)| name.starts_with(family)) {
            Some((_, page)) => explains(page, module.module),
            None => page(&format!("library/{name}")).contains(module.module),
        };
        missing.extend((!is_there).then_some(module.module));
    }
    assert_eq!(missing, [""; 0]);
}

/// Where the links of a page lead, from the root.
fn links(page: &File) -> Vec<String> {
    let folder = Path::new(&page.path).parent().unwrap_or(Path::new(""));
    let parts = page.text.split("](").skip(1).filter_map(|part| part.split_once(')'));
    let links = parts.map(|(link, _)| link.split('#').next().unwrap_or_default());
    links.filter(|link| !link.is_empty() && !link.contains("://")).map(|link| normal(&folder.join(link))).collect()
}

/// A path without `..`.
fn normal(path: &Path) -> String {
    let mut parts: Vec<String> = Vec::new();
    for part in path.components() {
        match part {
            std::path::Component::ParentDir => _ = parts.pop(),
            other => parts.push(other.as_os_str().to_string_lossy().into_owned()),
        }
    }
    parts.join("/")
}

#[test]
fn links_lead_somewhere_and_every_page_can_be_found() {
    let all = pages();
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut dead = Vec::new();
    for page in &all {
        dead.extend(
            links(page)
                .into_iter()
                .filter(|link| !root.join(link).exists())
                .map(|link| format!("{}: {link}", page.path)),
        );
    }
    assert_eq!(dead, [""; 0], "links that lead nowhere");
    let mut seen = BTreeSet::from(["grammar/README.md".to_owned()]);
    let mut waiting = vec!["grammar/README.md".to_owned()];
    while let Some(path) = waiting.pop() {
        let Some(page) = all.iter().find(|page| page.path == path) else { continue };
        waiting.extend(links(page).into_iter().filter(|link| seen.insert(link.clone())));
    }
    let lost: Vec<&str> = all
        .iter()
        .map(|page| page.path.as_str())
        .filter(|path| path.starts_with(REFERENCE) && !seen.contains(*path))
        .collect();
    assert_eq!(lost, [""; 0], "no way leads from grammar/README.md to these");
}

#[cfg(feature = "cli")]
#[test]
fn every_command_and_flag_is_explained() {
    let help = |arguments: &[&str]| {
        let program = env!("CARGO_BIN_EXE_bailiwick");
        let output = std::process::Command::new(program).args(arguments).output().expect("the command starts");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    let flags = |text: &str| -> Vec<String> {
        // An option stands at the beginning of its line, perhaps behind its short form.
        let is_option = |line: &&str| {
            let line = line.trim_start();
            line.starts_with("--") || (line.starts_with('-') && line.find(", --") == Some(2))
        };
        let lines = text.lines().filter(is_option);
        let words = lines.flat_map(str::split_whitespace).filter(|word| word.starts_with("--"));
        words
            .map(|word| word.split(['[', '=', ',', '.', '>', ']', ')']).next().unwrap_or_default().to_owned())
            .collect()
    };
    let overview = help(&["--help"]);
    let listed = overview.split("Commands:").nth(1).and_then(|rest| rest.split("\n\n").next()).expect("commands");
    let commands: Vec<&str> = listed.lines().filter_map(|line| line.split_whitespace().next()).collect();
    assert!(commands.len() > 10, "{commands:?}");
    let mut missing = Vec::new();
    for command in commands {
        let text = page(&format!("commands/{command}"));
        if text.is_empty() {
            missing.push(format!("no page for `{command}`"));
        }
        let unexplained = flags(&help(&[command, "--help"]))
            .into_iter()
            .filter(|flag| *flag != "--help" && !text.contains(flag.as_str()));
        missing.extend(unexplained.map(|flag| format!("`{flag}` of `{command}`")));
    }
    assert_eq!(missing, [""; 0]);
}
