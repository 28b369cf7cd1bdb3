//! Forgetting: deleting what tells about articles, so that it is gone from
//! the file too.

use rusqlite::{Connection, TransactionBehavior};

/// What to delete.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Forget {
    /// Everything: answers, feed entries, call log, and earlier files that
    /// were moved aside because they were damaged.
    Everything,
    /// Answers and feed entries stored more than this many days ago. The
    /// call log, which says nothing about articles, stays.
    OlderThan {
        /// Whole days, counted in UTC.
        days: u32,
    },
}

/// Deletes and returns how many answers went. Overwrites what was deleted
/// and shortens the file.
pub(super) fn forget(
    connection: &mut Connection,
    what: Forget,
    today: i64,
) -> rusqlite::Result<u64> {
    // The value is handed back as a row, which `pragma_update` refuses.
    connection.pragma_update_and_check(None, "secure_delete", "ON", |_| Ok(()))?;
    let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
    let before = match what {
        Forget::Everything => i64::MAX,
        Forget::OlderThan { days } => today - i64::from(days),
    };
    let gone = transaction.execute("DELETE FROM answer WHERE stored < ?1", [before])?;
    transaction.execute("DELETE FROM feed WHERE stored < ?1", [before])?;
    if what == Forget::Everything {
        transaction.execute("DELETE FROM call", [])?;
    }
    transaction.commit()?;
    connection.execute_batch("VACUUM; PRAGMA wal_checkpoint(TRUNCATE);")?;
    Ok(gone as u64)
}
