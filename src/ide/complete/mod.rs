//! What can be written at a place, names of the right sort first. Half of what stands there may be missing or wrong: the
//! tokens before the cursor decide.

mod conditions;
mod context;
mod forms;
mod known;
mod roles;

use std::collections::BTreeSet;

use crate::finding::Edit;
use crate::ide::complete::context::Context;
use crate::ide::complete::forms::Wanted;
use crate::ide::complete::known::Knowing;
use crate::ide::complete::roles::Role;
use crate::ide::controls;
use crate::ide::mentions::module_of;
use crate::names::{Sort, names};
use crate::source::{Db, File, Project, Span};
use crate::vocabulary::{self, Found, Inside, Noun, Part};

/// Something that can be written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Item {
    /// What is written.
    pub text: String,
    /// What it is.
    pub kind: ItemKind,
    /// What is said about it, in a few words.
    pub detail: String,
    /// What is said about it besides.
    pub documentation: String,
    /// The order in which it is offered: what fits best comes first.
    pub rank: u8,
    /// The order among what fits alike: what is meant most often comes first.
    pub order: usize,
    /// What has to be written elsewhere as well: the `use` by which it becomes known.
    pub besides: Vec<Edit>,
}

/// What can be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum ItemKind {
    /// A noun, or the first word of a clause.
    Head,
    /// Another word of the language.
    Word,
    /// One of the values that something can have.
    Value,
    /// Something that is declared.
    Name(Sort),
    /// A module.
    Module,
    /// An attribute that a condition can ask for.
    Attribute,
}

/// What can be written at an offset, and what it replaces: the word there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// The word.
    pub span: Span,
    /// What can stand there instead, the best first.
    pub items: Vec<Item>,
}

/// The rank of what is certainly right.
pub(crate) const FITS: u8 = 0;
/// The rank of words beside names.
pub(crate) const WORDS: u8 = 1;
/// The rank of what is possible everywhere.
pub(crate) const ANYWAY: u8 = 3;

/// What can be written at an offset; inside of texts that is the ids of controls, inside of comments nothing.
pub fn complete(db: &dyn Db, project: Project, file: File, offset: u32) -> Option<Completion> {
    if let Some(controls) = controls::completed(db, project, file, offset) {
        return Some(controls);
    }
    let text = file.text(db);
    let context = Context::at(text, offset)?;
    let names = names(db, project);
    let module = module_of(names, file)?;
    let knowing = Knowing::new(db, project, module, &context);
    let mut items = Items { knowing: &knowing, found: Vec::new(), as_of: *project.as_of(db) };
    items.at(&context);
    let mut items = items.found;
    items.sort_by(|one, other| {
        (one.rank, one.order, one.kind, &one.text).cmp(&(other.rank, other.order, other.kind, &other.text))
    });
    let mut seen = BTreeSet::new();
    items.retain(|item| seen.insert(item.text.clone()));
    let (start, end) = context.word;
    Some(Completion { span: Span { file, start, end }, items })
}

/// The nouns of what is needed at an offset, if names of declarations are.
pub(crate) fn needed_at(text: &str, offset: u32) -> Vec<&'static str> {
    let Some(context) = Context::at(text, offset) else { return Vec::new() };
    let mut nouns: Vec<&'static str> = match roles::role(&context) {
        Some(Role::Names(nouns)) => nouns.to_vec(),
        Some(_) => Vec::new(),
        None => {
            let targets = forms::wanted(&context).into_iter().filter_map(|wanted| match wanted {
                Wanted::Part(Part::Name(target) | Part::Names(target) | Part::Who(target)) => Some(target.nouns),
                Wanted::Operations => Some(&["operation"][..]),
                _ => None,
            });
            targets.flatten().copied().collect()
        }
    };
    nouns.retain(|noun| *noun != "*");
    nouns.dedup();
    nouns
}

/// What was found so far.
pub(crate) struct Items<'a> {
    pub(crate) knowing: &'a Knowing<'a>,
    pub(crate) found: Vec<Item>,
    as_of: i64,
}

