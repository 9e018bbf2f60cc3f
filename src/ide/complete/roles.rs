//! What can come next in permissions, sentences and lines of logic, whose form the grammar knows.

use crate::ide::complete::context::Context;
use crate::ide::complete::{Items, noun_of};
use crate::syntax::words_after;

/// What is looked for at the cursor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Role<'t> {
    /// Operations.
    Operations,
    /// What something is done to, or who it is about.
    Names(&'static [&'static str]),
    /// A kind of things.
    Kinds,
    /// Something to be said of a request, or of what is declared: an attribute.
    Asked,
    /// The value of the attribute that stands before a comparison.
    Value(&'t str),
    /// A rule.
    Rules,
    /// What a test expects.
    Expected,
    /// A dimension that individuals are told apart by.
    Dimensions,
    /// Nothing but words of the language.
    Words,
}

/// Whatever can be acted on.
pub(crate) const RESOURCES: &[&str] = &[
    "store",
    "part",
    "sink",
    "entry",
    "model",
    "log",
    "gate",
    "credential",
    "transformer",
    "human",
    "team",
    "origin",
    "agent",
    "blueprint",
    "service",
    "tool",
    "domain",
];

/// Whoever can act.
const PRINCIPALS: &[&str] = &["human", "team", "origin", "workflow", "agent", "blueprint", "service", "tool", "domain"];

/// Where data can be.
const PLACES: &[&str] = &[
    "store",
    "part",
    "sink",
    "model",
    "log",
    "human",
    "team",
    "origin",
    "workflow",
    "agent",
    "blueprint",
    "service",
    "tool",
    "domain",
];

/// Who a sentence can begin with, and what.
const PARTIES: &[&str] =
    &["human", "team", "origin", "workflow", "agent", "blueprint", "service", "tool", "domain", "class", "level"];

const CALLED: &[&str] = &["entry", "agent", "blueprint", "service", "tool"];
const DATA: &[&str] = &["class", "level"];
const OBTAINED: &[&str] = &["credential"];
const OPENED: &[&str] = &["task", "break-glass"];

/// Words behind which a condition begins.
const CONDITIONS: [&str; 8] = ["when", "unless", "where", "needs", "needing", "require", "given", "expect"];

/// What is looked for; nothing if the catalogue knows the form.
pub(crate) fn role<'t>(context: &Context<'t>) -> Option<Role<'t>> {
    let first = context.first();
    let is_line = match first {
        "may" | "must" => true,
        "never" | "possible" | "always" => noun_of(context.inside).is_some_and(|noun| noun.sentence),
        "for" | "require" | "given" | "expect" => {
            noun_of(context.inside).is_some_and(|noun| noun.logic.contains(&first))
        }
        _ => false,
    };
    let is_condition = (0..context.tokens.len()).any(|at| matches!(context.token(at), "when" | "where"));
    let is_selection = (1..context.tokens.len()).any(|at| matches!(context.token(at), "any" | "every"))
        && matches!(context.token(context.tokens.len() - 1), "any" | "every");
    (is_line || is_condition || is_selection).then(|| behind(context))
}

/// What is looked for behind the last word that says so.
fn behind<'t>(context: &Context<'t>) -> Role<'t> {
    let mut role = Role::Words;
    let mut in_condition = false;
    for at in 0..context.tokens.len() {
        let word = context.token(at);
        role = match word {
            "may" | "causes" | "always" => Role::Operations,
            "not" if at > 0 && matches!(context.token(at - 1), "must" | "may") => Role::Operations,
            "on" if !in_condition || role_of_on(context, at) => Role::Names(RESOURCES),
            "call" => Role::Names(CALLED),
            "spawn" => Role::Names(&["blueprint"]),
            "hold" | "extracts" => Role::Names(DATA),
            "during" => Role::Names(OPENED),
            "never" | "possible" => Role::Names(PARTIES),
            "reaches" => Role::Names(PLACES),
            "obtains" => Role::Names(OBTAINED),
            "influences" | "starts" => Role::Names(PRINCIPALS),
            "via" => Role::Names(RESOURCES),
            "through" => Role::Names(&["transformer"]),
            "of" if at > 0 && context.token(at - 1) == "secret" => Role::Names(&["credential"]),
            "another" => Role::Dimensions,
            "any" | "every" | "some" => Role::Kinds,
            "finding" => Role::Rules,
            "expect" => {
                in_condition = true;
                Role::Expected
            }
            "not" if at == 1 && context.first() == "expect" => Role::Expected,
            "no" if matches!(context.first(), "require" | "for" | "severity") => Role::Kinds,
            "(" if at > 0 => match context.token(at - 1) {
                "approved" => Role::Names(&["gate"]),
                "active" => Role::Names(OPENED),
                _ => Role::Asked,
            },
            "is" | "<" | "<=" | ">" | ">=" | "mentions" => value(context, at),
            "in" if in_condition => value(context, at),
            "not" if matches!(role, Role::Value(_)) => role,
            "and" | "or" | "not" => Role::Asked,
            _ if CONDITIONS.contains(&word) => {
                in_condition = true;
                Role::Asked
            }
            // Brackets and commas go on with what was looked for.
            "[" | "," => role,
            // What was looked for is there: a word of the language comes next, if not more of a list.
            _ if is_in_brackets(context, at) => role,
            _ => Role::Words,
        };
    }
    role
}

