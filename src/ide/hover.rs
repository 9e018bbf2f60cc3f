//! What is known of the word under the cursor.

use std::fmt::Write as _;

use crate::finding::Descriptor;
use crate::ide::calls::authority;
use crate::ide::complete::line_said;
use crate::ide::controls;
use crate::ide::mentions::{Target, mention_at};
use crate::ide::shown::{Known, Shown, ShownProperty};
use crate::ide::told::{code, told};
use crate::ide::words::{Meant, word_at};
use crate::names::{DefinitionId, Sort, names};
use crate::proof::{Premise, Verdict};
use crate::rules;
use crate::source::{Db, File, Project, Span};
use crate::syntax::tree;
use crate::tiers;
use crate::vocabulary;

/// How much of an authority is listed.
const MOST_LISTED: usize = 12;

/// What is shown about a place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hover {
    /// What it is about.
    pub span: Span,
    /// What is known of it, as Markdown.
    pub markdown: String,
}

/// What is known of what stands at an offset.
pub fn hover(db: &dyn Db, project: Project, shown: &Shown, file: File, offset: u32) -> Option<Hover> {
    if let Some(mention) = mention_at(db, project, file, offset) {
        let markdown = match mention.target {
            Target::Definition(id) => of_definition(db, project, shown, id),
            Target::Module(id) => of_module(db, project, id),
        };
        return Some(Hover { span: mention.span, markdown });
    }
    if let Some((span, markdown)) = controls::told(db, project, file, offset) {
        return Some(Hover { span, markdown });
    }
    if let Some((span, about)) = rule_at(db, project, file, offset) {
        let markdown = format!("rule **{}** {}\n\n{}", about.name, about.code, about.summary);
        return Some(Hover { span, markdown });
    }
    let Some(word) = word_at(db, file, offset) else {
        let (span, word, said) = line_at(db, file, offset)?;
        return Some(Hover { span, markdown: format!("**{word}**\n\n{said}") });
    };
    let markdown = match word.meant {
        Meant::Noun(noun) => format!("**{}**\n\n{}", noun.name, noun.documentation),
        Meant::Clause(clause) => of_clause(clause),
        Meant::Sentence(span) => of_property(shown.properties.iter().find(|property| property.span == span)?),
    };
    Some(Hover { span: word.span, markdown })
}

/// The word at an offset if a line begins with it, with what such a line says.
fn line_at(db: &dyn Db, file: File, offset: u32) -> Option<(Span, &str, &'static str)> {
    let text = file.text(db);
    let before = text.get(..offset as usize)?;
    let line = before.rfind('\n').map_or(0, |at| at + 1);
    let blank = text[line..].len() - text[line..].trim_start_matches([' ', '\t']).len();
    let start = line + blank;
    let word = text[start..].split(|c: char| !c.is_ascii_alphabetic()).next().unwrap_or_default();
    let end = start + word.len();
    let is_there = (start..=end).contains(&(offset as usize));
    let span = Span { file, start: u32::try_from(start).ok()?, end: u32::try_from(end).ok()? };
    line_said(word).filter(|_| is_there).map(|said| (span, word, said))
}

/// The rule that is named at an offset, by name or code.
fn rule_at(db: &dyn Db, project: Project, file: File, offset: u32) -> Option<(Span, &'static Descriptor)> {
    let text = file.text(db);
    let is_part = |c: &char| c.is_ascii_alphanumeric() || *c == '-';
    let (before, after) = (text.get(..offset as usize)?, text.get(offset as usize..)?);
    let length = |part: usize| u32::try_from(part).unwrap_or(u32::MAX);
    let start = offset - length(before.chars().rev().take_while(is_part).count());
    let end = offset + length(after.chars().take_while(is_part).count());
    let word = text.get(start as usize..end as usize).filter(|word| word.contains('-') || word.starts_with("BW"))?;
    let mut all = rules::catalogue().into_iter().chain(rules::declared_rules(db, project));
    let about = all.find(|about| about.name == word || about.code == word)?;
    Some((Span { file, start, end }, about))
}

fn of_clause(clause: &vocabulary::Clause) -> String {
    let mut text = format!("**{}**\n\n{}", clause.head, clause.documentation);
    if let Some(worst) = clause.worst_case {
        _ = write!(text, "\n\nLeft out or `unknown`, it is taken to be: {worst}.");
    }
    text
}

fn of_module(db: &dyn Db, project: Project, id: crate::names::ModuleId) -> String {
    let module = names(db, project).module(id);
    let text = module.file.text(db);
    let comments = text.lines().take_while(|line| line.starts_with("//"));
    let said: Vec<&str> = comments.map(|line| line.trim_start_matches('/').trim()).collect();
    format!("module **{}**\n\n{}", module.name, said.join("\n"))
}

