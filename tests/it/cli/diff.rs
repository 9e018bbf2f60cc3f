//! `diff`: folders, files and revisions of git.

use std::path::Path;
use std::process::Command;

use super::{code, err, folder, out, root, run};

const DAY: [&str; 2] = ["--as-of", "2026-11-22"];

const BEFORE: &str = "use std.levels [*]
use std.operations [*]
domain corp is tenant { trusted yes }
context mfa boolean
human ana in corp { may read on notes when mfa }
human bo in corp
store notes is files in corp { holds internal }
prove not-bo { never bo causes read on notes }
";

fn after() -> String {
    BEFORE.replace(" when mfa", "")
}

/// Runs git as nobody in particular.
pub(super) fn git(at: &Path, arguments: &[&str]) -> String {
    let who = ["-c", "user.name=Ana", "-c", "user.email=ana@example.org", "-c", "init.defaultBranch=main"];
    let mut command = Command::new("git");
    command.current_dir(at).args(who).args(["-c", "commit.gpgsign=false"]).args(arguments);
    for variable in ["GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE"] {
        command.env_remove(variable);
    }
    let output = command.output().expect("git starts");
    assert!(output.status.success(), "git {arguments:?}: {}", err(&output));
    out(&output).trim().to_owned()
}

/// A repository with a commit of everything that is there.
pub(super) fn repository(at: &Path) {
    git(at, &["init", "--quiet"]);
    commit(at, "first");
}

pub(super) fn commit(at: &Path, message: &str) {
    git(at, &["add", "--all"]);
    git(at, &["commit", "--quiet", "--message", message]);
}

fn diff(at: &Path, arguments: &[&str]) -> (i32, String, String) {
    let output = run(at, &[&["diff"], arguments, &DAY[..]].concat());
    (code(&output), out(&output), err(&output))
}

#[test]
fn folders_and_files_are_compared() {
    let at =
        folder(&[("one/a.bwk", BEFORE), ("two/a.bwk", &after()), ("three/a.bwk", &format!("// A remark.\n{BEFORE}"))]);
    for (base, head) in [("one", "two"), ("one/a.bwk", "two/a.bwk"), ("./one", "two/")] {
        let (exit, text, _) = diff(at.path(), &[base, head]);
        assert_eq!(exit, 0, "{text}");
        assert!(text.contains("widened\n  `ana`\n    causes `read` on `notes`\n"), "{text}");
        assert!(text.contains("  before: `mfa` is yes\n  now: always\n  however agents behave\n"), "{text}");
        assert!(text.contains("  for example when `mfa` is no\n"), "{text}");
        assert!(text.contains("two/a.bwk:5  may read on notes"), "{text}");
        assert_eq!(diff(at.path(), &[base, head, "--deny-widening"]).0, 1);
        assert_eq!(diff(at.path(), &[head, base, "--deny-widening"]).0, 0, "who loses something gains nothing");
    }
    let (exit, text, _) = diff(at.path(), &["one", "three", "--deny-widening"]);
    assert_eq!((exit, text.as_str()), (0, "from one to three: no change in effect\n"));
}

