//! The commands on the pages, run where a reader would run them.

use std::path::{Path, PathBuf};
use std::process::Command;

use super::{blocks_of, pages};

/// How a command is tried.
enum Tried {
    /// As it stands there, with this exit code.
    AsWritten(i32),
    /// As it stands there, in a new project, with this exit code.
    InNewProject(i32),
    /// Something is left open: these are ways to fill it in, with their exit codes.
    FilledIn(&'static [(&'static str, i32)]),
    /// By nothing here.
    Elsewhere,
}

use Tried::{AsWritten, Elsewhere, FilledIn, InNewProject};

/// Every command on the pages.
const COMMANDS: &[(&str, Tried)] = &[
    ("cargo run --release -- check examples/patchpilot/flawed", AsWritten(1)),
    ("bailiwick check examples/patchpilot/flawed", AsWritten(1)),
    ("bailiwick check examples/patchpilot/flawed --as-of 2026-11-22", AsWritten(1)),
    ("bailiwick check examples/patchpilot/repaired --as-of 2026-11-22", AsWritten(0)),
    ("bailiwick check examples/clinsum/flawed --as-of 2026-11-22", AsWritten(1)),
    ("bailiwick check examples/clinsum/repaired --as-of 2026-11-22", AsWritten(0)),
    ("bailiwick check examples/helpdesk/flawed --as-of 2026-11-22", AsWritten(1)),
    ("bailiwick check examples/helpdesk/repaired --as-of 2026-11-22", AsWritten(0)),
    ("cargo run --release -- report examples/helpdesk/flawed --output report.html", AsWritten(1)),
    ("bailiwick report examples/helpdesk/flawed --output report.html", AsWritten(1)),
    (
        "bailiwick report examples/helpdesk/flawed --as-of 2026-11-22 --framework owasp-asi-2026 --framework owasp-nhi-2025",
        AsWritten(1),
    ),
    ("bailiwick report examples/patchpilot/repaired --as-of 2026-11-22 --format markdown", AsWritten(0)),
    ("bailiwick report examples/clinsum/flawed --as-of 2026-11-22 --output controls.csv", AsWritten(1)),
    (
        "bailiwick report examples/clinsum/flawed --as-of 2026-11-22 --output html=page.html --output json=page.json",
        AsWritten(1),
    ),
    ("bailiwick report examples/helpdesk/flawed --as-of 2026-11-22 --format json", AsWritten(1)),
    ("bailiwick schema report", AsWritten(0)),
    ("bailiwick explain 'MAESTRO GOV-02'", AsWritten(0)),
    ("bailiwick explain ID", FilledIn(&[("bailiwick explain ASI03", 0), ("bailiwick explain ASI99", 2)])),
    (
        "bailiwick report [PATH]",
        FilledIn(&[
            ("bailiwick report examples/helpdesk/repaired --as-of 2026-11-22", 0),
            ("bailiwick report nowhere", 2),
            ("bailiwick report examples/helpdesk/repaired --framework nothing", 2),
        ]),
    ),
    (
        "bailiwick check [PATH...]",
        FilledIn(&[
            ("bailiwick check examples/helpdesk/repaired/helpdesk.bwk --as-of 2026-11-22", 0),
            ("bailiwick check examples/helpdesk/repaired examples/helpdesk/flawed", 1),
            ("bailiwick check nowhere", 2),
        ]),
    ),
    (
        "bailiwick why 'anyone causes publish on registry' [PATH]",
        FilledIn(&[
            ("bailiwick why 'anyone causes publish on registry' examples/patchpilot/flawed", 1),
            ("bailiwick why 'anyone causes publish on registry' examples/patchpilot/repaired", 0),
        ]),
    ),
    (
        "bailiwick graph [PATH]",
        FilledIn(&[
            ("bailiwick graph examples/patchpilot/flawed", 0),
            ("bailiwick graph examples/patchpilot/flawed --format dot", 0),
            ("bailiwick graph examples/patchpilot/flawed --format mermaid", 0),
            ("bailiwick graph examples/patchpilot/flawed --format json", 0),
            ("bailiwick graph examples/patchpilot/flawed --around ana", 0),
        ]),
    ),
    ("bailiwick fix", Elsewhere),
    (
        "bailiwick fix [PATH...]",
        FilledIn(&[
            ("bailiwick fix examples/helpdesk/repaired", 0),
            ("bailiwick fix examples/helpdesk/repaired examples/helpdesk/flawed", 0),
            ("bailiwick fix nowhere", 2),
        ]),
    ),
    (
        "bailiwick fmt [PATH]",
        FilledIn(&[("bailiwick fmt examples", 0), ("bailiwick fmt examples/patchpilot/flawed --check", 0)]),
    ),
    ("bailiwick test examples/patchpilot/repaired --as-of 2026-11-22", AsWritten(0)),
    ("bailiwick mutate examples/patchpilot/repaired --as-of 2026-11-22", AsWritten(0)),
    ("bailiwick test examples/clinsum/repaired --as-of 2026-11-22", AsWritten(0)),
    ("bailiwick mutate examples/clinsum/repaired --as-of 2026-11-22", AsWritten(1)),
    ("bailiwick test examples/helpdesk/repaired --as-of 2026-11-22", AsWritten(0)),
    ("bailiwick mutate examples/helpdesk/repaired --as-of 2026-11-22", AsWritten(1)),
    ("bailiwick doc", AsWritten(0)),
    ("bailiwick doc std.levels", AsWritten(0)),
    ("bailiwick fix --guesses", Elsewhere),
    ("bailiwick doc --site reference-site", AsWritten(0)),
    ("bailiwick doc --site reference-site --project examples/helpdesk/repaired", AsWritten(0)),
    (
        "bailiwick doc [MODULE]",
        FilledIn(&[("bailiwick doc", 0), ("bailiwick doc std.operations", 0), ("bailiwick doc std.nothing", 2)]),
    ),
    ("bailiwick test", Elsewhere),
    ("bailiwick test --coverage", Elsewhere),
    (
        "bailiwick test [PATH]",
        FilledIn(&[("bailiwick test examples/helpdesk/repaired", 0), ("bailiwick test nowhere", 2)]),
    ),
    ("bailiwick mutate", Elsewhere),
    ("bailiwick mutate [PATH]", FilledIn(&[("bailiwick mutate nowhere", 2)])),
    ("bailiwick mutate examples/patchpilot/repaired --limit 4", AsWritten(0)),
    ("bailiwick check --emit-test", Elsewhere),
    ("bailiwick check --emit-test policy.bwk >> policy.bwk", Elsewhere),
    ("bailiwick check --profile release", Elsewhere),
    ("bailiwick init", Elsewhere),
    ("bailiwick explain", AsWritten(0)),
    ("bailiwick schema manifest", AsWritten(0)),
    ("bailiwick rules [PATH]", FilledIn(&[("bailiwick rules", 0), ("bailiwick rules examples/helpdesk/flawed", 0)])),
    ("bailiwick new rule my-rule --to house-rules", AsWritten(0)),
    (
        "bailiwick new rule NAME",
        FilledIn(&[("bailiwick new rule my-rule", 0), ("bailiwick new rule missing-owner", 2)]),
    ),
    ("bailiwick explain CODE", FilledIn(&[("bailiwick explain BW0101", 0)])),
    ("bailiwick init [DIR]", FilledIn(&[("bailiwick init my-policy", 0), ("bailiwick check my-policy", 0)])),
    ("bailiwick check .", InNewProject(0)),
    ("bailiwick schema check", AsWritten(0)),
    ("bailiwick check examples/helpdesk/flawed --as-of 2026-11-22 --fail-on warning", AsWritten(1)),
    ("bailiwick check examples/clinsum/flawed --format json --output outcome.json", AsWritten(1)),
    ("bailiwick lsp", Elsewhere),
    ("cargo build --release", Elsewhere),
    ("bailiwick completions bash", AsWritten(0)),
    ("bailiwick completions zsh", AsWritten(0)),
    ("bailiwick explain BW0201", AsWritten(0)),
    ("bailiwick explain unknown-name", AsWritten(0)),
    ("bailiwick fix examples/helpdesk/repaired --as-of 2026-11-22", AsWritten(0)),
    ("bailiwick fix examples/helpdesk/flawed --check --as-of 2026-11-22", AsWritten(1)),
    ("bailiwick fmt examples", AsWritten(0)),
    ("bailiwick fmt examples/patchpilot/flawed --check", AsWritten(0)),
    ("bailiwick graph examples/patchpilot/flawed", AsWritten(0)),
    ("bailiwick graph examples/patchpilot/flawed --around ana --steps 1", AsWritten(0)),
    ("bailiwick graph examples/helpdesk/flawed --format mermaid --output helpdesk.mmd", AsWritten(0)),
    ("bailiwick graph examples/clinsum/flawed --format json --as-of 2026-11-22", AsWritten(0)),
    ("bailiwick check examples/clinsum/flawed --output sarif=findings.sarif --output junit=findings.xml", AsWritten(1)),
    ("bailiwick check examples/helpdesk/flawed --output sarif=findings.sarif", AsWritten(1)),
    ("bailiwick check examples/helpdesk/flawed --format github", AsWritten(1)),
    ("bailiwick check examples/helpdesk/flawed --format markdown", AsWritten(1)),
    ("bailiwick diff examples/helpdesk/repaired examples/helpdesk/flawed --as-of 2026-11-22", AsWritten(0)),
    (
        "bailiwick diff examples/helpdesk/repaired examples/helpdesk/flawed --as-of 2026-11-22 --deny-widening",
        AsWritten(1),
    ),
    // They need a repository: the tests of the command make one.
    ("bailiwick diff main --path policies", Elsewhere),
    ("bailiwick diff main..HEAD --path policies --deny-widening --format markdown", Elsewhere),
    (
        "bailiwick diff examples/patchpilot/repaired examples/patchpilot/flawed --as-of 2026-11-22 --format json",
        AsWritten(0),
    ),
    ("bailiwick diff BASE [HEAD]", FilledIn(&[("bailiwick diff nowhere", 2)])),
    ("bailiwick schema diff", AsWritten(0)),
    ("bailiwick schema baseline", AsWritten(0)),
    ("bailiwick baseline", Elsewhere),
    ("bailiwick check", Elsewhere),
    ("bailiwick diff", Elsewhere),
    ("bailiwick baseline examples/helpdesk/flawed --as-of 2026-11-22 --output baseline.json", AsWritten(0)),
    ("bailiwick baseline examples/helpdesk/flawed --as-of 2026-11-22", AsWritten(0)),
    (
        "bailiwick baseline [PATH...]",
        FilledIn(&[
            ("bailiwick baseline examples/helpdesk/repaired examples/helpdesk/flawed -o known.json", 2),
            ("bailiwick baseline examples/helpdesk/flawed -o known.json", 0),
            ("bailiwick check examples/helpdesk/flawed --baseline known.json", 0),
            ("bailiwick check examples/helpdesk/repaired --baseline examples/README.md", 2),
        ]),
    ),
    ("bailiwick help", AsWritten(0)),
    ("bailiwick help check", AsWritten(0)),
    ("bailiwick --version", AsWritten(0)),
    ("bailiwick init my-policy", AsWritten(0)),
    ("bailiwick rules", AsWritten(0)),
    ("bailiwick rules examples/helpdesk/flawed", AsWritten(0)),
    ("bailiwick schema graph", AsWritten(0)),
    ("bailiwick schema test", AsWritten(0)),
    ("bailiwick why 'anyone causes publish on registry' examples/patchpilot/flawed", AsWritten(1)),
    ("bailiwick why 'anyone causes publish on registry' examples/patchpilot/repaired", AsWritten(0)),
    (
        "bailiwick why 'possible bo causes write on repo.workflows' examples/patchpilot/repaired --as-of 2026-11-22",
        AsWritten(0),
    ),
    ("bailiwick check examples/patchpilot/flawed --format json", AsWritten(1)),
    ("bailiwick graph examples/patchpilot/flawed --format json", AsWritten(0)),
    ("bailiwick doc NAME", FilledIn(&[("bailiwick doc std.rules.gate", 0)])),
    (
        "bailiwick schema SCHEMA",
        FilledIn(&[("bailiwick schema check", 0), ("bailiwick schema manifest", 0), ("bailiwick schema nothing", 2)]),
    ),
    ("bailiwick doc std.regimes", AsWritten(0)),
    ("bailiwick doc std.tiers", AsWritten(0)),
    ("bailiwick test examples/patchpilot/repaired --as-of 2026-11-22", AsWritten(0)),
    ("bailiwick mutate examples/patchpilot/repaired --as-of 2026-11-22", AsWritten(0)),
    ("bailiwick test examples/clinsum/repaired --as-of 2026-11-22", AsWritten(0)),
    ("bailiwick mutate examples/clinsum/repaired --as-of 2026-11-22", AsWritten(1)),
    ("bailiwick test examples/helpdesk/repaired --as-of 2026-11-22", AsWritten(0)),
    ("bailiwick mutate examples/helpdesk/repaired --as-of 2026-11-22", AsWritten(1)),
    ("bailiwick completions SHELL", FilledIn(&[("bailiwick completions bash", 0), ("bailiwick completions zsh", 0)])),
    ("cargo bless", Elsewhere),
    ("cargo build --release", Elsewhere),
    ("cargo test", Elsewhere),
    ("code --install-extension bailiwick.vsix", Elsewhere),
    ("npm ci --ignore-scripts", Elsewhere),
    ("npm run package", Elsewhere),
    ("BAILIWICK_RANDOM=20000 cargo test differential", Elsewhere),
    ("cargo bench --bench growth", Elsewhere),
];

