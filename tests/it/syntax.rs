//! Text to tree and back: cutting, errors, hostile input, the formatter.

use bailiwick::finding::Finding;
use bailiwick::source::{Database, File, LineIndex, project};
use bailiwick::syntax::{Parsed, format, parse};

fn file(db: &Database, text: &str) -> File {
    File::new(db, "policy.bwk".into(), "policy".into(), text.into())
}

fn read(text: &str) -> Parsed {
    let db = Database::default();
    parse(file(&db, text), text)
}

/// Every policy in the repository, by path.
fn policies() -> Vec<(String, String)> {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let folders = ["examples/helpdesk/flawed", "examples/helpdesk/repaired", "examples/patchpilot/flawed"];
    let folders = folders.into_iter().chain(["examples/patchpilot/repaired", "stdlib", "src/cli/init"]);
    let mut found = Vec::new();
    for folder in folders {
        for entry in std::fs::read_dir(root.join(folder)).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.extension().is_some_and(|ending| ending == "bwk") {
                let text = std::fs::read_to_string(&path).expect("a text");
                found.push((path.strip_prefix(root).expect("below").display().to_string(), text));
            }
        }
    }
    found.sort();
    assert!(found.len() >= 7);
    found
}

/// Codes and lines of what is wrong.
fn wrong(text: &str) -> Vec<String> {
    let index = LineIndex::new(text);
    let one = |finding: &Finding| format!("{} {}", finding.about.code, index.position(text, finding.span.start).line);
    read(text).findings.iter().map(one).collect()
}

#[test]
fn every_policy_in_the_repository_is_read() {
    for (path, text) in policies() {
        assert_eq!(wrong(&text), Vec::<String>::new(), "{path}");
    }
}

#[test]
fn what_is_wrong_is_said_where_it_is() {
    let cases: [(&str, &[&str]); 16] = [
        ("human ana in corp\nstroe notes is files in corp\n", &["BW0105 2"]),
        ("agent a in corp {\n  may read notes\n}\n", &["BW0101 2"]),
        ("agent a in corp {\n  may read on notes when env == ci\n}\n", &["BW0101 2"]),
        ("agent a in corp {\n  may read on notes when x && y\n}\n", &["BW0101 2"]),
        ("agent a in corp {\n  may read on notes when x and y or z\n}\n", &["BW0101 2"]),
        ("agent a in corp {\n  instructabel yes\n}\n", &["BW0106 2"]),
        ("agent a in corp {\n  instructable maybe\n}\n", &["BW0107 2"]),
        ("agent a in corp {\n  instructable yes\n  instructable no\n}\n", &["BW0109 3"]),
        ("agent a in corp {\n  may read on notes\nhuman b in corp\n", &["BW0103 1"]),
        ("agent a in corp {\n  may read on notes\n}}\nhuman b in corp\n", &["BW0103 3"]),
        ("human ana \"Ana in corp\n", &["BW0102 1"]),
        ("human \u{e4}nn in corp\n", &["BW0102 1"]),
        ("human a\0 in corp\n", &["BW0102 1"]),
        ("human a in corp {\n  left 2026-02-30\n}\n", &["BW0108 2"]),
        ("human a in corp {\n  may read on x;\n  may wirte on\n  owner b\n}\n", &["BW0101 2", "BW0101 3"]),
        ("human a on corp\nhuman b in corp {\n  flies high\n}\n", &["BW0107 1", "BW0106 3"]),
    ];
    for (text, expected) in cases {
        assert_eq!(wrong(text), expected, "{text}");
    }
}

#[test]
fn signs_of_other_languages_are_answered() {
    let help = |text: &str| read(text).findings.first().and_then(|finding| finding.help.clone()).unwrap_or_default();
    assert_eq!(help("agent a in corp {\n  may read on n when env == ci\n}\n"), "write `is`");
    assert_eq!(help("agent a in corp {\n  may read on n when a && b\n}\n"), "write `and`");
    assert_eq!(help("agnet a in corp\n"), "did you mean `agent`?");
    assert_eq!(help("agent a in corp {\n  instructible yes\n}\n"), "did you mean `instructable`?");
}

/// Deleting any one token leaves something legal, or a finding in the same declaration; never one in another declaration.
#[test]
fn a_missing_token_costs_its_declaration_at_most() {
    let (mut broken, mut legal) = (0, 0);
    for (path, text) in policies() {
        let starts: Vec<usize> = std::iter::once(0)
            .chain(text.match_indices('\n').map(|(at, _)| at + 1))
            .filter(|at| text[*at..].starts_with(|c: char| c.is_ascii_alphabetic()))
            .collect();
        for (start, word) in words(&text) {
            let without = format!("{}{}", &text[..start], &text[start + word.len()..]);
            let begin = starts.iter().rev().find(|at| **at <= start).copied().unwrap_or(0);
            let end = starts.iter().find(|at| **at > start).copied().unwrap_or(text.len());
            let found = read(&without).findings;
            if found.is_empty() {
                legal += 1;
                continue;
            }
            broken += 1;
            for finding in found {
                let at = finding.span.start as usize;
                let inside = (begin..=end).contains(&at) || at + word.len() >= begin && at <= end;
                assert!(inside, "{path}: without `{word}` at {start}: {} at {at}", finding.message);
            }
        }
    }
    assert!(broken > 500 && legal > 100, "{broken} broken, {legal} legal");
}