#[test]
fn revisions_are_compared() {
    let at = folder(&[("policy/a.bwk", BEFORE), ("policy/bailiwick.toml", "name = \"notes\"\nedition = 2026\n")]);
    repository(at.path());
    let write = |text: &str| std::fs::write(at.path().join("policy/a.bwk"), text).expect("a policy");
    write(&after());
    let path = ["--path", "policy", "--deny-widening"];
    let (exit, text, _) = diff(at.path(), &[&["main"], &path[..]].concat());
    assert_eq!(exit, 1, "{text}");
    assert!(text.ends_with("from main:policy to policy: 1 widened\n"), "the working tree: {text}");
    assert_eq!(diff(at.path(), &[&["main", "HEAD"], &path[..]].concat()).0, 0, "nothing is committed yet");
    git(at.path(), &["checkout", "--quiet", "-b", "feature"]);
    commit(at.path(), "second");
    for range in ["main..feature", "main..HEAD", "main..", "main...feature", "HEAD~1..HEAD"] {
        let (exit, text, problems) = diff(at.path(), &[&[range], &path[..]].concat());
        assert_eq!(exit, 1, "{range}: {text}{problems}");
        assert!(text.contains("`ana`") && text.contains(":policy/a.bwk:5"), "{range}: {text}");
    }
    // In the folder of the policy, which is a project, no path is needed.
    let (exit, text, _) = diff(&at.path().join("policy"), &["main", "feature", "--deny-widening"]);
    assert_eq!(exit, 1, "{text}");
    assert!(text.ends_with("from main to feature: 1 widened\n"), "{text}");
    // Where they part: main has gone on.
    git(at.path(), &["checkout", "--quiet", "main"]);
    write(&after());
    commit(at.path(), "the same");
    assert_eq!(diff(at.path(), &[&["main..feature"], &path[..]].concat()).0, 0);
    assert_eq!(diff(at.path(), &[&["main...feature"], &path[..]].concat()).0, 1);
    // A revision is compared with a folder as well.
    assert_eq!(diff(at.path(), &["feature", "policy", "--path", "policy", "--deny-widening"]).0, 0);
}

/// Nothing of a revision stays behind.
#[test]
fn nothing_is_left_of_a_revision() {
    let at = folder(&[("a.bwk", BEFORE)]);
    repository(at.path());
    let scratch = tempfile::tempdir().expect("a folder");
    let mut command = Command::new(env!("CARGO_BIN_EXE_bailiwick"));
    let output = command.current_dir(at.path()).args(["diff", "HEAD"]).env("TMPDIR", scratch.path()).output();
    assert_eq!(code(&output.expect("it starts")), 0);
    assert_eq!(std::fs::read_dir(scratch.path()).expect("a folder").count(), 0);
}

#[test]
fn what_can_not_be_compared_is_said() {
    let broken = format!("{BEFORE}human cy in nowhere\n");
    let at = folder(&[("good/a.bwk", BEFORE), ("bad/a.bwk", &broken), ("empty/readme", "")]);
    repository(at.path());
    let cases: [(&[&str], &str); 9] = [
        (&["good", "bad"], "the policy of `bad` has errors"),
        (&["bad", "good"], "the policy of `bad` has errors"),
        (&["good"], "say with what it is compared, like `bailiwick diff good OTHER`"),
        (&["nowhere", "good"], "`nowhere` is neither a file, nor a folder, nor a revision of git"),
        (&["good", "nowhere"], "`nowhere` is neither a file, nor a folder, nor a revision of git"),
        (&["HEAD..nowhere"], "`nowhere` is neither"),
        (&["good", "HEAD", "--path", "empty"], "`HEAD:empty` has no policy"),
        (&["good", "good", "--profile", "strict"], "has no profile `strict`"),
        (&["good", "good", "-o", "good/a.bwk"], "is one of the files that are read"),
    ];
    for (arguments, expected) in cases {
        let (exit, text, problems) = diff(at.path(), arguments);
        assert_eq!((exit, text.as_str()), (2, ""), "{arguments:?}");
        assert!(problems.contains(expected), "{arguments:?}: {problems}");
    }
    let outside = folder(&[("a.bwk", BEFORE)]);
    let (exit, _, problems) = diff(outside.path(), &["main"]);
    assert!(exit == 2 && problems.contains("does not lie in a git repository"), "{problems}");
}

/// A policy that is new is all gain. One that is gone is no loss that anybody may overlook.
#[test]
fn a_new_policy_is_compared_with_nothing() {
    let at = folder(&[("readme", "nothing yet")]);
    repository(at.path());
    std::fs::write(at.path().join("a.bwk"), BEFORE).expect("a policy");
    let (exit, text, problems) = diff(at.path(), &["HEAD", "--deny-widening"]);
    assert_eq!(exit, 1, "{text}{problems}");
    assert!(text.contains("gained\n  `ana`") && problems.contains("`HEAD` has no policy"), "{text}{problems}");
    commit(at.path(), "a policy");
    std::fs::remove_file(at.path().join("a.bwk")).expect("it was there");
    let (exit, _, problems) = diff(at.path(), &["HEAD"]);
    assert!(exit == 2 && problems.contains("there is no policy file"), "{problems}");
}

