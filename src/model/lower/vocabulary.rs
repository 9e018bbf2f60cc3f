//! The attributes that conditions speak of: declared contexts, parameters, the clock, and individuals.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Finding;
use crate::logic::{Domain, Scope, Variable, VariableId, Vocabulary};
use crate::model::errors::{CONFLICTING_PARAMETERS, RESERVED_NAME, WRONG_VALUE};
use crate::model::lower::arguments::{first_word, word};
use crate::model::lower::built_in::BuiltIn;
use crate::model::lower::context::{Lowering, number};
use crate::model::{LeafId, Verb, VerbId, VerbKind};
use crate::names::{DefinitionId, Place, Sort, Space};
use crate::syntax::ast::{Argument, Path, Word};

/// Which attribute a name stands for.
#[derive(Clone, Debug, Default)]
pub(crate) struct Attributes {
    /// By the name that the vocabulary has: contexts by their full names, parameters, `now.time` and its like.
    pub(crate) variables: BTreeMap<String, VariableId>,
    /// `subject.DIMENSION`, by dimension.
    pub(crate) dimensions: BTreeMap<String, VariableId>,
    /// Those that the language gives.
    pub(crate) given: BTreeMap<BuiltIn, VariableId>,
    /// Those of them that a condition asks for.
    pub(crate) asked: BTreeSet<BuiltIn>,
    /// The heights of what is declared to be held, by leaf, once a condition asks for the level of data.
    pub(crate) held: Option<BTreeMap<LeafId, BTreeSet<u32>>>,
}

/// What is always known.
const CLOCK: [(&str, Domain); 3] =
    [("now.date", Domain::Date), ("now.day", Domain::Weekday), ("now.time", Domain::Time)];

/// Dimensions that need no declaration.
const DIMENSIONS: [&str; 2] = ["subject", "tenant"];

/// What is open or not: a task as long as its session, and that a glass was broken stays true.
const OPENED: [(Sort, Scope); 2] = [(Sort::BreakGlass, Scope::Lasting), (Sort::Task, Scope::Session)];

/// The name of the attribute that a task is open, or that a glass is broken.
pub(crate) fn active(name: &str) -> String {
    format!("active({name})")
}

/// The name of the attribute that is the subject's individual.
fn of_subject(dimension: &str) -> String {
    if dimension == "subject" { dimension.to_owned() } else { format!("subject.{dimension}") }
}

