//! The tier and the function of workflows, derived from what they really can do.

mod tables;

use bailiwick::source::{Database, project};
use bailiwick::tiers::{Rating, Tier, ratings};

use crate::support::{AS_OF, findings};

const WORLD: &str = "use std.levels [*]
use std.operations [*]
use std.tiers [standard]
domain corp is tenant { trusted yes }
domain net is internet
human ana in corp
human bo in corp
human cy in corp
team two of [ana, bo] in corp
origin anyone in net
store wiki is files in corp { holds internal }
store cases is files in corp { holds confidential }
store charts is files in corp { holds restricted }
store notes is memory in corp
store issues is queue in corp { holds public }
sink answer is subject in corp
sink board is internal in corp
sink letter is named in corp
sink site is public in net
credential key is api-key of ana in corp { ttl 1h }
store safe is vault in corp
service desk in corp { may write on wiki }
";

/// What is derived about the workflows of a policy; there must be nothing wrong with it.
fn rated(text: &str) -> Vec<Rating> {
    let db = Database::default();
    let project = project(&db, &[("main.bwk", &format!("{WORLD}{text}"))], AS_OF);
    let wrong: Vec<String> = findings(&db, project).into_iter().map(|finding| finding.message).collect();
    assert_eq!(wrong, [""; 0], "{text}");
    ratings(&db, project).workflows.clone()
}

fn name(tier: Option<&Tier>) -> &str {
    tier.map_or("none", |tier| &tier.name)
}

/// A workflow with one agent that says this.
fn working(clauses: &str) -> String {
    let lines: Vec<String> = clauses.split(';').map(|clause| format!("    {}\n", clause.trim())).collect();
    let lines = lines.concat();
    format!("workflow w {{\n  started by ana\n  agent x in corp {{\n{lines}  }}\n}}\n")
}

fn one(text: &str) -> Rating {
    let mut all = rated(text);
    assert_eq!(all.len(), 1, "{text}");
    all.remove(0)
}

#[test]
fn what_an_agent_can_do_sets_tier_and_function() {
    let cases = [
        // Nothing but looking, and answering whoever asks.
        ("may read on wiki", "t0", "assist"),
        ("may send on answer", "t1", "assist"),
        ("may summarise on wiki", "t0", "transform"),
        // Changes that can be changed back, in a place that one person, a team, everybody reads.
        ("may write on wiki", "t1", "act"),
        ("may delete on wiki", "t3", "act"),
        ("may write on notes", "t1", "assist"),
        ("may send on board", "t2", "assist"),
        ("may send on letter", "t2", "act"),
        ("may send on site", "t2", "act"),
        ("may run on wiki", "t2", "act"),
        ("may pay on wiki", "t3", "act"),
        ("may deploy on wiki", "t3", "act"),
        ("may administer on desk", "t3", "act"),
        ("may mint on key", "t3", "act"),
        // Data.
        ("may read on cases", "t1", "assist"),
        ("may read on charts", "t2", "assist"),
        // Where data is told, what it is counts.
        ("may read on cases; may send on site", "t3", "act"),
        ("may read on cases; may send on letter", "t3", "act"),
        ("may read on cases; may send on answer", "t1", "assist"),
        ("may read on wiki; may send on site", "t2", "act"),
    ];
    for (clauses, tier, function) in cases {
        let rating = one(&working(clauses));
        assert_eq!((name(rating.derived.as_ref()), rating.function.word()), (tier, function), "{clauses}");
    }
}

#[test]
fn what_others_do_for_it_counts() {
    let deputy = "agent helper in corp {\n  may delete on wiki\n}\n";
    let alone = one(&format!("{deputy}{}", working("may read on wiki")));
    assert_eq!((name(alone.derived.as_ref()), alone.function.word()), ("t0", "assist"));
    let through = one(&format!("{deputy}{}", working("may call helper")));
    assert_eq!((name(through.derived.as_ref()), through.function.word()), ("t3", "act"));
    let reason = &through.decisive()[0].reason;
    assert_eq!(reason.sentence, "`w.x` causes `delete` on `wiki`");
    assert!(reason.witness.as_ref().is_some_and(|witness| witness.hops.len() > 1));
}

