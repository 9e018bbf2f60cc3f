//! What is known while a policy is read.

use std::collections::{BTreeMap, BTreeSet};

use rustc_hash::FxHashMap;

use crate::finding::Finding;
use crate::model::lower::arguments::clause;
use crate::model::lower::atoms::Sections;
use crate::model::lower::individuals::Individuals;
use crate::model::lower::runs::Started;
use crate::model::lower::vocabulary::Attributes;
use crate::model::{
    AtomId, Base, Between, Boundary, CredentialId, Declared, DeclaredFact, DomainId, EntryId, GateId, LeafId,
    Permission, Policy, PrincipalId, Source, SourceId, TransformerId, Unknown, UnknownId, VerbId, VerbKind, When,
};
use crate::names::{Definition, DefinitionId, Names, Place, Sort};
use crate::source::{Db, File, Project, Span};
use crate::syntax::ast::{Argument, Statement};

/// What a definition stands for in the universe.
#[derive(Clone, Debug, Default)]
pub(crate) struct Thing {
    /// Its instances as principals; of a team its members, of a workflow its agents.
    pub(crate) principals: Vec<PrincipalId>,
    /// All leaves of the resource.
    pub(crate) leaves: Vec<LeafId>,
    /// What calling it calls.
    pub(crate) entries: Vec<EntryId>,
    /// The data of a class or level, without the levels above it.
    pub(crate) atoms: Vec<AtomId>,
    /// The credential, or one for each instance of its subject.
    pub(crate) credentials: Vec<CredentialId>,
    pub(crate) domain: Option<DomainId>,
    pub(crate) gate: Option<GateId>,
    pub(crate) transformer: Option<TransformerId>,
    pub(crate) verb: Option<VerbId>,
}

/// A policy in the making.
pub(crate) struct Lowering<'a> {
    pub(crate) db: &'a dyn Db,
    pub(crate) names: &'a Names,
    /// The as-of date, in days since 1970-01-01.
    pub(crate) as_of: i64,
    pub(crate) base: Base,
    pub(crate) findings: Vec<Finding>,
    pub(crate) attributes: Attributes,
    /// By principal.
    pub(crate) individuals_of_principals: Vec<Individuals>,
    /// By leaf.
    pub(crate) individuals_of_leaves: Vec<Individuals>,
    /// The declarations of the domains, by number.
    pub(crate) domains: Vec<DefinitionId>,
    /// By class atom.
    pub(crate) individuals_of_atoms: Vec<Individuals>,
    pub(crate) sections: Sections,
    /// By leaf, the dimensions over which its store is partitioned.
    pub(crate) partitions: Vec<BTreeSet<String>>,
    /// The entries that perform a permission, as far as they say.
    pub(crate) performing: BTreeMap<Permission, BTreeSet<DefinitionId>>,
    /// Between whom delegations and the rules about them are.
    pub(crate) between: BTreeMap<DefinitionId, Between>,
    /// What workflows are meant to do.
    pub(crate) boundaries: BTreeMap<DefinitionId, Boundary>,
    /// The principals for whom there are fresh credentials.
    pub(crate) minted: BTreeSet<String>,
    /// What starts agents without anybody's call.
    pub(crate) started: Started,
    /// Whether something counts from a later day on.
    pub(crate) waits_for_a_day: bool,
    /// The agents of which nobody says what starts them.
    pub(crate) unsaid_starts: BTreeMap<PrincipalId, UnknownId>,
    statements: Vec<Option<&'a Statement>>,
    by_sort: BTreeMap<Sort, Vec<DefinitionId>>,
    files: FxHashMap<File, u32>,
    unknowns: BTreeMap<(u32, u32, u32, String), UnknownId>,
    things: Vec<Thing>,
    sources: BTreeMap<(u32, u32, u32), SourceId>,
}

