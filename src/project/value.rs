//! The values of keys.

use toml::Spanned;
use toml::de::DeValue;

use crate::finding::{Finding, Severity, closest};
use crate::project::AsOf;
use crate::project::errors::{SILENCED_RULE, UNKNOWN_EDITION, WRONG_SETTING};
use crate::project::keys::{AS_OF, EDITIONS, LEVELS};
use crate::project::read::{Reader, listed};
use crate::project::types::{Level, Overrides, Said, severity};
use crate::syntax::RESERVED;

/// What somebody may write who wants a rule to be silent.
const SILENT: [&str; 7] = ["off", "none", "allow", "ignore", "silent", "disabled", "never"];

type Value<'t, 'i> = &'t Spanned<DeValue<'i>>;

impl Reader {
    /// Reads the value of a key, whose pattern has the names `way` for its stars.
    pub(crate) fn value(&mut self, pattern: &str, way: &[Said<String>], value: Value<'_, '_>) {
        match pattern {
            "name" => {
                self.manifest.name = self.text(value, "a name in double quotes");
                if let Some(name) = self.manifest.name.clone() {
                    self.check_name(&name);
                }
            }
            "edition" => self.edition(value),
            "sources" => self.sources(value),
            "tiers" => {
                let said = self.text(value, "the name of a tiers table in double quotes");
                self.manifest.tiers = said.filter(|said| self.is_path_of_names(said));
            }
            "as-of" => {
                let word = self.word(value, &AS_OF);
                self.manifest.as_of = if word == Some("required") { AsOf::Required } else { AsOf::Today };
            }
            "dependencies.*.path" => {
                let path = self.text(value, "a folder in double quotes").filter(|path| self.is_portable(path));
                if let Some(last) = self.manifest.dependencies.last_mut() {
                    last.path = path;
                }
            }
            "report.title" => self.manifest.report.title = self.text(value, "a text").map(|said| said.value),
            "report.organisation" => {
                self.manifest.report.organisation = self.text(value, "a text").map(|said| said.value);
            }
            _ => self.overriding(pattern, way, value),
        }
    }

    /// What profiles can say as well.
    fn overriding(&mut self, pattern: &str, way: &[Said<String>], value: Value<'_, '_>) {
        let own = pattern.strip_prefix("profiles.*.");
        match own.unwrap_or(pattern) {
            "fail-on" => {
                let level = self.word(value, &LEVELS).and_then(severity);
                self.overrides(own.is_some()).fail_on = level;
            }
            "unknown-limit" => {
                let limit = self.share(value);
                self.overrides(own.is_some()).unknown_limit = limit;
            }
            _ => {
                let (Some(rule), Some(severity)) = (way.last().cloned(), self.level(value)) else { return };
                self.overrides(own.is_some()).levels.push(Level { rule, severity });
            }
        }
    }

    /// What is overridden: by the profile that is being read, or for all.
    fn overrides(&mut self, by_profile: bool) -> &mut Overrides {
        match self.manifest.profiles.last_mut().filter(|_| by_profile) {
            Some(profile) => &mut profile.overrides,
            None => &mut self.manifest.overrides,
        }
    }

    fn text(&mut self, value: Value<'_, '_>, expected: &str) -> Option<Said<String>> {
        match value.get_ref() {
            DeValue::String(text) if !text.trim().is_empty() => {
                Some(Said { value: text.to_string(), span: self.at(value) })
            }
            _ => {
                self.wrong(value, expected, &format!("write {expected}"));
                None
            }
        }
    }

