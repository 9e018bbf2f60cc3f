//! Two tenants before one assistant and one index.

use super::{COMPROMISED, Closed, HONEST, base};
use bailiwick::model::Base;

/// `{trimming}` is what the index does about it.
fn assistant(trimming: &str) -> Base {
    base(&format!(
        "context tenant individual session
class pii-data at confidential with pii {{ per tenant }}
team customer of 100 in corp {{
  per tenant
  entitled to pii-data
}}
store index is vector-index in corp {{
  holds pii-data
  {trimming}
}}
sink answer is subject in corp
agent copilot in corp {{
  instructable yes
  started by customer
  may read on index
  may reply on answer
}}
"
    ))
}

#[test]
fn a_shared_index_shows_everything_to_everybody() {
    let base = assistant("trims by none");
    for mode in [COMPROMISED, HONEST] {
        let closed = Closed::of(&base, mode);
        assert_eq!(closed.conditions("has(answer, customer·1, pii-data·2)"), ["true"]);
        assert_eq!(closed.conditions("has(customer·1, single, pii-data·2)"), ["true"]);
    }
}

#[test]
fn a_trimmed_index_shows_each_their_own() {
    let base = assistant("trims by subject lag 0s");
    for mode in [COMPROMISED, HONEST] {
        let closed = Closed::of(&base, mode);
        assert_eq!(closed.conditions("has(answer, customer·1, pii-data·1)"), ["true"]);
        assert_eq!(closed.conditions("has(customer·1, single, pii-data·1)"), ["true"]);
        assert_eq!(closed.conditions("has(answer, customer·1, pii-data·2)"), [""; 0]);
        assert_eq!(closed.conditions("has(customer·1, single, pii-data·2)"), [""; 0]);
    }
}