impl<'a> Lowering<'a> {
    pub(crate) fn new(db: &'a dyn Db, project: Project, minted: BTreeSet<String>) -> Self {
        let names = crate::names::names(db, project);
        let statement = |definition: &Definition| {
            definition.statement(crate::syntax::tree(db, names.module(definition.module).file))
        };
        let mut by_sort: BTreeMap<Sort, Vec<DefinitionId>> = BTreeMap::new();
        for (id, definition) in names.used() {
            by_sort.entry(definition.sort).or_default().push(id);
        }
        Self {
            db,
            names,
            as_of: *project.as_of(db),
            base: Base::default(),
            findings: Vec::new(),
            attributes: Attributes::default(),
            individuals_of_principals: Vec::new(),
            individuals_of_leaves: Vec::new(),
            domains: Vec::new(),
            individuals_of_atoms: Vec::new(),
            sections: Sections::default(),
            partitions: Vec::new(),
            performing: BTreeMap::new(),
            between: BTreeMap::new(),
            boundaries: BTreeMap::new(),
            minted,
            started: Started::new(),
            waits_for_a_day: false,
            unsaid_starts: BTreeMap::new(),
            statements: names.definitions.iter().map(statement).collect(),
            by_sort,
            files: names.modules.iter().map(|module| module.file).zip(0..).collect(),
            unknowns: BTreeMap::new(),
            things: vec![Thing::default(); names.definitions.len()],
            sources: BTreeMap::new(),
        }
    }

    /// Numbers everything there is.
    pub(crate) fn lay_out(&mut self) {
        self.lay_out_vocabulary();
        self.lay_out_operations();
        self.lay_out_principals();
        self.lay_out_domains();
        self.lay_out_credentials();
        self.lay_out_leaves();
        self.lay_out_atoms();
    }

    /// Reads what is said about it.
    pub(crate) fn add_facts(&mut self) {
        self.add_entries();
        self.add_gates();
        self.add_transformers();
        self.add_agents();
        self.add_stores();
        self.add_sinks();
        self.add_models_and_logs();
        self.add_credentials();
        self.add_actors();
        self.add_access();
        self.add_break_glass();
        self.add_delegations();
        self.add_starts();
        self.doubt_absent_givers();
        self.add_steps();
        self.add_undescribed_services();
        self.bind_gates();
        self.mark_session_subjects();
        self.check_references();
    }

    /// The policy.
    pub(crate) fn finish(mut self) -> Policy {
        let mut properties = self.properties();
        let mut tests = self.policy_tests();
        self.widen_windows(&mut properties, &mut tests);
        self.bound_runs(&mut properties);
        self.put_in_order();
        let mut findings = self.names.findings.clone();
        findings.append(&mut self.findings);
        let place = |finding: &Finding| {
            let span = finding.span;
            (self.file(span), span.start, span.end, finding.about.code)
        };
        findings.sort_by_key(place);
        findings.dedup_by(|a, b| place(a) == place(b));
        let time_dependent = self.waits_for_a_day || is_time_dependent(&self.base, &findings);
        self.base.open.sort_unstable();
        self.base.open.dedup();
        let all = (0..number(self.names.definitions.len())).map(DefinitionId);
        let meanings = all.map(|id| self.meaning(id)).collect();
        let Self { base, between, boundaries, .. } = self;
        Policy { base, meanings, between, boundaries, properties, tests, time_dependent, findings }
    }

    /// The definitions of a sort, in the order of the text.
    pub(crate) fn all(&self, sort: Sort) -> Vec<DefinitionId> {
        self.by_sort.get(&sort).cloned().unwrap_or_default()
    }

