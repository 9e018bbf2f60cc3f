//! What can be derived, and how it is spelt.
//!
//! A fact is spelt `word(argument, ...)`, the arguments in the order of the fields below and by name. The sorts of
//! arguments are spelt so:
//!
//! * a principal, an operation, a credential, an entry, a gate, a claim: its name;
//! * a permission: two arguments, the operation and the leaf;
//! * an account: the principal's name, followed by `*` if it works without the principal being there;
//! * a depth: a number or `inf`;
//! * a session: `single`, `unattended`, or the name of the principal on whose account it is;
//! * a node: the name of the leaf or principal;
//! * a data atom: the name of the class with its individual, `secret(CREDENTIAL)`, `taint(PRINCIPAL)`;
//! * a filter: `text` for everything that passes every atom, else `structured(CLAIM)`;
//! * a way of influence: `text`, `code`, `admin`.
//!
//! So `auth(coder, ana, ana*, write, repo, inf)` or `has(coder, unattended, taint(anyone))`.

use std::collections::BTreeMap;

use bailiwick::logic::Guard;
use bailiwick::model::{
    AtomId, Base, ClaimId, CredentialId, DataAtom, Depth, EntryId, GateId, LeafId, Node, Permission, PrincipalId,
    VerbId,
};

/// On whose account something happens: `s`, or `s*` through something that works without `s` being there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Account {
    pub(crate) subject: PrincipalId,
    pub(crate) starred: bool,
}

/// On whose account a run is, or which part of a leaf.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Place {
    Single,
    Unattended,
    Of(PrincipalId),
}

/// What passes a call, as far as a derived fact remembers it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum Filter {
    Text,
    Structured(ClaimId),
}

/// The ways of influence.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) enum How {
    Text,
    Code,
    Admin,
}

/// A predicate: one table of a [`Facts`].
pub(crate) trait Row: Copy + Ord {
    fn table(facts: &Facts) -> &BTreeMap<Self, Guard>;
    fn table_mut(facts: &mut Facts) -> &mut BTreeMap<Self, Guard>;
}

/// Something with a canonical spelling.
trait Spell {
    fn spell(&self, base: &Base) -> String;
}

