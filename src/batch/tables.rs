//! The journal's tables.

use rusqlite::Connection;

/// Marks the file as ours: "alib".
const APPLICATION: i64 = 0x616c_6962;
const VERSION: i64 = 1;

/// An article asks questions; articles with the same text share one. A
/// question belongs to the part that it was last sent with.
const TABLES: &str = "
CREATE TABLE job (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    began TEXT NOT NULL,
    terms TEXT NOT NULL
) STRICT;
CREATE TABLE article (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    job INTEGER NOT NULL REFERENCES job,
    id TEXT NOT NULL,
    content TEXT NOT NULL,
    prepared TEXT NOT NULL,
    reason TEXT
) STRICT;
CREATE INDEX article_id ON article (id);
CREATE TABLE part (
    number INTEGER PRIMARY KEY AUTOINCREMENT,
    job INTEGER NOT NULL REFERENCES job,
    name TEXT NOT NULL UNIQUE,
    stage TEXT NOT NULL,
    file TEXT,
    batch TEXT,
    entries INTEGER NOT NULL,
    since TEXT NOT NULL,
    done INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE TABLE question (
    key TEXT PRIMARY KEY,
    asked TEXT NOT NULL,
    part INTEGER NOT NULL REFERENCES part,
    custom TEXT NOT NULL UNIQUE,
    boundary TEXT NOT NULL,
    body TEXT,
    state TEXT NOT NULL,
    answer TEXT
) STRICT;
CREATE INDEX question_asked ON question (asked);
CREATE INDEX question_part ON question (part);
CREATE TABLE asks (
    article INTEGER NOT NULL REFERENCES article ON DELETE CASCADE,
    key TEXT NOT NULL,
    PRIMARY KEY (article, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX asks_key ON asks (key);
";

/// Whose file it is.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Standing {
    Ours,
    Foreign,
}

/// Makes the tables where there are none.
pub(super) fn settle(connection: &Connection) -> rusqlite::Result<Standing> {
    let number = |pragma: &str| -> rusqlite::Result<i64> {
        connection.pragma_query_value(None, pragma, |row| row.get(0))
    };
    match (number("application_id")?, number("user_version")?) {
        (APPLICATION, VERSION) => Ok(Standing::Ours),
        (0, 0) => {
            connection.execute_batch(&format!(
                "BEGIN; {TABLES} PRAGMA application_id = {APPLICATION};
                 PRAGMA user_version = {VERSION}; COMMIT;"
            ))?;
            Ok(Standing::Ours)
        }
        _ => Ok(Standing::Foreign),
    }
}
