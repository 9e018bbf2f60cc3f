//! Through a tree, with what the catalogue says about each place.

use std::collections::BTreeMap;

use crate::ide::mentions::{Mention, Target};
use crate::names::{DefinitionId, ModuleId, Names, Place, Sort, Space};
use crate::source::Span;
use crate::syntax::ast::{
    Action, Argument, Bare, Bound, Clause, Fact, Logic, Modifier, Opening, Party, PartyKind, Path, Permission,
    PermissionClause, Resources, Sentence, Statement, Tree, Use,
};
use crate::syntax::{Capture, captures};
use crate::vocabulary::{self, Found, Inside, Part, RECORD, Target as Needed};

/// The spaces of what can be meant where anything can.
const ANYTHING: [Space; 6] =
    [Space::Things, Space::Operations, Space::Tiers, Space::Purposes, Space::Statements, Space::Steps];

/// A walk through one file.
pub(crate) struct Walk<'a> {
    names: &'a Names,
    /// What each statement declares first, by the way to it.
    declared: BTreeMap<&'a [u32], DefinitionId>,
    pub(crate) place: Place,
    /// What the conditions of the declaration are about.
    pub(crate) asks: Asks,
    pub(crate) found: Vec<Mention>,
}

/// What conditions are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Asks {
    /// One request: its attributes are compared with values.
    Request,
    /// The policy: attributes of what is declared are compared with anything.
    Policy,
}

impl<'a> Walk<'a> {
    pub(crate) fn new(names: &'a Names, module: ModuleId, declared: BTreeMap<&'a [u32], DefinitionId>) -> Self {
        let place = Place { module, block: None };
        Self { names, declared, place, asks: Asks::Request, found: Vec::new() }
    }

    pub(crate) fn tree(&mut self, tree: &Tree) {
        for import in &tree.uses {
            self.import(import);
        }
        for (item, number) in tree.items.iter().zip(0..) {
            self.statement(item, Inside::Declarations, &mut vec![number]);
        }
        // The names that are declared, several on one line included.
        let of_module = self.names.definitions.iter().zip(0..);
        for (definition, number) in of_module.filter(|(definition, _)| definition.module == self.place.module) {
            let target = Target::Definition(DefinitionId(number));
            self.found.push(Mention { span: definition.span, target, is_declaration: true });
        }
    }

    fn import(&mut self, import: &Use) {
        let name = import.module.text();
        let imports = &self.names.module(self.place.module).imports;
        let Some(target) = imports.iter().find(|known| known.name == name).map(|known| known.module) else { return };
        self.add(import.module.span, Target::Module(target));
        if let Bare::Names(words) = &import.bare {
            for word in words {
                for space in Space::ALL {
                    let key = (space, word.text.clone());
                    if let Some(id) = self.names.module(target).top.get(&key) {
                        self.add(word.span, Target::Definition(*id));
                    }
                }
            }
        }
    }

    fn add(&mut self, span: Span, target: Target) {
        self.found.push(Mention { span, target, is_declaration: false });
    }

    fn statement(&mut self, statement: &Statement, inside: Inside, way: &mut Vec<u32>) {
        let about = vocabulary::find(inside, &statement.head.text);
        match about {
            Some(Found::Noun(noun)) => {
                let before = (self.place, self.asks);
                if let Some(id) = self.declared.get(way.as_slice()) {
                    self.place.block = Some(*id);
                }
                if matches!(noun.name, "rule" | "test" | "tiers" | "tier") {
                    self.asks = Asks::Policy;
                }
                self.captured(captures(statement, noun.header), noun.name);
                self.block(statement, Inside::Noun(noun), way);
                (self.place, self.asks) = before;
            }
            Some(Found::Clause(clause)) => {
                self.captured(captures(statement, clause.form), clause.head);
                self.block(statement, clause.inside, way);
            }
            None => {}
        }
    }

    fn block(&mut self, statement: &Statement, inside: Inside, way: &mut Vec<u32>) {
        let clauses = statement.block.as_ref().map_or(&[][..], |block| &block.clauses);
        // What a test adds is no declaration of the project.
        let is_declared = matches!(inside, Inside::Noun(_));
        for (clause, number) in clauses.iter().zip(0..) {
            way.push(if is_declared { number } else { u32::MAX });
            self.clause(clause, inside, way);
            way.pop();
        }
    }

