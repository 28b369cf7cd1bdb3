//! The table of answers: reading, writing, counting, deleting.

use rusqlite::{Connection, OptionalExtension, params};
use sha2::{Digest, Sha256};

use super::fingerprint::Fingerprint;

/// What the table holds under a fingerprint.
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// An answer whose checksum is right.
    Answer(Vec<u8>),
    /// A row that is not what was written.
    Damaged,
}

/// Looks answers up, all in one transaction.
pub(super) fn find_all(
    connection: &Connection,
    keys: &[Fingerprint],
) -> rusqlite::Result<Vec<Found>> {
    // One statement is a transaction already.
    let _transaction = match keys {
        [] | [_] => None,
        _ => Some(connection.unchecked_transaction()?),
    };
    keys.iter().map(|key| find(connection, key)).collect()
}

fn find(connection: &Connection, key: &Fingerprint) -> rusqlite::Result<Found> {
    let row: Option<(i64, Vec<u8>)> = connection
        .prepare_cached("SELECT mark, value FROM answer WHERE key = ?1")?
        .query_row([key.bytes()], |row| Ok((row.get(0)?, row.get(1)?)))
        .optional()?;
    Ok(match row {
        None => Found::Nothing,
        Some((mark, value)) if mark == checksum(key, &value) => Found::Answer(value),
        Some(_) => Found::Damaged,
    })
}

/// Stores an answer; a later one under the same fingerprint replaces it.
pub(super) fn store(
    connection: &Connection,
    key: &Fingerprint,
    value: &[u8],
    today: i64,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached(
            "INSERT INTO answer (key, mark, stored, value) VALUES (?1, ?2, ?3, ?4)
             ON CONFLICT (key) DO UPDATE
             SET mark = excluded.mark, stored = excluded.stored, value = excluded.value",
        )?
        .execute(params![key.bytes(), checksum(key, value), today, value])?;
    Ok(())
}

/// Deletes one answer.
pub(super) fn discard(connection: &Connection, key: &Fingerprint) -> rusqlite::Result<()> {
    connection
        .prepare_cached("DELETE FROM answer WHERE key = ?1")?
        .execute([key.bytes()])?;
    Ok(())
}

/// How many answers there are.
pub(super) fn count(connection: &Connection) -> rusqlite::Result<u64> {
    connection.query_row("SELECT count(*) FROM answer", [], |row| {
        row.get(0).map(i64::cast_unsigned)
    })
}

fn checksum(key: &Fingerprint, value: &[u8]) -> i64 {
    let hash = Sha256::new()
        .chain_update(key.bytes())
        .chain_update(value)
        .finalize();
    let mut first = [0; 8];
    first.copy_from_slice(&hash[..8]);
    i64::from_le_bytes(first)
}