/// A link could lead anywhere; a revision has files only.
#[cfg(unix)]
#[test]
fn links_of_a_revision_are_not_followed() {
    let at = folder(&[("a.bwk", BEFORE)]);
    std::os::unix::fs::symlink("a.bwk", at.path().join("b.bwk")).expect("a link");
    repository(at.path());
    let (exit, _, problems) = diff(at.path(), &["HEAD"]);
    assert!(exit == 2 && problems.contains("`b.bwk` is a link in revision `HEAD`"), "{problems}");
}

/// On a disk they are followed: so what a revision has behind them would be missing without a word.
#[cfg(unix)]
#[test]
fn what_a_revision_can_not_say_is_refused() {
    let linked = |target: &str, name: &str| {
        let at = folder(&[("policy/a.bwk", BEFORE), ("elsewhere/b.bwk", "domain other is tenant\n"), ("readme", "")]);
        std::os::unix::fs::symlink(target, at.path().join(name)).expect("a link");
        repository(at.path());
        at
    };
    for (target, name) in [("../elsewhere", "policy/more"), ("nowhere", "policy/more"), ("/etc", "policy/more")] {
        let at = linked(target, name);
        let (exit, text, problems) = diff(at.path(), &["HEAD", "HEAD", "--path", "policy"]);
        assert!(exit == 2 && problems.contains("`policy/more` is a link in revision `HEAD`"), "{text}{problems}");
    }
    for (target, name) in [("../readme", "policy/more"), ("elsewhere", "more")] {
        let at = linked(target, name);
        let (exit, _, problems) = diff(at.path(), &["HEAD", "HEAD", "--path", "policy"]);
        assert_eq!(exit, 0, "nothing that is compared lies behind it: {problems}");
    }
    let at = linked("policy", "now");
    let (exit, _, problems) = diff(at.path(), &["HEAD", "--path", "now"]);
    assert!(
        exit == 2 && problems.contains("`now` is a link, and where it led in a revision is not known"),
        "{problems}"
    );
    let at = folder(&[("policy/a.bwk", BEFORE), ("policy/ev:il.bwk", "domain other is tenant\n")]);
    repository(at.path());
    let (exit, _, problems) = diff(at.path(), &["HEAD", "--path", "policy"]);
    assert!(exit == 2 && problems.contains("`policy/ev:il.bwk` has a name that not every disk can have"), "{problems}");
    let at = folder(&[("policy/a.bwk", BEFORE)]);
    repository(&at.path().join("policy"));
    repository(at.path());
    let (exit, _, problems) = diff(at.path(), &["HEAD", "HEAD", "--path", "policy"]);
    assert!(exit == 2 && problems.contains("`policy` is a repository of its own"), "{problems}");
}

/// Whoever proposes a policy could put a repository of their own beside it.
#[test]
fn the_repository_is_that_of_the_current_folder() {
    let at = folder(&[("policy/a.bwk", BEFORE)]);
    repository(at.path());
    let evil = folder(&[("a.bwk", &after())]);
    repository(evil.path());
    let policy = at.path().join("policy");
    // A folder that is a repository itself, without a `.git`: git keeps such folders like any other.
    for name in ["HEAD", "config", "objects", "refs"] {
        std::fs::rename(evil.path().join(".git").join(name), policy.join(name)).expect("a part of a repository");
    }
    std::fs::write(policy.join("a.bwk"), after()).expect("a policy");
    let (exit, text, problems) = diff(at.path(), &["HEAD", "--path", "policy", "--deny-widening"]);
    assert_eq!(exit, 1, "{text}{problems}");
    assert!(text.ends_with("from HEAD:policy to policy: 1 widened\n"), "{text}{problems}");
    // What is configured does not say where the files are.
    git(at.path(), &["config", "core.worktree", "/nowhere"]);
    assert_eq!(diff(at.path(), &["HEAD", "--path", "policy", "--deny-widening"]).0, 1);
}

