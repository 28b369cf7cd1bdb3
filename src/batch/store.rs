//! The journal of batches: one SQLite file beside the memory.

use std::fs::{self, File, OpenOptions};
use std::path::{Path, PathBuf};
use std::time::Duration;

use rusqlite::{Connection, OptionalExtension, Row, Transaction, params};

use super::tables::{self, Standing};
use super::{Part, Stage, Terms};
use crate::memory::Fingerprint;
use crate::outcome::Reason;
use crate::prepared::Prepared;
use crate::record;

mod articles;
mod questions;

pub use articles::{Ready, Tally};
pub use questions::{Answered, lookup};

/// The journal cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// SQLite refuses.
    #[error(
        "the journal of batches {path} cannot be used ({problem}); free the disk or name another memory with --state"
    )]
    Database {
        /// The file.
        path: String,
        /// What SQLite says.
        problem: String,
    },
    /// Another command is at work.
    #[error("another alih batch command is at work with {path}; wait for its end")]
    Held {
        /// The file.
        path: String,
    },
    /// Not ours.
    #[error("{path} is not a journal of this version; name another memory with --state")]
    Foreign {
        /// The file.
        path: String,
    },
}

/// An open journal, locked against other commands until dropped.
pub struct Store {
    connection: Connection,
    path: PathBuf,
    _lock: File,
}

/// A question to be sent.
#[derive(Clone, Debug)]
pub struct PlannedQuestion {
    /// What the memory keeps its answer under.
    pub key: Fingerprint,
    /// What is asked for.
    pub asked: Fingerprint,
    /// The code that parts its texts.
    pub boundary: String,
    /// The question's body, as JSON.
    pub body: String,
}

/// Articles and questions that are written down at once, and become one
/// batch at the vendor.
#[derive(Default)]
pub struct Planned {
    /// Articles with all their questions' keys, or why they cannot be asked.
    pub articles: Vec<(Prepared, Result<Vec<Fingerprint>, Reason>)>,
    /// Those questions that are to be sent.
    pub questions: Vec<PlannedQuestion>,
}

/// The journal that belongs to a memory.
#[must_use]
pub fn beside(memory: &Path) -> PathBuf {
    memory.with_extension("batches.db")
}

type Outcome<T> = Result<T, StoreError>;

