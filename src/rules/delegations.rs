//! Declared delegations, judged by the rules that say which may exist at all.
//!
//! A rule written in the language can not say which delegations a `delegation-rule` is about: both name their parties by
//! selections, and what matters is whether somebody is selected by both.

use crate::finding::Finding;
use crate::inventory::{Inventory, Value, inventory, is_yes};
use crate::model::{Between, policy};
use crate::names::{Definition, DefinitionId, Names, Sort, names};
use crate::rules::errors::BROKEN_DELEGATION_RULE;
use crate::source::{Db, Project, Span};

/// The delegations that a rule does not let be, each once for each such rule.
pub(crate) fn findings(db: &dyn Db, project: Project) -> Vec<Finding> {
    let (names, between) = (names(db, project), &policy(db, project).between);
    let judging = Judging { names, inventory: inventory(db, project) };
    let of_sort = |sort: Sort| between.iter().filter(move |(id, _)| names.definition(**id).sort == sort);
    let mut findings = Vec::new();
    for (rule, bound) in of_sort(Sort::DelegationRule) {
        for (delegation, _) in of_sort(Sort::Delegation).filter(|(_, parties)| overlap(bound, parties)) {
            let breaches = judging.breaches(*rule, *delegation);
            if !breaches.is_empty() {
                let (rule, delegation) = (names.definition(*rule), names.definition(*delegation));
                findings.push(finding(rule, delegation, &breaches));
            }
        }
    }
    findings
}

/// The delegations that some rule is about.
pub(crate) fn compared(db: &dyn Db, project: Project) -> Vec<Span> {
    let (names, between) = (names(db, project), &policy(db, project).between);
    let of_sort = |sort: Sort| between.iter().filter(move |(id, _)| names.definition(**id).sort == sort);
    let is_judged = |parties: &Between| of_sort(Sort::DelegationRule).any(|(_, bound)| overlap(bound, parties));
    of_sort(Sort::Delegation)
        .filter(|(_, parties)| is_judged(parties))
        .map(|(id, _)| names.definition(*id).span)
        .collect()
}

fn finding(rule: &Definition, delegation: &Definition, breaches: &[String]) -> Finding {
    let message = format!("`{}` is no delegation that `{}` lets be", delegation.qualified, rule.qualified);
    let finding = Finding::new(&BROKEN_DELEGATION_RULE, delegation.span, message).label(rule.span, "the rule");
    breaches.iter().fold(finding, |finding, breach| finding.note(breach.clone()))
}

fn overlap(bound: &Between, parties: &Between) -> bool {
    let any = |one: &[_], other: &[_]| one.iter().any(|principal| other.contains(principal));
    any(&bound.givers, &parties.givers) && any(&bound.receivers, &parties.receivers)
}

struct Judging<'a> {
    names: &'a Names,
    inventory: &'a Inventory,
}

