//! Types: kinds that never stand for one another, and conditions over attributes.

use crate::support::Checked;

/// Declarations that the cases build on; their own first line is line 30.
const GROUND: &str = "\
context env one of [dev, ci, prod]
context mfa boolean
context tenant individual session
context patient individual session
context risk integer 0..100
context shift time
domain corp is tenant { trusted yes }
domain internet is internet
operation transfer is execute {
  parameter amount integer 0..10_000
  parameter fast boolean
}
human ana in corp
human bo in corp
origin anyone in internet
class record at confidential with pii { per tenant }
store files is files in corp { holds internal }
store crm is database in corp { per tenant\n holds record }
sink out is public in internet
service runner in corp { entry go { performs run on files\n authority own\n takes nothing\n gives nothing\n parameter size integer 0..9 } }
agent helper in corp { instructable yes }
credential key is api-key of runner in corp { scope run on files }
gate review { guards write on files\n approved by 1 of [ana, bo] excluding [requester] }
model llm in internet { contract { training no } }
";

fn findings(text: &str) -> Vec<String> {
    let before = u32::try_from(crate::support::with_library(GROUND).lines().count()).expect("few lines");
    let checked = Checked::one(&format!("{GROUND}{text}"));
    let line = |code: &String| {
        let (code, line) = code.split_once(' ').expect("a code and a line");
        format!("{code} {}", i64::from(line.parse::<u32>().expect("a number")) - i64::from(before))
    };
    checked.codes().iter().map(line).collect()
}

#[test]
fn the_ground_is_clean() {
    assert_eq!(findings(""), [""; 0]);
}

/// A permission of a human's, as a case.
fn may(permission: &str) -> String {
    format!("human cy in corp {{\n  {permission}\n}}\n")
}

/// Permissions of a human's, each with the code of what is wrong with it.
const CONDITIONS: [(&str, &str); 74] = [
    ("may read on files when env is ci", ""),
    ("may read on files when env is cii", "BW0303"),
    ("may read on files when env is 3", "BW0303"),
    ("may read on files when evn is ci", "BW0302"),
    ("may read on files when env < ci", "BW0303"),
    ("may read on files when env in [ci, prod]", ""),
    ("may read on files when env in [ci, beta]", "BW0303"),
    ("may read on files when env not in [ci]", ""),
    ("may read on files when env in [dev, ci, prod]", "BW0305"),
    ("may read on files when env is not ci and env is ci", "BW0304"),
    ("may read on files when env is ci or env is not ci", "BW0305"),
    ("may read on files when mfa", ""),
    ("may read on files when not mfa", ""),
    ("may read on files when mfa is no", ""),
    ("may read on files when mfa is maybe", "BW0303"),
    ("may read on files when env", "BW0303"),
    ("may read on files when risk <= 50", ""),
    ("may read on files when 50 >= risk", ""),
    ("may read on files when risk > 500", "BW0303"),
    ("may read on files when risk in 10..20", ""),
    ("may read on files when risk in 20..10", "BW0303"),
    ("may read on files when risk < 10 and risk > 20", "BW0304"),
    ("may read on files when risk >= 0", "BW0305"),
    ("may read on files when risk is env", "BW0308"),
    ("may read on files when risk is shift", "BW0308"),
    ("may read on files when now.time in 22:00..06:00", ""),
    ("may read on files when now.time in 22:00..06:00 and now.time is 12:00", "BW0304"),
    ("may read on files when now.day in [saturday, sunday]", ""),
    ("may read on files when now.day is caturday", "BW0303"),
    ("may read on files when now.date >= 2027-01-01", ""),
    ("may read on files when now.hour is 3", "BW0302"),
    ("may read on files when record.tenant is subject.tenant", ""),
    ("may read on crm when record.tenant is not subject.tenant", "BW0308"),
    ("may read on crm when not record.tenant is subject.tenant", "BW0308"),
    ("may read on crm when record.tenant is subject.patient", "BW0308"),
    ("may read on crm when record.tenant is ana", "BW0303"),
    ("may read on crm when record.tenannt is subject.tenant", "BW0302"),
    ("may read on crm when tenant is subject.tenant", "BW0302"),
    ("may transfer on files when amount <= 500", ""),
    ("may transfer on files when amount <= 500 and fast", ""),
    ("may execute on files when amount <= 500", ""),
    ("may read on files when amount <= 500", "BW0302"),
    ("may call runner.go when size < 5", ""),
    ("may run on files when size < 5", ""),
    ("may transfer on files when approved(review)", ""),
    ("may transfer on files when approved(reviews)", "BW0201"),
    ("may transfer on files when approved(ana)", "BW0301"),
    ("may transfer on files when not approved(review)", "BW0306"),
    ("may transfer on files when not (mfa and approved(review))", "BW0306"),
    ("may transfer on files when aproved(review)", "BW0302"),
    ("must not transfer on files unless approved(review)", ""),
    ("must not transfer on files when approved(review)", "BW0306"),
    ("must not transfer on files when env is ci unless mfa", ""),
    ("may read on files when destination is corp", ""),
    ("may read on files when destination is ana", "BW0301"),
    ("may read on files when destination is nowhere", "BW0201"),
    ("may read on files when destination is 3", "BW0303"),
    ("may read on files when destination < corp", "BW0303"),
    ("may read on files when destination", "BW0303"),
    ("may read on files when destination in [corp, internet]", "BW0305"),
    ("may read on files when destination is corp and destination is internet", "BW0304"),
    ("may read on files when sensitivity <= internal", ""),
    ("may read on files when sensitivity not in [internal]", ""),
    ("may read on files when sensitivity <= record", "BW0301"),
    ("may read on files when autonomy <= bounded", ""),
    ("may read on files when autonomy is free", "BW0303"),
    ("may read on files when initiator in [human, event]", ""),
    ("may read on files when initiator > human", "BW0303"),
    ("may read on files when purpose is care", "BW0302"),
    ("may read on files when tier is t1", "BW0302"),
    ("may read on files when task is ana", "BW0301"),
    ("may read on files when task > ana", "BW0303"),
    ("may read on files until 2026-11-21", "BW0309"),
    ("may read on files until 2026-11-22", ""),
];

