//! What is said about what is wrong: hand-written lists of codes and lines, and every message as it is.

use std::fmt::Write as _;

use super::{read, wrong};

/// A line of a declaration, and what is wrong with it.
const CLAUSES: [(&str, &[&str]); 40] = [
    ("may read notes", &["BW0101 2"]),
    ("may read on", &["BW0101 2"]),
    ("may read in notes", &["BW0101 2"]),
    ("may call", &["BW0101 2"]),
    ("may", &["BW0101 2"]),
    ("must read on notes", &["BW0101 2"]),
    ("may read on notes when", &["BW0101 2"]),
    ("may read on notes wehn mfa", &["BW0101 2"]),
    ("may read on notes when env == ci", &["BW0101 2"]),
    ("may read on notes when env=ci", &["BW0101 2"]),
    ("may read on notes when env != ci", &["BW0101 2"]),
    ("may read on notes when a && b", &["BW0101 2"]),
    ("may read on notes when a || b", &["BW0101 2"]),
    ("may read on notes when !mfa", &["BW0101 2"]),
    ("may read on notes when not not mfa", &["BW0101 2"]),
    ("may read on notes when a and b or c", &["BW0101 2"]),
    ("may read on notes when x is y and (a or b and c)", &["BW0101 2"]),
    ("may read on notes when env is not in [ci]", &["BW0101 2"]),
    ("may read on notes when (mfa", &["BW0103 2"]),
    ("may read on notes when mfa)", &["BW0103 2"]),
    ("may read on [notes, wiki", &["BW0103 2"]),
    ("may read on notes unless mfa", &["BW0107 2"]),
    ("may read on notes until tomorrow", &["BW0101 2"]),
    ("may read on in", &["BW0101 2"]),
    ("may read on notes;", &["BW0101 2"]),
    ("owner: dana", &["BW0101 2"]),
    ("owner = dana", &["BW0101 2"]),
    ("owner dana, sam", &["BW0101 2"]),
    ("owner", &["BW0107 2"]),
    ("owner in", &["BW0107 2"]),
    ("owner dana sam", &["BW0107 2"]),
    ("owner 'dana'", &["BW0101 2"]),
    ("# a comment", &["BW0101 2"]),
    ("instructabel yes", &["BW0106 2"]),
    ("instructable maybe", &["BW0107 2"]),
    ("instructable yes { }", &["BW0107 2"]),
    ("trims by none", &["BW0106 2"]),
    ("store notes is files in corp", &["BW0106 2"]),
    ("never a reaches b", &["BW0106 2"]),
    ("id \"a\\d\"", &["BW0108 2"]),
];

