//! What can go wrong with a result file or folder.

use std::io;
use std::path::{Path, PathBuf};

/// A fault of the place where results are written.
#[derive(Debug, thiserror::Error)]
pub enum OutputError {
    /// Another run is writing there.
    #[error(
        "{} is being written by another run{}; wait for that to end, or name another output", .path.display(), holder(*.pid)
    )]
    Held {
        /// The result file or folder.
        path: PathBuf,
        /// The process that holds it, where it said so.
        pid: Option<u32>,
    },
    /// The file holds something that this program did not write.
    #[error(
        "line {line} of {} is not a result of this program; move the file away, or name another output", .path.display()
    )]
    Foreign {
        /// The file.
        path: PathBuf,
        /// The line, counted from 1.
        line: u64,
    },
    /// No space is left.
    #[error(
        "{} cannot grow because its disk is full; free some space and run the same command again", .0.display()
    )]
    Full(PathBuf),
    /// The place cannot be written.
    #[error(
        "{} cannot be written; change its permissions, or name another output", .0.display()
    )]
    ReadOnly(PathBuf),
    /// The folder that should hold the output does not exist.
    #[error(
        "the folder of {} does not exist; create it, or name another output", .0.display()
    )]
    Missing(PathBuf),
    /// Anything else that the file system reports.
    #[error(
        "{} cannot be used ({message}); name another output", .path.display()
    )]
    Failed {
        /// The file or folder.
        path: PathBuf,
        /// What was reported.
        message: String,
    },
}

fn holder(pid: Option<u32>) -> String {
    pid.map_or_else(String::new, |pid| format!(" (process {pid})"))
}

impl OutputError {
    pub(super) fn from_file(path: &Path, error: &io::Error) -> Self {
        use io::ErrorKind;
        let path = path.to_owned();
        match error.kind() {
            ErrorKind::StorageFull | ErrorKind::QuotaExceeded => Self::Full(path),
            ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem => Self::ReadOnly(path),
            ErrorKind::NotFound | ErrorKind::NotADirectory => Self::Missing(path),
            _ => Self::Failed {
                path,
                message: error.to_string(),
            },
        }
    }
}
