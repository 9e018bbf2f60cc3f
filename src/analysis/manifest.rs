//! What a manifest says about the policy itself: its tiers table, and how much of it may be unknown.

use crate::finding::{Finding, closest};
use crate::model;
use crate::names::names;
use crate::project::{TOO_MANY_UNKNOWNS, UNKNOWN_TIERS, settings};
use crate::source::{Db, Project, is_library};
use crate::syntax::ast::{Clause, Statement};
use crate::syntax::tree;

/// The noun that declares a tiers table.
const TIERS: &str = "tiers";

/// A tiers table that does not exist.
pub(crate) fn unknown_tiers(db: &dyn Db, project: Project) -> Option<Finding> {
    let said = settings(db, project).tiers.as_ref()?;
    let tables = names(db, project).declared_by(TIERS);
    if tables.iter().any(|(name, _)| *name == said.value) {
        return None;
    }
    let message = format!("there is no tiers table `{}`", said.value);
    let finding = Finding::new(&UNKNOWN_TIERS, said.span, message).here("no such table");
    Some(match closest(&said.value, tables.iter().map(|(name, _)| name.as_str())) {
        Some(near) => finding.help(format!("did you mean `{near}`?")),
        None => finding.help("write the module and the name of a `tiers` declaration"),
    })
}

/// More unknown values than the manifest allows.
pub(crate) fn too_many_unknowns(db: &dyn Db, project: Project) -> Option<Finding> {
    let limit = settings(db, project).unknown_limit.as_ref()?;
    let unknown = model::policy(db, project).base.unknowns.len();
    let clauses = clauses(db, project);
    let all = unknown + clauses;
    if unknown * 100 <= all * usize::from(limit.value) {
        return None;
    }
    let percent = (unknown * 100).div_ceil(all.max(1));
    let message = format!("{percent}% of the policy is unknown, and at most {}% may be", limit.value);
    let finding = Finding::new(&TOO_MANY_UNKNOWNS, limit.span, message).here("the limit");
    let finding = finding.note(format!("{unknown} values are not said or not known, beside {clauses} clauses"));
    Some(finding.help("say what is known; `bailiwick check --format json` lists what is not"))
}

/// How many clauses the files have that the user wrote.
pub(crate) fn clauses(db: &dyn Db, project: Project) -> usize {
    let files = project.files(db).iter().filter(|file| !is_library(db, **file));
    files.flat_map(|file| &tree(db, *file).items).map(clauses_in).sum()
}

/// The clauses of a declaration, those of the declarations in it included.
fn clauses_in(statement: &Statement) -> usize {
    let clauses = statement.block.iter().flat_map(|block| &block.clauses);
    let one = |clause: &Clause| match clause {
        Clause::Statement(inner) => 1 + clauses_in(inner),
        Clause::Permission(_) | Clause::Sentence(_) | Clause::Logic(_) => 1,
    };
    clauses.map(one).sum()
}
