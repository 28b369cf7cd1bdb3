//! A look at the inputs before anything is paid for: how many articles there
//! are, and whether an id stands for two of them.
//!
//! Only ids are read. Where one comes twice, the articles that bear it are
//! read once more and compared.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::hash::{BuildHasher, RandomState};
use std::io::Read;
use std::path::PathBuf;

use super::document::opened;
use super::grown::Lengths;
use super::shape::Shape;
use super::{Found, Place, Reading, items};
use crate::input::csv::TableArticles;
use crate::input::derive::ContentHash;
use crate::input::lines::{JsonArticles, ReadOptions};
use crate::provider::shown;

/// Two articles under one id.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "the id \"{id}\" stands for two different articles, {first} and {second}; give each an id of its own"
)]
pub struct Conflict {
    /// The id, cut where it is long.
    pub id: String,
    /// Where it stands first.
    pub first: String,
    /// Where it stands again.
    pub second: String,
}

/// Looks at the articles. None where not all can be looked at: what comes from
/// the standard input or the network is read only once. A file that cannot be
/// read counts as one article, as it does in the run.
///
/// # Errors
/// An id that stands for different articles.
pub fn survey(places: &[Place], options: &ReadOptions) -> Result<Option<Survey>, Conflict> {
    let mut ids = Ids::default();
    let mut count = Some(0);
    let mut looked_at = Vec::new();
    let mut lengths = HashMap::new();
    for place in places {
        let found = look(place, options, &mut ids, &mut lengths);
        if found.is_some() {
            looked_at.push(place.clone());
        }
        count = count.zip(found).map(|(count, found)| count + found);
    }
    let lengths = Lengths::new(lengths);
    if !ids.twice.is_empty() {
        let mut reading = Reading::new(options.clone(), None, None);
        reading.lengths = lengths.clone();
        compare(looked_at, reading, &ids)?;
    }
    let Ids { hasher, twice, .. } = ids;
    Ok(count.map(|count| Survey {
        count,
        hasher,
        twice,
        lengths,
    }))
}

/// What a look at all inputs found.
#[derive(Clone, Debug)]
pub struct Survey {
    /// How many articles there are.
    pub count: u64,
    hasher: RandomState,
    twice: HashSet<u64>,
    pub(super) lengths: Lengths,
}

impl Survey {
    /// Whether the id that the article of this number, from 1, states comes
    /// once, so that a run need not remember it. Of a file that could not be
    /// read then nothing is known.
    #[must_use]
    pub fn comes_once(&self, id: &str, number: u64) -> bool {
        number <= self.count && !self.twice.contains(&self.hasher.hash_one(id))
    }
}

/// Ids by their hashes: a chance meeting of two costs a comparison.
#[derive(Default)]
struct Ids {
    hasher: RandomState,
    seen: HashSet<u64>,
    twice: HashSet<u64>,
}

impl Ids {
    fn note(&mut self, id: &str) {
        let hash = self.hasher.hash_one(id);
        if !self.seen.insert(hash) {
            self.twice.insert(hash);
        }
    }

    fn came_twice(&self, id: &str) -> bool {
        self.twice.contains(&self.hasher.hash_one(id))
    }
}

/// Notes the ids of a file and counts its articles.
fn look(
    place: &Place,
    options: &ReadOptions,
    ids: &mut Ids,
    lengths: &mut HashMap<PathBuf, u64>,
) -> Option<u64> {
    let Place::File { path, id } = place else {
        return None;
    };
    // What is no regular file can be read only once.
    if !path.is_file() {
        return None;
    }
    let begun = File::open(path).and_then(|file| {
        let length = file.metadata()?.len();
        Ok((length, opened(Some(path), file.take(length))?))
    });
    let Ok((length, (shape, stream))) = begun else {
        return Some(1);
    };
    // What holds one article is read again as it is then.
    if matches!(shape, Shape::Json | Shape::Table) {
        lengths.insert(path.clone(), length);
    }
    match shape {
        Shape::Json => {
            let articles = JsonArticles::new(stream, options.clone());
            Some(articles.map_or(1, |articles| ids.count(articles.into_ids())))
        }
        Shape::Table => {
            let articles = TableArticles::new(stream, options.clone());
            let id = |line: crate::input::lines::Line| line.article.ok().and_then(|raw| raw.id);
            Some(articles.map_or(1, |articles| ids.count(articles.map(id))))
        }
        Shape::Text | Shape::Page => {
            ids.note(id);
            Some(1)
        }
        Shape::Feed => None,
    }
}

impl Ids {
    fn count(&mut self, found: impl Iterator<Item = Option<String>>) -> u64 {
        let mut count = 0;
        for id in found {
            count += 1;
            if let Some(id) = id {
                self.note(&id);
            }
        }
        count
    }
}

/// Reads the articles whose ids came twice.
fn compare(places: Vec<Place>, reading: Reading, ids: &Ids) -> Result<(), Conflict> {
    let mut first: HashMap<String, (ContentHash, String)> = HashMap::new();
    for item in items(places, reading) {
        let Found::Article(article) = item.found else {
            continue;
        };
        let Some(id) = article.id().filter(|id| ids.came_twice(id)) else {
            continue;
        };
        let content = article.content();
        match first.get(id) {
            None => {
                first.insert(id.to_owned(), (content, item.place));
            }
            Some((known, _)) if *known == content => {}
            Some((_, place)) => {
                return Err(Conflict {
                    id: shown(id, 80),
                    first: place.clone(),
                    second: item.place,
                });
            }
        }
    }
    Ok(())
}
