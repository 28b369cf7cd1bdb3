//! Files that grow while they are read: a run reads what was there when it
//! began, and leaves the rest to the next one.

use std::collections::HashMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom, Take};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{Found, Item, Items};

/// How long files were when they were looked at, in bytes.
#[derive(Clone, Debug, Default)]
pub struct Lengths(Arc<HashMap<PathBuf, u64>>);

impl Lengths {
    /// Those that were noted.
    pub(super) fn new(noted: HashMap<PathBuf, u64>) -> Self {
        Self(Arc::new(noted))
    }

    /// As much of a file as there was when it was looked at; all of one that
    /// was not.
    pub(super) fn limit(&self, path: &Path, file: File) -> Take<File> {
        file.take(self.0.get(path).copied().unwrap_or(u64::MAX))
    }

    /// What was read of a file: behind it a note where there is more by now,
    /// and without the last entry where that was still being written.
    pub(super) fn complete(&self, path: &Path, items: Items) -> Items {
        match self.0.get(path) {
            None => items,
            Some(length) => Box::new(Complete {
                items: items.peekable(),
                path: path.to_owned(),
                length: *length,
                ended: false,
            }),
        }
    }
}

struct Complete {
    items: std::iter::Peekable<Items>,
    path: PathBuf,
    length: u64,
    ended: bool,
}

impl Iterator for Complete {
    type Item = Item;

    fn next(&mut self) -> Option<Item> {
        if self.ended {
            return None;
        }
        let item = self.items.next();
        if self.items.peek().is_some() {
            return item;
        }
        match (item, growth(&self.path, self.length)) {
            (Some(item), Growth::None | Growth::Whole) => Some(item),
            (Some(_), Growth::Torn) | (None, Growth::Whole | Growth::Torn) => {
                self.ended = true;
                Some(self.note())
            }
            (None, Growth::None) => None,
        }
    }
}

impl Complete {
    fn note(&self) -> Item {
        let note = "it has grown since the run began; the same command again does the rest";
        Item::new(self.path.display().to_string(), Found::Nothing).with_note(Some(note.to_owned()))
    }
}

/// Whether a file is longer than it was.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Growth {
    /// It is not.
    None,
    /// It is, by whole lines.
    Whole,
    /// It is, and what was its end was in the middle of a line.
    Torn,
}

fn growth(path: &Path, length: u64) -> Growth {
    let grown = || {
        let mut file = File::open(path)?;
        if file.metadata()?.len() <= length || length == 0 {
            return Ok(Growth::None);
        }
        let mut last = [0];
        file.seek(SeekFrom::Start(length - 1))?;
        file.read_exact(&mut last)?;
        Ok(match last {
            [b'\n'] => Growth::Whole,
            _ => Growth::Torn,
        })
    };
    let grown: std::io::Result<Growth> = grown();
    grown.unwrap_or(Growth::None)
}
