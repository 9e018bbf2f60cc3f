//! Policies of any size, as text: organisations in which many agents can influence one another.

use std::fmt::Write as _;

/// How the agents of a policy are connected.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Each writes what the next one reads.
    Ring,
    /// All read and write one shared store, and use a tool each.
    Star,
    /// Clouds with a board, tools and a bucket of their own; gateways carry requests from each to the next.
    Clouds,
    /// A person delegates to a leader, each leader to its own people, under conditions.
    Layers,
}

impl Shape {
    /// All of them, in the order of the table.
    pub(crate) const ALL: [Self; 4] = [Self::Ring, Self::Star, Self::Clouds, Self::Layers];

    /// The word for it in the table.
    pub(crate) fn word(self) -> &'static str {
        match self {
            Self::Ring => "ring",
            Self::Star => "star",
            Self::Clouds => "clouds",
            Self::Layers => "layers",
        }
    }

    /// A policy with so many agents. The same for the same number.
    pub(crate) fn policy(self, agents: u32) -> String {
        let mut text = String::from(HEAD);
        let agents = usize::try_from(agents).expect("a policy fits into memory").max(2);
        match self {
            Self::Ring => ring(&mut text, agents),
            Self::Star => star(&mut text, agents),
            Self::Clouds => clouds(&mut text, agents),
            Self::Layers => layers(&mut text, agents),
        }
        text
    }
}

/// What every one of the policies has: people, an outsider, a ledger behind a gate.
const HEAD: &str = "\
edition 2026
use std.levels [*]
use std.operations [*]

context in-hours boolean session

domain corp     is tenant { trusted yes }
domain internet is internet
domain vendor   is vendor

class order at confidential

human  ana in corp { may call office.start }
human  bo  in corp
origin anyone in internet { may write on front }

model llm in vendor {
  contract { training no }
}

store front  is queue    in corp { holds public }
store ledger is database in corp { holds order }
sink  page   is public   in internet

service host in corp { owner bo }

service office in corp {
  owner ana
  entry start {
    performs  write on front
    authority own
    takes     text
  }
  may write on front
}

gate four-eyes {
  guards   write on ledger
  approved by 1 of [ana, bo] excluding [requester, author]
  renders  canonical by host
  binds    diff
  single-use
  timeout  deny after 1h
  enforced by host
}

prove ledger-approved { always write on ledger needs approved(four-eyes) }
prove no-keys { never any agent obtains any credential }
";

/// One line for each rule of a policy; writing to a text never fails.
macro_rules! line {
    ($text:expr, $($argument:tt)*) => {
        _ = writeln!($text, $($argument)*)
    };
}

/// What an agent has besides its rights.
const MIND: &str = "instructable yes\n    infers with llm";

fn ring(text: &mut String, agents: usize) {
    for number in 0..agents {
        line!(text, "store inbox-{number} is queue in corp {{ holds internal }}");
    }
    line!(text, "workflow ring {{\n  owner ana");
    for number in 0..agents {
        let next = (number + 1) % agents;
        line!(text, "  agent a-{number} in corp {{\n    {MIND}\n    may read on inbox-{number}");
        if number == 0 {
            line!(text, "    may read on front");
        }
        line!(text, "    may write on inbox-{next}");
        if number == agents / 2 {
            line!(text, "    may write on ledger");
        }
        line!(text, "  }}");
    }
    line!(text, "}}");
    line!(text, "prove unmoved {{ never anyone influences ring.a-{} }}", agents - 1);
    line!(text, "prove passes-on {{ possible ring.a-0 causes write on inbox-1 }}");
}

/// A tool with a key of its own, and the store that it works on.
fn tool(text: &mut String, name: &str, domain: &str) {
    line!(text, "store shelf-{name} is database in {domain} {{ holds internal }}");
    line!(text, "credential key-{name} is oauth of back-{name} in {domain} {{");
    line!(text, "  scope read on shelf-{name}\n  ttl 1h\n  sender-bound yes\n  readable in desk-{name}\n}}");
    line!(text, "service back-{name} in {domain} {{ may read on shelf-{name} }}");
    line!(text, "tool desk-{name} in {domain} {{\n  uses key-{name}");
    line!(text, "  entry look {{\n    performs read on shelf-{name}\n    authority own\n    gives text\n  }}\n}}");
}

