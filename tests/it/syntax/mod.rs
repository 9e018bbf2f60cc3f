//! Text to tree and back: cutting, errors, hostile input, the formatter.

mod cutting;
mod deletion;
mod errors;
mod formatter;
mod generate;
mod hostile;
mod spans;

use std::ops::Range;
use std::path::Path;

use bailiwick::finding::Finding;
use bailiwick::source::{Database, File, LineIndex};
use bailiwick::syntax::{NotFormatted, Parsed, format, parse};
use bailiwick::vocabulary::{Inside, NOUNS, Noun};

/// A text and where it comes from.
pub(crate) struct Policy {
    pub(crate) path: String,
    pub(crate) text: String,
}

fn file(db: &Database, text: &str) -> File {
    File::new(db, "policy.bwk".into(), "policy.bwk".into(), "policy".into(), text.into())
}

/// A text as it is read.
pub(crate) fn read(text: &str) -> Parsed {
    let db = Database::default();
    parse(file(&db, text), text)
}

/// A text in order.
pub(crate) fn formatted(text: &str) -> Result<String, NotFormatted> {
    let db = Database::default();
    format(file(&db, text), text)
}

/// The tree of a text, without its places.
pub(crate) fn shape(text: &str) -> String {
    without_spans(&format!("{:?}", read(text).tree))
}

/// What `Debug` prints, without the places in it.
pub(crate) fn without_spans(debug: &str) -> String {
    let mut parts = debug.split("Span {");
    let first = parts.next().unwrap_or_default().to_owned();
    let after =
        |part: &'_ str| part.split_once(", end: ").and_then(|(_, rest)| Some(rest.split_once('}')?.1.to_owned()));
    parts.fold(first, |text, part| text + &after(part).unwrap_or_default())
}

/// The files that show every construct.
pub(crate) fn corpus() -> Vec<Policy> {
    let found = below("tests/spec/syntax");
    assert!(found.len() >= 9, "{} files", found.len());
    found
}

/// Every policy in the repository.
pub(crate) fn policies() -> Vec<Policy> {
    let found: Vec<Policy> = ["examples", "stdlib", "src", "tests"].into_iter().flat_map(below).collect();
    assert!(found.len() >= 16, "{} files", found.len());
    found
}

fn below(folder: &str) -> Vec<Policy> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut folders, mut found) = (vec![root.join(folder)], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|ending| ending == "bwk") {
                let text = std::fs::read_to_string(&path).expect("a text");
                found.push(Policy { path: path.strip_prefix(root).expect("below").display().to_string(), text });
            }
        }
    }
    found.sort_by(|a, b| a.path.cmp(&b.path));
    found
}

/// Codes and lines of what is wrong.
pub(crate) fn wrong(text: &str) -> Vec<String> {
    let index = LineIndex::new(text);
    let one = |finding: &Finding| format!("{} {}", finding.about.code, index.position(text, finding.span.start).line);
    read(text).findings.iter().map(one).collect()
}

/// The places of words, texts, signs and comments, found without any help of the library.
pub(crate) fn tokens(text: &str) -> Vec<Range<usize>> {
    let is_word = |c: char| c.is_alphanumeric() || "_-:%".contains(c);
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(first) = text[at..].chars().next() {
        let rest = &text[at..];
        let pair = ["<=", ">=", ".."].into_iter().find(|pair| rest.starts_with(pair));
        let length = match first {
            _ if rest.starts_with("//") => rest.find('\n').unwrap_or(rest.len()),
            '"' if rest.starts_with("\"\"\"") => 6 + rest[3..].find("\"\"\"").expect("texts are closed"),
            '"' => quoted(rest),
            _ if is_word(first) => rest.find(|c| !is_word(c)).unwrap_or(rest.len()),
            _ => pair.map_or(first.len_utf8(), str::len),
        };
        if !first.is_whitespace() {
            found.push(at..at + length);
        }
        at += length;
    }
    found
}

fn quoted(rest: &str) -> usize {
    let mut is_escaped = true;
    for (at, character) in rest.char_indices() {
        if character == '"' && !is_escaped {
            return at + 1;
        }
        is_escaped = character == '\\' && !is_escaped;
    }
    rest.len()
}

