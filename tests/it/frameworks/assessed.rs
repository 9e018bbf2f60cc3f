//! What is known of a control: never better than its weakest evidence, and nothing where nothing was looked at.

use bailiwick::analysis::{self, Audit};
use bailiwick::frameworks::{AssessedControl, Assurance, Extent};
use bailiwick::source::{Database, project};

use crate::support::AS_OF;

/// A framework of one's own with a few controls, and a policy with an agent.
const HEAD: &str = "edition 2026
use std.levels [*]
use std.operations [read, write]
framework house \"House rules\" {
  edition \"3\"
  about agents
  control \"H-1\" \"One\"
  control \"H-2\" \"Two\"
  control \"H-3\" \"Three\"
}
domain corp is tenant { trusted yes }
domain vendor is vendor
human ana in corp { owner ana }
store notes is files in corp {
  owner ana
  holds restricted
}
";

const AGENT: &str = "agent helper in corp {
  owner ana
  may read on notes
}
";

fn audit(text: &str) -> Audit {
    let db = Database::default();
    let project = project(&db, &[("main.bwk", text)], AS_OF);
    let outcome = analysis::check(&db, project);
    analysis::audit(&db, project, outcome, &[])
}

/// The control of an id in the house's framework.
fn control(text: &str, id: &str) -> AssessedControl {
    let audit = audit(text);
    let house =
        audit.assessed.frameworks.into_iter().find(|one| one.framework.name == "house").expect("it is declared");
    house.controls.into_iter().find(|one| one.control.id == id).expect("it is declared")
}

fn status(text: &str, id: &str) -> Assurance {
    control(text, id).status
}

#[test]
fn proofs_and_rules_are_evidence() {
    let cases = [
        ("prove p {\n  never restricted reaches vendor\n  evidence for house \"H-1\"\n}\n", Assurance::Proved),
        ("prove p {\n  never restricted reaches helper\n  evidence for house \"H-1\"\n}\n", Assurance::Violated),
        ("mapping m for house { evidence for \"H-1\" from missing-owner }\n", Assurance::Checked),
        (
            "store more is files in corp { holds internal }\nmapping m for house { evidence for \"H-1\" from missing-owner }\n",
            Assurance::Violated,
        ),
        ("mapping m for house { evidence for \"H-1\" from bearer-credential }\n", Assurance::NotAssessed),
        ("mapping m for house { declared for \"H-1\" by ana because \"a paper\" }\n", Assurance::Declared),
        ("mapping m for house { out of reach \"H-1\" because \"it is of people\" }\n", Assurance::OutOfReach),
        ("", Assurance::NotAssessed),
    ];
    for (text, expected) in cases {
        assert_eq!(status(&format!("{HEAD}{AGENT}{text}"), "H-1"), expected, "{text}");
    }
}

#[test]
fn what_an_exception_accepts_is_accepted() {
    let exception = "exception late \"Later\" {
  owner ana
  accepts p
  because \"it takes a while\"
  requested by ana on 2026-11-01
  approved by ana on 2026-11-02
  expires EXPIRES
  compensated by \"somebody looks\"
}
prove p {
  never restricted reaches helper
  evidence for house \"H-1\"
}
";
    let until = |day: &str| format!("{HEAD}{AGENT}{}", exception.replace("EXPIRES", day));
    assert_eq!(status(&until("2027-01-01"), "H-1"), Assurance::Accepted);
    assert_eq!(status(&until("2026-11-03"), "H-1"), Assurance::Violated, "it has expired");
}

#[test]
fn the_weakest_evidence_counts() {
    let proved = "prove good {\n  never restricted reaches vendor\n  evidence in full for house \"H-1\"\n}\n";
    let refuted = "prove bad {\n  never restricted reaches helper\n  evidence for house \"H-1\"\n}\n";
    let checked = "mapping m for house { evidence for \"H-1\" from missing-owner }\n";
    let unasked = "mapping n for house { evidence for \"H-1\" from bearer-credential }\n";
    let cases = [
        (vec![proved, checked], Assurance::Checked),
        (vec![proved, checked, unasked], Assurance::NotAssessed),
        (vec![proved, checked, refuted], Assurance::Violated),
        (vec![unasked, refuted], Assurance::Violated),
    ];
    for (parts, expected) in cases {
        let text = format!("{HEAD}{AGENT}{}", parts.concat());
        assert_eq!(status(&text, "H-1"), expected, "{parts:?}");
    }
}