#[test]
fn conditions_are_typed() {
    for (permission, expected) in CONDITIONS {
        let expected: Vec<String> = expected.split_whitespace().map(|code| format!("{code} 2")).collect();
        assert_eq!(findings(&may(permission)), expected, "{permission}");
    }
}

#[test]
fn a_condition_that_multiplies_out_too_far_is_refused() {
    let either = |n: i64| format!("(risk is {n} or now.time is 0{}:00 or shift is 0{}:00)", n % 10, n % 10);
    let large: Vec<String> = (0..8).map(either).collect();
    assert_eq!(findings(&may(&format!("may read on files when {}", large.join(" and ")))), ["BW0304 2"]);
    let variable = |n: i64| format!("context flag{n} boolean\ncontext mark{n} boolean\n");
    let variables = (0..13).map(variable).collect::<Vec<_>>().concat();
    let pairs: Vec<String> = (0..13).map(|n| format!("(flag{n} or mark{n})")).collect();
    let text = format!("{variables}{}", may(&format!("may read on files when {}", pairs.join(" and "))));
    assert_eq!(findings(&text), ["BW0307 28"]);
}

#[test]
fn kinds_never_stand_for_one_another() {
    let cases = [
        ("credential c is oidc of review in corp", "BW0301 1"),
        ("credential c is oidc of key in corp", "BW0301 1"),
        ("agent a in corp { instructable no\n infers with ana }", "BW0301 2"),
        ("agent a in corp { instructable no\n uses ana }", "BW0301 2"),
        ("agent a in corp { instructable no\n uses runner }", "BW0301 2"),
        ("agent a in corp { instructable no\n executes ana }", "BW0301 2"),
        ("agent a in corp { instructable no\n logs prompts to files }", "BW0301 2"),
        ("agent a in corp { instructable no\n may spawn ana }", "BW0301 2"),
        ("agent a in corp { instructable no\n may call files }", "BW0301 2"),
        ("agent a in ana", "BW0301 1"),
        ("team t of [helper] in corp", "BW0301 1"),
        ("team t of [ana, runner] in corp", "BW0301 1"),
        ("gate g { guards write on files\n approved by 1 of [key] }", "BW0301 2"),
        ("class c at pii", "BW0301 1"),
        ("class c at internal with confidential", "BW0301 1"),
        ("store s is files in corp { holds ana }", "BW0301 1"),
        ("human h in corp { may read on confidential }", "BW0301 1"),
        ("human h in corp { may approve on files }", "BW0311 1"),
        ("human h in corp { may approve on review }", ""),
        ("human h in corp { may start on helper }", ""),
        ("human h in corp { may invoke on files }", "BW0311 1"),
        ("human h in corp { may mint on key }", ""),
        ("human h in corp { may mint on review }", "BW0311 1"),
        ("human h in corp { may administer on helper }", ""),
        ("domain x is tenant of x", "BW0314 1"),
        ("domain x is tenant of y\ndomain y is tenant of x", "BW0314 1 BW0314 2"),
        ("team t of [t] in corp", "BW0314 1"),
        ("operation observe is mutate", "BW0317 1"),
        ("store s is files in corp { holds public\n part rest }", "BW0317 2"),
        ("class c at internal { per country }", "BW0313 1"),
        ("store s is files in corp { holds public\n partitioned by [session, countri] }", "BW0313 2"),
        ("operation send2 is disclose { parameter amount integer 0..3 }", "BW0312 1"),
        ("operation send2 is disclose { parameter env boolean }", "BW0203 1"),
        ("context narrow integer 5..1", "BW0303 1"),
        ("context subject boolean", "BW0317 1"),
        ("context destination boolean", "BW0317 1"),
        ("context task boolean", "BW0317 1"),
        ("context purpose one of [care, study]", "BW0317 1"),
        ("operation move2 is mutate { parameter sensitivity integer 0..3 }", "BW0317 1"),
        (
            "context a individual\ncontext b individual\ncontext c individual\nclass k at internal { per [a, b, c, tenant, subject] }",
            "BW0303 4",
        ),
        ("gate g { guards write on files\n approved by 100 of [ana, bo] }", "BW0303 2"),
        ("gate g { guards write on files\n approved by ana excluding [requestor] }", "BW0303 2"),
        ("team t of [u] in corp\nteam u of [v] in corp\nteam v of [t] in corp", "BW0314 3"),
        (
            "tool t in corp { pin \"1\"\n entry e { performs read on files\n authority maker\n takes text\n gives text } }",
            "BW0316 3",
        ),
        ("agent a in corp { instructable no\n ceiling enforced by runner { may read on files when mfa } }", "BW0315 2"),
        ("class open at internal\ntransformer t in corp { rewrites open to record }", "BW0318 2"),
    ];
    for (text, expected) in cases {
        let codes: Vec<String> = findings(&format!("{text}\n"));
        assert_eq!(codes.join(" "), expected, "{text}");
    }
}

