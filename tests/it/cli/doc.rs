//! `doc`: the standard library to read.

use bailiwick::source::LIBRARY;

use super::{code, err, out, root, run};

#[test]
fn every_module_can_be_read() {
    for module in LIBRARY {
        let output = run(root(), &["doc", module.module]);
        assert_eq!((code(&output), out(&output)), (0, module.text.to_owned()), "{}", module.module);
    }
    let coloured = out(&run(root(), &["doc", "std.levels", "--color", "always"]));
    assert!(coloured.contains("\u{1b}[2m/// ") && coloured.contains("\nlevel public"), "{coloured}");
}

#[test]
fn every_module_is_listed_with_a_sentence() {
    let list = out(&run(root(), &["doc"]));
    assert_eq!(list.lines().count(), LIBRARY.len());
    for (module, line) in LIBRARY.iter().zip(list.lines()) {
        let (name, summary) = line.split_once("  ").expect("a name and a sentence");
        let summary = summary.trim_start();
        assert_eq!(name, module.module);
        assert!(summary.ends_with('.') && (20..110).contains(&summary.len()), "{line}");
        assert!(module.text.starts_with("//"), "{}: begins with what it is for", module.path);
    }
}

#[test]
fn a_module_that_is_not_there_has_neighbours() {
    let output = run(root(), &["doc", "std.level"]);
    assert_eq!((code(&output), out(&output)), (2, String::new()));
    assert!(err(&output).contains("did you mean `std.levels`?"), "{}", err(&output));
}
