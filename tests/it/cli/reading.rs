//! What is read, and what is said if it can not be.

use std::process::Command;

use super::{CLEAN, code, err, folder, out, run};

#[test]
fn what_can_not_be_read_is_said() {
    let folder = folder(&[("a.bwk", CLEAN), ("x.bwk/inside.txt", "")]);
    std::fs::write(folder.path().join("bytes.bwk"), b"human \xff\xfe").expect("a file");
    let output = run(folder.path(), &["check", "."]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("x.bwk") && err(&output).contains("bytes.bwk"), "{}", err(&output));
    assert!(err(&output).contains("UTF-8"), "{}", err(&output));
    #[cfg(unix)]
    {
        let looped = tempfile::tempdir().expect("a folder");
        std::os::unix::fs::symlink(looped.path(), looped.path().join("self")).expect("a link");
        std::fs::write(looped.path().join("a.bwk"), CLEAN).expect("a file");
        let output = run(looped.path(), &["check", "."]);
        assert_eq!(code(&output), 2, "{}", err(&output));
    }
}

#[cfg(unix)]
#[test]
fn pipes_are_no_policies_and_are_not_replaced() {
    let folder = folder(&[("policy.bwk", CLEAN)]);
    let pipe = folder.path().join("x.bwk");
    assert!(Command::new("mkfifo").arg(&pipe).status().expect("mkfifo").success());
    let output = run(folder.path(), &["check", "."]);
    assert_eq!(code(&output), 2);
    assert!(err(&output).contains("no regular file"), "{}", err(&output));
    assert_eq!(code(&run(folder.path(), &["check", "x.bwk"])), 2);
    let link = folder.path().join("nowhere");
    std::os::unix::fs::symlink("/dev/null", &link).expect("a link");
    assert_eq!(code(&run(folder.path(), &["check", "policy.bwk", "--output", "nowhere"])), 0);
    assert!(link.symlink_metadata().expect("still there").is_symlink());
}

/// What somebody ignores on their machine does not change what a policy says.
#[test]
fn what_is_ignored_elsewhere_is_read() {
    let home = folder(&[("git/ignore", "*.bwk\n")]);
    let folder = folder(&[("bad.bwk", "human ana in nowhere\n")]);
    let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
    let output = command.current_dir(folder.path()).arg("check").env("XDG_CONFIG_HOME", home.path()).output();
    assert_eq!(code(&output.expect("the command starts")), 1);
}

#[test]
fn the_order_of_the_files_does_not_matter() {
    let people = "domain corp is tenant { trusted yes }\nhuman ana in corp\n";
    let more = "use people [corp, ana]\nuse std.operations [*]\nuse std.levels [*]\nstore s is files in corp { holds internal }
access a for ana { may read on s }\nprove p { never ana causes read on s }\n";
    let folder = folder(&[("people.bwk", people), ("more.bwk", more)]);
    let one = run(folder.path(), &["check", "people.bwk", "more.bwk", "--format", "json"]);
    let other = run(folder.path(), &["check", "more.bwk", "people.bwk", "--format", "json"]);
    assert_eq!(out(&one), out(&other));
    assert_eq!(code(&one), 1, "{}{}", out(&one), err(&one));
}

#[cfg(unix)]
#[test]
fn links_in_circles_are_said() {
    let folder = folder(&[("policy.bwk", CLEAN), ("folder.bwk/policy.bwk", CLEAN)]);
    std::os::unix::fs::symlink("circle.bwk", folder.path().join("circle.bwk")).expect("a link");
    for path in ["circle.bwk", "."] {
        let output = run(folder.path(), &["check", path]);
        assert_eq!((code(&output), out(&output)), (2, String::new()), "{path}");
        assert!(err(&output).contains("circle.bwk"), "{}", err(&output));
    }
    assert_eq!(code(&run(folder.path(), &["check", "folder.bwk"])), 0, "a folder that is named is one");
}
