//! Where the memory lives: opening it, and moving a damaged file aside.

use std::collections::HashSet;
use std::fs::{self, DirBuilder, File, OpenOptions};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use rusqlite::{Connection, ErrorCode, OpenFlags};

use super::error::MemoryError;
use super::schema::{self, Standing};

/// The memory's file and what its connections share.
pub(super) struct Place {
    path: PathBuf,
    /// How long to wait for another process's transaction.
    patience: Duration,
    /// Grows whenever the file was moved aside, so that connections to the
    /// old one know that they are.
    generation: AtomicU64,
    notices: Mutex<Notices>,
}

#[derive(Default)]
struct Notices {
    told: HashSet<String>,
    waiting: Vec<String>,
}

impl Place {
    pub(super) fn new(path: &Path, patience: Duration) -> Self {
        Self {
            path: path.to_owned(),
            patience,
            generation: AtomicU64::new(0),
            notices: Mutex::default(),
        }
    }

    pub(super) fn generation(&self) -> u64 {
        self.generation.load(Ordering::Acquire)
    }

    /// Keeps a sentence for the user; the same one only once.
    pub(super) fn tell(&self, notice: String) {
        let mut notices = self.notices.lock().unwrap_or_else(PoisonError::into_inner);
        if notices.told.insert(notice.clone()) {
            notices.waiting.push(notice);
        }
    }

    pub(super) fn take_notices(&self) -> Vec<String> {
        let mut notices = self.notices.lock().unwrap_or_else(PoisonError::into_inner);
        std::mem::take(&mut notices.waiting)
    }

    pub(super) fn error(&self, error: &rusqlite::Error) -> MemoryError {
        MemoryError::from_database(&self.path, error)
    }

    /// A connection to a current file; a damaged one is moved aside first.
    pub(super) fn connect(&self) -> Result<Connection, MemoryError> {
        self.prepare().map_err(|error| self.file_error(&error))?;
        match self.connect_as_it_is() {
            Err(MemoryError::Damaged(_)) => {
                self.move_damaged_aside()?;
                self.prepare().map_err(|error| self.file_error(&error))?;
                self.connect_as_it_is()
            }
            other => other,
        }
    }

    fn connect_as_it_is(&self) -> Result<Connection, MemoryError> {
        let mut connection = self.open().map_err(|error| self.error(&error))?;
        let standing =
            schema::bring_up_to_date(&mut connection).map_err(|error| self.error(&error))?;
        match standing {
            Standing::Ours => {}
            Standing::Foreign => return Err(MemoryError::Foreign(self.path.clone())),
            Standing::Newer(found) => {
                return Err(MemoryError::Newer {
                    path: self.path.clone(),
                    found,
                    known: schema::KNOWN,
                });
            }
        }
        Ok(connection)
    }

    fn open(&self) -> rusqlite::Result<Connection> {
        let flags = OpenFlags::SQLITE_OPEN_READ_WRITE
            | OpenFlags::SQLITE_OPEN_CREATE
            | OpenFlags::SQLITE_OPEN_NO_MUTEX;
        let connection = Connection::open_with_flags(&self.path, flags)?;
        connection.busy_timeout(self.patience)?;
        if connection.is_readonly("main")? {
            return Err(read_only());
        }
        Ok(connection)
    }

