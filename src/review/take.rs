//! Takes files of edits back into the files of records.

use std::collections::{BTreeMap, HashMap};
use std::path::{Path, PathBuf};

use serde::Deserialize;

use super::apply::{Done, How, apply};
use super::edits::ArticleEdits;
use super::records::{self, Fault};
use crate::article::Record;
use crate::output::error::OutputError;
use crate::output::rewrite::{Change, rewrite};
use crate::safe::escaped;

/// What became of the edits of one article.
#[derive(Debug)]
pub struct Taken {
    /// The article's id.
    pub id: String,
    /// Where its record is.
    pub records: PathBuf,
    /// What was done, or why nothing was.
    pub outcome: Result<Done, String>,
}

/// Edits that cannot be taken anywhere.
#[derive(Debug, thiserror::Error)]
pub enum Trouble {
    /// The records cannot be read.
    #[error(transparent)]
    Records(#[from] Fault),
    /// The records cannot be written.
    #[error(transparent)]
    Output(#[from] OutputError),
    /// Nobody knows where they are.
    #[error("the edits of {0} do not say where its record is; give --records RECORDS")]
    Nowhere(String),
}

/// Takes edits into the records they were made from, or into those in `to`.
/// Those of an article that do not fit are refused; the others are taken.
///
/// # Errors
/// When a file of records cannot be read or written.
pub fn take(edits: Vec<ArticleEdits>, to: Option<&Path>, how: How) -> Result<Vec<Taken>, Trouble> {
    let mut by_place: BTreeMap<PathBuf, Vec<ArticleEdits>> = BTreeMap::new();
    for own in edits {
        let place = match to {
            Some(to) => to.to_owned(),
            None if own.records.is_empty() => return Err(Trouble::Nowhere(own.id)),
            None => PathBuf::from(&own.records),
        };
        by_place.entry(place).or_default().push(own);
    }
    let mut all = Vec::new();
    for (place, edits) in by_place {
        all.extend(into(&place, &edits, how)?);
    }
    Ok(all)
}

#[derive(Deserialize)]
struct Named {
    id: String,
}

fn into(place: &Path, edits: &[ArticleEdits], how: How) -> Result<Vec<Taken>, Trouble> {
    let mut outcomes: HashMap<usize, Result<Done, String>> = HashMap::new();
    for file in records::files(place)? {
        rewrite(&file, |bytes| {
            let Ok(Named { id }) = serde_json::from_slice(bytes) else {
                return Change::None;
            };
            let own: Vec<usize> = (0..edits.len()).filter(|at| edits[*at].id == id).collect();
            if own.is_empty() {
                return Change::None;
            }
            let Ok(mut record) = serde_json::from_slice::<Record>(bytes) else {
                return Change::None;
            };
            let mut is_changed = false;
            for at in own {
                let done = apply(&mut record, &edits[at], how);
                is_changed |= done.as_ref().is_ok_and(|done| done.is_change);
                // An older result of the same article refuses what the later
                // one takes.
                if done.is_ok() || !outcomes.get(&at).is_some_and(Result::is_ok) {
                    outcomes.insert(at, done.map_err(|refusal| refusal.to_string()));
                }
            }
            match is_changed {
                true => Change::To(written(&record, bytes)),
                false => Change::None,
            }
        })?;
    }
    let taken = edits.iter().enumerate().map(|(at, own)| Taken {
        id: own.id.clone(),
        records: place.to_owned(),
        outcome: outcomes.remove(&at).unwrap_or_else(|| {
            Err("it is not among the records; name others with --records".to_owned())
        }),
    });
    Ok(taken.collect())
}

/// In the form that the record had.
fn written(record: &Record, before: &[u8]) -> Vec<u8> {
    let written = match before.contains(&b'\n') {
        true => serde_json::to_string_pretty(record),
        false => serde_json::to_string(record),
    };
    written.map_or_else(|_| before.to_owned(), |json| escaped(json).into_bytes())
}
