//! How long things may get.

use super::code::code_only;
use super::{File, assert_none, repository};

const MOST_LINES_OF_A_FILE: usize = 500;
const MOST_LINES_OF_A_FUNCTION: usize = 60;

fn long_files(files: &[File]) -> Vec<String> {
    let code = files.iter().filter(|file| file.is_rust());
    let counted = code.map(|file| (file, file.text.lines().count())).filter(|(_, lines)| *lines > MOST_LINES_OF_A_FILE);
    counted.map(|(file, lines)| format!("{}: {lines} lines; the most is {MOST_LINES_OF_A_FILE}", file.path)).collect()
}

fn long_functions(files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files.iter().filter(|file| file.is_rust()) {
        let code = code_only(&file.text);
        for (at, _) in code.match_indices("fn ") {
            let is_whole_word = !code[..at].ends_with(|c: char| c.is_alphanumeric() || c == '_');
            let Some(length) = body_end(&code[at..]).filter(|_| is_whole_word) else { continue };
            let lines = code[at..at + length].lines().count();
            if lines > MOST_LINES_OF_A_FUNCTION {
                let line = code[..at].lines().count();
                let most = MOST_LINES_OF_A_FUNCTION;
                complaints.push(format!("{}:{line}: a function of {lines} lines; the most is {most}", file.path));
            }
        }
    }
    complaints
}

/// Where the function that begins `code` ends; `None` for one without a body.
fn body_end(code: &str) -> Option<usize> {
    let (mut brackets, mut braces) = (0_u32, 0_u32);
    for (at, character) in code.char_indices() {
        match character {
            '(' | '[' => brackets += 1,
            ')' | ']' => brackets = brackets.saturating_sub(1),
            ';' if brackets == 0 && braces == 0 => return None,
            '{' => braces += 1,
            '}' if braces == 1 => return Some(at + 1),
            '}' => braces = braces.saturating_sub(1),
            _ => {}
        }
    }
    None
}

#[test]
fn files_are_short() {
    assert_none(&long_files(&repository()));
    let of = |lines: usize| [File::new("src/a.rs", &"\n".repeat(lines))];
    assert_eq!(long_files(&of(500)), [""; 0]);
    assert_eq!(long_files(&of(501)), ["src/a.rs: 501 lines; the most is 500"]);
}

#[test]
fn functions_are_short() {
    assert_none(&long_functions(&repository()));
    let of = |lines: usize| {
        let body = "    let brace = '{'; // {\n".repeat(lines - 2);
        [File::new(
            "src/a.rs",
            &format!("\npub fn f(x: [u8; 2]) -> usize {{\n{body}}}\n\nfn g() {{}}\ntrait T {{ fn h(); }}\n"),
        )]
    };
    assert_eq!(long_functions(&of(60)), [""; 0]);
    assert_eq!(long_functions(&of(61)), ["src/a.rs:2: a function of 61 lines; the most is 60"]);
}
