//! A connection that heals itself when the file turns out damaged.

use rusqlite::Connection;

use super::error::MemoryError;
use super::place::{Place, is_damage};

/// What a connection is for.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Purpose {
    /// Reading only: opened at the start of every run, so as it comes.
    Reading,
    /// Writing.
    Writing,
}

/// One connection to the place, opened when first used.
pub(super) struct Link {
    purpose: Purpose,
    connection: Option<Connection>,
    generation: u64,
}

impl Link {
    pub(super) fn closed(purpose: Purpose) -> Self {
        Self {
            purpose,
            connection: None,
            generation: 0,
        }
    }

    /// Opens now instead of at the first use.
    pub(super) fn opened(purpose: Purpose, place: &Place) -> Result<Self, MemoryError> {
        let mut link = Self::closed(purpose);
        link.connection(place)?;
        Ok(link)
    }

    /// Runs `work`. When the file is damaged it is moved aside and the work
    /// is done once more on a new file.
    pub(super) fn run<T>(
        &mut self,
        place: &Place,
        mut work: impl FnMut(&mut Connection) -> rusqlite::Result<T>,
    ) -> Result<T, MemoryError> {
        match work(self.connection(place)?) {
            Err(error) if is_damage(&error) => {
                self.connection = None;
                place.move_damaged_aside()?;
                work(self.connection(place)?)
            }
            other => other,
        }
        .map_err(|error| place.error(&error))
    }

    fn connection(&mut self, place: &Place) -> Result<&mut Connection, MemoryError> {
        if self.generation != place.generation() {
            self.connection = None;
        }
        match &mut self.connection {
            Some(connection) => Ok(connection),
            closed => {
                let connection = place.connect()?;
                if self.purpose == Purpose::Writing {
                    tune(&connection).map_err(|error| place.error(&error))?;
                }
                self.generation = place.generation();
                Ok(closed.insert(connection))
            }
        }
    }
}

/// With the write-ahead log, `NORMAL` loses nothing when the process is
/// killed and keeps the file whole when the power fails
/// (<https://sqlite.org/pragma.html#pragma_synchronous>). The writing thread
/// empties the log itself, when nobody waits for it.
fn tune(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "PRAGMA synchronous = NORMAL;
         PRAGMA cache_size = -512;
         PRAGMA wal_autocheckpoint = 0;
         PRAGMA journal_size_limit = 8388608;",
    )
}
