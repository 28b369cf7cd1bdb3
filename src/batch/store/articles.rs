//! Articles of the journal: which are ready, and which are done with.

use rusqlite::{Connection, OptionalExtension, params};
use serde::Serialize;

use super::{Outcome, Prepared, Store, connect, tidy};
use crate::intake::{Found, Item};
use crate::manuscript::Manuscript;
use crate::memory::{Fingerprint, Memory};
use crate::outcome::Reason;

/// A job in figures.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Articles of the job that were not collected.
    pub articles: u64,
    /// Of these, those that wait for an answer.
    pub waiting: u64,
    /// Of these, those of which a question failed; they can be submitted
    /// again.
    pub failed: u64,
}

/// Articles whose answers are all here, and those that were refused.
pub struct Ready {
    numbers: std::vec::IntoIter<i64>,
    connection: Connection,
}

const WAITING: &str = "EXISTS (SELECT 1 FROM asks JOIN question ON question.key = asks.key
     WHERE asks.article = article.number AND question.state = 'waiting')";

impl Store {
    /// Whether this article, with this content, is in the journal.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn has(&self, prepared: &Prepared) -> Outcome<bool> {
        let found = self.run(|connection| find(connection, prepared))?;
        Ok(found.is_some())
    }

    /// How far a job is.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn tally(&self, job: i64) -> Outcome<Tally> {
        self.run(|connection| {
            let count = |condition: &str| -> rusqlite::Result<u64> {
                connection.query_row(
                    &format!("SELECT count(*) FROM article WHERE job = ?1 AND {condition}"),
                    [job],
                    |row| row.get::<_, i64>(0).map(i64::cast_unsigned),
                )
            };
            Ok(Tally {
                articles: count("1")?,
                waiting: count(WAITING)?,
                failed: count(
                    "EXISTS (SELECT 1 FROM asks JOIN question ON question.key = asks.key
                     WHERE asks.article = article.number
                         AND question.state IN ('failed', 'useless'))",
                )?,
            })
        })
    }

    /// The articles of a job that can be collected, in their order.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn ready(&self, job: i64) -> Outcome<Ready> {
        let numbers: Vec<i64> = self.run(|connection| {
            connection
                .prepare(&format!(
                    "SELECT number FROM article WHERE job = ?1 AND NOT {WAITING} ORDER BY number"
                ))?
                .query_map([job], |row| row.get(0))?
                .collect()
        })?;
        let connection = connect(&self.path).map_err(|error| self.wrong(&error))?;
        Ok(Ready {
            numbers: numbers.into_iter(),
            connection,
        })
    }

    /// Lets go of the articles that were collected: those whose every answer
    /// the memory has, and those that were refused. Answers that it does not
    /// have were of no use, and their questions can be sent again.
    ///
    /// # Errors
    /// When the journal cannot be written.
    pub fn collected(&mut self, numbers: &[i64], memory: &Memory) -> Outcome<()> {
        self.at_once(|connection| {
            for number in numbers {
                let keys: Vec<String> = connection
                    .prepare_cached("SELECT key FROM asks WHERE article = ?1")?
                    .query_map([number], |row| row.get(0))?
                    .collect::<rusqlite::Result<_>>()?;
                let mut whole = true;
                for digits in &keys {
                    let known = Fingerprint::from_digits(digits)
                        .is_some_and(|key| memory.recall(&key).is_some());
                    if !known {
                        whole = false;
                        connection
                            .prepare_cached(
                                "UPDATE question SET state = 'useless'
                                 WHERE key = ?1 AND state = 'answered'",
                            )?
                            .execute([digits])?;
                    }
                }
                if whole {
                    connection
                        .prepare_cached("DELETE FROM article WHERE number = ?1")?
                        .execute([number])?;
                }
            }
            tidy(connection)
        })
    }
}

impl Ready {
    /// The articles' numbers.
    #[must_use]
    pub fn numbers(&self) -> Vec<i64> {
        self.numbers.as_slice().to_vec()
    }

    fn item(&self, number: i64) -> rusqlite::Result<Item> {
        let (id, prepared, reason) = self
            .connection
            .prepare_cached("SELECT id, prepared, reason FROM article WHERE number = ?1")?
            .query_row([number], |row| {
                Ok((
                    row.get::<_, String>(0)?,
                    row.get::<_, String>(1)?,
                    row.get::<_, Option<String>>(2)?,
                ))
            })?;
        let reason = reason.and_then(|reason| serde_json::from_str::<Reason>(&reason).ok());
        let prepared = serde_json::from_str::<Prepared>(&prepared);
        let found = match (reason, prepared) {
            (Some(reason), _) => Found::Bad(reason),
            (None, Ok(prepared)) => Found::Article(Manuscript::Cleaned(Box::new(prepared))),
            (None, Err(_)) => Found::Nothing,
        };
        Ok(Item {
            place: id,
            found,
            note: None,
            announced: None,
        })
    }
}

impl Iterator for Ready {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        let number = self.numbers.next()?;
        self.item(number).ok()
    }
}

/// The journal of a path, for those who only look.
pub(super) fn find(connection: &Connection, prepared: &Prepared) -> rusqlite::Result<Option<i64>> {
    connection
        .prepare_cached("SELECT number FROM article WHERE id = ?1 AND content = ?2")?
        .query_row([&prepared.id, &prepared.source.sha256], |row| row.get(0))
        .optional()
}

/// Writes an article and what it asks; one that is there already asks anew.
pub(super) fn insert(
    connection: &Connection,
    job: i64,
    prepared: &Prepared,
    keys: &Result<Vec<Fingerprint>, Reason>,
) -> rusqlite::Result<()> {
    let reason = keys.as_ref().err();
    let reason = reason.map(|reason| serde_json::to_string(reason).unwrap_or_default());
    let number = match find(connection, prepared)? {
        Some(number) => {
            connection.execute(
                "UPDATE article SET job = ?2, reason = ?3 WHERE number = ?1",
                params![number, job, reason],
            )?;
            connection.execute("DELETE FROM asks WHERE article = ?1", [number])?;
            number
        }
        None => {
            connection
                .prepare_cached(
                    "INSERT INTO article (job, id, content, prepared, reason)
                     VALUES (?1, ?2, ?3, ?4, ?5)",
                )?
                .execute(params![
                    job,
                    prepared.id,
                    prepared.source.sha256,
                    serde_json::to_string(prepared).unwrap_or_default(),
                    reason,
                ])?;
            connection.last_insert_rowid()
        }
    };
    for key in keys.iter().flatten() {
        connection
            .prepare_cached("INSERT OR IGNORE INTO asks VALUES (?1, ?2)")?
            .execute(params![number, key.to_string()])?;
    }
    Ok(())
}