/// Words, texts and brackets of a policy, comments left out, with where they begin.
fn words(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for (start, line) in text.match_indices('\n').map(|(at, _)| at + 1).chain([0]).map(|at| (at, &text[at..])) {
        let line = line.split('\n').next().unwrap_or_default();
        let code = line.split("//").next().unwrap_or_default();
        let mut rest = code;
        while let Some(at) = rest.find(|c: char| !c.is_whitespace()) {
            rest = &rest[at..];
            let end = rest.find(|c: char| c.is_whitespace() || "[](){},".contains(c)).unwrap_or(rest.len()).max(1);
            found.push((start + code.len() - rest.len(), &rest[..end]));
            rest = &rest[end..];
        }
    }
    found
}

#[test]
fn hostile_texts_are_survived_on_a_small_stack() {
    let texts = [
        "(".repeat(100_000),
        "{".repeat(100_000),
        format!("agent a in corp {{\n  may read on n when {}x\n}}\n", "(".repeat(100_000)),
        format!("agent a in corp {{\n  may read on n when {}x\n}}\n", "not ".repeat(100_000)),
        format!("agent a in corp {}", "{\n".repeat(5_000)),
        "[".repeat(10_000) + &"]".repeat(10_000),
        "\0".repeat(1_000),
        "\"".repeat(9_999),
        "a".repeat(1_000_000),
        "agent\n".repeat(10_000),
    ];
    for text in texts {
        let small = std::thread::Builder::new().stack_size(2 << 20);
        let thread = small.spawn(move || read(&text).findings.len()).expect("a thread");
        assert!(thread.join().expect("no overflow") > 0);
    }
}

#[test]
fn deleted_bytes_never_panic() {
    let mut random = fastrand::Rng::with_seed(7);
    let (_, text) = policies().swap_remove(0);
    for _ in 0..200 {
        let mut bytes = text.as_bytes().to_vec();
        for _ in 0..random.usize(1..20) {
            let at = random.usize(..bytes.len());
            if random.bool() { _ = bytes.remove(at) } else { bytes[at] = random.u8(..) }
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let db = Database::default();
        let project = project(&db, &[("policy.bwk", &text)], 0);
        let _ = bailiwick::model::policy(&db, project);
    }
}

/// `BAILIWICK_MEGABYTES=50` for a file of 50 MB.
#[test]
fn a_large_file_is_simply_read() {
    let megabytes = std::env::var("BAILIWICK_MEGABYTES").ok().and_then(|text| text.parse().ok()).unwrap_or(2_usize);
    let one = |n: usize| {
        format!("store store-{n} is files in corp {{\n  holds internal // a comment\n  part a \"a/**\"\n}}\n")
    };
    let mut text = String::new();
    for n in 0.. {
        text += &one(n);
        if text.len() > megabytes << 20 {
            break;
        }
    }
    assert_eq!(read(&text).findings.len(), 0);
}

#[test]
fn policies_are_in_order_and_stay_so() {
    for (path, text) in policies() {
        let db = Database::default();
        let formatted = format(file(&db, &text), &text).expect("a policy without errors");
        assert_eq!(formatted, text, "{path}: run `bailiwick fmt`");
    }
}

/// Whatever the white space was, it comes out the same, with every comment, and with the same meaning.
#[test]
fn the_formatter_keeps_comments_and_meaning() {
    let mut random = fastrand::Rng::with_seed(11);
    let mut changed = 0;
    for (path, text) in policies() {
        for _ in 0..20 {
            let messy = messed_up(&text, &mut random);
            let db = Database::default();
            let formatted = format(file(&db, &messy), &messy).expect("still without errors");
            changed += usize::from(formatted != messy);
            assert_eq!(format(file(&db, &formatted), &formatted).as_deref(), Ok(formatted.as_str()), "{path}");
            assert_eq!(comments(&formatted), comments(&messy), "{path}");
            assert_eq!(meaning(&formatted), meaning(&messy), "{path}");
        }
    }
    assert!(changed > 100);
}

fn messed_up(text: &str, random: &mut fastrand::Rng) -> String {
    let mut messy = String::new();
    for line in text.lines() {
        let deeper = if line.starts_with(' ') { " ".repeat(random.usize(..5)) } else { String::new() };
        messy += &deeper;
        messy += line;
        if random.u8(..8) == 0 {
            messy += "  // said in passing";
        }
        messy += &"\n".repeat(random.usize(1..4));
    }
    messy
}

fn comments(text: &str) -> Vec<String> {
    text.lines().filter_map(|line| line.find("//").map(|at| line[at..].trim().to_owned())).collect()
}

/// The declared facts, without where they stand.
fn meaning(text: &str) -> String {
    let db = Database::default();
    let project = project(&db, &[("policy.bwk", text)], 0);
    let base = &bailiwick::model::policy(&db, project).base;
    let facts: Vec<_> = base.facts.iter().map(|declared| (&declared.fact, &declared.when, declared.assumed)).collect();
    format!("{facts:?} {:?} {:?}", base.vocabulary, base.atoms)
}
