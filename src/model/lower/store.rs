//! Stores: what they hold, what is copied into them, and whether they show each subject only their own.

use std::collections::BTreeSet;

use crate::model::lower::arguments::{clause, clauses, clauses_of, enforced_by, first_word, path_after};
use crate::model::lower::claims::Enforcement;
use crate::model::lower::context::{Lowering, number};
use crate::model::lower::individuals::agree;
use crate::model::lower::refer::{Needed, TRANSFORMER};
use crate::model::{AtomId, ClaimKind, DeclaredFact, LeafId, TransformerId, Trim, When};
use crate::names::{DefinitionId, Place, Sort};
use crate::syntax::ast::{Argument, Statement};

/// Kinds that hold what flows into them, and otherwise nothing.
const FILLED_BY_FLOWS: [&str; 7] = ["vault", "environment", "cache", "memory", "log", "vector-index", "queue"];

/// Whatever can be copied into a store.
const COPIED: Needed<'static> =
    Needed { sorts: &[Sort::Store, Sort::Part, Sort::Sink, Sort::Log], phrase: "a store, sink or log that is copied" };

impl Lowering<'_> {
    /// Reads every store and its parts.
    pub(crate) fn add_stores(&mut self) {
        for id in self.all(Sort::Store) {
            let Some(statement) = self.statement(id) else { continue };
            let holds = self.add_contents(id);
            if !holds && !self.kind_word(id).is_some_and(|kind| FILLED_BY_FLOWS.contains(&kind)) {
                self.assume_everything(id, statement);
            }
            self.add_copies(id, statement);
            self.add_trim(id, statement);
            self.note_unsaid_partition(id, statement);
        }
    }

    /// What a store or part says it holds, on each of its leaves; whether it or a part of it says anything.
    fn add_contents(&mut self, id: DefinitionId) -> bool {
        let Some(statement) = self.statement(id) else { return false };
        let place = self.place(id);
        let mut says = false;
        for said in clauses_of(statement, "holds") {
            match first_word(&said.arguments) {
                Some("unknown") => self.assume_everything(id, said),
                Some("none" | "nothing") => {}
                _ => {
                    let source = self.source_of(said);
                    for atom in self.data(place, &said.arguments) {
                        self.add_stored(id, atom, source);
                    }
                }
            }
            says = true;
        }
        let parts: Vec<DefinitionId> = self.names.inside(id).filter(|inner| self.sort(*inner) == Sort::Part).collect();
        for part in parts {
            says |= self.add_contents(part);
        }
        says
    }

    fn add_stored(&mut self, id: DefinitionId, atom: AtomId, source: crate::model::SourceId) {
        for leaf in self.thing(id).leaves.clone() {
            if self.can_hold(leaf, atom) {
                self.fact(DeclaredFact::Stores { leaf, atom }, When::always(), source);
            }
        }
    }

    /// A store that does not say what it holds can hold anything.
    fn assume_everything(&mut self, id: DefinitionId, statement: &Statement) {
        let what = format!("what {} `{}` holds", self.sort(id).noun(), self.name(id));
        let unknown = self.unknown(statement.head.span, what, "data of every class");
        let source = self.source_of(statement);
        for leaf in self.thing(id).leaves.clone() {
            for atom in self.class_atoms() {
                if self.can_hold(leaf, atom) {
                    self.assume(DeclaredFact::Stores { leaf, atom }, source, unknown);
                }
            }
        }
    }

    fn add_copies(&mut self, id: DefinitionId, statement: &Statement) {
        let place = self.place(id);
        for said in clauses_of(statement, "copies") {
            let through = self.through(place, &said.arguments);
            let from = self.leaves(place, &said.arguments, COPIED);
            let to = self.thing(id).leaves.clone();
            self.add_flows(&from, &to, through, said);
        }
    }

    /// Flows between copies that can belong together.
    pub(crate) fn add_flows(
        &mut self,
        from: &[LeafId],
        to: &[LeafId],
        through: Option<TransformerId>,
        said: &Statement,
    ) {
        let source = self.source_of(said);
        for one in from {
            for other in to {
                let (source_of_flow, target) =
                    (&self.individuals_of_leaves[one.index()], &self.individuals_of_leaves[other.index()]);
                if one != other && agree(source_of_flow, target) {
                    let fact = DeclaredFact::Flow { from: *one, to: *other, through };
                    self.fact(fact, When::always(), source);
                }
            }
        }
    }

    /// The transformer behind `through`.
    pub(crate) fn through(&mut self, place: Place, arguments: &[Argument]) -> Option<TransformerId> {
        let id = self.refer(place, path_after(arguments, "through")?, TRANSFORMER)?;
        self.thing(id).transformer
    }

    fn add_trim(&mut self, id: DefinitionId, statement: &Statement) {
        let said = clause(statement, "trims");
        let how = said.and_then(|clause| super::arguments::after(&clause.arguments, "by")).and_then(first_word);
        if said.is_none() || how == Some("unknown") {
            let what = format!("whether store `{}` shows each subject only their own", self.name(id));
            self.unknown(statement.head.span, what, "it shows everything");
        }
        let Some(said) = said.filter(|_| how == Some("subject")) else { return };
        let source = self.source_of(said);
        let leaves = self.thing(id).leaves.clone();
        let enforcers = enforced_by(clauses(statement))
            .map(|named| self.enforcing_principals(self.place(id), named))
            .unwrap_or_default();
        let title = format!("trimming by subject at store `{}`", self.name(id));
        let enforcement = Enforcement { enforcers, void: None };
        let claim = self.claim(title, ClaimKind::Trim, leaves.clone(), enforcement, source);
        let lagging = self.lagging(id, said);
        let ordered = self.ordered(Sort::Store);
        let store = number(ordered.iter().position(|store| *store == id).unwrap_or_default());
        for leaf in leaves {
            self.base.leaves[leaf.index()].trims = Some(Trim { claim, store, lagging: lagging.clone() });
        }
    }

    /// The class atoms whose permissions lag for longer than their class tolerates; a lag that is not known is too long.
    fn lagging(&mut self, id: DefinitionId, said: &Statement) -> BTreeSet<AtomId> {
        let lag = duration_after(&said.arguments, "lag");
        if lag.is_none() {
            let what = format!("how far the permissions at store `{}` lag behind", self.name(id));
            self.unknown(said.span, what, "for longer than any class tolerates");
        }
        let mut lagging = BTreeSet::new();
        for class in self.all(Sort::Class).into_iter().chain(self.all(Sort::Level)) {
            let tolerated = self.statement(class).and_then(|statement| clause(statement, "tolerates"));
            let tolerated = tolerated.and_then(|clause| duration_after(&clause.arguments, "lag")).unwrap_or(0);
            if lag.is_none_or(|lag| lag > tolerated) {
                lagging.extend(self.thing(class).atoms.iter().copied());
            }
        }
        lagging
    }

    fn note_unsaid_partition(&mut self, id: DefinitionId, statement: &Statement) {
        let said = clause(statement, "partitioned");
        let by = said.and_then(|clause| super::arguments::after(&clause.arguments, "by")).and_then(first_word);
        if said.is_none() || by == Some("unknown") {
            let what = format!("how store `{}` is partitioned", self.name(id));
            self.unknown(statement.head.span, what, "not at all");
        }
    }
}

fn duration_after(arguments: &[Argument], small: &str) -> Option<i64> {
    match super::arguments::after(arguments, small)?.first()? {
        Argument::Duration(seconds) => Some(seconds.value),
        _ => None,
    }
}
