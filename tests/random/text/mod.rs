//! Random policies as texts: what people can write, so that everything from reading on is tried.

mod actors;
mod limits;
mod places;
mod workflow;

use fastrand::Rng;

/// A text in the making, and the source of all choices.
struct Writer {
    rng: Rng,
    text: String,
    depth: usize,
    /// The only conditions in this text: the evaluators keep every combination of them.
    conditions: [&'static str; 2],
}

/// The text of a seed: always the same one. It has no errors.
pub(crate) fn text(seed: u64) -> String {
    let mut rng = Rng::with_seed(seed);
    let conditions = [(); 2].map(|()| CONDITIONS[rng.usize(0..CONDITIONS.len())]);
    let mut writer = Writer { rng, text: String::new(), depth: 0, conditions };
    for line in PRELUDE.lines() {
        writer.line(line);
    }
    places::write(&mut writer);
    actors::write(&mut writer);
    workflow::write(&mut writer);
    limits::write(&mut writer);
    writer.text
}

const PRELUDE: &str = "edition 2026
use std.levels [*]
use std.operations [*]
domain corp is tenant { trusted yes }
domain out is internet
domain vendor is vendor
context env one of [dev, ci, prod]
context mfa boolean
context frozen boolean lasting
context tenant individual session
purpose care
purpose care.ward
purpose study
tiers own {
  scale t1 < t2
  tier t1 { ttl 8h }
  tier t2 { ttl 1h }
}
workflow spare { tier t2 }
class plans at internal
class record at confidential { per tenant }";

const STORES: &[&str] = &["inbox", "notes", "repo", "repo.src", "repo.flows", "safe", "index"];
const SINKS: &[&str] = &["answer", "mail", "web"];
const ENTRIES: &[&str] = &["desk.look", "desk.put", "runner.build", "pilot.worker", "pilot.helper", "pilot.scout"];
const ADMINISTERED: &[&str] = &["host", "desk", "notes", "review", "pilot.worker", "runner"];
const HUMANS: &[&str] = &["ana", "bo", "cy"];
const CONDITIONS: &[&str] = &[
    "env is ci",
    "env is not prod",
    "mfa",
    "not frozen",
    "now.time in 08:00..17:59",
    "env is dev or mfa",
    "env in [dev, ci] and frozen",
    "approved(review)",
    "record.tenant is subject.tenant",
    "destination is corp",
    "destination is not out",
    "sensitivity <= internal",
    "sensitivity is confidential",
    "purpose is care",
    "purpose is not care.ward",
    "initiator is human",
    "initiator in [schedule, event]",
    "tier is t2",
    "autonomy <= bounded",
];

impl Writer {
    fn chance(&mut self, percent: u32) -> bool {
        self.rng.u32(0..100) < percent
    }

    fn pick<'a>(&mut self, some: &[&'a str]) -> &'a str {
        some[self.rng.usize(0..some.len())]
    }

    fn line(&mut self, line: &str) {
        self.text.push_str(&"  ".repeat(self.depth));
        self.text.push_str(line);
        self.text.push('\n');
    }

    /// A line, as often as `percent` says.
    fn sometimes(&mut self, percent: u32, line: &str) {
        if self.chance(percent) {
            self.line(line);
        }
    }

    /// A declaration with a block.
    fn block(&mut self, opening: &str, inside: impl FnOnce(&mut Self)) {
        self.line(&format!("{opening} {{"));
        self.depth += 1;
        inside(self);
        self.depth -= 1;
        self.line("}");
    }

    /// Something that can be done, to something.
    fn permission(&mut self) -> String {
        match self.rng.u32(0..100) {
            0..40 => format!("read on {}", self.pick(STORES)),
            40..65 => format!("write on {}", self.pick(STORES)),
            65..85 => format!("send on {}", self.pick(SINKS)),
            85..88 => format!("mutate on {}", self.pick(STORES)),
            88..91 => format!("administer on {}", self.pick(ADMINISTERED)),
            91..96 => "approve on review".to_owned(),
            _ => format!("mint on {}", self.pick(&["ana-pat", "runner-key"])),
        }
    }

    fn when(&mut self, percent: u32) -> String {
        let condition = self.pick(&self.conditions.clone());
        if self.chance(percent) { format!(" when {condition}") } else { String::new() }
    }

    /// Up to so many permissions of an actor.
    fn grants(&mut self, most: u32) {
        for _ in 0..self.rng.u32(0..=most) {
            let permission = self.permission();
            let (when, delegable) = (self.when(15), if self.chance(10) { " delegable 1" } else { "" });
            self.line(&format!("may {permission}{when}{delegable}"));
        }
    }

    /// Up to so many entries that an actor may call.
    fn calls(&mut self, most: u32) {
        for _ in 0..self.rng.u32(0..=most) {
            let (entry, when) = (self.pick(ENTRIES), self.when(15));
            self.line(&format!("may call {entry}{when}"));
        }
    }

    /// How a claim is enforced: well, by somebody who may be reached, or not at all.
    fn enforced(&mut self) -> &'static str {
        self.pick(&[" enforced by host", " enforced by host", " enforced by runner", ""])
    }
}
