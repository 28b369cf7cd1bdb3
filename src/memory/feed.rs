//! The feed journal: which entries of a feed were seen.

use rusqlite::{Connection, params};

/// Whether the entry was marked.
pub(super) fn is_seen(connection: &Connection, feed: &str, entry: &str) -> rusqlite::Result<bool> {
    connection
        .prepare_cached("SELECT 1 FROM feed WHERE feed = ?1 AND entry = ?2")?
        .exists([feed, entry])
}

/// Marks the entry; a second time changes the day only.
pub(super) fn mark(
    connection: &Connection,
    feed: &str,
    entry: &str,
    today: i64,
) -> rusqlite::Result<()> {
    connection
        .prepare_cached("INSERT OR REPLACE INTO feed VALUES (?1, ?2, ?3)")?
        .execute(params![feed, entry, today])?;
    Ok(())
}
