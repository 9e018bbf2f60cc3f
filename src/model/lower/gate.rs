//! Gates: what they guard, who approves, and what keeps an approval from counting.

use std::collections::BTreeSet;

use crate::finding::{Finding, closest};
use crate::logic::Guard;
use crate::model::errors::{MISPLACED_CONDITION, WRONG_VALUE};
use crate::model::lower::arguments::{after, clause, clauses, clauses_of, condition, enforced_by, first_word, word};
use crate::model::lower::built_in::BuiltIn;
use crate::model::lower::condition::{Approvals, Term};
use crate::model::lower::context::Lowering;
use crate::model::lower::decided::Doing;
use crate::model::lower::permission::Wanted;
use crate::model::lower::refer::PRINCIPAL;
use crate::model::{DeclaredFact, Depth, DomainId, GateFlaw, GateId, LeafId, Permission, PrincipalId, VerbKind};
use crate::names::{DefinitionId, Place, Sort};
use crate::source::Span;
use crate::syntax::ast::{Argument, Path, Statement};

/// `approved by 2 of [ana, bo] excluding [requester]`
pub(crate) struct Approval<'a> {
    /// How many are needed; at least 1, and no more than can be told apart.
    pub(crate) quorum: u32,
    /// Whoever may approve.
    pub(crate) who: &'a [Argument],
    /// Who may not.
    pub(crate) excluding: Vec<&'a Path>,
}

impl<'a> Approval<'a> {
    /// What a gate says of its approvals.
    pub(crate) fn of(statement: &'a Statement) -> Option<Self> {
        let arguments = after(&clause(statement, "approved")?.arguments, "by")?;
        let (quorum, who) = match arguments {
            [Argument::Number(count), of, who @ ..] if word(of) == Some("of") => {
                (u32::try_from(count.value).unwrap_or(u32::MAX).clamp(1, LARGEST_QUORUM), who)
            }
            who => (1, who),
        };
        let excluding = after(arguments, "excluding").unwrap_or_default();
        let excluding = excluding.iter().flat_map(Argument::paths).collect();
        Some(Self { quorum, who: who.get(..1).unwrap_or_default(), excluding })
    }
}

/// The most approvals that a gate can ask for: as many approvers, and one more, are told apart.
const LARGEST_QUORUM: u32 = 16;

/// Whoever can be excluded from approving.
const EXCLUDABLE: [&str; 4] = ["requester", "author", "owner", "subject"];