#[test]
fn sentences_are_typed() {
    let cases = [
        ("never anyone causes write on files", ""),
        ("never files causes write on files", "BW0301"),
        ("never key causes write on files", "BW0301"),
        ("never record reaches out", ""),
        ("never ana reaches out", "BW0301"),
        ("never key reaches out", "BW0301"),
        ("never secret of key reaches out", ""),
        ("never secret of ana reaches out", "BW0301"),
        ("never any secret reaches any agent where instructable is yes", ""),
        ("never any secret reaches any agent where instructible is yes", "BW0302"),
        ("never any secret reaches any agent where instructable is maybe", "BW0303"),
        ("never any secret reaches any gate", "BW0301"),
        ("never any secret reaches any robot", "BW0301"),
        ("never any class where level >= confidential reaches out", ""),
        ("never any class where level >= secret reaches out", "BW0301"),
        ("never any class where level >= confidental reaches out", "BW0201"),
        ("never any class where compartment is pii reaches out", ""),
        ("never any class where levle is internal reaches out", "BW0302"),
        ("never any store reaches out", "BW0301"),
        ("never any origin extracts any class where level is restricted", ""),
        ("never any agent where domain.kind is tenant obtains any credential", ""),
        ("never any agent where domain is corp obtains key", ""),
        ("never any agent where domain is ana obtains key", "BW0301"),
        ("never any agent obtains record", "BW0301"),
        ("never ana influences any agent", ""),
        ("never record of another tenant reaches out", ""),
        ("never record of another county reaches out", "BW0313"),
        ("never anyone causes write on files when env is ci", ""),
        ("never anyone causes write on files when env is c", "BW0303"),
        ("never anyone causes transfer on files when amount > 500", ""),
        ("never anyone causes write on files when approved(review)", "BW0310"),
        ("never anyone causes write on files unless approved(review)", ""),
        ("never anyone causes write on files unless approved(review) and mfa", "BW0310"),
        ("never anyone causes write on files unless mfa", ""),
        ("never anyone causes write on files unless through review", "BW0301"),
        ("always write on files needs approved(review)", ""),
        ("always write on files needs mfa and env is ci", ""),
        ("always write on files needs approved(review) and mfa", "BW0310"),
        ("possible anyone causes write on files needing nothing via [files, runner]", ""),
        ("possible anyone causes write on files needing approved(review) and mfa", ""),
        ("possible anyone causes write on files via [internal]", "BW0301"),
        ("never anyone causes write on files via [files]", ""),
        ("never anyone causes write on files needing nothing", "BW0310"),
        ("always write on files needs mfa needing approved(review)", "BW0310"),
        ("possible anyone causes write on files unless mfa", "BW0310"),
        ("possible anyone causes write on files unless through review", "BW0310"),
        ("possible anyone causes write on files\n  even if every agent is compromised", "BW0310 3"),
        ("possible anyone causes write on files\n  assuming agents are honest", "BW0310 3"),
    ];
    for (sentence, expected) in cases {
        let expected: Vec<String> = expected.split(',').filter(|code| !code.is_empty()).map(at_line_2).collect();
        assert_eq!(findings(&format!("prove p {{\n  {sentence}\n}}\n")), expected, "{sentence}");
    }
}

