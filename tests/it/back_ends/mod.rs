//! What stands between people and agents: entries that call others, plans that call others, and whoever is asked.

mod owners;

use bailiwick::analysis::check;
use bailiwick::proof::Status;
use bailiwick::source::{Database, project};

use crate::support::AS_OF;

const WORLD: &str = "edition 2026
use std.levels [*]
use std.operations [*]
domain corp is tenant { trusted yes }
domain web is internet
store repo is repository in corp { holds internal }
store vault is files in corp { holds confidential }
sink mail is public in web
service runner in corp { does nothing }
";

/// The status of a sentence in the world with more in it.
fn status(more: &str, sentence: &str) -> Status {
    let db = Database::default();
    let text = format!("{WORLD}{more}\nprove asked {{ {sentence} }}\n");
    let outcome = check(&db, project(&db, &[("main.bwk", &text)], AS_OF));
    let wrong = outcome.findings.iter().find(|finding| finding.about.code < "BW1");
    assert!(wrong.is_none(), "{wrong:?}\n{text}");
    outcome.verdicts[0].status
}

fn tool(name: &str, may: &str, entry: &str) -> String {
    format!(
        "tool {name} in corp {{\n  pin \"sha256:1\"\n  vouched by eve on 2026-01-01 for \"sha256:1\"\n  {may}\n  entry go {{\n    \
         {entry}\n  }}\n}}\n"
    )
}

const EVE: &str = "human eve in corp\n";

/// Somebody calls a service, which calls an agent: what the agent does, and all that it knows, is theirs.
#[test]
fn a_service_in_front_of_an_agent_hides_nothing() {
    let world = |calls: &str| {
        format!(
            "human ana in corp {{ may call api.ask }}
service api in corp {{
  may call bot.help
  entry ask {{
    authority own
    {calls}
    takes text
    gives text
  }}
}}
agent bot in corp {{
  may write on repo
  may read on vault
  entry help {{
    authority own
    takes text
    gives text
  }}
}}"
        )
    };
    let sentences = ["never ana causes write on repo", "never confidential reaches ana", "never ana influences bot"];
    for sentence in sentences {
        assert_eq!(status(&world("calls bot.help"), sentence), Status::Refuted, "{sentence}");
        // What nobody says of an entry could be anything its service may do, and call.
        assert_eq!(status(&world(""), sentence), Status::Refuted, "{sentence}");
        assert_eq!(status(&world("performs read on repo"), sentence), Status::Proved, "{sentence}");
    }
    assert_eq!(status(&world("calls bot.help"), "possible ana causes write on repo"), Status::Refuted, "no step");
    let step = format!("{}\nworkflow w {{ step s by bot {{ does write on repo }} }}", world("calls bot.help"));
    assert_eq!(status(&step, "possible ana causes write on repo"), Status::Proved);
}

/// A service that calls a service that calls an agent.
#[test]
fn calls_are_followed_to_their_end() {
    let world = |first: &str, second: &str| {
        format!(
            "human ana in corp {{ may call front.ask }}
service front in corp {{
  may call [back.ask, bot.help]
  entry ask {{
    authority {first}
    calls back.ask
    takes nothing
    gives text
  }}
}}
service back in corp {{
  may call bot.help
  entry ask {{
    authority {second}
    calls bot.help
    takes nothing
    gives text
  }}
}}
agent bot in corp {{
  may write on repo
  may read on vault
  entry help {{
    authority own
    takes nothing
    gives text
  }}
}}"
        )
    };
    for sentence in ["never ana causes write on repo", "never confidential reaches ana"] {
        for second in ["own", "caller"] {
            assert_eq!(status(&world("own", second), sentence), Status::Refuted, "{second}: {sentence}");
        }
        // In her name it calls what she may call.
        assert_eq!(status(&world("caller", "own"), sentence), Status::Proved, "{sentence}");
        let permitted = world("caller", "own").replacen("may call front.ask", "may call [front.ask, back.ask]", 1);
        assert_eq!(status(&permitted, sentence), Status::Refuted, "{sentence}");
    }
}

/// One entry has one tool read and another one send: with its own authority, and with its caller's.
#[test]
fn what_is_read_by_one_tool_is_sent_by_another() {
    let world = |authority: &str, calls: &str, gives: &str| {
        let reads = format!("performs read on vault\n    authority {authority}\n    takes nothing\n    gives {gives}");
        let sends = format!("performs send on mail\n    authority {authority}\n    takes text\n    gives nothing");
        format!(
            "{EVE}human ana in corp {{\n  may call [api.go, reader.go, mailer.go]\n  may read on vault\n  may send on mail\n}}
service api in corp {{
  may call [reader.go, mailer.go]
  entry go {{
    authority {authority}
    calls {calls}
    takes nothing
    gives nothing
  }}
}}
{}{}",
            tool("reader", "may read on vault", &reads),
            tool("mailer", "may send on mail", &sends),
        )
    };
    for authority in ["own", "caller", "both"] {
        let sent =
            |calls: &str, gives: &str| status(&world(authority, calls, gives), "never confidential reaches mail");
        assert_eq!(sent("[reader.go, mailer.go]", "text"), Status::Refuted, "{authority}");
        assert_eq!(sent("[reader.go, mailer.go]", "structured"), Status::Refuted, "{authority}");
        assert_eq!(sent("[reader.go, mailer.go]", "nothing"), Status::Proved, "{authority}");
        assert_eq!(sent("mailer.go", "text"), Status::Proved, "{authority}");
    }
}

