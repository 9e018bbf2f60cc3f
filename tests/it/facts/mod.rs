//! The derivation rules: each alone, the worked answers, and agreement with the plain evaluator.

mod fixtures;
mod worked;

use bailiwick::facts::{Authors, Facts, RuleSet, Setting, Unknowns, close};
use bailiwick::model::{Agents, Base, Mode, Policy, PrincipalId};
use bailiwick::source::{Database, project};

/// The policy that a text declares; it must have no errors.
pub(crate) fn policy(text: &str) -> Policy {
    let db = Database::default();
    let project = project(&db, &[("policy.bwk", text)], 20_000);
    let parsed = bailiwick::analysis::check(&db, project);
    let errors: Vec<String> = parsed
        .findings
        .iter()
        .filter(|finding| finding.severity == bailiwick::finding::Severity::Error && !crate::support::is_lint(finding))
        .map(|finding| format!("{}: {} {:?}", finding.about.code, finding.message, finding.span))
        .collect();
    assert!(errors.is_empty(), "{text}\n{}", errors.join("\n"));
    bailiwick::model::policy(&db, project).clone()
}

/// A principal by its name.
pub(crate) fn principal(base: &Base, name: &str) -> PrincipalId {
    let place = base.principals.iter().position(|principal| principal.name == name);
    let place = place.unwrap_or_else(|| unreachable!("the policy declares `{name}`"));
    PrincipalId(u32::try_from(place).expect("few principals"))
}

/// The mode that a fixture names: `agents are honest`, `agents follow their steps`, `NAME is compromised`,
/// `NAME and NAME are compromised`.
pub(crate) fn mode(base: &Base, text: &str) -> Mode {
    match text {
        "" => Mode { agents: Agents::AllCompromised, insiders: Vec::new() },
        "agents are honest" => Mode { agents: Agents::Honest, insiders: Vec::new() },
        "agents follow their steps" => Mode { agents: Agents::FollowSteps, insiders: Vec::new() },
        other => {
            let names = [" is compromised", " are compromised"].iter().find_map(|end| other.strip_suffix(end));
            let names = names.expect("a mode that fixtures may name").split(" and ");
            Mode { agents: Agents::AllCompromised, insiders: names.map(|name| principal(base, name)).collect() }
        }
    }
}

/// Everything that follows with these rules, in that mode.
pub(crate) fn facts(base: &Base, mode: Mode, rules: RuleSet, about: Option<PrincipalId>) -> Facts {
    let setting = Setting { mode, authors: Authors::All, in_question: about, rules, unknowns: Unknowns::WorstCase };
    close(base, &setting)
}

/// The minimal conditions of a fact in its canonical spelling: `None` if it does not hold.
pub(crate) fn condition(facts: &Facts, base: &Base, text: &str) -> Option<bailiwick::logic::Guard> {
    facts.lines(base).into_iter().find(|(known, _)| known == text).map(|(_, guard)| guard)
}
