//! The last touch: claims by name and facts by what they say, so that nothing depends on the order of the text.

use crate::model::lower::context::{Lowering, number};
use crate::model::{ClaimId, Passing, Plan, PrincipalKind};

impl Lowering<'_> {
    /// Sorts what was added in the order of declarations.
    pub(crate) fn put_in_order(&mut self) {
        self.sort_claims();
        let base = &mut self.base;
        base.forbids.sort_by(|a, b| (a.claim, &a.lifted, &a.permissions).cmp(&(b.claim, &b.lifted, &b.permissions)));
        base.facts.sort_by(|a, b| {
            let (of_a, of_b) = ((&a.fact, &a.when, a.source), (&b.fact, &b.when, b.source));
            of_a.cmp(&of_b).then(a.assumed.cmp(&b.assumed))
        });
        base.facts.dedup();
    }

    fn sort_claims(&mut self) {
        let base = &mut self.base;
        let mut order: Vec<usize> = (0..base.claims.len()).collect();
        order.sort_by(|a, b| base.claims[*a].name.cmp(&base.claims[*b].name));
        let mut numbers = vec![ClaimId(0); order.len()];
        for (new, old) in order.iter().enumerate() {
            numbers[*old] = ClaimId(number(new));
        }
        let renumber = |claim: &mut ClaimId| *claim = numbers[claim.index()];
        base.claims = order.iter().map(|old| base.claims[*old].clone()).collect();
        base.ceilings.values_mut().for_each(|ceiling| renumber(&mut ceiling.claim));
        base.forbids.iter_mut().for_each(|forbid| renumber(&mut forbid.claim));
        base.gates.iter_mut().for_each(|gate| renumber(&mut gate.claim));
        base.transformers.iter_mut().for_each(|transformer| renumber(&mut transformer.claim));
        base.leaves.iter_mut().filter_map(|leaf| leaf.trims.as_mut()).for_each(|trim| renumber(&mut trim.claim));
        for entry in &mut base.entries {
            entry.caller_only.iter_mut().for_each(renumber);
            for passing in [&mut entry.takes, &mut entry.gives] {
                if let Passing::Structured(claim) = passing {
                    renumber(claim);
                }
            }
        }
        for principal in &mut base.principals {
            if let PrincipalKind::Agent { plan: Plan::Fixed(claim), .. } = &mut principal.kind {
                renumber(claim);
            }
        }
    }
}
