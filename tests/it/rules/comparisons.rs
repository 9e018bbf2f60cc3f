//! What comparisons of values come to, what is not known included.

use super::{found, holds};

const CREDENTIALS: &str = "credential key is api-key of ana in corp {
  ttl      90d
  rotation every 30d
  rotated  2026-11-01
  readable in [vault, other]
}
store vault is vault in corp { retention unlimited }
store other is vault in corp
";

#[test]
fn conditions_come_to_what_they_should() {
    let cases = [
        // Words and things.
        ("credential", "x.kind is api-key", "yes"),
        ("credential", "x.kind is not api-key", "no"),
        ("credential", "x.kind in [password, api-key]", "yes"),
        ("credential", "x.kind not in [password, cert]", "yes"),
        ("credential", "x.subject is ana", "yes"),
        ("credential", "x.subject is bo", "no"),
        ("credential", "x.domain is corp", "yes"),
        ("credential", "x.domain.trusted", "yes"),
        ("credential", "x.domain.kind is tenant and x.noun is credential", "yes"),
        // Times and days.
        ("credential", "x.ttl <= 90d", "yes"),
        ("credential", "x.ttl < 90d", "no"),
        ("credential", "x.ttl > 15m and x.ttl >= 90d", "yes"),
        ("credential", "x.rotated + x.rotation >= as-of", "yes"),
        ("credential", "x.rotated + 7d >= as-of", "no"),
        ("credential", "as-of - x.rotated is 21d", "yes"),
        ("credential", "x.rotated + 30d - 9d is 2026-11-22", "yes"),
        // What is not said.
        ("credential", "x.refreshable is no", "unknown"),
        ("credential", "x.refreshable is no or x.kind is api-key", "yes"),
        ("credential", "x.refreshable is no and x.kind is cert", "no"),
        ("credential", "x.refreshable is known", "no"),
        ("credential", "x.ttl is known", "yes"),
        ("credential", "x.revoked is known", "no"),
        ("credential", "x.revoked is nobody", "yes"),
        ("credential", "x.refreshable is nobody", "unknown"),
        ("credential", "x.kind is nobody", "no"),
        ("credential", "x.ttl > x.kind", "unknown"),
        ("credential", "not (x.ttl > x.kind)", "unknown"),
        ("credential", "x.revoked.on <= as-of", "no"),
        // Several.
        ("credential", "vault in x.readable", "yes"),
        ("credential", "x.readable mentions [corp, vault]", "yes"),
        ("credential", "x.readable mentions corp", "no"),
        ("credential", "count(x.readable) is 2", "yes"),
        ("credential", "x.readable in [vault, other, corp]", "yes"),
        ("credential", "x.readable is vault", "no"),
        ("credential", "count(x.users) > 0", "no"),
        ("credential", "count(x.refreshable) is 1", "unknown"),
        ("credential", "count(store s in x.readable where s.retention is known) is 1", "yes"),
        ("credential", "some store s in x.readable where s.retention > 5y", "yes"),
        ("credential", "no store s where s.kind is files", "yes"),
        ("credential", "some store s where s.retention < 5y", "unknown"),
        // Levels.
        ("class", "x.level >= internal and x.level < restricted", "yes"),
        ("class", "x.level > confidential", "no"),
        ("class", "x.level is confidential", "yes"),
    ];
    for (kind, condition, expected) in cases {
        assert_eq!(holds(CREDENTIALS, kind, condition), expected, "{condition}");
    }
}

/// What nobody knows is selected, and is no reason to be content.
#[test]
fn the_unknown_is_the_worst() {
    let rule = |selected: &str| {
        format!(
            "domain corp is tenant {{ trusted yes }}\nhuman ana in corp\ncredential key is api-key of ana in corp\n\
             rule asked {{\n  for every credential c where {selected}\n  require c.ttl <= 1h\n}}\n"
        )
    };
    assert_eq!(found(&rule("c.refreshable is yes")).len(), 1);
    assert_eq!(found(&rule("c.refreshable is no")).len(), 1);
    assert_eq!(found(&rule("c.refreshable is known")).len(), 0);
}

#[test]
fn the_last_review_counts() {
    let policy = "workflow w {
  review   every 30d by bo
  reviewed 2026-09-01 by bo
  reviewed 2026-11-01 by ana { keep \"p-1\" }
  reviewed 2026-10-01 by bo
}";
    let cases = [
        ("x.reviewed.last is 2026-11-01", "yes"),
        ("x.reviewed.last + x.review.interval >= as-of", "yes"),
        ("x.reviewed.last.by is ana", "yes"),
        ("x.reviewed.last.keep.path is \"p-1\"", "yes"),
        ("x.reviewed.by is bo", "no"),
        ("bo in x.reviewed.by", "yes"),
        ("count(x.reviewed) is 3", "yes"),
        ("x.state is production", "unknown"),
        ("some review r in x.reviewed where r.by is ana and r.on > 2026-10-15", "yes"),
    ];
    for (condition, expected) in cases {
        assert_eq!(holds(policy, "workflow", condition), expected, "{condition}");
    }
}

/// A class without a level may be of the highest.
#[test]
fn a_level_that_is_left_out_is_not_known() {
    let text = format!(
        "{}class loose\nclass low at public\nrule high {{\n  for every class k where k.level >= confidential\n  require k.id is known\n  \
         message \"{{k}}\"\n}}\n",
        super::WORLD
    );
    let mut told: Vec<String> = found(&text).into_iter().filter(|line| line.starts_with("high")).collect();
    told.sort();
    assert_eq!(told, ["high: loose", "high: ticket"]);
}
