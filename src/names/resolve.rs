//! From a path to what it stands for.

use crate::finding::{Finding, closest};
use crate::names::errors::{AMBIGUOUS_NAME, UNKNOWN_NAME};
use crate::names::scope::{Names, number};
use crate::names::{DefinitionId, Module, ModuleId, Space};
use crate::source::LIBRARY_PREFIX;
use crate::syntax::ast::Path;

/// Where a path stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// In a module, perhaps in the block of a declaration.
    Inside(ModuleId, Option<DefinitionId>),
    /// In a question that somebody asks about the whole project: what any of its modules knows is known.
    Question,
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
            return self.first(place, &[&name], space, path);
        }
        self.first(place, &words, space, path)
    }

    fn first(&self, place: Place, words: &[&str], space: Space, path: &Path) -> Result<DefinitionId, Unresolved> {
        let known = self.starts(place, words, space);
        if let [(id, rest)] = known.as_slice() {
            return self.descend(*id, rest, space, path);
        }
        if let Some((one, rest)) = known.first() {
            let mut finding =
                Finding::new(&AMBIGUOUS_NAME, path.span, format!("`{}` is known from several modules", path.text()));
            for (id, _) in &known {
                let definition = self.definition(*id);
                finding = finding.label(definition.span, format!("declared in `{}`", self.module_name(*id)));
            }
            let written = std::iter::once(self.definition(*one).name.as_str()).chain(rest.iter().copied());
            let written = written.collect::<Vec<_>>().join(".");
            return Err(because(finding.help(format!("write `{}.{written}`", self.module_name(*one)))));
        }
        Err(self.unknown(place, words, space, path))
    }

    fn module_name(&self, id: DefinitionId) -> &str {
        &self.module(self.definition(id).module).name
    }

    /// What the beginning of a path can stand for, each with the words that are left.
    fn starts<'w>(&self, place: Place, words: &'w [&'w str], space: Space) -> Vec<(DefinitionId, &'w [&'w str])> {
        let Some((first, rest)) = words.split_first() else { return Vec::new() };
        // The last word is of the space that is asked for; whatever stands before it is a thing.
        let of_first = if rest.is_empty() { space } else { Space::Things };
        let mut found = match place {
            Place::Inside(module, block) => self.look(module, block, of_first, first).into_iter().collect(),
            Place::Question => self.look_everywhere(of_first, first),
        };
        found.dedup();
        if !found.is_empty() {
            return found.into_iter().map(|id| (id, rest)).collect();
        }
        let mut qualified: Vec<(DefinitionId, &[&str])> = Vec::new();
        for module in self.modules_at(place) {
            for (name, target) in self.named_modules(place, module) {
                qualified.extend(self.in_module(&name, target, words, space_of(words, space)));
            }
        }
        qualified.sort_unstable();
        qualified.dedup();
        qualified
    }

    fn look_everywhere(&self, space: Space, name: &str) -> Vec<DefinitionId> {
        let own = self.modules_at(Place::Question);
        let mut found: Vec<DefinitionId> = own.filter_map(|module| self.look(module, None, space, name)).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    fn modules_at(&self, place: Place) -> Box<dyn Iterator<Item = ModuleId> + '_> {
        match place {
            Place::Inside(module, _) => Box::new(std::iter::once(module)),
            Place::Question => {
                let own = self.modules.iter().zip(0..).filter(|(module, _)| !module.name.starts_with(LIBRARY_PREFIX));
                Box::new(own.map(|(_, id)| ModuleId(id)))
            }
        }
    }

    /// The names that a module can be called by, and the modules.
    fn named_modules(&self, place: Place, module: ModuleId) -> Vec<(String, ModuleId)> {
        let imports = &self.module(module).imports;
        let mut named: Vec<(String, ModuleId)> =
            imports.iter().map(|import| (import.name.clone(), import.module)).collect();
        if place == Place::Question {
            named.push((self.module(module).name.clone(), module));
        }
        let short = named.iter().filter_map(|(name, id)| name.rsplit_once('.').map(|(_, last)| (last.to_owned(), *id)));
        let short: Vec<(String, ModuleId)> = short.collect();
        named.extend(short);
        named
    }

    /// What `words` stand for if they begin with the name of a module.
    fn in_module<'w>(
        &self,
        name: &str,
        target: ModuleId,
        words: &'w [&'w str],
        space: impl Fn(usize) -> Space,
    ) -> Option<(DefinitionId, &'w [&'w str])> {
        let length = name.split('.').count();
        let is_prefix = words.len() > length && name.split('.').eq(words[..length].iter().copied());
        let key = is_prefix.then(|| (space(length), words[length].to_owned()))?;
        self.module(target).top.get(&key).map(|id| (*id, &words[length + 1..]))
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
        let parent_definition = self.definition(parent);
        let at = path.segments.iter().find(|segment| segment.text == word).map_or(path.span, |segment| segment.span);
        let owner = format!("{} `{}`", parent_definition.sort.noun(), parent_definition.qualified);
        let mut finding = Finding::new(&UNKNOWN_NAME, at, format!("{owner} declares nothing named `{word}`"))
            .here("not declared there")
            .label(parent_definition.span, format!("{owner} is declared here"));
        let inside = self.inside[parent.index()].keys().map(|(_, name)| name.as_str());
        if let Some(near) = closest(word, inside) {
            let near = near.to_owned();
            finding =
                finding.help(format!("did you mean `{near}`?")).replace(format!("write `{near}`"), at, near.clone());
        }
        because(finding)
    }

    fn unknown(&self, place: Place, words: &[&str], space: Space, path: &Path) -> Unresolved {
        let first = words.first().copied().unwrap_or_default();
        let reported = |module: ModuleId| self.module(module).is_open || self.module(module).broken.contains(first);
        if self.modules_at(place).any(reported) {
            return Unresolved::Reported;
        }
        for other in Space::ALL.into_iter().filter(|other| *other != space) {
            if let [(id, rest)] = self.starts(place, words, other).as_slice()
                && let Ok(id) = self.descend(*id, rest, other, path)
            {
                return Unresolved::Elsewhere(id);
            }
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
            return match definition.parent {
                None => finding.help(format!("add `use {module} [{first}]` at the top of the file")),
                Some(_) => finding.help(format!("write `{}`", definition.qualified)),
            };
        }
        let visible = self.visible(place, space);
        let Some(near) = closest(first, visible.iter().map(String::as_str)) else { return finding };
        let at = path.segments.first().map_or(path.span, |word| word.span);
        finding.help(format!("did you mean `{near}`?")).replace(format!("write `{near}`"), at, near.to_owned())
    }

    /// Every bare name that is known at a place.
    fn visible(&self, place: Place, space: Space) -> Vec<String> {
        let mut known: Vec<String> = Vec::new();
        let mut add = |table: &crate::names::scope::Table| {
            known.extend(table.keys().filter(|(own, _)| *own == space).map(|(_, name)| name.clone()));
        };
        if let Place::Inside(_, mut block) = place {
            while let Some(inner) = block {
                add(&self.inside[inner.index()]);
                block = self.definition(inner).parent;
            }
        }
        for module in self.modules_at(place) {
            let Module { top, bare, .. } = self.module(module);
            add(top);
            add(bare);
        }
        known
    }
}

/// The space of the word at a position: the last one is of the space asked for, the others are things.
fn space_of<'w>(words: &'w [&'w str], space: Space) -> impl Fn(usize) -> Space + 'w {
    move |at| if at + 1 == words.len() { space } else { Space::Things }
}

fn because(finding: Finding) -> Unresolved {
    Unresolved::Because(Box::new(finding))
}
