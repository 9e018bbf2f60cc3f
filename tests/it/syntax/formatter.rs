//! The formatter moves white space and nothing else, and once is enough.

use bailiwick::model::policy;
use bailiwick::source::{Database, project};

use super::generate::Generator;
use super::{Policy, formatted, policies, shape, tokens};

/// Everything but white space, and but commas before closing brackets.
fn words(text: &str) -> Vec<&str> {
    let all: Vec<&str> = tokens(text).into_iter().map(|token| text[token].trim_end()).collect();
    let is_last = |at: usize| {
        let next = all[at + 1..].iter().find(|token| !token.starts_with("//"));
        all[at] == "," && matches!(next, Some(&("]" | ")")))
    };
    (0..all.len()).filter(|at| !is_last(*at)).map(|at| all[at]).collect()
}

fn assert_in_order(text: &str, what: &str) -> String {
    let once = formatted(text).unwrap_or_else(|why| unreachable!("{what}: {why}\n{text}"));
    assert_eq!(words(&once), words(text), "{what}\n{text}\n{once}");
    assert_eq!(shape(&once), shape(text), "{what}\n{text}\n{once}");
    assert_eq!(formatted(&once).as_deref(), Ok(once.as_str()), "{what}: once is not enough\n{text}");
    once
}

#[test]
fn every_policy_in_the_repository_is_in_order() {
    for Policy { path, text } in policies() {
        assert_eq!(assert_in_order(&text, &path), text, "run `bailiwick fmt {path}`");
    }
}

#[test]
fn drawn_texts_come_in_order() {
    let (mut changed, mut wide) = (0, 0);
    for seed in 0..400 {
        let text = Generator::new(seed).text();
        let once = assert_in_order(&text, &format!("seed {seed}"));
        changed += usize::from(once != text);
        wide += once.lines().filter(|line| line.chars().count() > 120).count();
        assert!(!once.contains("\n\n\n") && !once.ends_with("\n\n") && !once.starts_with('\n'), "seed {seed}\n{once}");
        assert!(once.lines().all(|line| line.trim_end() == line && !line.contains('\t')), "seed {seed}\n{once}");
    }
    assert!(changed > 350, "{changed}");
    assert!(wide < 40, "{wide} lines are too wide");
}

/// What a policy declares, without where it stands.
fn meaning(text: &str) -> String {
    let db = Database::default();
    let policy = policy(&db, project(&db, &[("policy.bwk", text)], 0));
    let base = &policy.base;
    let facts: Vec<_> = base.facts.iter().map(|declared| (&declared.fact, &declared.when, declared.assumed)).collect();
    format!("{facts:?} {:?} {:?}", base.vocabulary, base.atoms)
}

#[test]
fn examples_mean_the_same_however_they_are_written() {
    // What is evidence for what means nothing without the policy that it is about.
    let is_whole = |policy: &Policy| policy.path.starts_with("examples") && !policy.path.ends_with("evidence.bwk");
    for Policy { path, text } in policies().into_iter().filter(is_whole) {
        let expected = meaning(&text);
        assert!(expected.len() > 10_000, "{path}");
        for seed in 0..5 {
            let shaken = Generator::new(seed).shaken(&text);
            assert_eq!(meaning(&assert_in_order(&shaken, &path)), expected, "{path}, seed {seed}");
        }
    }
}

#[test]
fn a_text_with_errors_is_left_alone() {
    let refused = formatted("human a in corp\nhuman  b  in\n").expect_err("an error");
    assert_eq!(refused.at, 26);
    assert_eq!(refused.to_string(), refused.why);
}

fn assert_formats(text: &str, expected: &str) {
    assert_eq!(formatted(text).as_deref(), Ok(expected), "{text}");
    assert_eq!(formatted(expected).as_deref(), Ok(expected));
}

#[test]
fn neighbours_stand_below_each_other() {
    assert_formats(
        "human ana \"Ana Silva\" in corp { may [read,write] on repo }\nhuman bo \"Bo\" in corp { may read on repo }\n",
        "human ana \"Ana Silva\" in corp { may [read, write] on repo }\nhuman bo  \"Bo\"        in corp { may read on repo }\n",
    );
    assert_formats(
        "domain corp is tenant {trusted yes}\ndomain internet is internet\nstore a is vault in corp\nstore bcd is files in corp\n",
        "domain corp     is tenant { trusted yes }\ndomain internet is internet\nstore a   is vault in corp\nstore bcd is files in corp\n",
    );
    assert_formats(
        "agent a in corp {\ninstructable no\nuses k\nmay read on x\nmay comment on y\n\nmay send on z\nid \"1\" // one\nowner b\n}\n",
        "agent a in corp {\n  instructable no\n  uses         k\n  may read    on x\n  may comment on y\n\n  may send on z\n  id    \"1\"  // one\n  owner b\n}\n",
    );
}

#[test]
fn what_is_too_long_goes_over_several_lines() {
    let names: Vec<String> = (10..40).map(|n| format!("name-{n}")).collect();
    let each: String = names.iter().flat_map(|name| ["  ", name, ",\n"]).collect();
    assert_formats(&format!("team t of [{}] in corp\n", names.join(", ")), &format!("team t of [\n{each}] in corp\n"));
    let conditions: Vec<String> = (10..25).map(|n| format!("c-{n} is x")).collect();
    assert_formats(
        &format!("agent a in corp {{\n  may read on r when {} until 2027-01-01\n}}\n", conditions.join(" and ")),
        &format!(
            "agent a in corp {{\n  may read on r\n    when {}\n    until 2027-01-01\n}}\n",
            conditions.join("\n    and ")
        ),
    );
}

#[test]
fn what_an_author_put_on_lines_of_its_own_stays_there() {
    let text = "agent a in corp {\n  may read on r\n    // why\n    when mfa  // really\n    until 2027-01-01\n}\n";
    assert_formats(text, text);
    assert_formats(
        "agent a in corp {\n  may [ // all\n    read, // one\n    // two\n    write ] on r\n}\n",
        "agent a in corp {\n  may [  // all\n    read,  // one\n    // two\n    write,\n  ] on r\n}\n",
    );
    assert_formats(
        "agent a in corp { may read\ton r }\r\n\r\n\r\n\r\nhuman b in corp\r\n",
        "agent a in corp { may read on r }\n\nhuman b in corp\n",
    );
    assert_formats("agent a in corp { may read on r\n}\n", "agent a in corp {\n  may read on r\n}\n");
    assert_formats("\u{feff}\n\nagent a in corp {\n\n\n}", "agent a in corp {\n}\n");
    assert_formats("", "");
    assert_formats("// only this", "// only this\n");
}
