//! The article files of a folder.

use std::io;
use std::path::{Path, PathBuf};

use super::shape;
use crate::output::whose::whole;

/// The article files of a folder and the folders in it, by their names; none
/// that is hidden, and nothing that the run itself writes to `output`. A folder
/// in it that cannot be read is among the files, where it fails as one.
///
/// # Errors
/// The folder itself cannot be read.
pub(super) fn articles_in(folder: &Path, output: Option<&Path>) -> io::Result<Vec<PathBuf>> {
    let mut walk = Walk {
        own: output.and_then(|output| within(folder, output)),
        files: Vec::new(),
    };
    walk.enter(folder)?;
    walk.files.sort();
    Ok(walk.files)
}

struct Walk {
    /// What the run writes itself.
    own: Option<PathBuf>,
    files: Vec<PathBuf>,
}

impl Walk {
    fn enter(&mut self, folder: &Path) -> io::Result<()> {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let path = entry.path();
            let is_hidden = entry.file_name().as_encoded_bytes().starts_with(b".");
            if is_hidden || self.own.as_ref() == Some(&path) {
                continue;
            }
            let is_file = match entry.file_type()?.is_dir() {
                true => self.enter(&path).is_err(),
                false => path.is_file() && shape::by_name(&path).is_some(),
            };
            if is_file {
                self.files.push(path);
            }
        }
        Ok(())
    }
}

/// Whether a path stands in a folder, or in one of its folders.
#[must_use]
pub fn holds(folder: &Path, path: &Path) -> bool {
    folder.is_dir() && within(folder, path).is_some()
}

/// Where an output stands in a folder, as the folder's files are named; none
/// where it stands elsewhere.
fn within(folder: &Path, output: &Path) -> Option<PathBuf> {
    let whole = whole(output)?;
    let below = whole.strip_prefix(folder.canonicalize().ok()?).ok()?;
    Some(folder.join(below))
}
