//! What comes to whoever stands behind an entry, what of theirs goes on, and whose right to call counts.

use bailiwick::proof::Status;

use super::{EVE, status, tool};

const LOGGED: &str = "log trail in web
human ana in corp {
  may call desk.look
  may read on vault
}
service desk in corp {
  may read on vault
  logs prompts to trail
  entry look {
    performs read on vault
    authority AUTHORITY
    takes nothing
    gives nothing
  }
}";

/// What an entry reads, in whosever name, its owner learns, and everything that its owner's knowledge goes to.
#[test]
fn whoever_reads_for_others_learns_it() {
    for authority in ["own", "caller", "both"] {
        let logged = LOGGED.replace("AUTHORITY", authority);
        for place in ["trail", "desk", "web"] {
            assert_eq!(status(&logged, &format!("never confidential reaches {place}")), Status::Refuted, "{authority}");
        }
        let elsewhere = logged.replace("may read on vault\n}\nservice", "may read on repo\n}\nservice");
        let expected = if authority == "own" { Status::Refuted } else { Status::Proved };
        assert_eq!(status(&elsewhere, "never confidential reaches trail"), expected, "{authority}");
    }
    let agent = "human ana in corp {
  may call bot.ask
  may read on vault
}
agent bot in corp {
  may send on mail
  entry ask {
    performs read on vault
    authority caller
    takes nothing
    gives text
  }
}";
    assert_eq!(status(agent, "never confidential reaches mail"), Status::Refuted);
    assert_eq!(
        status(&agent.replace("may read on vault\n}", "may read on repo\n}"), "never confidential reaches mail"),
        Status::Proved
    );
}

/// What an agent knows goes out with what it writes in somebody's name.
#[test]
fn an_agent_writes_what_it_knows_in_anybodys_name() {
    let world = |may: &str| {
        format!(
            "human ana in corp {{
  may call bot.post
  may send on mail
}}
agent bot in corp {{
  {may}
  entry post {{
    performs send on mail
    authority caller
    takes nothing
    gives nothing
  }}
}}"
        )
    };
    assert_eq!(status(&world("may read on vault"), "never confidential reaches mail"), Status::Refuted);
    assert_eq!(status(&world(""), "never confidential reaches mail"), Status::Proved);
}

/// Whoever controls a tool controls its answers, and whom it calls.
#[test]
fn whoever_controls_a_tool_steers_those_who_ask_it_and_those_it_asks() {
    let world = |how: &str, gives: &str| {
        format!(
            "human mallory in corp {{ may write on repo }}
service box in corp {{
  {how}
  entry go {{
    performs read on vault
    authority own
    takes nothing
    gives {gives}
  }}
}}
agent bot in corp {{
  may send on mail
  may call box.go
}}"
        )
    };
    for how in ["executes repo", "administered by mallory"] {
        for sentence in ["never mallory influences bot", "never mallory causes send on mail"] {
            assert_eq!(status(&world(how, "text"), sentence), Status::Refuted, "{how}: {sentence}");
            assert_eq!(status(&world(how, "nothing"), sentence), Status::Proved, "{how}: {sentence}");
        }
    }
    let calling = |takes: &str| {
        format!(
            "human mallory in corp {{ may write on repo }}
service ci in corp {{
  executes repo
  may call bot.ask
}}
agent bot in corp {{
  entry ask {{
    authority own
    takes {takes}
    gives nothing
  }}
}}"
        )
    };
    assert_eq!(status(&calling("text"), "never mallory influences bot"), Status::Refuted);
    assert_eq!(status(&calling("nothing"), "never mallory influences bot"), Status::Proved);
}

/// An entry that acts with its maker's right, and one of which nobody says what it does.
#[test]
fn a_makers_right_is_lent_in_chains_and_where_nothing_is_said() {
    let world = |says: &str| {
        format!(
            "{EVE}human ana in corp {{ may call box.go }}
human mia in corp {{
  may read on vault
  may send on mail
}}
{}agent bot in corp {{
  instructable no
  may write on repo
  entry help {{
    authority own
    takes text
    gives nothing
  }}
}}",
            tool(
                "box",
                "maker mia\n  may call bot.help",
                &format!("authority maker\n    {says}\n    takes nothing\n    gives nothing")
            )
        )
    };
    assert_eq!(status(&world(""), "never ana causes send on mail"), Status::Refuted);
    assert_eq!(status(&world("performs read on vault"), "never ana causes send on mail"), Status::Proved);
    let chained = world("performs read on vault\n    calls bot.help");
    assert_eq!(status(&chained, "never confidential reaches bot"), Status::Refuted);
    assert_eq!(status(&chained, "never confidential reaches repo"), Status::Refuted);
    assert_eq!(status(&world("calls bot.help"), "never confidential reaches bot"), Status::Proved);
}