    /// Makes folders and file readable by their owner alone. The file is
    /// never opened here when it exists: closing it again would drop the
    /// locks that other connections of this process hold on it.
    fn prepare(&self) -> io::Result<()> {
        match create_private(&self.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                if let Some(folder) = self.path.parent() {
                    private_folders(folder)?;
                }
                create_private(&self.path)
            }
            other => other,
        }
    }

    /// Moves the file aside if it is still damaged when looked at again.
    ///
    /// # Errors
    /// When it cannot be looked at or moved.
    pub(super) fn move_damaged_aside(&self) -> Result<(), MemoryError> {
        let lock = self.lock_file().map_err(|error| self.file_error(&error))?;
        // Two processes find the damage at the same time: the second one
        // looks at the first one's new file here, and leaves it.
        if !self.is_damaged()? {
            return Ok(());
        }
        let aside = self.rename().map_err(|error| self.file_error(&error))?;
        self.generation.fetch_add(1, Ordering::AcqRel);
        self.tell(format!(
            "the memory {} was damaged and is now {}; a new one was begun, and earlier answers will be paid for again",
            self.path.display(),
            aside.display()
        ));
        drop(lock);
        Ok(())
    }

    fn is_damaged(&self) -> Result<bool, MemoryError> {
        match self.open().and_then(|connection| is_whole(&connection)) {
            Ok(whole) => Ok(!whole),
            Err(error) if is_damage(&error) => Ok(true),
            Err(error) => Err(self.error(&error)),
        }
    }

    fn rename(&self) -> io::Result<PathBuf> {
        let aside = (1u32..)
            .map(|number| self.beside(&format!(".corrupt-{number}")))
            .find(|path| fs::symlink_metadata(path).is_err())
            .unwrap_or_else(|| self.beside(".corrupt"));
        // The log goes first: a new database must not find an old log.
        let log = self.beside("-wal");
        if fs::symlink_metadata(&log).is_ok() {
            fs::rename(&log, with_ending(&aside, "-wal"))?;
        }
        let _ = fs::remove_file(self.beside("-shm"));
        fs::rename(&self.path, &aside)?;
        Ok(aside)
    }

    /// The length of the write-ahead log in bytes.
    pub(super) fn log_length(&self) -> u64 {
        fs::metadata(self.beside("-wal")).map_or(0, |log| log.len())
    }

    /// Files that were moved aside earlier, with their logs.
    pub(super) fn set_aside(&self) -> io::Result<Vec<PathBuf>> {
        let folder = match self.path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let mut beginning = self.path.file_name().unwrap_or_default().to_os_string();
        beginning.push(".corrupt-");
        let mut found = Vec::new();
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let ours = name
                .as_encoded_bytes()
                .starts_with(beginning.as_encoded_bytes());
            if ours && entry.file_type()?.is_file() {
                found.push(entry.path());
            }
        }
        Ok(found)
    }

    fn lock_file(&self) -> io::Result<File> {
        let file = OpenOptions::new()
            .create(true)
            .truncate(false)
            .write(true)
            .open(self.beside(".lock"))?;
        file.lock()?;
        Ok(file)
    }

    pub(super) fn file_error(&self, error: &io::Error) -> MemoryError {
        MemoryError::from_file(&self.path, error)
    }

    fn beside(&self, ending: &str) -> PathBuf {
        with_ending(&self.path, ending)
    }
}

/// Whether the database says that its file is damaged.
pub(super) fn is_damage(error: &rusqlite::Error) -> bool {
    matches!(
        error.sqlite_error_code(),
        Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase)
    )
}

fn is_whole(connection: &Connection) -> rusqlite::Result<bool> {
    let verdict: String =
        connection.pragma_query_value(None, "integrity_check", |row| row.get(0))?;
    Ok(verdict == "ok")
}

fn read_only() -> rusqlite::Error {
    rusqlite::Error::SqliteFailure(
        rusqlite::ffi::Error::new(rusqlite::ffi::SQLITE_READONLY),
        None,
    )
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    let mut whole = path.as_os_str().to_os_string();
    whole.push(ending);
    PathBuf::from(whole)
}

#[cfg(unix)]
fn create_private(path: &Path) -> io::Result<()> {
    use std::os::unix::fs::{OpenOptionsExt, PermissionsExt};
    let created = OpenOptions::new()
        .write(true)
        .create_new(true)
        .mode(0o600)
        .open(path);
    match created {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            let metadata = fs::metadata(path)?;
            if !metadata.is_file() {
                return Err(io::ErrorKind::IsADirectory.into());
            }
            let mut permissions = metadata.permissions();
            if permissions.mode() & 0o077 == 0 {
                return Ok(());
            }
            permissions.set_mode(0o600);
            fs::set_permissions(path, permissions)
        }
        Err(error) => Err(error),
    }
}

#[cfg(not(unix))]
fn create_private(path: &Path) -> io::Result<()> {
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Err(error) if error.kind() != io::ErrorKind::AlreadyExists => Err(error),
        _ => Ok(()),
    }
}

fn private_folders(folder: &Path) -> io::Result<()> {
    let mut builder = DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder)
}
