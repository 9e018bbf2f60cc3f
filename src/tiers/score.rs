//! Which rows of a table apply to a workflow.

use crate::inventory::{Value, is_yes};
use crate::model::{AtomId, DataAtom, LeafId, Node, Permission, Question, VerbKind};
use crate::names::DefinitionId;
use crate::syntax::ast::Comparison;
use crate::tiers::audience::Audience;
use crate::tiers::table::{About, Effect, Narrowed, Row, Table};
use crate::tiers::{Around, Reach, Reason, Score};

impl Around<'_> {
    /// The rows that apply.
    pub(crate) fn scores(&self, workflow: DefinitionId, reach: &Reach, table: &Table) -> Vec<Score> {
        let applying = table.rows.iter().filter_map(|row| {
            let reason = self.applies(workflow, reach, row)?;
            Some(Score {
                row: row.text.clone(),
                tier: row.tier.map(|tier| self.tier(tier)),
                adds: row.adds,
                is_decisive: false,
                reason,
            })
        });
        let mut scores: Vec<Score> = applying.collect();
        if let (Some(reason), Some(top)) = (self.left_open(reach), table.scale.last()) {
            let (row, tier) = ("what is not known".to_owned(), Some(self.tier(*top)));
            scores.push(Score { row, tier, adds: 0, is_decisive: false, reason });
        }
        scores
    }

    /// That nobody knows what the policy gives: a workflow in which somebody acts could then do anything.
    pub(crate) fn left_open(&self, reach: &Reach) -> Option<Reason> {
        let open = self.base().open.first().filter(|_| !reach.actors.is_empty())?;
        let what = &self.base().unknowns[open.index()].what;
        Some(Reason { sentence: format!("{what}, so that it could do anything"), witness: None })
    }

    fn applies(&self, workflow: DefinitionId, reach: &Reach, row: &Row) -> Option<Reason> {
        match &row.about {
            About::Effects(effects) => self.has_effect(reach, effects),
            About::Data(classes) => {
                let meanings = classes.iter().filter_map(|class| self.policy.meanings.get(class.index()));
                let atoms = meanings.flat_map(|meaning| meaning.atoms.clone()).collect();
                self.answer(&Question::Reaches(atoms, Self::contexts(reach)))
            }
            About::Reach(word) => self.reaches_out(reach, word, row.sensitivity),
            About::Autonomy(word) => self.is_autonomous(workflow, word),
        }
    }

    fn has_effect(&self, reach: &Reach, effects: &[Effect]) -> Option<Reason> {
        let done = self.first(reach, |permission| effects.iter().any(|effect| self.is_effect(permission, *effect)));
        done.or_else(|| effects.contains(&Effect::ObtainSecret).then(|| self.obtains(reach)).flatten())
    }

    fn is_effect(&self, permission: Permission, effect: Effect) -> bool {
        match effect {
            Effect::Kind(kind, narrowed) => {
                self.kind_of(permission) == kind
                    && match narrowed {
                        Narrowed::Not => true,
                        Narrowed::Inside => !self.is_outside(permission.leaf),
                        Narrowed::Outside => self.is_outside(permission.leaf),
                        Narrowed::Irreversible => self.is_irreversible(permission),
                    }
            }
            Effect::Operation(operation) => {
                let meaning = self.policy.meanings.get(operation.index());
                meaning.and_then(|meaning| meaning.verb) == Some(permission.verb)
            }
            Effect::ObtainSecret => false,
        }
    }

    /// Whether others than the organisation's own people see what comes to a leaf.
    pub(crate) fn is_outside(&self, leaf: LeafId) -> bool {
        self.spots.of(leaf).audience == Some(Audience::Outside)
    }

    fn is_irreversible(&self, permission: Permission) -> bool {
        let declares = |(id, _): &(DefinitionId, _)| {
            self.policy.meanings.get(id.index()).and_then(|meaning| meaning.verb) == Some(permission.verb)
        };
        let declared = self.names.used().find(declares);
        declared.is_some_and(|(id, _)| self.inventory.said(id, "irreversible").is_some_and(Value::is_known))
    }

    /// A secret that somebody in the workflow holds, or can read where it lies.
    fn obtains(&self, reach: &Reach) -> Option<Reason> {
        let base = self.base();
        let is_secret = |atom: &DataAtom| matches!(atom, DataAtom::Secret(_));
        let secrets: Vec<AtomId> =
            base.atoms.iter().zip(0..).filter(|(atom, _)| is_secret(atom)).map(|(_, at)| AtomId(at)).collect();
        let credentials = (0..).take(base.credentials.len()).map(crate::model::CredentialId).collect();
        self.answer(&Question::Reaches(secrets, Self::contexts(reach)))
            .or_else(|| self.answer(&Question::Obtains(reach.actors.clone(), credentials)))
    }

    /// Something is written or sent to where an audience, or a wider one, sees it; and data of this sensitivity gets there.
    fn reaches_out(
        &self,
        reach: &Reach,
        word: &str,
        sensitivity: Option<(Comparison, DefinitionId)>,
    ) -> Option<Reason> {
        let is_told = |permission: Permission| {
            matches!(self.kind_of(permission), VerbKind::Mutate | VerbKind::Disclose)
                && self.spots.of(permission.leaf).audience.is_some_and(|audience| audience.word() == word)
        };
        let Some((comparison, level)) = sensitivity else { return self.first(reach, is_told) };
        let atoms = self.atoms(comparison, level);
        let told: Vec<LeafId> = reach
            .caused
            .iter()
            .map(|(permission, _)| *permission)
            .filter(|one| is_told(*one))
            .map(|one| one.leaf)
            .collect();
        let is_held = self.answer(&Question::Reaches(atoms.clone(), Self::contexts(reach))).is_some();
        if !is_held || told.is_empty() {
            return None;
        }
        self.answer(&Question::Reaches(atoms, told.into_iter().map(Node::Leaf).collect()))
    }

    /// The data whose level compares so.
    fn atoms(&self, comparison: Comparison, level: DefinitionId) -> Vec<AtomId> {
        let above =
            |id: DefinitionId| self.policy.meanings.get(id.index()).map(|one| one.atoms.clone()).unwrap_or_default();
        let from = above(level);
        let exactly = || {
            let next = self.next_level(level).map(above).unwrap_or_default();
            from.iter().copied().filter(|atom| !next.contains(atom)).collect::<Vec<_>>()
        };
        let is_class = |atom: &DataAtom| matches!(atom, DataAtom::Class { .. });
        let all = || self.base().atoms.iter().zip(0..).filter(|(atom, _)| is_class(atom)).map(|(_, at)| AtomId(at));
        match comparison {
            Comparison::AtLeast => from,
            Comparison::Is | Comparison::In => exactly(),
            Comparison::Greater => self.next_level(level).map(above).unwrap_or_default(),
            Comparison::Less => all().filter(|atom| !from.contains(atom)).collect(),
            Comparison::AtMost => {
                let next = self.next_level(level).map(above).unwrap_or_default();
                all().filter(|atom| !next.contains(atom)).collect()
            }
            Comparison::IsNot | Comparison::NotIn => {
                let same = exactly();
                all().filter(|atom| !same.contains(atom)).collect()
            }
        }
    }

    fn next_level(&self, level: DefinitionId) -> Option<DefinitionId> {
        let one = self.names.definition(level);
        let is_next = |other: &crate::names::Definition| {
            other.sort == one.sort
                && other.module == one.module
                && other.way == one.way
                && other.position == one.position + 1
        };
        self.names.used().find(|(_, other)| is_next(other)).map(|(id, _)| id)
    }

    /// The autonomy that a workflow says it has; and what a schedule or an event starts runs without being asked, whatever it
    /// says.
    fn is_autonomous(&self, workflow: DefinitionId, word: &str) -> Option<Reason> {
        let reason = |sentence: String| Some(Reason { sentence, witness: None });
        if self.word(workflow, "autonomy").as_deref() == Some(word) {
            return reason(format!("`{}` says that it is `{word}`", self.names.definition(workflow).qualified));
        }
        if word != "self-initiated" {
            return None;
        }
        let alone = |actor: &DefinitionId| {
            let value = self.inventory.attribute(self.names, &Value::Thing(*actor), "runs-alone");
            is_yes(&value)
        };
        let first = self.acting(workflow).find(alone)?;
        reason(format!("a schedule or an event starts `{}`", self.names.definition(first).qualified))
    }
}
