//! What conditions can ask for, and what that can be.

use crate::ide::complete::context::Context;
use crate::ide::complete::roles::RESOURCES;
use crate::ide::complete::{ANYWAY, FITS, ItemKind, Items, WORDS};
use crate::inventory::attributes;
use crate::names::{Definition, DefinitionId, Sort, Space};
use crate::proof::Status;
use crate::syntax::ast::Argument;
use crate::syntax::tree;
use crate::vocabulary;

/// What the language knows of each request.
const GIVEN: [(&str, &str); 10] = [
    ("now.time", "the time of day"),
    ("now.day", "the day of the week"),
    ("now.date", "the day"),
    ("destination", "the domain in which lies what it is done to"),
    ("purpose", "what the run is for"),
    ("sensitivity", "the highest level of the data that a call moves"),
    ("task", "the task that is open"),
    ("tier", "the risk tier of the workflow"),
    ("autonomy", "what the workflow may decide by itself"),
    ("initiator", "who or what started the run"),
];

/// Of whom individuals are: whose record it is, and whom it is done for.
const INDIVIDUALS: [(&str, &str); 2] = [("record", "to whom the record belongs"), ("subject", "for whom it is done")];

/// What those can be that have values of their own.
const GIVEN_WORDS: [(&str, &[&str]); 3] = [
    ("now.day", &["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]),
    ("autonomy", &["none", "suggest", "approve-each", "bounded", "self-initiated"]),
    ("initiator", &["human", "schedule", "event", "agent"]),
];

/// What those can be that have the values of declarations.
const GIVEN_NAMES: [(&str, &str); 5] =
    [("destination", "domain"), ("purpose", "purpose"), ("sensitivity", "level"), ("task", "task"), ("tier", "tier")];

/// Kinds of things that no noun declares.
const GROUPS: [&str; 5] = ["actor", "principal", "resource", "grant", "prohibition"];

impl Items<'_> {
    /// The kinds of things that can be selected.
    pub(crate) fn kinds(&mut self) {
        for noun in &vocabulary::NOUNS {
            self.add(noun.name, ItemKind::Head, "kind", noun.documentation, FITS);
        }
        for group in GROUPS {
            self.add(group, ItemKind::Head, "kind", "", WORDS);
        }
    }

    /// What a condition can ask for.
    pub(crate) fn asked(&mut self, context: &Context<'_>) {
        let bound = bound(context);
        if context.around.first().is_some_and(|(noun, _)| matches!(*noun, "rule" | "test")) {
            self.inner(context);
        }
        for (name, kinds) in &bound {
            let before = if name.is_empty() { String::new() } else { format!("{name}.") };
            for (attribute, said) in kinds.iter().flat_map(|kind| attributes(kind)) {
                self.add(&format!("{before}{attribute}"), ItemKind::Attribute, "", said, FITS);
            }
        }
        // Rules ask what is declared, and know no request.
        if context.around.first().is_some_and(|(noun, _)| *noun == "rule") {
            return;
        }
        let rank = if bound.is_empty() { FITS } else { ANYWAY };
        for (text, definition) in self.knowing.written() {
            if definition.sort.space() == Space::Attributes {
                // A parameter is known by its own name, whichever operation or entry has it.
                let text = if definition.sort == Sort::Parameter { definition.name.clone() } else { text };
                self.add(&text, ItemKind::Name(definition.sort), definition.sort.noun(), "", rank);
            }
        }
        for (word, said) in GIVEN {
            self.add(word, ItemKind::Attribute, "", said, rank.max(WORDS));
        }
        for dimension in self.individuals() {
            for (of, said) in INDIVIDUALS {
                self.add(&format!("{of}.{dimension}"), ItemKind::Attribute, "", said, rank.max(WORDS));
            }
        }
        for (gate, call) in [("gate", "approved"), ("task", "active"), ("break-glass", "active")] {
            for (text, definition) in self.knowing.written() {
                if definition.sort.noun() == gate {
                    let call = format!("{call}({text})");
                    self.add(&call, ItemKind::Name(definition.sort), definition.sort.noun(), "", rank);
                }
            }
        }
    }

    /// What individuals are told apart by.
    pub(crate) fn dimensions(&mut self) {
        for dimension in self.individuals() {
            self.add(&dimension, ItemKind::Name(Sort::Context), Sort::Context.noun(), "", FITS);
        }
    }

    /// What individuals are told apart by, as it is declared.
    fn individuals(&self) -> Vec<String> {
        let names = self.knowing.names;
        let is_individual = |definition: &Definition| {
            let tree = tree(self.knowing.db, names.module(definition.module).file);
            let said = definition.statement(tree).into_iter().flat_map(|statement| &statement.arguments);
            said.flat_map(Argument::paths).any(|path| path.text() == "individual")
        };
        let all = self.knowing.written().into_iter();
        let all = all.filter(|(_, definition)| definition.sort.space() == Space::Attributes);
        all.filter(|(_, definition)| is_individual(definition)).map(|(text, _)| text).collect()
    }

    /// What can be asked of what stands before the last dot of the word at the cursor.
    fn inner(&mut self, context: &Context<'_>) {
        let (start, end) = context.word;
        let word = context.text.get(start as usize..end as usize).unwrap_or_default();
        let Some((before, _)) = word.rsplit_once('.') else { return };
        let path: Vec<&str> = before.split('.').collect();
        for kind in self.kinds_of(&path, context) {
            for (attribute, said) in attributes(&kind) {
                self.add(&format!("{before}.{attribute}"), ItemKind::Attribute, "", said, FITS);
            }
        }
    }

    /// The kinds of what a path leads to: from a name that is bound, or from something that is declared, over its clauses.
    fn kinds_of(&self, path: &[&str], context: &Context<'_>) -> Vec<String> {
        let bound = bound(context).into_iter().find(|(name, _)| path.first() == Some(&name.as_str()));
        let (mut kinds, rest) = if let Some((_, kinds)) = bound {
            (kinds, path.get(1..).unwrap_or_default())
        } else {
            let Some((noun, length)) = self.declared(path) else { return Vec::new() };
            (vec![noun.to_owned()], &path[length..])
        };
        for clause in rest {
            let nouns = kinds.iter().filter_map(|kind| vocabulary::noun(kind));
            let targets = nouns.filter_map(|noun| vocabulary::named_by(noun, clause)).flatten();
            let mut next: Vec<String> =
                targets.flat_map(|target| target.nouns).map(|noun| (*noun).to_owned()).collect();
            next.sort();
            next.dedup();
            kinds = next;
        }
        kinds
    }

    /// The noun of what the beginning of a path names, and how long that beginning is.
    fn declared(&self, path: &[&str]) -> Option<(&'static str, usize)> {
        let known = self.knowing.written();
        (1..=path.len()).rev().find_map(|length| {
            let name = path[..length].join(".");
            let (_, definition) = known.iter().find(|(text, _)| *text == name)?;
            Some((definition.sort.noun(), length))
        })
    }

    /// What a test can expect something of: whoever acts, what they act on, and proofs.
    pub(crate) fn expected(&mut self, context: &Context<'_>) {
        self.names(&["prove"], false);
        self.names(RESOURCES, false);
        self.names(&["workflow"], false);
        self.asked(context);
    }

    /// What something can be that a condition asks for.
    pub(crate) fn values(&mut self, attribute: &str, context: &Context<'_>) {
        if context.first() == "expect" && self.knowing.find(Space::Statements, attribute).is_some() {
            for status in [Status::Proved, Status::Refuted, Status::Unknown] {
                self.value(status.word(), "what is known of a proof");
            }
        }
        if let Some((_, noun)) = GIVEN_NAMES.iter().find(|(word, _)| *word == attribute) {
            self.names(&[noun], false);
        }
        if let Some((_, words)) = GIVEN_WORDS.iter().find(|(word, _)| *word == attribute) {
            for word in *words {
                self.value(word, attribute);
            }
        }
        if let Some(id) = self.knowing.find(Space::Attributes, attribute) {
            self.declared_values(id);
        }
        for (of, other) in [("record", "subject"), ("subject", "record")] {
            let dimension = attribute.strip_prefix(of).and_then(|rest| rest.strip_prefix('.'));
            if let Some(dimension) = dimension {
                self.add(&format!("{other}.{dimension}"), ItemKind::Attribute, "", "", FITS);
            }
        }
        let path: Vec<&str> = attribute.split('.').collect();
        let mut of: Vec<(Vec<String>, &[&str])> = Vec::new();
        for (name, kinds) in bound(context) {
            match path.as_slice() {
                [first, rest @ ..] if *first == name && !rest.is_empty() => of.push((kinds, rest)),
                all if name.is_empty() => of.push((kinds, all)),
                _ => {}
            }
        }
        if let ([before @ .., _], "expect" | "require") = (path.as_slice(), context.first())
            && !before.is_empty()
        {
            of.push((self.kinds_of(before, context), &path[before.len()..]));
        }
        for (kinds, path) in of {
            for noun in kinds.iter().filter_map(|kind| vocabulary::noun(kind)) {
                for word in vocabulary::words(noun, path).unwrap_or_default() {
                    self.value(word, attribute);
                }
                let targets = path.first().and_then(|clause| vocabulary::named_by(noun, clause));
                for target in targets.into_iter().flatten() {
                    self.names(target.nouns, false);
                }
            }
            for word in ["known", "unknown", "nobody"] {
                self.add(word, ItemKind::Value, "", "", ANYWAY);
            }
        }
    }

    /// The values of an attribute as it is declared.
    fn declared_values(&mut self, id: DefinitionId) {
        let names = self.knowing.names;
        let definition = names.definition(id);
        let tree = tree(self.knowing.db, names.module(definition.module).file);
        let Some(statement) = definition.statement(tree) else { return };
        for argument in &statement.arguments {
            match argument {
                Argument::List(items, _) => {
                    let words = items.iter().flat_map(Argument::paths);
                    for word in words {
                        self.value(&word.text(), &definition.name);
                    }
                }
                Argument::Path(path) if path.text() == "boolean" => {
                    for word in ["yes", "no"] {
                        self.value(word, &definition.name);
                    }
                }
                _ => {}
            }
        }
    }
}

/// What is bound where a condition is written: names, and the kinds of what they stand for. A selection binds its kinds
/// without a name.
fn bound(context: &Context<'_>) -> Vec<(String, Vec<String>)> {
    let mut bound = Vec::new();
    // `for every workflow w` of the same rule stands on an earlier line.
    let start = context.text.get(..context.word.0 as usize).unwrap_or_default();
    let rule = start.rfind("\nrule ").filter(|_| context.around.first().is_some_and(|(noun, _)| *noun == "rule"));
    for line in rule.and_then(|at| start.get(at..)).unwrap_or_default().lines() {
        if let Some(rest) = line.trim_start().strip_prefix("for every ") {
            bound.extend(binding(rest));
        }
    }
    if let Some(at) = (0..context.tokens.len()).rev().find(|at| context.token(*at) == "where") {
        let before: Vec<&str> = (0..at).map(|at| context.token(at)).collect();
        let from = before.iter().rposition(|word| ["any", "every", "some", "no"].contains(word));
        let words = from.and_then(|from| before.get(from + 1..)).unwrap_or_default();
        if !matches!(context.first(), "for") {
            let kinds = words.iter().filter(|word| is_kind(word)).map(|word| (*word).to_owned()).collect();
            let name = words.last().filter(|word| !is_kind(word) && !["]", "["].contains(word));
            bound.push((name.map_or_else(String::new, |name| (*name).to_owned()), kinds));
        }
    }
    bound
}

/// `workflow w where ...`
fn binding(text: &str) -> Option<(String, Vec<String>)> {
    let before = text.split(" where ").next().unwrap_or_default().split(" in ").next().unwrap_or_default();
    let words: Vec<&str> = before.split([' ', '[', ']', ',']).filter(|word| !word.is_empty()).collect();
    let (name, kinds) = words.split_last()?;
    Some(((*name).to_owned(), kinds.iter().map(|kind| (*kind).to_owned()).collect()))
}

pub(crate) fn is_kind(word: &str) -> bool {
    vocabulary::noun(word).is_some() || GROUPS.contains(&word)
}
