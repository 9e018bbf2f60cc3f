//! What keys can say.

use bailiwick::finding::Severity;
use bailiwick::project::{AsOf, Overrides};

use super::{fine, read};

#[test]
fn everything_that_is_said_is_known() {
    let manifest = fine(
        "sources = [\"policies\", \"shared/people.bwk\"]
tiers = \"own.tiers.strict-ones\"
as-of = \"required\"
fail-on = \"warning\"
unknown-limit = \"10%\"
[dependencies]
people = { path = \"../people\" }
[dependencies.tools]
path = \"vendor/tools\"
[rules]
BW0305 = \"error\"
ended-grant = \"warning\"
[profiles.release]
fail-on = \"info\"
unknown-limit = \"0%\"
rules.BW0305 = \"info\"
[profiles.draft]
[report]
title = \"Payments\"
organisation = \"Example Bank\"
",
    );
    let sources: Vec<&str> = manifest.sources.iter().flatten().map(|source| source.value.as_str()).collect();
    assert_eq!(sources, ["policies", "shared/people.bwk"]);
    assert_eq!(manifest.tiers.map(|tiers| tiers.value).as_deref(), Some("own.tiers.strict-ones"));
    assert_eq!(manifest.as_of, AsOf::Required);
    let paths = manifest
        .dependencies
        .iter()
        .map(|one| (one.name.value.as_str(), one.path.as_ref().map(|path| path.value.as_str())));
    assert_eq!(paths.collect::<Vec<_>>(), [("people", Some("../people")), ("tools", Some("vendor/tools"))]);
    let levels = manifest.overrides.levels.iter().map(|level| (level.rule.value.as_str(), level.severity));
    assert_eq!(levels.collect::<Vec<_>>(), [("BW0305", Severity::Error), ("ended-grant", Severity::Warning)]);
    assert_eq!(manifest.overrides.fail_on, Some(Severity::Warning));
    assert_eq!(manifest.overrides.unknown_limit.map(|limit| limit.value), Some(10));
    let [draft, release] = manifest.profiles.as_slice() else { unreachable!("two profiles") };
    assert_eq!((draft.name.value.as_str(), &draft.overrides), ("draft", &Overrides::default()));
    assert_eq!(release.overrides.fail_on, Some(Severity::Info));
    assert_eq!(release.overrides.unknown_limit.as_ref().map(|limit| limit.value), Some(0));
    assert_eq!(release.overrides.levels.len(), 1);
    assert_eq!(manifest.report.title.as_deref(), Some("Payments"));
    assert_eq!(manifest.report.organisation.as_deref(), Some("Example Bank"));
}

#[test]
fn what_is_not_said_has_a_default() {
    let manifest = fine("");
    assert_eq!(manifest.sources, None);
    assert_eq!(manifest.as_of, AsOf::Today);
    assert_eq!(
        (manifest.name.map(|name| name.value).as_deref(), manifest.edition.map(|said| said.value)),
        (Some("x"), Some(2026))
    );
    assert_eq!(fine("as-of = \"today\"").as_of, AsOf::Today);
}

#[test]
fn hostile_texts_are_answered() {
    let deep = format!("name = {}", "[".repeat(100_000));
    let tables = "a.".repeat(100_000);
    for text in ["\0", "\u{feff}", "[[[", "a = {", "=", "name = \"\\u0000\"", "[name]\n[name.x]\n", &deep, &tables] {
        assert_ne!(read(text).1, [""; 0], "{text:.20}");
    }
}
