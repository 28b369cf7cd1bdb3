//! The result file: JSON Lines, one whole line per article, appended.

use std::collections::HashMap;
use std::fs::{self, File, OpenOptions};
use std::io::{self, BufReader, Read, Seek, SeekFrom, Write};
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::error::OutputError;
use super::head::{Ended, IdHash};
use super::lock::OutputLock;
use super::scan::{self, Scan, ScanError};
use crate::article::{Record, Review};
use crate::outcome::ReasonKind;

const READ_BUFFER: usize = 256 * 1024;

/// How to treat what the output already holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Start<'a> {
    /// Go on after what is there. Failures for these reasons are dropped, so
    /// that their articles are done again.
    Resume {
        /// Reasons that deserve another try.
        again: &'a [ReasonKind],
    },
    /// Drop what is there and begin anew. Only results of this program are
    /// dropped.
    Fresh,
}

/// What a result file held when it was opened.
#[derive(Debug, Default)]
pub struct Resume {
    /// The articles that it holds and that stay.
    pub done: HashMap<IdHash, Ended>,
    /// How many lines stay.
    pub kept: u64,
    /// How many lines were dropped to be done again.
    pub dropped: u64,
    /// How many older lines of articles that were done again were dropped.
    pub superseded: u64,
    /// How many bytes of a line that a crash had torn were cut off.
    pub torn: Option<u64>,
    /// The records that a person had a hand in.
    pub reviewed: HashMap<IdHash, Record>,
}

/// An open result file, locked against other runs until dropped.
#[derive(Debug)]
pub struct ResultFile {
    file: File,
    path: PathBuf,
    /// Bytes of whole lines; none for a device or pipe, which has no length.
    length: Option<u64>,
    line: Vec<u8>,
    _lock: Option<OutputLock>,
}

impl ResultFile {
    /// Opens the file, or creates it in its existing folder. A torn last
    /// line is cut off. A device or pipe is written as it is.
    ///
    /// # Errors
    /// When another run holds the file, it holds something that is not ours
    /// (nothing is then changed), or it cannot be written.
    pub fn open(path: &Path, start: Start<'_>) -> Result<(Self, Resume), OutputError> {
        let failed = |error: &io::Error| OutputError::from_file(path, error);
        // Where the name is a link, the file behind it is what is replaced.
        let path = &fs::canonicalize(path).unwrap_or_else(|_| path.to_owned());
        let is_special = fs::metadata(path).is_ok_and(|found| !found.is_file() && !found.is_dir());
        if is_special {
            let file = OpenOptions::new().write(true).open(path);
            let file = file.map_err(|error| failed(&error))?;
            return Ok((Self::new(file, path, None, None), Resume::default()));
        }
        let lock = OutputLock::take(lock_path(path), path)?;
        let file = open_append(path).map_err(|error| failed(&error))?;
        let (file, length, mut resume) = settle(file, path, start)?;
        let mut own = Self::new(file, path, Some(length), Some(lock));
        if resume.superseded > 0 {
            own.drop_superseded()?;
            resume.kept -= resume.superseded;
        }
        Ok((own, resume))
    }

    /// Drops every line whose article has a later one. Killed at any moment
    /// it leaves the old file or the new one.
    ///
    /// # Errors
    /// When the file cannot be read or replaced; it is then as it was.
    pub fn drop_superseded(&mut self) -> Result<(), OutputError> {
        let Some(length) = self.length else {
            return Ok(());
        };
        let path = self.path.clone();
        let failed = |error: &io::Error| OutputError::from_file(&path, error);
        let unwanted = self.superseded().map_err(|error| failed(&error))?;
        if unwanted.is_empty() {
            return Ok(());
        }
        self.file =
            compact(&mut self.file, &path, &unwanted, length).map_err(|error| failed(&error))?;
        let metadata = self.file.metadata().map_err(|error| failed(&error))?;
        self.length = Some(metadata.len());
        Ok(())
    }

    fn superseded(&mut self) -> io::Result<Vec<Range<u64>>> {
        self.file.seek(SeekFrom::Start(0))?;
        scan::superseded(BufReader::with_capacity(READ_BUFFER, &self.file))
    }

    fn new(file: File, path: &Path, length: Option<u64>, lock: Option<OutputLock>) -> Self {
        Self {
            file,
            path: path.to_owned(),
            length,
            line: Vec::new(),
            _lock: lock,
        }
    }

    /// Appends one record, given as JSON without a line break, in one write.
    /// What a failed write left behind is taken back, so that the file ends
    /// in a whole line.
    ///
    /// # Errors
    /// When the disk is full or the file cannot be written any more.
    pub fn write_line(&mut self, json: &[u8]) -> Result<(), OutputError> {
        debug_assert!(!json.contains(&b'\n'), "one record is one line");
        self.line.clear();
        self.line.extend_from_slice(json);
        self.line.push(b'\n');
        let written = self.file.write_all(&self.line);
        if let Some(length) = &mut self.length {
            match &written {
                Ok(()) => *length += self.line.len() as u64,
                // If this fails too, the next run cuts the torn line off.
                Err(_) => drop(self.file.set_len(*length)),
            }
        }
        written.map_err(|error| OutputError::from_file(&self.path, &error))
    }
}

/// What a regular file holds, without changing or locking it.
///
/// # Errors
/// When it cannot be read, or holds something that is not ours.
pub fn look(path: &Path, start: Start<'_>) -> Result<Resume, OutputError> {
    if start == Start::Fresh {
        return Ok(Resume::default());
    }
    let file = File::open(path).map_err(|error| OutputError::from_file(path, &error))?;
    let scan = scanned(&file, path, start)?;
    let reviewed = reviewed(&file, &scan).map_err(|error| OutputError::from_file(path, &error))?;
    Ok(Resume {
        reviewed,
        ..scan.resume()
    })
}