/// A proof that is called like a rule is not taken for it, nor the rule for the proof.
#[test]
fn a_proof_called_like_a_rule_is_kept_apart() {
    let proof = "prove missing-owner {\n  never restricted reaches helper\n  evidence in full for house \"H-1\"\n}\n";
    let text = format!("{HEAD}{AGENT}{proof}");
    assert_eq!(status(&text, "H-1"), Assurance::Violated);
    let text = format!("{text}mapping m for house {{ evidence for \"H-2\" from missing-owner }}\n");
    assert_eq!(status(&text, "H-1"), Assurance::Violated);
    assert_eq!(status(&text, "H-2"), Assurance::NotAssessed, "it is not known which one is meant");
    let told = audit(&text).outcome.findings.into_iter().filter(|one| one.about.code == "BW0903");
    let told: Vec<String> = told.map(|one| one.message).collect();
    assert_eq!(told, ["`missing-owner` is a rule and a proof, and it is not known which one is meant"]);
}

/// Two rules of one code: it is not known which one was asked.
#[test]
fn rules_that_share_a_code_show_nothing() {
    let rule = |name: &str, more: &str| {
        format!("rule {name} {{\n  code ACME-1\n  for every agent a\n  require a.owner is known\n{more}}}\n")
    };
    let evidence = "  evidence in full for house \"H-1\"\n";
    let text = format!("{HEAD}{AGENT}{}", rule("one", evidence));
    assert_eq!(status(&text, "H-1"), Assurance::Checked);
    assert_eq!(status(&format!("{text}{}", rule("two", "")), "H-1"), Assurance::Unknown);
}

/// A check that had nothing to look at counts, in whichever line it stands; what does not hold is told all the same.
#[test]
fn one_line_is_as_weak_as_its_weakest_check() {
    for extent in ["in part", "in full"] {
        let line = |checks: &str| {
            format!("{HEAD}{AGENT}mapping m for house {{ evidence {extent} for \"H-1\" from [{checks}] }}\n")
        };
        assert_eq!(status(&line("missing-owner, missing-accountable-human"), "H-1"), Assurance::Checked);
        assert_eq!(status(&line("missing-owner, bearer-credential"), "H-1"), Assurance::NotAssessed);
        assert_eq!(status(&line("bearer-credential, static-credential"), "H-1"), Assurance::NotAssessed);
        assert_eq!(status(&line("missing-owner, bearer-credential, ungoverned-agent"), "H-1"), Assurance::Violated);
    }
}

/// A sentence about nothing holds in any policy, and is no evidence.
#[test]
fn a_proof_about_nothing_shows_nothing() {
    let text = |sentence: &str, more: &str| {
        format!("{HEAD}{AGENT}{more}prove p {{\n  {sentence}\n  evidence in full for house \"H-1\"\n}}\n")
    };
    let class = "class secret-plan at restricted\n";
    assert_eq!(status(&text("never secret-plan reaches vendor", class), "H-1"), Assurance::NotAssessed);
    let held = format!("{class}store plans is files in corp {{ holds secret-plan\n owner ana }}\n");
    assert_eq!(status(&text("never secret-plan reaches vendor", &held), "H-1"), Assurance::Proved);
    // Nobody can do it, and something in the policy says that somebody may.
    let store = "store plans is files in corp { holds restricted\n owner ana }\n";
    let lent = format!("{store}credential key is svid of ana in corp {{ scope write on plans }}\n");
    assert_eq!(status(&text("never any agent causes write on plans", &lent), "H-1"), Assurance::Proved);
    let dimension = "context tenant individual session\nclass orders at restricted { per tenant }\n\
        sink answer is subject in corp\norigin customer in vendor { per tenant }\n";
    let another = "never orders of another tenant reaches answer";
    assert_eq!(status(&text(another, dimension), "H-1"), Assurance::NotAssessed);
    let held = format!("{dimension}store kept is files in corp {{ holds orders\n owner ana }}\n");
    assert_eq!(status(&text(another, &held), "H-1"), Assurance::Proved);
    for sentence in ["never any agent causes write on plans", "always write on plans needs mfa"] {
        let attribute = format!("{store}context mfa boolean\n");
        assert_eq!(status(&text(sentence, &attribute), "H-1"), Assurance::NotAssessed, "{sentence}");
        let able = format!("{attribute}human bob in corp {{ owner ana\n may write on plans when mfa }}\n");
        assert_ne!(status(&text(sentence, &able), "H-1"), Assurance::NotAssessed, "{sentence}");
    }
}

