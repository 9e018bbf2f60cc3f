//! What is told of small changes.

use bailiwick::analysis::check;
use bailiwick::change::{Difference, Kind, difference};
use bailiwick::source::Database;

use crate::support::{AS_OF, with_library, without_rules};

const POLICY: &str = "domain corp is tenant { trusted yes }
context env one of [dev, ci, prod]
context mfa boolean
human ana in corp { may write on repo when env is ci }
human bo in corp { may approve on review }
human cy in corp
agent coder in corp {
  instructable yes
  started by ana
  may write on repo
}
service host in corp { owner ana }
store repo is repository in corp { holds internal }
gate review {
  guards   write on repo
  approved by 1 of [bo] excluding [requester, author]
  renders  canonical by host
  binds    [diff]
  timeout  deny after 8h
  single-use
  enforced by host
}
prove reviewed {
  always write on repo needs approved(review)
}
";

/// What is different between two policies that have no errors.
pub(super) fn between(before: &str, after: &str) -> Difference {
    let db = Database::default();
    let [one, other] = [before, after].map(|text| without_rules(&db, &[("main.bwk", &with_library(text))], AS_OF));
    let (first, second) = (check(&db, one), check(&db, other));
    assert!(!first.is_broken && !second.is_broken, "{:?} {:?}", first.findings, second.findings);
    difference(&db, (one, &first), (other, &second))
}

/// Each change as one line.
fn told(difference: &Difference) -> Vec<String> {
    let line = |change: &bailiwick::change::Change| {
        let (who, deeds) = (change.who.join(" "), change.deeds.join("; "));
        format!("{} {who} {deeds}: {} -> {}", change.kind.word(), change.before, change.after)
    };
    difference.changes.iter().map(line).collect()
}

fn changed(from: &str, to: &str) -> Difference {
    assert!(POLICY.contains(from), "{from}");
    between(POLICY, &POLICY.replacen(from, to, 1))
}

#[test]
fn what_says_the_same_changes_nothing() {
    for (from, to) in [
        ("domain corp", "// A remark.\n\ndomain corp"),
        ("when env is ci", "when env in [ci]"),
        ("when env is ci", "when not env in [dev, prod]"),
        ("human cy in corp\n", "human cy \"Cy\" in corp\n"),
    ] {
        let difference = changed(from, to);
        assert!(difference.is_nothing() && !difference.widens(), "{to}: {:?}", told(&difference));
    }
    let moved =
        POLICY.replace("human cy in corp\nagent", "agent").replace("service host", "human cy in corp\nservice host");
    let reordered = between(POLICY, &moved);
    assert!(reordered.is_nothing(), "{:?}", told(&reordered));
}

#[test]
fn a_dropped_gate_is_told_in_words() {
    let difference = changed("  guards   write on repo\n", "");
    let controls: Vec<&str> = difference.controls.iter().map(|one| one.sentence.as_str()).collect();
    assert_eq!(controls, ["gate `review` no longer guards `write` on `repo`"]);
    assert!(difference.controls[0].loosened && difference.widens() && difference.is_worse());
    let coder = difference.changes.iter().find(|one| one.who.contains(&"`coder`".to_owned())).expect("it gains");
    assert_eq!((coder.kind, coder.after.as_str()), (Kind::Widened, "always"));
    assert!(coder.before.contains("one approval by `review`"), "{}", coder.before);
    let example = coder.example.as_ref().expect("a case");
    assert!(example.without.iter().any(|one| one.contains("one approval by `review`")), "{example:?}");
    assert!(coder.witness.is_some());
    let worse: Vec<&str> =
        difference.verdicts.iter().filter(|one| one.is_worse()).map(|one| one.name.as_str()).collect();
    assert_eq!(worse, ["reviewed"]);
    let back = between(&POLICY.replace("  guards   write on repo\n", ""), POLICY);
    assert!(!back.widens() && !back.is_worse() && !back.is_nothing(), "{:?}", told(&back));
    assert_eq!(back.controls[0].sentence, "gate `review` now guards `write` on `repo`");
}