impl Items<'_> {
    fn at(&mut self, context: &Context<'_>) {
        if context.tokens.is_empty() {
            return self.heads(context);
        }
        match context.first() {
            "use" => self.imports(context),
            "edition" => self.value("2026", "the edition of the language"),
            _ => match roles::role(context) {
                Some(role) => self.role(&role, context),
                None => self.forms(context),
            },
        }
    }

    /// What a line can begin with.
    fn heads(&mut self, context: &Context<'_>) {
        let said = |head: &str| match vocabulary::find(context.inside, head) {
            Some(Found::Clause(clause)) => (clause.documentation, !clause.many),
            Some(Found::Noun(noun)) => (noun.documentation, false),
            None => (line_said(head).unwrap_or_default(), false),
        };
        for head in vocabulary::heads(context.inside) {
            let (documentation, is_once) = said(head);
            // What stands there once already is offered last.
            let rank = if is_once && context.before.contains(&head) { ANYWAY } else { FITS };
            let text = if head == "must" { "must not" } else { head };
            self.add(text, ItemKind::Head, "", documentation, rank);
        }
        if matches!(context.inside, Inside::Declarations) && context.is_outermost {
            self.add("use", ItemKind::Head, "", line_said("use").unwrap_or_default(), WORDS);
            self.add("edition", ItemKind::Head, "", line_said("edition").unwrap_or_default(), ANYWAY);
        }
    }

    fn imports(&mut self, context: &Context<'_>) {
        if let Some(module) = context.imported() {
            for (name, sort) in self.knowing.declared_in(module) {
                self.add(&name, ItemKind::Name(sort), sort.noun(), "", FITS);
            }
            return self.add("*", ItemKind::Word, "", "Every name of the module.", WORDS);
        }
        if context.tokens.len() > 1 {
            // Behind the brackets nothing comes any more.
            if context.tokens.len() == 2 {
                self.word("[");
            }
            return;
        }
        for module in self.knowing.modules() {
            self.add(&module, ItemKind::Module, "module", "", FITS);
        }
    }

    /// What the catalogue wants next.
    fn forms(&mut self, context: &Context<'_>) {
        for wanted in forms::wanted(context) {
            match wanted {
                Wanted::Operations => self.operations(),
                Wanted::On => self.word("on"),
                Wanted::Resources => self.names(roles::RESOURCES, true),
                Wanted::Part(part) => self.part(part),
                Wanted::More => self.word("<"),
            }
        }
        if context.tokens.len() == 1 && context.is_clause {
            self.add("unknown", ItemKind::Value, "", "Nobody knows: the worst case counts.", ANYWAY);
        }
    }

    /// The words that the catalogue wants next.
    pub(crate) fn words_of_form(&mut self, context: &Context<'_>) {
        for wanted in forms::wanted(context) {
            if let Wanted::Part(part @ (Part::Word(_) | Part::OneOf(_))) = wanted {
                self.part(part);
            }
        }
    }

    fn part(&mut self, part: &Part) {
        match part {
            Part::Word(word) => self.word(word),
            Part::OneOf(words) => words.iter().for_each(|word| self.value(word, "")),
            Part::Name(target) | Part::Names(target) | Part::Order(target) => self.names(target.nouns, false),
            Part::Who(target) => self.names(target.nouns, true),
            Part::Words(target) if target.phrase.contains("dimensions") => {
                self.dimensions();
                // What the language tells apart by itself.
                let own = examples(target.phrase).filter(|word| *word == "session");
                own.for_each(|word| self.value(word, "a dimension of every request"));
            }
            Part::Words(target) if target.phrase.contains("approval") => {
                let names = self.knowing.names;
                for (_, parameter) in names.used().filter(|(_, one)| one.sort == Sort::Parameter) {
                    self.add(&parameter.name, ItemKind::Name(Sort::Parameter), "parameter", "", FITS);
                }
                examples(target.phrase).for_each(|word| self.value(word, ""));
            }
            Part::Words(target) if target.phrase.contains("proof") => self.checks(),
            Part::Words(target) => examples(target.phrase).for_each(|word| self.value(word, "")),
            Part::Permission => self.operations(),
            Part::When => self.word("when"),
            Part::Date => self.value(&crate::proof::date(self.as_of), "the day on which everything is judged"),
            Part::Duration => ["15m", "24h", "30d", "90d"].iter().for_each(|one| self.value(one, "a length of time")),
            _ => {}
        }
    }

    pub(crate) fn operations(&mut self) {
        for kind in vocabulary::OPERATION_KINDS {
            self.value(kind, "the operation of this kind");
        }
        self.names(&["operation"], false);
        self.add("any", ItemKind::Word, "", "Every operation.", WORDS);
    }

    /// What is declared by one of these nouns.
    pub(crate) fn names(&mut self, nouns: &[&str], with_selections: bool) {
        for (text, definition) in self.knowing.written() {
            let order = nouns.iter().position(|noun| *noun == definition.sort.noun());
            if nouns == ["*"] || order.is_some() {
                self.add(&text, ItemKind::Name(definition.sort), definition.sort.noun(), "", FITS);
                // The nouns of a place stand in the order in which they are meant there.
                if let (Some(item), Some(order)) = (self.found.last_mut(), order) {
                    item.order = order;
                }
            }
        }
        if nouns.contains(&"framework") {
            self.catalogues();
        }
        if with_selections {
            self.add("any", ItemKind::Word, "", "Everybody or everything that fulfils a condition.", WORDS);
        }
    }

    /// The frameworks of the library that nothing imports yet, each with the line that does.
    fn catalogues(&mut self) {
        for (name, module, besides) in self.knowing.catalogues() {
            let detail = format!("framework, with `use {module} [{name}]`");
            let (kind, documentation) = (ItemKind::Name(Sort::Framework), String::new());
            self.found.push(Item {
                text: name,
                kind,
                detail,
                documentation,
                rank: WORDS,
                order: 0,
                besides: vec![besides],
            });
        }
    }

    /// Rules and proofs, by the names by which they are evidence, required or accepted.
    pub(crate) fn checks(&mut self) {
        self.names(&["prove"], false);
        self.rules();
    }

    /// Rules, by their names.
    pub(crate) fn rules(&mut self) {
        for about in self.knowing.rules() {
            self.add(about.name, ItemKind::Value, about.code, about.summary, FITS);
        }
    }

    pub(crate) fn word(&mut self, word: &str) {
        self.add(word, ItemKind::Word, "", "", WORDS);
    }

    pub(crate) fn value(&mut self, value: &str, detail: &str) {
        self.add(value, ItemKind::Value, detail, "", FITS);
    }

    pub(crate) fn add(&mut self, text: &str, kind: ItemKind, detail: &str, documentation: &str, rank: u8) {
        let (detail, documentation) = (detail.to_owned(), documentation.to_owned());
        self.found.push(Item {
            text: text.to_owned(),
            kind,
            detail,
            documentation,
            rank,
            order: 0,
            besides: Vec::new(),
        });
    }
}

