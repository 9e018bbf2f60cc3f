//! Everything that an auditor is told: the outcome of a check, what it means for controls, and what it rests on.

use std::collections::BTreeMap;

use crate::analysis::{Outcome, exceptions, levels, manifest};
use crate::finding::{Descriptor, Severity};
use crate::frameworks::{self, Assessed, Checked};
use crate::inventory::{Inventory, Record, Value, inventory};
use crate::model::{Base, CredentialId, DeclaredFact, policy};
use crate::names::{DefinitionId, Names, Sort, names};
use crate::proof::Status;
use crate::rules;
use crate::source::{Db, File, Project, Span, is_library};
use crate::syntax::ast::Clause;
use crate::syntax::{one_line, tree};
use crate::tiers::{WorkflowReach, reaches};
use crate::vocabulary::NOUNS;

/// What a report is made of. A function of the sources, the as-of date, the profile and the chosen frameworks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Audit {
    /// What a check says.
    pub outcome: Outcome,
    /// What is known of each control.
    pub assessed: Assessed,
    /// The files that were read, the standard library's not counted, by path.
    pub sources: Vec<File>,
    /// How many things of each noun are declared, nouns without any left out.
    pub modelled: Vec<(&'static str, usize)>,
    /// How many clauses there are beside the values that are not known.
    pub clauses: usize,
    /// What every verdict takes for granted: what it is, where it stands, and the verdicts that do, by their positions.
    pub assumptions: Vec<Assumption>,
    /// The workflows, in the order of the text; empty if the policy has errors.
    pub workflows: Vec<WorkflowAccount>,
    /// The exceptions, in the order of the text.
    pub exceptions: Vec<ExceptionAccount>,
    /// What is wrong by the declarations in which it is put right, those with most of it first.
    pub causes: Vec<Cause>,
    /// The rules that the manifest gives another level, by code.
    pub levels: Vec<SetLevel>,
}

/// A rule that has another level than its own.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SetLevel {
    /// The rule.
    pub about: &'static Descriptor,
    /// The level that it has here.
    pub here: Severity,
}

/// Something that verdicts take for granted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Assumption {
    /// What, as a fragment.
    pub what: String,
    /// Where it is declared.
    pub span: Span,
    /// The verdicts that rest on it, by their positions.
    pub verdicts: Vec<usize>,
}

/// Who acts in a workflow, what that is allowed, how that ends, and what comes of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkflowAccount {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// Where its name is declared.
    pub span: Span,
    /// What its clauses say, each with its head, as they are written.
    pub said: Vec<(&'static str, String, Span)>,
    /// Whoever acts in it, in the order of the text.
    pub actors: Vec<ActorAccount>,
    /// What can come of it.
    pub reach: WorkflowReach,
}

/// Somebody who acts in a workflow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ActorAccount {
    /// The name.
    pub name: String,
    /// The noun that declares it.
    pub noun: &'static str,
    /// Where the name is declared.
    pub span: Span,
    /// What is permitted, and with which credentials it comes, in the order of the text.
    pub permissions: Vec<PermissionAccount>,
}

/// A permission as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PermissionAccount {
    /// The clause, in one line.
    pub text: String,
    /// Where it stands.
    pub span: Span,
    /// What ends it.
    pub end: End,
    /// Where that is said, if somewhere else.
    pub end_span: Option<Span>,
    /// Of a credential that is used, what it is good for and for how long: its clauses, each with its head.
    pub lends: Vec<(&'static str, String, Span)>,
}

/// What ends a permission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum End {
    /// Its last day, in days since 1970-01-01.
    Day(i64),
    /// The end of a task, by its name.
    Task(String),
    /// The end of an emergency, by the name of the break-glass.
    BreakGlass(String),
    /// The day on which something is to end that it stands in or is about; nothing ends it by itself.
    Planned {
        /// What is to end: an access, a role, a delegation, the actor, the workflow.
        what: String,
        /// When, in days since 1970-01-01.
        day: i64,
    },
    /// Nothing, until somebody takes it away.
    Nothing,
}

/// An exception.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExceptionAccount {
    /// Its name.
    pub name: String,
    /// Its label.
    pub label: Option<String>,
    /// Where its name is declared.
    pub span: Span,
    /// What its clauses say, each with its head, as they are written.
    pub said: Vec<(&'static str, String, Span)>,
    /// Whether it holds on the day: it is approved and has not expired.
    pub is_in_force: bool,
}