/// The case that is shown is one in which it happens now and did not.
#[test]
fn conditions_are_widened_and_narrowed_with_a_case() {
    let wider = changed("when env is ci", "when env in [dev, ci]");
    let ana = wider.changes.iter().find(|one| one.who == ["`ana`"]).expect("ana gains");
    assert_eq!(ana.kind, Kind::Widened);
    let values = &ana.example.as_ref().expect("a case").values;
    assert_eq!(values, &[("env".to_owned(), "dev".to_owned())]);
    let narrower = changed("when env is ci", "when env is ci and mfa");
    assert!(!narrower.widens(), "{:?}", told(&narrower));
    assert!(narrower.changes.iter().all(|one| one.kind == Kind::Narrowed), "{:?}", told(&narrower));
    let both = changed("when env is ci", "when mfa");
    let mut kinds: Vec<Kind> = both.changes.iter().filter(|one| one.who == ["`ana`"]).map(|one| one.kind).collect();
    kinds.dedup();
    assert_eq!(kinds, [Kind::Widened, Kind::Narrowed]);
}

#[test]
fn gains_and_losses_have_names() {
    let gained = changed("human cy in corp\n", "human cy in corp { may read on repo }\n");
    let lines = told(&gained);
    assert!(lines.iter().any(|line| line.starts_with("gained `cy` causes `read` on `repo`")), "{lines:?}");
    assert!(gained.widens() && !gained.is_worse());
    let renamed = changed("human cy in corp\n", "human di in corp\n");
    assert!(!renamed.widens(), "who can do nothing loses nothing: {:?}", told(&renamed));
    let text = POLICY.replace("human cy in corp", "human cy in corp { may read on repo }");
    let renamed = between(&text, &text.replace("human cy", "human di"));
    let kinds: Vec<Kind> = renamed.changes.iter().map(|one| one.kind).collect();
    assert!(kinds.contains(&Kind::Gained) && kinds.contains(&Kind::Lost), "{:?}", told(&renamed));
}

/// The words of a condition may be others, in another order: it is the same condition.
#[test]
fn the_values_of_an_attribute_are_known_by_their_words() {
    let reordered = changed("context env one of [dev, ci, prod]", "context env one of [prod, dev, ci]");
    assert!(reordered.is_nothing(), "{:?}", told(&reordered));
    let more = changed("context env one of [dev, ci, prod]", "context env one of [dev, ci, test, prod]");
    assert!(!more.widens(), "{:?}", told(&more));
    let negated = POLICY.replace("when env is ci", "when not env is ci");
    let more = between(&negated, &negated.replace("[dev, ci, prod]", "[dev, ci, test, prod]"));
    let ana = more.changes.iter().find(|one| one.who == ["`ana`"]).expect("a new value is more");
    assert_eq!(ana.example.as_ref().expect("a case").values, [("env".to_owned(), "test".to_owned())]);
}

/// An approval of which less can be said is worth less, although the gate has the same name.
#[test]
fn a_gate_that_promises_less_is_a_weaker_condition() {
    for (from, to) in [
        ("  single-use\n", ""),
        ("excluding [requester, author]", "excluding [requester]"),
        ("  renders  canonical by host\n", ""),
        ("1 of [bo]", "1 of [bo, cy]"),
    ] {
        let weaker = changed(from, to);
        assert!(weaker.widens(), "{to}: {:?} {:?}", told(&weaker), weaker.controls);
        assert!(weaker.controls.iter().any(|one| one.loosened), "{to}: {:?}", weaker.controls);
        let stronger = between(&POLICY.replacen(from, to, 1), POLICY);
        assert!(!stronger.widens(), "{to}: {:?}", told(&stronger));
    }
}

