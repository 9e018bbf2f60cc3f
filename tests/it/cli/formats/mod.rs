//! The formats of `check` that others have defined.

mod github;
mod junit;
mod markdown;
mod sarif;
mod several;

use super::{code, err, folder, out, run};

/// What is hostile to every format is in it: links, markup, mentions, commands, and characters of more than one unit.
const POLICY: &str = r#"edition 2026
use std.operations [*]
use std.levels [*]

context mfa boolean

domain corp is tenant { trusted yes }

human ana "Ana" in corp {
  owner ana
  may read on notes when mfa
}

human bo "Bo" in corp {
  manager ana
  may write on notes
  may write on notes
}

store notes "No|tes & <b>@all</b>" is files in corp {
  holds internal
}

prove nobody-reads "😀 𝒜 é: [see](http://x.y) ::error::`never` @all ]]>" { never ana causes read on notes }

prove nobody-writes {
  never bo causes write on notes
}

prove ana-can {
  possible ana causes read on notes
}

exception writes-stay {
  owner    ana
  accepts  nobody-writes
  because  "they | <i>will</i> go, [soon](x)"
  approved by ana on 2026-01-01
  expires  2026-12-31
}
"#;

/// What `check` prints in a format.
fn checked(policy: &str, format: &str) -> String {
    let folder = folder(&[("policies/a policy.bwk", policy)]);
    let output = run(folder.path(), &["check", "policies", "--format", format, "--as-of", "2026-11-22"]);
    assert!(code(&output) < 2, "{}", err(&output));
    out(&output)
}

/// A document without the version, which is not what a snapshot is about.
fn settled(document: &str) -> String {
    document.replace(env!("CARGO_PKG_VERSION"), "VERSION")
}