    fn word(&mut self, value: Value<'_, '_>, words: &[&'static str]) -> Option<&'static str> {
        let written = value.get_ref().as_str().unwrap_or_default();
        let found = words.iter().find(|word| **word == written).copied();
        if found.is_none() {
            let quoted: Vec<String> = words.iter().map(|word| format!("\"{word}\"")).collect();
            let quoted: Vec<&str> = quoted.iter().map(String::as_str).collect();
            let help = match closest(written, words.iter().copied()) {
                Some(near) => format!("did you mean `\"{near}\"`?"),
                None => format!("write one of {}", listed(&quoted)),
            };
            self.wrong(value, &format!("one of {}", listed(&quoted)), &help);
        }
        found
    }

    fn level(&mut self, value: Value<'_, '_>) -> Option<Severity> {
        let written = value.get_ref().as_str().map(str::to_lowercase);
        let is_false = matches!(value.get_ref(), DeValue::Boolean(false));
        if is_false || written.is_some_and(|word| SILENT.contains(&word.as_str())) {
            let finding = Finding::new(&SILENCED_RULE, self.at(value), "a rule can be made milder, never silent");
            self.findings.push(
                finding
                    .note("findings are accepted by a dated `exception` in the policy, with a reason and an approver")
                    .help("write `\"info\"` for the mildest level, and an `exception` for what is accepted"),
            );
            return None;
        }
        self.word(value, &LEVELS).and_then(severity)
    }

    fn edition(&mut self, value: Value<'_, '_>) {
        let DeValue::Integer(number) = value.get_ref() else {
            let example = EDITIONS[0];
            self.wrong(value, "the number of an edition", &format!("write `edition = {example}`, without quotes"));
            return;
        };
        let Some(number) = i64::from_str_radix(number.as_str(), number.radix()).ok() else {
            self.wrong(value, "the number of an edition", &format!("write `edition = {}`", EDITIONS[0]));
            return;
        };
        let span = self.at(value);
        self.manifest.edition = Some(Said { value: number, span });
        if !EDITIONS.contains(&number) {
            let finding = Finding::new(&UNKNOWN_EDITION, span, format!("this build knows no edition `{number}`"));
            self.findings.push(finding.help(what_to_do(number)));
        }
    }

    fn sources(&mut self, value: Value<'_, '_>) {
        const EXPECTED: &str = "a list of folders and files";
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(value, EXPECTED, "write a list: `sources = [\"policies\"]`");
            return;
        };
        if items.is_empty() {
            let finding = Finding::new(&WRONG_SETTING, self.at(value), "the list of sources is empty");
            self.findings
                .push(finding.help("name a folder, or leave `sources` out: then all of the manifest's folder counts"));
        }
        let mut sources: Vec<Said<String>> = Vec::new();
        for item in items {
            let Some(said) = self.text(item, "a folder or file in double quotes") else { continue };
            if sources.iter().any(|other| other.value == said.value) {
                let message = format!("the source `{}` stands there twice", said.value);
                self.findings.push(Finding::new(&WRONG_SETTING, said.span, message).help("delete one of the two"));
            } else if self.is_portable(&said) {
                sources.push(said);
            }
        }
        self.manifest.sources = Some(sources);
    }

    fn share(&mut self, value: Value<'_, '_>) -> Option<Said<u8>> {
        let digits = value.get_ref().as_str().and_then(|text| text.strip_suffix('%'));
        let is_number =
            |digits: &&str| (1..=3).contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
        let percent: Option<u8> = digits.filter(is_number).and_then(|digits| digits.parse().ok());
        let percent = percent
            .filter(|percent| *percent <= 100 && (*percent == 100 || digits.is_some_and(|digits| digits.len() < 3)));
        if percent.is_none() {
            self.wrong(
                value,
                "a share from `\"0%\"` to `\"100%\"`",
                "write whole percents in double quotes: `\"10%\"`",
            );
        }
        Some(Said { value: percent?, span: self.at(value) })
    }

    /// Reports a name that no package can have.
    pub(crate) fn check_name(&mut self, name: &Said<String>) {
        let what = &name.value;
        let (why, help) = if what == "std" {
            ("is the standard library, and no package", "the library is always there; give the package another name")
        } else if RESERVED.contains(&what.as_str()) {
            ("is a word of the language", "choose another name: a module of the package begins with it")
        } else if is_name(what) {
            return;
        } else {
            ("is no name", "names begin with a letter and have letters, digits, `_`, and single hyphens inside")
        };
        self.findings.push(Finding::new(&WRONG_SETTING, name.span, format!("`{what}` {why}")).help(help));
    }

    fn is_path_of_names(&mut self, said: &Said<String>) -> bool {
        let is_path = said.value.contains('.') && said.value.split('.').all(is_name);
        if !is_path {
            let message = format!("`{}` is no name with its module in front", said.value);
            let finding = Finding::new(&WRONG_SETTING, said.span, message);
            self.findings.push(finding.help("write the module and the table: `\"std.tiers.standard\"`"));
        }
        is_path
    }

    /// Whether a path means the same on every machine; reported if not.
    fn is_portable(&mut self, path: &Said<String>) -> bool {
        let text = path.value.as_str();
        let has_drive = text.starts_with(|first: char| first.is_ascii_alphabetic()) && text[1..].starts_with(':');
        let (why, help) = if text.contains('\\') {
            ("has backslashes", "write forward slashes; they work everywhere")
        } else if text.starts_with('/') || has_drive {
            ("is a place on one machine", "write it relative to the folder of the manifest")
        } else if text.contains('\0') {
            ("has a character that no path can have", "write a path of visible characters")
        } else {
            return true;
        };
        self.findings.push(Finding::new(&WRONG_SETTING, path.span, format!("the path `{text}` {why}")).help(help));
        false
    }
}

/// What somebody does whose text is of an edition that is not known.
pub(crate) fn what_to_do(edition: i64) -> String {
    let known = EDITIONS.map(|known| format!("`{known}`")).join(", ");
    if EDITIONS.iter().all(|known| *known < edition) {
        return format!("install a newer Bailiwick; this one knows {known}");
    }
    format!("write an edition that this build knows ({known}), and mend what is then found")
}

/// Whether the language could write it as one name.
fn is_name(text: &str) -> bool {
    let is_word = |word: &str| !word.is_empty() && word.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_');
    text.starts_with(|first: char| first.is_ascii_alphabetic()) && text.split('-').all(is_word)
}
