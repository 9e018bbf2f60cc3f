//! Changes of a policy, each of which takes one grant away or loosens one control: what properties and tests are there to
//! notice.

use crate::source::{Db, File, Project, Span, is_library};
use crate::syntax::ast::{Argument, Clause, Condition, Modifier, PermissionClause, Statement};
use crate::syntax::tree;
use crate::vocabulary::{self, Form, Found, Inside, Noun, Part};

/// A change of one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Mutant {
    /// What is changed.
    pub kind: MutantKind,
    /// The clause.
    pub span: Span,
    /// The clause as it is written, in one line.
    pub text: String,
    /// What is done to it, as a fragment: "without it".
    pub change: String,
    /// What is replaced, and by what.
    pub(crate) edit: (Span, String),
}

/// What a change is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum MutantKind {
    /// Something that is permitted is so no more.
    Grant,
    /// A gate lets more through.
    Gate,
    /// A condition or a transformer is gone.
    Guard,
    /// A limit is gone.
    Bound,
    /// A `must not` is gone.
    Prohibition,
}

impl MutantKind {
    /// The word for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Grant => "grant",
            Self::Gate => "gate",
            Self::Guard => "guard",
            Self::Bound => "bound",
            Self::Prohibition => "prohibition",
        }
    }
}

/// Nouns that let nobody do anything and keep nobody from it.
const SILENT: [&str; 8] = ["prove", "test", "rule", "exception", "delegation-rule", "tiers", "framework", "mapping"];
/// Clauses that give something.
const GIVING: [&str; 2] = ["uses", "readable"];
/// Clauses that stand in the way of something.
const GUARDING: [&str; 3] = ["ceiling", "trims", "sender-bound"];
/// What makes a gate one.
const GATING: [&str; 4] = ["guards", "binds", "renders", "single-use"];

/// Every change of a project's own files that is tried, in the order of the text.
pub(crate) fn mutants(db: &dyn Db, project: Project) -> Vec<Mutant> {
    let own = project.packages(db).first().map_or(project.files(db), |package| &package.files);
    let mut found = Vec::new();
    for file in own.iter().filter(|file| !is_library(db, **file)) {
        let mut finding = Finding { text: file.text(db), found: Vec::new() };
        for item in &tree(db, *file).items {
            if let Some(noun) = vocabulary::noun(&item.head.text) {
                finding.declaration(item, noun);
            }
        }
        finding.found.sort_by_key(|mutant| (mutant.span.start, mutant.edit.0.start));
        found.append(&mut finding.found);
    }
    found
}

struct Finding<'a> {
    text: &'a str,
    found: Vec<Mutant>,
}

