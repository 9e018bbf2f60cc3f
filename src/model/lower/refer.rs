//! Names where they are used: what they stand for, and whether that is what is needed.

use crate::finding::Finding;
use crate::model::lower::arguments::selection;
use crate::model::lower::context::Lowering;
use crate::model::{LeafId, PrincipalId};
use crate::names::{DefinitionId, Place, Sort, Unresolved, WRONG_KIND};
use crate::source::Span;
use crate::syntax::ast::{Argument, Path};

/// Whoever can act, domains and groups included.
pub(crate) const PRINCIPALS: &[Sort] = &[
    Sort::Human,
    Sort::Team,
    Sort::Origin,
    Sort::Workflow,
    Sort::Agent,
    Sort::Blueprint,
    Sort::Service,
    Sort::Tool,
    Sort::Domain,
];

/// Whatever can be acted on.
pub(crate) const RESOURCES: &[Sort] = &[
    Sort::Store,
    Sort::Part,
    Sort::Sink,
    Sort::Entry,
    Sort::Model,
    Sort::Log,
    Sort::Gate,
    Sort::Credential,
    Sort::Transformer,
    Sort::Human,
    Sort::Team,
    Sort::Origin,
    Sort::Agent,
    Sort::Blueprint,
    Sort::Service,
    Sort::Tool,
    Sort::Domain,
];

/// Human identities.
const PEOPLE: &[Sort] = &[Sort::Human, Sort::Team];
/// Workload identities.
const WORKLOADS: &[Sort] = &[Sort::Agent, Sort::Blueprint, Sort::Service, Sort::Tool];

/// What is needed in a place: sorts, and how to say so.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Needed<'s> {
    pub(crate) sorts: &'s [Sort],
    pub(crate) phrase: &'static str,
}

/// Somebody who can act.
pub(crate) const PRINCIPAL: Needed<'static> = Needed { sorts: PRINCIPALS, phrase: "somebody who can act" };
/// Something that can be acted on.
pub(crate) const RESOURCE: Needed<'static> = Needed { sorts: RESOURCES, phrase: "a resource" };
/// Data.
pub(crate) const DATA: Needed<'static> = Needed { sorts: &[Sort::Class, Sort::Level], phrase: "a class or level" };
/// A credential.
pub(crate) const CREDENTIAL: Needed<'static> = Needed { sorts: &[Sort::Credential], phrase: "a credential" };
/// A gate.
pub(crate) const GATE: Needed<'static> = Needed { sorts: &[Sort::Gate], phrase: "a gate" };
/// A transformer.
pub(crate) const TRANSFORMER: Needed<'static> = Needed { sorts: &[Sort::Transformer], phrase: "a transformer" };
/// A role.
pub(crate) const ROLE: Needed<'static> = Needed { sorts: &[Sort::Role], phrase: "a role" };
/// What is open or not.
pub(crate) const OPENED: Needed<'static> =
    Needed { sorts: &[Sort::Task, Sort::BreakGlass], phrase: "a task or a break-glass" };
/// A task.
pub(crate) const TASK: Needed<'static> = Needed { sorts: &[Sort::Task], phrase: "a task" };
/// A level.
pub(crate) const LEVEL: Needed<'static> = Needed { sorts: &[Sort::Level], phrase: "a level" };
/// A purpose.
pub(crate) const PURPOSE: Needed<'static> = Needed { sorts: &[Sort::Purpose], phrase: "a purpose" };
/// A domain.
pub(crate) const DOMAIN: Needed<'static> = Needed { sorts: &[Sort::Domain], phrase: "a domain" };

impl Lowering<'_> {
    /// What a name stands for, if it is of a kind that is needed; anything else is reported.
    pub(crate) fn refer(&mut self, place: Place, path: &Path, needed: Needed<'_>) -> Option<DefinitionId> {
        if path.text() == "unknown" {
            self.leave_open(path.span, "a name", "is not known");
            return None;
        }
        let space = needed.sorts.first()?.space();
        match self.names.resolve(place, path, space) {
            Ok(id) if needed.sorts.contains(&self.sort(id)) => Some(id),
            Ok(id) | Err(Unresolved::Elsewhere(id)) => {
                let finding = self.wrong_kind(path.span, &path.text(), id, needed);
                self.report(finding);
                None
            }
            Err(Unresolved::Reported) => None,
            Err(Unresolved::Because(finding)) => {
                self.report(*finding);
                None
            }
        }
    }

    /// A name of another kind than is needed, with what to write instead where kinds are often mixed up.
    pub(crate) fn wrong_kind(&self, span: Span, written: &str, id: DefinitionId, needed: Needed<'_>) -> Finding {
        let (sort, phrase) = (self.sort(id), needed.phrase);
        let finding =
            Finding::new(&WRONG_KIND, span, format!("`{written}` is {}; {phrase} is needed here", sort.with_article()))
                .here(format!("needs to be {phrase}"))
                .label(self.definition(id).span, "declared here");
        let asks_for = |sorts: &[Sort]| sorts.iter().any(|sort| needed.sorts.contains(sort));
        let is_person = PEOPLE.contains(&sort);
        if is_person && (asks_for(WORKLOADS) || needed.sorts == CREDENTIAL.sorts) && !asks_for(PEOPLE) {
            return finding
                .note("a human identity never stands for a workload's")
                .help("name the agent or service that acts, and give it a `delegation` from the human");
        }
        if WORKLOADS.contains(&sort) && asks_for(PEOPLE) && !asks_for(WORKLOADS) {
            return finding
                .note("a workload identity never stands for a human's")
                .help("name the human who answers for it, or the team");
        }
        match sort {
            Sort::Credential if asks_for(PEOPLE) || asks_for(WORKLOADS) => finding
                .note("a credential is authority, not somebody")
                .help("name whoever acts, and give them `uses` in their own declaration"),
            Sort::Workflow if asks_for(WORKLOADS) => finding.help("name one of the workflow's agents"),
            _ => finding,
        }
    }

    /// Everything that names in these arguments stand for; kinds that are not needed are reported.
    pub(crate) fn refer_all(&mut self, place: Place, arguments: &[Argument], needed: Needed<'_>) -> Vec<DefinitionId> {
        let named: Vec<&Path> = arguments.first().map(Argument::paths).unwrap_or_default();
        named.into_iter().filter_map(|path| self.refer(place, path, needed)).collect()
    }

    /// The principals that the first argument names or selects, without repetition, in order.
    pub(crate) fn who(&mut self, place: Place, arguments: &[Argument], needed: Needed<'_>) -> Vec<PrincipalId> {
        let Some(first) = arguments.first() else { return Vec::new() };
        let mut found = Vec::new();
        if let Some(selection) = selection(first) {
            found.extend(self.selected_principals(place, selection));
        }
        if let Argument::List(items, _) = first {
            for selection in items.iter().filter_map(selection) {
                found.extend(self.selected_principals(place, selection));
            }
        }
        for id in self.refer_all(place, arguments, needed) {
            found.extend(self.thing(id).principals.iter().copied());
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// All leaves of what the first argument names.
    pub(crate) fn leaves(&mut self, place: Place, arguments: &[Argument], needed: Needed<'_>) -> Vec<LeafId> {
        let mut found = Vec::new();
        for id in self.refer_all(place, arguments, needed) {
            found.extend(self.thing(id).leaves.iter().copied());
        }
        found.sort_unstable();
        found.dedup();
        found
    }
}