impl Store {
    /// Opens the journal, and creates it where it is missing.
    ///
    /// # Errors
    /// When it cannot be written, is another program's, or is in use.
    pub fn open(path: &Path) -> Outcome<Self> {
        let failed = |problem: String| StoreError::Database {
            path: path.display().to_string(),
            problem,
        };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(|error| failed(error.to_string()))?;
        }
        let lock = private(&path.with_extension("db.lock"));
        let lock = lock.map_err(|error| failed(error.to_string()))?;
        lock.try_lock().map_err(|_| StoreError::Held {
            path: path.display().to_string(),
        })?;
        private(path).map_err(|error| failed(error.to_string()))?;
        let connection = connect(path).map_err(|error| failed(error.to_string()))?;
        match tables::settle(&connection).map_err(|error| failed(error.to_string()))? {
            Standing::Ours => Ok(Self {
                connection,
                path: path.to_owned(),
                _lock: lock,
            }),
            Standing::Foreign => Err(StoreError::Foreign {
                path: path.display().to_string(),
            }),
        }
    }

    fn wrong(&self, error: &rusqlite::Error) -> StoreError {
        StoreError::Database {
            path: self.path.display().to_string(),
            problem: error.to_string(),
        }
    }

    fn run<T>(&self, work: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Outcome<T> {
        work(&self.connection).map_err(|error| self.wrong(&error))
    }

    /// Several changes at once, or none.
    fn at_once<T>(
        &mut self,
        work: impl FnOnce(&Transaction<'_>) -> rusqlite::Result<T>,
    ) -> Outcome<T> {
        let done = (|| {
            let transaction = self.connection.transaction()?;
            let value = work(&transaction)?;
            transaction.commit()?;
            Ok(value)
        })();
        done.map_err(|error| self.wrong(&error))
    }

    /// Begins a job; one with the same terms that was begun already is gone
    /// on with.
    ///
    /// # Errors
    /// When the journal cannot be written.
    pub fn begin(&mut self, terms: &Terms) -> Outcome<i64> {
        let terms = serde_json::to_string(terms).unwrap_or_default();
        self.at_once(|connection| {
            let known = connection
                .query_row("SELECT number FROM job WHERE terms = ?1", [&terms], |row| {
                    row.get(0)
                })
                .optional()?;
            if let Some(known) = known {
                return Ok(known);
            }
            connection.execute(
                "INSERT INTO job (began, terms) VALUES (?1, ?2)",
                params![record::now(), terms],
            )?;
            Ok(connection.last_insert_rowid())
        })
    }

    /// All jobs, the oldest first.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn jobs(&self) -> Outcome<Vec<(i64, String, Terms)>> {
        self.run(|connection| {
            connection
                .prepare("SELECT number, began, terms FROM job ORDER BY number")?
                .query_map([], |row| {
                    let terms: String = row.get(2)?;
                    let terms = serde_json::from_str(&terms).unwrap_or_default();
                    Ok((row.get(0)?, row.get(1)?, terms))
                })?
                .collect()
        })
    }

    /// Writes a part of a job down, before anything of it is sent; `None`
    /// where none of it has to be.
    ///
    /// # Errors
    /// When the journal cannot be written; nothing of it is then.
    pub fn plan(&mut self, job: i64, name: &str, planned: &Planned) -> Outcome<Option<Part>> {
        self.at_once(|connection| {
            let mut part = None;
            if !planned.questions.is_empty() {
                part = Some(new_part(connection, job, name, planned)?);
            }
            if let Some(part) = &part {
                questions::insert(connection, part, &planned.questions)?;
            }
            for (prepared, keys) in &planned.articles {
                articles::insert(connection, job, prepared, keys)?;
            }
            Ok(part)
        })
    }

    /// The parts of a job, the oldest first.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn parts(&self, job: i64) -> Outcome<Vec<Part>> {
        self.run(|connection| {
            connection
                .prepare("SELECT * FROM part WHERE job = ?1 ORDER BY number")?
                .query_map([job], part_of)?
                .collect()
        })
    }

    /// Every batch that the vendors gave an id.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn batches(&self) -> Outcome<Vec<String>> {
        self.run(|connection| {
            connection
                .prepare("SELECT batch FROM part WHERE batch IS NOT NULL")?
                .query_map([], |row| row.get(0))?
                .collect()
        })
    }

    /// Notes how far a part is.
    ///
    /// # Errors
    /// When the journal cannot be written: then nothing may be sent.
    pub fn note(&mut self, part: &Part) -> Outcome<()> {
        self.at_once(|connection| {
            connection.execute(
                "UPDATE part SET stage = ?2, file = ?3, batch = ?4, done = ?5 WHERE number = ?1",
                params![
                    part.number,
                    part.stage.name(),
                    part.file,
                    part.batch,
                    part.done.cast_signed(),
                ],
            )?;
            if part.stage == Stage::Ordered {
                questions::drop_bodies(connection, part)?;
            }
            Ok(())
        })
    }

    /// Forgets a job, whatever became of it.
    ///
    /// # Errors
    /// When the journal cannot be written.
    pub fn forget(&mut self, job: i64) -> Outcome<()> {
        self.at_once(|connection| {
            connection.execute("DELETE FROM article WHERE job = ?1", [job])?;
            connection.execute(
                "DELETE FROM question WHERE part IN (SELECT number FROM part WHERE job = ?1)",
                [job],
            )?;
            connection.execute("DELETE FROM part WHERE job = ?1", [job])?;
            connection.execute("DELETE FROM job WHERE number = ?1", [job])?;
            tidy(connection)
        })
    }
}

/// What nothing refers to any more goes: texts are not kept longer than
/// they are needed.
fn tidy(connection: &Connection) -> rusqlite::Result<()> {
    connection.execute_batch(
        "DELETE FROM question WHERE key NOT IN (SELECT key FROM asks);
         DELETE FROM part WHERE stage = 'answered'
             AND number NOT IN (SELECT part FROM question);
         DELETE FROM job WHERE number NOT IN (SELECT job FROM article)
             AND number NOT IN (SELECT job FROM part);",
    )
}

fn new_part(
    connection: &Connection,
    job: i64,
    name: &str,
    planned: &Planned,
) -> rusqlite::Result<Part> {
    let part = Part {
        number: 0,
        job,
        name: name.to_owned(),
        stage: Stage::Ready,
        file: None,
        batch: None,
        entries: planned.questions.len() as u64,
        since: record::now(),
        done: 0,
    };
    connection.execute(
        "INSERT INTO part (job, name, stage, entries, since) VALUES (?1, ?2, ?3, ?4, ?5)",
        params![
            job,
            part.name,
            part.stage.name(),
            part.entries.cast_signed(),
            part.since
        ],
    )?;
    Ok(Part {
        number: connection.last_insert_rowid(),
        ..part
    })
}

fn part_of(row: &Row<'_>) -> rusqlite::Result<Part> {
    let stage: String = row.get("stage")?;
    Ok(Part {
        number: row.get("number")?,
        job: row.get("job")?,
        name: row.get("name")?,
        stage: Stage::named(&stage),
        file: row.get("file")?,
        batch: row.get("batch")?,
        entries: row.get::<_, i64>("entries")?.cast_unsigned(),
        since: row.get("since")?,
        done: row.get::<_, i64>("done")?.cast_unsigned(),
    })
}

/// A connection that waits for the disk: what is noted before a request must
/// be there after a power cut.
fn connect(path: &Path) -> rusqlite::Result<Connection> {
    let connection = Connection::open(path)?;
    connection.busy_timeout(Duration::from_secs(5))?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "FULL")?;
    connection.pragma_update(None, "secure_delete", "ON")?;
    Ok(connection)
}

/// Creates the file readable by its owner alone.
fn private(path: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}