macro_rules! predicates {
    ($($(#[$doc:meta])* $name:ident $word:ident { $($field:ident: $sort:ty),+ })+) => {
        $(
            $(#[$doc])*
            #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
            pub(crate) struct $name {
                $(pub(crate) $field: $sort),+
            }

            impl Row for $name {
                fn table(facts: &Facts) -> &BTreeMap<Self, Guard> {
                    &facts.$word
                }

                fn table_mut(facts: &mut Facts) -> &mut BTreeMap<Self, Guard> {
                    &mut facts.$word
                }
            }
        )+

        /// A derived fact.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
        pub(crate) enum Fact {
            $($name($name)),+
        }

        impl Fact {
            /// The canonical spelling.
            pub(crate) fn text(&self, base: &Base) -> String {
                match self {
                    $(Self::$name(row) => {
                        let arguments = [$(row.$field.spell(base)),+];
                        format!("{}({})", stringify!($word), arguments.join(", "))
                    })+
                }
            }
        }

        /// Everything that is known, each fact with the condition under which it holds.
        #[derive(Clone, Debug, PartialEq, Eq, Default)]
        pub(crate) struct Facts {
            $(pub(crate) $word: BTreeMap<$name, Guard>),+
        }

        impl Facts {
            /// All facts, by predicate.
            pub(crate) fn all(&self) -> Vec<(Fact, &Guard)> {
                let mut all = Vec::new();
                $(all.extend(self.$word.iter().map(|(row, guard)| (Fact::$name(*row), guard)));)+
                all
            }

            /// Adds a fact of any predicate; says whether it adds anything.
            pub(crate) fn add_fact(&mut self, fact: Fact, guard: &Guard) -> bool {
                match fact {
                    $(Fact::$name(row) => self.add(row, guard)),+
                }
            }
        }
    };
}

predicates! {
    /// The actor may exercise the permission, recorded as `recorded`, on this account, and hand it on so often.
    Auth auth { actor: PrincipalId, recorded: PrincipalId, account: Account, permission: Permission, depth: Depth }
    /// The actor can present the credential.
    Presents presents { actor: PrincipalId, credential: CredentialId }
    /// The actor has the credential itself.
    Holds holds { actor: PrincipalId, credential: CredentialId }
    /// The agent runs on this account.
    Session session { agent: PrincipalId, place: Place }
    /// Authority behind the gates.
    Exer exer { actor: PrincipalId, recorded: PrincipalId, account: Account, permission: Permission }
    /// The caller calls the entry.
    Invokes invokes { caller: PrincipalId, entry: EntryId }
    /// The actor's standing authority.
    Own own { actor: PrincipalId, permission: Permission, recorded: PrincipalId }
    /// The entry exercises the permission for the caller, who calls `called` for it.
    Via via {
        caller: PrincipalId, entry: EntryId, permission: Permission, recorded: PrincipalId, account: Account,
        called: EntryId
    }
    /// Brought about in the actor's own run.
    Direct direct { actor: PrincipalId, recorded: PrincipalId, permission: Permission }
    /// Brought about through another actor's run.
    Far far { actor: PrincipalId, recorded: PrincipalId, permission: Permission }
    /// Brought about by calling the entry, where somebody calls because somebody else does, or by a step.
    Through through { caller: PrincipalId, entry: EntryId, recorded: PrincipalId, permission: Permission }
    /// What the actor could bring about, if it wanted to.
    Cause cause { actor: PrincipalId, permission: Permission }
    /// Content of the leaf can come to the reader, whom the leaf takes for somebody.
    Obs obs { reader: PrincipalId, place: Place, permission: Permission, filter: Filter, taken_for: PrincipalId }
    /// Content can go from the writer to the leaf.
    Emit emit { writer: PrincipalId, place: Place, permission: Permission, filter: Filter }
    /// The data atom comes to the node.
    Has has { node: Node, place: Place, atom: AtomId }
    /// The data atom is at hand in the caller's call of the entry, and nowhere else.
    Carried carried { caller: PrincipalId, entry: EntryId, place: Place, atom: AtomId }
    /// Somebody decides, in this way, what the target does.
    Influences influences { source: PrincipalId, target: PrincipalId, how: How }
    /// The claim holds nothing back.
    Void void { claim: ClaimId }
    /// The gate can get an approval in this name that nobody deliberated.
    Forged forged { gate: GateId, approver: PrincipalId }
    /// The gate lets a request recorded as `requester` through.
    Opens opens { gate: GateId, requester: PrincipalId }
    /// May do anything that it can.
    Free free { actor: PrincipalId }
    /// Hostile.
    Adv adv { actor: PrincipalId }
    /// What comes of the calls that the actor's steps make.
    Follows follows { actor: PrincipalId, permission: Permission }
    /// What the actor brings about as it behaves.
    Does does { actor: PrincipalId, permission: Permission }
    /// The data atom is for this principal.
    Entitled entitled { principal: PrincipalId, atom: AtomId }
}

impl Facts {
    /// Adds a fact under a condition; says whether that adds anything.
    pub(crate) fn add<R: Row>(&mut self, row: R, guard: &Guard) -> bool {
        if guard.is_never() {
            return false;
        }
        let known = R::table_mut(self).entry(row).or_default();
        let mut news = false;
        for alternative in guard.alternatives() {
            news |= known.add(alternative.clone());
        }
        news
    }

    /// The condition of a fact: never, if it is not known.
    pub(crate) fn guard<R: Row>(&self, row: R) -> Guard {
        R::table(self).get(&row).cloned().unwrap_or_default()
    }

    /// Adds everything that `other` knows; says whether that adds anything.
    pub(crate) fn absorb(&mut self, other: &Self) -> bool {
        let mut news = false;
        for (fact, guard) in other.all() {
            news |= self.add_fact(fact, guard);
        }
        news
    }

    /// The facts by their spelling.
    pub(crate) fn texts(&self, base: &Base) -> BTreeMap<String, Guard> {
        let mut texts: BTreeMap<String, Guard> = BTreeMap::new();
        for (fact, guard) in self.all() {
            let known = texts.entry(fact.text(base)).or_default();
            *known = known.or(guard);
        }
        texts
    }
}

impl Spell for PrincipalId {
    fn spell(&self, base: &Base) -> String {
        base.principal(*self).name.clone()
    }
}

impl Spell for LeafId {
    fn spell(&self, base: &Base) -> String {
        base.leaf(*self).name.clone()
    }
}

impl Spell for VerbId {
    fn spell(&self, base: &Base) -> String {
        base.verbs[self.index()].name.clone()
    }
}

impl Spell for CredentialId {
    fn spell(&self, base: &Base) -> String {
        base.credential(*self).name.clone()
    }
}

impl Spell for EntryId {
    fn spell(&self, base: &Base) -> String {
        base.entry(*self).name.clone()
    }
}

impl Spell for GateId {
    fn spell(&self, base: &Base) -> String {
        base.gate(*self).name.clone()
    }
}

impl Spell for ClaimId {
    fn spell(&self, base: &Base) -> String {
        base.claim(*self).name.clone()
    }
}

impl Spell for Permission {
    fn spell(&self, base: &Base) -> String {
        format!("{}, {}", self.verb.spell(base), self.leaf.spell(base))
    }
}

impl Spell for Account {
    fn spell(&self, base: &Base) -> String {
        let star = if self.starred { "*" } else { "" };
        format!("{}{star}", self.subject.spell(base))
    }
}

impl Spell for Depth {
    fn spell(&self, _base: &Base) -> String {
        match self {
            Self::Limited(times) => times.to_string(),
            Self::Unlimited => "inf".to_owned(),
        }
    }
}

impl Spell for Place {
    fn spell(&self, base: &Base) -> String {
        match self {
            Self::Single => "single".to_owned(),
            Self::Unattended => "unattended".to_owned(),
            Self::Of(subject) => subject.spell(base),
        }
    }
}

impl Spell for Node {
    fn spell(&self, base: &Base) -> String {
        match self {
            Self::Leaf(leaf) => leaf.spell(base),
            Self::Principal(principal) => principal.spell(base),
        }
    }
}

impl Spell for AtomId {
    fn spell(&self, base: &Base) -> String {
        match base.atom(*self) {
            DataAtom::Class { name, .. } => name.clone(),
            DataAtom::Secret(credential) => format!("secret({})", credential.spell(base)),
            DataAtom::Taint(author) => format!("taint({})", author.spell(base)),
        }
    }
}

impl Spell for Filter {
    fn spell(&self, base: &Base) -> String {
        match self {
            Self::Text => "text".to_owned(),
            Self::Structured(claim) => format!("structured({})", claim.spell(base)),
        }
    }
}

impl Spell for How {
    fn spell(&self, _base: &Base) -> String {
        match self {
            Self::Text => "text",
            Self::Code => "code",
            Self::Admin => "admin",
        }
        .to_owned()
    }
}
