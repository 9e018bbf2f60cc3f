//! What pest would have accepted, in the reader's words.

use pest::Parser as _;
use pest::error::{Error, ErrorVariant, InputLocation};

use crate::syntax::grammar::{Grammar, Rule};

/// Lists of more than this many things help nobody.
const LONGEST_LIST: usize = 8;

/// What could have stood at the place of an error, as part of a sentence; empty if that is too much to be listed.
pub(crate) fn expected(error: &Error<Rule>) -> String {
    let words: Vec<&str> = positives(error).iter().filter_map(|rule| phrase(*rule)).collect();
    let mut phrases: Vec<String> = expected_words(error).map(|word| format!("`{word}`")).collect();
    phrases.extend(words.into_iter().map(str::to_owned));
    phrases.sort_unstable();
    phrases.dedup();
    match phrases.as_slice() {
        [only] => only.clone(),
        [others @ .., last] if phrases.len() <= LONGEST_LIST => format!("{} or {last}", others.join(", ")),
        _ => String::new(),
    }
}

/// The words of the language that could have stood there.
pub(crate) fn expected_words(error: &Error<Rule>) -> impl Iterator<Item = &'static str> {
    positives(error).iter().flat_map(|rule| words(*rule)).copied()
}

/// The words of the language that can stand behind the beginning of a clause.
pub(crate) fn words_after(beginning: &str) -> Vec<&'static str> {
    // What nothing can begin with makes the grammar say what it would have liked instead.
    let wrong = format!("{beginning} \u{0}");
    let Err(error) = Grammar::parse(Rule::one_clause, &wrong) else { return Vec::new() };
    let (InputLocation::Pos(at) | InputLocation::Span((at, _))) = error.location;
    if at < beginning.trim_end().len() {
        return Vec::new();
    }
    let mut words: Vec<&str> = expected_words(&error).collect();
    words.sort_unstable();
    words.dedup();
    words
}

fn positives(error: &Error<Rule>) -> &[Rule] {
    match &error.variant {
        ErrorVariant::ParsingError { positives, .. } => positives,
        ErrorVariant::CustomError { .. } => &[],
    }
}

/// The words that a rule can begin with, where they say more than its name.
fn words(rule: Rule) -> &'static [&'static str] {
    match rule {
        Rule::always | Rule::always_word => &["always"],
        Rule::and_word => &["and"],
        Rule::another_word => &["another"],
        Rule::any_word | Rule::any_selection | Rule::any_secret => &["any"],
        Rule::causes | Rule::causes_word => &["causes"],
        Rule::comparison => &["is", "in", "not in"],
        Rule::delegable | Rule::delegable_word => &["delegable"],
        Rule::during | Rule::during_word => &["during"],
        Rule::every_word => &["every"],
        Rule::exemption | Rule::unless_word | Rule::through => &["unless"],
        Rule::expiry | Rule::until_word => &["until"],
        Rule::extracts | Rule::extracts_word => &["extracts"],
        Rule::guard | Rule::when_word => &["when"],
        Rule::finding_word => &["finding"],
        Rule::in_word => &["in"],
        Rule::influences | Rule::influences_word => &["influences"],
        Rule::is_word | Rule::is_not => &["is"],
        Rule::may_word | Rule::permitting | Rule::may_do => &["may"],
        Rule::mentions | Rule::mentions_word => &["mentions"],
        Rule::must_word | Rule::forbidding => &["must"],
        Rule::needing | Rule::needing_word => &["needing"],
        Rule::needs_word => &["needs"],
        Rule::never | Rule::never_word => &["never"],
        Rule::not_word => &["not"],
        Rule::nothing_word => &["nothing"],
        Rule::obtains | Rule::obtains_word => &["obtains"],
        Rule::of_word | Rule::of_another => &["of"],
        Rule::on_word => &["on"],
        Rule::or_word => &["or"],
        Rule::possible | Rule::possible_word => &["possible"],
        Rule::reaches | Rule::reaches_word => &["reaches"],
        Rule::some_word => &["some"],
        Rule::starts | Rule::starts_word => &["starts"],
        Rule::through_word => &["through"],
        Rule::unlimited_word => &["unlimited"],
        Rule::via | Rule::via_word => &["via"],
        Rule::where_word => &["where"],
        _ => &[],
    }
}

/// A rule that is no single word.
fn phrase(rule: Rule) -> Option<&'static str> {
    Some(match rule {
        Rule::path | Rule::names | Rule::name | Rule::kind | Rule::kinds | Rule::word => "a name",
        Rule::names_in_brackets => "names in brackets",
        Rule::condition | Rule::negation | Rule::test => "a condition",
        Rule::permissions | Rule::on_resources | Rule::operations => "operations such as `read`",
        Rule::resources => "what it is done on",
        Rule::party => "who or what",
        Rule::fact | Rule::claim | Rule::expected_fact => "something that can happen",
        Rule::binding => "kinds and a name for each thing",
        Rule::quantified => "`some` or `no`",
        Rule::sign => "`+` or `-`",
        Rule::text => "a text in quotes",
        Rule::number => "a number",
        Rule::date => "a date such as `2026-11-22`",
        Rule::list_end => "`,` or `]`",
        Rule::call_end | Rule::group_end => "`)`",
        Rule::everything => "`[*]`",
        _ => return None,
    })
}
