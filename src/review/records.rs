//! Records as an earlier run wrote them: JSON Lines, JSON, or a folder of
//! either.

use std::fs::{self, File};
use std::io::BufReader;
use std::path::{Path, PathBuf};

use serde_json::Deserializer;

use crate::article::{Record, SCHEMA};

/// A file with records that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// It cannot be read.
    #[error("{} cannot be read ({problem}); name a file or folder with records", .path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        problem: String,
    },
    /// It holds something else.
    #[error("record {number} of {} is none of alih ({problem}); name the output of `alih translate`", .path.display())]
    Foreign {
        /// The file.
        path: PathBuf,
        /// Which one, from 1.
        number: usize,
        /// What is wrong.
        problem: String,
    },
    /// A file with edits that is none.
    #[error("{} holds no edits ({problem}); name a file that a page saved", .path.display())]
    Edits {
        /// The file.
        path: PathBuf,
        /// What is wrong.
        problem: String,
    },
    /// It is somebody else's.
    #[error("{} is no page of alih; move it away, or name another folder with -o", .0.display())]
    Kept(PathBuf),
    /// It cannot be written.
    #[error("{} cannot be written ({problem}); change its permissions or free some space", .path.display())]
    Unwritable {
        /// The file.
        path: PathBuf,
        /// What the operating system says.
        problem: String,
    },
}

/// The files that a path names: itself, or a folder's records by name.
///
/// # Errors
/// When the folder cannot be read or holds none.
pub fn files(path: &Path) -> Result<Vec<PathBuf>, Fault> {
    let unreadable = |problem: String| Fault::Unreadable {
        path: path.to_owned(),
        problem,
    };
    if !path.is_dir() {
        return Ok(vec![path.to_owned()]);
    }
    let entries = fs::read_dir(path).map_err(|error| unreadable(error.to_string()))?;
    let is_record = |path: &PathBuf| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| {
            !name.starts_with('.') && (name.ends_with(".json") || name.ends_with(".jsonl"))
        })
    };
    let mut found: Vec<PathBuf> = entries
        .filter_map(|entry| Some(entry.ok()?.path()))
        .filter(is_record)
        .collect();
    found.sort_unstable();
    if found.is_empty() {
        return Err(unreadable("it holds no .json and no .jsonl".to_owned()));
    }
    Ok(found)
}

/// Reads the records of a file one by one. After the first fault nothing
/// follows.
///
/// # Errors
/// When the file cannot be opened.
pub fn read(path: &Path) -> Result<impl Iterator<Item = Result<Record, Fault>> + use<>, Fault> {
    let file = File::open(path).map_err(|error| Fault::Unreadable {
        path: path.to_owned(),
        problem: error.to_string(),
    })?;
    let path = path.to_owned();
    let mut stream = Deserializer::from_reader(BufReader::new(file)).into_iter::<Record>();
    let mut number = 0;
    let mut is_over = false;
    Ok(std::iter::from_fn(move || {
        if is_over {
            return None;
        }
        number += 1;
        let read = stream.next()?.map_err(|error| error.to_string());
        let read = read.and_then(|record| match record.schema {
            0..=SCHEMA => Ok(record),
            later => Err(format!(
                "its schema is {later}, and this alih knows {SCHEMA}"
            )),
        });
        is_over = read.is_err();
        Some(read.map_err(|problem| Fault::Foreign {
            path: path.clone(),
            number,
            problem,
        }))
    }))
}
