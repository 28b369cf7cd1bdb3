//! What can go wrong with the memory, in terms of what to do about it.

use std::path::{Path, PathBuf};

use rusqlite::ErrorCode;

/// SQLite's extended code for a shared-memory file that cannot grow, which
/// is how a full disk shows when the first page of the log is written
/// (<https://sqlite.org/rescode.html#ioerr_shmsize>).
const SHARED_MEMORY_CANNOT_GROW: i32 = 4874;

/// A fault of the memory file.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum MemoryError {
    /// No space is left where the file is.
    #[error(
        "the memory {} cannot grow because its disk is full; free some space, name another file with --state, or use --no-memory", .0.display()
    )]
    Full(PathBuf),
    /// The file or its folder cannot be written.
    #[error(
        "the memory {} cannot be written; change its permissions, name another file with --state, or use --no-memory", .0.display()
    )]
    ReadOnly(PathBuf),
    /// Another process held the file for longer than the wait allowed.
    #[error(
        "the memory {} is held by another process; wait for that to end, or name another file with --state", .0.display()
    )]
    Busy(PathBuf),
    /// A later version of this program made the file.
    #[error(
        "the memory {} is of version {found} and this program knows up to {known}; update the program, or name another file with --state", .path.display()
    )]
    Newer {
        /// The file.
        path: PathBuf,
        /// The version it has.
        found: i64,
        /// The latest version that this program knows.
        known: i64,
    },
    /// The file is another program's database.
    #[error(
        "{} is a database of another program; name another file with --state", .0.display()
    )]
    Foreign(PathBuf),
    /// The file is damaged and could not be moved aside.
    #[error(
        "the memory {} is damaged; move it away, name another file with --state, or use --no-memory", .0.display()
    )]
    Damaged(PathBuf),
    /// Anything else that the database or the file system reports.
    #[error(
        "the memory {} failed ({message}); name another file with --state, or use --no-memory", .path.display()
    )]
    Failed {
        /// The file.
        path: PathBuf,
        /// What was reported.
        message: String,
    },
}

impl MemoryError {
    pub(super) fn from_database(path: &Path, error: &rusqlite::Error) -> Self {
        let path = path.to_owned();
        let rusqlite::Error::SqliteFailure(failure, _) = error else {
            return Self::Failed {
                path,
                message: error.to_string(),
            };
        };
        match failure.code {
            ErrorCode::DiskFull => Self::Full(path),
            _ if failure.extended_code == SHARED_MEMORY_CANNOT_GROW => Self::Full(path),
            ErrorCode::ReadOnly | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
                Self::ReadOnly(path)
            }
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => Self::Busy(path),
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => Self::Damaged(path),
            _ => Self::Failed {
                path,
                message: error.to_string(),
            },
        }
    }

    pub(super) fn from_file(path: &Path, error: &std::io::Error) -> Self {
        use std::io::ErrorKind;
        let path = path.to_owned();
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full(path),
            ErrorKind::PermissionDenied
            | ErrorKind::ReadOnlyFilesystem
            | ErrorKind::NotADirectory
            | ErrorKind::AlreadyExists => Self::ReadOnly(path),
            _ => Self::Failed {
                path,
                message: error.to_string(),
            },
        }
    }
}
