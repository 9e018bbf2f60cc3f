//! Transformers: what they rewrite, and what can come through unchanged all the same.

use std::collections::BTreeMap;

use crate::finding::Finding;
use crate::model::errors::UNEQUAL_OWNERS;
use crate::model::lower::arguments::{
    after, clause, clauses, clauses_of, enforced_by, first_paths, first_word, has, value,
};
use crate::model::lower::context::Lowering;
use crate::model::lower::individuals::agree;
use crate::model::lower::refer::DATA;
use crate::model::{AtomId, DataAtom, Leak, PrincipalId, TransformerId};
use crate::names::{DefinitionId, Sort};
use crate::syntax::ast::{Argument, Statement};

/// How much is known about a transformer, or asked of it, from little to much.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Assurance {
    Unverified,
    /// Tested; it was right in so many cases of a hundred.
    Tested(i64),
    Reviewed,
}

impl Lowering<'_> {
    /// Reads every transformer.
    pub(crate) fn add_transformers(&mut self) {
        for id in self.all(Sort::Transformer) {
            if let (Some(statement), Some(transformer)) = (self.statement(id), self.thing(id).transformer) {
                self.add_transformer(id, transformer, statement);
            }
        }
    }

    fn add_transformer(&mut self, id: DefinitionId, transformer: TransformerId, statement: &Statement) {
        let rewrites = self.rewrites(id, statement);
        let drops_taint = clauses_of(statement, "drops").any(|clause| has(&clause.arguments, "influence"));
        let assurance = self.assurance(id, statement);
        let fails_closed = match value(statement, "fails") {
            Some("closed") => true,
            Some("open") => false,
            _ => {
                let what = format!("what transformer `{}` does when it fails", self.name(id));
                self.unknown(statement.head.span, what, "lets everything through");
                false
            }
        };
        let leak = |demanded: Assurance| match assurance {
            Assurance::Unverified => Leak::Always,
            known if known >= demanded && fails_closed => Leak::Never,
            _ => Leak::OnFailure,
        };
        let mut leaks: BTreeMap<AtomId, Leak> =
            rewrites.keys().map(|atom| (*atom, leak(self.demanded(*atom)))).collect();
        if drops_taint {
            let everybody = (0..).take(self.base.principals.len()).map(PrincipalId);
            leaks.extend(everybody.map(|author| (self.taint(author), leak(Assurance::Tested(0)))));
        }
        let domains = self.domains_of(id);
        let named = enforced_by(clauses(statement));
        let enforcement = self.enforcement(self.place(id), named, &domains, &[]);
        let declared = &mut self.base.transformers[transformer.index()];
        (declared.rewrites, declared.leaks, declared.drops_taint) = (rewrites, leaks, drops_taint);
        let claim = declared.claim;
        self.base.claims[claim.index()].enforcers = enforcement.enforcers;
        self.base.claims[claim.index()].void = enforcement.void;
    }

    fn rewrites(&mut self, id: DefinitionId, statement: &Statement) -> BTreeMap<AtomId, Option<AtomId>> {
        let place = self.place(id);
        let mut rewrites = BTreeMap::new();
        for said in clauses_of(statement, "rewrites") {
            let target = after(&said.arguments, "to").unwrap_or_default();
            let becomes = match first_word(target) {
                Some("nothing" | "none") => None,
                _ => match first_paths(target).first().and_then(|path| self.refer(place, path, DATA)) {
                    Some(class) => Some(class),
                    None => continue,
                },
            };
            for atom in self.data(place, &said.arguments) {
                match becomes {
                    None => _ = rewrites.insert(atom, None),
                    Some(class) => {
                        if let Some(new) = self.rewritten(atom, class, said) {
                            rewrites.insert(atom, Some(new));
                        }
                    }
                }
            }
        }
        rewrites
    }

    /// The copy of a class that a copy of another becomes: of the same individuals.
    fn rewritten(&mut self, atom: AtomId, class: DefinitionId, said: &Statement) -> Option<AtomId> {
        let own = self.individuals_of_atoms[atom.index()].clone();
        let targets = &self.thing(class).atoms;
        let mut fitting = targets.iter().filter(|target| agree(&own, &self.individuals_of_atoms[target.index()]));
        if let (found, None) = (fitting.next().copied(), fitting.next()) {
            return found;
        }
        let message = format!("nobody could say whose the new `{}` would be", self.name(class));
        let finding = Finding::new(&UNEQUAL_OWNERS, said.span, message).here("belongs to nobody before");
        self.report(finding.help("keep both classes apart by the same individuals"));
        None
    }

    /// The data that the first argument of a declaration names: classes, levels (not those above them), selections.
    pub(crate) fn data(&mut self, place: crate::names::Place, arguments: &[Argument]) -> Vec<AtomId> {
        let mut atoms = Vec::new();
        if let Some(Argument::Selection(selection)) = arguments.first() {
            atoms.extend(self.selected_atoms(place, selection));
        }
        for id in self.refer_all(place, arguments, DATA) {
            atoms.extend(self.thing(id).atoms.iter().copied());
        }
        atoms.sort_unstable();
        atoms.dedup();
        atoms
    }

    fn assurance(&mut self, id: DefinitionId, statement: &Statement) -> Assurance {
        let said = clause(statement, "assurance");
        if said.is_some_and(|clause| self.is_to_come(&clause.arguments)) {
            return Assurance::Unverified;
        }
        if let Some(assurance) = said.and_then(|clause| assurance_in(&clause.arguments)) {
            return assurance;
        }
        let what = format!("how well transformer `{}` works", self.name(id));
        self.unknown(statement.head.span, what, "not verified");
        Assurance::Unverified
    }

    /// What a class demands of a transformer: what it says, otherwise a review for data of the highest level and a test
    /// for any other.
    fn demanded(&self, atom: AtomId) -> Assurance {
        let DataAtom::Class { class, height, .. } = self.base.atom(atom) else { return Assurance::Tested(0) };
        let definition = self.all(Sort::Class).into_iter().find(|id| self.name(*id) == class);
        let said = definition.and_then(|id| self.statement(id)).and_then(|statement| clause(statement, "demands"));
        if let Some(assurance) = said.and_then(|clause| assurance_in(&clause.arguments)) {
            return assurance;
        }
        let highest = self.class_atoms().filter_map(|atom| self.height(atom)).max();
        if highest == Some(*height) && *height > 0 { Assurance::Reviewed } else { Assurance::Tested(0) }
    }
}

fn assurance_in(arguments: &[Argument]) -> Option<Assurance> {
    match first_word(arguments)? {
        "reviewed" => Some(Assurance::Reviewed),
        "unverified" => Some(Assurance::Unverified),
        "tested" => {
            let percent = arguments.iter().find_map(|argument| match argument {
                Argument::Percent(percent) => Some(percent.value),
                _ => None,
            });
            Some(Assurance::Tested(percent.unwrap_or(0)))
        }
        _ => None,
    }
}
