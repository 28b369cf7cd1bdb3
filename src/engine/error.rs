//! What can be wrong with a model, or with getting it.

use std::io;
use std::path::{Path, PathBuf};

use super::Pair;

/// Why there is no engine. Each message ends with what to do.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EngineError {
    /// A file that is no model.
    #[error("{}: not a model that the engine can load ({problem}); fetch or import it again", file.display())]
    Unusable {
        /// The file.
        file: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// A file that changed since it was installed.
    #[error("{}: the file is damaged; `alih models fetch` brings it again", file.display())]
    Damaged {
        /// The file.
        file: PathBuf,
    },
    /// A processor without the instructions that the engine was built for.
    #[error("this processor lacks {0}, which the embedded engine needs; give another --endpoint")]
    Processor(&'static str),
    /// No threads.
    #[error(
        "the engine's threads cannot be started ({0}); close other programs or give --threads 1"
    )]
    Threads(String),
    /// The engine ended before it answered.
    #[error("the engine has ended; run the same command again")]
    Gone,
    /// The engine broke down at a text.
    #[error(
        "the engine broke down at this text or one that it was translated with; the same command tries it again, and with RUST_BACKTRACE=1 shows where"
    )]
    Broken,
    /// A disk that is full.
    #[error("{}: the disk is full; free space there, or give another folder with --models", folder.display())]
    Full {
        /// Where models go.
        folder: PathBuf,
    },
    /// A folder that cannot be used.
    #[error("{}: {problem}; give another folder with --models", folder.display())]
    Folder {
        /// Where models go.
        folder: PathBuf,
        /// What is wrong with it.
        problem: String,
    },
    /// No folder at all.
    #[error("there is no folder for models; give one with --models, or set HOME")]
    NoFolder,
    /// A model that is not here.
    #[error("there is no model for {pair} in {}; `alih models fetch {pair}` brings it", folder.display())]
    Missing {
        /// For what.
        pair: Pair,
        /// Where it would be.
        folder: PathBuf,
    },
    /// A pair that nobody has a model for.
    #[error("{host} has no model for {pair} that this version can load; give another --endpoint")]
    NoModel {
        /// Who was asked.
        host: String,
        /// For what.
        pair: Pair,
    },
    /// A server that cannot be reached, or does not have the file.
    #[error("{host}: {problem}")]
    Unreached {
        /// Which one.
        host: String,
        /// What went wrong, and what to do.
        problem: String,
    },
    /// A file that is not what it should be.
    #[error(
        "{file} from {host} does not match its checksum and was thrown away; try again later, or another server with --models-from"
    )]
    Checksum {
        /// The file.
        file: String,
        /// Where it came from.
        host: String,
    },
    /// A folder to import without a model.
    #[error("{}: {problem}; it needs {FILES}", folder.display())]
    NothingToImport {
        /// The folder.
        folder: PathBuf,
        /// What is missing.
        problem: String,
    },
}

/// The files of the model from Indonesian to English.
pub const FILES: &str = "model.iden.intgemm.alphas.bin and vocab.iden.spm (.zst and .gz will do)";

impl EngineError {
    /// The error of writing or reading below a folder of models.
    #[must_use]
    pub fn of_file(folder: &Path, error: &io::Error) -> Self {
        let folder = folder.to_owned();
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded => Self::Full { folder },
            _ => Self::Folder {
                folder,
                problem: error.to_string(),
            },
        }
    }

    /// Whether it came of the network.
    #[must_use]
    pub fn is_of_network(&self) -> bool {
        matches!(self, Self::Unreached { .. })
    }
}