/// Parts are never added up.
#[test]
fn full_evidence_is_kept_apart_from_partial() {
    let prove = |name: &str, extent: &str| {
        format!("prove {name} {{\n  never restricted reaches vendor\n  evidence {extent} for house \"H-1\"\n}}\n")
    };
    let shown = |text: String| control(&format!("{HEAD}{AGENT}{text}"), "H-1").shown();
    assert_eq!(shown(prove("a", "in part") + &prove("b", "")), Some(Extent::Part));
    assert_eq!(shown(prove("a", "in full") + &prove("b", "")), Some(Extent::Full));
    let checked = "mapping m for house { evidence for \"H-1\" from missing-owner }\n";
    assert_eq!(shown(prove("a", "in full") + checked), Some(Extent::Part), "what is checked is shown in part");
    let refuted = prove("a", "in full").replace("vendor", "helper");
    assert_eq!(shown(refuted + &prove("b", "in full")), None, "nothing is shown of what is violated");
}

/// What is found only because something is not said is not known.
#[test]
fn what_is_not_said_is_unknown() {
    let text = format!(
        "{HEAD}{AGENT}rule asks {{
  for every store s
  require s.size < 5
  evidence for house \"H-1\"
}}
"
    );
    assert_eq!(status(&text, "H-1"), Assurance::Unknown);
    let said = text.replace("  holds restricted\n", "  holds restricted\n  size 900 records\n");
    assert_eq!(status(&said, "H-1"), Assurance::Violated);
}

/// An unknown verdict is never a pass, and a policy with errors shows nothing at all.
#[test]
fn a_broken_policy_shows_nothing() {
    let text = format!(
        "{HEAD}{AGENT}prove p {{\n  never restricted reaches vendor\n  evidence for house \"H-1\"\n}}
mapping m for house {{ evidence for \"H-2\" from missing-owner }}
agent broken in nowhere {{ owner ana }}
"
    );
    assert_eq!(status(&text, "H-1"), Assurance::Unknown);
    assert_eq!(status(&text, "H-2"), Assurance::Unknown);
    for framework in audit(&text).assessed.frameworks {
        for control in framework.controls {
            assert!(!matches!(control.status, Assurance::Checked | Assurance::Proved), "{}", control.control.id);
        }
    }
}

/// Nothing is proved and nothing is checked by a policy that is empty, and none of a framework about agents by one without any.
#[test]
fn a_policy_about_nothing_shows_nothing() {
    let proof = "prove p {\n  never restricted reaches vendor\n  evidence in full for house \"H-1\"\n}
mapping m for house { evidence for \"H-2\" from missing-owner }
";
    assert_eq!(status(&format!("{HEAD}{AGENT}{proof}"), "H-1"), Assurance::Proved);
    assert_eq!(status(&format!("{HEAD}{AGENT}{proof}"), "H-2"), Assurance::Checked);
    let people = format!("{HEAD}{proof}human bob in corp {{ owner ana }}\n");
    let service = format!("{people}service nightly in corp {{ owner ana }}\n");
    for text in ["", "edition 2026\n", &people, &service] {
        for framework in audit(text).assessed.frameworks {
            let name = framework.framework.name.clone();
            let shows_services =
                text == service && matches!(name.as_str(), "owasp-nhi-2025" | "nist-csf" | "nist-sp-800-53");
            for control in framework.controls.iter().filter(|_| !shows_services) {
                let known = control.status;
                assert!(
                    !matches!(known, Assurance::Checked | Assurance::Proved),
                    "{name} {} {known:?}",
                    control.control.id
                );
            }
        }
    }
    assert_eq!(status(&people, "H-1"), Assurance::NotAssessed);
    assert_eq!(status(&service, "H-2"), Assurance::NotAssessed);
    let of_services = service.replace("about agents", "about identities");
    assert_eq!(status(&of_services, "H-2"), Assurance::Checked, "a service is an identity");
    let of_people = people.replace("about agents", "about identities");
    assert_eq!(status(&of_people, "H-2"), Assurance::NotAssessed, "a person is none that is meant");
}

/// A rule with a mistake is asked of nothing, and what the program itself looks for is looked for where it could be.
#[test]
fn what_was_not_looked_for_is_not_checked() {
    let rule =
        "rule asks {\n  for every store s\n  require s.ownerr is known\n  evidence in full for house \"H-1\"\n}\n";
    assert_eq!(status(&format!("{HEAD}{AGENT}{rule}"), "H-1"), Assurance::Unknown);
    for check in
        ["unknown-accepted", "stale-exception", "unmet-requirement", "too-many-unknowns", "broken-delegation-rule"]
    {
        let text = format!("{HEAD}{AGENT}mapping m for house {{ evidence for \"H-1\" from {check} }}\n");
        assert_eq!(status(&text, "H-1"), Assurance::NotAssessed, "{check}");
    }
    let text = format!("{HEAD}{AGENT}mapping m for house {{ evidence for \"H-1\" from unknown-name }}\n");
    assert_eq!(status(&text, "H-1"), Assurance::Checked);
}

/// That a policy has no agents makes nothing better: what does not hold is told all the same.
#[test]
fn what_does_not_hold_is_told_without_agents() {
    let text = format!(
        "{HEAD}service nightly in corp {{
  owner ana
  may read on notes
}}
prove p {{
  never restricted reaches nightly
  evidence for house \"H-1\"
}}
"
    );
    assert_eq!(status(&text, "H-1"), Assurance::Violated);
}

/// What stands in no declaration is put right in its file.
#[test]
fn every_finding_has_a_cause() {
    let audit = audit(&format!("{HEAD}{AGENT}use std.opertions [*]\nagnt x {{}}\n"));
    let listed: usize = audit.causes.iter().map(|cause| cause.findings.len()).sum();
    assert!(audit.outcome.findings.len() >= 2);
    assert_eq!(listed, audit.outcome.findings.len());
    assert!(audit.causes.iter().any(|cause| cause.noun == "file" && cause.name == "main.bwk"));
}

/// Intended and effective reach, and what ends a permission.
#[test]
fn workflows_are_accounted_for() {
    let text = format!(
        "{HEAD}use std.operations [send]
sink mail is named in corp {{ readable by ana }}
tool mailer in corp {{
  owner ana
  may send on mail
  entry post {{
    performs send on mail
    authority own
    takes text
    gives nothing
  }}
}}
workflow w \"Notes\" {{
  owner ana
  ends 2027-06-30
  boundary {{
    may read on notes
    may hold internal
  }}
  agent a in corp {{
    instructable yes
    may read on notes until 2027-01-31
    may call mailer.post
  }}
}}
"
    )
    .replace("use std.operations [read, write]\n", "")
    .replace("use std.operations [send]\n", "")
    .replace("use std.levels [*]\n", "use std.levels [*]\nuse std.operations [read, send]\n");
    let audit = audit(&text);
    assert!(
        !audit.outcome.is_broken,
        "{:?}",
        audit.outcome.findings.iter().map(|one| &one.message).collect::<Vec<_>>()
    );
    let account = &audit.workflows[0];
    let permissions: Vec<String> =
        account.actors[0].permissions.iter().map(|one| format!("{}: {:?}", one.text, one.end)).collect();
    assert_eq!(
        permissions,
        ["may read on notes until 2027-01-31: Day(20849)", "may call mailer.post: Planned { what: \"w\", day: 20999 }"]
    );
    let brought: Vec<String> = account
        .reach
        .brought_about
        .iter()
        .map(|one| format!("{} {} {} {:?}", one.operation, one.resource, one.is_granted, one.meant))
        .collect();
    assert_eq!(
        brought,
        ["send mail false Some(Never)", "invoke mailer.post true None", "read notes true Some(Always)"]
    );
    let known: Vec<String> =
        account.reach.known.iter().map(|one| format!("{} {:?}", one.class, one.is_meant)).collect();
    assert_eq!(known, ["restricted Some(false)"], "what is above the level is not meant");
}