fn of_definition(db: &dyn Db, project: Project, shown: &Shown, id: DefinitionId) -> String {
    let names = names(db, project);
    let definition = names.definition(id);
    let module = names.module(definition.module);
    let statement = definition.statement(tree(db, module.file));
    let header = statement.map(|statement| {
        let end = statement.block.as_ref().map_or(statement.span.end, |block| block.span.start);
        let text = module.file.text(db).get(statement.span.start as usize..end as usize).unwrap_or_default();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    });
    let header = header.unwrap_or_else(|| format!("{} {}", definition.sort.noun(), definition.qualified));
    let mut parts = vec![format!("```bailiwick\n{header}\n```")];
    if let Some(statement) = statement.filter(|statement| !statement.docs.is_empty()) {
        parts.push(statement.docs.join("\n"));
    }
    if let Some(noun) = vocabulary::noun(definition.sort.noun()) {
        parts.push(format!("*{}* Declared in `{}`.", noun.documentation, module.name));
    }
    let property =
        shown.properties.iter().find(|one| definition.sort == Sort::Prove && one.name == definition.qualified);
    parts.extend(property.map(of_property));
    parts.extend(of_workflow(db, project, id));
    parts.extend(of_authority(db, project, id));
    parts.extend(statement.and_then(|statement| of_verdicts(shown, statement.span)));
    parts.join("\n\n")
}

fn of_property(property: &ShownProperty) -> String {
    match &property.known {
        Known::Pending(None) => "pending: the proof is under way".to_owned(),
        Known::Pending(Some(before)) => format!("pending: it was {} before the last change", before.word()),
        Known::Verdict(verdict) => told(verdict),
    }
}

/// The tier and function that a workflow really has.
fn of_workflow(db: &dyn Db, project: Project, id: DefinitionId) -> Option<String> {
    if names(db, project).definition(id).sort != Sort::Workflow {
        return None;
    }
    let rating = tiers::ratings(db, project).workflows.iter().find(|rating| rating.workflow == id)?;
    let mut lines = vec![format!("Derived function: `{}`", rating.function.word())];
    if let Some(reason) = &rating.does {
        lines.push(format!("- {}", reason.sentence));
    }
    if let Some(tier) = &rating.derived {
        lines.push(format!("\nDerived tier: `{}`", tier.name));
        lines
            .extend(rating.decisive().iter().map(|score| format!("- {}: {}", code(&score.row), score.reason.sentence)));
    }
    Some(lines.join("\n"))
}

/// What somebody can bring about.
fn of_authority(db: &dyn Db, project: Project, id: DefinitionId) -> Option<String> {
    let is_workload = matches!(
        names(db, project).definition(id).sort,
        Sort::Agent
            | Sort::Blueprint
            | Sort::Service
            | Sort::Tool
            | Sort::Workflow
            | Sort::Human
            | Sort::Team
            | Sort::Origin
    );
    let effects = if is_workload { authority(db, project, id) } else { Vec::new() };
    if effects.is_empty() {
        return None;
    }
    let mut lines = vec!["Effective authority, even if every agent is compromised:".to_owned()];
    for effect in effects.iter().take(MOST_LISTED) {
        let condition = effect.condition.as_ref().map(|condition| format!(" when {condition}")).unwrap_or_default();
        lines.push(format!("- `{}` on `{}`{condition}", effect.operation, effect.on));
    }
    if effects.len() > MOST_LISTED {
        lines.push(format!("- and {} more", effects.len() - MOST_LISTED));
    }
    Some(lines.join("\n"))
}

/// The verdicts that rest on a declaration.
fn of_verdicts(shown: &Shown, declaration: Span) -> Option<String> {
    let mut lines = Vec::new();
    for property in &shown.properties {
        let Known::Verdict(verdict) = &property.known else { continue };
        if rests_on(verdict, declaration) && !declaration.covers(verdict.span) {
            lines.push(format!("- `{}` is {}", verdict.name, verdict.status.word()));
        }
    }
    (!lines.is_empty()).then(|| format!("Verdicts that rest on it:\n{}", lines.join("\n")))
}

fn rests_on(verdict: &Verdict, declaration: Span) -> bool {
    let premises = verdict.witness.iter().flat_map(|witness| &witness.hops).flat_map(|hop| &hop.premises);
    let mut declared = premises.filter_map(|premise| match premise {
        Premise::Declared(place) => Some(place.span),
        Premise::Hop(_) => None,
    });
    declared.any(|span| declaration.covers(span))
        || verdict.rests_on.iter().any(|one| declaration.covers(one.place.span))
}