    pub(crate) fn definition(&self, id: DefinitionId) -> &'a Definition {
        self.names.definition(id)
    }

    pub(crate) fn sort(&self, id: DefinitionId) -> Sort {
        self.definition(id).sort
    }

    /// The full name.
    pub(crate) fn name(&self, id: DefinitionId) -> &'a str {
        &self.definition(id).qualified
    }

    pub(crate) fn statement(&self, id: DefinitionId) -> Option<&'a Statement> {
        self.statements[id.index()]
    }

    pub(crate) fn thing(&self, id: DefinitionId) -> &Thing {
        &self.things[id.index()]
    }

    pub(crate) fn thing_mut(&mut self, id: DefinitionId) -> &mut Thing {
        &mut self.things[id.index()]
    }

    /// The inside of a definition's block, as a place to look names up from.
    pub(crate) fn place(&self, id: DefinitionId) -> Place {
        Place { module: self.definition(id).module, block: Some(id) }
    }

    /// The place of a file among the modules.
    fn file(&self, span: Span) -> u32 {
        self.files.get(&span.file).copied().unwrap_or(u32::MAX)
    }

    /// The number of a place in the text; the text itself is kept in one line, blocks left out.
    pub(crate) fn source(&mut self, span: Span, block: Option<Span>) -> SourceId {
        let key = (self.file(span), span.start, span.end);
        if let Some(known) = self.sources.get(&key) {
            return *known;
        }
        let id = SourceId(number(self.base.sources.len()));
        let shown = block.map_or(span, |block| Span { end: block.start.max(span.start), ..span });
        let text = one_line(self.db, shown);
        self.base.sources.push(Source { span, text });
        self.sources.insert(key, id);
        id
    }

    /// The place of a declaration or clause.
    pub(crate) fn source_of(&mut self, statement: &Statement) -> SourceId {
        self.source(statement.span, statement.block.as_ref().map(|block| block.span))
    }

    /// The place of the first clause with a head, or of the declaration where there is none.
    pub(crate) fn source_of_clause(&mut self, statement: &Statement, head: &str) -> SourceId {
        let found = clause(statement, head).unwrap_or(statement);
        self.source_of(found)
    }

    /// The place of a definition.
    pub(crate) fn source_of_definition(&mut self, id: DefinitionId) -> SourceId {
        match self.statement(id) {
            Some(statement) => self.source_of(statement),
            None => self.source(self.definition(id).span, None),
        }
    }

    /// Whether what a clause says was done has a day that is still to come: then nobody has done it yet.
    pub(crate) fn is_to_come(&mut self, arguments: &[Argument]) -> bool {
        let is_later = |part: &Argument| matches!(part, Argument::Date(day) if day.value > self.as_of);
        let is_to_come = arguments.iter().any(is_later);
        self.waits_for_a_day |= is_to_come;
        is_to_come
    }

    /// Writes down a value that is not known.
    pub(crate) fn unknown(&mut self, span: Span, what: impl Into<String>, taken_as: &str) -> UnknownId {
        let what = what.into();
        let key = (self.file(span), span.start, span.end, what.clone());
        let next = UnknownId(number(self.base.unknowns.len()));
        let id = *self.unknowns.entry(key).or_insert(next);
        if id == next {
            self.base.unknowns.push(Unknown { span, what, taken_as: taken_as.to_owned() });
        }
        id
    }

    pub(crate) fn report(&mut self, finding: Finding) {
        self.findings.push(finding);
    }

    pub(crate) fn fact(&mut self, fact: DeclaredFact, when: When, source: SourceId) {
        self.base.facts.push(Declared { fact, when, source, assumed: None });
    }

    pub(crate) fn assume(&mut self, fact: DeclaredFact, source: SourceId, unknown: UnknownId) {
        self.base.facts.push(Declared { fact, when: When::always(), source, assumed: Some(unknown) });
    }

    /// The operation that has the name of its kind.
    pub(crate) fn own_verb(&self, kind: VerbKind) -> VerbId {
        let is_own = |verb: &crate::model::Verb| verb.kind == kind && verb.name == kind.word();
        VerbId(number(self.base.verbs.iter().position(is_own).unwrap_or_default()))
    }

    /// The principals whose credentials somebody may mint.
    pub(crate) fn minted(&self) -> BTreeSet<String> {
        let permissions = self.base.facts.iter().filter_map(|declared| permission_in(&declared.fact));
        let minting = permissions.filter(|permission| self.base.kind(permission.verb) == VerbKind::Mint);
        let principals = minting.filter_map(|permission| self.base.leaf(permission.leaf).principal);
        principals.map(|id| self.base.principal(id).name.clone()).collect()
    }
}

fn permission_in(fact: &DeclaredFact) -> Option<Permission> {
    match fact {
        DeclaredFact::Grant { permission, .. }
        | DeclaredFact::Delegates { permission, .. }
        | DeclaredFact::Performs { permission, .. } => Some(*permission),
        _ => None,
    }
}

/// The text of a span with every stretch of white space as one blank.
pub(crate) fn one_line(db: &dyn Db, span: Span) -> String {
    let text = span.file.text(db);
    let text = text.get(span.start as usize..span.end as usize).unwrap_or_default();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// A count as a number.
pub(crate) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// Whether something ended before the as-of date, or has yet to end.
fn is_time_dependent(base: &Base, findings: &[Finding]) -> bool {
    let is_date = |variable| base.vocabulary.variable(variable).domain == crate::logic::Domain::Date;
    let conditions = base.facts.iter().flat_map(|declared| &declared.when.alternatives);
    let mut constraints = conditions.flat_map(|alternative| alternative.condition.constraints());
    let ended = &crate::model::errors::ENDED_GRANT;
    constraints.any(|(variable, _)| is_date(*variable)) || findings.iter().any(|finding| finding.about == ended)
}
