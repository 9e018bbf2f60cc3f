//! What editors need besides the language server: colours that are made from the language and never behind it, and the
//! settings that people copy.

use std::collections::BTreeSet;
use std::path::PathBuf;

use bailiwick::report::textmate;
use bailiwick::vocabulary::{Clause, Form, Inside, NOUNS, Part, RECORD, heads};
use serde_json::Value;
use toml::de::{DeTable, DeValue};

fn kept() -> PathBuf {
    editors("vscode/syntaxes/bailiwick.tmLanguage.json")
}

fn editors(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("lsp/editors").join(path)
}

fn read(path: &str) -> String {
    std::fs::read_to_string(editors(path)).expect("a file of an editor")
}

#[test]
fn the_file_is_what_is_made_from_the_language() {
    let made = textmate();
    if std::env::var_os("BLESS").is_some() {
        std::fs::write(kept(), &made).expect("a grammar that can be written");
    }
    let expected = std::fs::read_to_string(kept()).unwrap_or_default();
    assert!(expected == made, "{} is not what the language is now: `cargo bless`", kept().display());
}

/// Every word of a form.
fn collect(form: Form, found: &mut BTreeSet<&'static str>) {
    for part in form {
        match part {
            Part::Word(word) => _ = found.insert(word),
            Part::OneOf(words) => found.extend(*words),
            Part::Maybe(inner) | Part::As(_, inner) => collect(inner, found),
            Part::Either(forms) | Part::AnyOrder(forms) => forms.iter().for_each(|form| collect(form, found)),
            _ => {}
        }
    }
}

fn of_clauses(clauses: &[Clause], found: &mut BTreeSet<&'static str>) {
    for clause in clauses {
        found.insert(clause.head);
        collect(clause.form, found);
        if let Inside::Clauses(inner) = clause.inside {
            of_clauses(inner, found);
        }
    }
}

/// The words of the catalogue and of the grammar.
fn words() -> BTreeSet<&'static str> {
    let mut words = BTreeSet::new();
    for noun in &NOUNS {
        words.insert(noun.name);
        words.extend(heads(Inside::Noun(noun)));
        collect(noun.header, &mut words);
        noun.clauses.iter().for_each(|clauses| of_clauses(clauses, &mut words));
    }
    of_clauses(&RECORD, &mut words);
    let is_word = |word: &&str| word.len() > 1 && word.bytes().all(|byte| byte.is_ascii_lowercase() || byte == b'-');
    for line in include_str!("../../grammar/bailiwick.pest").lines().filter(|line| !line.starts_with("//")) {
        words.extend(line.split('"').skip(1).step_by(2).filter(is_word));
    }
    words
}

/// Every expression of a `TextMate` grammar.
fn expressions<'v>(value: &'v Value, found: &mut Vec<&'v str>) {
    match value {
        Value::Array(items) => items.iter().for_each(|item| expressions(item, found)),
        Value::Object(fields) => {
            for (name, field) in fields {
                match field.as_str() {
                    Some(text) if matches!(name.as_str(), "match" | "begin" | "end") => found.push(text),
                    _ => expressions(field, found),
                }
            }
        }
        _ => {}
    }
}

fn missing<'w>(grammar: &str, words: &BTreeSet<&'w str>) -> Vec<&'w str> {
    let grammar: Value = serde_json::from_str(grammar).expect("JSON");
    let mut found = Vec::new();
    expressions(&grammar, &mut found);
    // Words stand in groups: `(one|other)`.
    let known: BTreeSet<&str> = found.iter().flat_map(|text| text.split(['(', ')', '|'])).collect();
    words.iter().copied().filter(|word| !known.contains(word)).collect()
}

#[test]
fn every_word_of_the_language_is_in_it() {
    let words = words();
    assert!(words.len() > 300, "{}", words.len());
    let made = textmate();
    assert_eq!(missing(&made, &words), [""; 0]);
    // Whoever leaves one out is seen.
    let poorer = made.replace("|longest-run|", "|");
    assert_ne!(poorer, made);
    assert_eq!(missing(&poorer, &words), ["longest-run"]);
}

/// What is included is there.
#[test]
fn nothing_is_included_that_is_missing() {
    let grammar: Value = serde_json::from_str(&textmate()).expect("JSON");
    let text = grammar.to_string();
    for part in text.split("\"include\":\"#").skip(1) {
        let name = part.split('"').next().expect("a name");
        assert!(grammar["repository"][name].is_object(), "{name}");
    }
}

#[test]
fn the_extension_has_the_version_of_the_compiler() {
    let manifest: Value = serde_json::from_str(&read("vscode/package.json")).expect("JSON");
    assert_eq!(manifest["version"], env!("CARGO_PKG_VERSION"));
}

/// What is copied into the settings of Helix names the server for the files of the language, with its options.
#[test]
fn the_settings_of_helix_are_settings() {
    let page = read("helix.md");
    let copied = page.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("settings");
    let settings = DeValue::Table(DeTable::parse(copied).expect("TOML").into_inner());
    let language = settings["language"].get_ref()[0].get_ref();
    assert_eq!(language["file-types"].get_ref()[0].get_ref().as_str(), Some("bwk"));
    assert_eq!(language["comment-token"].get_ref().as_str(), Some("//"));
    let server = language["language-servers"].get_ref()[0].get_ref().as_str().expect("the name of a server");
    let server = settings["language-server"].get_ref()[server].get_ref();
    assert_eq!(server["command"].get_ref().as_str(), Some("bailiwick-lsp"));
    assert!(server["config"].get_ref()["asOf"].get_ref().is_str());
}