fn scanned(file: &File, path: &Path, start: Start<'_>) -> Result<Scan, OutputError> {
    let again = match start {
        Start::Resume { again } => again,
        Start::Fresh => &[],
    };
    scan::scan(BufReader::with_capacity(READ_BUFFER, file), again).map_err(|error| match error {
        ScanError::Foreign(line) => OutputError::Foreign {
            path: path.to_owned(),
            line,
        },
        ScanError::Read(error) => OutputError::from_file(path, &error),
    })
}

/// Brings the file into the state from which the run goes on.
fn settle(
    mut file: File,
    path: &Path,
    start: Start<'_>,
) -> Result<(File, u64, Resume), OutputError> {
    let failed = |error: &io::Error| OutputError::from_file(path, error);
    let scan = scanned(&file, path, start)?;
    let reviewed = reviewed(&file, &scan).map_err(|error| failed(&error))?;
    if start == Start::Fresh && reviewed.is_empty() {
        file.set_len(0).map_err(|error| failed(&error))?;
        return Ok((file, 0, Resume::default()));
    }
    let end = finish_last_line(&mut file, &scan).map_err(|error| failed(&error))?;
    let (unwanted, resume) = match start {
        Start::Fresh => {
            let unwanted = all_but(&scan, &reviewed, end);
            let resume = Resume {
                kept: reviewed.len() as u64,
                reviewed,
                ..Resume::default()
            };
            (unwanted, resume)
        }
        Start::Resume { .. } => {
            let unwanted = scan.unwanted.clone();
            let resume = Resume {
                reviewed,
                ..scan.resume()
            };
            (unwanted, resume)
        }
    };
    if unwanted.is_empty() {
        return Ok((file, end, resume));
    }
    let file = compact(&mut file, path, &unwanted, end).map_err(|error| failed(&error))?;
    let length = file.metadata().map_err(|error| failed(&error))?.len();
    Ok((file, length, resume))
}

/// The records that a person had a hand in; they are few.
fn reviewed(mut file: &File, scan: &Scan) -> io::Result<HashMap<IdHash, Record>> {
    let mut records = HashMap::new();
    for (id, place) in &scan.reviewed {
        let length = place.end - place.start;
        let mut line = Vec::new();
        file.seek(SeekFrom::Start(place.start))?;
        file.take(length).read_to_end(&mut line)?;
        if let Ok(record) = serde_json::from_slice::<Record>(&line)
            && record.review != Review::default()
        {
            records.insert(*id, record);
        }
    }
    Ok(records)
}

/// What goes when a file is begun anew: everything but what a person had a
/// hand in.
fn all_but(scan: &Scan, reviewed: &HashMap<IdHash, Record>, end: u64) -> Vec<Range<u64>> {
    let stay = scan
        .reviewed
        .iter()
        .filter(|(id, _)| reviewed.contains_key(id));
    let mut stay: Vec<Range<u64>> = stay.map(|(_, place)| place.clone()).collect();
    stay.sort_unstable_by_key(|place| place.start);
    let mut unwanted = Vec::new();
    let mut from = 0;
    for place in stay.iter().chain([&(end..end)]) {
        if place.start > from {
            unwanted.push(from..place.start);
        }
        from = place.end;
    }
    unwanted
}

/// Cuts off a torn line, or adds the line break that only is missing.
fn finish_last_line(file: &mut File, scan: &Scan) -> io::Result<u64> {
    if let Some(torn) = scan.torn {
        file.set_len(torn)?;
        return Ok(torn);
    }
    if scan.unfinished {
        file.write_all(b"\n")?;
        return Ok(scan.length + 1);
    }
    Ok(scan.length)
}

/// Replaces the file by a copy without the unwanted stretches. Killed at any
/// moment it leaves the old file or the new one.
fn compact(file: &mut File, path: &Path, unwanted: &[Range<u64>], end: u64) -> io::Result<File> {
    let aside = beside(path, ".new");
    // A run that was killed here left it; the lock is ours, so it is not used.
    let _ = fs::remove_file(&aside);
    let mut copy = OpenOptions::new()
        .write(true)
        .create_new(true)
        .open(&aside)?;
    let outcome = copy_wanted(file, &mut copy, unwanted, end)
        .and_then(|()| copy.set_permissions(file.metadata()?.permissions()))
        .and_then(|()| copy.sync_all())
        .and_then(|()| fs::rename(&aside, path));
    if let Err(error) = outcome {
        let _ = fs::remove_file(&aside);
        return Err(error);
    }
    open_append(path)
}

fn copy_wanted(
    file: &mut File,
    copy: &mut File,
    unwanted: &[Range<u64>],
    end: u64,
) -> io::Result<()> {
    let mut from = 0;
    for gap in unwanted.iter().chain([&(end..end)]) {
        file.seek(SeekFrom::Start(from))?;
        let length = gap.start.saturating_sub(from);
        io::copy(&mut (&*file).take(length), copy)?;
        from = gap.end;
    }
    Ok(())
}

fn open_append(path: &Path) -> io::Result<File> {
    OpenOptions::new()
        .read(true)
        .append(true)
        .create(true)
        .open(path)
}

pub(super) fn lock_path(path: &Path) -> PathBuf {
    beside(path, ".lock")
}

/// `.NAME.lock` for `NAME`, in the same folder.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = std::ffi::OsString::from(".");
    name.push(path.file_name().unwrap_or_default());
    name.push(ending);
    path.with_file_name(name)
}

#[cfg(test)]
mod tests;
