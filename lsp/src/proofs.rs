//! When which project is checked. Whoever types is waited for, and a proof that is under way ends when something is written.

use std::collections::{BTreeMap, BTreeSet};
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::time::{Duration, Instant};

use bailiwick::ide::{ProjectId, Snapshot, prove};
use bailiwick::source::ended;
use crossbeam_channel::Sender;

use crate::pool::{STACK, threads};
use crate::server::Event;

/// How long nobody has typed before anything is read again.
const PAUSE: Duration = Duration::from_millis(80);

/// How a check ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Ended {
    /// Everything was told.
    Complete,
    /// Somebody wanted to write.
    Interrupted,
    /// It failed.
    Failed,
}

#[derive(Default)]
pub(crate) struct Proofs {
    due: BTreeMap<ProjectId, Instant>,
    running: BTreeSet<ProjectId>,
}

impl Proofs {
    /// Has a project checked soon.
    pub(crate) fn want(&mut self, id: ProjectId) {
        self.due.insert(id, Instant::now() + PAUSE);
    }

    /// When the next check is due.
    pub(crate) fn next(&self) -> Option<Instant> {
        let idle = self.due.iter().filter(|(id, _)| !self.running.contains(id));
        idle.map(|(_, due)| *due).min()
    }

    /// The projects that are to be checked now.
    pub(crate) fn take_due(&mut self) -> Vec<ProjectId> {
        let now = Instant::now();
        let is_due = |(id, due): &(&ProjectId, &Instant)| **due <= now && !self.running.contains(id);
        let due: Vec<ProjectId> = self.due.iter().filter(is_due).map(|(id, _)| *id).collect();
        self.due.retain(|id, _| !due.contains(id));
        due
    }

    /// Checks a project in the background.
    pub(crate) fn start(&mut self, snapshot: Snapshot, state: u64, events: &Sender<Event>) {
        let (id, events) = (snapshot.id, events.clone());
        self.running.insert(id);
        let work = move || {
            let tell = |progress| _ = events.send(Event::Told(id, state, progress));
            let proving = || ended(AssertUnwindSafe(|| prove(&snapshot, threads(), &tell)));
            let how = match catch_unwind(AssertUnwindSafe(proving)) {
                Ok(Some(())) => Ended::Complete,
                Ok(None) => Ended::Interrupted,
                Err(_) => Ended::Failed,
            };
            drop(snapshot);
            _ = events.send(Event::Ended(id, state, how));
        };
        if std::thread::Builder::new().stack_size(STACK).spawn(work).is_err() {
            self.running.remove(&id);
        }
    }

    /// A check has ended.
    pub(crate) fn ended(&mut self, id: ProjectId) {
        self.running.remove(&id);
    }
}
