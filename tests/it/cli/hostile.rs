//! Text that would like to deceive whoever reads it in a terminal.

use super::{err, folder, out, run};

#[test]
fn hostile_names_can_not_move_the_cursor() {
    let folder = folder(&[("policy.bwk", "human a\u{1b}[2J in corp\n")]);
    let output = run(folder.path(), &["check", "."]);
    assert!(!out(&output).contains('\u{1b}'), "{}", out(&output));
}

/// What a terminal obeys: escapes, C1 controls, what reverses the order of reading.
const HOSTILE: [char; 6] = ['\u{1b}', '\u{9b}', '\u{202e}', '\u{2066}', '\u{7f}', '\u{feff}'];

const POLICY: &str = "domain corp is tenant { trusted yes }
//! what \u{202e}is told\u{2066}
/// what \u{202e}is told
human ana in corp { owner ana }
human \u{4f60}\u{202e}\u{9b} b in corp
prove p \"label \u{9b}2J\u{7f}\" { never ana causes \u{1b}[2Jread on notes\u{feff} }
";

#[cfg(unix)]
#[test]
fn nothing_hostile_reaches_the_terminal() {
    let folder = folder(&[("x\u{1b}[2J\u{202e}.bwk", POLICY)]);
    let files = ["x\u{1b}[2J\u{202e}.bwk", "\u{9b}missing", "\u{202e}"];
    let commands: [&[&str]; 12] = [
        &["check", "."],
        &["check", ".", "--format", "json"],
        &["check", files[0]],
        &["check", files[1]],
        &["check", ".", "--output", files[2]],
        &["check", ".", "--\u{1b}[2J"],
        &["graph", "."],
        &["graph", ".", "--around", files[2]],
        &["fmt", "."],
        &["fmt", "--check", "."],
        &["why", "ana \u{202e}causes read on notes", "."],
        &["explain", files[1]],
    ];
    for arguments in commands {
        let output = run(folder.path(), arguments);
        let shown = out(&output) + &err(&output);
        assert!(!shown.contains(HOSTILE), "{arguments:?}: {shown:?}");
    }
    let text = out(&run(folder.path(), &["check", "."]));
    assert!(text.contains("x\\u{1b}[2J\\u{202e}.bwk:"), "{text}");
}

#[test]
fn labels_stay_with_what_they_are_about() {
    let folder = folder(&[("policy.bwk", "human \u{202e}ana in corp\n/* */ \u{4f60} human b in nowhere // \u{9b}\n")]);
    let text = out(&run(folder.path(), &["check", "."]));
    insta::assert_snapshot!(text);
}

#[cfg(unix)]
#[test]
fn json_keeps_the_true_text() {
    let name = "\u{202e}\u{9b}x.bwk";
    let folder = folder(&[(name, "human b in nowhere\n")]);
    let text = out(&run(folder.path(), &["check", ".", "--format", "json"]));
    let document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    assert!(text.contains("\"\\u202e\\u009bx.bwk\""), "{text}");
    assert_eq!(document["findings"][0]["region"]["file"], name);
}

#[test]
fn a_hostile_manifest_is_escaped() {
    let manifest = "name = \"a\\u001b[2Jb\"\nedition = 2026\n\"k\\u202e\" = 1\n[rules]\n\"r\\u009b\" = \"info\"
[dependencies]\nx = { path = \"../\\u001b[2J\" }\n[report]\ntitle = \"\\u001b\u{202e}\"\n";
    let folder = folder(&[("bailiwick.toml", manifest), ("a.bwk", "domain corp is tenant { trusted yes }\n")]);
    let commands: [&[&str]; 4] =
        [&["check"], &["check", "--format", "json"], &["check", "--profile", "p\u{1b}"], &["doc", "std.\u{9b}"]];
    for arguments in commands {
        let output = run(folder.path(), arguments);
        let shown = out(&output) + &err(&output);
        assert!(!shown.contains(HOSTILE) && !shown.is_empty(), "{arguments:?}: {shown:?}");
    }
}