/// Whether the word before the one at the cursor stands behind another.
fn is_behind(context: &Context<'_>, word: &str) -> bool {
    context.tokens.len().checked_sub(2).is_some_and(|at| context.token(at) == word)
}

/// Whether an `on` in a condition stands behind the operations of a fact.
fn role_of_on(context: &Context<'_>, at: usize) -> bool {
    (0..at).any(|before| matches!(context.token(before), "causes" | "may" | "finding" | "always"))
}

/// The value of what stands before a comparison.
fn value<'t>(context: &Context<'t>, at: usize) -> Role<'t> {
    let before = if at > 0 && context.token(at - 1) == "not" { at - 1 } else { at };
    Role::Value(context.token(before.saturating_sub(1)))
}

fn is_in_brackets(context: &Context<'_>, until: usize) -> bool {
    let depth = (0..=until).fold(0_i32, |depth, at| match context.token(at) {
        "[" => depth + 1,
        "]" => depth - 1,
        _ => depth,
    });
    depth > 0
}

impl Items<'_> {
    /// Words that can stand where something else is looked for, which the grammar counts as its beginning.
    fn words_beside(&mut self, role: &Role<'_>, context: &Context<'_>) {
        let (first, is_first) = (context.first(), context.tokens.len() == 1);
        let words: &[&str] = match role {
            Role::Operations if context.token(context.tokens.len() - 1) != "causes" && first != "always" => {
                if context.around.last().is_some_and(|(around, _)| *around == "boundary") {
                    &["call", "spawn", "hold"]
                } else {
                    &["call", "spawn"]
                }
            }
            Role::Names(nouns) if *nouns == PARTIES || *nouns == PLACES => &["any", "secret of"],
            Role::Names(nouns) if *nouns == DATA => &["any", "any secret", "secret of"],
            Role::Names(nouns) if *nouns == PRINCIPALS || *nouns == RESOURCES || *nouns == OBTAINED => &["any"],
            Role::Kinds if context.tokens.len() == 2 || is_behind(context, "extracts") => &["secret"],
            Role::Expected if is_first => {
                &["never", "possible", "always", "finding", "no finding", "not", "some", "no"]
            }
            Role::Asked if matches!(first, "require" | "for" | "given" | "severity" | "fix") => &["not", "some", "no"],
            Role::Asked | Role::Value(_) => &["not"],
            _ => &[],
        };
        for word in words {
            self.word(word);
        }
    }

    /// What is looked for, and the words that can stand there as well.
    pub(crate) fn role(&mut self, role: &Role<'_>, context: &Context<'_>) {
        match role {
            Role::Operations => self.operations(),
            Role::Names(nouns) => self.names(nouns, false),
            Role::Kinds => self.kinds(),
            Role::Asked => self.asked(context),
            Role::Value(attribute) => self.values(attribute, context),
            Role::Rules => self.rules(),
            Role::Expected => self.expected(context),
            Role::Dimensions => self.dimensions(),
            Role::Words => {}
        }
        self.words_beside(role, context);
        // What the catalogue wants behind a condition.
        self.words_of_form(context);
        let beginning = context.beginning();
        for word in words_after(beginning) {
            self.word(word);
        }
    }
}