fn star(text: &mut String, agents: usize) {
    line!(text, "store hub is memory in corp {{ holds internal }}");
    for number in 0..agents {
        tool(text, &number.to_string(), "corp");
    }
    line!(text, "workflow star {{\n  owner ana");
    for number in 0..agents {
        line!(text, "  agent a-{number} in corp {{\n    {MIND}");
        line!(text, "    may [read, write] on hub\n    may call desk-{number}.look");
        if number == 0 {
            line!(text, "    may read on front\n    may write on ledger");
        }
        line!(text, "  }}");
    }
    line!(text, "}}");
    line!(text, "prove unmoved {{ never anyone influences star.a-{} }}", agents - 1);
    line!(text, "prove writes {{ possible star.a-0 causes write on hub }}");
}

/// How many agents work in one cloud.
const CLOUD: usize = 10;

fn clouds(text: &mut String, agents: usize) {
    let clouds = agents.div_ceil(CLOUD);
    for cloud in 0..clouds {
        line!(text, "domain cloud-{cloud} is tenant {{ trusted yes }}");
        line!(text, "store board-{cloud} is memory in cloud-{cloud} {{ holds internal }}");
        line!(text, "store bucket-{cloud} is files in cloud-{cloud} {{ holds order }}");
        tool(text, &cloud.to_string(), &format!("cloud-{cloud}"));
        line!(text, "service gateway-{cloud} in cloud-{cloud} {{\n  owner bo\n  entry post {{");
        line!(text, "    performs write on board-{cloud}\n    authority own\n    takes text\n  }}");
        line!(text, "  may write on board-{cloud}\n}}");
    }
    line!(text, "workflow units {{\n  owner ana");
    for number in 0..agents {
        let cloud = number / CLOUD;
        line!(text, "  agent a-{number} in cloud-{cloud} {{\n    {MIND}");
        line!(text, "    may [read, write] on board-{cloud}\n    may call desk-{cloud}.look");
        match number % CLOUD {
            0 => line!(text, "    may call gateway-{}.post when in-hours", (cloud + 1) % clouds),
            1 => line!(text, "    may read on bucket-{cloud} when in-hours"),
            2 => line!(text, "    may send on page"),
            _ => {}
        }
        if number == 3 {
            line!(text, "    may read on front\n    may write on ledger");
        }
        line!(text, "  }}");
    }
    line!(text, "}}");
    line!(text, "prove no-orders {{ never anyone extracts order }}");
    line!(text, "prove posts {{ possible units.a-0 causes write on board-{} }}", 1 % clouds);
}

/// How many people a leader has.
const BREADTH: usize = 5;

fn layers(text: &mut String, agents: usize) {
    for number in 0..agents {
        line!(text, "store task-{number} is files in corp {{ holds internal }}");
    }
    line!(text, "human lead in corp {{");
    for number in 0..agents {
        line!(text, "  may [read, write] on task-{number} delegable unlimited");
    }
    line!(text, "}}\nworkflow tree {{\n  owner ana\n  started by lead");
    for number in 0..agents {
        line!(text, "  agent a-{number} in corp {{\n    {MIND}");
        if number == 0 {
            line!(text, "    may read on front");
        }
        for below in children(number, agents) {
            line!(text, "    may call tree.a-{below}.ask");
        }
        line!(text, "    entry ask {{ takes text }}\n  }}");
    }
    line!(text, "}}");
    line!(
        text,
        "delegation d-0 from lead to tree.a-0 {{\n  mode on-behalf-of\n  depth unlimited\n  may [read, write] on [{}]\n}}",
        tasks(0, agents)
    );
    for number in 0..agents {
        for below in children(number, agents) {
            let when = if below % BREADTH == 0 { " when in-hours" } else { "" };
            line!(text, "delegation d-{below} from tree.a-{number} to tree.a-{below}{when} {{");
            line!(
                text,
                "  mode on-behalf-of\n  depth unlimited\n  may [read, write] on [{}]\n}}",
                tasks(below, agents)
            );
        }
    }
    line!(text, "prove unmoved {{ never anyone causes write on task-{} }}", agents - 1);
    line!(text, "prove works {{ possible lead causes write on task-0 }}");
}

fn children(number: usize, agents: usize) -> impl Iterator<Item = usize> {
    (1..=BREADTH).map(move |nth| number * BREADTH + nth).filter(move |below| *below < agents)
}

/// The tasks of an agent and of everybody below it.
fn tasks(number: usize, agents: usize) -> String {
    let mut open = vec![number];
    let mut names = Vec::new();
    while let Some(next) = open.pop() {
        names.push(format!("task-{next}"));
        open.extend(children(next, agents));
    }
    names.sort();
    names.join(", ")
}
