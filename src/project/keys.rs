//! The keys that a manifest can have: the parser, the schema and the reference page are held to this list.

/// The editions of the language that this build knows.
pub const EDITIONS: [i64; 1] = [2026];

/// The levels that a finding can have, from severe to harmless.
pub const LEVELS: [&str; 3] = ["error", "warning", "info"];

/// What an as-of policy can be.
pub(crate) const AS_OF: [&str; 2] = ["today", "required"];

/// Every key of a manifest with the keys around it; `*` stands for a name that the user chooses.
pub const KEYS: [&str; 14] = [
    "name",
    "edition",
    "sources",
    "tiers",
    "as-of",
    "fail-on",
    "unknown-limit",
    "dependencies.*.path",
    "rules.*",
    "profiles.*.fail-on",
    "profiles.*.unknown-limit",
    "profiles.*.rules.*",
    "report.title",
    "report.organisation",
];

/// The pattern of the key `name` in the table `table`, which is empty at the top; `None` if it can not stand there.
pub(crate) fn pattern(table: &str, name: &str) -> Option<String> {
    let known = inside(table);
    let step = known.iter().find(|step| **step == name || **step == "*")?;
    Some(if table.is_empty() { (*step).to_owned() } else { format!("{table}.{step}") })
}

/// The keys that can stand in a table, in order; `*` for any name.
pub(crate) fn inside(table: &str) -> Vec<&'static str> {
    let below = |key: &'static str| {
        let rest = if table.is_empty() { key } else { key.strip_prefix(table)?.strip_prefix('.')? };
        rest.split('.').next()
    };
    let mut found: Vec<&str> = KEYS.into_iter().filter_map(below).collect();
    found.dedup();
    found
}

/// Whether a pattern stands for a table.
pub(crate) fn is_table(pattern: &str) -> bool {
    !KEYS.contains(&pattern)
}
