//! Declared facts told in words, for whoever reads why a test failed.

use bailiwick::model::{Base, LeafId, PrincipalId};

/// What is declared, one thing to a line; numbers of principals and leaves replaced by names.
pub(crate) fn tell(base: &Base) -> String {
    let mut lines = Vec::new();
    for principal in &base.principals {
        lines.push(format!(
            "principal {} {:?} hostile {} subject {} individual {:?} in {:?} itself {:?}",
            principal.name,
            principal.kind,
            principal.hostile,
            principal.session_subject,
            principal.individual.constraints(),
            principal.domains,
            principal.itself
        ));
    }
    for leaf in &base.leaves {
        lines.push(format!(
            "leaf {} {:?} per session {} in {:?} trims {:?} read by subject {}",
            leaf.name, leaf.kind, leaf.per_session, leaf.domains, leaf.trims, leaf.read_by_subject
        ));
    }
    lines.extend(base.domains.iter().map(|domain| format!("{domain:?}")));
    lines.extend(base.entries.iter().map(|entry| format!("{entry:?}")));
    lines.extend(base.credentials.iter().map(|credential| format!("{credential:?}")));
    lines.extend(base.gates.iter().map(|gate| format!("{gate:?}")));
    lines.extend(base.transformers.iter().map(|transformer| format!("{transformer:?}")));
    lines.extend(base.forbids.iter().map(|forbid| format!("{forbid:?}")));
    lines.extend(base.ceilings.iter().map(|ceiling| format!("{ceiling:?}")));
    for (number, claim) in base.claims.iter().enumerate() {
        let (void, enforcers, resources) = (&claim.void, &claim.enforcers, &claim.resources);
        lines.push(format!("claim {number} {} void {void:?} by {enforcers:?} on {resources:?}", claim.name));
    }
    lines
        .extend(base.facts.iter().map(|declared| format!("{:?} when {:?}", declared.fact, declared.when.alternatives)));
    let mut text = lines.join("\n");
    for (number, principal) in base.principals.iter().enumerate().rev() {
        let id = PrincipalId(u32::try_from(number).expect("few principals"));
        text = text.replace(&format!("{id:?}"), &principal.name);
    }
    for (number, leaf) in base.leaves.iter().enumerate().rev() {
        let id = LeafId(u32::try_from(number).expect("few leaves"));
        text = text.replace(&format!("{id:?}"), &leaf.name);
    }
    for (number, verb) in base.verbs.iter().enumerate().rev() {
        text = text.replace(&format!("VerbId({number})"), &verb.name);
    }
    for (number, variable) in base.vocabulary.variables.iter().enumerate().rev() {
        text = text.replace(&format!("VariableId({number})"), &variable.name);
    }
    for noise in
        [", source: SourceId(0)", "alternatives: ", "constraints: ", "atoms: [] ", "Permission ", "intervals: "]
    {
        text = text.replace(noise, "");
    }
    text
}