/// A boundary rules out by `must not`, and what it names under a condition is not simply meant. What is handed on counts as
/// allowed, with its end.
#[test]
fn boundaries_and_delegations_are_read_as_they_are_written() {
    let text = format!(
        "{}store more is files in corp {{
  owner ana
  holds internal
}}
delegation d from ana to w.a until 2027-03-31 {{ may read on more }}
workflow w {{
  owner ana
  boundary {{
    may read on [notes, more]
    may write on more when env is dev
    must not read on notes
  }}
  agent a in corp {{
    instructable yes
    may read on notes
    may write on more when env is dev
  }}
}}
",
        HEAD.replace("use std.operations [read, write]", "use std.contexts [env]\nuse std.operations [read, write]")
            .replace("human ana in corp { owner ana }", "human ana in corp {\n  owner ana\n  may read on more\n}")
    );
    let audit = audit(&text);
    assert!(
        !audit.outcome.is_broken,
        "{:?}",
        audit.outcome.findings.iter().map(|one| &one.message).collect::<Vec<_>>()
    );
    let account = &audit.workflows[0];
    let brought: Vec<String> = account
        .reach
        .brought_about
        .iter()
        .map(|one| format!("{} {} {} {:?}", one.operation, one.resource, one.is_granted, one.meant))
        .collect();
    let expected =
        ["read more true Some(Always)", "write more true Some(UnderCondition)", "read notes true Some(Never)"];
    assert_eq!(brought, expected);
    let ends: Vec<String> =
        account.actors[0].permissions.iter().map(|one| format!("{}: {:?}", one.text, one.end)).collect();
    assert_eq!(
        ends,
        ["may read on more: Day(20908)", "may read on notes: Nothing", "may write on more when env is dev: Nothing"]
    );
}