#[test]
fn a_folder_hides_no_branch() {
    let at = folder(&[("policy/a.bwk", BEFORE)]);
    repository(at.path());
    std::fs::create_dir(at.path().join("main")).expect("a folder");
    std::fs::write(at.path().join("main/a.bwk"), after()).expect("a policy");
    std::fs::write(at.path().join("policy/a.bwk"), after()).expect("a policy");
    let path = ["--path", "policy", "--deny-widening"];
    let (exit, _, problems) = diff(at.path(), &[&["main"], &path[..]].concat());
    assert!(exit == 2 && problems.contains("write `main^0` for the revision, or `./main`"), "{problems}");
    assert_eq!(diff(at.path(), &[&["main^0"], &path[..]].concat()).0, 1);
    assert_eq!(diff(at.path(), &["./main", "policy", "--deny-widening"]).0, 0);
}

/// Who proposes a change says in it which files are read: one that was read and is still there is not forgotten.
#[test]
fn a_policy_that_is_no_longer_read_is_told() {
    let manifest = "name = \"p\"\nedition = 2026\n";
    let decoy = format!("{manifest}sources = [\"decoy\"]\n");
    for (name, text) in [("bailiwick.toml", decoy.as_str()), (".ignore", "policy\n"), ("policy/.ignore", "*.bwk\n")] {
        let at = folder(&[("policy/a.bwk", BEFORE), ("bailiwick.toml", manifest)]);
        repository(at.path());
        std::fs::create_dir(at.path().join("decoy")).expect("a folder");
        std::fs::write(at.path().join("decoy/a.bwk"), BEFORE).expect("a policy");
        std::fs::write(at.path().join("policy/a.bwk"), after()).expect("a policy");
        std::fs::write(at.path().join(name), text).expect("a file");
        let (exit, text, problems) = diff(at.path(), &["HEAD", "--deny-widening"]);
        assert_eq!(exit, 1, "{name}: {text}{problems}");
        assert!(text.contains("`policy/a.bwk` was read and is not, although it is there"), "{name}: {text}");
    }
    // Whoever names the folder is told so as well.
    let at = folder(&[("policy/a.bwk", BEFORE), ("decoy/a.bwk", BEFORE), ("bailiwick.toml", &decoy)]);
    let output = run(at.path(), &["check", "policy"]);
    assert!(code(&output) == 2 && err(&output).contains("`policy` has policies, and its project reads none of them"));
    assert_ne!(code(&run(at.path(), &["check", "decoy", "--as-of", "2026-11-22"])), 2);
    let at = folder(&[("a.bwk", BEFORE), ("bailiwick.toml", manifest)]);
    repository(at.path());
    std::fs::write(at.path().join("bailiwick.toml"), format!("{manifest}\n[rules]\nmissing-owner = \"info\"\n"))
        .expect("a file");
    let (exit, text, _) = diff(at.path(), &["HEAD", "--deny-widening"]);
    assert!(
        exit == 1 && text.contains("what rule `missing-owner` finds is of the level info, and was of error"),
        "{text}"
    );
    assert_eq!(diff(at.path(), &["HEAD"]).0, 0);
}

/// A line that somebody else chose is no command of a workflow.
#[cfg(unix)]
#[test]
fn names_of_files_begin_no_line() {
    let name = "a\n::error::owned.bwk";
    let broken = format!("{BEFORE}human cy in nowhere\n");
    let at = folder(&[("one/a.bwk", BEFORE)]);
    std::fs::create_dir(at.path().join("two")).expect("a folder");
    std::fs::write(at.path().join("two").join(name), broken).expect("a policy");
    for arguments in [&["one", "two"][..], &["one", "two", "--format", "github"]] {
        let (exit, text, problems) = diff(at.path(), arguments);
        assert_eq!(exit, 2);
        let lines = text.lines().chain(problems.lines());
        let commands: Vec<&str> = lines.filter(|line| line.trim_start().starts_with("::")).collect();
        assert!(commands.iter().all(|line| line.contains("file=two/a%0A%3A%3Aerror%3A%3Aowned.bwk")), "{commands:?}");
        assert_eq!(commands.is_empty(), arguments.len() == 2, "{text}{problems}");
    }
}

