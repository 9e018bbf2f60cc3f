//! `mutate`: exit codes, the filter and the formats.

use super::{CLEAN, code, err, folder, out, root, run};

const WATCHED: &str = "edition 2026
use std.operations [*]
use std.levels [*]
domain corp is tenant { trusted yes }
human ana in corp {
  may read on notes
}
store notes is files in corp { holds internal }
prove ana-reads { possible ana causes read on notes }
";
const IDLE: &str = "human bo in corp {\n  may write on notes\n}\n";

#[test]
fn the_exit_code_tells() {
    let half = format!("{WATCHED}{IDLE}");
    let unwatched = WATCHED.lines().filter(|line| !line.starts_with("prove")).collect::<Vec<_>>().join("\n") + "\n";
    let folder = folder(&[
        ("good/a.bwk", WATCHED),
        ("half/a.bwk", &half),
        ("unwatched/a.bwk", &unwatched),
        ("idle/a.bwk", CLEAN),
        ("wrong/a.bwk", "human x in y\n"),
    ]);
    let exit = |arguments: &[&str]| code(&run(folder.path(), &[&["mutate"], arguments].concat()));
    assert_eq!(exit(&["good"]), 0);
    assert_eq!(exit(&["half"]), 1);
    assert_eq!(exit(&["half", "--filter", "read"]), 0);
    assert_eq!(exit(&["half", "--limit", "1"]), 0, "the first one is noticed");
    assert_eq!(exit(&["half", "--filter", "nothing like it"]), 2);
    assert_eq!(exit(&["wrong"]), 2);
    assert_eq!(exit(&["nowhere"]), 2);
    let output = run(folder.path(), &["mutate", "unwatched"]);
    assert_eq!(
        (code(&output), err(&output).as_str()),
        (2, "bailiwick: nobody could notice a change: the policy has no properties and no tests\n")
    );
}

#[test]
fn a_person_reads_what_nobody_notices() {
    let folder = folder(&[("a.bwk", &format!("{WATCHED}{IDLE}"))]);
    let output = run(folder.path(), &["mutate"]);
    assert_eq!(
        out(&output),
        "unnoticed ./a.bwk:11  grant `may write on notes`: without it
1 change noticed, 1 not; properties and tests that watched: 1\n"
    );
}

#[test]
fn json_keeps_to_its_schema() {
    let output = run(root(), &["schema", "mutate"]);
    let schema: serde_json::Value = serde_json::from_str(&out(&output)).expect("JSON");
    let schema = jsonschema::validator_for(&schema).expect("a schema");
    let folder = folder(&[("a.bwk", &format!("{WATCHED}{IDLE}"))]);
    let output = run(folder.path(), &["mutate", "--format", "json", "--output", "report.json"]);
    assert_eq!((code(&output), out(&output)), (1, String::new()));
    let text = std::fs::read_to_string(folder.path().join("report.json")).expect("the report");
    let mut document: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let errors: Vec<String> = schema.iter_errors(&document).map(|error| error.to_string()).collect();
    assert!(errors.is_empty(), "{errors:?}");
    let counts = serde_json::json!({ "possible": 2, "tried": 2, "noticed": 1, "unnoticed": 1, "noPolicy": 0 });
    assert_eq!(document["counts"], counts);
    document["changes"][0]["outcome"] = "fine".into();
    assert!(!schema.is_valid(&document), "a broken document is refused");
}
