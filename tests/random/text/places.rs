//! Where data is, where it goes, and what it passes through.

use super::Writer;

pub(super) fn write(writer: &mut Writer) {
    stores(writer);
    index(writer);
    sinks(writer);
    transformer(writer);
    let training = writer.pick(&["training no", "training yes", ""]);
    writer.line(&format!("model oracle in vendor {{ contract {{ {training} }} }}"));
    writer.block("log trail in corp", |writer| writer.sometimes(60, "read by bo"));
}

fn stores(writer: &mut Writer) {
    writer.line("store inbox is queue in corp { holds public }");
    let kind = writer.pick(&["memory", "files", "cache"]);
    writer.block(&format!("store notes is {kind} in corp"), |writer| {
        let held = writer.pick(&["holds plans", "holds [plans, record]", "holds record"]);
        writer.line(held);
        let apart = writer.pick(&["none", "session", "tenant"]);
        writer.line(&format!("partitioned by {apart}"));
    });
    writer.block("store repo is repository in corp", |writer| {
        writer.line("holds internal");
        writer.line("part src \"src/**\"");
        writer.line("part flows \".flows/**\"");
    });
    writer.line("store safe is vault in corp");
}

fn index(writer: &mut Writer) {
    writer.block("store index is vector-index in corp", |writer| {
        writer.line("holds [plans, record]");
        let trims = writer.pick(&["none", "service", "subject", "subject lag 15m"]);
        writer.line(&format!("trims by {trims}"));
        let through = if writer.chance(40) { " through filter" } else { "" };
        writer.sometimes(60, &format!("copies [inbox, notes] every 1h{through}"));
    });
}

fn sinks(writer: &mut Writer) {
    writer.block("sink answer is subject in corp", |writer| writer.sometimes(30, "forwards to web through filter"));
    writer.line("sink mail is named in out { readable by [stranger, cy] }");
    writer.line("sink web is public in out");
}

fn transformer(writer: &mut Writer) {
    writer.block("transformer filter in corp", |writer| {
        writer.line("rewrites plans to public");
        writer.sometimes(60, "rewrites record to nothing");
        writer.sometimes(50, "drops influence");
        let why = writer.pick(&["reviewed by ana on 2026-01-01", "tested recall 90%", "unverified"]);
        writer.line(&format!("assurance {why}"));
        writer.line("fails closed");
        writer.sometimes(70, "enforced by host");
    });
}
