//! From a path to what it stands for.

use crate::finding::{Finding, closest};
use crate::names::errors::{AMBIGUOUS_NAME, UNKNOWN_NAME};
use crate::names::scope::{Names, Table, number};
use crate::names::{Definition, DefinitionId, Module, ModuleId, Sort, Space};
use crate::source::{QUESTION_MODULE, Span};
use crate::syntax::ast::Path;

/// Where a path stands: in a module, perhaps in the block of a declaration.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Place {
    /// The module.
    pub module: ModuleId,
    /// The declaration in whose block it is.
    pub block: Option<DefinitionId>,
}

/// Why a path stands for nothing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unresolved {
    /// What it stands for is declared, but is broken and was reported there.
    Reported,
    /// It stands for something, but the name lives in another space.
    Elsewhere(DefinitionId),
    /// The user has to be told.
    Because(Box<Finding>),
}

impl Names {
    /// What a path stands for in a space.
    ///
    /// # Errors
    ///
    /// Nothing of that name is known at this place, or more than one thing is.
    pub fn resolve(&self, place: Place, path: &Path, space: Space) -> Result<DefinitionId, Unresolved> {
        let words: Vec<&str> = path.segments.iter().map(|word| word.text.as_str()).collect();
        if space == Space::Purposes {
            let name = path.text();
            return match self.purpose(place, &words) {
                Some(found) => Ok(found),
                None => self.first(place, &[&name], space, path),
            };
        }
        if space == Space::Tiers && words.len() == 1 {
            return self.tier(&words, path).unwrap_or_else(|| self.first(place, &words, space, path));
        }
        self.first(place, &words, space, path)
    }

    /// A purpose with its module in front: the dots behind the module belong to its name.
    fn purpose(&self, place: Place, words: &[&str]) -> Option<DefinitionId> {
        let found: Vec<DefinitionId> = self
            .modules_before(place, words)
            .into_iter()
            .filter_map(|(module, length)| {
                let key = (Space::Purposes, words[length..].join("."));
                self.module(module).top.get(&key).copied()
            })
            .collect();
        match found.as_slice() {
            [only] => Some(*only),
            _ => None,
        }
    }

    /// A tier by its name alone: of whatever table that is used, since a policy goes by one of them.
    fn tier(&self, words: &[&str], path: &Path) -> Option<Result<DefinitionId, Unresolved>> {
        let of_this_name =
            |definition: &Definition| definition.sort == Sort::Tier && Some(&definition.name.as_str()) == words.first();
        let found: Vec<DefinitionId> =
            self.used().filter(|(_, definition)| of_this_name(definition)).map(|(id, _)| id).collect();
        match found.as_slice() {
            [] => None,
            [only] => Some(Ok(*only)),
            [first, ..] => {
                let message = format!("`{}` stands in several tables of tiers", path.text());
                let finding = found.iter().fold(Finding::new(&AMBIGUOUS_NAME, path.span, message), |finding, id| {
                    finding.label(self.definition(*id).span, "one of them")
                });
                let help = format!("write `{}`", self.definition(*first).qualified);
                Some(Err(because(finding.help(help))))
            }
        }
    }

    fn first(&self, place: Place, words: &[&str], space: Space, path: &Path) -> Result<DefinitionId, Unresolved> {
        let known = self.starts(place, words, space);
        let Some((one, rest)) = known.first() else { return Err(self.unknown(place, words, space, path)) };
        if known.len() == 1 {
            return self.descend(*one, rest, space, path);
        }
        let mut finding =
            Finding::new(&AMBIGUOUS_NAME, path.span, format!("`{}` is known from several modules", path.text()));
        for (id, _) in &known {
            let definition = self.definition(*id);
            finding = finding.label(definition.span, format!("declared in `{}`", self.module_name(*id)));
        }
        let written = std::iter::once(self.definition(*one).name.as_str()).chain(rest.iter().copied());
        let written = written.collect::<Vec<_>>().join(".");
        Err(because(finding.help(format!("write `{}.{written}`", self.module_name(*one)))))
    }

    fn module_name(&self, id: DefinitionId) -> &str {
        &self.module(self.definition(id).module).name
    }

