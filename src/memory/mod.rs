//! The memory: every paid answer by what was asked, the log of calls, and
//! the journal of feeds, in one SQLite file that several processes share.
//!
//! An answer that [`Memory::keep`] has confirmed survives a kill of the
//! process at any moment. Trouble with the file never stops a run: a damaged
//! file is moved aside, a damaged row is asked for again, and what happened
//! is told by [`Memory::take_notices`].

mod answers;
mod backlog;
mod calls;
mod error;
mod feed;
mod fingerprint;
mod forget;
mod link;
mod place;
mod schema;
#[cfg(test)]
mod tests;
mod turn;
mod writer;

use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

pub use calls::{CallLog, UsageRow};
pub use error::MemoryError;
pub use fingerprint::{Fingerprint, FingerprintBuilder};
pub use forget::Forget;
pub use turn::Turn;
pub use writer::Entry;

use answers::Found;
use link::{Link, Purpose};
use place::Place;
use turn::Turns;
use writer::{Work, Writer};

/// How long to wait for another process's transaction.
const PATIENCE: Duration = Duration::from_secs(5);

/// A handle to the memory; clones share one file and one writing thread.
///
/// Dropping the last clone waits until everything is written.
#[derive(Clone)]
pub struct Memory {
    inner: Arc<Inner>,
}

struct Inner {
    place: Arc<Place>,
    reader: Mutex<Link>,
    writer: Writer,
    turns: Turns,
}

impl Memory {
    /// Opens the file, and creates it and its folders (readable by their
    /// owner alone) where they are missing. A damaged file is moved aside to
    /// `NAME.corrupt-1` and so on. The second value holds what to tell the
    /// user.
    ///
    /// # Errors
    /// When the file cannot be written, is another program's database, or
    /// was made by a later version of this program.
    pub fn open(path: &Path) -> Result<(Self, Vec<String>), MemoryError> {
        Self::open_with_patience(path, PATIENCE)
    }

    fn open_with_patience(
        path: &Path,
        patience: Duration,
    ) -> Result<(Self, Vec<String>), MemoryError> {
        let place = Arc::new(Place::new(path, patience));
        let reader = Link::opened(Purpose::Reading, &place)?;
        let writer = Writer::new(Arc::clone(&place));
        let memory = Self {
            inner: Arc::new(Inner {
                place,
                reader: Mutex::new(reader),
                writer,
                turns: Turns::default(),
            }),
        };
        let notices = memory.take_notices();
        Ok((memory, notices))
    }

    /// What happened to the file since the last time, one plain sentence
    /// each; the same sentence comes only once per run.
    #[must_use]
    pub fn take_notices(&self) -> Vec<String> {
        self.inner.place.take_notices()
    }

    /// The answer kept under the fingerprint. Trouble counts as a miss and
    /// becomes a notice.
    #[must_use]
    pub fn recall(&self, key: &Fingerprint) -> Option<Vec<u8>> {
        self.recall_many(std::slice::from_ref(key)).pop().flatten()
    }

    /// The answers kept under the fingerprints, in their order.
    #[must_use]
    pub fn recall_many(&self, keys: &[Fingerprint]) -> Vec<Option<Vec<u8>>> {
        let found = self.read(|connection| answers::find_all(connection, keys));
        match found {
            Ok(found) => keys
                .iter()
                .zip(found)
                .map(|(key, found)| self.whole(key, found))
                .collect(),
            Err(error) => {
                self.inner.place.tell(error.to_string());
                vec![None; keys.len()]
            }
        }
    }

    fn whole(&self, key: &Fingerprint, found: Found) -> Option<Vec<u8>> {
        match found {
            Found::Nothing => None,
            Found::Answer(answer) => Some(answer),
            Found::Damaged => {
                self.inner.place.tell(
                    "some answers in the memory were damaged; they are deleted and asked for again"
                        .to_owned(),
                );
                drop(self.inner.writer.submit(Work::Discard(*key)));
                None
            }
        }
    }

    /// The right to ask a question that was not recalled, as soon as nobody
    /// else in this process is asking it.
    pub async fn turn(&self, question: Fingerprint) -> Turn<'_> {
        self.inner.turns.take(question).await
    }

    /// Stores what came of a call. The work is queued at once, even if the
    /// future is dropped; the future resolves after the transaction was
    /// committed.
    pub fn keep(
        &self,
        entry: Entry,
    ) -> impl Future<Output = Result<(), MemoryError>> + Send + use<> {
        self.write(Work::Keep(entry))
    }

    /// Whether the entry of the feed was marked with [`Memory::mark_seen`].
    #[must_use]
    pub fn seen(&self, feed: &str, entry: &str) -> bool {
        self.read(|connection| feed::is_seen(connection, feed, entry))
            .unwrap_or_else(|error| {
                self.inner.place.tell(error.to_string());
                false
            })
    }

    /// Marks the entry of the feed. Queued and committed as
    /// [`Memory::keep`] does.
    pub fn mark_seen(
        &self,
        feed: &str,
        entry: &str,
    ) -> impl Future<Output = Result<(), MemoryError>> + Send + use<> {
        self.write(Work::Seen {
            feed: feed.to_owned(),
            entry: entry.to_owned(),
        })
    }

    /// What was used from the given day (`2026-11-23`) on, or ever, by day,
    /// endpoint and model.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn usage(&self, since: Option<&str>) -> Result<Vec<UsageRow>, MemoryError> {
        self.read(|connection| calls::since(connection, since))
    }

    /// How many answers are kept.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn count(&self) -> Result<u64, MemoryError> {
        self.read(|connection| answers::count(connection))
    }

    /// Deletes, overwrites what was deleted, and returns how many answers
    /// went.
    ///
    /// # Errors
    /// When the file cannot be written, or another process is using it.
    pub fn forget(&self, what: Forget) -> Result<u64, MemoryError> {
        let place = &self.inner.place;
        let gone = Link::closed(Purpose::Writing).run(place, |connection| {
            forget::forget(connection, what, writer::today())
        })?;
        if what == Forget::Everything {
            let removed = place
                .set_aside()
                .and_then(|files| files.iter().try_for_each(std::fs::remove_file));
            removed.map_err(|error| place.file_error(&error))?;
        }
        Ok(gone)
    }

    fn read<T>(
        &self,
        work: impl FnMut(&mut rusqlite::Connection) -> rusqlite::Result<T>,
    ) -> Result<T, MemoryError> {
        self.reader().run(&self.inner.place, work)
    }

    fn reader(&self) -> MutexGuard<'_, Link> {
        self.inner
            .reader
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
    }

    fn write(&self, work: Work) -> impl Future<Output = Result<(), MemoryError>> + Send + use<> {
        let outcome = self.inner.writer.submit(work);
        let place = Arc::clone(&self.inner.place);
        async move {
            let outcome = outcome.await.unwrap_or_else(|_| {
                Err(place.file_error(&std::io::Error::other("its thread has ended")))
            });
            if let Err(error) = &outcome {
                place.tell(format!("answers are not remembered: {error}"));
            }
            outcome
        }
    }
}
