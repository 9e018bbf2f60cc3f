//! What a difference says, in words that all formats share.

use crate::change::{Change, Difference, Example, ExceptionChange, Kind, VerdictChange};

/// A difference between two policies that have names.
pub struct Compared<'a> {
    /// The difference.
    pub difference: &'a Difference,
    /// What the first policy is called.
    pub before: &'a str,
    /// What the second policy is called.
    pub after: &'a str,
}

/// What has changed, in one line.
pub(crate) fn headline(difference: &Difference) -> String {
    if difference.is_nothing() {
        return "no change in effect".to_owned();
    }
    let mut parts: Vec<String> = Vec::new();
    for kind in Kind::ALL {
        let many = difference.changes.iter().filter(|change| change.kind == kind).count();
        parts.extend((many > 0).then(|| format!("{many} {}", word(kind))));
    }
    let mut add = |many: usize, one: &str, several: &str| {
        parts.extend((many > 0).then(|| format!("{many} {}", if many == 1 { one } else { several })));
    };
    add(difference.unknown.len(), "not known", "not known");
    let worse = difference.verdicts.iter().filter(|verdict| verdict.is_worse()).count();
    add(worse, "property not proved, gone or other", "properties not proved, gone or other");
    add(difference.verdicts.len() - worse, "other change of a property", "other changes of properties");
    add(difference.reclassified.len(), "counted as something else", "counted as something else");
    add(difference.controls.len(), "change of a control", "changes of controls");
    add(difference.exceptions.len(), "change of an exception", "changes of exceptions");
    let effect = difference.changes.is_empty() && difference.unknown.is_empty();
    let first = if effect { "nobody gains or loses anything; " } else { "" };
    format!("{first}{}", parts.join(", "))
}

/// What a kind of change is called.
pub(crate) fn word(kind: Kind) -> &'static str {
    match kind {
        Kind::Gained => "gained",
        Kind::Widened => "widened",
        Kind::MaybeMore => "perhaps widened",
        Kind::Narrowed => "narrowed",
        Kind::MaybeLess => "perhaps narrowed",
        Kind::Lost => "lost",
    }
}

/// Under which conditions it comes about, before and now, and in which case it does now and did not.
pub(crate) fn conditions(change: &Change) -> Vec<String> {
    let mut lines = vec![format!("before: {}", change.before), format!("now: {}", change.after)];
    if change.before == change.after {
        let less = if change.kind == Kind::Widened { "less" } else { "more" };
        lines.push(format!("an approval that it takes promises {less} than before"));
    }
    lines.extend(change.why.iter().map(|why| format!("nobody knows whether that is more or less: {why}")));
    let modes = if change.modes.len() == 3 { "however agents behave".to_owned() } else { change.modes.join("; ") };
    lines.push(modes);
    lines.extend(change.example.as_ref().and_then(example));
    lines
}

fn example(example: &Example) -> Option<String> {
    let values = example.values.iter().map(|(name, value)| format!("`{name}` is {value}")).collect::<Vec<_>>();
    let mut parts = Vec::new();
    parts.extend((!values.is_empty()).then(|| format!("when {}", values.join(", "))));
    parts.extend((!example.with.is_empty()).then(|| format!("with {}", example.with.join(" and "))));
    parts.extend((!example.without.is_empty()).then(|| format!("without {}", example.without.join(" and without "))));
    (!parts.is_empty()).then(|| format!("for example {}", parts.join(", ")))
}

/// What has become of a property.
pub(crate) fn verdict(change: &VerdictChange) -> String {
    let name = &change.name;
    match (&change.before, &change.after) {
        (Some(before), Some(after)) if before.status == after.status => {
            let (one, other) =
                (format!("{}, {}", before.sentence, before.mode), format!("{}, {}", after.sentence, after.mode));
            format!("`{name}` says something else and is {}: `{one}` became `{other}`", after.status.word())
        }
        (Some(before), Some(after)) => {
            format!("`{name}` was {} and is {}: {}", before.status.word(), after.status.word(), after.sentence)
        }
        (Some(before), None) if change.is_renamed => {
            format!("`{name}` is asked under another name: {}", before.sentence)
        }
        (Some(before), None) => {
            format!("`{name}` is asked no longer; it was {}: {}", before.status.word(), before.sentence)
        }
        (None, Some(after)) => format!("`{name}` is new and {}: {}", after.status.word(), after.sentence),
        (None, None) => format!("`{name}` is not there"),
    }
}

/// What an exception accepts and did not, and the other way round; and whether that is more.
pub(crate) fn exception(change: &ExceptionChange) -> Vec<(bool, String)> {
    let name = &change.name;
    let new = change.accepts.iter().map(|what| (true, format!("exception `{name}` accepts now: {what}")));
    let gone = change.accepted.iter().map(|what| (false, format!("exception `{name}` no longer accepts: {what}")));
    new.chain(gone).collect()
}
