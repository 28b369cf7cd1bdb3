//! The one thread that writes: it takes whatever waits and commits it at
//! once, so that a commit costs many answers no more than one.

use std::sync::mpsc::{self, Receiver, Sender};
use std::sync::{Arc, OnceLock};
use std::thread::{self, JoinHandle};
use std::time::{SystemTime, UNIX_EPOCH};

use rusqlite::{Connection, TransactionBehavior};
use tokio::sync::oneshot;

use super::answers;
use super::backlog::{Backlog, Next};
use super::calls::{self, CallLog};
use super::error::MemoryError;
use super::feed;
use super::fingerprint::Fingerprint;
use super::link::{Link, Purpose};
use super::place::Place;

/// Most jobs in one transaction, so that no reader's or other process's
/// wait depends on how much is queued here.
const LARGEST_BATCH: usize = 256;

const SECONDS_PER_DAY: u64 = 86_400;

/// What came of one paid call.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Entry {
    /// Answers and the fingerprints of their questions.
    pub answers: Vec<(Fingerprint, Vec<u8>)>,
    /// What the call used.
    pub call: Option<CallLog>,
}

/// Something to be written.
pub(super) enum Work {
    /// Answers and the log of their call.
    Keep(Entry),
    /// An entry of a feed that was seen.
    Seen { feed: String, entry: String },
    /// A damaged row.
    Discard(Fingerprint),
}

type Reply = oneshot::Sender<Result<(), MemoryError>>;

/// The receiving end of a job's outcome.
pub(super) type Outcome = oneshot::Receiver<Result<(), MemoryError>>;

pub(super) struct Job {
    work: Work,
    reply: Reply,
}

/// The thread's other end. Dropping it waits until everything is written.
pub(super) struct Writer {
    place: Arc<Place>,
    /// Begun at the first job; none if the system gave no thread.
    running: OnceLock<Option<Running>>,
}

struct Running {
    jobs: Sender<Job>,
    thread: JoinHandle<()>,
}

impl Writer {
    pub(super) fn new(place: Arc<Place>) -> Self {
        Self {
            place,
            running: OnceLock::new(),
        }
    }

    /// Queues the work at once, whether or not the outcome is waited for.
    pub(super) fn submit(&self, work: Work) -> Outcome {
        let (reply, outcome) = oneshot::channel();
        let running = self.running.get_or_init(|| start(&self.place).ok());
        if let Some(running) = running {
            // A closed queue drops the reply, which the receiver notices.
            let _ = running.jobs.send(Job { work, reply });
        }
        outcome
    }
}

impl Drop for Writer {
    fn drop(&mut self) {
        if let Some(Some(Running { jobs, thread })) = self.running.take() {
            drop(jobs);
            let _ = thread.join();
        }
    }
}

fn start(place: &Arc<Place>) -> std::io::Result<Running> {
    let (jobs, queue) = mpsc::channel();
    let place = Arc::clone(place);
    let thread = thread::Builder::new()
        .name("memory".to_owned())
        .spawn(move || serve(&place, &queue))?;
    Ok(Running { jobs, thread })
}

fn serve(place: &Place, queue: &Receiver<Job>) {
    let mut link = Link::closed(Purpose::Writing);
    let mut log = Backlog::found(place.log_length());
    let mut batch = Vec::new();
    loop {
        match log.next(queue) {
            Next::Job(first) => batch.push(first),
            Next::Idle => {
                log.empty(&mut link, place);
                continue;
            }
            Next::End => return,
        }
        gather(queue, &mut batch);
        let outcome = link.run(place, |connection| commit(connection, &batch));
        log.grow(&batch);
        for job in batch.drain(..) {
            let _ = job.reply.send(outcome.clone());
        }
        if log.is_long() {
            log.empty(&mut link, place);
        }
    }
}

/// Adds what else waits. On a busy machine those who have more to write come
/// first: a transaction for many costs little more than one for one.
fn gather(queue: &Receiver<Job>, batch: &mut Vec<Job>) {
    loop {
        thread::yield_now();
        let before = batch.len();
        batch.extend(queue.try_iter().take(LARGEST_BATCH - before));
        if batch.len() == before {
            return;
        }
    }
}

fn commit(connection: &mut Connection, batch: &[Job]) -> rusqlite::Result<()> {
    let today = today();
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    for job in batch {
        match &job.work {
            Work::Keep(entry) => {
                for (key, value) in &entry.answers {
                    answers::store(&transaction, key, value, today)?;
                }
            }
            Work::Seen { feed, entry } => feed::mark(&transaction, feed, entry, today)?,
            Work::Discard(key) => answers::discard(&transaction, key)?,
        }
    }
    calls::add(&transaction, batch.iter().filter_map(Job::call))?;
    transaction.commit()
}

impl Job {
    /// The size of what it stores.
    pub(super) fn bytes(&self) -> u64 {
        match &self.work {
            Work::Keep(entry) => entry
                .answers
                .iter()
                .map(|(_, value)| value.len() as u64)
                .sum(),
            _ => 0,
        }
    }

    fn call(&self) -> Option<&CallLog> {
        match &self.work {
            Work::Keep(entry) => entry.call.as_ref(),
            _ => None,
        }
    }
}

/// Days since 1970-01-01.
pub(super) fn today() -> i64 {
    let seconds = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    (seconds / SECONDS_PER_DAY).cast_signed()
}