#[test]
fn the_examples_differ_in_words() {
    let (exit, text, _) = diff(root(), &["examples/helpdesk/repaired", "examples/helpdesk/flawed", "--deny-widening"]);
    assert_eq!(exit, 1);
    for line in ["gate `note-review` no longer guards `write` on `case-note`", "`notes-approved` was proved and is"] {
        assert!(text.contains(line), "{line}: {text}");
    }
}

#[test]
fn every_format_tells_the_difference() {
    let schema: serde_json::Value = serde_json::from_str(&out(&run(root(), &["schema", "diff"]))).expect("a schema");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    for (base, head) in [("repaired", "flawed"), ("flawed", "repaired"), ("flawed", "flawed")] {
        let paths = [format!("examples/patchpilot/{base}"), format!("examples/patchpilot/{head}")];
        let (_, text, _) = diff(root(), &[&paths[0], &paths[1], "--format", "json"]);
        let mut document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let errors: Vec<String> = schema.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{errors:?}");
        assert_eq!(document["isNothing"], base == head);
        document["widens"] = "perhaps".into();
        assert!(!schema.is_valid(&document), "a broken document is refused");
    }
    let hostile = |condition: &str| {
        BEFORE
            .replace("prove not-bo", "prove not-bo \"@all %0A::error::x\"")
            .replace("\"@all", "\"<b>@all")
            .replace(" when mfa", condition)
    };
    let at = folder(&[("one/a.bwk", &hostile(" when mfa")), ("two @all/a.bwk", &hostile(""))]);
    let (_, github, _) = diff(at.path(), &["one", "two @all", "--format", "github", "-o", "markdown=page.md"]);
    assert!(github.starts_with("::error file=two @all/a.bwk,line=5,endLine=5,col="), "{github}");
    assert!(
        github.contains(
            "title=widened::`ana`: causes `read` on `notes`; gets `internal`%0Abefore: `mfa` is yes%0Anow: always"
        ),
        "{github}"
    );
    assert!(github.ends_with("\n1 widened\n"), "{github}");
    let page = std::fs::read_to_string(at.path().join("page.md")).expect("a page");
    assert!(page.starts_with("## Bailiwick: 1 widened\n") && !page.contains("@all"), "{page}");
    assert!(
        page.contains("**widened**: <code>ana</code>\n\n- causes <code>read</code> on <code>notes</code>"),
        "{page}"
    );
}

/// Whoever has the name of somebody else is somebody else: rights that change hands are told.
#[test]
fn two_of_one_name_are_two() {
    let head = "use std.levels [*]\nuse std.operations [*]\ndomain corp is tenant { trusted yes }\nhuman ana in corp\n\
        store notes is files in corp { holds restricted }\n";
    let inner = |may: &str| format!("{head}workflow w {{\n  agent bot in corp {{\n    started by ana\n{may}  }}\n}}\n");
    let outer = |may: &str| format!("use main\nagent bot in main.corp {{\n  started by main.ana\n{may}}}\n");
    let third = "use main\nagent bot in main.corp { started by main.ana }\n";
    let read = "    may read on notes\n";
    let before = [
        ("one/main.bwk", inner("")),
        ("one/w.bwk", outer("  may observe on main.notes\n")),
        ("one/x.bwk", third.to_owned()),
    ];
    let after = [("two/main.bwk", inner(read)), ("two/w.bwk", outer("")), ("two/x.bwk", third.to_owned())];
    let files: Vec<(&str, &str)> = before.iter().chain(&after).map(|(path, text)| (*path, text.as_str())).collect();
    let at = folder(&files);
    let (exit, text, problems) = diff(at.path(), &["one", "two", "--deny-widening"]);
    assert_eq!(exit, 1, "{text}{problems}");
    assert!(text.contains("gained") && text.contains("`main.w.bot`"), "{text}{problems}");
    let why = run(at.path(), &["check", "one", "--format", "json", "--as-of", "2026-11-22"]);
    assert!(out(&why).contains("`main.w.bot` has no owner") && out(&why).contains("`w.bot` has no owner"));
}

