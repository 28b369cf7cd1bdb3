//! Which file a path names, and whether it is one of ours: nothing else is
//! written over.

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

/// So many bytes of a document tell that it is one of ours.
const TELLING: usize = 100;

/// The path without links and dots, also of a file that is not there yet; none
/// where its folder is not there either.
#[must_use]
pub fn whole(path: &Path) -> Option<PathBuf> {
    if let Ok(whole) = path.canonicalize() {
        return Some(whole);
    }
    let parent = path.parent()?;
    let parent = match parent.as_os_str().is_empty() {
        true => Path::new("."),
        false => parent,
    };
    Some(parent.canonicalize().ok()?.join(path.file_name()?))
}

/// Whether two paths name the same file or folder.
#[must_use]
pub fn is_same(one: &Path, other: &Path) -> bool {
    whole(one).is_some_and(|one| whole(other) == Some(one))
}

/// Whether a file begins in another way than documents with this opening. A
/// document without one cannot be told from other texts.
#[must_use]
pub fn is_foreign(path: &Path, opening: &[u8]) -> bool {
    if opening.is_empty() || !path.is_file() {
        return false;
    }
    let own = &opening[..opening.len().min(TELLING)];
    let mut found = Vec::new();
    let read =
        File::open(path).and_then(|file| file.take(own.len() as u64).read_to_end(&mut found));
    // One that was cut off when it was written is ours too.
    read.is_ok() && !own.starts_with(&found)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_ways_to_one_file_are_the_same() {
        let home = tempfile::tempdir().unwrap();
        let path = |name: &str| home.path().join(name);
        std::fs::create_dir(path("a")).unwrap();
        for (one, other, same) in [
            ("x", "x", true),
            ("x", "a/../x", true),
            ("x", "y", false),
            ("a", "a/.", true),
            ("b/x", "b/x", false),
        ] {
            assert_eq!(is_same(&path(one), &path(other)), same, "{one} {other}");
        }
    }

    #[test]
    fn what_begins_otherwise_is_foreign() {
        let file = tempfile::NamedTempFile::new().unwrap();
        for (content, opening, foreign) in [
            ("", "id,outcome", false),
            ("id,out", "id,outcome", false),
            ("id,outcome,more", "id,outcome", false),
            ("id,title", "id,outcome", true),
            ("anything", "", false),
        ] {
            std::fs::write(file.path(), content).unwrap();
            assert_eq!(
                is_foreign(file.path(), opening.as_bytes()),
                foreign,
                "{content}"
            );
        }
    }
}