/// A declaration in which something is put right, or a file, for what stands in none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Cause {
    /// Its name.
    pub name: String,
    /// The noun that declares it.
    pub noun: &'static str,
    /// Where its name is declared.
    pub span: Span,
    /// What is found there, by the positions among all findings.
    pub findings: Vec<usize>,
    /// The proofs that fail and that the first of the tried changes would put right, by the positions among all verdicts.
    pub verdicts: Vec<usize>,
}

/// Everything that is told about a project, of the frameworks that are chosen by name; of all of them if none is.
pub fn audit(db: &dyn Db, project: Project, outcome: Outcome, chosen: &[String]) -> Audit {
    let checked = Checked { is_broken: outcome.is_broken, findings: &outcome.findings, verdicts: &outcome.verdicts };
    let assessed = frameworks::assess(db, project, checked, chosen);
    let telling = Telling { db, project, names: names(db, project), inventory: inventory(db, project) };
    let mut sources: Vec<File> = project.files(db).iter().copied().filter(|file| !is_library(db, *file)).collect();
    sources.extend(project.packages(db).iter().map(|package| package.manifest));
    sources.sort_by_key(|file| (file.below(db), file.path(db)));
    Audit {
        assessed,
        sources,
        modelled: telling.modelled(),
        clauses: manifest::clauses(db, project),
        assumptions: assumptions(&outcome),
        workflows: if outcome.is_broken { Vec::new() } else { telling.workflows() },
        exceptions: telling.exceptions(),
        causes: telling.causes(&outcome),
        levels: set_levels(db, project),
        outcome,
    }
}

fn set_levels(db: &dyn Db, project: Project) -> Vec<SetLevel> {
    let levels = levels::levels_of(db, project);
    let rules = rules::catalogue().into_iter().chain(rules::declared_rules(db, project));
    let set = rules.filter_map(|about| Some(SetLevel { about, here: *levels.get(about.code)? }));
    let mut set: Vec<SetLevel> = set.filter(|one| one.here != one.about.severity).collect();
    set.sort_by_key(|one| one.about.code);
    set
}

fn assumptions(outcome: &Outcome) -> Vec<Assumption> {
    let mut found: Vec<Assumption> = Vec::new();
    for (at, verdict) in outcome.verdicts.iter().enumerate() {
        // What is taken for granted of everybody's behaviour is what the sentence itself says.
        if !outcome.is_broken && !verdict.mode.starts_with("even if every agent is compromised") {
            found.push(Assumption { what: verdict.mode.clone(), span: verdict.span, verdicts: vec![at] });
        }
        for one in &verdict.rests_on {
            match found.iter_mut().find(|known| known.what == one.what && known.span == one.place.span) {
                Some(known) => known.verdicts.push(at),
                None => found.push(Assumption { what: one.what.clone(), span: one.place.span, verdicts: vec![at] }),
            }
        }
    }
    found
}

/// The clauses of a credential that say what it is good for, and for how long.
const LENT: [&str; 6] = ["scope", "step-up", "audience", "ttl", "ends", "revoked"];

struct Telling<'a> {
    db: &'a dyn Db,
    project: Project,
    names: &'a Names,
    inventory: &'a Inventory,
}

