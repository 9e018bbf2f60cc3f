//! What is wrong with a rule itself: a rule that asks for what does not exist would find nothing, or everything.

use crate::finding::{Descriptor, Finding, closest};
use crate::inventory::attributes;
use crate::names::{Names, Place, Space, Unresolved};
use crate::rules::declared::ask::{begun, declared, is_kind, kind_has, kinds, nouns_of};
use crate::rules::declared::read::Rule;
use crate::rules::errors::{EMPTY_RULE, IMPOSSIBLE_WORD, UNKNOWN_ASKED, UNKNOWN_KIND};
use crate::source::Span;
use crate::syntax::ast::{
    Action, Argument, Binding, Comparison, Condition, Fact, Party, PartyKind, Path, Permission, Resources, Word,
};
use crate::vocabulary;

/// The names that are bound, each with the kinds of what it stands for; none if it comes from a list.
pub(crate) type Known = Vec<(String, Vec<String>)>;

/// What is wrong with a rule.
pub(crate) fn complaints(names: &Names, rule: &Rule<'_>) -> Vec<Finding> {
    let mut checking = Checking { names, place: rule.place, findings: Vec::new() };
    let mut known = Known::new();
    if rule.bound.is_empty() || rule.required.is_empty() {
        let missing = if rule.bound.is_empty() { "for every KIND NAME" } else { "require CONDITION" };
        let message = format!("`{}` has no `{missing}`", rule.about.name);
        checking.findings.push(Finding::new(&EMPTY_RULE, rule.span, message).help(format!("add `{missing}`")));
        return checking.findings;
    }
    for (binding, condition) in &rule.bound {
        checking.binding(binding, &mut known);
        if let Some(condition) = condition {
            checking.condition(condition, &known);
        }
    }
    for (change, _) in &rule.changes {
        checking.change(change, &known);
    }
    let conditions = rule.severities.iter().map(|(_, condition)| *condition);
    let conditions = conditions.chain(rule.changes.iter().map(|(_, condition)| *condition)).flatten();
    for condition in rule.required.iter().copied().chain(conditions) {
        checking.condition(condition, &known);
    }
    for template in rule.message.iter().chain(&rule.help) {
        checking.template(template, rule.span, &known);
    }
    checking.findings
}

/// What is wrong with a condition that is asked by itself.
pub(crate) fn complaints_about(names: &Names, place: Place, condition: &Condition) -> Vec<Finding> {
    let mut checking = Checking { names, place, findings: Vec::new() };
    checking.condition(condition, &Known::new());
    checking.findings
}

pub(crate) struct Checking<'a> {
    names: &'a Names,
    place: Place,
    pub(crate) findings: Vec<Finding>,
}

