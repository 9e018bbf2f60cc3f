//! What is handed on, what is held back.

use super::{HUMANS, Writer};

const RECEIVERS: &[&str] = &["pilot.helper", "pilot.scout", "runner"];

pub(super) fn write(writer: &mut Writer) {
    gate(writer);
    for number in 0..writer.rng.u32(0..=2) {
        delegation(writer, number);
    }
    for number in 0..writer.rng.u32(0..=2) {
        prohibition(writer, number);
    }
}

fn gate(writer: &mut Writer) {
    writer.block("gate review", |writer| {
        for _ in 0..writer.rng.u32(1..=2) {
            let place = writer.pick(&["write on repo.flows", "write on notes", "send on mail", "read on index"]);
            let when = if writer.chance(20) { " when env is prod" } else { "" };
            writer.line(&format!("guards {place}{when}"));
        }
        let quorum = writer.rng.u32(1..=2);
        let approvers = writer.pick(&["[ana, bo]", "[ana, bo, cy]", "[ana, pilot.helper]"]);
        let excluding = writer.pick(&["", " excluding [requester, author]"]);
        writer.line(&format!("approved by {quorum} of {approvers}{excluding}"));
        let rendered = writer.pick(&["canonical by host", "agent-text"]);
        writer.line(&format!("renders {rendered}"));
        writer.line("binds diff");
        let answer = if writer.chance(10) { "allow" } else { "deny" };
        writer.line(&format!("timeout {answer} after 24h"));
        let enforcer = writer.pick(&["host", "host", "runner"]);
        writer.line(&format!("enforced by {enforcer}"));
    });
}

fn delegation(writer: &mut Writer, number: u32) {
    let (from, to) = (writer.pick(HUMANS), writer.pick(RECEIVERS));
    let when = writer.when(20);
    writer.block(&format!("delegation errand-{number} from {from} to {to}{when}"), |writer| {
        let mode = writer.pick(&["on-behalf-of", "on-behalf-of", "impersonation"]);
        writer.line(&format!("mode {mode}"));
        let (depth, offline) = (writer.pick(&["0", "1", "unlimited"]), writer.pick(&["yes", "no"]));
        writer.line(&format!("depth {depth}"));
        writer.line(&format!("offline {offline}"));
        let purpose = writer.pick(&["care", "care.ward", "study"]);
        writer.sometimes(15, &format!("purpose {purpose}"));
        for _ in 0..3 {
            let permission = writer.permission();
            writer.line(&format!("may {permission}"));
        }
    });
}

fn prohibition(writer: &mut Writer, number: u32) {
    let who = writer.pick(&["pilot.helper", "ana", "runner", "[pilot.scout, desk]", "every agent"]);
    writer.block(&format!("access limit-{number} for {who}"), |writer| {
        let permission = writer.permission();
        let lifted = writer.when(50).replace("when", "unless");
        writer.line(&format!("must not {permission}{lifted}"));
    });
}
