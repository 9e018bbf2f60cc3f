//! What is to be proved.

use super::policy;

#[test]
fn sentences_know_whom_they_are_about() {
    use bailiwick::model::{Agents, Question, Statement};
    let ground = "\
class record at confidential { per tenant }
store crm is database in corp { per tenant\n holds record }
store pool is database in corp { holds record }
origin customer in web { per tenant\n may read on pool }
sink reply is subject in corp
human ana in corp
agent a in corp { instructable no }
agent b in corp { instructable yes }
";
    let property = |text: &str| {
        let checked = policy(&format!("{ground}prove p {{\n {text}\n}}\n"));
        (checked.policy.properties[0].clone(), checked)
    };
    let (one, _) = property("never any agent where instructable is no causes write on crm");
    let Statement::Never(Question::Causes(who, what)) = one.statement else { unreachable!("a causes") };
    assert_eq!((who.len(), what.len(), one.vacuous), (1, 2, None));
    let (one, _) = property("never any agent where domain is web causes write on crm");
    assert_eq!(one.vacuous.as_deref(), Some("any agent where domain is web"));
    let (one, _) = property("never internal reaches reply");
    let Statement::Never(Question::Reaches(what, _)) = one.statement else { unreachable!("a reaches") };
    assert_eq!(what.len(), 5, "internal, confidential, restricted and both copies of the records");
    let pairs = |text: &str| {
        let (one, checked) = property(text);
        let Statement::Never(Question::ReachesAnother(pairs)) = one.statement else { unreachable!("of another") };
        let base = &checked.policy.base;
        pairs
            .iter()
            .map(|(_, node)| match node {
                bailiwick::model::Node::Leaf(leaf) => base.leaf(*leaf).name.clone(),
                bailiwick::model::Node::Principal(principal) => base.principal(*principal).name.clone(),
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(pairs("never record of another tenant reaches crm"), ["crm·1"]);
    assert_eq!(pairs("never record of another tenant reaches pool"), ["customer·1"]);
    assert_eq!(pairs("never record of another tenant reaches reply"), ["reply"]);
    assert_eq!(pairs("never record of another tenant reaches customer"), ["customer·1"]);
    let mode = |lines: &str| property(&format!("never ana causes write on crm\n {lines}")).0.mode;
    assert_eq!(mode("").agents, Agents::AllCompromised);
    assert_eq!(mode("assuming agents are honest").agents, Agents::Honest);
    assert_eq!(mode("assuming agents follow their steps").agents, Agents::FollowSteps);
    assert_eq!(
        (mode("even if ana is compromised").insiders.len(), mode("even if ana is compromised").agents),
        (1, Agents::AllCompromised)
    );
    // `even if` never makes a sentence say less; to have the others behave takes an assumption.
    assert_eq!(mode("even if a is compromised").agents, Agents::AllCompromised);
    assert_eq!(mode("even if every agent is compromised\n even if a is compromised").agents, Agents::AllCompromised);
    let honest = mode("assuming agents are honest\n even if a is compromised").agents;
    assert!(matches!(honest, Agents::Compromised(agents) if agents.len() == 1));
}

#[test]
fn a_sentence_leaves_out_what_is_done_in_an_emergency_or_during_a_task() {
    use super::DOMAINS;
    use crate::support::Checked;
    use bailiwick::model::{Need, Statement};
    let ground = "\
store crm is database in corp { holds internal }
human ana in corp
break-glass override { used by ana\n may write on crm }
workflow w { task repair { ttl 1h } }
";
    let property = |text: &str| policy(&format!("{ground}prove p {{ {text} }}\n")).policy.properties[0].clone();
    for opened in ["override", "w.repair"] {
        let outside = property(&format!("never ana causes write on crm unless active({opened})")).bounds.outside;
        let Statement::Always(_, Need::Condition { unmet }) =
            property(&format!("always write on crm needs active({opened})")).statement
        else {
            unreachable!("a condition")
        };
        assert!(!unmet.is_never() && unmet.alternatives().iter().all(|one| !one.is_always()));
        assert_eq!(outside, Some(unmet));
    }
    let wrong = |text: &str| Checked::one(&format!("{DOMAINS}{ground}{text}\n")).rendered();
    let negated = "that `override` is not active can not be asked for";
    assert!(wrong("prove p { never ana causes write on crm unless not active(override) }").contains(negated));
    assert!(wrong("human bo in corp { may write on crm when not active(override) }").contains(negated));
    assert!(wrong("human bo in corp { must not write on crm when active(override) }").contains(negated));
}
