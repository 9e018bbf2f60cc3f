//! Threads on which requests are answered, so that the one that writes never works out anything itself.

use std::num::NonZeroUsize;

use crossbeam_channel::{Sender, unbounded};

/// A job.
type Job = Box<dyn FnOnce() + Send>;

/// Trees are walked by calling, and texts may nest deeply.
pub(crate) const STACK: usize = 16 << 20;

/// Some threads.
pub(crate) struct Pool {
    jobs: Sender<Job>,
}

impl Pool {
    /// So many threads, which end when the pool does. Jobs do not panic.
    pub(crate) fn new(threads: NonZeroUsize) -> Self {
        let (jobs, todo) = unbounded::<Job>();
        for _ in 0..threads.get() {
            let todo = todo.clone();
            let work = move || todo.iter().for_each(|job| job());
            // With fewer threads than wanted answers come later, but they come.
            _ = std::thread::Builder::new().stack_size(STACK).spawn(work);
        }
        Self { jobs }
    }

    pub(crate) fn run(&self, job: impl FnOnce() + Send + 'static) {
        _ = self.jobs.send(Box::new(job));
    }
}

/// As many as there are cores, and never a single one: a long answer must not keep a short one waiting.
pub(crate) fn threads() -> NonZeroUsize {
    const FEWEST: NonZeroUsize = NonZeroUsize::MIN.saturating_add(1);
    std::thread::available_parallelism().unwrap_or(FEWEST).max(FEWEST)
}
