//! `bailiwick lsp` becomes the program beside it.

use std::os::unix::fs::PermissionsExt as _;
use std::path::Path;
use std::process::{Command, Output};

use super::{code, err, out};
use crate::support::folder;

/// The command in a folder of its own.
fn run(folder: &Path, arguments: &[&str]) -> Output {
    let own = folder.join("bailiwick");
    if !own.exists() && std::fs::hard_link(env!("CARGO_BIN_EXE_bailiwick"), &own).is_err() {
        std::fs::copy(env!("CARGO_BIN_EXE_bailiwick"), &own).expect("a copy");
    }
    Command::new(own).args(arguments).output().expect("the command starts")
}

#[test]
fn without_the_server_it_says_what_to_do() {
    let folder = folder(&[]);
    let output = run(folder.path(), &["lsp"]);
    assert_eq!((code(&output), out(&output)), (2, String::new()));
    assert!(err(&output).contains("`bailiwick-lsp` is not beside this program: install it there"), "{}", err(&output));
}

#[test]
fn the_server_takes_its_place() {
    let folder = folder(&[("bailiwick-lsp", "#!/bin/sh\necho \"served $*\"\nexit 7\n")]);
    let script = folder.path().join("bailiwick-lsp");
    std::fs::set_permissions(&script, std::fs::Permissions::from_mode(0o755)).expect("it is ours");
    let output = run(folder.path(), &["lsp", "--stdio"]);
    assert_eq!((code(&output), out(&output)), (7, "served --stdio\n".to_owned()));
}
