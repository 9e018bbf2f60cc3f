//! What is wrong with frameworks, with mappings, and with what is said to be evidence.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::frameworks::evidence::{framework_of, own_lines, own_mappings};
use crate::frameworks::framework::{Framework, frameworks_in};
use crate::frameworks::lookup::{Answer, ask, find};
use crate::names::{Place, names};
use crate::rules::{CITED_CONTROL, FAULTY_FRAMEWORK, Named, UNKNOWN_CHECK, UNKNOWN_CONTROL};
use crate::source::{Db, LIBRARY, Project, Span, is_catalogue};

/// Everything that is wrong with them, in no order that means something. Names of frameworks are looked up with all other names.
pub fn complaints(db: &dyn Db, project: Project) -> Vec<Finding> {
    let asking = Asking { db, project };
    let mut findings = Vec::new();
    let own = names(db, project).modules.iter().filter(|module| module.is_used && !is_catalogue(db, module.file));
    for framework in own.flat_map(|module| frameworks_in(db, module.file)) {
        findings.extend(faults(framework));
        if is_shipped(&framework.name) {
            let message = format!("`{}` is the name of a framework that comes with Bailiwick", framework.name);
            let finding = Finding::new(&FAULTY_FRAMEWORK, framework.span, message);
            findings.push(finding.help("give it a name of its own, so that nobody takes one for the other"));
        }
    }
    let named = Named::of(db, project);
    for (file, place, mapping) in own_mappings(db, project) {
        let checks = mapping.evidence.iter().flat_map(|line| &line.checks);
        for path in checks {
            let name = path.text();
            if named.rule(&name).is_some() && named.is_proof(place, path) {
                let message = format!("`{name}` is a rule and a proof, and it is not known which one is meant");
                findings.push(Finding::new(&UNKNOWN_CHECK, path.span, message).help("give the proof another name"));
            }
            findings.extend(named.unknown(&UNKNOWN_CHECK, place, path));
        }
        let Some(framework) = framework_of(db, project, file, place, &mapping.framework) else { continue };
        let said = mapping.evidence.iter().flat_map(|line| &line.controls);
        let said = said.chain(mapping.claims.iter().flat_map(|claim| &claim.controls));
        let said = said.chain(mapping.out_of_reach.iter().flat_map(|one| &one.controls));
        findings.extend(said.filter_map(|(id, span)| asking.complaint(framework, id, *span)));
    }
    for (definition, path, line) in own_lines(db, project) {
        let place = Place { module: definition.module, block: None };
        let file = names(db, project).module(definition.module).file;
        let Some(framework) = framework_of(db, project, file, place, &path) else { continue };
        findings.extend(line.controls.iter().filter_map(|(id, span)| asking.complaint(framework, id, *span)));
    }
    findings
}

/// Whether a framework of a name comes with the library: a catalogue declares what its module is called after.
fn is_shipped(name: &str) -> bool {
    let catalogues = LIBRARY.iter().filter(|module| module.is_catalogue);
    catalogues.map(|module| module.module).any(|module| module.rsplit('.').next() == Some(name))
}

/// Where a framework contradicts itself.
fn faults(framework: &Framework) -> Vec<Finding> {
    let mut findings = Vec::new();
    let mut seen: BTreeMap<&str, Span> = BTreeMap::new();
    for control in &framework.controls {
        if let Some(first) = seen.insert(&control.id, control.span) {
            let message = format!("`{}` stands twice in `{}`", control.id, framework.name);
            findings
                .push(Finding::new(&FAULTY_FRAMEWORK, control.span, message).label(first, "it stands here already"));
        }
        let group = control.group.as_deref().filter(|_| !framework.groups.is_empty());
        if let Some(group) = group.filter(|group| framework.group(group).is_none()) {
            let message = format!("`{}` has no group `{group}`", framework.name);
            let finding = Finding::new(&FAULTY_FRAMEWORK, control.span, message);
            findings.push(finding.help("declare it by `group`, as the others are"));
        }
    }
    for group in &framework.groups {
        if let Some(within) = group.within.as_deref().filter(|within| framework.group(within).is_none()) {
            let message = format!("`{}` has no group `{within}`", framework.name);
            findings.push(Finding::new(&FAULTY_FRAMEWORK, group.span, message).help("declare it by `group` as well"));
        }
    }
    for (id, span) in framework.cited.iter().flat_map(|cited| &cited.means) {
        if framework.control(id).is_none() {
            let message = format!("`{}` has no control `{id}` that could be meant", framework.name);
            findings.push(Finding::new(&FAULTY_FRAMEWORK, *span, message));
        }
    }
    findings
}

