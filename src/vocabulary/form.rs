//! The pattern language in which the catalogue says what may follow a word.

use crate::vocabulary::target::Target;

/// What follows a head, in order.
pub type Form = &'static [Part];

/// One part of a form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// This small word.
    Word(&'static str),
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A name that is declared here.
    NewName,
    /// A name that is declared here, with dots if wanted.
    NewPath,
    /// A name that is declared here, or several in brackets.
    NewNames,
    /// Levels from the lowest to the highest, with `<` between them.
    Scale,
    /// Names that are declared elsewhere in the same block, from the lowest to the highest, with `<` between them.
    Order(Target),
    /// The name of something.
    Name(Target),
    /// One name or several in brackets.
    Names(Target),
    /// Names, or a selection that begins with `any` or `every`.
    Who(Target),
    /// One word or several in brackets, that stand for no declaration.
    Words(Target),
    /// Operations on resources.
    Permission,
    /// Text in quotes.
    Text,
    /// Texts in quotes, one or several in brackets.
    Texts,
    /// A whole number.
    Number,
    /// A share.
    Percent,
    /// A length of time.
    Duration,
    /// A day.
    Date,
    /// The two ends of a range of numbers.
    Range,
    /// A condition behind `when`.
    When,
    /// This, or nothing.
    Maybe(Form),
    /// The first of these that fits.
    Either(&'static [Form]),
    /// Each of these at most once, in any order.
    AnyOrder(&'static [Form]),
    /// These parts, whose value rules ask for by this name: the `interval` of a review.
    As(&'static str, Form),
}

/// What the braces of a clause or declaration may hold.
#[derive(Clone, Copy, Debug)]
pub enum Inside {
    /// There are no braces.
    Nothing,
    /// `may` and `must not`.
    Permissions,
    /// The clauses of a noun.
    Noun(&'static Noun),
    /// Declarations.
    Declarations,
    /// These clauses.
    Clauses(&'static [Clause]),
}

/// What it means that a clause is left out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absent {
    /// Nobody knows.
    Unknown,
    /// There is none: somebody who did not say that she left is still there.
    Nothing,
    /// This word, as if it stood there.
    Word(&'static str),
}

/// A general clause of a noun.
#[derive(Clone, Copy, Debug)]
pub struct Clause {
    /// The word it begins with.
    pub head: &'static str,
    /// What follows.
    pub form: Form,
    /// Whether it can stand more than once in a block.
    pub many: bool,
    /// What its braces may hold.
    pub inside: Inside,
    /// What is assumed if it is left out or `unknown`.
    pub worst_case: Option<&'static str>,
    /// What it means that it is left out.
    pub absent: Absent,
    /// Whether no worst case is derived if it is `unknown`: nothing can be proved never to happen then.
    pub open: bool,
    /// Whether it only describes: nothing is derived from it.
    pub descriptive: bool,
    /// What it says, as one sentence.
    pub documentation: &'static str,
}

/// A kind of declaration.
#[derive(Clone, Copy, Debug)]
pub struct Noun {
    /// The word it begins with.
    pub name: &'static str,
    /// What follows on its line.
    pub header: Form,
    /// Its clauses, in groups that several nouns share.
    pub clauses: &'static [&'static [Clause]],
    /// The nouns that may be declared inside it.
    pub nests: &'static [&'static str],
    /// Whether `may` and `must not` may stand inside it.
    pub permissions: bool,
    /// Whether it holds a sentence that is to be proved.
    pub sentence: bool,
    /// The words that begin its lines of logic: `for`, `require`, `given`, `expect`.
    pub logic: &'static [&'static str],
    /// Whether it may stand by itself, in no other declaration.
    pub top: bool,
    /// What it declares, as one sentence.
    pub documentation: &'static str,
}

impl Clause {
    /// A clause that stands once and has no braces.
    pub(crate) const fn new(head: &'static str, form: Form, documentation: &'static str) -> Self {
        let (many, inside, worst_case, absent) = (false, Inside::Nothing, None, Absent::Unknown);
        let (open, descriptive) = (false, false);
        Self { head, form, many, inside, worst_case, absent, open, descriptive, documentation }
    }

    /// The same clause, which may stand more than once; left out, there is nothing of the kind.
    pub(crate) const fn many(mut self) -> Self {
        self.many = true;
        self.absent = Absent::Nothing;
        self
    }

    /// The same clause; left out, there is none.
    pub(crate) const fn or_none(mut self) -> Self {
        self.absent = Absent::Nothing;
        self
    }

    /// The same clause; left out, it says this word. Only where that can do no harm.
    pub(crate) const fn or(mut self, word: &'static str) -> Self {
        self.absent = Absent::Word(word);
        self
    }

    /// The same clause with braces.
    pub(crate) const fn holding(mut self, inside: Inside) -> Self {
        self.inside = inside;
        self
    }

    /// The same clause with what is assumed without it.
    pub(crate) const fn or_else(mut self, worst_case: &'static str) -> Self {
        self.worst_case = Some(worst_case);
        self.absent = Absent::Unknown;
        self
    }

    /// The same clause, which gives something to somebody and has no worst case that could be derived.
    pub(crate) const fn open(mut self) -> Self {
        self.open = true;
        self
    }

    /// The same clause, from which nothing is derived.
    pub(crate) const fn descriptive(mut self) -> Self {
        self.descriptive = true;
        self
    }
}

impl Noun {
    /// A noun that stands by itself, without anything in its braces.
    pub(crate) const fn new(name: &'static str, header: Form, documentation: &'static str) -> Self {
        let (clauses, nests, logic): (&[&[Clause]], &[&str], &[&str]) = (&[], &[], &[]);
        Self { name, header, clauses, nests, permissions: false, sentence: false, logic, top: true, documentation }
    }

    /// The same noun with these groups of clauses.
    pub(crate) const fn with(mut self, clauses: &'static [&'static [Clause]]) -> Self {
        self.clauses = clauses;
        self
    }

    /// The same noun with other declarations inside.
    pub(crate) const fn nesting(mut self, nests: &'static [&'static str]) -> Self {
        self.nests = nests;
        self
    }

    /// The same noun with `may` and `must not` inside.
    pub(crate) const fn with_permissions(mut self) -> Self {
        self.permissions = true;
        self
    }

    /// The same noun with a sentence inside.
    pub(crate) const fn with_sentence(mut self) -> Self {
        self.sentence = true;
        self
    }

    /// The same noun with lines of logic that begin with these words.
    pub(crate) const fn with_logic(mut self, logic: &'static [&'static str]) -> Self {
        self.logic = logic;
        self
    }

    /// The same noun, which stands inside others only.
    pub(crate) const fn inner(mut self) -> Self {
        self.top = false;
        self
    }

    /// The clause of this noun that begins with a word.
    pub fn clause(&self, head: &str) -> Option<&'static Clause> {
        self.clauses.iter().flat_map(|group| group.iter()).find(|clause| clause.head == head)
    }
}
