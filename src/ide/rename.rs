//! Another name for something, everywhere. Tried out before it is offered: what was known of the policy stays so.

use crate::analysis;
use crate::finding::{Edit, Finding};
use crate::ide::layout::copied;
use crate::ide::mentions::{Mention, Target, mention_at, parameters};
use crate::ide::references::mentions_of;
use crate::model::{Base, policy};
use crate::names::{Sort, names};
use crate::source::{Db, File, Project, Span, is_library};
use crate::syntax::is_free_name;

/// The name at an offset, if it can be changed.
///
/// # Errors
///
/// Why it can not, as a fragment.
pub fn renamable(db: &dyn Db, project: Project, file: File, offset: u32) -> Result<Span, String> {
    target(db, project, file, offset).map(|mention| mention.span)
}

/// The edits that give what is named at an offset another name.
///
/// # Errors
///
/// Why it can not have this name, as a fragment.
pub fn rename(db: &dyn Db, project: Project, file: File, offset: u32, name: &str) -> Result<Vec<Edit>, String> {
    let mention = target(db, project, file, offset)?;
    let Target::Definition(id) = mention.target else { return Err(MODULE.to_owned()) };
    let definition = names(db, project).definition(id);
    let is_name = match definition.sort {
        Sort::Purpose => name.split('.').all(is_free_name),
        _ => is_free_name(name),
    };
    if !is_name {
        let why =
            "names begin with a letter, have letters, digits, `_` and single hyphens, and are no words of the language";
        return Err(format!("`{name}` is no name: {why}"));
    }
    if name == definition.name {
        return Ok(Vec::new());
    }
    // Parameters of one name are one attribute.
    let same = match definition.sort {
        Sort::Parameter => parameters(names(db, project), &definition.name),
        _ => vec![id],
    };
    let each = same.into_iter().flat_map(|id| mentions_of(db, project, Target::Definition(id)));
    let mut mentions: Vec<Mention> = each.collect();
    // In two files the same stretch is another place.
    mentions.sort_by(|one, other| {
        let place = |one: &Mention| (one.span.file.path(db), one.span.start, one.span.end);
        place(one).cmp(&place(other))
    });
    mentions.dedup_by_key(|one| one.span);
    let edits = mentions.iter().map(|one| Edit { span: one.span, text: name.to_owned() }).collect();
    tried(db, project, edits, &definition.name, name)
}

const MODULE: &str = "a module is called like its file; rename the file, and the lines that use it";

fn target(db: &dyn Db, project: Project, file: File, offset: u32) -> Result<Mention, String> {
    let mention = mention_at(db, project, file, offset).ok_or("there is no name here that is declared anywhere")?;
    let Target::Definition(id) = mention.target else { return Err(MODULE.to_owned()) };
    if is_library(db, names(db, project).definition(id).span.file) {
        return Err("this is declared in the standard library".to_owned());
    }
    Ok(mention)
}

/// The edits, if as much can be read after them as before, and as much is found.
fn tried(db: &dyn Db, project: Project, edits: Vec<Edit>, old: &str, new: &str) -> Result<Vec<Edit>, String> {
    let is_changed = |file: File| edits.iter().any(|edit| edit.span.file == file);
    let text = |file: File| is_changed(file).then(|| with_edits(file.text(db), file, &edits));
    let (copy, renamed) = copied(db, project, text);
    let codes = |findings: &[Finding]| {
        let mut codes: Vec<&str> = findings.iter().map(|finding| finding.about.code).collect();
        codes.sort_unstable();
        codes
    };
    let (before, after) = (analysis::findings(db, project), analysis::findings(&copy, renamed));
    if codes(&before) == codes(&after) {
        if sizes(&policy(db, project).base) != sizes(&policy(&copy, renamed).base) {
            return Err(format!("`{old}` can not be called `{new}`: the policy would mean something else"));
        }
        return Ok(edits);
    }
    let is_new = |finding: &&Finding| !before.iter().any(|known| known.message == finding.message);
    let why = after.iter().find(is_new).map_or("something else would be found", |finding| finding.message.as_str());
    Err(format!("`{old}` can not be called `{new}`: {why}"))
}

/// How much of everything a policy has: another name changes none of it.
fn sizes(base: &Base) -> [usize; 7] {
    [
        base.principals.len(),
        base.leaves.len(),
        base.atoms.len(),
        base.facts.len(),
        base.claims.len(),
        base.gates.len(),
        base.entries.len(),
    ]
}

/// A text with the edits in its file, which are apart.
pub(crate) fn with_edits(text: &str, file: File, edits: &[Edit]) -> String {
    let mut own: Vec<&Edit> = edits.iter().filter(|edit| edit.span.file == file).collect();
    own.sort_by_key(|edit| edit.span.start);
    let (mut changed, mut at) = (String::with_capacity(text.len()), 0);
    for edit in own {
        changed.push_str(text.get(at..edit.span.start as usize).unwrap_or_default());
        changed.push_str(&edit.text);
        at = edit.span.end as usize;
    }
    changed.push_str(text.get(at..).unwrap_or_default());
    changed
}
