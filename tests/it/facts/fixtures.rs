//! `tests/spec/facts/rules.md`: for each rule a policy in which it alone makes the difference.

use bailiwick::facts::{RULES, RuleSet};

use super::{condition, facts, mode, policy, principal};

const RULES_MD: &str = include_str!("../../spec/facts/rules.md");

/// One section of the page.
struct Fixture<'a> {
    rule: &'a str,
    policy: String,
    mode: &'a str,
    about: Option<&'a str>,
    fact: &'a str,
    always: bool,
    with: bool,
}

fn block<'a>(section: &'a str, opening: &str) -> &'a str {
    let (_, rest) = section.split_once(opening).expect("a policy");
    rest.split_once("\n```").expect("its end").0
}

fn line<'a>(section: &'a str, opening: &str) -> Option<&'a str> {
    section.lines().find_map(|line| line.strip_prefix(opening))
}

fn fixtures() -> Vec<Fixture<'static>> {
    let prelude = block(RULES_MD, "```bwk prelude\n");
    let sections = RULES_MD.split("\n## ").skip(1);
    let read = |section: &'static str| {
        let (rule, _) = section.split_once('\n').expect("a title");
        let (with, fact) = match line(section, "Only with it: ") {
            Some(fact) => (true, fact),
            None => (false, line(section, "Only without it: ").expect("a fact")),
        };
        Fixture {
            rule,
            policy: format!("{prelude}\n{}\n", block(section, "```bwk\n")),
            mode: line(section, "Mode: ").unwrap_or_default(),
            about: line(section, "Question about: "),
            fact: fact.split('`').nth(1).expect("a fact in backticks"),
            always: fact.ends_with(" always"),
            with,
        }
    };
    sections.map(read).collect()
}

#[test]
fn each_rule_has_a_fixture() {
    let found: Vec<&str> = fixtures().iter().map(|fixture| fixture.rule).collect();
    assert_eq!(found, RULES.to_vec());
}

#[test]
fn each_rule_alone_makes_the_difference() {
    let mut wrong = Vec::new();
    for fixture in fixtures() {
        let base = policy(&fixture.policy).base;
        let about = fixture.about.map(|name| principal(&base, name));
        let holds = |rules| {
            let facts = facts(&base, mode(&base, fixture.mode), rules, about);
            let guard = condition(&facts, &base, fixture.fact);
            guard.is_some_and(|guard| guard.is_always() || !fixture.always)
        };
        let (with, without) = (holds(RuleSet::all()), holds(RuleSet::without(&[fixture.rule])));
        if (with, without) != (fixture.with, !fixture.with) {
            wrong.push(format!("{}: `{}` with it {with}, without it {without}", fixture.rule, fixture.fact));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