/// The words of a command; quotes keep some together.
fn words(command: &str) -> Vec<String> {
    let parts = command.split('\'').enumerate();
    parts
        .flat_map(|(at, part)| match at % 2 {
            0 => part.split_whitespace().map(str::to_owned).collect(),
            _ => vec![part.to_owned()],
        })
        .collect()
}

/// Lines of shell blocks, and code within a sentence that begins like a command.
fn shown() -> Vec<String> {
    let mut shown: Vec<String> =
        blocks_of("sh").iter().flat_map(|block| block.text.lines()).map(str::to_owned).collect();
    for page in pages() {
        let code = page.text.split('`').skip(1).step_by(2);
        let is_command = |code: &&str| ["bailiwick ", "cargo ", "BAILIWICK_"].iter().any(|word| code.starts_with(word));
        shown.extend(code.filter(is_command).map(str::to_owned));
    }
    shown
}

/// Runs a command, which is this one, and returns its exit code.
fn run(folder: &Path, command: &str) -> i32 {
    let words = words(command);
    let arguments = match words.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
        ["bailiwick", ..] => &words[1..],
        ["cargo", "run", "--release", "--", ..] => &words[4..],
        _ => unreachable!("`{command}` is another program"),
    };
    let program = Command::new(env!("CARGO_BIN_EXE_bailiwick")).current_dir(folder).args(arguments).output();
    program.expect("the command starts").status.code().expect("an exit code, not a signal")
}