impl Lowering<'_> {
    /// Numbers every attribute.
    pub(crate) fn lay_out_vocabulary(&mut self) {
        let mut variables: BTreeMap<String, (Domain, Scope)> =
            CLOCK.into_iter().map(|(name, domain)| (name.to_owned(), (domain, Scope::Run))).collect();
        let built_in = self.built_in_variables();
        variables.extend(built_in.iter().map(|(one, variable)| (one.word().to_owned(), variable.clone())));
        let mut dimensions: Vec<String> = DIMENSIONS.map(str::to_owned).to_vec();
        for id in self.all(Sort::Context) {
            if self.is_reserved(id) {
                continue;
            }
            match self.declared_type(id) {
                Some((Domain::Individual, _)) => dimensions.push(self.name(id).to_owned()),
                Some(declared) => _ = variables.insert(self.name(id).to_owned(), declared),
                None => {}
            }
        }
        self.add_parameters(&mut variables);
        for (sort, scope) in OPENED {
            for id in self.all(sort) {
                variables.insert(active(self.name(id)), (Domain::Boolean, scope));
            }
        }
        for dimension in &dimensions {
            variables.insert(of_subject(dimension), (Domain::Individual, Scope::Session));
        }
        let today = self.as_of;
        let named = variables.into_iter().map(|(name, (domain, scope))| {
            let usual = (domain == Domain::Date).then_some(today);
            Variable { name, domain, scope, usual }
        });
        self.base.vocabulary = Vocabulary { variables: named.collect() };
        let numbered = self.base.vocabulary.variables.iter().zip(0..);
        let numbered: BTreeMap<String, VariableId> =
            numbered.map(|(variable, id)| (variable.name.clone(), VariableId(id))).collect();
        let ids = dimensions.into_iter().filter_map(|name| Some((name.clone(), *numbered.get(&of_subject(&name))?)));
        self.attributes.dimensions = ids.collect();
        let given = built_in.into_keys().filter_map(|one| Some((one, *numbered.get(one.word())?)));
        self.attributes.given = given.collect();
        self.attributes.variables = numbered;
    }

    /// Parameters of one name are one attribute.
    fn add_parameters(&mut self, variables: &mut BTreeMap<String, (Domain, Scope)>) {
        let mut first: BTreeMap<String, (Domain, DefinitionId)> = BTreeMap::new();
        for id in self.all(Sort::Parameter) {
            if self.is_reserved(id) {
                continue;
            }
            let Some((domain, _)) = self.declared_type(id) else { continue };
            let definition = self.definition(id);
            let name = definition.name.clone();
            let known = first.entry(name.clone()).or_insert_with(|| (domain.clone(), id));
            if known.0 != domain {
                let message = format!("parameter `{name}` has another type elsewhere");
                let finding = Finding::new(&CONFLICTING_PARAMETERS, definition.span, message)
                    .here("of this type here")
                    .label(self.definition(known.1).span, "of that type there")
                    .help("give both the same type, or different names");
                self.report(finding);
                continue;
            }
            match variables.get(&name) {
                Some((_, Scope::Call)) | None => _ = variables.insert(name, (domain, Scope::Call)),
                // A context that is known at the parameter itself is reported with the names.
                Some(_) if self.is_shadowing(id) => {}
                Some(_) => {
                    let message = format!("`{name}` is an attribute of the context as well");
                    let finding = Finding::new(&CONFLICTING_PARAMETERS, definition.span, message)
                        .here("a parameter here")
                        .help("give the parameter another name");
                    self.report(finding);
                }
            }
        }
    }

    /// Whether the language gives a name a meaning, or what begins with it: `now.time`, `record.tenant`, `destination`.
    fn is_reserved(&mut self, id: DefinitionId) -> bool {
        let definition = self.definition(id);
        let name = definition.name.as_str();
        let reserved =
            ["now", "record", "subject"].contains(&name) || BuiltIn::ALL.into_iter().any(|one| one.word() == name);
        if reserved {
            let message = format!("`{}` has a meaning of its own in conditions", definition.name);
            let finding = Finding::new(&RESERVED_NAME, definition.span, message).here("given by the language");
            self.report(finding.help("choose another name"));
        }
        reserved
    }

    fn is_shadowing(&self, parameter: DefinitionId) -> bool {
        let definition = self.definition(parameter);
        let word = Word { text: definition.name.clone(), span: definition.span };
        let path = Path { segments: vec![word], span: definition.span };
        self.names.resolve(Place { module: definition.module, block: None }, &path, Space::Attributes).is_ok()
    }

    /// The type and the scope behind the name of a context or parameter. Text has none that conditions know.
    fn declared_type(&mut self, id: DefinitionId) -> Option<(Domain, Scope)> {
        let arguments = self.statement(id)?.arguments.get(1..)?;
        let arguments = match arguments {
            [Argument::Text(_), rest @ ..] => rest,
            all => all,
        };
        let scope = arguments.iter().skip(1).filter_map(word).find_map(|word| match word {
            "call" => Some(Scope::Call),
            "run" => Some(Scope::Run),
            "session" => Some(Scope::Session),
            "lasting" => Some(Scope::Lasting),
            _ => None,
        });
        let domain = match first_word(arguments)? {
            "boolean" => Domain::Boolean,
            "time" => Domain::Time,
            "weekday" => Domain::Weekday,
            "date" => Domain::Date,
            "individual" => Domain::Individual,
            "one" => Domain::Enumeration(enumeration(arguments)?),
            "integer" => self.integer(arguments)?,
            _ => return None,
        };
        Some((domain, scope.unwrap_or(Scope::Run)))
    }

    /// `integer 0..5000`; without a range, every number there is room for.
    fn integer(&mut self, arguments: &[Argument]) -> Option<Domain> {
        let range = arguments.iter().find_map(|argument| match argument {
            Argument::Range(low, high, span) => Some((low.as_ref(), high.as_ref(), *span)),
            _ => None,
        });
        let Some((Argument::Number(low), Argument::Number(high), span)) = range else {
            return range.is_none().then_some(Domain::Integer(i64::from(i32::MIN), i64::from(i32::MAX)));
        };
        if low.value > high.value {
            let (low, high) = (low.value, high.value);
            let finding = Finding::new(&WRONG_VALUE, span, format!("no number lies between {low} and {high}"));
            self.report(finding.here("nothing is in it").help(format!("write `{high}..{low}`")));
            return None;
        }
        Some(Domain::Integer(low.value, high.value))
    }

    /// Numbers every operation; each kind has one of its own name.
    pub(crate) fn lay_out_operations(&mut self) {
        let mut verbs: Vec<(Verb, Option<DefinitionId>)> =
            VerbKind::ALL.into_iter().map(|kind| (Verb { name: kind.word().to_owned(), kind }, None)).collect();
        for id in self.all(Sort::Operation) {
            let definition = self.definition(id);
            if kind_of_word(&definition.name).is_some() {
                let message =
                    format!("`{}` is a kind of operations and has an operation of that name", definition.name);
                let finding = Finding::new(&RESERVED_NAME, definition.span, message).here("given by the language");
                self.report(finding.help("leave the declaration out, or choose another name"));
                continue;
            }
            let kind = self
                .statement(id)
                .and_then(|statement| statement.arguments.iter().skip(1).filter_map(word).find_map(kind_of_word));
            let Some(kind) = kind else { continue };
            verbs.push((Verb { name: definition.qualified.clone(), kind }, Some(id)));
        }
        verbs.sort_by(|(a, _), (b, _)| a.name.cmp(&b.name));
        for (at, (verb, id)) in verbs.into_iter().enumerate() {
            self.base.verbs.push(verb);
            if let Some(id) = id {
                self.thing_mut(id).verb = Some(VerbId(number(at)));
            }
        }
    }
}

/// The kind of operations that a word stands for.
pub(crate) fn kind_of_word(word: &str) -> Option<VerbKind> {
    VerbKind::ALL.into_iter().find(|kind| kind.word() == word)
}

fn enumeration(arguments: &[Argument]) -> Option<Vec<String>> {
    let list = arguments.iter().find_map(|argument| match argument {
        Argument::List(items, _) => Some(items),
        _ => None,
    })?;
    let mut words: Vec<String> = Vec::new();
    for word in list.iter().filter_map(word) {
        if !words.iter().any(|known| known == word) {
            words.push(word.to_owned());
        }
    }
    Some(words)
}
