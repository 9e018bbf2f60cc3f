//! What no file may say.

use super::code::code_only;
use super::{File, assert_none, repository};

/// Where machines keep what is theirs: a path into one of these means that a file works on one machine only.
const MACHINE_FOLDERS: [&str; 6] = [
    concat!("/ro", "ot/"),
    concat!("/ho", "me/"),
    concat!("/Us", "ers/"),
    concat!("/t", "mp/"),
    concat!("/wo", "rk/"),
    concat!("C:", "\\"),
];

fn machine_paths(files: &[File]) -> Vec<String> {
    let mut complaints = Vec::new();
    for file in files {
        for (number, line) in file.text.lines().enumerate() {
            let begins = |folder: &&&str| {
                let at = line.find(**folder);
                at.is_some_and(|at| !line[..at].ends_with(|c: char| c.is_alphanumeric() || "._-}~".contains(c)))
            };
            let found = MACHINE_FOLDERS.iter().find(begins);
            complaints.extend(found.map(|folder| format!("{}:{}: a path into {folder}", file.path, number + 1)));
        }
    }
    complaints
}

fn ignored_tests(files: &[File]) -> Vec<String> {
    let code = files.iter().filter(|file| file.is_rust());
    let ignoring = code.filter(|file| code_only(&file.text).contains(concat!("#[", "ignore")));
    ignoring.map(|file| format!("{}: a test that is not run is none", file.path)).collect()
}

#[test]
fn no_file_names_a_place_on_one_machine() {
    assert_none(&machine_paths(&repository()));
    for folder in MACHINE_FOLDERS {
        let text = format!("fine\nsee {folder}somebody/file\n");
        assert_eq!(machine_paths(&[File::new("a.md", &text)]), [format!("a.md:2: a path into {folder}")]);
    }
    let relative = format!("src{}notes", MACHINE_FOLDERS[3]);
    assert_eq!(machine_paths(&[File::new("a.md", &relative)]), [""; 0]);
}

#[test]
fn no_test_is_ignored() {
    assert_none(&ignored_tests(&repository()));
    let text = "#[test]\n#[ignore = \"slow\"]\nfn f() {}";
    assert_eq!(ignored_tests(&[File::new("tests/a.rs", text)]).len(), 1);
}
