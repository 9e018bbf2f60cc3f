//! The declarations of a project, by module and block.

use std::collections::{BTreeMap, BTreeSet};

use crate::finding::Finding;
use crate::names::errors::{DUPLICATE_MODULE, DUPLICATE_NAME, SHADOWED_NAME};
use crate::names::imports::{self, Import};
use crate::names::packages::Known;
use crate::names::{Definition, DefinitionId, ModuleId, Sort, Space};
use crate::source::{Db, File, Project, Span, is_catalogue, is_library};
use crate::syntax::ast::{Argument, Clause, Statement, Tree, Word};

/// What a name stands for in one block or module.
pub(crate) type Table = BTreeMap<(Space, String), DefinitionId>;

/// Everything that has a name.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Names {
    /// The modules, sorted by name.
    pub modules: Vec<Module>,
    /// The declarations: by module, then in the order of the text.
    pub definitions: Vec<Definition>,
    /// What is wrong with the names as they are declared and imported.
    pub findings: Vec<Finding>,
    /// What is declared in the block of each definition.
    pub(crate) inside: Vec<Table>,
    /// The modules by those who know them.
    pub(crate) known: Known,
}

/// One file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Module {
    /// Its name.
    pub name: String,
    /// The file.
    pub file: File,
    /// Whether it belongs to the policy: a module of the library does if somebody uses it.
    pub is_used: bool,
    /// What it declares outside of any block.
    pub(crate) top: Table,
    /// What its imports make known without a module in front.
    pub(crate) bare: Table,
    /// The modules it uses.
    pub(crate) imports: Vec<Import>,
    /// Where another `use` can stand: behind those that are there, or else behind the edition.
    pub(crate) further: Option<Span>,
    /// Names that stand for something that could not be read, or could not be found and was reported where it is
    /// imported.
    pub(crate) broken: BTreeSet<String>,
    /// Whether it imports everything of a module that does not exist, so that any name may come from there.
    pub(crate) is_open: bool,
    /// Whether it is a long catalogue that nobody uses, which was not read for its names. It declares what it is called.
    pub(crate) is_unread: bool,
}

/// The names of a project.
#[salsa::tracked(returns(ref))]
pub fn names(db: &dyn Db, project: Project) -> Names {
    let mut names = Names::default();
    let files = project.files(db);
    let catalogues = |file: &&File| is_catalogue(db, **file);
    let asked = files.iter().filter(|file| !catalogues(file)).flat_map(|file| &tree_of(db, *file).uses);
    let asked: BTreeSet<String> = asked.map(|import| import.module.text()).collect();
    for file in files {
        let is_unread = catalogues(&file) && !asked.contains(&**file.module(db));
        names.add_module(db, *file, is_unread);
    }
    imports::connect(db, project, &mut names);
    names.mark_used();
    imports::connect_question(&mut names);
    names.report_shadowing();
    names.qualify();
    names
}

/// Behind the last `use`, or else behind the edition; nothing if neither is there.
fn further(tree: &Tree) -> Option<Span> {
    let last = tree.uses.last().map(|line| line.span).or(tree.edition.as_ref().map(|edition| edition.span))?;
    Some(Span { start: last.end, ..last })
}

impl Names {
    fn add_module(&mut self, db: &dyn Db, file: File, is_unread: bool) {
        let module = ModuleId(number(self.modules.len()));
        let name = file.module(db).to_string();
        let parsed = (!is_unread).then(|| crate::syntax::parsed(db, file));
        if let Some(other) = self.modules.iter().find(|other| other.name == name) {
            let (here, there) = (Span { file, start: 0, end: 0 }, Span { file: other.file, start: 0, end: 0 });
            let message = format!("two files are both module `{name}`");
            let finding = Finding::new(&DUPLICATE_MODULE, here, message).label(there, "the other file");
            self.findings.push(finding.help("rename one of the two files"));
        }
        self.modules.push(Module {
            is_used: !is_library(db, file),
            name,
            file,
            top: Table::new(),
            bare: Table::new(),
            imports: Vec::new(),
            further: parsed.and_then(|parsed| further(&parsed.tree)),
            broken: parsed.map(|parsed| parsed.broken.clone()).unwrap_or_default(),
            is_open: false,
            is_unread,
        });
        let items = parsed.map_or(&[][..], |parsed| &parsed.tree.items);
        for (statement, number) in items.iter().zip(0..) {
            self.declare(module, None, statement, &[number]);
        }
    }

