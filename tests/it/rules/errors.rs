//! Mistakes in rules, and what rules say.

use super::{WORLD, all, found, lines};
use crate::support::with_library;

#[test]
fn mistakes_are_told() {
    let text = format!(
        "{WORLD}rule kinds {{
  for every agnt a
  require a.anything is known
}}
rule attributes {{
  for every [human, team] h
  require h.lfet is nobody and count(h.grants) <= 3 and no grant g where g.untl is known
}}
rule nothing {{ for every human h }}
rule nothing-bound {{ require as-of > 2026-01-01 }}
rule granted {{
  for every human h
  require h may not read on any
}}
rule unknown-name {{
  for every human h
  require h.name is known
}}
rule twice {{
  code ACME-1
  for every human h
  require h.name is known
}}
rule thrice {{
  code ACME-1
  for every human h
  require h.name is known
}}
rule ours {{
  code BW9999
  for every human h
  require h.name is known
}}
"
    );
    let codes: Vec<String> = all(&text).iter().map(|one| one.about.code.to_owned()).collect();
    let expected = ["BW0601", "BW0602", "BW0602", "BW0603", "BW0603", "BW0602", "BW0604", "BW0604", "BW0604"];
    assert_eq!(codes, expected, "{:#?}", found(&text));
    assert!(all(&text).iter().any(|one| one.help.as_deref() == Some("did you mean `left`?")));
}

#[test]
fn a_rule_says_what_its_author_wrote() {
    let text = format!(
        "{WORLD}/// Who has left has nothing to do here.
rule gone \"Nobody has left\" {{
  code     ACME-7
  for every human h
  require  h.left is nobody
  severity error when h.label is known
  severity warning
  message  \"`{{h}}` of {{h.domain}} has left on {{h.left}}\"
  help     \"delete `{{h.name}}`\"
}}
"
    );
    let findings = all(&text);
    assert_eq!(findings.len(), 1);
    let finding = &findings[0];
    assert_eq!(finding.message, "`bo` of corp has left on 2026-01-31");
    assert_eq!(finding.help.as_deref(), Some("delete `bo`"));
    assert_eq!((finding.about.code, finding.about.name), ("ACME-7", "gone"));
    assert_eq!(finding.about.summary, "Nobody has left");
    assert_eq!(finding.about.explanation, "Who has left has nothing to do here.");
    assert_eq!(format!("{:?}", finding.severity), "Warning");
    assert_eq!(lines(&text), ["ACME-7 5"]);
}

/// Each pair of things is asked about, and a rule about several kinds is asked of all of them.
#[test]
fn a_rule_can_be_about_several_things() {
    let text = format!(
        "{WORLD}team board of [ana, bo] in corp
rule pairs {{
  for every [human, team] a
  for every human b in a.members where b.left is known
  require b.manager is known
  message \"{{a}} {{b}}\"
}}
"
    );
    assert_eq!(found(&text), ["pairs: board bo"]);
}

/// What is wrong with a policy comes first; rules are asked of one that can be read.
#[test]
fn a_broken_policy_is_not_asked() {
    let text = format!("{WORLD}rule gone {{\n  for every human h\n  require h.left is nobody\n}}\n");
    assert_eq!(found(&text), ["gone: `bo` does not fulfil `gone`"]);
    assert_eq!(lines(&format!("{text}human cy in nowhere\n")), ["BW0201 11"]);
}

