//! Questions of the journal: what was sent, and what came back.

use std::path::Path;
use std::sync::{Mutex, PoisonError};

use rusqlite::{Connection, OptionalExtension, Row, params};
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::{Outcome, Part, PlannedQuestion, Stage, Store, connect};
use crate::article::Usage;
use crate::ask::arrived::Arrival;
use crate::memory::Fingerprint;
use crate::outcome::Reason;
use crate::provider::batch::{Entry, Finished};
use crate::provider::{Body, Call, ChatAnswer, Fault};

/// How a question stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Answered {
    /// It was not sent, or to no avail: it may be sent again.
    No,
    /// Its answer has not come.
    NotYet,
    /// Its answer is here.
    Yes,
}

/// An answer in the journal.
#[derive(Serialize, Deserialize)]
#[serde(untagged)]
enum Kept {
    Failed {
        reason: Reason,
    },
    Good {
        text: String,
        model: Option<String>,
        usage: Usage,
    },
}

impl Store {
    /// How a question stands.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn standing(&self, key: &Fingerprint) -> Outcome<Answered> {
        let state: Option<String> = self.run(|connection| {
            connection
                .prepare_cached("SELECT state FROM question WHERE key = ?1")?
                .query_row([key.to_string()], |row| row.get(0))
                .optional()
        })?;
        Ok(match state.as_deref() {
            Some("waiting") => Answered::NotYet,
            Some("answered") => Answered::Yes,
            _ => Answered::No,
        })
    }

    /// The questions of a part that was not ordered yet.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn entries(&self, part: &Part) -> Outcome<Vec<Entry>> {
        self.run(|connection| {
            connection
                .prepare("SELECT custom, body FROM question WHERE part = ?1 ORDER BY custom")?
                .query_map([part.number], |row| {
                    let body: Option<String> = row.get(1)?;
                    let body = body.and_then(|body| serde_json::from_str(&body).ok());
                    let body = Body::Json(body.unwrap_or(Value::Null));
                    Ok(Entry {
                        id: row.get(0)?,
                        call: Call::post(String::new(), Vec::new(), body),
                    })
                })?
                .collect()
        })
    }

    /// Takes a part's results in; questions without one fail for `rest`.
    /// Returns how many results were for this part.
    ///
    /// # Errors
    /// When the journal cannot be written; nothing of it is then.
    pub fn take(&mut self, part: &Part, results: &[Finished], rest: &Reason) -> Outcome<usize> {
        self.at_once(|connection| {
            let mut taken = 0;
            for result in results {
                let (state, kept) = kept(&result.answer);
                taken += connection
                    .prepare_cached(
                        "UPDATE question SET state = ?3, answer = ?4
                         WHERE part = ?1 AND custom = ?2 AND state = 'waiting'",
                    )?
                    .execute(params![part.number, result.id, state, kept])?;
            }
            let failed = Kept::Failed {
                reason: rest.clone(),
            };
            connection.execute(
                "UPDATE question SET state = 'failed', answer = ?2
                 WHERE part = ?1 AND state = 'waiting'",
                params![part.number, json(&failed)],
            )?;
            connection.execute(
                "UPDATE part SET stage = ?2, done = ?3 WHERE number = ?1",
                params![part.number, Stage::Answered.name(), taken as i64],
            )?;
            Ok(taken)
        })
    }
}

/// Finds a job's answers, on a connection of its own.
///
/// # Errors
/// When the journal cannot be opened.
pub fn lookup(
    path: &Path,
    job: i64,
) -> rusqlite::Result<impl Fn(&Fingerprint) -> Option<Arrival> + Send + Sync + use<>> {
    let connection = Mutex::new(connect(path)?);
    Ok(move |asked: &Fingerprint| {
        let connection = connection.lock().unwrap_or_else(PoisonError::into_inner);
        let found = connection
            .prepare_cached(
                "SELECT key, custom, boundary, state, answer FROM question
                 WHERE asked = ?1 AND answer IS NOT NULL AND EXISTS (
                     SELECT 1 FROM asks JOIN article ON article.number = asks.article
                     WHERE asks.key = question.key AND article.job = ?2)",
            )
            .and_then(|mut query| {
                query
                    .query_row(params![asked.to_string(), job], arrival)
                    .optional()
            });
        found.ok().flatten().flatten()
    })
}

fn arrival(row: &Row<'_>) -> rusqlite::Result<Option<Arrival>> {
    let key: String = row.get(0)?;
    let state: String = row.get(3)?;
    let answer: String = row.get(4)?;
    let (Some(key), Ok(kept)) = (
        Fingerprint::from_digits(&key),
        serde_json::from_str::<Kept>(&answer),
    ) else {
        return Ok(None);
    };
    Ok(Some(Arrival {
        key,
        id: row.get(1)?,
        boundary: row.get(2)?,
        answer: match kept {
            Kept::Failed { reason } => Err(Fault::item(reason.kind, reason.message)),
            // What was of no use has been counted once.
            Kept::Good { text, model, usage } => Ok(ChatAnswer {
                text,
                model,
                usage: match state.as_str() {
                    "useless" => Usage::default(),
                    _ => Usage {
                        requests: 1,
                        ..usage
                    },
                },
            }),
        },
    }))
}

fn kept(answer: &Result<ChatAnswer, Fault>) -> (&'static str, String) {
    match answer {
        Ok(answer) => (
            "answered",
            json(&Kept::Good {
                text: answer.text.clone(),
                model: answer.model.clone(),
                usage: answer.usage,
            }),
        ),
        Err(fault) => (
            "failed",
            json(&Kept::Failed {
                reason: fault.to_reason(),
            }),
        ),
    }
}

fn json(kept: &Kept) -> String {
    serde_json::to_string(kept).unwrap_or_default()
}

/// Writes the questions of a part; one that failed earlier is sent anew.
pub(super) fn insert(
    connection: &Connection,
    part: &Part,
    questions: &[PlannedQuestion],
) -> rusqlite::Result<()> {
    let mut insert = connection.prepare_cached(
        "INSERT OR REPLACE INTO question (key, asked, part, custom, boundary, body, state)
         VALUES (?1, ?2, ?3, ?4, ?5, ?6, 'waiting')",
    )?;
    for (at, question) in questions.iter().enumerate() {
        insert.execute(params![
            question.key.to_string(),
            question.asked.to_string(),
            part.number,
            format!("{}-{at:06}", part.name),
            question.boundary,
            question.body,
        ])?;
    }
    Ok(())
}

pub(super) fn drop_bodies(connection: &Connection, part: &Part) -> rusqlite::Result<()> {
    connection.execute(
        "UPDATE question SET body = NULL WHERE part = ?1",
        [part.number],
    )?;
    Ok(())
}
