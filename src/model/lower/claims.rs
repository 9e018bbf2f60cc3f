//! Controls that somebody must enforce.

use crate::model::lower::context::{Lowering, number};
use crate::model::lower::refer::PRINCIPAL;
use crate::model::{Claim, ClaimId, ClaimKind, DomainId, LeafId, PrincipalId, SourceId};
use crate::names::Place;
use crate::syntax::ast::Argument;

/// Who enforces a claim, and why it is void from the start if it is.
#[derive(Clone, Debug, Default)]
pub(crate) struct Enforcement {
    pub(crate) enforcers: Vec<PrincipalId>,
    pub(crate) void: Option<String>,
}

impl Lowering<'_> {
    /// The principals named as enforcers.
    pub(crate) fn enforcing_principals(&mut self, place: Place, named: &[Argument]) -> Vec<PrincipalId> {
        if named.first().and_then(super::arguments::word) == Some("unknown") {
            return Vec::new();
        }
        self.who(place, named, PRINCIPAL)
    }

    /// Who enforces a claim that must be enforced: whoever is named, or whoever the domain names, outside of those whom
    /// it restricts.
    pub(crate) fn enforcement(
        &mut self,
        place: Place,
        named: Option<&[Argument]>,
        domains: &[DomainId],
        restricted: &[PrincipalId],
    ) -> Enforcement {
        let enforcers = match named {
            Some(named) => self.enforcing_principals(place, named),
            None => self.default_enforcers(domains).unwrap_or_default(),
        };
        let own = enforcers.iter().find(|enforcer| restricted.contains(enforcer)).copied();
        let void = match own {
            Some(own) => Some(format!("`{}` would enforce what restricts it", self.base.principal(own).name)),
            None if enforcers.is_empty() => Some("nobody is named who enforces it".to_owned()),
            None => None,
        };
        Enforcement { enforcers, void }
    }

    /// Adds a claim.
    pub(crate) fn claim(
        &mut self,
        name: String,
        kind: ClaimKind,
        resources: Vec<LeafId>,
        enforcement: Enforcement,
        source: SourceId,
    ) -> ClaimId {
        let Enforcement { enforcers, void } = enforcement;
        self.base.claims.push(Claim { name, kind, resources, enforcers, void, source });
        ClaimId(number(self.base.claims.len() - 1))
    }
}