/// Without a solver, what needs one is not proved.
fn agrees(found: i32, expected: i32) -> bool {
    found == expected || (!cfg!(feature = "z3") && (found, expected) == (1, 0))
}

fn copy(from: &Path, to: &Path) {
    std::fs::create_dir_all(to).expect("a folder");
    for entry in std::fs::read_dir(from).expect("a folder") {
        let entry = entry.expect("the folder can be read");
        let (path, target): (PathBuf, PathBuf) = (entry.path(), to.join(entry.file_name()));
        if path.is_dir() {
            copy(&path, &target);
        } else {
            std::fs::copy(&path, &target).expect("a file");
        }
    }
}

#[test]
fn every_command_does_what_the_page_says() {
    let shown = shown();
    let strange: Vec<&String> = shown.iter().filter(|line| !COMMANDS.iter().any(|(known, _)| known == line)).collect();
    assert_eq!(strange, [""; 0], "no test knows these");
    let gone: Vec<&str> =
        COMMANDS.iter().map(|(known, _)| *known).filter(|known| !shown.iter().any(|line| line == known)).collect();
    assert_eq!(gone, [""; 0], "no page shows these any more");
    for (command, tried) in COMMANDS {
        tried.run(command);
    }
}

impl Tried {
    fn run(&self, command: &str) {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path();
        match self {
            AsWritten(code) => {
                copy(&examples(), &folder.join("examples"));
                demand(folder, command, *code);
            }
            InNewProject(code) => {
                demand(folder, "bailiwick init .", 0);
                demand(folder, command, *code);
            }
            FilledIn(runs) => {
                copy(&examples(), &folder.join("examples"));
                runs.iter().for_each(|(line, code)| demand(folder, line, *code));
            }
            Elsewhere => (),
        }
    }
}

fn examples() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples")
}

fn demand(folder: &Path, command: &str, expected: i32) {
    let found = run(folder, command);
    assert!(agrees(found, expected), "`{command}` ends with {found}, not with {expected}");
}