impl Lowering<'_> {
    /// Reads every gate.
    pub(crate) fn add_gates(&mut self) {
        for id in self.all(Sort::Gate) {
            if let (Some(statement), Some(gate)) = (self.statement(id), self.thing(id).gate) {
                self.add_gate(id, gate, statement);
            }
        }
    }

    fn add_gate(&mut self, id: DefinitionId, gate: GateId, statement: &Statement) {
        let place = self.place(id);
        let guarded = self.guarded(id, statement);
        let mut flaws = Vec::new();
        if let Some(said) = clause(statement, "approved").filter(|said| first_word(&said.arguments) == Some("unknown"))
        {
            self.leave_open(said.span, "`approved`", "is not known");
        }
        if let Some(approval) = Approval::of(statement) {
            self.add_approvers(place, gate, statement, &approval);
        }
        let declared = self.base.gate(gate);
        if !declared.is_independent() {
            flaws.push(GateFlaw::NotIndependent);
        }
        // Too few approvers are as good as none.
        if declared.approvers.len() < declared.quorum as usize {
            flaws.push(GateFlaw::NoApprover);
        }
        let renderers = self.renderers(id, statement);
        if self.is_narrated(id, statement, &renderers) {
            flaws.push(GateFlaw::AgentNarrated);
        }
        let opens = self.opens_on_timeout(id, statement);
        if opens {
            flaws.push(GateFlaw::OpensOnTimeout);
        }
        let domains: Vec<DomainId> =
            guarded.first().map_or_else(Vec::new, |(permission, _)| self.base.leaf(permission.leaf).domains.clone());
        let mut enforcement = self.enforcement(place, enforced_by(clauses(statement)), &domains, &[]);
        if let Some(agent) = enforcement.enforcers.iter().find(|enforcer| self.base.is_agent(**enforcer)) {
            let name = &self.base.principal(*agent).name;
            enforcement.void = Some(format!("`{name}` enforces it, and is an agent itself"));
        }
        if enforcement.void.is_some() {
            flaws.push(GateFlaw::NotEnforced);
        }
        if opens {
            enforcement.void.get_or_insert_with(|| "it lets through when nobody answers".to_owned());
        }
        // Whoever commands what the approvers see decides what they approve.
        for renderer in renderers {
            if !enforcement.enforcers.contains(&renderer) {
                enforcement.enforcers.push(renderer);
            }
        }
        let claim = self.base.gate(gate).claim;
        self.base.claims[claim.index()].enforcers = enforcement.enforcers;
        self.base.claims[claim.index()].void = enforcement.void;
        flaws.sort_unstable();
        let declared = &mut self.base.gates[gate.index()];
        (declared.guards, declared.flaws) = (guarded, flaws);
    }

    /// Approvers are granted what they need to approve.
    fn add_approvers(&mut self, place: Place, gate: GateId, statement: &Statement, approval: &Approval<'_>) {
        let approvers = self.who(place, approval.who, PRINCIPAL);
        self.check_excluded(approval);
        self.check_quorum(statement);
        let source = self.source_of_clause(statement, "approved");
        let permission = Permission { verb: self.own_verb(VerbKind::Approve), leaf: self.base.gate(gate).leaf };
        for actor in &approvers {
            let fact = DeclaredFact::Grant { actor: *actor, permission, depth: Depth::Unlimited };
            self.fact(fact, crate::model::When::always(), source);
        }
        let declared = &mut self.base.gates[gate.index()];
        declared.approvers = approvers;
        declared.quorum = approval.quorum;
        let excludes = |word: &str| approval.excluding.iter().any(|one| one.text() == word);
        (declared.excludes_requester, declared.excludes_author) = (excludes("requester"), excludes("author"));
    }

    fn check_quorum(&mut self, statement: &Statement) {
        let said = clause(statement, "approved").and_then(|clause| after(&clause.arguments, "by"));
        let Some([Argument::Number(count), ..]) = said else { return };
        if !(1..=i64::from(LARGEST_QUORUM)).contains(&count.value) {
            let message = format!("a gate asks for 1 to {LARGEST_QUORUM} approvals");
            self.report(Finding::new(&WRONG_VALUE, count.span, message).here("not as many"));
        }
    }

    fn check_excluded(&mut self, approval: &Approval<'_>) {
        for path in &approval.excluding {
            let text = path.text();
            if EXCLUDABLE.contains(&text.as_str()) {
                continue;
            }
            let finding = Finding::new(&WRONG_VALUE, path.span, format!("`{text}` can not be excluded from approving"))
                .here("not one of those who can");
            self.report(match closest(&text, EXCLUDABLE) {
                Some(near) => finding.help(format!("did you mean `{near}`?")).replace(
                    format!("write `{near}`"),
                    path.span,
                    near.to_owned(),
                ),
                None => finding.help("exclude `requester`, `author`, `owner` or `subject`"),
            });
        }
    }

    fn guarded(&mut self, id: DefinitionId, statement: &Statement) -> Vec<(Permission, Guard)> {
        let place = self.place(id);
        let mut guarded = Vec::new();
        for said in clauses_of(statement, "guards") {
            let Some(wanted) = Wanted::of_arguments(&said.arguments) else { continue };
            let expanded = self.expand(place, &wanted);
            let unfit = Approvals::Unfit("leave it out: the gate itself is the approval");
            let terms = match condition(&said.arguments) {
                Some(condition) => self.condition(place, condition, &expanded.parameters, unfit),
                None => Some(vec![Term::always()]),
            };
            let Some(terms) = terms else { continue };
            if self.mentions(&terms, &[BuiltIn::Tier, BuiltIn::Autonomy]) {
                self.report_about_actor(said);
                continue;
            }
            for permission in expanded.permissions {
                let guard = self.guarded_when(&terms, permission.leaf, said.span);
                if !guard.is_never() {
                    guarded.push((permission, guard));
                }
            }
        }
        guarded
    }

    /// When a gate guards a leaf. Where it is not known whether it does, it does.
    fn guarded_when(&mut self, terms: &[Term], leaf: LeafId, span: Span) -> Guard {
        let doing = Doing::permitted(Some(leaf), None);
        let mut guard = Guard::never();
        for term in terms {
            let condition = self.at_leaf(term, leaf);
            let Some(decided) = condition.and_then(|condition| self.decided(&condition, doing)) else { continue };
            if let Some(unsaid) = decided.unsaid {
                self.leave_open(span, &unsaid, "is not known");
            }
            guard.add(decided.condition);
        }
        guard
    }

    fn report_about_actor(&mut self, said: &Statement) {
        let message = "a gate guards whoever asks, so that their workflow can not be asked for";
        let finding = Finding::new(&MISPLACED_CONDITION, said.span, message).here("asks for `tier` or `autonomy`");
        self.report(finding.help("write `approved(GATE)` behind the `when` of the permissions that are meant"));
    }

    /// The parameters that change the effect of these permissions: those of their operations, and those of the entries
    /// that perform them, unless they are incidental.
    fn significant_parameters(&self, permissions: &[Permission]) -> BTreeSet<String> {
        let verbs: BTreeSet<_> = permissions.iter().map(|permission| permission.verb).collect();
        let performing = permissions.iter().filter_map(|permission| self.performing.get(permission));
        let performing: BTreeSet<DefinitionId> = performing.flatten().copied().collect();
        let of_these = self.all(Sort::Parameter).into_iter().filter(|id| {
            self.definition(*id).parent.is_some_and(|parent| {
                let verb = self.thing(parent).verb;
                verb.is_some_and(|verb| verbs.contains(&verb)) || performing.contains(&parent)
            })
        });
        let significant = of_these.filter(|id| {
            self.statement(*id).is_none_or(|statement| !super::arguments::has(&statement.arguments, "incidental"))
        });
        significant.map(|id| self.definition(id).name.clone()).collect()
    }

    /// Whether an approval can end up approving something else than was looked at.
    ///
    /// An approval is bound if it can be used only once and names every parameter that makes a difference. Operations
    /// that change or disclose something always have contents, whether or not a parameter is declared for them, so a gate
    /// that binds nothing at all is unbound unless everything it guards is of another kind and has no such parameter.
    /// Looks at what the approvals of each gate are for: what it guards, and what asks for it by a `when`.
    pub(crate) fn bind_gates(&mut self) {
        for id in self.all(Sort::Gate) {
            let (Some(statement), Some(gate)) = (self.statement(id), self.thing(id).gate) else { continue };
            let guarded = self.base.gate(gate).guards.iter().map(|(permission, _)| *permission);
            let permissions: BTreeSet<Permission> = guarded.chain(self.asked_by_when(gate)).collect();
            let permissions: Vec<Permission> = permissions.into_iter().collect();
            if self.is_unbound(id, statement, &permissions) {
                let flaws = &mut self.base.gates[gate.index()].flaws;
                flaws.push(GateFlaw::Unbound);
                flaws.sort_unstable();
            }
        }
    }

    /// The permissions that an approval of a gate is a condition of.
    fn asked_by_when(&self, gate: GateId) -> impl Iterator<Item = Permission> {
        self.base.facts.iter().filter_map(move |declared| {
            let mut approvals = declared.when.alternatives.iter().flat_map(|one| &one.approvals);
            let is_asked = approvals.any(|(asked, _)| *asked == gate);
            match declared.fact {
                DeclaredFact::Grant { permission, .. }
                | DeclaredFact::Delegates { permission, .. }
                | DeclaredFact::Performs { permission, .. }
                    if is_asked =>
                {
                    Some(permission)
                }
                _ => None,
            }
        })
    }

    fn is_unbound(&mut self, id: DefinitionId, statement: &Statement, permissions: &[Permission]) -> bool {
        let said = clause(statement, "binds");
        let bound: BTreeSet<String> = said
            .iter()
            .flat_map(|clause| clause.arguments.iter().flat_map(Argument::paths))
            .map(Path::text)
            .filter(|name| name != "none" && name != "unknown")
            .collect();
        let is_known = said.is_some_and(|clause| first_word(&clause.arguments) != Some("unknown"));
        if !is_known {
            self.unknown(statement.head.span, format!("what gate `{}` binds", self.name(id)), "nothing");
        }
        let has_contents = permissions.iter().any(|permission| {
            matches!(self.base.kind(permission.verb), VerbKind::Mutate | VerbKind::Disclose | VerbKind::Transform)
        });
        let is_single_use = clauses_of(statement, "single-use")
            .any(|clause| !matches!(first_word(&clause.arguments), Some("no" | "unknown")));
        !is_single_use
            || !self.significant_parameters(permissions).is_subset(&bound)
            || (bound.is_empty() && has_contents)
    }

    /// Whether the approver sees what an agent wrote.
    fn is_narrated(&mut self, id: DefinitionId, statement: &Statement, renderers: &[PrincipalId]) -> bool {
        let said = clause(statement, "renders");
        match said.and_then(|clause| first_word(&clause.arguments)) {
            Some("canonical") => {}
            Some("agent-text") => return true,
            _ => {
                self.unknown(
                    statement.head.span,
                    format!("what gate `{}` shows", self.name(id)),
                    "what an agent wrote",
                );
                return true;
            }
        }
        renderers.iter().any(|one| self.base.is_agent(*one))
    }

    /// What shows the approvers what they approve.
    fn renderers(&mut self, id: DefinitionId, statement: &Statement) -> Vec<PrincipalId> {
        let said = clause(statement, "renders").and_then(|clause| after(&clause.arguments, "by"));
        said.map(|by| self.who(self.place(id), by, PRINCIPAL)).unwrap_or_default()
    }

    fn opens_on_timeout(&mut self, id: DefinitionId, statement: &Statement) -> bool {
        match clause(statement, "timeout").and_then(|clause| first_word(&clause.arguments)) {
            Some("deny" | "escalate") => false,
            Some("allow") => true,
            _ => {
                let what = format!("what gate `{}` does when nobody answers", self.name(id));
                self.unknown(statement.head.span, what, "lets through");
                true
            }
        }
    }
}
