//! Every mistake, with what is said about it.

use super::{explained, read, wrong};

#[test]
fn all_mistakes_are_told_at_once_and_in_order() {
    let text = "nam = \"x\"
edition = \"2026\"
fail-on = \"eror\"
unknown-limit = 10

[rules]
idle-condition = \"off\"

[dependencies]
std = { path = \"../std\" }
other = { pth = \"../other\" }

[report]
titel = \"x\"
";
    let (_, findings) = read(text);
    insta::assert_snapshot!(findings.join("\n"));
}

#[test]
fn mistakes_are_explained() {
    let cases = [
        "edition = 2027",
        "edition = 1999",
        "sources = []",
        "sources = \"policies\"",
        "sources = [\"a\", \"a\", 3, \"/etc\", \"C:/x\", \"a\\\\b\"]",
        "tiers = \"standard\"",
        "as-of = \"tomorrow\"",
        "fail-on = \"none\"",
        "unknown-limit = \"101%\"",
        "unknown-limit = \"5.5%\"",
        "unknown-limit = \"007%\"",
        "rules = \"strict\"",
        "[rules]\nidle-condition = \"warn\"",
        "[rules]\nidle-condition = false",
        "[rules]\nidle-condition = \"Off\"",
        "[rules]\nfail-on = \"info\"\n[profiles.x]\nedition = 2026",
        "[dependencies]\nother = \"../other\"",
        "[dependencies]\n\"two words\" = { path = \"../x\" }\nwhen = { path = \"../x\" }\na-b_1 = { path = \"x\" }",
        "[profiles]\nstrict = \"yes\"",
        "[profiles.strict]\ntiers = \"a.b\"\n[profiles.strict.rules]\nx = \"allow\"",
        "[report]\ntitle = \" \"\nfail-on = \"info\"",
        "fail-on = \"info\"\nfail-on = \"info\"",
        "fail-on = info",
        "unknown-limit = \"5%",
    ];
    let files = cases.map(|case| {
        let whole =
            format!("name = \"x\"\n{}{case}\n", if case.starts_with("edition") { "" } else { "edition = 2026\n" });
        format!("{case}\n{}\n", explained(&whole))
    });
    insta::assert_snapshot!(files.join("\n"));
}

#[test]
fn a_manifest_that_is_no_toml_is_read_as_far_as_it_goes() {
    let findings = wrong("fail-on = \nunknown-limit = 5\n[rules\nx = \"off\"\n");
    let codes: Vec<&str> = findings.iter().filter_map(|finding| finding.split(' ').next()).collect();
    assert!(codes.contains(&"BW0501") && codes.contains(&"BW0503"), "{findings:?}");
    assert!(!codes.contains(&"BW0504"), "what stands where nothing could be read is not missing: {findings:?}");
}

#[test]
fn a_manifest_needs_a_name_and_an_edition() {
    assert_eq!(
        read("[report]\ntitle = \"x\"\n").1,
        [
            "BW0504 bailiwick.toml:1: the manifest does not say its `name`",
            "BW0504 bailiwick.toml:1: the manifest does not say its `edition`",
        ]
    );
}