impl Judging<'_> {
    fn said(&self, id: DefinitionId, name: &str) -> Option<&Value> {
        self.inventory.said(id, name).filter(|value| value.is_known())
    }

    /// In which ways a delegation is not as the rule wants it; what the delegation does not say is taken as its worst.
    fn breaches(&self, rule: DefinitionId, delegation: DefinitionId) -> Vec<String> {
        if self.said(rule, "forbidden").is_some_and(is_yes) {
            return vec!["there may be none between these two".to_owned()];
        }
        let all = [
            self.mode(rule, delegation),
            self.depth(rule, delegation),
            self.ttl(rule, delegation),
            self.expiry(rule, delegation),
            self.purposes(rule, delegation),
            self.excluded(rule, delegation),
            self.crossing(rule, delegation),
        ];
        all.into_iter().flatten().collect()
    }

    fn mode(&self, rule: DefinitionId, delegation: DefinitionId) -> Option<String> {
        let wanted = word(self.said(rule, "mode")?)?;
        let mode = self.said(delegation, "mode").and_then(word).unwrap_or("impersonation");
        (mode != wanted).then(|| format!("its mode is {mode}, and has to be {wanted}"))
    }

    fn depth(&self, rule: DefinitionId, delegation: DefinitionId) -> Option<String> {
        let most = number(self.said(rule, "depth")?)?;
        // Without a depth nobody hands it on again.
        let depth = match self.inventory.said(delegation, "depth")?.single() {
            Value::Nothing => Some(0),
            Value::Word(word) if word == "none" => Some(0),
            Value::Number(number) => Some(*number),
            _ => None,
        };
        let told = depth.map_or("without end".to_owned(), |depth| format!("{depth} times"));
        depth.is_none_or(|depth| depth > most).then(|| format!("it may be handed on {told}, and at most {most} times"))
    }

    fn ttl(&self, rule: DefinitionId, delegation: DefinitionId) -> Option<String> {
        let Value::Duration(most) = self.said(rule, "ttl")?.single() else { return None };
        let is_short =
            matches!(self.said(delegation, "ttl").map(Value::single), Some(Value::Duration(ttl)) if ttl <= most);
        (!is_short).then(|| "it is good for longer than the rule lets it be, or does not say for how long".to_owned())
    }

    fn expiry(&self, rule: DefinitionId, delegation: DefinitionId) -> Option<String> {
        let wanted = word(self.said(rule, "expiry")?)?;
        let is_clamped = self.said(delegation, "expiry").and_then(word) == Some(wanted);
        (!is_clamped).then(|| "what is made from it may outlive it: its expiry is not clamped".to_owned())
    }

    fn purposes(&self, rule: DefinitionId, delegation: DefinitionId) -> Option<String> {
        let wanted = self.names_of(self.said(rule, "purposes")?);
        let purposes = self.said(delegation, "purpose").map(|said| self.names_of(said)).unwrap_or_default();
        let is_within = |purpose: &String| {
            wanted.iter().any(|wide| {
                purpose == wide || purpose.strip_prefix(wide.as_str()).is_some_and(|rest| rest.starts_with('.'))
            })
        };
        let is_fine = !purposes.is_empty() && purposes.iter().all(is_within);
        (!is_fine).then(|| format!("it is not for {} alone", wanted.join(", ")))
    }

    fn names_of(&self, value: &Value) -> Vec<String> {
        let name = |one: &Value| match one {
            Value::Thing(id) => Some(self.names.definition(*id).name.clone()),
            _ => None,
        };
        value.each().into_iter().filter_map(name).collect()
    }

    fn excluded(&self, rule: DefinitionId, delegation: DefinitionId) -> Option<String> {
        let excluded = self.said(rule, "excludes")?.each();
        let grants = self.inventory.attribute(self.names, &Value::Thing(delegation), "grants");
        let asked = |name: &str| self.inventory.attribute(self.names, &grants, name);
        let (operations, kinds) = (asked("operations"), asked("kinds"));
        let is_any = operations.each().iter().any(|one| word(one).is_some_and(|word| word.starts_with("any")));
        let is_handed_on = |one: &&Value| {
            is_any || operations.each().contains(one) || kinds.each().contains(one) || self.is_of_kind(one, &operations)
        };
        let found: Vec<&Value> = excluded.into_iter().filter(is_handed_on).collect();
        let shown: Vec<String> = found.iter().map(|one| self.shown(one)).collect();
        (!found.is_empty()).then(|| format!("it hands on {}, which the rule excludes", shown.join(", ")))
    }

    /// Whether an operation is handed on by the word for its kind.
    fn is_of_kind(&self, operation: &Value, handed_on: &Value) -> bool {
        let Value::Thing(id) = operation else { return false };
        self.said(*id, "kind").is_some_and(|kind| handed_on.each().contains(&kind))
    }

    fn shown(&self, value: &Value) -> String {
        match value {
            Value::Thing(id) => format!("`{}`", self.names.definition(*id).name),
            other => word(other).map_or_else(|| "something".to_owned(), |word| format!("`{word}`")),
        }
    }

    /// Out of one domain into another one it goes by a federation that the rule names, and that joins the two.
    fn crossing(&self, rule: DefinitionId, delegation: DefinitionId) -> Option<String> {
        let federations = self.said(rule, "crossing")?.each();
        let domains = |part: &str| {
            let parties = self.inventory.said(delegation, part)?;
            Some(self.inventory.attribute(self.names, parties, "domain"))
        };
        let (from, to) = (domains("from")?, domains("to")?);
        let joins = |from: &Value, to: &Value| {
            federations.iter().any(|federation| {
                let end = |part: &str| self.inventory.attribute(self.names, federation, part);
                end("from").each().contains(&from) && end("to").each().contains(&to)
            })
        };
        let is_fine = from.each().iter().all(|one| to.each().iter().all(|other| one == other || joins(one, other)));
        (!is_fine).then(|| "it leaves its domain by none of the federations that the rule names".to_owned())
    }
}

fn word(value: &Value) -> Option<&str> {
    match value.single() {
        Value::Word(word) => Some(word),
        _ => None,
    }
}

fn number(value: &Value) -> Option<i64> {
    match value.single() {
        Value::Number(number) => Some(*number),
        _ => None,
    }
}