/// Which rules fail a run, in which profile, how much may be unknown, and what else a manifest decides.
#[test]
fn what_the_manifests_say_is_compared() {
    let table = |name: &str, low: &str, high: &str| {
        format!("tiers {name} {{\n  scale {low} < {high}\n  tier {low} {{ ttl 8h }}\n  tier {high} {{ ttl 1h }}\n}}\n")
    };
    let manifest = "name = \"p\"\nedition = 2026\nas-of = \"required\"\nunknown-limit = \"1%\"\ntiers = \"a.strict\"\n\n\
        [rules]\nmissing-owner = \"error\"\n\n[profiles.release]\nfail-on = \"info\"\n\n[profiles.release.rules]\nlone-owner = \"error\"\n";
    let policy = format!("{BEFORE}{}{}", table("strict", "calm", "grave"), table("lax", "mild", "harsh"));
    for (from, to, expected) in [
        ("\"1%\"", "\"100%\"", "! 100 % of a policy may be unknown, and 1 % might"),
        ("unknown-limit = \"1%\"\n", "", "! all of it of a policy may be unknown, and 1 % might"),
        ("\"1%\"", "\"0%\"", "  0 % of a policy may be unknown, and 1 % might"),
        ("a.strict", "a.lax", "! the tiers of the manifest are `a.lax`, and were `a.strict`"),
        ("as-of = \"required\"\n", "", "! a run need not say the day on which everything is judged, and had to"),
        ("\"info\"", "\"error\"", "! a run fails from the level error on, and did from info (in profile `release`)"),
        (
            "lone-owner = \"error\"",
            "lone-owner = \"info\"",
            "! what rule `lone-owner` finds is of the level info, and was of error (in profile `release`)",
        ),
        (
            "missing-owner = \"error\"",
            "missing-owner = \"info\"",
            "! what rule `missing-owner` finds is of the level info, and was of error\n",
        ),
    ] {
        assert!(manifest.contains(from), "{from}");
        let at = folder(&[
            ("one/a.bwk", &policy),
            ("two/a.bwk", &policy),
            ("one/bailiwick.toml", manifest),
            ("two/bailiwick.toml", &manifest.replacen(from, to, 1)),
        ]);
        let (exit, text, problems) = diff(at.path(), &["one", "two", "--deny-widening"]);
        let text = text.replace("\n  (", " (").replace("\n  and", " and").replace("\n  of", " of");
        assert!(text.contains(expected), "{expected}: {text}{problems}");
        assert_eq!(exit, i32::from(expected.starts_with('!')), "{expected}: {text}");
    }
}

/// Who names two files of one folder leaves nothing out.
#[test]
fn files_of_one_folder_are_compared() {
    let at = folder(&[("old.bwk", BEFORE), ("new.bwk", BEFORE), ("wider.bwk", &after())]);
    let (exit, text, problems) = diff(at.path(), &["old.bwk", "new.bwk", "--deny-widening"]);
    assert!(exit == 0 && text.contains("no change in effect"), "{text}{problems}");
    assert_eq!(diff(at.path(), &["old.bwk", "wider.bwk", "--deny-widening"]).0, 1);
}

/// What is accepted for a shorter time is not accepted anew.
#[test]
fn an_exception_that_ends_earlier_accepts_nothing_new() {
    let text = |day: &str| {
        let refuted = BEFORE.replace("never bo", "never ana");
        format!(
            "{refuted}exception late {{\n  owner bo\n  accepts not-bo\n  because \"later\"\n  requested by bo on 2026-11-01\n  \
             approved by ana on 2026-11-02\n  expires {day}\n}}\n"
        )
    };
    let at = folder(&[("one/a.bwk", &text("2027-02-01")), ("two/a.bwk", &text("2027-01-01"))]);
    let (exit, told, problems) = diff(at.path(), &["one", "two", "--deny-widening"]);
    assert!(exit == 0 && told.contains("no longer accepts"), "{told}{problems}");
    let (exit, told, _) = diff(at.path(), &["two", "one", "--deny-widening"]);
    assert!(exit == 1 && told.contains("! exception `late` accepts now"), "{told}");
}
