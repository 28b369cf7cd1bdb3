//! From what stands on the command line to articles, one at a time.

use std::collections::HashSet;
use std::fs::File;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use url::Url;

use crate::fetch::{Pages, Pending};
use crate::input::lines::ReadOptions;
use crate::manuscript::Manuscript;
use crate::memory::Memory;
use crate::outcome::{Reason, ReasonKind};
use crate::output::whose::is_same;

mod ahead;
mod document;
mod feed;
mod folder;
mod grown;
mod shape;
mod survey;

use ahead::Ahead;
use document::Origin;
use grown::Lengths;
use shape::Shape;

pub use folder::holds;
pub use survey::{Conflict, Survey, survey};

/// Where articles come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The standard input.
    Stdin,
    /// An http or https address of a page or feed.
    Address(String),
    /// A file.
    File {
        /// Where it is.
        path: PathBuf,
        /// The id of its article, where it holds one: its name without
        /// extension, below the folder that was named.
        id: String,
    },
}

impl Place {
    /// How messages name it.
    #[must_use]
    pub fn name(&self) -> String {
        match self {
            Self::Stdin => "stdin".to_owned(),
            Self::Address(address) => address.clone(),
            Self::File { path, .. } => path.display().to_string(),
        }
    }
}

/// An input that cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// A file or folder that is not there.
    #[error("{path}: {problem}; name a file or folder that can be read, or - for stdin")]
    Missing {
        /// The path.
        path: String,
        /// What the operating system says.
        problem: String,
    },
    /// A folder without articles.
    #[error(
        "{path} holds no article files ({}); name another folder",
        shape::extensions()
    )]
    EmptyFolder {
        /// The folder.
        path: String,
    },
    /// A file or folder that results would be written to.
    #[error("{path} is read and cannot be the output too; write to another one")]
    Output {
        /// The file or folder.
        path: String,
    },
    /// An address with a user name or password.
    #[error(
        "an address with a user name or password is not read; give it without, or save the page and give the file"
    )]
    Password,
    /// An address that is none, or of another kind.
    #[error("{address} cannot be read; give an http or https address, or a file")]
    Address {
        /// What was given.
        address: String,
    },
}

/// Something that was read.
pub struct Item {
    /// How messages name its place: a file, a file and a line, an address.
    pub place: String,
    /// What was there.
    pub found: Found,
    /// What the reader noticed.
    pub note: Option<String>,
    /// The entry of a feed that announced it.
    pub announced: Option<Announced>,
}

/// What was read at a place.
pub enum Found {
    /// An article.
    Article(Manuscript),
    /// Something that is no article, and why.
    Bad(Reason),
    /// Nothing: there is only a note.
    Nothing,
}

/// An entry of a feed, by which it is known again.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Announced {
    /// The host of its page.
    pub outlet: String,
    /// Its id there.
    pub entry: String,
}

impl Item {
    fn new(place: impl Into<String>, found: Found) -> Self {
        Self {
            place: place.into(),
            found,
            note: None,
            announced: None,
        }
    }

    /// Adds a note to those it has.
    fn with_note(mut self, note: Option<String>) -> Self {
        self.note = match (self.note, note) {
            (Some(first), Some(second)) => Some(format!("{first}; {second}")),
            (first, second) => first.or(second),
        };
        self
    }

    fn announced(mut self, by: Announced) -> Self {
        self.announced = Some(by);
        self
    }
}

/// What reading needs to know; clones share what they have read.
#[derive(Clone, Default)]
pub struct Reading {
    /// Limits and encoding.
    options: ReadOptions,
    /// The reader of pages; without it nothing but files is read.
    pages: Option<Pages>,
    /// The journal of feeds; without it every entry is new.
    journal: Option<Memory>,
    /// What feeds announced in this run.
    announced: Arc<Mutex<HashSet<Announced>>>,
    /// How long files were when they were looked at.
    lengths: Lengths,
}

impl Reading {
    /// What a reading needs to know.
    #[must_use]
    pub fn new(options: ReadOptions, pages: Option<Pages>, journal: Option<Memory>) -> Self {
        Self {
            options,
            pages,
            journal,
            announced: Arc::default(),
            lengths: Lengths::default(),
        }
    }

    /// The same, of inputs that were looked at: of a file that has grown since
    /// only as much as there was then.
    #[must_use]
    pub fn surveyed(self, survey: Option<&Survey>) -> Self {
        match survey {
            Some(survey) => Self {
                lengths: survey.lengths.clone(),
                ..self
            },
            None => self,
        }
    }

    /// Whether the entry came neither in this run nor in an earlier one.
    fn is_new(&self, announced: &Announced) -> bool {
        let Announced { outlet, entry } = announced;
        let seen = self
            .journal
            .as_ref()
            .is_some_and(|journal| journal.seen(outlet, entry));
        !seen
            && self
                .announced
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(announced.clone())
    }
}