impl Checking<'_> {
    pub(crate) fn report(&mut self, about: &'static Descriptor, span: Span, message: String) {
        self.findings.push(Finding::new(about, span, message));
    }

    fn binding(&mut self, binding: &Binding, known: &mut Known) {
        if let Some(within) = &binding.within {
            self.path(within, known);
            self.listed(binding, within, known);
            known.push((binding.name.text.clone(), Vec::new()));
            return;
        }
        for path in binding.kinds.iter().filter(|path| !is_kind(&path.text())) {
            let message = format!("`{}` is no kind of thing that rules can be about", path.text());
            let finding = Finding::new(&UNKNOWN_KIND, path.span, message);
            let every = vocabulary::NOUNS.iter().map(|noun| noun.name).chain(["grant", "prohibition", "principal"]);
            self.findings.push(match closest(&path.text(), every) {
                Some(near) => finding.help(format!("did you mean `{near}`?")),
                None => finding.help("name a noun of the language, `grant`, `prohibition`, `principal` or `actor`"),
            });
        }
        known.push((binding.name.text.clone(), kinds(binding)));
    }

    fn condition(&mut self, condition: &Condition, known: &Known) {
        match condition {
            Condition::And(parts) | Condition::Or(parts) => {
                for part in parts {
                    self.condition(part, known);
                }
            }
            Condition::Not(inner, _) => self.condition(inner, known),
            Condition::Holds(argument) => self.term(argument, known),
            Condition::Mentions(list, ..) => self.term(list, known),
            Condition::Compare(left, comparison, right) => {
                self.term(left, known);
                self.compared(right, known);
                self.words(left, *comparison, right, known);
            }
            Condition::Quantified(_, binding, inner, _) => {
                let mut more = known.clone();
                self.binding(binding, &mut more);
                self.condition(inner, &more);
            }
            Condition::Fact(fact, span) => self.fact(fact, *span, known),
        }
    }

    fn term(&mut self, argument: &Argument, known: &Known) {
        match argument {
            Argument::Path(path) => self.path(path, known),
            Argument::Call(word, _, span) if word.text != "count" => {
                self.report(&UNKNOWN_ASKED, *span, format!("there is nothing like `{}(...)` in rules", word.text));
            }
            Argument::Call(_, inside, _) => inside.iter().for_each(|one| self.term(one, known)),
            Argument::Counted(binding, condition, _) => {
                let mut more = known.clone();
                self.binding(binding, &mut more);
                self.condition(condition, &more);
            }
            Argument::Sum(first, rest, _) => {
                self.term(first, known);
                for (_, term) in rest {
                    self.term(term, known);
                }
            }
            Argument::List(items, _) => items.iter().for_each(|item| self.compared(item, known)),
            _ => {}
        }
    }

    /// What stands behind a comparison: a bare word there is a word or a name.
    fn compared(&mut self, argument: &Argument, known: &Known) {
        match argument {
            Argument::Path(path) if !is_bound(path, known) => {}
            Argument::List(items, _) => items.iter().for_each(|item| self.compared(item, known)),
            other => self.term(other, known),
        }
    }

    /// A path that is asked for its value.
    pub(crate) fn path(&mut self, path: &Path, known: &Known) {
        let Some(first) = path.segments.first() else { return };
        if let Some((_, kinds)) = known.iter().rev().find(|(name, _)| *name == first.text) {
            if let [_, attribute, rest @ ..] = path.segments.as_slice() {
                self.attribute(kinds, attribute);
                self.part(kinds, attribute, rest);
            }
            return;
        }
        let of_last = known.last().is_some_and(|(_, kinds)| is_open(kinds) || has(kinds, &first.text));
        if of_last || path.text() == "as-of" {
            return;
        }
        match begun(self.names, self.place, path) {
            Some((_, [])) => {}
            Some((id, [attribute, rest @ ..])) => {
                let kinds = [self.names.definition(id).sort.noun().to_owned()];
                self.attribute(&kinds, attribute);
                self.part(&kinds, attribute, rest);
            }
            None => match known.last() {
                Some((_, kinds)) => self.attribute(kinds, first),
                None => self.undeclared(path),
            },
        }
    }

    /// Reports a path that begins with nothing that is known.
    fn undeclared(&mut self, path: &Path) {
        let beginning = Path { segments: path.segments[..1].to_vec(), span: path.segments[0].span };
        if let Err(Unresolved::Because(finding)) = self.names.resolve(self.place, &beginning, Space::Things) {
            self.findings.push(*finding);
        }
    }

    /// Reports a list in which nothing of the kind can be that is looked for.
    fn listed(&mut self, binding: &Binding, within: &Path, known: &Known) {
        let wanted = kinds(binding);
        let Some((owners, rest)) = self.asked(within, known) else { return };
        let [clause] = rest.as_slice() else { return };
        if !wanted.iter().all(|kind| vocabulary::noun(kind).is_some()) {
            return;
        }
        let nouns = owners.iter().flat_map(|kind| nouns_of(kind)).filter_map(vocabulary::noun);
        let named: Option<Vec<_>> =
            nouns.filter(|noun| noun.clause(clause).is_some()).map(|noun| vocabulary::named_by(noun, clause)).collect();
        let Some(targets) = named.map(|all| all.concat()).filter(|all| !all.is_empty()) else { return };
        let can_be = |kind: &String| targets.iter().any(|target| target.nouns.contains(&kind.as_str()));
        if !wanted.iter().any(can_be) {
            let message = format!("`{}` never names a {}", within.text(), wanted.join(" or "));
            let said: Vec<&str> = targets.iter().map(|target| target.phrase).collect();
            let finding = Finding::new(&IMPOSSIBLE_WORD, within.span, message).here("names something else");
            self.findings.push(finding.help(format!("it names {}", said.join(", "))));
        }
    }

    /// Reports an attribute that none of the kinds has by which something is bound.
    fn attribute(&mut self, kinds: &[String], attribute: &Word) {
        if is_open(kinds) || has(kinds, &attribute.text) {
            return;
        }
        let message = format!("{} has no attribute `{}`", kinds.join(", "), attribute.text);
        let finding = Finding::new(&UNKNOWN_ASKED, attribute.span, message).here("not known of it");
        let all = kinds.iter().flat_map(|kind| nouns_of(kind)).flat_map(attributes).map(|one| one.0);
        self.findings.push(match closest(&attribute.text, all) {
            Some(near) => finding.help(format!("did you mean `{near}`?")).replace(
                format!("write `{near}`"),
                attribute.span,
                near.to_owned(),
            ),
            None => finding,
        });
    }

    /// Reports a part that a clause does not have.
    fn part(&mut self, kinds: &[String], clause: &Word, rest: &[Word]) {
        let Some(part) = rest.first() else { return };
        let nouns = kinds.iter().flat_map(|kind| nouns_of(kind)).filter_map(vocabulary::noun);
        let with_clause = nouns.filter(|noun| noun.clause(&clause.text).is_some());
        let of_each: Vec<_> = with_clause.map(|noun| vocabulary::asked_of(noun, &clause.text)).collect();
        let is_clause = !of_each.is_empty();
        let Some(known) = of_each.into_iter().collect::<Option<Vec<_>>>().map(|all| all.concat()) else { return };
        if !is_clause || known.contains(&part.text.as_str()) {
            return;
        }
        let message = format!("`{}` has no part `{}`", clause.text, part.text);
        let finding = Finding::new(&UNKNOWN_ASKED, part.span, message);
        self.findings.push(match known.as_slice() {
            [] => finding.help(format!("ask for `{}` itself", clause.text)),
            some => finding.help(format!("it has `{}`", some.join("`, `"))),
        });
    }

    /// Words that an attribute never is.
    pub(crate) fn words(&mut self, left: &Argument, comparison: Comparison, right: &Argument, known: &Known) {
        if !matches!(right, Argument::Path(word) if ["known", "nobody"].contains(&word.text().as_str())) {
            self.parts(left, known);
        }
        let is_of_words = matches!(comparison, Comparison::Is | Comparison::IsNot | Comparison::In | Comparison::NotIn);
        let (Argument::Path(path), true) = (left, is_of_words) else { return };
        let allowed = self.asked(path, known).and_then(|(kinds, rest)| allowed(&kinds, &rest));
        let Some(allowed) = allowed else { return };
        let written: Vec<&Argument> = match right {
            Argument::List(items, _) => items.iter().collect(),
            one => vec![one],
        };
        for argument in written {
            let Argument::Path(word) = argument else { continue };
            let text = word.text();
            if text == "known" || allowed.contains(&text.as_str()) || is_bound(word, known) {
                continue;
            }
            let message = format!("`{}` is never `{text}`", path.text());
            let finding = Finding::new(&IMPOSSIBLE_WORD, word.span, message).here("not one of its words");
            self.findings.push(match closest(&text, allowed.iter().copied()) {
                Some(near) => finding.help(format!("did you mean `{near}`?")).replace(
                    format!("write `{near}`"),
                    word.span,
                    near.to_owned(),
                ),
                None => finding.help(format!("it is one of `{}`", allowed.join("`, `"))),
            });
        }
    }

    /// A clause of several parts, none of which is what it says by itself.
    fn parts(&mut self, left: &Argument, known: &Known) {
        let Argument::Path(path) = left else { return };
        let Some((kinds, rest)) = self.asked(path, known) else { return };
        let [head] = rest.as_slice() else { return };
        let mut nouns = kinds.iter().flat_map(|kind| nouns_of(kind)).filter_map(vocabulary::noun);
        if let Some(parts) = nouns.find_map(|noun| vocabulary::parts(noun, head)) {
            let message = format!("`{}` has several parts, and which of them is meant is not said", path.text());
            let each: Vec<String> = parts.iter().map(|part| format!("`{}.{part}`", path.text())).collect();
            let finding = Finding::new(&UNKNOWN_ASKED, path.span, message);
            self.findings.push(finding.help(format!("ask for {}", each.join(" or "))));
        }
    }

    fn fact(&mut self, fact: &Fact, span: Span, known: &Known) {
        match fact {
            Fact::Causes(who, permissions) => {
                self.party(who, known);
                for permission in permissions {
                    self.permission(permission, known);
                }
            }
            Fact::Reaches(one, other)
            | Fact::Extracts(one, other)
            | Fact::Obtains(one, other)
            | Fact::Influences(one, other)
            | Fact::Starts(one, other) => {
                self.party(one, known);
                self.party(other, known);
            }
            Fact::May(_, _, Action::On(_) | Action::Call(_) | Action::Spawn(_) | Action::Hold(_)) => {
                let finding =
                    Finding::new(&UNKNOWN_ASKED, span, "what somebody may do is written, and asked of the grants");
                let help = "ask `some grant g in x.grants where ...`, or what they can bring about";
                self.findings.push(finding.help(help));
            }
        }
    }

    fn party(&mut self, party: &Party, known: &Known) {
        if party.of_another.is_some() {
            let message = "whose data it is can not be asked in a rule".to_owned();
            self.findings.push(
                Finding::new(&UNKNOWN_ASKED, party.span, message)
                    .help("write it as a `prove`: `never K of another tenant reaches N`"),
            );
        }
        match &party.who {
            PartyKind::Names(names) => names.iter().for_each(|name| self.named(name, known)),
            PartyKind::SecretOf(name) => self.named(name, known),
            PartyKind::Any(selection) => {
                if let Some(condition) = &selection.condition {
                    let finding = Finding::new(
                        &UNKNOWN_ASKED,
                        condition.span(),
                        "a selection in a rule is narrowed by what is bound",
                    );
                    self.findings.push(finding.help("write `some KIND NAME where ... and NAME ...`"));
                }
                let strange = selection.kinds.iter().filter(|kind| !is_kind(&kind.text()));
                for kind in strange {
                    let message = format!("`{}` is no kind of thing that rules can be about", kind.text());
                    self.report(&UNKNOWN_KIND, kind.span, message);
                }
            }
            PartyKind::AnySecret => {}
        }
    }

    fn permission(&mut self, permission: &Permission, known: &Known) {
        let is_kind_of_operations = |path: &&Path| vocabulary::OPERATION_KINDS.contains(&path.text().as_str());
        for operation in permission.operations.iter().filter(|path| !is_kind_of_operations(path)) {
            self.named(operation, known);
        }
        if let Resources::Names(names) = &permission.resources {
            for name in names {
                self.named(name, known);
            }
        }
    }

    /// The kinds that a path is asked of, and the attributes behind them.
    fn asked<'p>(&self, path: &'p Path, known: &Known) -> Option<(Vec<String>, Vec<&'p str>)> {
        let (first, behind) = path.segments.split_first()?;
        let texts = |words: &'p [Word]| words.iter().map(|word| word.text.as_str()).collect::<Vec<_>>();
        if let Some((_, kinds)) = known.iter().rev().find(|(name, _)| *name == first.text) {
            return Some((kinds.clone(), texts(behind)));
        }
        let last = known.last().map(|(_, kinds)| kinds);
        if let Some((id, rest)) = begun(self.names, self.place, path)
            && last.is_none_or(|kinds| !has(kinds, &first.text))
        {
            return Some((vec![self.names.definition(id).sort.noun().to_owned()], texts(rest)));
        }
        Some((last?.clone(), texts(&path.segments)))
    }

    /// A name that has to stand for something.
    fn named(&mut self, path: &Path, known: &Known) {
        if is_bound(path, known) {
            self.path(path, known);
        } else if !self.is_declared(path) {
            self.report(&UNKNOWN_ASKED, path.span, format!("`{}` is neither bound nor declared", path.text()));
        }
    }

    pub(crate) fn is_declared(&self, path: &Path) -> bool {
        declared(self.names, self.place, path).is_some()
    }

    /// What a text asks in its braces.
    fn template(&mut self, template: &str, span: Span, known: &Known) {
        for inside in template.split('{').skip(1).filter_map(|part| part.split_once('}')).map(|(inside, _)| inside) {
            let words = inside.trim().split('.').map(|word| Word { text: word.to_owned(), span });
            let path = Path { segments: words.collect(), span };
            if is_bound(&path, known) {
                self.path(&path, known);
            } else {
                self.report(&UNKNOWN_ASKED, span, format!("the text asks for `{inside}`, which is not bound"));
            }
        }
    }
}

pub(crate) fn is_bound(path: &Path, known: &Known) -> bool {
    path.segments.first().is_some_and(|first| known.iter().any(|(name, _)| *name == first.text))
}

/// Whether nobody can say which attributes there are: it comes from a list, or its kind is reported already.
pub(crate) fn is_open(kinds: &[String]) -> bool {
    kinds.is_empty() || !kinds.iter().all(|kind| is_kind(kind))
}

fn has(kinds: &[String], attribute: &str) -> bool {
    kinds.iter().any(|kind| kind_has(kind, attribute))
}

/// The words that an attribute can be, if it can be nothing else in any of its kinds.
pub(crate) fn allowed(kinds: &[String], rest: &[&str]) -> Option<Vec<&'static str>> {
    let nouns = kinds.iter().flat_map(|kind| nouns_of(kind)).filter_map(vocabulary::noun);
    let of_each: Option<Vec<Vec<&'static str>>> = nouns
        .filter(|noun| rest.first().is_some_and(|first| kind_has(noun.name, first)))
        .map(|noun| vocabulary::words(noun, rest))
        .collect();
    of_each.map(|all| all.concat()).filter(|all| !all.is_empty())
}
