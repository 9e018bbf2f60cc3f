//! One row for each size of a policy: its facts, the time that they take, and how both grow.

use std::time::{Duration, Instant};

use bailiwick::analysis;
use bailiwick::facts::{Setting, close};
use bailiwick::model::{Agents, Mode, policy};
use bailiwick::proof::Status;
use bailiwick::source::{Database, project};

use super::shapes::Shape;

/// What the columns of a row are.
pub(crate) const HEADER: &str =
    "shape   agents     facts  growth  closure s  growth  per fact    check s  growth  proved refuted unknown";

/// The statuses of a verdict, in the order of the last columns.
const STATUSES: [Status; 3] = [Status::Proved, Status::Refuted, Status::Unknown];

/// 2026-11-22, in days since 1970-01-01.
const AS_OF: i64 = 20_779;

/// What was measured of one policy; times in seconds.
struct Measured {
    agents: f64,
    facts: f64,
    closure: f64,
    check: f64,
    /// How many of each of [`STATUSES`].
    verdicts: [usize; 3],
}

/// The rows of one shape, in the order of the sizes. Each is measured when it is asked for.
pub(crate) fn rows(shape: Shape, sizes: &[u32], patience: Duration) -> impl Iterator<Item = String> {
    let mut before: Option<Measured> = None;
    sizes.iter().map(move |agents| {
        let measured = measure(shape, *agents, patience);
        let row = row(shape, before.as_ref(), &measured);
        before = Some(measured);
        row
    })
}

fn measure(shape: Shape, agents: u32, patience: Duration) -> Measured {
    let text = shape.policy(agents);
    let db = Database::default();
    let files = project(&db, &[("main.bwk", &text)], AS_OF);
    let base = &policy(&db, files).base;
    let setting = Setting::of(Mode { agents: Agents::AllCompromised, insiders: Vec::new() });
    let (facts, closure) = shortest(patience, || close(base, &setting).size());
    let (outcome, check) = timed(|| analysis::check(&db, files));
    assert!(
        !analysis::is_broken(&db, files, &outcome.findings),
        "a policy that can not be read costs nothing: {}",
        shape.word()
    );
    let count = |status| outcome.verdicts.iter().filter(|verdict| verdict.status == status).count();
    Measured {
        agents: f64::from(agents),
        facts: f64::from(u32::try_from(facts).expect("facts are numbered")),
        closure: closure.as_secs_f64(),
        check: check.as_secs_f64(),
        verdicts: STATUSES.map(count),
    }
}

fn timed<T>(work: impl FnOnce() -> T) -> (T, Duration) {
    let start = Instant::now();
    let result = work();
    (result, start.elapsed())
}

/// The shortest run of some work, repeated until so much time is spent.
fn shortest<T>(patience: Duration, work: impl Fn() -> T) -> (T, Duration) {
    let (mut result, mut least) = timed(&work);
    let mut spent = least;
    while spent < patience {
        let (again, time) = timed(&work);
        (result, least) = (again, least.min(time));
        spent += time;
    }
    (result, least)
}

/// A growth of 1 is one in proportion, 2 is the square.
fn row(shape: Shape, before: Option<&Measured>, now: &Measured) -> String {
    type Column = fn(&Measured) -> f64;
    let growth = |of: Column, over: Column| {
        before.map_or(String::from("-"), |before| {
            format!("{:.2}", (of(now) / of(before)).ln() / (over(now) / over(before)).ln())
        })
    };
    let (agents, facts): (Column, Column) = (|row| row.agents, |row| row.facts);
    let (closure, check): (Column, Column) = (|row| row.closure, |row| row.check);
    let [proved, refuted, unknown] = now.verdicts;
    format!(
        "{:<7} {:>6} {:>9} {:>7} {:>10.4} {:>7} {:>9} {:>10.4} {:>7} {proved:>7} {refuted:>7} {unknown:>7}",
        shape.word(),
        now.agents,
        now.facts,
        growth(facts, agents),
        now.closure,
        growth(closure, agents),
        growth(closure, facts),
        now.check,
        growth(check, agents),
    )
}