#[test]
fn what_could_be_anything_is_never_no_change() {
    let open = format!("{POLICY}agent bot in corp {{ infers unknown }}\n");
    let difference = between(POLICY, &open);
    assert!(
        difference.widens() && difference.unknown.iter().any(|one| one.contains("could be anything")),
        "{difference:?}"
    );
    let difference = between(&open, &open.replace("human cy in corp", "human cy in corp { may read on repo }"));
    assert!(!difference.unknown.is_empty());
    assert!(between(&open, &format!("// A remark.\n{open}")).is_nothing(), "the same policy is the same");
}

const PLACES: &str = "domain corp is tenant { trusted yes }
domain vendor is vendor { trusted yes }
class salaries at confidential
human ana in corp
human bo in corp { entitled to salaries }
service payer in corp { owner ana }
tool bank in corp {
  entry pay {
    parameter amount integer 0..500
    performs read on vault
  }
}
model talker in corp
store vault is files in corp { holds salaries }
";

/// Nobody gains anything, and yet what is said of a kind, a domain or a level speaks of others.
#[test]
fn what_counts_as_something_else_is_told() {
    for (from, to, widens, expected) in [
        ("model talker in corp", "model talker in vendor", true, "`talker` lies in `vendor`, and lay in `corp`"),
        (
            "service payer in corp { owner ana }",
            "agent payer in corp { owner ana }",
            true,
            "`payer` is an agent, and was a service",
        ),
        (
            "class salaries at confidential",
            "class salaries at public",
            true,
            "`salaries` is of the level `public`, and was of `confidential`",
        ),
        (
            "class salaries at public",
            "class salaries at confidential",
            false,
            "`salaries` is of the level `confidential`, and was of `public`",
        ),
        ("human ana in corp", "human ana in corp { entitled to salaries }", true, "`ana` is now entitled to "),
        (" { entitled to salaries }", "", false, "`bo` is no longer entitled to "),
        ("integer 0..500", "integer 0..5000", true, "`amount` is 0 to 5000, and was 0 to 500"),
        ("integer 0..500", "integer 0..50", false, "`amount` is 0 to 50, and was 0 to 500"),
    ] {
        let before = PLACES.replace(
            "class salaries at confidential",
            if from.starts_with("class") { from } else { "class salaries at confidential" },
        );
        assert!(before.contains(from), "{from}");
        let difference = between(&before, &before.replacen(from, to, 1));
        let found = difference.reclassified.iter().find(|one| one.sentence.starts_with(expected));
        assert_eq!(found.map(|one| one.widens), Some(widens), "{expected}: {:?}", difference.reclassified);
        assert!(!difference.is_nothing() && (difference.widens() || !widens), "{expected}: {:?}", told(&difference));
    }
    let context = changed("context env one of [dev, ci, prod]", "context env one of [dev, ci, test, prod]");
    let sentences: Vec<&str> = context.reclassified.iter().map(|one| one.sentence.as_str()).collect();
    assert_eq!(sentences, ["`env` is one of `dev`, `ci`, `test`, `prod`, and was one of `dev`, `ci`, `prod`"]);
    assert!(!context.widens(), "what surrounds a policy is what it is");
}

/// A level between others moves the heights of those above it, and no class with it.
#[test]
fn a_level_more_makes_no_class_another() {
    let scale = "level low < high
class salaries at high
";
    let same = between(scale, &scale.replace("low < high", "low < middle < high"));
    assert!(same.reclassified.is_empty(), "{:?}", same.reclassified);
    let other = between(
        scale,
        "level low < middle < upper < high
class salaries at upper
",
    );
    assert_eq!(other.reclassified.len(), 1);
    assert!(other.reclassified[0].widens, "which of the two scales is higher is not known: {:?}", other.reclassified);
}

