//! Texts that nobody would write, on a small stack.

use super::{formatted, read, tokens, wrong};

/// What a thread with a stack of two megabytes makes of it.
fn on_a_small_stack<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    let thread = std::thread::Builder::new().stack_size(2 << 20).spawn(work).expect("a thread");
    thread.join().expect("no overflow and no panic")
}

fn with_condition(condition: &str) -> String {
    format!("agent a in corp {{\n  may read on n when {condition}\n}}\nhuman b in corp\n")
}

#[test]
fn nonsense_is_reported() {
    let texts = [
        "(".repeat(100_000),
        "{".repeat(100_000),
        "}".repeat(100_000),
        "agent a in corp {".repeat(50_000),
        "agent a in corp {\n".repeat(50_000),
        format!("agent a in corp {}", "{\n".repeat(50_000)),
        with_condition(&"(".repeat(100_000)),
        with_condition(&format!("{}x{}", "(".repeat(100_000), ")".repeat(100_000))),
        with_condition(&format!("{}x", "not ".repeat(100_000))),
        with_condition(&format!("x in {}{}", "[".repeat(100_000), "]".repeat(100_000))),
        with_condition(&format!("{}{}", "(".repeat(100_000), "]".repeat(100_000))),
        with_condition(&format!("{}x{}", "f(".repeat(1_000), ")".repeat(1_000))),
        "\0".repeat(100_000),
        "\0a".repeat(100_000),
        "\"".repeat(99_999),
        "\"\"\"\n".repeat(99_999),
        "\\\"\"\"".repeat(99_999),
        "a".repeat(1_000_000),
        "ä".repeat(100_000),
        "agent\n".repeat(100_000),
        "/// nothing\n".repeat(100_000),
        "-".repeat(100_000),
        ". ".repeat(100_000),
        "9".repeat(100_000),
        format!("human a in corp {{\n  id \"{}\n}}\n", "x".repeat(1_000_000)),
    ];
    for text in texts {
        let start: String = text.chars().take(60).collect();
        let found = on_a_small_stack(move || read(&text).findings.len());
        assert!((1..=1_001).contains(&found), "{start}: {found}");
    }
}

#[test]
fn brackets_nest_up_to_a_limit() {
    // The braces of the declaration are one level.
    let parentheses = |depth: usize| with_condition(&format!("{}x{}", "(".repeat(depth), ")".repeat(depth)));
    let lists = |depth: usize| with_condition(&format!("x in {}y{}", "[".repeat(depth), "]".repeat(depth)));
    let calls = |depth: usize| with_condition(&format!("{}y{}", "f(".repeat(depth), ")".repeat(depth)));
    let denials = |depth: usize| with_condition(&format!("{}y{}", "not (".repeat(depth), ")".repeat(depth)));
    for nested in [parentheses, lists, calls, denials] as [fn(usize) -> String; 4] {
        let (deep, too_deep) = (nested(255), nested(256));
        assert_eq!(on_a_small_stack(move || (wrong(&deep), formatted(&deep).is_ok())), (vec![], true));
        assert_eq!(on_a_small_stack(move || wrong(&too_deep)), ["BW0104 2"]);
    }
    let blocks = |depth: usize| {
        format!("workflow w {}\nhuman b in corp\n", "{ agent a in corp ".repeat(depth) + &"}".repeat(depth))
    };
    let (deep, too_deep) = (blocks(256), blocks(257));
    assert_eq!(on_a_small_stack(move || wrong(&deep)), ["BW0106 1"]);
    assert_eq!(on_a_small_stack(move || wrong(&too_deep)), ["BW0104 1"]);
}

/// What stands behind a declaration that is nested too deep is read.
#[test]
fn what_is_too_deep_ends_with_its_declaration() {
    let text = format!("{}human b in corp\n", with_condition(&"(".repeat(1_000)));
    let names: Vec<_> = read(&text).tree.items.iter().map(|item| item.head.text.clone()).collect();
    assert_eq!(names, ["human", "human"]);
}

