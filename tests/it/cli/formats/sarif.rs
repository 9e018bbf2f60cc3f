//! SARIF: its schema, its places, its fingerprints.

use std::collections::BTreeSet;

use serde_json::Value;

use super::super::{root, run};
use super::{POLICY, checked, folder, out, settled};

fn schema() -> jsonschema::Validator {
    let text = std::fs::read_to_string(root().join("tests/schemas/sarif-2.1.0.json")).expect("the schema");
    // As it is published, the pattern of a language is no regular expression: it has one bracket too many.
    let (wrong, right) = ("{2}|^[a-zA-Z]{2}-[a-zA-Z]{2}]?$", "{2}(-[a-zA-Z]{2})?$");
    let schema = read(&text.replace(wrong, right));
    jsonschema::validator_for(&schema).expect("a schema")
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).expect("JSON")
}

fn results(document: &Value) -> &Vec<Value> {
    document["runs"][0]["results"].as_array().expect("results")
}

/// `.ci/run` shows this one to a program that reads SARIF.
#[test]
fn sarif_is_what_code_scanning_reads() {
    let text = checked(POLICY, "sarif");
    let errors: Vec<String> = schema().iter_errors(&read(&text)).map(|error| error.to_string()).collect();
    assert_eq!(errors, [""; 0]);
    insta::assert_snapshot!(settled(&text));
}

#[test]
fn sarif_keeps_to_its_schema() {
    let schema = schema();
    for example in ["clinsum/flawed", "helpdesk/flawed", "helpdesk/repaired", "patchpilot/flawed"] {
        let path = format!("examples/{example}");
        let output = run(root(), &["check", &path, "--format", "sarif", "--as-of", "2026-11-22"]);
        let mut document = read(&out(&output));
        let errors: Vec<String> = schema.iter_errors(&document).map(|error| error.to_string()).collect();
        assert!(errors.is_empty(), "{example}: {errors:?}");
        document["runs"][0]["columnKind"] = "bytes".into();
        assert!(!schema.is_valid(&document), "a broken document is refused");
    }
}

/// Every place is where the schema's columns say: in characters, whatever their length in any encoding.
#[test]
fn regions_are_exact() {
    let document = read(&checked(POLICY, "sarif"));
    assert_eq!(document["runs"][0]["columnKind"], "unicodeCodePoints");
    let result = results(&document).iter().find(|one| one["ruleId"] == "prove.nobody-reads").expect("it is refuted");
    let place = &result["locations"][0]["physicalLocation"];
    assert_eq!(place["artifactLocation"]["uri"], "policies/a%20policy.bwk");
    let number = |name: &str| usize::try_from(place["region"][name].as_u64().expect("a number")).expect("small");
    assert_eq!(number("startLine"), number("endLine"));
    let line = POLICY.lines().nth(number("startLine") - 1).expect("a line");
    let shown: String = line.chars().take(number("endColumn") - 1).skip(number("startColumn") - 1).collect();
    assert_eq!(shown, "never ana causes read on notes");
    let flow = &result["codeFlows"][0]["threadFlows"][0]["locations"];
    let grant = POLICY.lines().position(|line| line.contains("read on notes when")).expect("the grant") + 1;
    let lines: Vec<&Value> = flow.as_array().expect("steps").iter().collect();
    assert!(lines.iter().any(|step| step["location"]["physicalLocation"]["region"]["startLine"] == grant), "{flow}");
}

#[test]
fn accepted_results_are_suppressed_and_proved_ones_left_out() {
    let document = read(&checked(POLICY, "sarif"));
    let find = |id: &str| results(&document).iter().find(|one| one["ruleId"] == id).cloned();
    let accepted = find("prove.nobody-writes").expect("it is there");
    assert_eq!(accepted["suppressions"][0]["status"], "accepted");
    assert!(accepted["suppressions"][0]["justification"].as_str().is_some_and(|why| why.contains("will")));
    assert_eq!(find("prove.ana-can"), None);
    assert_eq!(document["runs"][0]["properties"]["proved"][0], "ana-can");
    assert_eq!(find("prove.nobody-reads").expect("it is there")["suppressions"], Value::Null);
    for (result, rules) in results(&document).iter().map(|one| (one, &document["runs"][0]["tool"]["driver"]["rules"])) {
        let at = usize::try_from(result["ruleIndex"].as_u64().expect("a number")).expect("small");
        assert_eq!(rules[at]["id"], result["ruleId"], "each result leads to its rule");
    }
}

/// What can not be known must not look like what is fine.
#[test]
fn what_is_unknown_is_an_error() {
    let document = read(&checked(&format!("{POLICY}human cy in nowhere\n"), "sarif"));
    let unknown: Vec<&Value> =
        results(&document).iter().filter(|one| one["properties"]["status"] == "unknown").collect();
    assert_eq!(unknown.len(), 3);
    assert!(unknown.iter().all(|one| one["kind"] == "fail" && one["level"] == "error"));
    assert_eq!(document["runs"][0]["invocations"][0]["toolExecutionNotifications"][0]["level"], "error");
}

#[test]
fn fixes_say_what_is_replaced() {
    let document = read(&checked(&format!("{POLICY}human cy in crop\n"), "sarif"));
    let fix = results(&document).iter().find_map(|one| one["fixes"].get(0)).expect("a name that is nearly right");
    let replacement = &fix["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "corp");
    assert_eq!(replacement["deletedRegion"]["startColumn"], 13);
    assert_eq!(replacement["deletedRegion"]["endColumn"], 17);
}

fn fingerprints(policy: &str) -> BTreeSet<String> {
    let folder = folder(&[("a.bwk", policy)]);
    let output = run(folder.path(), &["check", "--format", "sarif", "--as-of", "2026-11-22"]);
    let document = read(&out(&output));
    let marks = results(&document).iter().map(|one| one["partialFingerprints"]["bailiwick/v1"].to_string());
    let all: Vec<String> = marks.collect();
    let different: BTreeSet<String> = all.iter().cloned().collect();
    assert_eq!(all.len(), different.len(), "no two results have the same");
    different
}

#[test]
fn fingerprints_know_things_again() {
    let known = fingerprints(POLICY);
    assert!(known.len() >= 3, "{known:?}");
    let mut blocks: Vec<&str> = POLICY.split("\n\n").collect();
    blocks[2..].reverse();
    assert_eq!(fingerprints(&format!("{}\n", blocks.join("\n\n\n// moved\n\n"))), known, "in another order");
    let more = format!("{POLICY}\nhuman zoe \"Zoe\" in corp {{ manager ana }}\n");
    assert_eq!(fingerprints(&more), fingerprints(&more.replace("zoe", "aaron")), "something else renamed");
    let open = POLICY.replace("may read on notes when mfa", "may read on notes");
    let changed = fingerprints(&open);
    assert_eq!(known.difference(&changed).count(), 1, "under another condition it is another verdict");
}
