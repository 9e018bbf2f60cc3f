//! People, outsiders, services, tools and what they are known by.

use super::{ADMINISTERED, ENTRIES, HUMANS, STORES, Writer};

pub(super) fn write(writer: &mut Writer) {
    people(writer);
    services(writer);
    tool(writer);
    credentials(writer);
}

fn people(writer: &mut Writer) {
    for name in HUMANS {
        writer.block(&format!("human {name} in corp"), |writer| {
            writer.sometimes(30, "entitled to plans");
            writer.grants(3);
            writer.calls(1);
        });
    }
    writer.block("team staff of 20 in corp", |writer| {
        writer.line("per tenant");
        writer.sometimes(60, "entitled to record");
        writer.grants(1);
        writer.calls(1);
    });
    writer.block("origin stranger in out", |writer| {
        writer.line("may write on inbox");
        writer.calls(1);
    });
}

fn services(writer: &mut Writer) {
    writer.block("service host in corp", |writer| {
        let administrator = writer.pick(HUMANS);
        writer.sometimes(40, &format!("administered by {administrator}"));
    });
    writer.block("service runner in corp", |writer| {
        let source = writer.pick(STORES);
        writer.sometimes(60, &format!("executes {source}"));
        writer.sometimes(30, "uses ana-pat");
        entry(writer, "build");
        writer.grants(4);
        writer.calls(1);
    });
}

fn tool(writer: &mut Writer) {
    let domain = writer.pick(&["corp", "out"]);
    writer.block(&format!("tool desk in {domain}"), |writer| {
        if writer.chance(50) {
            writer.line("pin \"sha256:1\"");
            writer.line("vouched by ana on 2026-01-01 for \"sha256:1\"");
        }
        writer.line("maker bo");
        writer.sometimes(30, "uses runner-key");
        entry(writer, "look");
        entry(writer, "put");
        writer.grants(4);
    });
}

fn entry(writer: &mut Writer, name: &str) {
    writer.block(&format!("entry {name}"), |writer| {
        for _ in 0..writer.rng.u32(0..=3) {
            let (permission, when) = (writer.permission(), writer.when(15));
            writer.line(&format!("performs {permission}{when}"));
        }
        let authority = writer.pick(&["own", "own", "caller", "maker", "both"]);
        if authority != "maker" || name != "build" {
            writer.line(&format!("authority {authority}"));
        }
        for word in ["takes", "gives"] {
            let (shape, enforced) = (writer.pick(&["text", "structured", "nothing"]), writer.enforced());
            let enforced = if shape == "structured" { enforced } else { "" };
            writer.sometimes(60, &format!("{word} {shape}{enforced}"));
        }
        let called = writer.pick(ENTRIES);
        writer.sometimes(25, &format!("calls {called}"));
        writer.sometimes(15, "records caller");
    });
}

fn credentials(writer: &mut Writer) {
    for (name, subject) in [("ana-pat", "ana"), ("runner-key", "runner")] {
        writer.block(&format!("credential {name} is api-key of {subject} in corp"), |writer| {
            for _ in 0..writer.rng.u32(0..=3) {
                let permission = writer.permission();
                writer.line(&format!("scope {permission}"));
            }
            let (administered, bound) = (writer.pick(ADMINISTERED), writer.pick(&["yes", "no", "no"]));
            writer.sometimes(10, &format!("scope administer on {administered}"));
            writer.line(&format!("sender-bound {bound}"));
            let place = writer.pick(&["safe", "notes", "pilot.helper", "repo.src"]);
            writer.line(&format!("readable in {place}"));
        });
    }
}