/// From some controls nothing is derived; who takes one away is told all the same.
#[test]
fn controls_that_disappear_are_told() {
    let with = "domain corp is tenant { trusted yes }
human ana in corp
human bo in corp
service host in corp
workflow payments {
  boundary { may read on ledger }
  agent payer in corp {
    stopped by ana through host
    monitored by host
    longest-run 8h
  }
}
store ledger is files in corp {
  holds internal
  retention 30d
}
";
    for (clause, expected) in [
        ("  boundary { may read on ledger }\n", "workflow `payments` no longer says `boundary may read on ledger`"),
        ("    stopped by ana through host\n", "agent `payments.payer` no longer says `stopped by ana through host`"),
        ("    monitored by host\n", "agent `payments.payer` no longer says `monitored by host`"),
        ("  retention 30d\n", "store `ledger` no longer says `retention 30d`"),
    ] {
        let without = with.replacen(clause, "", 1);
        assert_ne!(without, with, "{clause}");
        let found = between(with, &without).controls;
        assert!(found.iter().any(|one| one.loosened && one.sentence == expected), "{expected}: {found:?}");
        let back = between(&without, with).controls;
        let since = expected.replace("no longer says ", "says ") + " now";
        assert!(back.iter().any(|one| !one.loosened && one.sentence == since), "{since}: {back:?}");
    }
    let other = between(with, &with.replace("stopped by ana", "stopped by bo")).controls;
    let expected = "agent `payments.payer` says `stopped by bo through host`, and said `stopped by ana through host`";
    assert!(other.iter().any(|one| one.loosened && one.sentence == expected), "{other:?}");
    let laid_out =
        with.replace("by ana through", "by ana\n      through").replace("monitored", "// Watched.\n    monitored");
    assert!(between(with, &laid_out).is_nothing(), "{:?}", between(with, &laid_out).controls);
    let gone = with.replace("  agent payer in corp {", "  agent other in corp {");
    assert!(
        !between(with, &gone).controls.iter().any(|one| one.sentence.contains("payer")),
        "what is gone is told elsewhere"
    );
}

#[test]
fn properties_come_go_and_change() {
    let gone = changed("prove reviewed {\n  always write on repo needs approved(review)\n}\n", "");
    assert!(gone.verdicts.len() == 1 && gone.verdicts[0].after.is_none() && gone.is_worse() && !gone.is_nothing());
    let reworded =
        changed("needs approved(review)\n", "needs approved(review)\n  assuming agents follow their steps\n");
    assert_eq!(reworded.verdicts.len(), 1, "it says something else: {:?}", reworded.verdicts);
    let new = format!("{POLICY}prove not-cy {{ never cy causes write on repo }}\n");
    let new = between(POLICY, &new);
    assert!(new.verdicts.len() == 1 && new.verdicts[0].before.is_none() && new.changes.is_empty());
    assert!(!new.is_worse(), "it is proved");
    let renamed = POLICY.replace("prove reviewed", "prove other").replace("  guards   write on repo\n", "");
    let worse: Vec<String> =
        between(POLICY, &renamed).verdicts.iter().filter(|one| one.is_worse()).map(|one| one.name.clone()).collect();
    assert_eq!(worse, ["other"], "another name hides nothing");
}

/// What is so for one of two symbolic individuals is so for the other, and is said once.
#[test]
fn twins_are_told_once() {
    let policy = "domain corp is tenant { trusted yes }
team staff of 2 in corp
store notes is files in corp { holds internal }
";
    let difference = between(policy, &policy.replace("of 2 in corp", "of 2 in corp { may read on notes }"));
    assert!(difference.widens());
    let lines = told(&difference);
    assert!(!lines.is_empty() && lines.iter().all(|line| !line.contains("another `staff`")), "{lines:?}");
}

/// What is written otherwise, one thing after the other.
const WRITTEN: &str = "level open < staff < hush
domain corp is tenant { trusted yes }
domain vendor is vendor
human ana in corp
operation wire is execute irreversible {
  parameter amount integer 0..100
}
store vault is files in corp { holds hush }
agent helper in corp {
  started by ana
  identity spiffe \"spiffe://corp/helper\"
  may read on vault until 2026-12-01
}
";

