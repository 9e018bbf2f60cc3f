//! From the text of a manifest to what it says. Never fails: what is wrong is left out and reported, all of it at once.

use std::collections::BTreeSet;

use toml::Spanned;
use toml::de::{DeTable, DeValue};

use crate::finding::{Finding, closest};
use crate::project::errors::{MALFORMED_MANIFEST, MISSING_KEY, UNKNOWN_KEY, WRONG_SETTING};
use crate::project::keys::{EDITIONS, inside, is_table, pattern};
use crate::project::{Dependency, Manifest, Overrides, Profile, Said};
use crate::source::{Db, File, Span};

/// A manifest, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Parsed {
    /// What it says.
    pub manifest: Manifest,
    /// What is wrong, in the order of the text.
    pub findings: Vec<Finding>,
}

/// What the manifest in a file says.
#[salsa::tracked(returns(ref))]
pub fn manifest(db: &dyn Db, file: File) -> Parsed {
    let text = file.text(db);
    let (table, errors) = DeTable::parse_recoverable(text);
    let mut reader = Reader {
        file,
        is_whole: errors.is_empty(),
        seen: BTreeSet::new(),
        manifest: Manifest::default(),
        findings: Vec::new(),
    };
    for error in &errors {
        reader.malformed(text, error);
    }
    let malformed: Vec<Span> = reader.findings.iter().map(|finding| finding.span).collect();
    reader.table(table.get_ref(), "", &mut Vec::new());
    reader.demand("name", "write `name = \"...\"` at its top: the name by which other packages know it");
    reader.demand("edition", &format!("write `edition = {}` at its top", EDITIONS[0]));
    let Reader { manifest, mut findings, .. } = reader;
    // What stands for a value that could not be read is no value of the user's.
    findings.retain(|finding| finding.about == &MALFORMED_MANIFEST || !malformed.contains(&finding.span));
    findings.sort_by_key(|finding| (finding.span.start, finding.span.end));
    Parsed { manifest, findings }
}

/// Reads one manifest.
pub(crate) struct Reader {
    file: File,
    /// Whether all of it is TOML, so that what is not there was not written.
    is_whole: bool,
    /// The keys of the whole manifest that were written, with whatever value.
    seen: BTreeSet<String>,
    pub(crate) manifest: Manifest,
    pub(crate) findings: Vec<Finding>,
}

impl Reader {
    fn span(&self, at: std::ops::Range<usize>) -> Span {
        let offset = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { file: self.file, start: offset(at.start), end: offset(at.end) }
    }

    /// The place of something written.
    pub(crate) fn at<T>(&self, written: &Spanned<T>) -> Span {
        self.span(written.span())
    }

    /// Reports what is no TOML.
    fn malformed(&mut self, text: &str, error: &toml::de::Error) {
        let at = error.span().unwrap_or_default();
        let (before, here) = (text.get(..at.start).unwrap_or_default(), text.get(at.clone()).unwrap_or_default());
        let is_word = !here.is_empty() && here.chars().all(|c| c.is_alphanumeric() || "-_.%".contains(c));
        let (message, help) = if error.message() == "duplicate key" {
            (format!("`{here}` stands there twice"), "keep one of the two".to_owned())
        } else if is_word && before.trim_end().ends_with('=') {
            (format!("the text `{here}` has no quotes"), format!("write `\"{here}\"`"))
        } else {
            let help = "a line is `key = value` or `[table]`, and texts stand in double quotes";
            (format!("the manifest is no TOML here: {}", error.message()), help.to_owned())
        };
        let finding = Finding::new(&MALFORMED_MANIFEST, self.span(at), message);
        self.findings.push(finding.help(help));
    }

