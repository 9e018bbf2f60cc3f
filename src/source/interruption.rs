//! Readers that let go when somebody wants to write.
//!
//! A writer waits until every other handle of the database is gone. Queries look by themselves whether one waits, each time
//! something is asked of the database. What takes long without asking anything calls [`give_way`] now and then; what can not
//! even do that, because it waits for a foreign library, is [`watched`].

use std::cell::RefCell;
use std::panic::UnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Condvar, Mutex, PoisonError};
use std::time::Duration;

use crate::source::Database;

/// How long somebody who is watched may take to notice that it was asked to stop, before it is asked again.
const PATIENCE: Duration = Duration::from_millis(1);

thread_local! {
    /// The database that this thread works for, if it lets go of it when somebody wants to write.
    static WORKING: RefCell<Option<Database>> = const { RefCell::new(None) };
}

/// That somebody wants to write, for those who can not look at the database.
#[derive(Clone, Default)]
pub(crate) struct Wish(Arc<(Mutex<bool>, Condvar)>);

impl Wish {
    pub(crate) fn raise(&self) {
        self.set(true);
    }

    pub(crate) fn lower(&self) {
        self.set(false);
    }

    fn set(&self, is_raised: bool) {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner) = is_raised;
        self.0.1.notify_all();
    }

    fn is_raised(&self) -> bool {
        *self.0.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Waits until it is raised, or until somebody is `done`.
    fn wait(&self, done: &AtomicBool) {
        let raised = self.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        let is_open = |raised: &mut bool| !*raised && !done.load(Ordering::Acquire);
        drop(self.0.1.wait_while(raised, is_open));
    }
}

/// Says that somebody is done, however it ended.
struct Done<'a>(&'a AtomicBool, &'a Wish);

impl Drop for Done<'_> {
    fn drop(&mut self) {
        // Under the lock: whoever has just found it not done would otherwise miss the call and wait for ever.
        let guard = self.1.0.0.lock().unwrap_or_else(PoisonError::into_inner);
        self.0.store(true, Ordering::Release);
        drop(guard);
        self.1.0.1.notify_all();
    }
}

/// Takes the database out of the thread's hands again, however the work ended: a handle that stays would keep every
/// writer waiting.
struct Working(Option<Database>);

impl Drop for Working {
    fn drop(&mut self) {
        WORKING.set(self.0.take());
    }
}

/// Works for a database, and ends by unwinding when somebody wants to write to it, also within what takes long.
/// [`ended`] catches that.
pub fn interruptible<R>(db: &Database, work: impl FnOnce(&Database) -> R) -> R {
    let _before = Working(WORKING.replace(Some(db.clone())));
    work(db)
}

/// What comes of some work; `None` if it ended because somebody wanted to write.
pub fn ended<R>(work: impl FnOnce() -> R + UnwindSafe) -> Option<R> {
    salsa::Cancelled::catch(work).ok()
}

/// Whether this thread lets go when somebody wants to write.
pub fn is_interruptible() -> bool {
    WORKING.with_borrow(Option::is_some)
}

/// For whom a thread works.
#[derive(Clone)]
pub struct Employer(Option<Database>);

/// For whom this thread works: others can help it, and let go like it does.
pub fn employer() -> Employer {
    Employer(WORKING.with_borrow(Clone::clone))
}

impl Employer {
    /// Helps a thread that works for somebody. Who is interrupted ends quietly: the one who is helped unwinds, too, as soon as
    /// it calls [`give_way`].
    pub fn helped(self, work: impl FnOnce() + UnwindSafe) {
        let _before = Working(WORKING.replace(self.0));
        _ = ended(work);
    }
}

/// Ends the work of this thread, by unwinding, if it lets go and somebody wants to write.
pub fn give_way() {
    WORKING.with_borrow(|db| {
        if let Some(db) = db {
            salsa::Database::unwind_if_revision_cancelled(db);
        }
    });
}

/// Does something that looks at nothing while it runs, and has `interrupt` called until it returns as soon as somebody
/// wants to write. What it came to is of no use then: this unwinds instead of returning it, so that nobody remembers it.
pub fn watched<R>(interrupt: impl Fn() + Send, work: impl FnOnce() -> R) -> R {
    let Some(wish) = WORKING.with_borrow(|db| db.as_ref().map(|db| db.wish.clone())) else { return work() };
    let done = AtomicBool::new(false);
    let result = std::thread::scope(|scope| {
        let (done, wish) = (&done, &wish);
        let until_done = Done(done, wish);
        scope.spawn(move || {
            wish.wait(done);
            while !done.load(Ordering::Acquire) {
                interrupt();
                std::thread::sleep(PATIENCE);
            }
        });
        let result = work();
        drop(until_done);
        result
    });
    // Whoever has raised it writes at once, and lowers it when this handle is gone.
    while wish.is_raised() {
        give_way();
        std::thread::yield_now();
    }
    result
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicU32, Ordering};
    use std::time::{Duration, Instant};

    use super::*;

    /// Whether a writer comes to its turn although somebody works without end.
    fn lets_go(work: fn(&AtomicBool)) -> bool {
        let mut db = Database::default();
        let reader = db.clone();
        let (begun, stop) = (Arc::new(AtomicBool::new(false)), Arc::new(AtomicBool::new(false)));
        let seen = begun.clone();
        let at_work = std::thread::spawn(move || {
            let result = ended(std::panic::AssertUnwindSafe(|| {
                interruptible(&reader, |_| {
                    seen.store(true, Ordering::Release);
                    work(&stop);
                });
            }));
            drop(reader);
            result
        });
        while !begun.load(Ordering::Acquire) {
            std::thread::yield_now();
        }
        db.end_others();
        at_work.join().is_ok_and(|result| result.is_none())
    }

    #[test]
    fn who_gives_way_lets_a_writer_in() {
        assert!(lets_go(|_| {
            loop {
                give_way();
            }
        }));
    }

    #[test]
    fn who_is_watched_lets_a_writer_in() {
        static CALLS: AtomicU32 = AtomicU32::new(0);
        assert!(lets_go(|stop| {
            let interrupt = || {
                CALLS.fetch_add(1, Ordering::Relaxed);
                stop.store(true, Ordering::Release);
            };
            watched(interrupt, || {
                while !stop.load(Ordering::Acquire) {
                    std::thread::yield_now();
                }
            });
        }));
        assert!(CALLS.load(Ordering::Relaxed) > 0);
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "a test may look at the clock")]
    fn nobody_waits_for_who_is_not_interrupted() {
        let db = Database::default();
        let begun = Instant::now();
        for _ in 0..100 {
            assert_eq!(interruptible(&db, |_| watched(|| (), || 1)), 1);
        }
        assert!(begun.elapsed() < Duration::from_secs(5));
        assert!(!is_interruptible());
        give_way();
    }
}