impl Telling<'_> {
    /// What the user declares, in the order of the text.
    fn own(&self, sort: Sort) -> Vec<DefinitionId> {
        let is_own = |id: &DefinitionId| {
            let definition = self.names.definition(*id);
            definition.sort == sort && !is_library(self.db, self.names.module(definition.module).file)
        };
        self.names.used().map(|(id, _)| id).filter(is_own).collect()
    }

    fn modelled(&self) -> Vec<(&'static str, usize)> {
        let of_noun = |noun: &'static str| (noun, Sort::of_noun(noun).map_or(0, |sort| self.own(sort).len()));
        NOUNS.iter().map(|noun| of_noun(noun.name)).filter(|(_, count)| *count > 0).collect()
    }

    fn label(&self, id: DefinitionId) -> Option<String> {
        match self.inventory.said(id, "label")?.single() {
            Value::Text(text) => Some(text.clone()),
            _ => None,
        }
    }

    /// The clauses of some heads in a declaration, as they are written.
    fn said(&self, id: DefinitionId, heads: &[&'static str]) -> Vec<(&'static str, String, Span)> {
        let definition = self.names.definition(id);
        let statement = definition.statement(tree(self.db, self.names.module(definition.module).file));
        let clauses = statement.and_then(|statement| statement.block.as_ref()).map_or(&[][..], |block| &block.clauses);
        let mut found = Vec::new();
        for head in heads {
            for clause in clauses {
                let Clause::Statement(inner) = clause else { continue };
                if inner.head.text == *head {
                    let behind = Span { start: inner.head.span.end, ..inner.span };
                    found.push((*head, one_line(behind.file.text(self.db), behind.start, behind.end), inner.span));
                }
            }
        }
        found
    }

    fn exceptions(&self) -> Vec<ExceptionAccount> {
        const HEADS: [&str; 7] = ["owner", "accepts", "because", "requested", "approved", "expires", "compensated"];
        let in_force = exceptions::in_force(self.db, self.project);
        let account = |id: DefinitionId| {
            let definition = self.names.definition(id);
            ExceptionAccount {
                name: definition.qualified.clone(),
                label: self.label(id),
                span: definition.span,
                said: self.said(id, &HEADS),
                is_in_force: in_force.contains(&definition.span),
            }
        };
        self.own(Sort::Exception).into_iter().map(account).collect()
    }

    fn workflows(&self) -> Vec<WorkflowAccount> {
        const HEADS: [&str; 16] = [
            "purpose",
            "owner",
            "sponsor",
            "incident",
            "state",
            "started",
            "ends",
            "review",
            "reviewed",
            "stopped",
            "tier",
            "function",
            "autonomy",
            "unattended",
            "under",
            "boundary",
        ];
        let account = |reach: &WorkflowReach| {
            let definition = self.names.definition(reach.workflow);
            WorkflowAccount {
                name: definition.qualified.clone(),
                label: self.label(reach.workflow),
                span: definition.span,
                said: self.said(reach.workflow, &HEADS),
                actors: self.actors(reach.workflow),
                reach: reach.clone(),
            }
        };
        reaches(self.db, self.project).iter().map(account).collect()
    }

    fn actors(&self, workflow: DefinitionId) -> Vec<ActorAccount> {
        let base = &policy(self.db, self.project).base;
        let acts = |sort: Sort| matches!(sort, Sort::Agent | Sort::Blueprint | Sort::Service);
        let mut inside: Vec<DefinitionId> =
            self.names.inside(workflow).filter(|id| acts(self.names.definition(*id).sort)).collect();
        inside.sort_unstable();
        let account = |id: DefinitionId| {
            let definition = self.names.definition(id);
            ActorAccount {
                name: definition.qualified.clone(),
                noun: definition.sort.noun(),
                span: definition.span,
                permissions: self.permissions(base, id, workflow),
            }
        };
        inside.into_iter().map(account).collect()
    }

    /// Everything that is permitted, handed on or lent to somebody in so many words, wherever that stands.
    fn permissions(&self, base: &Base, id: DefinitionId, workflow: DefinitionId) -> Vec<PermissionAccount> {
        let actor = &self.names.definition(id).qualified;
        let mut found: BTreeMap<(&str, u32, u32), PermissionAccount> = BTreeMap::new();
        for declared in &base.facts {
            let (whom, credential) = match &declared.fact {
                DeclaredFact::Grant { actor, .. } => (actor, None),
                DeclaredFact::Delegates { to, .. } => (to, None),
                DeclaredFact::Uses { actor, credential } => (actor, self.credential(base, *credential)),
                _ => continue,
            };
            if base.principal(*whom).declared != *actor {
                continue;
            }
            let source = &base.sources[declared.source.index()];
            let key = (source.span.file.below(self.db).as_ref(), source.span.start, source.span.end);
            found.entry(key).or_insert_with(|| {
                let (end, end_span) = self.end(source.span, credential, id, workflow);
                let (text, span) = (source.text.clone(), source.span);
                let lends = credential.map(|credential| self.said(credential, &LENT)).unwrap_or_default();
                PermissionAccount { text, span, end, end_span, lends }
            });
        }
        found.into_values().collect()
    }

    /// The declaration of a credential.
    fn credential(&self, base: &Base, id: CredentialId) -> Option<DefinitionId> {
        let name = &base.credential(id).name;
        let mut all = self.names.used().filter(|(_, one)| one.sort == Sort::Credential && one.qualified == *name);
        all.next().map(|(id, _)| id)
    }

    /// What ends a permission, and where that is said if not in the permission itself: its own end, or the plan for whatever it
    /// stands in or goes by, for the actor, or for the workflow.
    fn end(
        &self,
        span: Span,
        credential: Option<DefinitionId>,
        actor: DefinitionId,
        workflow: DefinitionId,
    ) -> (End, Option<Span>) {
        let is_there = |record: &&Record| record.span == span;
        let record = self.inventory.permissions(self.names, false).find(is_there);
        let part = |name: &str| record.and_then(|record| record.field(name)).map(Value::single);
        let holder = match part("holder") {
            Some(Value::Thing(id)) => Some(*id),
            _ => self.around(span),
        };
        let name = |id: DefinitionId| self.names.definition(id).qualified.clone();
        let declared = |id: DefinitionId| Some(self.names.definition(id).span);
        let clause = |id: DefinitionId, head: &'static str| self.said(id, &[head]).first().map(|(_, _, span)| *span);
        let day = |id: DefinitionId, head: &str| match self.inventory.said(id, head).map(Value::single) {
            Some(Value::Date(day)) => Some(*day),
            _ => None,
        };
        if let Some(Value::Date(day)) = part("until") {
            return (End::Day(*day), None);
        }
        if let Some(Value::Thing(task)) = part("task") {
            return (End::Task(name(*task)), declared(*task));
        }
        if let Some(holder) = holder.filter(|id| self.names.definition(*id).sort == Sort::BreakGlass) {
            return (End::BreakGlass(name(holder)), declared(holder));
        }
        if let Some((holder, until)) = holder.and_then(|id| Some((id, day(id, "until")?))) {
            return (End::Day(until), clause(holder, "until"));
        }
        let planned = [credential, holder, Some(actor), Some(workflow)].into_iter().flatten();
        let mut planned = planned.filter_map(|id| Some((id, day(id, "ends")?)));
        match planned.next() {
            Some((id, day)) => (End::Planned { what: name(id), day }, clause(id, "ends")),
            None => (End::Nothing, None),
        }
    }

    fn causes(&self, outcome: &Outcome) -> Vec<Cause> {
        let mut causes: Vec<Cause> = Vec::new();
        let mut add = |span: Span, finding: Option<usize>, verdict: Option<usize>| {
            let own = self.cause(span);
            let at = causes.iter().position(|known| known.span == own.span).unwrap_or_else(|| {
                causes.push(own);
                causes.len() - 1
            });
            let cause = &mut causes[at];
            cause.findings.extend(finding);
            cause.verdicts.extend(verdict.filter(|verdict| cause.verdicts.last() != Some(verdict)));
        };
        for (at, finding) in outcome.findings.iter().enumerate() {
            add(finding.span, Some(at), None);
        }
        // Of a policy with errors nothing was tried out: the errors are what has to be put right.
        let open = outcome.verdicts.iter().enumerate().filter(|_| !outcome.is_broken);
        for (at, verdict) in open.filter(|(_, one)| one.status != Status::Proved) {
            let changes: Vec<Span> =
                verdict.cuts.first().into_iter().flat_map(|cut| &cut.changes).map(|change| change.place.span).collect();
            // Where nothing was found that helps, the sentence itself is what is left to look at.
            let places = if changes.is_empty() { vec![verdict.span] } else { changes };
            for place in places {
                add(place, None, Some(at));
            }
        }
        causes.sort_by_key(|cause| std::cmp::Reverse((cause.verdicts.len(), cause.findings.len())));
        causes
    }

    /// Nothing yet, for the innermost declaration around a place, or for the file if there is none.
    fn cause(&self, span: Span) -> Cause {
        let (findings, verdicts) = (Vec::new(), Vec::new());
        let Some(one) = self.around(span).map(|id| self.names.definition(id)) else {
            let name = span.file.below(self.db).to_string();
            return Cause { name, noun: "file", span: Span { start: 0, end: 0, ..span }, findings, verdicts };
        };
        Cause { name: one.qualified.clone(), noun: one.sort.noun(), span: one.span, findings, verdicts }
    }

    /// The innermost declaration around a place.
    fn around(&self, span: Span) -> Option<DefinitionId> {
        let statement = |id: DefinitionId| {
            let definition = self.names.definition(id);
            definition.statement(tree(self.db, self.names.module(definition.module).file)).map(|one| one.span)
        };
        let holds = |whole: Span| whole.file == span.file && whole.start <= span.start && span.end <= whole.end;
        let around = self.names.used().filter_map(|(id, _)| Some((id, statement(id).filter(|whole| holds(*whole))?)));
        around.min_by_key(|(_, whole)| whole.end - whole.start).map(|(id, _)| id)
    }
}
