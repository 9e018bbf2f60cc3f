//! Whether a clause that is written otherwise may let more happen than before.

use std::collections::BTreeSet;

use crate::change::spelling::{Part, Spelled};

/// The heads of clauses that hold nobody back: they describe something, or what follows from them is compared by itself. All
/// others are taken to hold somebody back or to watch over something.
const TELLING: &[&str] = &[
    "about",
    "accountable",
    "administered",
    "because",
    "calls",
    "checksum",
    "cited",
    "code",
    "control",
    "declared",
    "does",
    "drops",
    "edition",
    "entitled",
    "fails",
    "fix",
    "forwards",
    "gives",
    "group",
    "handles",
    "has",
    "help",
    "holds",
    "host",
    "id",
    "incident",
    "issued",
    "job",
    "kind",
    "label",
    "left",
    "licence",
    "maker",
    "manager",
    "message",
    "opens",
    "out",
    "owner",
    "performs",
    "provenance",
    "published",
    "publisher",
    "readable",
    "reads",
    "requested",
    "retrieved",
    "rewrites",
    "source",
    "sponsor",
    "started",
    "successor",
    "takes",
    "title",
    "trusted",
    "uses",
];

/// The heads of clauses that give something: more of them is more.
const GIVING: &[&str] = &["accepts", "allows", "assuming", "boundary", "endorses", "executes", "scope", "step-up"];

/// The heads of clauses without which everything is given.
const BOUNDING: &[&str] = &["accepts", "allows", "boundary", "scope"];

/// The heads of clauses that hold back the more, the less they say: fewer times, a shorter time, an earlier day.
const LESS_IS_MORE: &[&str] = &[
    "depth",
    "ends",
    "expires",
    "expiry",
    "fan-out",
    "follow-up",
    "limit",
    "longest-run",
    "revocable",
    "review",
    "rotation",
    "runs",
    "tolerates",
    "ttl",
    "used",
];

/// The heads of clauses that hold back the more, the more they say: a larger share, a later day, more people.
const MORE_IS_MORE: &[&str] =
    &["demands", "log-retention", "quorum", "record-retention", "reviewed", "rotated", "vouched"];

/// Words of which the second holds back more than the first, with the heads of their clauses.
const BETTER: &[(&str, &str, &str)] = &[
    ("binds", "none", "all"),
    ("mode", "impersonation", "on-behalf-of"),
    ("timeout", "allow", "deny"),
    ("window", "unclamped", "clamped"),
];

/// The heads of clauses of which anything holds back more than `none`.
const ANY_HOLDS: &[&str] = &["binds", "partitioned", "pin", "third-party"];

/// The heads of clauses that hold back the more, the more they name.
const NAMING: &[&str] =
    &["binds", "demands", "excludes", "fields", "limited", "logs", "monitored", "needs", "requires"];

/// The heads of clauses of which `yes` holds back more than `no`.
const YES_HOLDS: &[&str] = &[
    "closed",
    "contained",
    "correlated",
    "identity",
    "partitioned",
    "provenance-kept",
    "sender-bound",
    "single-use",
    "tamper-evident",
];

/// The heads of clauses of which `no` holds back more than `yes`.
const NO_HOLDS: &[&str] = &["offline", "refreshable"];

/// Whether clauses of one head that are gone, and those that are new, may let more happen than before; `were` and `are` say
/// whether there was any of that head, and is.
pub(crate) fn may_loosen(head: &str, (gone, were): (&[&Spelled], bool), (new, are): (&[&Spelled], bool)) -> bool {
    if TELLING.contains(&head) {
        return false;
    }
    if GIVING.contains(&head) {
        let is_bounding = BOUNDING.contains(&head);
        return if is_bounding && !(were && are) { were } else { !new.is_empty() };
    }
    let is_held = |was: &&Spelled| new.iter().any(|is| holds_as_much(head, was, is));
    !gone.iter().all(is_held)
}

/// Whether a clause holds back at least as much as the one in whose place it stands, for all that its words say.
fn holds_as_much(head: &str, was: &Spelled, is: &Spelled) -> bool {
    let has_end = is.parts.iter().any(|part| matches!(part, Part::Amount(_)));
    if LESS_IS_MORE.contains(&head) && has_end && matches!(was.parts.as_slice(), [Part::Said(word)] if is_endless(word))
    {
        return true;
    }
    let mut is_behind_per = false;
    let mut as_much = |(was, is): (&Part, &Part)| {
        let holds = part_holds_as_much(head, was, is, is_behind_per);
        is_behind_per |= *was == Part::Said("per".to_owned());
        holds
    };
    was.inside == is.inside && was.parts.len() == is.parts.len() && was.parts.iter().zip(&is.parts).all(&mut as_much)
}

fn part_holds_as_much(head: &str, was: &Part, is: &Part, is_behind_per: bool) -> bool {
    match (was, is) {
        (was, is) if was == is => true,
        // So many in a longer time are fewer.
        (Part::Amount(was), Part::Amount(is)) if LESS_IS_MORE.contains(&head) => {
            if is_behind_per {
                is >= was
            } else {
                is <= was
            }
        }
        (Part::Amount(was), Part::Amount(is)) => MORE_IS_MORE.contains(&head) && is >= was,
        (Part::Said(was), _) if was == "none" && ANY_HOLDS.contains(&head) => true,
        (Part::Said(was), Part::Amount(_)) => LESS_IS_MORE.contains(&head) && is_endless(was),
        (Part::Said(was), Part::Said(is)) => match (was.as_str(), is.as_str()) {
            ("no", "yes") => YES_HOLDS.contains(&head),
            ("yes", "no") => NO_HOLDS.contains(&head),
            (was, is) if head == "severity" => severity(was).zip(severity(is)).is_some_and(|(was, is)| was <= is),
            (was, is) => BETTER.contains(&(head, was, is)),
        },
        (was, Part::Several(is)) => NAMING.contains(&head) && named(was).is_subset(&is.iter().collect()),
        _ => false,
    }
}

/// How much a finding of a severity counts.
fn severity(word: &str) -> Option<usize> {
    ["info", "warning", "error"].iter().position(|known| *known == word)
}

fn is_endless(word: &str) -> bool {
    matches!(word, "unlimited" | "never" | "unknown" | "none")
}

fn named(part: &Part) -> BTreeSet<&Part> {
    match part {
        Part::Several(parts) => parts.iter().collect(),
        one => BTreeSet::from([one]),
    }
}
