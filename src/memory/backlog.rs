//! When to move the write-ahead log into the database.
//!
//! That waits for the disk, so it is done while nothing waits for the
//! writing thread; a log that is short when the run ends is also what makes
//! the end quick, and the start after a kill.

use std::sync::mpsc::{Receiver, RecvTimeoutError};
use std::time::Duration;

use super::link::Link;
use super::place::Place;
use super::writer::Job;

/// A shorter log is left alone.
const SHORT: u64 = 256 * 1024;

/// A longer one is moved even if more work waits.
const LONG: u64 = 4 * 1024 * 1024;

/// How long the queue must have been empty.
const PAUSE: Duration = Duration::from_millis(5);

/// What a transaction writes besides the answers: the pages that lead to
/// them and the call log, four in most transactions.
const OVERHEAD: u64 = 4 * 16_384;

/// An estimate of the log's length in bytes.
pub(super) struct Backlog(u64);

/// What the writing thread is to do.
pub(super) enum Next {
    /// This job, and whatever else waits.
    Job(Job),
    /// Nothing waits: time to empty the log.
    Idle,
    /// All handles are gone.
    End,
}

impl Backlog {
    /// A log of this length was found, left by a run that was killed.
    pub(super) fn found(length: u64) -> Self {
        Self(length)
    }

    /// Waits for the next thing to do.
    pub(super) fn next(&self, queue: &Receiver<Job>) -> Next {
        if self.0 < SHORT {
            return queue.recv().map_or(Next::End, Next::Job);
        }
        match queue.recv_timeout(PAUSE) {
            Ok(job) => Next::Job(job),
            Err(RecvTimeoutError::Timeout) => Next::Idle,
            Err(RecvTimeoutError::Disconnected) => Next::End,
        }
    }

    /// Adds what a transaction wrote.
    pub(super) fn grow(&mut self, batch: &[Job]) {
        self.0 += OVERHEAD + batch.iter().map(Job::bytes).sum::<u64>();
    }

    /// Whether it must be emptied now.
    pub(super) fn is_long(&self) -> bool {
        self.0 >= LONG
    }

    /// Moves the log into the database, as far as readers let it. If that
    /// fails the log goes on growing, and the next transaction says why.
    pub(super) fn empty(&mut self, link: &mut Link, place: &Place) {
        let _ = link.run(place, |connection| {
            connection.query_row("PRAGMA wal_checkpoint(PASSIVE)", [], |_| Ok(()))
        });
        self.0 = 0;
    }
}

#[cfg(test)]
mod tests {
    use std::sync::mpsc;

    use super::*;

    #[test]
    fn a_short_log_waits_and_a_longer_one_is_emptied_when_idle() {
        let (sender, queue) = mpsc::channel();
        assert!(matches!(Backlog(SHORT).next(&queue), Next::Idle));
        drop(sender);
        assert!(matches!(Backlog(SHORT).next(&queue), Next::End));
        assert!(matches!(Backlog(0).next(&queue), Next::End));
    }
}