struct Asking<'a> {
    db: &'a dyn Db,
    project: Project,
}

impl Asking<'_> {
    /// What is wrong with an id that is said to be of a framework.
    fn complaint(&self, framework: &Framework, id: &str, span: Span) -> Option<Finding> {
        let citation = &framework.citation;
        let unknown = |message: String| Finding::new(&UNKNOWN_CONTROL, span, message).here("not in this edition");
        let write = |finding: Finding, id: &str| finding.replace(format!("write `{id}`"), span, format!("\"{id}\""));
        Some(match find(framework, id) {
            Answer::Control(_) => return None,
            Answer::Withdrawn(control) => unknown(format!("`{id}` ({}) is withdrawn in {citation}", control.title))
                .help("name what has taken its place"),
            Answer::Spelled(control) => {
                let message = format!("{citation} writes `{}`, not `{id}`", control.id);
                let finding = Finding::new(&UNKNOWN_CONTROL, span, message).here("spelled otherwise in this edition");
                write(finding.help(format!("write `{}`: {}", control.id, control.title)), &control.id)
            }
            Answer::Cited(cited, meant) => {
                let message = format!("`{id}` is no id of {citation}; it is cited by {}", cited.by);
                let finding = Finding::new(&CITED_CONTROL, span, message).here("cited, and not in this edition");
                let finding = cited.because.iter().fold(finding, |finding, why| finding.note(why.clone()));
                let shown: Vec<String> = meant.iter().map(|one| format!("`{}` {}", one.id, one.title)).collect();
                match meant.as_slice() {
                    [] => match self.elsewhere(framework, id) {
                        Some(elsewhere) => finding.help(elsewhere),
                        None => listed(framework, finding),
                    },
                    // What is only near by its topic may be something else than what was meant.
                    [_] if cited.because.is_some() => {
                        finding.help(format!("write {}, if that is what you mean", shown.join(", ")))
                    }
                    [only] => write(finding.help(format!("write {}", shown.join(", "))), &only.id),
                    _ => finding.help(format!("write what you mean of {}", shown.join(", "))),
                }
            }
            Answer::Group(title) => unknown(format!("`{id}` ({title}) is a group of {citation}, and no control"))
                .help("name the controls in it that are meant"),
            Answer::LeftOut(group) => {
                let message =
                    format!("`{id}` stands in {} ({}), of which nothing is carried here", group.id, group.title);
                let finding = Finding::new(&UNKNOWN_CONTROL, span, message).here("not carried here");
                finding.help(format!("declare a `framework` of your own with what you need of {citation}"))
            }
            Answer::Nothing(near) => {
                let finding = unknown(format!("{citation} has no `{id}`"));
                // Near in words is not near in meaning: nothing is offered to be written.
                let nearest = near.map(|near| format!("the nearest is `{}` {}", near.id, near.title));
                match (self.elsewhere(framework, id), nearest) {
                    (Some(elsewhere), nearest) => nearest.into_iter().fold(finding, Finding::note).help(elsewhere),
                    (None, Some(nearest)) => finding.help(nearest),
                    (None, None) => listed(framework, finding),
                }
            }
        })
    }

    /// Which other frameworks know the id.
    fn elsewhere(&self, framework: &Framework, id: &str) -> Option<String> {
        let mut known = Vec::new();
        for (other, answer) in ask(self.db, self.project, id) {
            let control = match &answer {
                Answer::Control(control) | Answer::Spelled(control) => Some(*control),
                Answer::Cited(_, meant) => meant.first().copied(),
                _ => None,
            };
            if let Some(control) = control.filter(|_| other.span != framework.span) {
                known.push(format!("`{}` {} of {} (`{}`)", control.id, control.title, other.citation, other.name));
            }
        }
        (!known.is_empty()).then(|| format!("there is {}", known.join(", ")))
    }
}

/// Says where the controls of a framework are listed.
fn listed(framework: &Framework, finding: Finding) -> Finding {
    if framework.is_shipped {
        finding.help(format!("`bailiwick doc std.frameworks.{}` lists what there is", framework.name))
    } else {
        finding.label(framework.span, "its controls stand here")
    }
}
