//! `fix`.

use super::{code, err, folder, out, run};

const TWICE: &str = "use std.levels [*]
use std.operations [read]
domain corp is tenant { trusted yes }
human ana in corp
store notes is files in corp {
  owner ana
  holds internal
}
role r for workload {
  may read on notes
  may read on notes
}
";

const ONCE: &str = "use std.levels [*]
use std.operations [read]
domain corp is tenant { trusted yes }
human ana in corp
store notes is files in corp {
  owner ana
  holds internal
}
role r for workload {
  may read on notes
}
";

const TOLD: &str = "policy.bwk:10 BW1032: remove `may read on notes`\n";

#[test]
fn what_is_safe_is_repaired() {
    let folder = folder(&[("policy.bwk", TWICE)]);
    let text = || std::fs::read_to_string(folder.path().join("policy.bwk")).expect("a policy");
    let checked = run(folder.path(), &["check", "policy.bwk"]);
    assert!(out(&checked).contains("in 1 file; `bailiwick fix` repairs 2 findings\n"), "{}", out(&checked));
    let json = out(&run(folder.path(), &["check", "policy.bwk", "--format", "json"]));
    assert!(json.contains("\"applicability\": \"safe\""), "{json}");
    let looked = run(folder.path(), &["fix", "policy.bwk", "--check"]);
    assert_eq!((code(&looked), out(&looked), text()), (1, TOLD.to_owned(), TWICE.to_owned()));
    let output = run(folder.path(), &["fix", "policy.bwk"]);
    assert_eq!(
        (code(&output), out(&output), err(&output), text()),
        (0, TOLD.to_owned(), String::new(), ONCE.to_owned())
    );
    for again in [&["fix", "policy.bwk"] as &[&str], &["fix", "policy.bwk", "--check"], &["fix"]] {
        let output = run(folder.path(), again);
        assert_eq!((code(&output), out(&output), text()), (0, String::new(), ONCE.to_owned()), "{again:?}");
    }
    assert!(!out(&run(folder.path(), &["check", "policy.bwk"])).contains("bailiwick fix"));
}

#[test]
fn guesses_are_asked_for() {
    let folder = folder(&[("policy.bwk", "domain corp is tenant\nhuman ana in crop\n")]);
    let text = || std::fs::read_to_string(folder.path().join("policy.bwk")).expect("a policy");
    let looked = run(folder.path(), &["fix", "--check"]);
    assert!(code(&looked) == 0 && err(&looked).contains("no rule could be asked"), "{}", err(&looked));
    let json = out(&run(folder.path(), &["check", "--format", "json"]));
    assert!(json.contains("\"applicability\": \"guess\""), "{json}");
    assert_eq!(code(&run(folder.path(), &["fix", "--check", "--guesses"])), 1);
    let output = run(folder.path(), &["fix", "--guesses", "."]);
    assert_eq!((code(&output), text().as_str()), (0, "domain corp is tenant\nhuman ana in corp\n"), "{}", err(&output));
}

#[test]
fn what_is_taken_back_is_told() {
    let rule = "rule gone {\n  for every human h\n  require h.left is nobody\n  fix remove h\n}\n";
    let text = format!(
        "domain corp is tenant\nhuman ana in corp {{ left 2026-01-31 }}\ncredential key is api-key of ana in corp\n{rule}"
    );
    let folder = folder(&[("policy.bwk", &text)]);
    let output = run(folder.path(), &["fix", "policy.bwk", "--guesses", "--as-of", "2026-11-22"]);
    let expected =
        "bailiwick: policy.bwk:2 is left as it is: after \"remove `human ana in corp`\" there would be more mistakes\n";
    assert_eq!((code(&output), out(&output), err(&output).as_str()), (0, String::new(), expected));
    assert_eq!(std::fs::read_to_string(folder.path().join("policy.bwk")).expect("a policy"), text);
}

#[test]
fn a_file_that_can_not_be_written_is_told() {
    let folder = folder(&[("a.bwk", TWICE), ("b.bwk", TWICE)]);
    let path = folder.path().join("b.bwk");
    let mut permissions = std::fs::metadata(&path).expect("a policy").permissions();
    permissions.set_readonly(true);
    std::fs::set_permissions(&path, permissions).expect("it is ours");
    let output = run(folder.path(), &["fix", "."]);
    let expected = "bailiwick: nothing was changed: `./b.bwk` can not be written: it is read-only\n";
    assert_eq!((code(&output), out(&output), err(&output).as_str()), (2, String::new(), expected));
    for name in ["a.bwk", "b.bwk"] {
        assert_eq!(std::fs::read_to_string(folder.path().join(name)).expect("a policy"), TWICE);
    }
    assert_eq!(code(&run(folder.path(), &["fix", "nowhere"])), 2);
}

#[cfg(unix)]
#[test]
fn a_link_is_written_through() {
    let folder = folder(&[("real/policy.bwk", TWICE)]);
    let link = folder.path().join("link.bwk");
    std::os::unix::fs::symlink("real/policy.bwk", &link).expect("a link");
    assert_eq!(code(&run(folder.path(), &["fix", "link.bwk"])), 0);
    assert!(link.symlink_metadata().expect("still there").is_symlink());
    assert_eq!(std::fs::read_to_string(folder.path().join("real/policy.bwk")).expect("a policy"), ONCE);
}

#[test]
fn packages_that_a_project_depends_on_are_left_alone() {
    let rule = "rule twice {\n  for every role r\n  require r.label is known\n  fix remove r\n}\n";
    let role = "role idle for workload\n";
    let folder = folder(&[
        ("own/bailiwick.toml", "name = \"own\"\nedition = 2026\n\n[dependencies]\nother = { path = \"../other\" }\n"),
        ("own/main.bwk", &format!("use other.roles [idle]\nrole busy for workload\n{rule}")),
        ("other/bailiwick.toml", "name = \"other\"\nedition = 2026\n"),
        ("other/roles.bwk", role),
    ]);
    let output = run(folder.path(), &["fix", "own", "--guesses"]);
    assert_eq!(
        (code(&output), out(&output).as_str()),
        (0, "own/main.bwk:2 twice: remove `role busy for workload`\n"),
        "{}",
        err(&output)
    );
    assert_eq!(std::fs::read_to_string(folder.path().join("other/roles.bwk")).expect("a file"), role);
}
