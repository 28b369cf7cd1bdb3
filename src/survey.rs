//! A look at the inputs before anything is paid for: how many articles there
//! are, and whether an id stands for two of them.
//!
//! Only ids are read. Where one comes twice, the articles that bear it are
//! read once more and compared.

use std::collections::{HashMap, HashSet};
use std::fs::File;
use std::hash::{BuildHasher, RandomState};

use crate::input::derive::ContentHash;
use crate::input::lines::{JsonArticles, ReadOptions};
use crate::input::opening::open;
use crate::intake::{self, Found, Place, Reading, Shape};
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

/// Counts the articles; none where not every place can be read twice. A
/// place that cannot be read at all counts as one article, as it does in the
/// run.
///
/// # Errors
/// An id that stands for different articles.
pub fn survey(places: &[Place], options: &ReadOptions) -> Result<Option<u64>, Conflict> {
    let (again, once): (Vec<&Place>, Vec<&Place>) =
        places.iter().partition(|place| can_be_read_twice(place));
    let mut ids = Ids::default();
    let mut count = 0;
    for place in &again {
        count += look(place, options, &mut ids);
    }
    if !ids.twice.is_empty() {
        compare(&again, options, &ids)?;
    }
    Ok(once.is_empty().then_some(count))
}

fn can_be_read_twice(place: &Place) -> bool {
    match place {
        Place::File { path, .. } => path.is_file() && !intake::may_announce(path),
        Place::Stdin | Place::Address(_) => false,
    }
}

fn reading(options: &ReadOptions) -> Reading {
    Reading::new(options.clone(), None, None)
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

/// Notes the ids of a place and counts its articles.
fn look(place: &Place, options: &ReadOptions, ids: &mut Ids) -> u64 {
    let Place::File { path, id } = place else {
        return 0;
    };
    let opened = File::open(path)
        .and_then(open)
        .and_then(|stream| intake::shape_of(path, stream));
    match opened {
        Ok((Shape::Json, stream)) => {
            let Ok(mut articles) = JsonArticles::new(stream, options.clone()) else {
                return 1;
            };
            let mut count = 0;
            while let Some(id) = articles.next_id() {
                count += 1;
                if let Some(id) = id {
                    ids.note(&id);
                }
            }
            count
        }
        Ok((Shape::Table, _)) => {
            let mut count = 0;
            for item in intake::items(vec![place.clone()], reading(options)) {
                count += 1;
                if let Found::Article(article) = &item.found
                    && let Some(id) = article.id()
                {
                    ids.note(id);
                }
            }
            count
        }
        // One article, whose id is the file's name.
        Ok(_) => {
            ids.note(id);
            1
        }
        Err(_) => 1,
    }
}

/// Reads the articles whose ids came twice.
fn compare(places: &[&Place], options: &ReadOptions, ids: &Ids) -> Result<(), Conflict> {
    let places = places.iter().map(|place| (*place).clone()).collect();
    let mut first: HashMap<String, (ContentHash, String)> = HashMap::new();
    for item in intake::items(places, reading(options)) {
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
