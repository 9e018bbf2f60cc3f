//! What is wrong with a rule itself: a rule that asks for what does not exist would find nothing, or everything.

use crate::finding::{Finding, closest};
use crate::inventory::attributes;
use crate::rules::declared::ask::{is_kind, kind_has, kinds, nouns_of};
use crate::rules::declared::read::Rule;
use crate::rules::errors::{EMPTY_RULE, UNKNOWN_ASKED, UNKNOWN_KIND};
use crate::syntax::ast::{Argument, Binding, Condition, Fact};
use crate::vocabulary;

/// The names that are bound, each with the kinds of what it stands for.
type Known = Vec<(String, Vec<String>)>;

/// What is wrong with the rule itself.
pub(crate) fn complaints(rule: &Rule<'_>) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut known = Known::new();
    if rule.bound.is_empty() || rule.required.is_empty() {
        let missing = if rule.bound.is_empty() { "for every KIND NAME" } else { "require CONDITION" };
        let message = format!("`{}` has no `{missing}`", rule.about.name);
        findings.push(Finding::new(&EMPTY_RULE, rule.span, message).help(format!("add `{missing}`")));
    }
    for (binding, condition) in &rule.bound {
        check_binding(binding, &mut known, &mut findings);
        if let Some(condition) = condition {
            check(condition, &known, &mut findings);
        }
    }
    let conditions = rule.severities.iter().filter_map(|(_, condition)| *condition);
    for condition in rule.required.iter().copied().chain(conditions) {
        check(condition, &known, &mut findings);
    }
    findings
}

fn check_binding(binding: &Binding, known: &mut Known, findings: &mut Vec<Finding>) {
    let kinds = kinds(binding);
    if binding.within.is_none() {
        for path in binding.kinds.iter().filter(|path| !is_kind(&path.text())) {
            let message = format!("`{}` is no kind of thing that rules can be about", path.text());
            let finding = Finding::new(&UNKNOWN_KIND, path.span, message);
            let every = vocabulary::NOUNS.iter().map(|noun| noun.name).chain(["grant", "prohibition", "principal"]);
            findings.push(match closest(&path.text(), every) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("name a noun of the language, `grant`, `prohibition`, `principal` or `actor`"),
            });
        }
    }
    known.push((binding.name.text.clone(), if binding.within.is_some() { Vec::new() } else { kinds }));
}

fn check(condition: &Condition, known: &Known, findings: &mut Vec<Finding>) {
    match condition {
        Condition::And(parts) | Condition::Or(parts) => {
            for part in parts {
                check(part, known, findings);
            }
        }
        Condition::Not(inner, _) => check(inner, known, findings),
        Condition::Holds(argument) | Condition::Mentions(argument, ..) => check_term(argument, known, findings),
        Condition::Compare(left, _, right) => {
            check_term(left, known, findings);
            check_term(right, known, findings);
        }
        Condition::Quantified(_, binding, inner, _) => {
            let mut more = known.clone();
            check_binding(binding, &mut more, findings);
            check(inner, &more, findings);
        }
        Condition::Fact(fact, span) => {
            if let Fact::May(..) = fact.as_ref() {
                let message = "what somebody may do is written, and asked of the grants";
                let finding = Finding::new(&UNKNOWN_ASKED, *span, message);
                findings.push(finding.help("ask `some grant g in x.grants where ...`, or what they can bring about"));
            }
        }
    }
}

/// Reports an attribute that none of the kinds has by which something is bound.
fn check_term(argument: &Argument, known: &Known, findings: &mut Vec<Finding>) {
    match argument {
        Argument::Path(path) => {
            let [first, attribute, ..] = path.segments.as_slice() else { return };
            let Some((_, kinds)) = known.iter().rev().find(|(name, _)| *name == first.text) else { return };
            // A kind that does not exist is reported already.
            let is_open = kinds.is_empty() || !kinds.iter().all(|kind| is_kind(kind));
            if is_open || kinds.iter().any(|kind| kind_has(kind, &attribute.text)) {
                return;
            }
            let kind = kinds.join(", ");
            let message = format!("{kind} has no attribute `{}`", attribute.text);
            let finding = Finding::new(&UNKNOWN_ASKED, attribute.span, message).here("not known of it");
            let all: Vec<&str> =
                kinds.iter().flat_map(|kind| nouns_of(kind)).flat_map(attributes).map(|one| one.0).collect();
            findings.push(match closest(&attribute.text, all.iter().copied()) {
                Some(near) => finding.help(format!("did you mean `{near}`?")).replace(
                    format!("write `{near}`"),
                    attribute.span,
                    near.to_owned(),
                ),
                None => finding,
            });
        }
        Argument::List(items, _) | Argument::Call(_, items, _) => {
            for item in items {
                check_term(item, known, findings);
            }
        }
        Argument::Sum(first, rest, _) => {
            check_term(first, known, findings);
            for (_, term) in rest {
                check_term(term, known, findings);
            }
        }
        _ => {}
    }
}