impl Finding<'_> {
    fn declaration(&mut self, statement: &Statement, noun: &'static Noun) {
        if SILENT.contains(&noun.name) {
            return;
        }
        for clause in statement.block.iter().flat_map(|block| &block.clauses) {
            match clause {
                Clause::Permission(permission) => self.permission(permission),
                Clause::Statement(inner) => match vocabulary::find(Inside::Noun(noun), &inner.head.text) {
                    Some(Found::Noun(noun)) => self.declaration(inner, noun),
                    Some(Found::Clause(about)) => self.clause(noun, inner, about),
                    None => {}
                },
                Clause::Sentence(_) | Clause::Logic(_) => {}
            }
        }
    }

    fn permission(&mut self, clause: &PermissionClause) {
        if clause.forbids {
            self.drop(MutantKind::Prohibition, clause.span);
            return;
        }
        self.drop(MutantKind::Grant, clause.span);
        let end = clause.block.as_ref().map_or(clause.span.end, |block| block.span.start);
        let starts: Vec<u32> = clause.modifiers.iter().map(|modifier| self.beginning(clause.span, modifier)).collect();
        for (at, modifier) in clause.modifiers.iter().enumerate() {
            let span = Span { start: starts[at], end: starts.get(at + 1).copied().unwrap_or(end), ..clause.span };
            match modifier {
                Modifier::When(_) | Modifier::During(_) => self.cut(MutantKind::Guard, clause.span, span),
                Modifier::Until(_) | Modifier::Delegable(Some(_), _) => self.cut(MutantKind::Bound, clause.span, span),
                Modifier::Unless(_) | Modifier::Delegable(None, _) => {}
            }
        }
    }

    /// Where a modifier begins: at its word, whatever brackets stand behind that.
    fn beginning(&self, clause: Span, modifier: &Modifier) -> u32 {
        let (word, inner) = match modifier {
            Modifier::When(condition) => ("when", condition.span()),
            Modifier::Unless(condition) => ("unless", condition.span()),
            Modifier::During(task) => ("during", task.span),
            Modifier::Until(date) => ("until", date.span),
            Modifier::Delegable(_, span) => ("delegable", Span { end: span.end, start: span.start, ..*span }),
        };
        if matches!(modifier, Modifier::Delegable(..)) {
            return inner.start;
        }
        self.word_before(clause, inner.start, word)
    }

    /// Where the last such word before a place in a clause is.
    fn word_before(&self, clause: Span, place: u32, word: &str) -> u32 {
        let before = self.text.get(clause.start as usize..place as usize).unwrap_or_default();
        before.rfind(word).map_or(place, |at| clause.start + length(&before[..at]))
    }

    fn clause(&mut self, noun: &Noun, statement: &Statement, about: &vocabulary::Clause) {
        let head = statement.head.text.as_str();
        let is_gate = noun.name == "gate";
        match head {
            "approved" if is_gate => self.approvals(statement),
            "timeout" if is_gate => self.timeout(statement),
            _ if says_the_worst(statement) => {}
            _ if is_gate && GATING.contains(&head) => self.drop(MutantKind::Gate, statement.span),
            _ if GIVING.contains(&head) => self.drop(MutantKind::Grant, statement.span),
            _ if GUARDING.contains(&head) && !about.descriptive => self.drop(MutantKind::Guard, statement.span),
            _ if !about.descriptive && is_bound(statement) => self.unbind(statement, about),
            _ => {}
        }
        if is_gate {
            return;
        }
        let mut arguments = statement.arguments.iter().peekable();
        while let Some(argument) = arguments.next() {
            match argument {
                Argument::When(condition) => self.without_condition(statement, condition),
                Argument::Path(word) if word.text() == "through" => {
                    if let Some(behind) = arguments.peek() {
                        self.cut(MutantKind::Guard, statement.span, word.span.to(behind.span()));
                    }
                }
                _ => {}
            }
        }
    }

    fn without_condition(&mut self, statement: &Statement, condition: &Condition) {
        let start = self.word_before(statement.span, condition.span().start, "when");
        let end = statement.block.as_ref().map_or(statement.span.end, |block| block.span.start);
        self.cut(MutantKind::Guard, statement.span, Span { start, end, ..statement.span });
    }

    /// Fewer approvers, and those who should not approve.
    fn approvals(&mut self, statement: &Statement) {
        for argument in &statement.arguments {
            match argument {
                Argument::Number(number) if number.value > 1 => {
                    self.replace(MutantKind::Gate, statement.span, number.span, "1", "with one approval".to_owned());
                }
                Argument::Path(word) if word.text() == "excluding" => {
                    let span = Span { end: statement.span.end, ..word.span };
                    self.cut(MutantKind::Gate, statement.span, span);
                }
                _ => {}
            }
        }
    }

    fn timeout(&mut self, statement: &Statement) {
        let Some(Argument::Path(word)) = statement.arguments.first() else { return };
        if word.text() != "allow" {
            let span = match statement.arguments.get(1..3) {
                Some([Argument::Path(to), name]) if to.text() == "to" => word.span.to(name.span()),
                _ => word.span,
            };
            self.replace(MutantKind::Gate, statement.span, span, "allow", "with `timeout allow`".to_owned());
        }
    }

    fn unbind(&mut self, statement: &Statement, about: &vocabulary::Clause) {
        let Some(bound) = statement.arguments.first() else { return };
        if takes(about.form, "unlimited") {
            let change = format!("with `{} unlimited`", about.head);
            self.replace(MutantKind::Bound, statement.span, bound.span(), "unlimited", change);
        } else {
            self.drop(MutantKind::Bound, statement.span);
        }
    }

    /// The clause goes, with what documents it.
    fn drop(&mut self, kind: MutantKind, span: Span) {
        let mut start = span.start as usize;
        while let Some(line) = self.text.get(..start).and_then(|before| before.trim_end_matches(' ').strip_suffix('\n'))
        {
            let begins = line.rfind('\n').map_or(0, |at| at + 1);
            if !line[begins..].trim_start().starts_with("///") {
                break;
            }
            start = begins + (line[begins..].len() - line[begins..].trim_start().len());
        }
        let whole = Span { start: length(&self.text[..start]), ..span };
        self.replace(kind, span, whole, "", "without it".to_owned());
    }

    /// A part of the clause goes.
    fn cut(&mut self, kind: MutantKind, clause: Span, part: Span) {
        let written = self.one_line(part);
        self.replace(kind, clause, part, "", format!("without `{written}`"));
    }

    fn replace(&mut self, kind: MutantKind, span: Span, replaced: Span, by: &str, change: String) {
        let text = self.one_line(span);
        self.found.push(Mutant { kind, span, text, change, edit: (replaced, by.to_owned()) });
    }

    fn one_line(&self, span: Span) -> String {
        let text = self.text.get(span.start as usize..span.end as usize).unwrap_or_default();
        let before_block = text.split_once('{').map_or(text, |(before, _)| before);
        before_block.split_whitespace().collect::<Vec<_>>().join(" ")
    }
}

impl Mutant {
    /// The text of the file with the change. Whatever is replaced leaves blanks, so that every line stays where it is.
    pub(crate) fn changed(&self, text: &str) -> String {
        let (span, by) = &self.edit;
        let (start, end) = (span.start as usize, span.end as usize);
        let mut changed = text.to_owned();
        let gone = text.get(start..end).unwrap_or_default();
        let lines: String = gone.chars().filter(|one| *one == '\n').collect();
        changed.replace_range(start..end, &format!("{by}{lines}"));
        changed
    }

    /// The file.
    pub(crate) fn file(&self) -> File {
        self.span.file
    }
}

/// Whether a clause says what it would mean if it were left out.
fn says_the_worst(statement: &Statement) -> bool {
    let is_worst = |word: &str| ["no", "none", "agent-text", "unlimited", "unknown"].contains(&word);
    matches!(statement.arguments.last(), Some(Argument::Path(word)) if is_worst(&word.text()))
}

/// Whether a clause is a number, a length of time, or a range, and nothing else.
fn is_bound(statement: &Statement) -> bool {
    let is_limit = |one: &Argument| matches!(one, Argument::Number(_) | Argument::Duration(_) | Argument::Range(..));
    !statement.arguments.is_empty() && statement.arguments.iter().all(is_limit)
}

/// Whether a form can be this word.
fn takes(form: Form, word: &str) -> bool {
    form.iter().any(|part| match part {
        Part::Word(one) => *one == word,
        Part::OneOf(words) => words.contains(&word),
        Part::Maybe(inner) | Part::As(_, inner) => takes(inner, word),
        Part::Either(forms) | Part::AnyOrder(forms) => forms.iter().any(|form| takes(form, word)),
        _ => false,
    })
}

fn length(text: &str) -> u32 {
    u32::try_from(text.len()).unwrap_or(u32::MAX)
}