/// What is read for a caller goes to the agent that is asked about it, and its answer goes where the call writes.
#[test]
fn a_gateway_hands_over_what_it_reads_in_its_callers_name() {
    let world = |gives: &str, takes: &str| {
        format!(
            "human ana in corp {{\n  may call [api.go, bot.help]\n  may read on vault\n  may send on mail\n}}
service api in corp {{
  entry go {{
    performs read on vault
    performs send on mail
    authority caller
    calls bot.help
    takes nothing
    gives {gives}
  }}
}}
agent bot in corp {{
  instructable no
  entry help {{
    authority own
    takes {takes}
    gives text
  }}
}}"
        )
    };
    let reaches =
        |gives, takes, what: &str| status(&world(gives, takes), &format!("never confidential reaches {what}"));
    assert_eq!(reaches("text", "text", "bot"), Status::Refuted);
    assert_eq!(reaches("nothing", "text", "bot"), Status::Refuted, "what it answers is another matter");
    assert_eq!(reaches("text", "nothing", "bot"), Status::Proved);
    let answered = "agent bot in corp {
  may read on repo
  entry help {
    authority own
    takes nothing
    gives ANSWER
  }
}
human ana in corp {
  may call [api.go, bot.help]
  may send on mail
}
service api in corp {
  entry go {
    performs send on mail
    authority caller
    calls bot.help
    takes nothing
    gives nothing
  }
}";
    let sent = |gives: &str| status(&answered.replace("ANSWER", gives), "never internal reaches mail");
    assert_eq!(sent("text"), Status::Refuted);
    assert_eq!(sent("nothing"), Status::Proved);
}

/// The calls of two people through one gateway are kept apart while it acts in their names, and not when it acts in its own.
#[test]
fn a_call_in_its_callers_name_is_kept_apart() {
    let world = |authority: &str| {
        format!(
            "context tenant individual session
class orders at confidential {{ per tenant }}
team customer of 100 in corp {{
  per tenant
  entitled to orders
  may call [api.go, bot.help]
  may read on desk when record.tenant is subject.tenant
}}
store desk is database in corp {{
  holds orders
  partitioned by tenant
}}
service api in corp {{
  may call bot.help
  may read on desk
  entry go {{
    performs read on desk
    authority {authority}
    calls bot.help
    takes text
    gives text
  }}
}}
agent bot in corp {{
  instructable no
  started by customer
  entry help {{
    authority own
    takes text
    gives text
  }}
}}"
        )
    };
    let status = |authority: &str, sentence: &str| status(&world(authority), sentence);
    assert_eq!(status("caller", "never orders reaches bot"), Status::Refuted);
    assert_eq!(status("caller", "never orders of another tenant reaches customer"), Status::Proved);
    assert_eq!(status("own", "never orders of another tenant reaches customer"), Status::Refuted);
}

/// A plan that calls somebody does what comes of the call.
#[test]
fn a_plan_brings_about_what_its_calls_do() {
    let world = |step: &str| {
        format!(
            "human ana in corp {{ may call w.chief }}
workflow w {{
  agent chief in corp {{
    plan fixed enforced by runner
    may call helper.help
  }}
  agent helper in corp {{
    plan fixed enforced by runner
    may write on repo
    entry help {{
      authority own
      takes nothing
      gives nothing
    }}
  }}
  {step}
  step second by helper {{ does write on repo }}
}}"
        )
    };
    for who in ["ana", "w.chief"] {
        let never = format!("never {who} causes write on repo");
        assert_eq!(status(&world("step first by chief { calls helper.help }"), &never), Status::Refuted, "{who}");
        assert_eq!(status(&world(""), &never), Status::Proved, "{who}");
        let possible = format!("possible {who} causes write on repo");
        assert_eq!(status(&world("step first by chief { calls helper.help }"), &possible), Status::Proved, "{who}");
    }
    assert_eq!(status(&world(""), "possible ana causes write on repo"), Status::Refuted);
}

/// Whoever may ask an agent gets its answer, as they read what they may read: without a step.
#[test]
fn people_get_the_answers_of_agents() {
    let world = |gives: &str| {
        format!(
            "human ana in corp {{ may call bot.help }}
agent bot in corp {{
  may read on vault
  entry help {{
    authority own
    takes text
    gives {gives}
  }}
}}"
        )
    };
    assert_eq!(status(&world("text"), "never confidential reaches ana"), Status::Refuted);
    assert_eq!(status(&world("nothing"), "never confidential reaches ana"), Status::Proved);
}

/// What nobody says of an entry that acts with its caller's authority could be anything that the caller may do.
#[test]
fn an_entry_of_which_nothing_is_said_does_what_its_caller_may() {
    let world = |performs: &str| {
        let entry = format!("authority caller\n    {performs}\n    takes text\n    gives text");
        format!(
            "{EVE}human ana in corp {{\n  may call box.go\n  may read on vault\n  may send on mail\n}}\n{}",
            tool("box", "", &entry)
        )
    };
    assert_eq!(status(&world(""), "never confidential reaches mail"), Status::Refuted);
    assert_eq!(status(&world("performs read on vault"), "never confidential reaches mail"), Status::Proved);
}
