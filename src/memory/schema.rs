//! The tables, and how an older file becomes a current one.

use rusqlite::{Connection, TransactionBehavior};

/// Marks the file as ours, so that no other program's database is changed
/// (<https://sqlite.org/pragma.html#pragma_application_id>): "alih".
const APPLICATION: i64 = 0x616c_6968;

/// An answer has some 3 kB: pages that hold several make commits cheaper
/// (measured: a third less time than with SQLite's own 4 kB).
const PAGE_SIZE: i64 = 16_384;

/// Step N takes a file from version N to version N + 1; the number of steps
/// is the version that this program knows.
///
/// Answers are appended in the order they came: with their random keys in
/// an index of their own a commit touches few pages. `mark` is a checksum of
/// key and value. Days are counted from 1970-01-01.
const STEPS: &[&str] = &["
CREATE TABLE answer (
    number INTEGER PRIMARY KEY,
    key BLOB NOT NULL UNIQUE,
    mark INTEGER NOT NULL,
    stored INTEGER NOT NULL,
    value BLOB NOT NULL
) STRICT;
CREATE TABLE call (
    day TEXT NOT NULL,
    endpoint TEXT NOT NULL,
    model TEXT NOT NULL,
    requests INTEGER NOT NULL,
    tokens_in INTEGER NOT NULL,
    tokens_out INTEGER NOT NULL,
    tokens_cached INTEGER NOT NULL,
    characters INTEGER NOT NULL,
    cost REAL,
    PRIMARY KEY (day, endpoint, model)
) STRICT, WITHOUT ROWID;
CREATE TABLE feed (
    feed TEXT NOT NULL,
    entry TEXT NOT NULL,
    stored INTEGER NOT NULL,
    PRIMARY KEY (feed, entry)
) STRICT, WITHOUT ROWID;
"];

/// The version that this program knows.
pub(super) const KNOWN: i64 = STEPS.len() as i64;

/// Whose file it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// Ours.
    Ours,
    /// Ours, of a later version.
    Newer(i64),
    /// Another program's.
    Foreign,
}

/// Brings the file to the current version, unless it is not ours to change.
pub(super) fn bring_up_to_date(connection: &mut Connection) -> rusqlite::Result<Standing> {
    let (version, standing) = judge(connection)?;
    if standing == Standing::Ours && version != KNOWN {
        migrate(connection)?;
    }
    Ok(standing)
}

fn judge(connection: &mut Connection) -> rusqlite::Result<(i64, Standing)> {
    // One transaction, because another process may be making the tables.
    let transaction = connection.transaction()?;
    let version = number(&transaction, "user_version")?;
    let standing = match number(&transaction, "application_id")? {
        APPLICATION if version > KNOWN => Standing::Newer(version),
        APPLICATION => Standing::Ours,
        0 if version == 0 && is_empty(&transaction)? => Standing::Ours,
        _ => Standing::Foreign,
    };
    Ok((version, standing))
}

fn migrate(connection: &mut Connection) -> rusqlite::Result<()> {
    // Nothing is lost if the power fails while the tables are made, so this
    // need not wait for the disk.
    connection.pragma_update(None, "synchronous", "OFF")?;
    connection.pragma_update(None, "page_size", PAGE_SIZE)?;
    use_write_ahead_log(connection)?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    // Another process may have done the same since we looked.
    let from = usize::try_from(number(&transaction, "user_version")?).unwrap_or(usize::MAX);
    for step in STEPS.iter().skip(from) {
        transaction.execute_batch(step)?;
    }
    transaction.pragma_update(None, "user_version", KNOWN)?;
    transaction.pragma_update(None, "application_id", APPLICATION)?;
    transaction.commit()
}

/// SQLite does not wait when two processes change the mode at once, so the
/// second tries again; the first needs some microseconds.
fn use_write_ahead_log(connection: &Connection) -> rusqlite::Result<()> {
    const TRIES: usize = 1_000;
    let mut outcome = Ok(());
    for _ in 0..TRIES {
        outcome = connection.pragma_update(None, "journal_mode", "WAL");
        match &outcome {
            Err(error) if is_busy(error) => std::thread::sleep(std::time::Duration::from_millis(1)),
            _ => return outcome,
        }
    }
    outcome
}

fn is_busy(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(rusqlite::ErrorCode::DatabaseBusy | rusqlite::ErrorCode::DatabaseLocked)
    )
}

fn number(connection: &Connection, pragma: &str) -> rusqlite::Result<i64> {
    connection.pragma_query_value(None, pragma, |row| row.get(0))
}

fn is_empty(connection: &Connection) -> rusqlite::Result<bool> {
    connection.query_row(
        "SELECT NOT EXISTS (SELECT 1 FROM sqlite_schema)",
        [],
        |row| row.get(0),
    )
}