/// Where each declaration begins and ends: from a word in column one, or from the documentation before it, to the next.
pub(crate) fn declarations(text: &str) -> Vec<Range<usize>> {
    let mut starts = Vec::new();
    let mut documentation = None;
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if line.starts_with(|c: char| c.is_ascii_alphabetic()) {
            starts.push(documentation.take().unwrap_or(at));
        } else if line.starts_with("///") {
            documentation = documentation.or(Some(at));
        }
        at += line.len();
    }
    let ends = starts.iter().skip(1).copied().chain([text.len()]).collect::<Vec<_>>();
    starts.into_iter().zip(ends).map(|(start, end)| start..end).collect()
}

#[test]
fn every_policy_in_the_repository_is_read() {
    for Policy { path, text } in policies() {
        assert_eq!(wrong(&text), [""; 0], "{path}");
    }
}

/// Whether a line of the corpus begins with these words.
fn stands_in(corpus: &[Policy], head: &str) -> bool {
    let begins = |line: &str| {
        line.trim_start().strip_prefix(head).is_some_and(|rest| rest.is_empty() || rest.starts_with([' ', '\n']))
    };
    corpus.iter().flat_map(|policy| policy.text.lines()).flat_map(|line| line.split("{ ")).any(begins)
}

#[test]
fn every_noun_and_every_clause_stands_in_the_corpus() {
    let corpus = corpus();
    for noun in &NOUNS {
        assert!(stands_in(&corpus, noun.name), "`{}` is missing", noun.name);
        for clause in clauses(noun) {
            assert!(stands_in(&corpus, clause.head), "`{}` of `{}` is missing", clause.head, noun.name);
            if let Inside::Clauses(inner) = clause.inside {
                for inner in inner {
                    assert!(stands_in(&corpus, inner.head), "`{}` in `{}` is missing", inner.head, clause.head);
                }
            }
        }
    }
}

fn clauses(noun: &Noun) -> impl Iterator<Item = &'static bailiwick::vocabulary::Clause> {
    noun.clauses.iter().flat_map(|group| group.iter())
}

/// No word is both a declaration inside a noun and a clause of it, and no clause begins with a word that continues one.
#[test]
fn no_head_means_two_things() {
    let continuing = ["when", "unless", "during", "until", "through", "via", "needing", "and", "or"];
    for noun in &NOUNS {
        let mut heads: Vec<&str> = clauses(noun).map(|clause| clause.head).chain(noun.nests.iter().copied()).collect();
        assert!(heads.iter().all(|head| !continuing.contains(head)), "{}", noun.name);
        let all = heads.len();
        heads.sort_unstable();
        heads.dedup();
        assert_eq!(heads.len(), all, "a head of `{}` stands twice", noun.name);
    }
}

/// The words that begin a declaration in column one are written down in the grammar as well.
#[test]
fn the_grammar_knows_the_nouns() {
    let grammar = include_str!("../../../grammar/bailiwick.pest");
    let line = grammar.lines().find(|line| line.starts_with("noun = ")).expect("a rule for nouns");
    let mut written: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
    written.sort_unstable();
    let mut nouns: Vec<&str> = NOUNS.iter().filter(|noun| noun.top).map(|noun| noun.name).collect();
    nouns.extend(["edition", "use"]);
    nouns.sort_unstable();
    assert_eq!(written, nouns);
}

/// Every rule says in one line what it is.
#[test]
fn every_rule_of_the_grammar_is_explained() {
    let grammar = include_str!("../../../grammar/bailiwick.pest");
    let lines: Vec<&str> = grammar.lines().collect();
    let is_rule = |line: &&str| {
        line.split_once(" = ").is_some_and(|(name, _)| name.chars().all(|c| c.is_alphabetic() || c == '_'))
    };
    let rules = lines.windows(2).filter(|pair| is_rule(&pair[1]));
    let unexplained: Vec<&str> =
        rules.clone().filter(|pair| !pair[0].starts_with("/// ")).map(|pair| pair[1]).collect();
    assert_eq!(unexplained, [""; 0]);
    assert!(rules.count() > 100);
}
