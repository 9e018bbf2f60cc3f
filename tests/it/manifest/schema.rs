//! The JSON schema, judged by somebody else's validator: it agrees with the parser about what is a manifest.

use bailiwick::project::MANIFEST_SCHEMA;
use serde_json::{Map, Value};
use toml::de::{DeTable, DeValue};

use super::read;

/// A manifest as JSON. Numbers need not be exact.
fn json(value: &DeValue<'_>) -> Value {
    match value {
        DeValue::String(text) => Value::from(text.as_ref()),
        DeValue::Integer(number) => i64::from_str_radix(number.as_str(), number.radix()).expect("a number").into(),
        DeValue::Float(number) => number.as_str().parse::<f64>().expect("a number").into(),
        DeValue::Boolean(value) => Value::from(*value),
        DeValue::Datetime(date) => Value::from(date.to_string()),
        DeValue::Array(items) => items.iter().map(|item| json(item.get_ref())).collect(),
        DeValue::Table(table) => Value::Object(object(table)),
    }
}

fn object(table: &DeTable<'_>) -> Map<String, Value> {
    table.iter().map(|(key, value)| (key.get_ref().to_string(), json(value.get_ref()))).collect()
}

const VALID: [&str; 10] = [
    "",
    "sources = [\"a\", \"../b/c.bwk\", \".\"]",
    "tiers = \"std.tiers.standard\"",
    "as-of = \"required\"",
    "fail-on = \"info\"",
    "unknown-limit = \"0%\"",
    "unknown-limit = \"100%\"",
    "[dependencies]\na = { path = \"../a\" }\nb-c_2 = { path = \"b\" }",
    "[rules]\nBW0305 = \"error\"\nx = \"info\"\n[profiles.a]\n[profiles.b.rules]\nBW0305 = \"warning\"",
    "[report]\ntitle = \"A\"\norganisation = \"B\"",
];

const INVALID: [&str; 32] = [
    "more = 1",
    "sources = []",
    "sources = \"a\"",
    "sources = [\"a\", \"a\"]",
    "sources = [3]",
    "sources = [\"\"]",
    "sources = [\" \"]",
    "sources = [\"/a\"]",
    "sources = [\"c:a\"]",
    "sources = [\"a\\\\b\"]",
    "tiers = \"standard\"",
    "tiers = \"a.b-\"",
    "tiers = 3",
    "as-of = \"yesterday\"",
    "fail-on = \"off\"",
    "unknown-limit = \"101%\"",
    "unknown-limit = \"007%\"",
    "unknown-limit = \"%\"",
    "unknown-limit = 10",
    "dependencies = []",
    "[dependencies]\na = \"../a\"",
    "[dependencies]\na = {}",
    "[dependencies]\na = { path = \"a\", version = \"1\" }",
    "[dependencies]\nstd = { path = \"a\" }",
    "[dependencies]\nwhen = { path = \"a\" }",
    "[dependencies]\n1a = { path = \"a\" }",
    "[rules]\nBW0305 = \"off\"",
    "[rules]\nBW0305 = true",
    "[profiles.a]\nname = \"x\"",
    "[profiles.a.rules]\nBW0305 = \"none\"",
    "[report]\ntitle = \"\"",
    "[report]\nauthor = \"x\"",
];

#[test]
fn the_schema_and_the_parser_agree() {
    let schema: Value = serde_json::from_str(MANIFEST_SCHEMA).expect("JSON");
    let schema = jsonschema::draft202012::new(&schema).expect("a schema");
    let judge = |text: &str| {
        let table = DeTable::parse(text).expect("TOML");
        (schema.is_valid(&Value::Object(object(table.get_ref()))), read(text).1.is_empty())
    };
    let whole = |text: &str| format!("name = \"x\"\nedition = 2026\n{text}\n");
    for text in VALID {
        assert_eq!(judge(&whole(text)), (true, true), "{text}");
    }
    for text in INVALID {
        assert_eq!(judge(&whole(text)), (false, false), "{text}");
    }
    for text in [
        "",
        "name = \"x\"",
        "edition = 2026",
        "name = \"x\"\nedition = 2027",
        "name = \"std\"\nedition = 2026",
        "name = \"a b\"\nedition = 2026",
    ] {
        assert_eq!(judge(text), (false, false), "{text}");
    }
}

#[test]
fn no_word_of_the_language_is_a_package() {
    let grammar = std::fs::read_to_string(concat!(env!("CARGO_MANIFEST_DIR"), "/grammar/bailiwick.pest")).expect("it");
    let line = grammar.lines().find(|line| line.starts_with("reserved = ")).expect("the reserved words");
    let words: Vec<&str> = line.split('"').skip(1).step_by(2).collect();
    assert!(words.len() > 10, "{line}");
    for word in words {
        let text = format!("name = \"{word}\"\nedition = 2026\n");
        assert_eq!(read(&text).1.len(), 1, "{word}");
        assert!(MANIFEST_SCHEMA.contains(&format!("\"{word}\"")), "{word}");
    }
}
