//! Mutation: which changes of a policy its properties and tests notice.

use std::num::NonZeroUsize;

use bailiwick::source::{Database, project};
use bailiwick::trial::{Choice, Fate, Mutation, mutate};

use crate::support::{AS_OF, with_library};

const POLICY: &str = "
context env one of [dev, ci, prod]
domain corp is tenant { trusted yes }
human ana in corp { may approve on review }
human bo in corp {
  /// The build needs it.
  may read on notes
  may write on notes when (env is ci or env is prod) until 2027-01-01
}
service clerk in corp {
  may write on vault
  must not read on notes { enforced by corp }
}
store notes is files in corp { holds internal }
store vault is files in corp { holds confidential }
gate review {
  guards   write on vault
  approved by 1 of ana excluding [requester, author]
  binds    all
  single-use
  renders  canonical
  timeout  deny after 1h
  enforced by corp
}
";

fn tried(watching: &str, limit: Option<usize>) -> Mutation {
    let db = Database::default();
    let text = with_library(&format!("{POLICY}{watching}"));
    let project = project(&db, &[("main.bwk", &text)], AS_OF);
    mutate(&db, project, &Choice { filter: None, limit, threads: NonZeroUsize::MIN })
}

/// Each change with its outcome, one line each.
fn lines(watching: &str) -> Vec<String> {
    let outcome = |fate: &Fate| match fate {
        Fate::Noticed(_) => "noticed",
        Fate::Unnoticed => "unnoticed",
        Fate::NoPolicy(_) => "no policy",
    };
    let tried = tried(watching, None).tried;
    tried
        .iter()
        .map(|(one, fate)| format!("{} {}: {} {}", outcome(fate), one.kind.word(), one.text, one.change))
        .collect()
}

/// What nobody notices of those changes that leave a policy.
fn unnoticed(watching: &str) -> Vec<String> {
    lines(watching).into_iter().filter_map(|line| line.strip_prefix("unnoticed ").map(str::to_owned)).collect()
}

const READS: &str = "prove bo-reads { possible bo causes read on notes }\n";
const CI_ONLY: &str = "prove ci-only { never bo causes write on notes when env is dev }\n";

#[test]
fn every_grant_and_control_is_changed() {
    insta::assert_snapshot!(lines(READS).join("\n"));
}

#[test]
fn what_a_property_is_about_is_noticed() {
    let grant = "grant: may read on notes without it";
    let guard = "guard: may write on notes when (env is ci or env is prod) until 2027-01-01 without `when (env is ci or env is prod)`";
    let before = unnoticed(READS);
    assert!(!before.iter().any(|line| line == grant) && before.iter().any(|line| line == guard), "{before:#?}");
    let after = unnoticed(&format!("{READS}{CI_ONLY}"));
    let gone: Vec<&String> = before.iter().filter(|line| !after.contains(line)).collect();
    assert_eq!(gone, [guard]);
    let only = unnoticed(CI_ONLY);
    assert!(only.iter().any(|line| line == grant) && !only.iter().any(|line| line == guard), "{only:#?}");
}

#[test]
fn tests_notice_as_well() {
    let reviewed = "prove vault-is-reviewed { always write on vault needs approved(review) }\n";
    let before = unnoticed(reviewed);
    let prohibition = "prohibition: must not read on notes without it";
    assert!(before.iter().any(|line| line == prohibition), "{before:#?}");
    assert!(!before.iter().any(|line| line.starts_with("gate: guards write on vault")), "{before:#?}");
    let test = "test \"it\" {\n  with {\n    access more for clerk { may read on notes }\n  }\n  expect clerk may not read on notes\n}\n";
    let after = unnoticed(&format!("{reviewed}{test}"));
    let gone: Vec<&String> = before.iter().filter(|line| !after.contains(line)).collect();
    assert_eq!(gone, [prohibition]);
}

#[test]
fn who_noticed_is_told() {
    let mutation = tried(READS, None);
    let fate = mutation.tried.iter().find(|(one, _)| one.text == "may read on notes").map(|(_, fate)| fate.clone());
    assert_eq!(fate, Some(Fate::Noticed("property `bo-reads` is refuted, and was proved".to_owned())));
}

#[test]
fn a_limit_spreads_what_is_tried() {
    let (all, some) = (tried(READS, None), tried(READS, Some(3)));
    assert_eq!((some.tried.len(), some.possible), (3, all.tried.len()));
    let places: Vec<usize> =
        some.tried.iter().filter_map(|one| all.tried.iter().position(|known| known == one)).collect();
    assert_eq!(places, [0, all.possible / 3, 2 * all.possible / 3]);
}

#[test]
fn threads_change_nothing() {
    let db = Database::default();
    let project = project(&db, &[("main.bwk", &with_library(&format!("{POLICY}{READS}{CI_ONLY}")))], AS_OF);
    let tried = |threads: usize| {
        let threads = NonZeroUsize::new(threads).expect("some threads");
        mutate(&db, project, &Choice { filter: Some("may".to_owned()), limit: None, threads })
    };
    let (one, three) = (tried(1), tried(3));
    assert!(!one.tried.is_empty());
    assert_eq!(one, three);
}