/// To perform a call is to call; an entry calls its siblings; whoever calls starts what is called at the end.
#[test]
fn every_way_of_calling_is_one() {
    let bot = "agent bot in corp {
  may write on repo
  entry help {
    authority own
    takes nothing
    gives nothing
  }
}";
    let api = |entries: &str| {
        format!(
            "human ana in corp {{ may call api.go }}\nservice api in corp {{\n  may call bot.help\n  may send on mail\n{entries}}}\n{bot}"
        )
    };
    let entry = |name: &str, says: &str| {
        format!("  entry {name} {{\n    authority own\n    {says}\n    takes nothing\n    gives nothing\n  }}\n")
    };
    for says in ["calls bot.help", "performs invoke on bot.help"] {
        let world = api(&entry("go", says));
        for sentence in ["never ana causes write on repo", "never ana starts bot"] {
            assert_eq!(status(&world, sentence), Status::Refuted, "{says}: {sentence}");
        }
        assert_eq!(status(&world, "possible ana starts bot"), Status::Proved, "{says}");
    }
    let siblings = |calls: &str| api(&(entry("go", calls) + &entry("post", "performs send on mail")));
    assert_eq!(status(&siblings("calls post"), "never ana causes send on mail"), Status::Refuted);
    assert_eq!(status(&siblings("performs read on repo"), "never ana causes send on mail"), Status::Proved);
}

/// In its caller's name an entry calls what its caller may call, and nothing else.
#[test]
fn in_its_callers_name_an_entry_needs_its_callers_right_to_call() {
    let world = |may: &str| {
        format!(
            "human ana in corp {{
  may call front.go
  {may}
}}
service front in corp {{
  entry go {{
    authority caller
    calls back.go
    takes nothing
    gives nothing
  }}
}}
service back in corp {{
  may send on mail
  entry go {{
    performs send on mail
    authority own
    takes nothing
    gives nothing
  }}
}}"
        )
    };
    for sentence in ["never ana causes send on mail", "possible ana causes send on mail"] {
        let [expected, instead] = if sentence.starts_with("never") {
            [Status::Proved, Status::Refuted]
        } else {
            [Status::Refuted, Status::Proved]
        };
        assert_eq!(status(&world(""), sentence), expected, "{sentence}");
        assert_eq!(status(&world("may call back.go\n  must not invoke on back.go"), sentence), expected, "{sentence}");
        assert_eq!(status(&world("may call back.go"), sentence), instead, "{sentence}");
    }
}

/// What the outer entry gives is what its caller gets of everything behind it.
#[test]
fn what_is_behind_an_entry_comes_out_as_the_entry_gives_it() {
    let world = |gives: &str| {
        format!(
            "human ana in corp {{ may call front.go }}
service front in corp {{
  may call back.go
  entry go {{
    authority own
    calls back.go
    takes nothing
    gives {gives}
  }}
}}
service back in corp {{
  may read on vault
  entry go {{
    performs read on vault
    authority own
    takes nothing
    gives text
  }}
}}"
        )
    };
    assert_eq!(status(&world("text"), "never confidential reaches ana"), Status::Refuted);
    assert_eq!(status(&world("nothing"), "never confidential reaches ana"), Status::Proved);
    assert_eq!(status(&world("text"), "possible confidential reaches ana"), Status::Proved);
    assert_eq!(status(&world("nothing"), "possible confidential reaches ana"), Status::Refuted);
}

/// Whoever writes what an event waits for brings about what the steps do that it starts.
#[test]
fn an_event_sets_the_steps_going() {
    let world = |step: &str| {
        format!(
            "store inbox is queue in corp {{ holds public }}
origin stranger in web {{ may write on inbox }}
workflow w {{
  agent clerk in corp {{
    instructable no
    plan fixed enforced by runner
    started by event on inbox
    may send on mail
  }}
  {step}
}}"
        )
    };
    let never = "never stranger causes send on mail";
    assert_eq!(status(&world("step s by clerk { does send on mail }"), never), Status::Refuted);
    assert_eq!(status(&world("step s by clerk { reads inbox }"), never), Status::Proved);
}

/// A service that belongs to no tenant reads all parts, whoever stands between it and those who ask.
#[test]
fn a_service_of_no_tenant_is_bound_to_no_part() {
    let world = |may: &str, reads: &str| {
        format!(
            "context tenant individual session
class orders at confidential {{ per tenant }}
origin customer in web {{
  per tenant
  may call {may}
}}
store desk is database in corp {{
  holds orders
  partitioned by tenant
}}
service root in corp {{
  may read on desk{reads}
  entry get {{
    performs read on desk
    authority own
    takes nothing
    gives structured
  }}
}}
agent bot in corp {{ may call root.get }}"
        )
    };
    let never = "never orders of another tenant reaches customer";
    assert_eq!(status(&world("root.get", ""), never), Status::Refuted);
    assert_eq!(status(&world("bot", ""), never), Status::Refuted);
    assert_eq!(status(&world("bot", " when record.tenant is subject.tenant"), never), Status::Proved);
}