/// Whole texts, and what is wrong with them.
const TEXTS: [(&str, &[&str]); 44] = [
    ("agent a in corp\n{\n  owner b\n}\nhuman b in corp\n", &["BW0101 2"]),
    ("model m in shop {\n  contract // c\n  {\n    training no\n  }\n}\n", &["BW0101 3"]),
    ("model m in shop {\n  {\n    training no\n  }\n}\n", &["BW0101 2"]),
    ("human ana in corp\nstroe notes is files in corp { holds = }\n", &["BW0105 2"]),
    ("  human ana in corp\n", &["BW0101 1"]),
    ("owner dana\n", &["BW0105 1"]),
    ("{}\n", &["BW0101 1"]),
    ("agent a in corp {\n  may read on notes\nhuman b in corp\n", &["BW0103 1"]),
    ("agent a in corp {\n  may read on notes\n}}\nhuman b in corp\n", &["BW0103 3"]),
    ("agent a in corp\n  may read on notes\n}\nhuman b in corp\n", &["BW0103 1"]),
    ("agent a in corp\n  may read on notes\nhuman b in corp\n", &["BW0103 1"]),
    ("agent a in corp {\n  entry e\n    performs read on x\n  }\n  owner b\n}\n", &["BW0103 2"]),
    ("agent a in corp {\n  entry e {\n    performs red on\n  owner b\n}\n", &["BW0103 1", "BW0107 3"]),
    ("agent a\n  in corp\n", &["BW0101 2"]),
    ("agent a in corp {\n  owner b\n} x\n", &["BW0101 3"]),
    ("agent a in corp {\n  owner b\n}\n  owner c\n", &["BW0101 4"]),
    ("human ana \"Ana in corp\n", &["BW0102 1"]),
    ("human ana in corp { id \"\"\"x\n}\nhuman bo in corp\n", &["BW0102 1"]),
    ("human \u{e4}nn in corp\n", &["BW0102 1"]),
    ("human a\0 in corp\n", &["BW0102 1"]),
    ("human a in corp // \u{202e}\n", &["BW0102 1"]),
    ("human a in corp { id \"\u{7}\" }\n", &["BW0102 1"]),
    ("human a--b in corp\nhuman _c in corp\nhuman d- in corp\n", &["BW0102 1", "BW0102 2", "BW0102 3"]),
    ("human a in corp { id \u{201c}x\u{201d} }\n", &["BW0102 1", "BW0102 1"]),
    ("human a\u{a0}in corp\n", &["BW0102 1"]),
    ("human a in corp { left 2026-02-30 }\n", &["BW0108 1"]),
    ("human a in corp { left 2026-2-3 }\n", &["BW0102 1"]),
    ("agent a in corp { may read on x when now.time < 25:00 }\n", &["BW0108 1"]),
    ("agent a in corp { may read on x when n < 99999999999999999999 }\n", &["BW0108 1"]),
    ("agent a in corp { may read on x when n in 1..22:00 }\n", &["BW0108 1"]),
    ("agent a in corp { may read on x when n is 1.5 }\n", &["BW0101 1"]),
    ("model m in shop { contract { retention 15x } }\n", &["BW0102 1"]),
    ("transformer t in corp { assurance tested recall 196% }\n", &["BW0108 1"]),
    ("agent a in corp {\n  plan free\n  plan fixed\n}\n", &["BW0109 3"]),
    ("prove p { never a and b share store }\n", &["BW0101 1"]),
    ("prove p { never a causes b }\n", &["BW0101 1"]),
    ("prove p { }\nprove q\n", &["BW0107 1", "BW0107 2"]),
    ("prove p {\n  never a reaches b\n  possible a reaches b\n}\n", &["BW0107 3"]),
    ("store in is files in corp\nstore none is files in corp\n", &["BW0107 1", "BW0107 2"]),
    ("store x is file in corp\nstore y in corp\nstore z is files\n", &["BW0107 1", "BW0107 2", "BW0107 3"]),
    ("human a in corp\nuse std.levels [*]\nedition 2026\n", &["BW0101 2", "BW0101 3"]),
    ("use std.levels [a b]\nuse\nedition soon\n", &["BW0101 1", "BW0101 2", "BW0101 3", "BW0101 3"]),
    (
        "/// About the imports.\nuse std.levels\nhuman a in corp { /// later\n}\n/// nothing\n",
        &["BW0101 1", "BW0101 3", "BW0101 5"],
    ),
    ("human a on corp\nhuman b in corp {\n  flies high\n}\n", &["BW0107 1", "BW0106 3"]),
];

fn with_clause(clause: &str) -> String {
    format!("agent a in corp {{\n  {clause}\n  plan free\n}}\nhuman last in corp\n")
}

#[test]
fn what_is_wrong_is_said_where_it_is() {
    let mut surprising = Vec::new();
    for (clause, expected) in CLAUSES {
        let text = with_clause(clause);
        let found = wrong(&text);
        if found != expected {
            surprising.push((clause, found));
        }
        // The clause after it and the next declaration are there; a value that does not exist leaves its clause there, too.
        let tree = read(&text).tree;
        let left = tree.items.iter().map(|item| item.block.as_ref().map_or(0, |block| block.clauses.len()));
        assert_eq!(left.collect::<Vec<_>>(), [1 + usize::from(expected == ["BW0108 2"]), 0], "{clause}");
    }
    for (text, expected) in TEXTS {
        let found = wrong(text);
        if found != expected {
            surprising.push((text, found));
        }
    }
    assert_eq!(surprising, []);
}

