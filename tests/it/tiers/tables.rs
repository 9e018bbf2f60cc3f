//! Tables that somebody writes, and what is wrong with some of them.

use bailiwick::source::{Database, project};
use bailiwick::tiers::ratings;

use super::name;
use crate::support::{AS_OF, findings};

const BEFORE: &str = "use std.levels [*]
use std.operations [*]
domain corp is tenant { trusted yes }
human ana in corp
store wiki is files in corp { holds internal }
store cases is files in corp { holds confidential }
sink site is public in corp
";

const WORKFLOW: &str = "workflow w {
  started by ana
  agent x in corp {
    may read  on [wiki, cases]
    may write on wiki
    may send  on site
  }
}
";

/// The derived tier, and the findings with the text they point at.
fn derived(text: &str) -> (String, Vec<String>) {
    let db = Database::default();
    let whole = format!("{BEFORE}{text}{WORKFLOW}");
    let project = project(&db, &[("main.bwk", &whole)], AS_OF);
    let found = findings(&db, project).into_iter().map(|finding| {
        let shown = &whole[finding.span.start as usize..finding.span.end as usize];
        format!("{} `{shown}`", finding.about.code)
    });
    let found = found.collect();
    (name(ratings(&db, project).workflows[0].derived.as_ref()).to_owned(), found)
}

fn table(rows: &str) -> String {
    format!(
        "tiers own {{\n  scale calm < brisk < wild\n{rows}\n  tier calm {{ ttl 24h }}\n  tier brisk {{ ttl 8h }}\n  tier wild {{ ttl 1h }}\n}}\n"
    )
}

#[test]
fn rows_of_every_kind_count() {
    let cases = [
        ("", "calm"),
        ("  score mutate as brisk", "brisk"),
        ("  score write as brisk", "brisk"),
        ("  score delete as brisk", "calm"),
        ("  score mutate-irreversible as brisk", "calm"),
        ("  score disclose-outside as brisk", "brisk"),
        ("  score disclose-inside as brisk", "calm"),
        ("  score mutate-inside as brisk", "brisk"),
        ("  score data confidential as brisk", "brisk"),
        ("  score data restricted as brisk", "calm"),
        ("  score reach outside as brisk", "brisk"),
        ("  score reach team as brisk", "calm"),
        ("  score reach outside as brisk when sensitivity >= restricted", "calm"),
        ("  score reach outside as brisk when sensitivity > internal", "brisk"),
        ("  score reach outside as brisk when sensitivity is internal", "brisk"),
        ("  score reach outside as brisk when sensitivity < internal", "calm"),
        ("  score reach outside as brisk when sensitivity <= internal", "brisk"),
        ("  score reach outside as brisk when sensitivity is not public", "brisk"),
        // The highest row counts, whichever is first.
        ("  score mutate as brisk\n  score send as wild", "wild"),
        ("  score send as wild\n  score mutate as brisk", "wild"),
    ];
    for (rows, tier) in cases {
        assert_eq!(derived(&table(rows)), (tier.to_owned(), vec![]), "{rows}");
    }
}

#[test]
fn an_operation_scores_for_itself() {
    let operation = "operation sign is mutate { scores wild }\naccess signing for w.x { may sign on wiki }\n";
    assert_eq!(derived(&format!("{operation}{}", table(""))), ("wild".to_owned(), vec![]));
    let other = operation.replace("may sign", "may read");
    assert_eq!(derived(&format!("{other}{}", table(""))), ("calm".to_owned(), vec![]));
}

#[test]
fn without_a_table_there_is_no_tier() {
    assert_eq!(derived(""), ("none".to_owned(), vec![]));
}

#[test]
fn mistakes_are_told() {
    let cases = [
        ("  score mutat as brisk", "BW0701 `mutat`"),
        ("  score [mutate, sing] as brisk", "BW0701 `sing`"),
        ("  score mutate-sideways as brisk", "BW0701 `mutate-sideways`"),
        ("  score reach outside as brisk when env is prod", "BW0702 `env is prod`"),
        ("  score reach outside as brisk when sensitivity >= red", "BW0702 `sensitivity >= red`"),
    ];
    for (rows, told) in cases {
        assert_eq!(derived(&table(rows)).1, [told], "{rows}");
    }
}

#[test]
fn of_two_tables_one_has_to_be_chosen() {
    let text = format!(
        "{}{}",
        table(""),
        table("").replace("own", "other").replace("calm", "low").replace("brisk", "mid").replace("wild", "top")
    );
    assert_eq!(derived(&text), ("none".to_owned(), vec!["BW0703 `other`".to_owned()]));
}

/// A tier requires proofs and rules of every workflow in it, and says what it requires by names that exist.
#[test]
fn what_a_tier_requires_holds() {
    let policy = |required: &str, more: &str| {
        format!(
            "{BEFORE}tiers own {{\n  scale low < high\n  score [mutate, disclose-outside] as high\n  tier low\n  \
             tier high {{ requires {required} }}\n}}\n{WORKFLOW}prove quiet {{ never confidential reaches site }}\n\
             prove sure {{ never ana causes write on cases }}\n{more}"
        )
    };
    let found = |required: &str, more: &str| -> Vec<String> {
        let db = Database::default();
        let outcome = bailiwick::analysis::check(&db, project(&db, &[("main.bwk", &policy(required, more))], AS_OF));
        let of_tiers = outcome.findings.into_iter().filter(|finding| finding.about.code.starts_with("BW07"));
        of_tiers.map(|finding| format!("{} {}", finding.about.code, finding.message)).collect()
    };
    assert_eq!(found("sure", ""), [""; 0]);
    let unmet = "BW0705 `w` is in tier `high`, which requires `quiet`: it is refuted";
    assert_eq!(found("[sure, quiet]", ""), [unmet]);
    assert_eq!(
        found("missing-owner", ""),
        ["BW0705 `w` is in tier `high`, which requires `missing-owner`: `wiki` has no owner"]
    );
    assert_eq!(found("BW1064", ""), [""; 0], "nothing is found by it");
    assert_eq!(found("quite", ""), ["BW0704 there is no rule and no proof `quite`"]);
    let accepted = "human bo in corp\nexception late {\n  accepts quiet\n  because \"It is being repaired.\"\n  \
                    approved by bo on 2026-11-01\n  expires 2026-12-31\n}\n";
    assert_eq!(found("quiet", accepted), [""; 0], "what is accepted holds as long");
    let calm = policy("quiet", "").replace("    may write on wiki\n    may send  on site\n", "");
    let db = Database::default();
    let outcome = bailiwick::analysis::check(&db, project(&db, &[("main.bwk", &calm)], AS_OF));
    assert!(!outcome.findings.iter().any(|finding| finding.about.code == "BW0705"), "it is in the low tier");
}