    /// Adds what a statement declares, with everything in its block.
    fn declare(&mut self, module: ModuleId, parent: Option<DefinitionId>, statement: &Statement, way: &[u32]) {
        let Some(sort) = Sort::of_noun(&statement.head.text) else { return };
        if let Some(parent) = parent
            && !sort.nests_in(self.definition(parent).sort)
        {
            return;
        }
        let mut first = None;
        for (word, position) in declared_names(sort, &statement.arguments).into_iter().zip(0..) {
            let (name, span) = word;
            let definition =
                Definition { sort, qualified: name.clone(), name, span, module, parent, position, way: way.to_vec() };
            let added = self.add(definition);
            first = first.or(added);
        }
        let (Some(id), Some(block)) = (first, &statement.block) else { return };
        for (clause, number) in block.clauses.iter().zip(0..) {
            if let Clause::Statement(inner) = clause {
                let mut further = way.to_vec();
                further.push(number);
                self.declare(module, Some(id), inner, &further);
            }
        }
    }

    /// Adds a definition, or reports that its name is taken.
    fn add(&mut self, definition: Definition) -> Option<DefinitionId> {
        let key = (definition.sort.space(), definition.name.clone());
        if let Some(first) = self.table(definition.module, definition.parent).get(&key) {
            let first = self.definition(*first);
            let message = format!("`{}` is declared twice", definition.name);
            let finding = Finding::new(&DUPLICATE_NAME, definition.span, message)
                .here("declared again")
                .label(first.span, format!("first declared as {}", first.sort.with_article()))
                .help("give one of the two another name");
            self.findings.push(finding);
            return None;
        }
        let id = DefinitionId(number(self.definitions.len()));
        self.table_mut(definition.module, definition.parent).insert(key, id);
        self.definitions.push(definition);
        self.inside.push(Table::new());
        Some(id)
    }

    /// The declarations of a block, or of a module outside of blocks.
    pub(crate) fn table(&self, module: ModuleId, block: Option<DefinitionId>) -> &Table {
        match block {
            Some(block) => &self.inside[block.index()],
            None => &self.modules[module.index()].top,
        }
    }

    fn table_mut(&mut self, module: ModuleId, block: Option<DefinitionId>) -> &mut Table {
        match block {
            Some(block) => &mut self.inside[block.index()],
            None => &mut self.modules[module.index()].top,
        }
    }

    /// The module.
    pub fn module(&self, id: ModuleId) -> &Module {
        &self.modules[id.index()]
    }

    /// The definition.
    pub fn definition(&self, id: DefinitionId) -> &Definition {
        &self.definitions[id.index()]
    }

    /// Every definition that belongs to the policy, in order.
    pub fn used(&self) -> impl Iterator<Item = (DefinitionId, &Definition)> {
        let all = self.definitions.iter().zip(0..).map(|(definition, id)| (DefinitionId(id), definition));
        all.filter(|(_, definition)| self.module(definition.module).is_used)
    }