#[test]
fn a_secret_within_reach_counts() {
    let hidden = "credential token is api-key of bo in corp { ttl 1h; readable in safe }\n".replace("; ", "\n");
    assert_eq!(name(one(&format!("{hidden}{}", working("may read on wiki"))).derived.as_ref()), "t0");
    let found = one(&format!("{hidden}{}", working("may read on safe")));
    assert_eq!(name(found.derived.as_ref()), "t3");
    assert_eq!(found.decisive()[0].reason.sentence, "the secret of `token` comes to `w.x`");
    let given = "credential token is api-key of bo in corp {\n  ttl 1h\n  readable in w.x\n  scope read on wiki\n}\n";
    assert_eq!(name(one(&format!("{given}{}", working("may read on wiki"))).derived.as_ref()), "t3");
}

#[test]
fn who_reads_there_sets_the_reach() {
    let reading = |who: &str| {
        let readers: Vec<String> =
            who.split(' ').map(|one| format!("access {one}-reads for {one} {{ may read on issues }}\n")).collect();
        let readers = readers.concat();
        name(one(&format!("{readers}{}", working("may write on issues"))).derived.as_ref()).to_owned()
    };
    assert_eq!(reading("ana"), "t1");
    assert_eq!(reading("ana bo"), "t1", "a team");
    assert_eq!(reading("two"), "t1", "a team by its name");
    assert_eq!(reading("ana cy"), "t2", "people of no one team");
    assert_eq!(reading("anyone"), "t1", "outside counts with confidential data only");
}

#[test]
fn whoever_starts_by_itself_is_a_tier_higher() {
    let starting = |how: &str, says: &str| {
        let text =
            format!("workflow w {{\n  {says}\n  started by {how}\n  agent x in corp {{ may read on wiki }}\n}}\n");
        let rating = one(&text);
        (name(rating.derived.as_ref()).to_owned(), rating.scores.iter().filter(|score| score.adds > 0).count())
    };
    assert_eq!(starting("ana", "autonomy bounded"), ("t0".to_owned(), 0));
    assert_eq!(starting("ana", "autonomy self-initiated"), ("t1".to_owned(), 1));
    assert_eq!(starting("schedule \"daily\"", "autonomy suggest"), ("t1".to_owned(), 1));
    assert_eq!(starting("event on issues", "autonomy suggest"), ("t1".to_owned(), 1));
    // The top stays the top.
    let top = working("may pay on wiki").replace("started by ana", "started by schedule \"daily\"");
    assert_eq!(name(one(&top).derived.as_ref()), "t3");
}

#[test]
fn the_higher_of_both_tiers_holds() {
    let saying = |tier: &str, clauses: &str| {
        let rating = one(&working(clauses).replace("started", &format!("tier {tier}\n  started")));
        [&rating.declared, &rating.derived, &rating.effective].map(|tier| name(tier.as_ref()).to_owned())
    };
    assert_eq!(saying("t1", "may read on wiki"), ["t1", "t0", "t1"]);
    assert_eq!(saying("t1", "may pay on wiki"), ["t1", "t3", "t3"]);
}

#[test]
fn a_workflow_in_which_nobody_acts_is_in_the_lowest_tier() {
    let rating = one("workflow w {\n  purpose unknown\n}\n");
    assert_eq!((name(rating.derived.as_ref()), rating.function.word(), rating.scores.len()), ("t0", "assist", 0));
}

#[test]
fn what_is_not_known_could_be_anything() {
    let rating = one(&working("may read on wiki; uses unknown"));
    assert_eq!((name(rating.derived.as_ref()), rating.function.word()), ("t3", "act"));
    let sentence = &rating.decisive()[0].reason.sentence;
    assert_eq!(sentence, "a name is not known, so that it could do anything");
}
