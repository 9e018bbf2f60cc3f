//! What each `use` makes known.

use std::collections::BTreeMap;

use crate::finding::{Finding, closest};
use crate::names::errors::{AMBIGUOUS_NAME, SHADOWED_NAME, UNKNOWN_IMPORT, UNKNOWN_MODULE};
use crate::names::packages::{Found, Known};
use crate::names::scope::{Names, number, tree_of};
use crate::names::{DefinitionId, ModuleId, Space};
use crate::source::{Db, Project, QUESTION_MODULE, Span};
use crate::syntax::ast::{Bare, Use, Word};

/// A module that another one uses.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Import {
    /// The module.
    pub(crate) module: ModuleId,
    /// Its whole name.
    pub(crate) name: String,
    /// Behind the last of the names that are listed, if some are.
    pub(crate) listed: Option<Span>,
}

/// Follows every `use` of every module.
pub(crate) fn connect(db: &dyn Db, project: Project, names: &mut Names) {
    names.known = Known::new(db, project, names);
    for at in 0..names.modules.len() {
        let module = ModuleId(number(at));
        for import in &tree_of(db, names.modules[at].file).uses {
            connect_one(names, module, import);
        }
    }
}

/// Makes a question know every module, and every name that only one of them declares.
pub(crate) fn connect_question(names: &mut Names) {
    let Some(asking) = names.modules.iter().position(|module| module.name == QUESTION_MODULE) else { return };
    let mut imports = Vec::new();
    let mut known: BTreeMap<(Space, String), Option<DefinitionId>> = BTreeMap::new();
    for (at, module) in names.modules.iter().enumerate().filter(|(at, module)| *at != asking && module.is_used) {
        imports.push(Import { module: ModuleId(number(at)), name: module.name.clone(), listed: None });
        for (key, id) in &module.top {
            known.entry(key.clone()).and_modify(|known| *known = None).or_insert(Some(*id));
        }
    }
    names.modules[asking].bare = known.into_iter().filter_map(|(key, id)| Some((key, id?))).collect();
    names.modules[asking].imports = imports;
}

fn connect_one(names: &mut Names, module: ModuleId, import: &Use) {
    let wanted = import.module.text();
    let target = match names.known.find(module, &wanted) {
        Found::Module(target) => target,
        Found::Reported => return leave_open(names, module, import),
        Found::Nothing => {
            report_unknown(names, module, import, &wanted);
            return leave_open(names, module, import);
        }
    };
    let listed = match &import.bare {
        Bare::Names(words) => words.last().map(|word| Span { start: word.span.end, ..word.span }),
        Bare::Nothing | Bare::Everything => None,
    };
    names.modules[module.index()].imports.push(Import { module: target, name: wanted, listed });
    match &import.bare {
        Bare::Nothing => {}
        Bare::Everything => {
            let all: Vec<(Space, String)> = names.module(target).top.keys().cloned().collect();
            for (space, name) in all {
                make_known(names, module, target, space, &name, import.span);
            }
            let broken = names.module(target).broken.clone();
            names.modules[module.index()].broken.extend(broken);
        }
        Bare::Names(words) => {
            for word in words {
                import_name(names, module, target, word);
            }
        }
    }
}

fn import_name(names: &mut Names, module: ModuleId, target: ModuleId, word: &Word) {
    let source = names.module(target);
    let spaces: Vec<Space> =
        Space::ALL.into_iter().filter(|space| source.top.contains_key(&(*space, word.text.clone()))).collect();
    for space in &spaces {
        make_known(names, module, target, *space, &word.text, word.span);
    }
    if !spaces.is_empty() {
        return;
    }
    let source = names.module(target);
    if !source.broken.contains(&word.text) {
        let message = format!("module `{}` declares nothing named `{}`", source.name, word.text);
        let mut finding = Finding::new(&UNKNOWN_IMPORT, word.span, message).here("not declared there");
        if let Some(near) = closest(&word.text, source.top.keys().map(|(_, name)| name.as_str())) {
            finding = finding.help(format!("did you mean `{near}`?")).replace(
                format!("write `{near}`"),
                word.span,
                near.to_owned(),
            );
        }
        names.findings.push(finding);
    }
    names.modules[module.index()].broken.insert(word.text.clone());
}

/// Makes a declaration of `target` known in `module` without a module in front.
fn make_known(names: &mut Names, module: ModuleId, target: ModuleId, space: Space, name: &str, span: Span) {
    let key = (space, name.to_owned());
    let Some(id) = names.module(target).top.get(&key).copied() else { return };
    let own = names.module(module).top.get(&key).copied();
    let other = names.module(module).bare.get(&key).copied();
    match (own, other) {
        (Some(own), _) if own != id => clash(names, span, own, id, true),
        (None, Some(other)) if other != id => clash(names, span, other, id, false),
        (None, None) => _ = names.modules[module.index()].bare.insert(key, id),
        _ => {}
    }
}

fn clash(names: &mut Names, span: Span, known: DefinitionId, imported: DefinitionId, is_own: bool) {
    let (known, imported) = (names.definition(known), names.definition(imported));
    let (name, module) = (&known.name, &names.module(imported.module).name);
    let finding = if is_own {
        Finding::new(&SHADOWED_NAME, span, format!("`{name}` is declared here and imported from `{module}`"))
            .label(known.span, "declared in this module")
    } else {
        let other = &names.module(known.module).name;
        Finding::new(&AMBIGUOUS_NAME, span, format!("`{name}` is imported from `{other}` and from `{module}`"))
            .label(known.span, "one of them")
    };
    let finding = finding
        .label(imported.span, format!("declared in `{module}`"))
        .help(format!("import from `{module}` by a list without `{name}`, or rename"));
    names.findings.push(finding);
}

fn report_unknown(names: &mut Names, module: ModuleId, import: &Use, wanted: &str) {
    let message = format!("there is no module `{wanted}`");
    let finding = Finding::new(&UNKNOWN_MODULE, import.module.span, message);
    let known = names.known.names_in(module);
    let finding = if names.known.is_elsewhere(module, wanted) {
        let package = wanted.split('.').next().unwrap_or_default();
        let here = format!("`{package}` is a package that this one does not name");
        finding
            .here(here)
            .help(format!("name `{package}` below `[dependencies]` in the manifest of this file's package"))
    } else if let Some(inside) = known.iter().find(|name| name.starts_with(&format!("{wanted}."))) {
        finding.here("modules are files").help(format!("name a module in it: `{inside}`"))
    } else if let Some(near) = closest(wanted, known.iter().map(String::as_str)) {
        let near = near.to_owned();
        finding.here("no file of this name").help(format!("did you mean `{near}`?")).replace(
            format!("write `{near}`"),
            import.module.span,
            near,
        )
    } else {
        finding
            .here("no file of this name")
            .help("name the file by its path from the source root, with dots for slashes")
    };
    names.findings.push(finding);
}

/// Whatever a module that is not there may declare is no reason for further complaints.
fn leave_open(names: &mut Names, module: ModuleId, import: &Use) {
    let user = &mut names.modules[module.index()];
    user.broken.extend(import.module.segments.last().map(|word| word.text.clone()));
    user.broken.extend(import.module.segments.first().map(|word| word.text.clone()));
    match &import.bare {
        Bare::Nothing => {}
        Bare::Everything => user.is_open = true,
        Bare::Names(words) => user.broken.extend(words.iter().map(|word| word.text.clone())),
    }
}