    /// What the beginning of a path can stand for, each with the words that are left.
    fn starts<'w>(&self, place: Place, words: &'w [&'w str], space: Space) -> Vec<(DefinitionId, &'w [&'w str])> {
        let Some((first, rest)) = words.split_first() else { return Vec::new() };
        if let Some(found) = self.look(place.module, place.block, space_at(words, 0, space), first) {
            return vec![(found, rest)];
        }
        let asking = self.module(place.module);
        // What several modules declare is not known to a question without its module; all of them are what is meant.
        let anywhere =
            asking.imports.iter().filter(|_| asking.name == QUESTION_MODULE).map(|import| (import.module, 0));
        let in_modules =
            self.modules_before(place, words).into_iter().chain(anywhere).filter_map(|(target, length)| {
                let key = (space_at(words, length, space), words[length].to_owned());
                self.module(target).top.get(&key).map(|id| (*id, &words[length + 1..]))
            });
        let mut found: Vec<(DefinitionId, &[&str])> = in_modules.collect();
        if rest.is_empty() {
            found.extend(self.called_like_its_module(asking, space, first).map(|id| (id, rest)));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// What a used module is called after: its last word is enough for it.
    fn called_like_its_module<'n>(
        &'n self,
        asking: &'n Module,
        space: Space,
        name: &'n str,
    ) -> impl Iterator<Item = DefinitionId> + 'n {
        let of_this_name = asking.imports.iter().filter(move |import| import.name.rsplit('.').next() == Some(name));
        of_this_name.filter_map(move |import| self.module(import.module).top.get(&(space, name.to_owned())).copied())
    }

    /// The used modules whose name, or its last word, a path begins with, and how many words that is.
    fn modules_before(&self, place: Place, words: &[&str]) -> Vec<(ModuleId, usize)> {
        let mut found = Vec::new();
        for import in &self.module(place.module).imports {
            let length = import.name.split('.').count();
            if words.len() > length && import.name.split('.').eq(words[..length].iter().copied()) {
                found.push((import.module, length));
            } else if words.len() > 1 && import.name.rsplit('.').next() == Some(words[0]) {
                found.push((import.module, 1));
            }
        }
        found
    }

    /// Follows the words behind a name into its block.
    fn descend(
        &self,
        start: DefinitionId,
        words: &[&str],
        space: Space,
        path: &Path,
    ) -> Result<DefinitionId, Unresolved> {
        let mut at = start;
        for (word, left) in words.iter().zip((0..words.len()).rev()) {
            let wanted = if left == 0 { space } else { Space::Things };
            let inside = &self.inside[at.index()];
            let Some(next) = inside.get(&(wanted, (*word).to_owned())) else {
                return Err(self.nothing_inside(at, word, path));
            };
            at = *next;
        }
        Ok(at)
    }

    fn nothing_inside(&self, parent: DefinitionId, word: &str, path: &Path) -> Unresolved {
        let definition = self.definition(parent);
        if self.module(definition.module).broken.contains(word) {
            return Unresolved::Reported;
        }
        let owner = format!("{} `{}`", definition.sort.noun(), definition.qualified);
        let finding = missing(path, word, &owner, self.inside[parent.index()].keys().map(|(_, name)| name.as_str()));
        because(finding.label(definition.span, format!("{owner} is declared here")))
    }

    fn unknown(&self, place: Place, words: &[&str], space: Space, path: &Path) -> Unresolved {
        let first = words.first().copied().unwrap_or_default();
        let module = self.module(place.module);
        if module.is_open || module.broken.contains(first) {
            return Unresolved::Reported;
        }
        for other in Space::ALL.into_iter().filter(|other| *other != space) {
            if let [(id, rest)] = self.starts(place, words, other).as_slice()
                && let Ok(id) = self.descend(*id, rest, other, path)
            {
                return Unresolved::Elsewhere(id);
            }
        }
        if let Some((target, length)) = self.modules_before(place, words).first() {
            let (target, word) = (self.module(*target), words[*length]);
            if target.broken.contains(word) {
                return Unresolved::Reported;
            }
            let owner = format!("module `{}`", target.name);
            return because(missing(path, word, &owner, target.top.keys().map(|(_, name)| name.as_str())));
        }
        let finding = Finding::new(&UNKNOWN_NAME, path.span, format!("`{}` is not declared", path.text()));
        because(self.suggest(finding.here("unknown name"), place, words, space, path))
    }

    /// Adds what the user may have meant: the same name elsewhere, or a similar one here.
    fn suggest(&self, finding: Finding, place: Place, words: &[&str], space: Space, path: &Path) -> Finding {
        let first = words.first().copied().unwrap_or_default();
        let of_this_name = |id: &DefinitionId| {
            let definition = self.definition(*id);
            definition.sort.space() == space && definition.name == first
        };
        let all = (0..number(self.definitions.len())).map(DefinitionId);
        if let Some(id) = all.filter(of_this_name).min_by_key(|id| self.definition(*id).parent.is_some()) {
            let definition = self.definition(id);
            let module = self.module_name(id);
            let finding = finding.label(definition.span, format!("declared in module `{module}`"));
            let is_question = self.module(place.module).name == QUESTION_MODULE;
            let known_as = self.known.name_in(place.module, definition.module);
            return match (definition.parent, known_as.or_else(|| is_question.then(|| module.to_owned()))) {
                (_, None) => {
                    finding.help(format!("name the package of `{module}` below `[dependencies]` to use it here"))
                }
                (None, Some(module)) => self.importing(finding, place, (&module, definition.module), first),
                (Some(_), Some(module)) if !self.module(definition.module).is_used => {
                    self.importing(finding, place, (&module, definition.module), self.outermost(id))
                }
                (Some(_), Some(_)) => finding.help(format!("write `{}`", definition.qualified)),
            };
        }
        // A catalogue that nobody uses was not read: it declares what it is called after.
        let is_called = |module: &Module| module.is_unread && module.name.rsplit('.').next() == Some(first);
        if let Some((module, at)) = self.modules.iter().zip(0..).find(|(module, _)| is_called(module)) {
            return self.importing(finding, place, (&module.name, ModuleId(at)), first);
        }
        let visible = self.visible(place, space);
        let Some(near) = closest(first, visible) else { return finding };
        let at = path.segments.first().map_or(path.span, |word| word.span);
        finding.help(format!("did you mean `{near}`?")).replace(format!("write `{near}`"), at, near.to_owned())
    }

    /// Offers to import a name from a module, which is known by a name where it is used.
    fn importing(&self, finding: Finding, place: Place, (called, from): (&str, ModuleId), name: &str) -> Finding {
        let finding = finding.help(format!("add `use {called} [{name}]` at the top of the file"));
        if self.module(place.module).name == QUESTION_MODULE {
            return finding;
        }
        let (at, text) = self.import(place.module, (called, from), name);
        finding.replace(format!("add `use {called} [{name}]`"), at, text)
    }

    /// What has to be written, and where, to make a name of another module known: in the list of its names, behind other
    /// imports, or at the beginning.
    pub(crate) fn import(&self, into: ModuleId, (called, from): (&str, ModuleId), name: &str) -> (Span, String) {
        let own = self.module(into);
        let listed = own.imports.iter().filter(|import| import.module == from).find_map(|import| import.listed);
        match (listed, own.further) {
            (Some(listed), _) => (listed, format!(", {name}")),
            (None, Some(further)) => (further, format!("\nuse {called} [{name}]")),
            (None, None) => (Span { file: own.file, start: 0, end: 0 }, format!("use {called} [{name}]\n")),
        }
    }

    /// The name of the declaration that holds a declaration, outside of any other.
    fn outermost(&self, id: DefinitionId) -> &str {
        let definition = self.definition(id);
        definition.parent.map_or(&definition.name, |parent| self.outermost(parent))
    }

    /// Every bare name that is known at a place.
    fn visible<'n>(&'n self, place: Place, space: Space) -> Vec<&'n str> {
        let mut known: Vec<&str> = Vec::new();
        let mut add = |table: &'n Table| {
            known.extend(table.keys().filter(|(own, _)| *own == space).map(|(_, name)| name.as_str()));
        };
        let mut block = place.block;
        while let Some(inner) = block {
            add(&self.inside[inner.index()]);
            block = self.definition(inner).parent;
        }
        let Module { top, bare, .. } = self.module(place.module);
        add(top);
        add(bare);
        known
    }
}

/// A name that is missing in a block or module.
fn missing<'n>(path: &Path, word: &str, owner: &str, names: impl Iterator<Item = &'n str>) -> Finding {
    let at = path.segments.iter().find(|segment| segment.text == word).map_or(path.span, |segment| segment.span);
    let finding = Finding::new(&UNKNOWN_NAME, at, format!("{owner} declares nothing named `{word}`"));
    let finding = finding.here("not declared there");
    match closest(word, names) {
        Some(near) => {
            finding.help(format!("did you mean `{near}`?")).replace(format!("write `{near}`"), at, near.to_owned())
        }
        None => finding,
    }
}

/// The space of the word at a position: the last one is of the space asked for, what stands before it is a thing or a table.
fn space_at(words: &[&str], at: usize, space: Space) -> Space {
    match space {
        _ if at + 1 == words.len() => space,
        // Before a tier stands its table.
        Space::Tiers => Space::Statements,
        _ => Space::Things,
    }
}

fn because(finding: Finding) -> Unresolved {
    Unresolved::Because(Box::new(finding))
}