#[test]
fn texts_with_any_bytes_taken_away_are_read() {
    let all: Vec<String> = super::policies().into_iter().map(|policy| policy.text).collect();
    for seed in 0..400 {
        let mut random = fastrand::Rng::with_seed(seed);
        let mut bytes = random.choice(&all).expect("a policy").as_bytes().to_vec();
        for _ in 0..random.usize(1..30) {
            let at = random.usize(..bytes.len());
            if random.bool() {
                bytes.remove(at);
            } else {
                bytes[at] = random.u8(..);
            }
        }
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let findings = read(&text).findings;
        assert!(findings.iter().all(|finding| finding.span.end as usize <= text.len()), "seed {seed}");
        assert!(findings.is_sorted_by_key(|finding| finding.span.start), "seed {seed}");
        let fixes = findings.iter().filter_map(|finding| finding.fix.as_ref()).flat_map(|fix| &fix.edits);
        for edit in fixes {
            assert!(text.get(edit.span.start as usize..edit.span.end as usize).is_some(), "seed {seed}");
        }
    }
}

/// How large the large texts are: 5 MB, or as many as `BAILIWICK_MEGABYTES` says.
fn megabytes() -> usize {
    std::env::var("BAILIWICK_MEGABYTES").ok().and_then(|text| text.parse().ok()).unwrap_or(5)
}

/// Many declarations; one with many clauses; a list of many names.
#[test]
fn large_texts_are_simply_read_and_formatted() {
    let size = megabytes() << 20;
    let declaration =
        "/// Docs.\nstore notes is files in corp {\n  holds internal  // a comment\n  part  a \"a/**\"\n}\n\n";
    let clause = "  may read on notes when env is ci and (mfa or not frozen)\n";
    let texts = [
        declaration.repeat(size / declaration.len()),
        format!("agent a in corp {{\n{}}}\n", clause.repeat(size / 4 / clause.len())),
        format!("team t of [\n{}] in corp\n", "  somebody,\n".repeat(size / 10 / 12)),
        format!("agent a in corp {{\n{}}}\n", "\n".repeat(size)),
        format!("agent a in corp {{\n{}}}\n", "// a comment\n".repeat(size / 13)),
    ];
    for text in texts {
        // What can be formatted was read without any finding.
        assert_eq!(on_a_small_stack(move || formatted(&text).map(|_| ())), Ok(()));
    }
}

/// Errors are found in no more time than it takes to read a text without any.
#[test]
fn large_texts_full_of_errors_are_reported() {
    let size = megabytes() << 18;
    let nested = "agent a in corp { boundary { may read on x }\n";
    let texts = [
        "agent a in corp {\n  may red\n".repeat(size / 28),
        format!("agent a in corp {{\n{}}}\n", "  may read on x when y = 3\n".repeat(size / 27)),
        format!("workflow w {{\n{}", nested.repeat(200)),
        "agent a in corp {\n  may read on [x\n}\n".repeat(size / 36),
    ];
    for text in texts {
        let last = text.lines().count();
        let (found, more) = on_a_small_stack(move || {
            let findings = read(&text).findings;
            (findings.len(), findings.last().map(|finding| finding.about.code))
        });
        assert!(found > 100 && (found <= 1_000) == (more != Some("BW0110")), "{found} findings in {last} lines");
    }
}

#[test]
fn the_tests_find_tokens_themselves() {
    let text = "a-b.c [\"x\\\" y\", \"\"\"z\n\"\"\"] <= 22:00..06:00 // end\n";
    let found: Vec<&str> = tokens(text).into_iter().map(|token| &text[token]).collect();
    assert_eq!(
        found,
        ["a-b", ".", "c", "[", "\"x\\\" y\"", ",", "\"\"\"z\n\"\"\"", "]", "<=", "22:00", "..", "06:00", "// end"]
    );
}
