//! A file that is cut into declarations is accepted exactly when the grammar's rule for whole files accepts it.

use bailiwick::syntax::is_grammatical;

use super::generate::Generator;
use super::{Policy, corpus, policies, read, tokens};

/// Findings that say something about the grammar; the others are about the catalogue and about values.
const GRAMMATICAL: [&str; 3] = ["BW0101", "BW0102", "BW0103"];

/// What both ways to read a text say; `None` where a declaration of an unknown noun is not read at all.
fn verdicts(text: &str) -> Option<(bool, bool)> {
    let codes: Vec<&str> = read(text).findings.iter().map(|finding| finding.about.code).collect();
    let is_accepted = !codes.iter().any(|code| GRAMMATICAL.contains(code));
    (!codes.contains(&"BW0105")).then(|| (is_accepted, is_grammatical(text)))
}

fn assert_agreement(text: &str, what: &str) -> bool {
    let Some((by_pieces, as_a_whole)) = verdicts(text) else { return true };
    assert_eq!(by_pieces, as_a_whole, "{what}: {:#?}\n{text}", read(text).findings.first());
    by_pieces
}

#[test]
fn every_policy_is_accepted_both_ways() {
    for Policy { path, text } in policies() {
        assert!(assert_agreement(&text, &path), "{path}");
    }
}

#[test]
fn drawn_texts_are_accepted_both_ways() {
    for seed in 0..300 {
        let text = Generator::new(seed).text();
        assert!(assert_agreement(&text, &format!("seed {seed}")), "seed {seed}: {:#?}\n{text}", read(&text).findings);
    }
}

/// Texts from which something is taken, or to which something is added, at random.
#[test]
fn broken_texts_are_refused_both_ways() {
    let signs = [
        "{", "}", "[", "]", "(", ")", "\"", ",", "=", "\n", " ", "/// x\n", "// x\n", "and", "in", "\0", "-", "é",
        "\r\n",
    ];
    let mut accepted = [0, 0];
    for Policy { path, text } in corpus() {
        let places = tokens(&text);
        for seed in 0..60 {
            let mut random = fastrand::Rng::with_seed(seed);
            let place = random.choice(&places).expect("a token").clone();
            let sign = random.choice(signs).expect("a sign");
            let broken = match random.u8(..3) {
                0 => format!("{}{}", &text[..place.start], &text[place.end..]),
                1 => format!("{}{sign}{}", &text[..place.start], &text[place.start..]),
                _ => format!("{}{sign}{}", &text[..place.start], &text[place.end..]),
            };
            accepted[usize::from(assert_agreement(&broken, &format!("{path}, seed {seed}")))] += 1;
        }
    }
    assert!(accepted.iter().all(|count| *count > 50), "{accepted:?}");
}

/// A long declaration is read clause by clause from the beginning, and says the same.
#[test]
fn long_declarations_read_like_short_ones() {
    let clause = "  may [read, write] on [a, b.c] when (mfa or not frozen) and env is ci // why\n  entry e { performs read on a }\n";
    let short = format!("agent a in corp {{\n{clause}}}\n");
    let long = format!("agent a in corp {{\n{}}}\n", clause.repeat(2_000));
    let clauses = |text: &str| {
        let parsed = read(text);
        assert_eq!(parsed.findings, []);
        parsed.tree.items[0].block.clone().expect("a block").clauses
    };
    let (one, many) = (clauses(&short), clauses(&long));
    assert_eq!(many.len(), 2_000 * one.len());
    for (at, clause) in many.iter().enumerate() {
        let expected = super::without_spans(&format!("{:?}", one[at % one.len()]));
        assert_eq!(super::without_spans(&format!("{clause:?}")), expected);
    }
}