    /// What is declared in the block of a definition, in the order of names.
    pub fn inside(&self, block: DefinitionId) -> impl Iterator<Item = DefinitionId> + '_ {
        self.inside[block.index()].values().copied()
    }

    fn mark_used(&mut self) {
        let mut waiting: Vec<usize> = (0..self.modules.len()).filter(|at| self.modules[*at].is_used).collect();
        while let Some(at) = waiting.pop() {
            let targets: Vec<usize> = self.modules[at].imports.iter().map(|import| import.module.index()).collect();
            for target in targets {
                if !self.modules[target].is_used {
                    self.modules[target].is_used = true;
                    waiting.push(target);
                }
            }
        }
    }

    /// No name declared in a block may hide one that is known around it.
    fn report_shadowing(&mut self) {
        let mut hidden = Vec::new();
        for definition in &self.definitions {
            let Some(parent) = definition.parent else { continue };
            let outer = self.definition(parent).parent;
            let found = self.look(definition.module, outer, definition.sort.space(), &definition.name);
            let Some(outer) = found.map(|id| self.definition(id)) else { continue };
            let message = format!("`{}` would hide {} of the same name", definition.name, outer.sort.with_article());
            let finding = Finding::new(&SHADOWED_NAME, definition.span, message)
                .here("declared inside a block")
                .label(outer.span, "known in the block as well")
                .help("give one of the two another name");
            hidden.push(finding);
        }
        self.findings.extend(hidden);
    }

    /// What a bare name stands for in a block, the blocks around it, its module and that module's imports.
    pub(crate) fn look(
        &self,
        module: ModuleId,
        block: Option<DefinitionId>,
        space: Space,
        name: &str,
    ) -> Option<DefinitionId> {
        let key = (space, name.to_owned());
        let mut block = block;
        while let Some(inner) = block {
            if let Some(found) = self.inside[inner.index()].get(&key) {
                return Some(*found);
            }
            block = self.definition(inner).parent;
        }
        let module = self.module(module);
        module.top.get(&key).or_else(|| module.bare.get(&key)).copied()
    }

    /// Gives every definition its full name, which no other definition that is used has in its space.
    fn qualify(&mut self) {
        let mut taken: BTreeMap<(Space, &str), u32> = BTreeMap::new();
        for module in self.modules.iter().filter(|module| module.is_used) {
            for (space, name) in module.top.keys() {
                *taken.entry((*space, name)).or_default() += 1;
            }
        }
        let outermost = |definition: &Definition| {
            let (space, name) = (definition.sort.space(), definition.name.as_str());
            let is_one_of_many = taken.get(&(space, name)).is_some_and(|times| *times > 1);
            let module = self.module(definition.module);
            if is_one_of_many { format!("{}.{name}", module.name) } else { name.to_owned() }
        };
        let outer = self.used().filter(|(_, definition)| definition.parent.is_none());
        let outer: BTreeSet<(Space, String)> =
            outer.map(|(_, definition)| (definition.sort.space(), outermost(definition))).collect();
        let mut qualified: Vec<String> = Vec::with_capacity(self.definitions.len());
        for definition in &self.definitions {
            let Some(parent) = definition.parent else {
                qualified.push(outermost(definition));
                continue;
            };
            // A parent stands before what is declared in it, so its full name is known.
            let mut name = format!("{}.{}", qualified[parent.index()], definition.name);
            // A module can have the name of a block: what is in the block is told apart by its own module.
            while outer.contains(&(definition.sort.space(), name.clone())) {
                name = format!("{}.{name}", self.module(definition.module).name);
            }
            qualified.push(name);
        }
        for (definition, qualified) in self.definitions.iter_mut().zip(qualified) {
            definition.qualified = qualified;
        }
    }
}

/// The names that a statement declares: one, unless it is a scale of levels or a list.
fn declared_names(sort: Sort, arguments: &[Argument]) -> Vec<(String, Span)> {
    let single = |argument: &Argument| match argument {
        Argument::Path(path) if sort == Sort::Purpose => Some((path.text(), path.span)),
        Argument::Path(path) => match path.segments.as_slice() {
            [Word { text, span }] => Some((text.clone(), *span)),
            _ => None,
        },
        _ => None,
    };
    match (sort, arguments.first()) {
        (Sort::Level, _) => arguments.iter().filter_map(single).collect(),
        (Sort::Compartment, Some(Argument::List(items, _))) => items.iter().filter_map(single).collect(),
        (_, Some(first)) => single(first).into_iter().collect(),
        (_, None) => Vec::new(),
    }
}

/// A count as a number.
pub(crate) fn number(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

/// The tree of a module.
pub(crate) fn tree_of(db: &dyn Db, file: File) -> &Tree {
    crate::syntax::tree(db, file)
}
