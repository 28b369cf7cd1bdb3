//! The article files of a folder.

use std::path::{Path, PathBuf};

use super::shape;
use crate::output::whose::whole;

/// The article files of a folder and the folders in it, by their names; none
/// that is hidden, and nothing that the run itself writes to `output`.
///
/// # Errors
/// A folder that cannot be read.
pub(super) fn articles_in(folder: &Path, output: Option<&Path>) -> std::io::Result<Vec<PathBuf>> {
    let own = output.and_then(|output| within(folder, output));
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let path = entry.path();
            if entry.file_name().as_encoded_bytes().starts_with(b".") || own.as_ref() == Some(&path)
            {
                continue;
            }
            if entry.file_type()?.is_dir() {
                folders.push(path);
            } else if path.is_file() && shape::by_name(&path).is_some() {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
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