/// Where something is done, by whose workflow and with what data a sentence says itself.
#[test]
fn sentences_ask_for_what_is_not_said_already() {
    let cases = [
        ("never anyone causes write on files when destination is corp", "BW0310"),
        ("never anyone causes write on files unless autonomy is suggest", "BW0310"),
        ("never anyone causes write on files when sensitivity > internal", "BW0310"),
        ("never anyone causes write on files unless sensitivity > internal", "BW0310"),
        ("always write on files needs sensitivity <= internal", "BW0310"),
        ("never anyone causes write on files when initiator is human", ""),
        ("possible anyone causes write on files when sensitivity > internal", "BW0310"),
        ("possible anyone causes write on files needing destination is corp", "BW0310"),
        ("possible anyone causes write on files when initiator is human", ""),
    ];
    for (sentence, expected) in cases {
        let expected: Vec<String> = expected.split(',').filter(|code| !code.is_empty()).map(at_line_2).collect();
        assert_eq!(findings(&format!("prove p {{\n  {sentence}\n}}\n")), expected, "{sentence}");
    }
}

/// A code with the line it is expected at, which is mostly the sentence's.
fn at_line_2(code: &str) -> String {
    if code.contains(' ') { code.to_owned() } else { format!("{code} 2") }
}

#[test]
fn a_declaration_with_an_error_is_left_out_alone() {
    let text = "\
human cy in nowhere
human di in corp {
  may read on fils
  may write on files
  may read on files when evn is ci
}
";
    let checked = Checked::one(&format!("{GROUND}{text}"));
    assert_eq!(findings(text), ["BW0201 1", "BW0201 3", "BW0302 5"]);
    let of_di = |fact: &String| fact.contains("(di,");
    assert_eq!(
        checked.facts_of("grant").into_iter().filter(of_di).collect::<Vec<_>>(),
        ["grant(di, write, files, inf)"]
    );
    // A name that is declared, but wrongly, is known all the same.
    assert_eq!(
        findings("credential c is oidc of review in corp\nagent a in corp { instructable no\n uses c }\n"),
        ["BW0301 1"]
    );
}

#[test]
fn types_are_explained() {
    let text = "\
human cy in corp {
  may read on files when evn is ci
  may read on files when env is cii
  may read on files when risk <= 1000
  may read on files when risk is shift
  may transfer on files when not approved(review)
  may read on files when amount < 5
  may read on files when tenant
  may approve on files
  may read on files until 2020-01-01
}
agent robot in corp {
  instructable yes
  infers with ana
  may spawn runner
}
credential badge is oidc of review in corp
team mixed of [helper] in corp
prove p { never any agent where instructible is yes obtains any credential }
prove q { never key reaches out }
prove r { never any class where level >= secret reaches out }
";
    insta::assert_snapshot!(Checked::one(&format!("{GROUND}{text}")).rendered());
}

/// Every name is looked up, wherever it stands.
#[test]
fn names_in_clauses_from_which_nothing_follows_exist() {
    let lines = ["manager nobody-there", "successor nobody-there", "ends with nothing-there", "has role nothing-there"];
    for line in lines {
        let text = format!("domain corp is tenant {{ trusted yes }}\nhuman ana in corp {{ {line} }}\n");
        assert_eq!(Checked::one(&text).codes(), ["BW0201 4"], "{line}");
    }
    let more = [
        "workflow w { under nothing-there }",
        "workflow w { incident nobody-there }",
        "federation f from corp to nowhere",
        "exception e { accepts x on nothing-there }",
        "delegation-rule d from corp to corp { crossing nothing-there }",
        "delegation-rule d from nobody-there to corp",
        "store s is files in corp { purged 2026-01-01 by nobody-there }",
        "workflow w { evidence of nothing-there in nowhere kept 1d with [who] }",
    ];
    for declaration in more {
        let text = format!("domain corp is tenant {{ trusted yes }}\n{declaration}\n");
        assert!(Checked::one(&text).codes().contains(&"BW0201 4".to_owned()), "{declaration}");
    }
}
