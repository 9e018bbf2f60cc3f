//! Completion in every place that the clause catalogue knows: each part of the header of every noun, and of every clause.

use std::collections::BTreeSet;

use bailiwick::ide::{Item, ItemKind};
use bailiwick::vocabulary::{Clause, Form, Inside, NOUNS, Noun, Part, RECORD, noun};

use super::Typing;

/// Something of every sort, under the name `the-NOUN`.
const KNOWN: &str = "\
use std.operations [*]
level the-level < top
compartment [the-compartment]
class the-class at the-level
purpose the-purpose
domain the-domain is tenant
federation the-federation from the-domain to the-domain
operation the-operation is mutate
context the-context boolean run
human the-human in the-domain
team the-team of 3 in the-domain
origin the-origin in the-domain
role the-role for workload
workflow the-workflow {
  step the-step by the-human
  agent the-agent in the-domain
  blueprint the-blueprint in the-domain
}
service the-service in the-domain { entry the-entry { parameter the-parameter boolean } }
tool the-tool in the-domain
model the-model in the-domain
store the-store is files in the-domain { part the-part }
sink the-sink is public in the-domain
credential the-credential is svid of the-service in the-domain
task the-task
gate the-gate { guards read on the-store }
break-glass the-break-glass
transformer the-transformer in the-domain
log the-log in the-domain
regime the-regime
tiers the-tiers { tier the-tier }
framework the-framework
prove the-prove { never the-human causes read on the-store }
rule the-rule { require the-human.owner is known }
";

