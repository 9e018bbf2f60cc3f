//! Agents, what starts them, and what they do in their steps.

use super::{STORES, Writer};

pub(super) fn write(writer: &mut Writer) {
    writer.block("workflow pilot", |writer| {
        let (purpose, tier) = (writer.pick(&["care", "care.ward", "study"]), writer.pick(&["t1", "t2"]));
        writer.sometimes(30, &format!("purpose {purpose}"));
        writer.sometimes(60, &format!("tier {tier}"));
        writer.sometimes(60, "autonomy approve-each");
        agent(writer, "agent helper in corp");
        agent(writer, "agent scout in corp");
        let noun = writer.pick(&["agent", "blueprint"]);
        agent(writer, &format!("{noun} worker in corp"));
        for (number, actor) in ["helper", "scout", "bo"].iter().enumerate() {
            if writer.chance(60) {
                step(writer, number, actor);
            }
        }
    });
}

fn agent(writer: &mut Writer, opening: &str) {
    writer.block(opening, |writer| {
        let instructable = writer.pick(&["instructable yes", "instructable yes", "instructable no", ""]);
        writer.line(instructable);
        starts(writer);
        if writer.chance(15) {
            let enforced = writer.enforced();
            writer.line(&format!("plan fixed{enforced}"));
        }
        writer.sometimes(15, "instances one shared");
        if writer.chance(20) {
            let enforced = writer.enforced();
            writer.block(&format!("ceiling{enforced}"), |writer| {
                for _ in 0..3 {
                    let permission = writer.permission();
                    writer.line(&format!("may {permission}"));
                }
            });
        }
        let filter = writer.pick(&["", " through filter", " when mfa"]);
        writer.sometimes(40, &format!("infers with oracle{filter}"));
        writer.sometimes(30, "logs prompts to trail");
        writer.sometimes(20, "uses ana-pat");
        writer.line("may read on inbox");
        writer.grants(5);
        writer.calls(2);
    });
}

fn starts(writer: &mut Writer) {
    let store = writer.pick(STORES);
    let who = writer.pick(&["[ana, bo]", "staff", "stranger"]);
    writer.sometimes(40, &format!("started by event on {store}"));
    writer.sometimes(50, &format!("started by {who}"));
    writer.sometimes(20, "started by schedule \"daily\"");
}

fn step(writer: &mut Writer, number: usize, actor: &str) {
    writer.block(&format!("step step-{number} by {actor}"), |writer| {
        let store = writer.pick(STORES);
        writer.line(&format!("reads {store}"));
        for _ in 0..2 {
            let permission = writer.permission();
            writer.line(&format!("does {permission}"));
        }
        let entry = writer.pick(super::ENTRIES);
        writer.sometimes(40, &format!("calls {entry}"));
        if actor == "bo" {
            let handles = writer.pick(&["forwarding", "retyping"]);
            writer.line(&format!("handles by {handles}"));
        }
    });
}
