//! The result folder: one file per article, under names that are safe
//! whatever the ids are.

use std::collections::HashSet;
use std::fs::{self, OpenOptions};
use std::io::{self, Write};
use std::path::{Path, PathBuf};

use super::error::OutputError;
use super::head::{self, Ended, IdHash};
use super::lines::Start;
use super::lock::OutputLock;
use crate::article::{Record, Review};
use crate::outcome::Outcome;

/// The longest readable part of a name, in bytes.
const LONGEST_SLUG: usize = 80;

/// Bytes of the id's hash in a name. Eight, so that among a hundred thousand
/// ids without a single usable letter no two share a name.
const HASH_BYTES: usize = 8;

/// An open result folder, locked against other runs until dropped.
#[derive(Debug)]
pub struct ResultFolder {
    path: PathBuf,
    extension: String,
    _lock: OutputLock,
}

/// What a result folder held when it was looked at.
#[derive(Debug)]
pub struct Listing {
    path: PathBuf,
    extension: String,
    present: HashSet<IdHash>,
}

impl ResultFolder {
    /// Opens the folder, or creates it in its existing parent, for files
    /// with the given extension (without a dot). With [`Start::Fresh`]
    /// nothing counts as present; files are replaced one by one, and nothing
    /// is deleted.
    ///
    /// # Errors
    /// When another run holds the folder, or it cannot be written.
    pub fn open(
        path: &Path,
        extension: &str,
        start: Start<'_>,
    ) -> Result<(Self, Listing), OutputError> {
        match fs::create_dir(path) {
            Err(error) if error.kind() != io::ErrorKind::AlreadyExists => {
                return Err(OutputError::from_file(path, &error));
            }
            _ => {}
        }
        let lock = OutputLock::take(path.join(".alih.lock"), path)?;
        let folder = Self {
            path: path.to_owned(),
            extension: extension.to_owned(),
            _lock: lock,
        };
        Ok((folder, Listing::read(path, extension, start)?))
    }

    /// Writes an article's file, whole or not at all, in place of an earlier
    /// one. A link of that name is replaced and not followed.
    ///
    /// # Errors
    /// When the disk is full or the folder cannot be written any more.
    pub fn write(&self, id: &str, content: &[u8]) -> Result<(), OutputError> {
        let target = self.path.join(file_name(id, &self.extension));
        write_whole(&target, content).map_err(|error| OutputError::from_file(&target, &error))
    }
}

/// Writes a file whole or not at all, in place of an earlier one. A link of
/// that name is replaced and not followed.
///
/// # Errors
/// What the operating system says; the earlier file is then as it was.
pub fn write_whole(target: &Path, content: &[u8]) -> io::Result<()> {
    let name = target.file_name().unwrap_or_default().to_string_lossy();
    let aside = target.with_file_name(format!(".{name}.new"));
    let outcome = write_new(&aside, content).and_then(|()| fs::rename(&aside, target));
    if outcome.is_err() {
        let _ = fs::remove_file(&aside);
    }
    outcome
}

impl Listing {
    /// Looks at a folder without changing or locking it.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn read(path: &Path, extension: &str, start: Start<'_>) -> Result<Self, OutputError> {
        let present = match start {
            Start::Fresh => HashSet::new(),
            Start::Resume { .. } => {
                list(path).map_err(|error| OutputError::from_file(path, &error))?
            }
        };
        Ok(Self {
            path: path.to_owned(),
            extension: extension.to_owned(),
            present,
        })
    }

    /// The article's record, if the folder holds one that a person had a hand
    /// in.
    #[must_use]
    pub fn reviewed(&self, id: &str) -> Option<Record> {
        if self.extension != "json" {
            return None;
        }
        let content = fs::read(self.path.join(file_name(id, &self.extension))).ok()?;
        let record: Record = serde_json::from_slice(&content).ok()?;
        (record.review != Review::default()).then_some(record)
    }

    /// How the article ended, if the folder held its file when it was
    /// opened. A file that is not a record counts as ok: it is only written
    /// for articles that were done.
    #[must_use]
    pub fn ended(&self, id: &str) -> Option<Ended> {
        let name = file_name(id, &self.extension);
        if !self.present.contains(&IdHash::of(&name)) {
            return None;
        }
        let content = fs::read(self.path.join(name)).ok()?;
        let head = head::read(content.trim_ascii_end());
        Some(head.map_or(
            Ended {
                outcome: Outcome::Ok,
                reason: None,
                source: None,
            },
            |head| head.ended,
        ))
    }
}

/// `create_new` neither follows a link nor opens what is there; what a
/// killed run left is removed.
fn write_new(path: &Path, content: &[u8]) -> io::Result<()> {
    let create = || OpenOptions::new().write(true).create_new(true).open(path);
    let mut file = match create() {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {
            fs::remove_file(path)?;
            create()?
        }
        other => other?,
    };
    file.write_all(content)
}

fn list(folder: &Path) -> io::Result<HashSet<IdHash>> {
    let mut present = HashSet::new();
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        if let Some(name) = entry.file_name().to_str()
            && !name.starts_with('.')
            && entry.file_type()?.is_file()
        {
            present.insert(IdHash::of(name));
        }
    }
    Ok(present)
}

/// The name of an article's file: what can be read of the id, a hash of all
/// of it, and the extension.
#[must_use]
pub fn file_name(id: &str, extension: &str) -> String {
    let mut name = slug(id);
    if !name.is_empty() {
        name.push('-');
    }
    for byte in &IdHash::of(id).bytes()[..HASH_BYTES] {
        name.push_str(&format!("{byte:02x}"));
    }
    name.push('.');
    name.push_str(extension);
    name
}

/// Lower-case ASCII letters and digits, anything else as single hyphens
/// between them.
fn slug(id: &str) -> String {
    let mut slug = String::with_capacity(LONGEST_SLUG);
    let mut pending_hyphen = false;
    for byte in id.bytes() {
        if !byte.is_ascii_alphanumeric() {
            pending_hyphen = !slug.is_empty();
            continue;
        }
        if slug.len() + usize::from(pending_hyphen) >= LONGEST_SLUG {
            break;
        }
        if std::mem::take(&mut pending_hyphen) {
            slug.push('-');
        }
        slug.push(char::from(byte.to_ascii_lowercase()));
    }
    slug
}

#[cfg(test)]
mod tests;