/// A place in a form: what stands before it, and what belongs there.
type Place = (String, &'static Part);

/// Every place of a form, and the form as it can be written.
fn places(form: Form, before: &str, found: &mut Vec<Place>) -> String {
    let mut text = before.to_owned();
    for part in form {
        text = one(part, &text, found);
    }
    text
}

fn one(part: &'static Part, before: &str, found: &mut Vec<Place>) -> String {
    match part {
        Part::Maybe(form) => {
            places(form, before, found);
            before.to_owned()
        }
        Part::As(_, form) => places(form, before, found),
        Part::Either(forms) => {
            let all: Vec<String> = forms.iter().map(|form| places(form, before, found)).collect();
            all.into_iter().next().expect("an alternative")
        }
        Part::AnyOrder(forms) => {
            let first = places(forms[0], before, found);
            for form in *forms {
                places(form, before, found);
                if *form != forms[0] {
                    places(form, &first, found);
                }
            }
            before.to_owned()
        }
        leaf => {
            found.push((before.to_owned(), leaf));
            format!("{before}{} ", sample(leaf))
        }
    }
}

fn sample(part: &Part) -> String {
    let name = |nouns: &[&str]| {
        nouns.first().map_or("word".to_owned(), |noun| written(if *noun == "*" { "store" } else { noun }))
    };
    match part {
        Part::Word(word) => (*word).to_owned(),
        Part::OneOf(words) => words[0].to_owned(),
        Part::NewName | Part::NewPath | Part::NewNames => "fresh".to_owned(),
        Part::Scale => "fresh < fresher".to_owned(),
        Part::Order(target) | Part::Name(target) | Part::Names(target) | Part::Who(target) => name(target.nouns),
        Part::Words(_) => "word".to_owned(),
        Part::Permission => "read on the-store".to_owned(),
        Part::Text | Part::Texts => "\"text\"".to_owned(),
        Part::Number => "1".to_owned(),
        Part::Percent => "5%".to_owned(),
        Part::Duration => "5d".to_owned(),
        Part::Date => "2026-01-01".to_owned(),
        Part::Range => "0..5".to_owned(),
        Part::When => "when the-context".to_owned(),
        Part::Maybe(_) | Part::Either(_) | Part::AnyOrder(_) | Part::As(..) => unreachable!("it has parts"),
    }
}

/// The name of something of a noun, with the names around it.
fn written(noun: &str) -> String {
    let around = match noun {
        "step" | "agent" | "blueprint" => "the-workflow.",
        "entry" => "the-service.",
        "part" => "the-store.",
        "tier" => "the-tiers.",
        _ => "",
    };
    format!("{around}the-{noun}")
}

/// What stands around a clause of a noun: the noun's header with what it is declared in.
fn around(about: &'static Noun) -> String {
    let header = places(about.header, &format!("{} ", about.name), &mut Vec::new());
    let outer = if about.top { None } else { NOUNS.iter().find(|outer| outer.nests.contains(&about.name)) };
    match outer {
        Some(outer) => format!("{}{header} {{\n", around(outer)),
        None => format!("{header} {{\n"),
    }
}

fn items(typing: &mut Typing, text: &str) -> Vec<Item> {
    let found = typing.complete(&format!("{KNOWN}{text}$0"));
    found.map(|found| found.items).unwrap_or_default()
}

/// What is wrong with what is offered for a part; `all` are all parts that can stand in this place.
fn wrong(part: &Part, all: &[&'static Part], items: &[Item]) -> Vec<String> {
    let has = |text: &str| items.iter().any(|item| item.text == text);
    let missing = |words: &[&str]| -> Vec<String> {
        words.iter().filter(|word| !has(word)).map(|word| format!("`{word}` is not offered")).collect()
    };
    let mut wrong = match part {
        Part::Word(word) => missing(&[word]),
        Part::OneOf(words) => missing(words),
        Part::Permission => missing(&["read", "the-operation", "any"]),
        Part::When => missing(&["when"]),
        Part::Name(target) | Part::Names(target) | Part::Who(target) | Part::Order(target) => {
            let named = target.nouns.iter().filter(|noun| **noun != "*").map(|noun| written(noun));
            named.filter(|name| !has(name)).map(|name| format!("`{name}` is not offered")).collect()
        }
        _ => Vec::new(),
    };
    let fits: BTreeSet<&str> = all.iter().flat_map(|part| nouns(part)).collect();
    for item in items.iter().filter(|item| item.rank == 0) {
        if let ItemKind::Name(sort) = item.kind
            && !fits.contains(sort.noun())
            && !fits.contains("*")
        {
            wrong.push(format!("`{}`, {}, is offered first", item.text, sort.with_article()));
        }
    }
    wrong
}

/// The nouns of what a part can name.
fn nouns(part: &Part) -> Vec<&'static str> {
    match part {
        Part::Name(target) | Part::Names(target) | Part::Who(target) | Part::Order(target) => target.nouns.to_vec(),
        Part::Permission => vec!["operation"],
        Part::Words(target) if target.phrase.contains("dimensions") => vec!["context", "parameter"],
        Part::Words(target) if target.phrase.contains("approval") => vec!["parameter"],
        Part::Words(target) if target.phrase.contains("proof") => {
            vec![
                "rule",
                "prove",
                "access",
                "delegation",
                "delegation-rule",
                "regime",
                "tiers",
                "exception",
                "test",
                "framework",
                "mapping",
            ]
        }
        _ => Vec::new(),
    }
}

/// What is wrong with what is offered in all places of a form.
fn complaints(typing: &mut Typing, context: &str, head: &str, form: Form) -> Vec<String> {
    let mut found = Vec::new();
    places(form, &format!("{head} "), &mut found);
    let mut complaints = Vec::new();
    for (before, part) in &found {
        let text = format!("{context}{before}");
        let all: Vec<&'static Part> =
            found.iter().filter(|(other, _)| other == before).map(|(_, part)| *part).collect();
        let wrong = wrong(part, &all, &items(typing, &text));
        complaints.extend(wrong.iter().map(|wrong| format!("behind `{before}`: {wrong}")));
    }
    complaints
}

fn of_clauses(typing: &mut Typing, context: &str, clauses: &'static [Clause]) -> Vec<String> {
    let mut wrong = Vec::new();
    for clause in clauses {
        wrong.extend(complaints(typing, &format!("{context}  "), clause.head, clause.form));
        if let Inside::Clauses(inner) = clause.inside {
            let header = places(clause.form, &format!("{} ", clause.head), &mut Vec::new());
            wrong.extend(of_clauses(typing, &format!("{context}  {header} {{\n"), inner));
        }
    }
    wrong
}

#[test]
fn every_header_is_completed() {
    let (mut typing, mut wrong) = (Typing::new(), Vec::new());
    for about in &NOUNS {
        let context = if about.top {
            String::new()
        } else {
            NOUNS.iter().find(|outer| outer.nests.contains(&about.name)).map(around).expect("something around it")
        };
        wrong.extend(complaints(&mut typing, &context, about.name, about.header));
    }
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn every_clause_is_completed() {
    let (mut typing, mut wrong) = (Typing::new(), Vec::new());
    let mut seen = BTreeSet::new();
    for about in &NOUNS {
        for group in about.clauses {
            // Groups that several nouns share are tried once.
            if seen.insert(group.as_ptr() as usize) {
                wrong.extend(of_clauses(&mut typing, &around(about), group));
            }
        }
    }
    let permission = format!("{}  may read on the-store {{\n", around(noun("service").expect("a noun")));
    wrong.extend(of_clauses(&mut typing, &permission, &RECORD));
    assert_eq!(wrong, [""; 0]);
}

#[test]
fn every_block_offers_its_words() {
    let mut typing = Typing::new();
    for about in &NOUNS {
        let found = items(&mut typing, &format!("{}  ", around(about)));
        for head in bailiwick::vocabulary::heads(Inside::Noun(about)) {
            let head = if head == "must" { "must not" } else { head };
            assert!(found.iter().any(|item| item.text == head), "`{head}` is not offered in `{}`", about.name);
        }
    }
}