/// Finds the places that the arguments name; a folder is its article files
/// in the order of their names, without those that the run writes to `output`.
/// Nothing is read yet.
///
/// # Errors
/// A path that is not there, a folder without articles, and one that is the
/// output.
pub fn places(arguments: &[String], output: Option<&Path>) -> Result<Vec<Place>, IntakeError> {
    let mut places = Vec::new();
    for argument in arguments {
        if argument == "-" {
            places.push(Place::Stdin);
            continue;
        }
        if argument.contains("://") {
            places.push(address_of(argument)?);
            continue;
        }
        let path = Path::new(argument);
        let missing = |error: std::io::Error| IntakeError::Missing {
            path: argument.clone(),
            problem: error.to_string(),
        };
        if output.is_some_and(|output| is_same(path, output)) {
            return Err(IntakeError::Output {
                path: argument.clone(),
            });
        }
        if path.is_dir() {
            let found = folder::articles_in(path, output).map_err(missing)?;
            if found.is_empty() {
                return Err(IntakeError::EmptyFolder {
                    path: argument.clone(),
                });
            }
            places.extend(found.into_iter().map(|file| file_of(file, path)));
        } else {
            // What is no regular file, such as a named pipe, is opened once.
            if std::fs::metadata(path).map_err(missing)?.is_file() {
                File::open(path).map_err(missing)?;
            }
            let folder = path.parent().unwrap_or(Path::new(""));
            places.push(file_of(path.to_owned(), folder));
        }
    }
    Ok(places)
}

fn address_of(argument: &str) -> Result<Place, IntakeError> {
    let url = Url::parse(argument).ok();
    // Addresses are shown in messages and records, which passwords never are.
    let named = |url: &Url| !url.username().is_empty() || url.password().is_some();
    if url.as_ref().is_some_and(named) {
        return Err(IntakeError::Password);
    }
    url.filter(|url| matches!(url.scheme(), "http" | "https"))
        .map(|_| Place::Address(argument.to_owned()))
        .ok_or_else(|| IntakeError::Address {
            address: argument.to_owned(),
        })
}

fn file_of(path: PathBuf, folder: &Path) -> Place {
    let below = path.strip_prefix(folder).unwrap_or(&path);
    let id = below.with_extension("").display().to_string();
    Place::File { path, id }
}

/// Whether a place may hold many articles.
#[must_use]
pub fn may_hold_many(place: &Place) -> bool {
    match place {
        Place::Stdin => true,
        Place::File { path, .. } => {
            !matches!(shape::by_name(path), Some(Shape::Text | Shape::Page))
        }
        Place::Address(address) => ["feed", "rss", "atom", ".xml"]
            .iter()
            .any(|sign| address.contains(sign)),
    }
}

type Items = Box<dyn Iterator<Item = Item> + Send>;

/// Everything the places hold, read as it is asked for; of neighbouring
/// addresses a few at once.
pub fn items(places: Vec<Place>, reading: Reading) -> impl Iterator<Item = Item> + Send + 'static {
    let groups: Vec<Vec<Place>> = places
        .chunk_by(|a, b| is_address(a) && is_address(b))
        .map(<[Place]>::to_vec)
        .collect();
    groups.into_iter().flat_map(move |group| {
        let (begin, end) = (reading.clone(), reading.clone());
        Ahead::new(group.into_iter(), move |place| begun(place, &begin))
            .flat_map(move |begun| begun.items(&end))
    })
}

fn is_address(place: &Place) -> bool {
    matches!(place, Place::Address(_))
}

/// A place whose reading has begun, if it takes time.
enum Begun {
    Local(Place),
    OnItsWay(String, Option<Pending>),
}

fn begun(place: Place, reading: &Reading) -> Begun {
    match place {
        Place::Address(address) => {
            let pending = reading.pages.as_ref().map(|pages| pages.begin(&address));
            Begun::OnItsWay(address, pending)
        }
        local => Begun::Local(local),
    }
}

impl Begun {
    fn items(self, reading: &Reading) -> Items {
        match self {
            Self::Local(place) => local(place, reading),
            Self::OnItsWay(address, pending) => remote(address, pending, reading),
        }
    }
}

fn local(place: Place, reading: &Reading) -> Items {
    let mut origin = Origin {
        place: place.name(),
        ..Origin::default()
    };
    let Place::File { path, id } = place else {
        return document::local(origin, None, std::io::stdin(), reading);
    };
    origin.file = Some(path.display().to_string());
    origin.id = Some(id);
    match File::open(&path) {
        Ok(file) => {
            let stream = reading.lengths.limit(&path, file);
            let items = document::local(origin, Some(&path), stream, reading);
            reading.lengths.complete(&path, items)
        }
        Err(error) => document::only(origin.unreadable(&error)),
    }
}

fn remote(address: String, pending: Option<Pending>, reading: &Reading) -> Items {
    let origin = Origin {
        place: address.clone(),
        id: Some(address),
        ..Origin::default()
    };
    match pending.map(Pending::wait) {
        Some(Ok(document)) => document::fetched(origin, document, reading),
        Some(Err(reason)) => document::only(Item::new(origin.place, Found::Bad(reason))),
        None => document::only(origin.bad(
            ReasonKind::Config,
            "addresses are not read here; save the page and give the file",
        )),
    }
}