/// Errors of one text in the order of the text, with everything that is said.
fn told(text: &str) -> String {
    let mut told = String::new();
    let at = |span: bailiwick::source::Span| text.get(span.start as usize..span.end as usize).unwrap_or_default();
    for finding in read(text).findings {
        let _ = writeln!(told, "{} {} <- `{}`", finding.about.code, finding.message, at(finding.span).escape_default());
        let here = finding.here.map(|here| format!("here: {here}"));
        let labels = finding
            .labels
            .iter()
            .map(|label| format!("there: {} <- `{}`", label.text, at(label.span).escape_default()));
        let fixes = finding.fix.iter().map(|fix| {
            let edits = fix.edits.iter();
            let edits = edits.map(|edit| format!("`{}` -> `{}`", at(edit.span).escape_default(), edit.text));
            format!("fix: {}: {}", fix.title, edits.collect::<Vec<_>>().join(", "))
        });
        let help = finding.help.iter().map(|help| format!("help: {help}"));
        let notes = finding.notes.iter().map(|note| format!("note: {note}"));
        for line in here.into_iter().chain(labels).chain(notes).chain(help).chain(fixes) {
            let _ = writeln!(told, "    {line}");
        }
    }
    told
}

#[test]
fn clauses_are_answered() {
    let all = CLAUSES.map(|(clause, _)| format!("{clause}\n{}", told(&with_clause(clause))));
    insta::assert_snapshot!(all.join("\n"));
}

#[test]
fn texts_are_answered() {
    let all = TEXTS.map(|(text, _)| format!("{}\n{}", text.escape_debug(), told(text)));
    insta::assert_snapshot!(all.join("\n"));
}

/// What a fix writes can be read, where nothing else is wrong.
#[test]
fn fixes_repair() {
    let mut fixed = 0;
    let cases = CLAUSES.map(|(clause, expected)| (with_clause(clause), expected));
    let texts = TEXTS.map(|(text, expected)| (text.to_owned(), expected));
    for (text, expected) in cases.into_iter().chain(texts) {
        let findings = read(&text).findings;
        let [finding] = findings.as_slice() else { continue };
        let Some(fix) = &finding.fix else { continue };
        let mut repaired = text.clone();
        for edit in &fix.edits {
            repaired.replace_range(edit.span.start as usize..edit.span.end as usize, &edit.text);
        }
        // Another mistake may come to light behind the one that is repaired, never the same again.
        let left = read(&repaired).findings;
        let is_same = left.iter().any(|one| one.message == finding.message && one.span.start == finding.span.start);
        assert!(!is_same, "{expected:?}\n{text}\n{repaired}");
        fixed += usize::from(left.is_empty());
    }
    assert!(fixed > 15, "{fixed}");
}

#[test]
fn no_more_than_a_thousand_errors_are_told() {
    let text = "human a on corp\n".repeat(1_234);
    let findings = read(&text).findings;
    assert_eq!(findings.len(), 1_001);
    assert_eq!(findings[1_000].message, "234 more things are wrong in this file");
}

/// The same with the line ends of another system, with a mark before the text, and with tabulators.
#[test]
fn line_ends_marks_and_tabulators_are_no_trouble() {
    for policy in super::corpus() {
        let shape = super::shape(&policy.text);
        let foreign = format!("\u{feff}{}", policy.text.replace('\n', "\r\n").replace("  ", "\t"));
        assert_eq!(wrong(&foreign), [""; 0], "{}", policy.path);
        assert_eq!(super::shape(&foreign), shape, "{}", policy.path);
    }
}

/// A code means one thing for ever.
#[test]
fn descriptors_are_unique() {
    let mut codes: Vec<&str> = bailiwick::syntax::DESCRIPTORS.iter().map(|about| about.code).collect();
    let all = codes.len();
    codes.sort_unstable();
    codes.dedup();
    assert_eq!(codes.len(), all);
}
