//! The list of keys is that of the parser, of the schema and of the reference page.

use std::collections::BTreeSet;

use bailiwick::project::{KEYS, MANIFEST_SCHEMA};
use serde_json::Value;

use super::wrong;

/// A manifest with one key, names chosen for its stars.
fn with_key(key: &str) -> String {
    let steps: Vec<&str> = key.split('.').map(|step| if step == "*" { "BW0305" } else { step }).collect();
    format!("{} = 3.5\n", steps.join("."))
}

#[test]
fn the_parser_knows_every_key() {
    for key in KEYS.iter().filter(|key| !["name", "edition"].contains(key)) {
        let findings = wrong(&with_key(key));
        assert!(
            !findings.is_empty() && findings.iter().all(|finding| finding.starts_with("BW0503 ")),
            "{key}: {findings:?}"
        );
        let mistyped = with_key(&format!("{key}x"));
        let is_free = key.ends_with('*');
        let findings = wrong(&mistyped);
        assert!(is_free || findings.iter().any(|finding| finding.starts_with("BW0502 ")), "{mistyped}: {findings:?}");
    }
}

/// The keys of a schema: a table of free names is a star.
fn keys_of(schema: &Value, root: &Value, around: &str, keys: &mut BTreeSet<String>) {
    let target = schema["$ref"].as_str().map(|name| &root["$defs"][name.trim_start_matches("#/$defs/")]);
    let schema = target.unwrap_or(schema);
    let free = schema.get("additionalProperties").filter(|free| free.is_object()).map(|free| ("*", free));
    let named = schema["properties"].as_object().into_iter().flatten().map(|(name, inner)| (name.as_str(), inner));
    let mut is_leaf = true;
    for (name, inner) in named.chain(free) {
        is_leaf = false;
        let key = if around.is_empty() { name.to_owned() } else { format!("{around}.{name}") };
        keys_of(inner, root, &key, keys);
    }
    if is_leaf {
        keys.insert(around.to_owned());
    }
}

#[test]
fn the_schema_has_the_same_keys() {
    let schema: Value = serde_json::from_str(MANIFEST_SCHEMA).expect("JSON");
    let mut keys = BTreeSet::new();
    keys_of(&schema, &schema, "", &mut keys);
    assert_eq!(keys, KEYS.iter().map(|key| (*key).to_owned()).collect());
}

#[test]
fn the_reference_page_tells_every_key() {
    let page = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/grammar/reference/formats/manifest.md"));
    let page = page.expect("the page");
    let rows = |key: &str| page.lines().filter(|line| line.starts_with(&format!("| `{key}` |"))).count();
    for key in KEYS {
        let key = key.replace('*', "NAME").replace("rules.NAME", "rules.RULE");
        assert_eq!(rows(&key), 1, "`{key}` on the page");
    }
    let all = page.lines().filter(|line| line.starts_with("| `")).count();
    assert_eq!(all, KEYS.len(), "the page tells of keys that there are not");
}