/// A rule that asks for what does not exist would find nothing, or everything.
#[test]
fn nothing_that_does_not_exist_can_be_asked() {
    let cases = [
        ("x.kind is api-kye", "BW0605"),
        ("x.kind in [api-key, pasword]", "BW0605"),
        ("x.refreshable is maybe", "BW0605"),
        ("some workflow w where w.state is producton", "BW0605"),
        ("some workflow w where state is producton", "BW0605"),
        ("some store s where s.trims is subjekt", "BW0605"),
        ("some store s where s.trims.by is subject", "BW0602"),
        ("some workflow w where w.review.intervall > 1d", "BW0602"),
        ("some workflow w where w.review > 1d", "BW0602"),
        ("x.ttl.most > 1d", "BW0602"),
        ("some gate g where g.timeout is sometimes", "BW0605"),
        ("ttll <= 1h", "BW0602"),
        ("some workflow w where stat is production", "BW0602"),
        ("length(x.users) > 1", "BW0602"),
        ("count(store s where s.kin is vault) > 1", "BW0602"),
        ("any secret reaches nowhere", "BW0602"),
        ("nobody-known obtains x", "BW0602"),
        ("some human h where h causes pblish on any", "BW0602"),
        ("some human h where h causes read on nowhere", "BW0602"),
        ("ticket of another tenant reaches ana", "BW0602"),
        ("any agent where instructable is yes obtains x", "BW0602"),
        ("any agnt obtains x", "BW0601"),
    ];
    for (condition, code) in cases {
        let text = format!(
            "{WORLD}credential key is api-key of ana in corp\nrule asked {{\n  for every credential x\n  require {condition}\n}}\n"
        );
        let codes: Vec<&str> = all(&text).iter().map(|one| one.about.code).collect();
        assert_eq!(codes, [code], "{condition}: {:?}", found(&text));
    }
    let text = format!(
        "{WORLD}rule asked {{\n  for every human x\n  require x.left is nobody\n  message \"{{x.lft}} {{y}}\"\n}}\n"
    );
    assert_eq!(lines(&text), ["BW0602 7", "BW0602 7"]);
}

#[test]
fn no_mistake_hides_another() {
    // Each line that says so has a mistake of another stage: text, shape, name, kind, value, rule, exception.
    let text = "domain corp is tenant { trusted yes }
human ana in corp
store wiki is files in corp {
  holds internal for //~ BW0107
  frobs 12 //~ BW0106
}
agent x in corp {
  ttl 12 //~ BW0106
  owner bobby //~ BW0201
  tier t9 //~ BW0106
  may raed on wiki //~ BW0201
}
workflow w {
  stat production //~ BW0106
  tier t9 //~ BW0201
}
gate g {
  approved by 0 of ana //~ BW0303
  timeout deny after soon //~ BW0107
}
prove no-operation { never x causes wiki on wiki } //~ BW0301
prove nowhere { never x causes read on wik } //~ BW0201
rule kinds {
  for every agnt a //~ BW0601
  require a.name is known
}
rule attributes {
  for every agent a
  require a.ownr is known //~ BW0602
}
exception late {
  accepts missing-ownr on wiki //~ BW0801
  accepts missing-owner on wikki //~ BW0201
  expires 2026-02-30 //~ BW0108
}
";
    let whole = with_library(text);
    let numbered = whole.lines().zip(1..);
    let expected: Vec<String> =
        numbered.filter_map(|(line, at)| Some(format!("{} {at}", line.split_once("//~ ")?.1))).collect();
    assert_eq!(expected.len(), 17);
    assert_eq!(lines(text), expected);
}

#[test]
fn a_list_is_searched_for_what_can_be_in_it() {
    let policy = |list: &str| {
        format!(
            "{WORLD}domain eu is vendor\nmodel near in eu {{ region eu }}\nmodel far in eu {{ region us }}\n\
             credential key is api-key of ana in corp\nagent a in corp {{\n  infers with [near, far]\n  uses key\n}}\n\
             rule r {{\n  code R-1\n  for every agent a\n  for every {list}\n  require m.region is eu\n  message \"{{m}}\"\n}}\n"
        )
    };
    // A loop over a clause is one over what it names.
    assert_eq!(found(&policy("model m in a.infers")), ["R-1: far"]);
    assert_eq!(found(&policy("model m in a.infers.model")), ["R-1: far"]);
    // What nobody knows is as bad as can be.
    let unsure = |list: &str| policy(list).replace("[near, far]", "[near, unknown]");
    let of_parts = found(&unsure("model m in a.infers.model"));
    assert_eq!(found(&unsure("model m in a.infers")), of_parts);
    assert_eq!(of_parts.len(), 1, "{of_parts:?}");
    assert_eq!(found(&policy("model m in a.uses")), ["BW0605: `a.uses` never names a model"]);
    let help = all(&policy("model m in a.uses")).into_iter().find_map(|finding| finding.help);
    assert_eq!(help.as_deref(), Some("it names credentials"));
}