    fn clause(&mut self, clause: &Clause, inside: Inside, way: &mut Vec<u32>) {
        match clause {
            Clause::Statement(inner) => self.statement(inner, inside, way),
            Clause::Permission(permission) => self.permission_clause(permission, way),
            Clause::Sentence(sentence) => self.sentence(sentence),
            Clause::Logic(line) => match &line.what {
                Logic::ForEvery(binding, condition) => self.every(binding, condition.as_ref()),
                Logic::Condition(condition) => self.condition(condition),
                Logic::Finding(_, rule, on) => {
                    self.path(rule, &[Space::Statements]);
                    self.paths(on, &ANYTHING);
                }
                Logic::Sentence(sentence) => self.sentence(sentence),
                Logic::Fact(fact, bounds) => {
                    self.fact(fact);
                    self.bounds(bounds);
                }
            },
        }
    }

    fn captured(&mut self, captures: Vec<Capture<'_>>, head: &str) {
        for capture in captures {
            match capture.part {
                Part::Name(target) | Part::Names(target) | Part::Who(target) | Part::Order(target) => {
                    let spaces = spaces(*target);
                    capture.arguments.iter().for_each(|argument| self.argument(argument, &spaces));
                }
                // What an approval binds can also be no parameter, but what is shown: `diff`.
                Part::Words(target) if target.phrase == "a parameter" || head == "binds" => {
                    for path in capture.arguments.iter().flat_map(Argument::paths) {
                        self.parameter(path);
                    }
                }
                Part::Words(target) => {
                    let spaces: &[Space] = match head {
                        "accepts" | "requires" | "evidence" => &[Space::Statements],
                        _ if target.phrase.contains("dimensions") => &[Space::Attributes],
                        _ => continue,
                    };
                    capture.arguments.iter().for_each(|argument| self.argument(argument, spaces));
                }
                Part::Permission => {
                    if let [operations, _, resources] = capture.arguments {
                        self.argument(operations, &[Space::Operations]);
                        self.argument(resources, &[Space::Things]);
                    }
                }
                Part::When => capture.arguments.iter().for_each(|argument| self.argument(argument, &[])),
                _ => {}
            }
        }
    }

    /// Names in an argument, each in the first of the spaces in which it stands for something.
    pub(crate) fn argument(&mut self, argument: &Argument, spaces: &[Space]) {
        match argument {
            Argument::Path(path) => self.path(path, spaces),
            Argument::List(items, _) => items.iter().for_each(|item| self.argument(item, spaces)),
            Argument::Selection(selection) => self.selection(selection),
            Argument::When(condition) => self.condition(condition),
            _ => {}
        }
    }

    pub(crate) fn paths(&mut self, paths: &[Path], spaces: &[Space]) {
        for path in paths {
            self.path(path, spaces);
        }
    }

    pub(crate) fn path(&mut self, path: &Path, spaces: &[Space]) {
        _ = self.stands_for(path, spaces);
    }

    /// Adds what a path stands for; whether it stands for something.
    pub(crate) fn stands_for(&mut self, path: &Path, spaces: &[Space]) -> bool {
        let found = spaces.iter().find_map(|space| self.names.resolve(self.place, path, *space).ok());
        let Some(id) = found else { return false };
        let mut next = Some(id);
        for (at, word) in path.segments.iter().enumerate().rev() {
            let Some(own) = next else {
                let whole = path.segments.first().map_or(word.span, |first| first.span.to(word.span));
                self.add(whole, Target::Module(self.names.definition(id).module));
                break;
            };
            let definition = self.names.definition(own);
            // The dots of a purpose belong to its name.
            if definition.sort == Sort::Purpose {
                let length = definition.name.split('.').count();
                let first = path.segments.get((at + 1).saturating_sub(length)).map_or(path.span, |it| it.span);
                self.add(first.to(word.span), Target::Definition(own));
                break;
            }
            self.add(word.span, Target::Definition(own));
            next = definition.parent;
        }
        true
    }