/// The words that a phrase gives as examples: of "some of `caller`, `own`" they are `caller` and `own`.
fn examples(phrase: &'static str) -> impl Iterator<Item = &'static str> {
    let quoted = phrase.split('`').skip(1).step_by(2);
    quoted.flat_map(|words| words.trim_matches(['[', ']']).split(", "))
}

/// What a line says that begins with a word which the catalogue does not describe.
pub(crate) fn line_said(word: &str) -> Option<&'static str> {
    LINES.iter().find(|(line, _)| *line == word).map(|(_, said)| *said)
}

/// Lines that the catalogue does not describe, with what they say.
const LINES: [(&str, &str); 11] = [
    ("use", "Makes the names of another module known."),
    ("edition", "The edition of the language that the file is written in."),
    ("may", "What is permitted."),
    ("must", "What is forbidden, whoever permits it."),
    ("never", "Something that must not come about."),
    ("possible", "Something that must be possible by legitimate means."),
    ("always", "What is needed whenever something is done."),
    ("for", "What the rule is about."),
    ("require", "What has to hold of each of them."),
    ("given", "In which context the test asks."),
    ("expect", "What the test expects."),
];

/// The noun whose block a context is in.
pub(crate) fn noun_of(inside: Inside) -> Option<&'static Noun> {
    match inside {
        Inside::Noun(noun) => Some(noun),
        _ => None,
    }
}