    /// Reads a table. `pattern` says which, `way` the names that were chosen for its stars.
    fn table(&mut self, table: &DeTable<'_>, around: &str, way: &mut Vec<Said<String>>) {
        for (key, value) in table {
            let word = Said { value: key.get_ref().to_string(), span: self.at(key) };
            let Some(pattern) = pattern(around, &word.value) else {
                self.unknown_key(&word, around);
                continue;
            };
            let is_chosen = pattern.ends_with('*');
            if is_chosen {
                way.push(word);
            } else if around.is_empty() {
                self.seen.insert(word.value);
            }
            match value.get_ref() {
                DeValue::Table(inner) if is_table(&pattern) => {
                    self.open(&pattern, way, inner);
                    self.table(inner, &pattern, way);
                }
                _ if is_table(&pattern) => {
                    let example = if pattern == "dependencies.*" { "{ path = \"../folder\" }" } else { "{ }" };
                    self.wrong(value, "a table", &format!("write a table: `{} = {example}`", key.get_ref()));
                }
                _ => self.value(&pattern, way, value),
            }
            if is_chosen {
                way.pop();
            }
        }
    }

    /// Begins what a table of a chosen name stands for.
    fn open(&mut self, pattern: &str, way: &[Said<String>], table: &DeTable<'_>) {
        let Some(name) = way.last().cloned() else { return };
        match pattern {
            "dependencies.*" => {
                self.check_name(&name);
                if self.is_whole && !table.contains_key("path") {
                    let message = format!("the dependency `{}` does not say its `path`", name.value);
                    let finding = Finding::new(&MISSING_KEY, name.span, message);
                    let help = format!("write `{} = {{ path = \"../folder\" }}`", name.value);
                    self.findings.push(finding.help(help));
                }
                self.manifest.dependencies.push(Dependency { name, path: None });
            }
            "profiles.*" => self.manifest.profiles.push(Profile { name, overrides: Overrides::default() }),
            _ => {}
        }
    }

    fn unknown_key(&mut self, key: &Said<String>, around: &str) {
        let known = inside(around);
        let place = match around {
            "" => "a manifest".to_owned(),
            "dependencies.*" => "a dependency".to_owned(),
            "profiles.*" => "a profile".to_owned(),
            table => format!("`[{table}]`"),
        };
        let finding = Finding::new(&UNKNOWN_KEY, key.span, format!("{place} has no key `{}`", key.value));
        let finding = finding.here("unknown key");
        self.findings.push(match closest(&key.value, known.iter().copied()) {
            Some(near) => {
                finding.help(format!("did you mean `{near}`?")).replace(format!("write `{near}`"), key.span, near)
            }
            None if !around.is_empty() && inside("").contains(&key.value.as_str()) => {
                finding.help(format!("put `{}` before the first table: it belongs to the whole manifest", key.value))
            }
            None => finding.help(format!("its keys are {}", listed(&known))),
        });
    }

    /// Reports a value of the wrong kind.
    pub(crate) fn wrong(&mut self, value: &Spanned<DeValue<'_>>, expected: &str, help: &str) {
        let found = match value.get_ref() {
            DeValue::String(text) => format!("`\"{text}\"`"),
            DeValue::Integer(number) => format!("`{number}`"),
            DeValue::Float(number) => format!("`{number}`"),
            DeValue::Boolean(value) => format!("`{value}`"),
            DeValue::Datetime(date) => format!("`{date}`"),
            DeValue::Array(_) => "a list".to_owned(),
            DeValue::Table(_) => "a table".to_owned(),
        };
        let finding = Finding::new(&WRONG_SETTING, self.at(value), format!("this is {found}, and not {expected}"));
        self.findings.push(finding.help(help.to_owned()));
    }

    fn demand(&mut self, key: &str, help: &str) {
        if self.is_whole && !self.seen.contains(key) {
            let finding = Finding::new(&MISSING_KEY, self.span(0..0), format!("the manifest does not say its `{key}`"));
            self.findings.push(finding.help(help.to_owned()));
        }
    }
}

/// Names in backticks, as a sentence.
pub(crate) fn listed(names: &[&str]) -> String {
    let quoted: Vec<String> = names.iter().map(|name| format!("`{name}`")).collect();
    match quoted.as_slice() {
        [] => String::new(),
        [one] => one.clone(),
        [all @ .., last] => format!("{} and {last}", all.join(", ")),
    }
}
