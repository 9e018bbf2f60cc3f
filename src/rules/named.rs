//! Rules and proofs, for whatever in a policy names them.

use crate::finding::{Descriptor, Finding, closest};
use crate::model::policy;
use crate::names::{Names, Place, Sort, Space, Unresolved, names};
use crate::rules::{catalogue, declared_rules, is_fixed};
use crate::source::{Db, Project};
use crate::syntax::ast::Path;

/// A rule as a policy or a manifest knows it.
pub(crate) struct KnownRule {
    pub(crate) code: &'static str,
    pub(crate) name: &'static str,
    /// Whether an error of it stays one.
    pub(crate) is_fixed: bool,
}

impl KnownRule {
    pub(crate) fn is_called(&self, name: &str) -> bool {
        self.name == name || self.code == name
    }
}

/// Every rule that can be named in a project, those that it declares itself among them.
pub(crate) fn known_rules(db: &dyn Db, project: Project) -> Vec<KnownRule> {
    let rule = |about: &'static Descriptor| KnownRule { code: about.code, name: about.name, is_fixed: is_fixed(about) };
    catalogue().into_iter().chain(declared_rules(db, project)).map(rule).collect()
}

/// Every rule and every proof of a project.
pub(crate) struct Named<'a> {
    names: &'a Names,
    rules: Vec<KnownRule>,
    proofs: Vec<&'a str>,
}

impl<'a> Named<'a> {
    pub(crate) fn of(db: &'a dyn Db, project: Project) -> Self {
        let properties = &policy(db, project).properties;
        let proofs = properties.iter().map(|property| property.name.as_str()).collect();
        Self { names: names(db, project), rules: known_rules(db, project), proofs }
    }

    /// The rule of this code or name.
    pub(crate) fn rule(&self, name: &str) -> Option<&KnownRule> {
        self.rules.iter().find(|rule| rule.is_called(name))
    }

    /// Whether a name stands for a proof.
    pub(crate) fn is_proof(&self, place: Place, path: &Path) -> bool {
        self.proof(place, path).is_some()
    }

    /// The whole name of the proof that a name stands for.
    pub(crate) fn proof(&self, place: Place, path: &Path) -> Option<String> {
        let declared = self.names.resolve(place, path, Space::Statements).ok().map(|id| self.names.definition(id));
        let declared = declared.filter(|definition| definition.sort == Sort::Prove);
        let known = || self.proofs.iter().find(|name| **name == path.text()).map(|name| (*name).to_owned());
        declared.map(|definition| definition.qualified.clone()).or_else(known)
    }

    /// What is wrong with a name that is neither a rule's nor a proof's. A proof with a mistake was reported where it is.
    pub(crate) fn unknown(&self, about: &'static Descriptor, place: Place, path: &Path) -> Option<Finding> {
        let name = path.text();
        if self.rule(&name).is_some() || self.proofs.contains(&&*name) {
            return None;
        }
        if let Ok(_) | Err(Unresolved::Reported) = self.names.resolve(place, path, Space::Statements) {
            return None;
        }
        let finding = Finding::new(about, path.span, format!("there is no rule and no proof `{name}`")).here("unknown");
        let all = self.rules.iter().flat_map(|rule| [rule.name, rule.code]).chain(self.proofs.iter().copied());
        Some(match closest(&name, all) {
            Some(near) => {
                finding.help(format!("did you mean `{near}`?")).replace(format!("write `{near}`"), path.span, near)
            }
            None => finding.help("`bailiwick rules` lists the rules"),
        })
    }
}
