//! One run per output: an advisory lock for as long as the run lasts.

use std::fs::{self, File, OpenOptions, TryLockError};
use std::io::{self, Read, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::time::{SystemTime, UNIX_EPOCH};

use super::error::OutputError;

/// Holds an output until dropped. The operating system lets go of the lock
/// when the process ends, however it ends.
#[derive(Debug)]
pub(super) struct OutputLock {
    file: File,
    path: PathBuf,
}

impl OutputLock {
    /// Locks `output` by way of the file `path`, which then holds this
    /// process's number and when it began, in seconds since 1970.
    pub(super) fn take(path: PathBuf, output: &Path) -> Result<Self, OutputError> {
        let failed = |error: &io::Error| OutputError::from_file(output, error);
        loop {
            // Anybody who may write to the folder could lay a link to
            // another file, which signing would overwrite.
            if fs::symlink_metadata(&path).is_ok_and(|found| found.is_symlink()) {
                return Err(failed(&io::Error::other("its lock file is a link")));
            }
            let mut file = open(&path).map_err(|error| failed(&error))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => {
                    return Err(OutputError::Held {
                        path: output.to_owned(),
                        pid: holder(&mut file),
                    });
                }
                Err(TryLockError::Error(error)) => return Err(failed(&error)),
            }
            // The run that held it may have removed the file between our
            // opening and locking it; a lock on a removed file guards nothing.
            if is_in_place(&file, &path) {
                sign(&mut file).map_err(|error| failed(&error))?;
                return Ok(Self { file, path });
            }
        }
    }
}

impl Drop for OutputLock {
    fn drop(&mut self) {
        // Removed while still locked, see `is_in_place`.
        if cfg!(unix) {
            let _ = fs::remove_file(&self.path);
        }
        let _ = self.file.unlock();
    }
}

fn open(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
}

fn sign(file: &mut File) -> io::Result<()> {
    let began = SystemTime::now()
        .duration_since(UNIX_EPOCH)
        .map_or(0, |since| since.as_secs());
    file.set_len(0)?;
    file.seek(SeekFrom::Start(0))?;
    file.write_all(format!("{}\n{began}\n", std::process::id()).as_bytes())
}

fn holder(file: &mut File) -> Option<u32> {
    let mut text = String::new();
    file.take(100).read_to_string(&mut text).ok()?;
    text.lines().next()?.parse().ok()
}

#[cfg(unix)]
fn is_in_place(file: &File, path: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    match (file.metadata(), fs::symlink_metadata(path)) {
        (Ok(ours), Ok(named)) => ours.ino() == named.ino() && ours.dev() == named.dev(),
        _ => false,
    }
}

#[cfg(not(unix))]
fn is_in_place(_: &File, _: &Path) -> bool {
    true
}