    /// Adds the parameters of a name, wherever they are declared: they are one attribute. Whether there are any.
    pub(crate) fn parameter(&mut self, path: &Path) -> bool {
        let [word] = path.segments.as_slice() else { return false };
        let found = parameters(self.names, &word.text);
        for id in &found {
            self.add(word.span, Target::Definition(*id));
        }
        !found.is_empty()
    }

    fn permission_clause(&mut self, clause: &PermissionClause, way: &mut Vec<u32>) {
        self.action(&clause.action);
        for modifier in &clause.modifiers {
            match modifier {
                Modifier::When(condition) | Modifier::Unless(condition) => self.condition(condition),
                Modifier::During(path) => self.path(path, &[Space::Things]),
                Modifier::Until(_) | Modifier::Delegable(..) => {}
            }
        }
        for inner in clause.block.iter().flat_map(|block| &block.clauses) {
            self.clause(inner, Inside::Clauses(&RECORD), way);
        }
    }

    fn action(&mut self, action: &Action) {
        match action {
            Action::On(permissions) => {
                for permission in permissions {
                    self.permission(permission);
                }
            }
            Action::Call(paths) | Action::Spawn(paths) | Action::Hold(paths) => self.paths(paths, &[Space::Things]),
        }
    }

    fn permission(&mut self, permission: &Permission) {
        self.paths(&permission.operations, &[Space::Operations]);
        match &permission.resources {
            Resources::Names(paths) => self.paths(paths, &[Space::Things]),
            Resources::Any(selection) => self.selection(selection),
        }
    }

    fn sentence(&mut self, sentence: &Sentence) {
        match &sentence.opening {
            Opening::Never(fact) | Opening::Possible(fact) => self.fact(fact),
            Opening::Always(permissions, condition) => {
                for permission in permissions {
                    self.permission(permission);
                }
                self.request(condition);
            }
        }
        self.bounds(&sentence.bounds);
    }

    fn bounds(&mut self, bounds: &[Bound]) {
        for bound in bounds {
            match bound {
                Bound::When(condition) | Bound::Unless(condition) | Bound::Needing(Some(condition), _) => {
                    self.request(condition);
                }
                Bound::UnlessThrough(path) => self.path(path, &[Space::Things]),
                Bound::Via(paths, _) => self.paths(paths, &ANYTHING),
                Bound::Needing(None, _) => {}
            }
        }
    }

    pub(crate) fn fact(&mut self, fact: &Fact) {
        match fact {
            Fact::Causes(party, permissions) => {
                self.party(party);
                for permission in permissions {
                    self.permission(permission);
                }
            }
            Fact::Reaches(one, other)
            | Fact::Extracts(one, other)
            | Fact::Obtains(one, other)
            | Fact::Influences(one, other)
            | Fact::Starts(one, other) => {
                for party in [one, other] {
                    self.party(party);
                }
            }
            Fact::May(party, _, action) => {
                self.party(party);
                self.action(action);
            }
        }
    }

    fn party(&mut self, party: &Party) {
        match &party.who {
            PartyKind::Names(paths) => self.paths(paths, &[Space::Things]),
            PartyKind::SecretOf(path) => self.path(path, &[Space::Things]),
            PartyKind::Any(selection) => self.selection(selection),
            PartyKind::AnySecret => {}
        }
        if let Some(word) = &party.of_another {
            let path = Path { segments: vec![word.clone()], span: word.span };
            self.path(&path, &[Space::Attributes]);
        }
    }
}

/// The parameters of a name.
pub(crate) fn parameters(names: &Names, name: &str) -> Vec<DefinitionId> {
    let own = names.used().filter(|(_, one)| one.sort == Sort::Parameter && one.name == name);
    own.map(|(id, _)| id).collect()
}

/// The spaces that something can be in which is needed somewhere.
fn spaces(needed: Needed) -> Vec<Space> {
    if needed.is_anything() {
        return ANYTHING.to_vec();
    }
    let mut spaces: Vec<Space> = needed.nouns.iter().filter_map(|noun| Sort::of_noun(noun)).map(Sort::space).collect();
    spaces.sort_unstable();
    spaces.dedup();
    spaces
}