/// What a sentence speaks of, and what is so tomorrow, can be something else although nobody gains anything today.
#[test]
fn what_is_written_otherwise_is_told() {
    for (from, to, widens, expected) in [
        ("vendor is vendor", "vendor is internet", true, "domain `vendor` is `internet`, and was `vendor`"),
        (
            "domain vendor is vendor",
            "domain vendor is vendor { trusted yes }",
            true,
            "domain `vendor` is trusted, and was not",
        ),
        (
            "wire is execute irreversible",
            "wire is transform",
            true,
            "operation `wire` is `transform`, and was `execute irreversible`",
        ),
        ("open < staff < hush", "hush < open < staff", true, "levels stand in the order `hush < open < staff`"),
        ("0..100\n", "0..100 incidental\n", true, "parameter `wire.amount` is incidental"),
        (
            "until 2026-12-01",
            "until 2036-12-01",
            true,
            "agent `helper` `may read on vault` holds until 2036-12-01, and held until 2026-12-01",
        ),
        (
            " until 2026-12-01",
            "",
            true,
            "agent `helper` `may read on vault` holds without an end, and held until 2026-12-01",
        ),
        ("until 2026-12-01", "until 2026-11-30", false, "agent `helper` `may read on vault` holds until 2026-11-30"),
    ] {
        assert!(WRITTEN.contains(from), "{from}");
        let difference = between(WRITTEN, &WRITTEN.replacen(from, to, 1));
        let found = difference.reclassified.iter().find(|one| one.sentence.starts_with(expected));
        assert_eq!(found.map(|one| one.widens), Some(widens), "{expected}: {:?}", difference.reclassified);
    }
    for (from, to, expected) in [
        ("corp/helper", "elsewhere/x", "spiffe://elsewhere/x"),
        ("integer 0..100", "text", "parameter `wire.amount` had values that were known"),
        ("  parameter amount integer 0..100\n", "", "parameter `wire.amount` had values that were known"),
        ("holds hush", "holds staff", "`vault` is no longer said to hold "),
    ] {
        let other = between(WRITTEN, &WRITTEN.replacen(from, to, 1));
        let found = other.reclassified.iter().any(|one| one.widens && one.sentence.contains(expected));
        assert!(found && other.widens(), "{expected}: {:?}", other.reclassified);
    }
}

/// What nobody can gain anything by is told, and fails nothing.
#[test]
fn what_is_harmless_widens_nothing() {
    let bound = changed("binds    [diff]", "binds    [diff, commit]");
    assert!(!bound.reclassified.is_empty() && !bound.widens(), "it binds more: {:?}", bound.reclassified);
    assert!(changed("binds    [diff]", "binds    [commit]").widens(), "it binds something else");
    // Two scales have no order between them.
    let (low, high) = ("level faint < loud\n", "level near < far\n");
    let swapped = between(&format!("{low}{high}"), &format!("{high}{low}"));
    assert!(swapped.is_nothing(), "{:?}", swapped.reclassified);
    let lab = "domain lab is business-unit of corp { trusted yes }\n";
    let inner = POLICY.replace("human ana", &format!("{lab}human ana"));
    assert!(!between(POLICY, &inner).widens(), "a domain more");
    let moved = between(&inner, &inner.replace("agent coder in corp", "agent coder in lab"));
    assert!(!moved.reclassified.is_empty() && !moved.widens(), "further inside: {:?}", moved.reclassified);
    let away = between(
        &inner,
        &inner
            .replace("agent coder in corp", "agent coder in lab")
            .replace("lab is business-unit of corp", "lab is business-unit"),
    );
    assert!(away.widens(), "elsewhere: {:?}", away.reclassified);
    let owned = changed("agent coder in corp {\n", "agent coder in corp {\n  owner ana\n");
    assert!(!owned.is_nothing() && !owned.widens(), "{:?}", owned.controls);
    let rule = format!(
        "{POLICY}rule asked {{\n  code ACME-1\n  for every workflow w\n  require w.owner is known\n  \
         severity warning\n  message \"x\"\n  help \"y\"\n}}\n"
    );
    let gone = between(&rule, POLICY);
    let is_told = gone.controls.iter().any(|one| one.loosened && one.sentence == "rule `asked` is there no longer");
    assert!(is_told && !gone.widens(), "{gone:?}");
}
