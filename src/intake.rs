//! From what stands on the command line to articles, one at a time.

use std::fs::File;
use std::io::{BufRead, Read};
use std::path::{Path, PathBuf};

use crate::article::RawArticle;
use crate::input::csv::TableArticles;
use crate::input::encoding::decode;
use crate::input::lines::{JsonArticles, Line, ReadOptions, Unit};
use crate::input::opening::open;
use crate::outcome::{Reason, ReasonKind};

/// Where articles come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The standard input.
    Stdin,
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
    #[error("{path} holds no article files ({}); name another folder", EXTENSIONS.join(", "))]
    EmptyFolder {
        /// The folder.
        path: String,
    },
}

/// Something that was read.
#[derive(Debug)]
pub struct Item {
    /// How messages name its place: a file, or a file and a line.
    pub place: String,
    /// The article, or why there is none.
    pub article: Result<RawArticle, Reason>,
    /// What the reader noticed.
    pub note: Option<String>,
}

const TEXT: [&str; 4] = ["txt", "text", "md", "markdown"];
const JSON: [&str; 3] = ["jsonl", "ndjson", "json"];
const TABLE: [&str; 2] = ["csv", "tsv"];
/// Files of a folder that are taken for articles.
const EXTENSIONS: [&str; 9] = [
    "txt", "text", "md", "markdown", "jsonl", "ndjson", "json", "csv", "tsv",
];

/// Finds the places that the arguments name; a folder is its article files
/// in the order of their names. Nothing is read yet.
///
/// # Errors
/// A path that is not there, and a folder without articles.
pub fn places(arguments: &[String]) -> Result<Vec<Place>, IntakeError> {
    let mut places = Vec::new();
    for argument in arguments {
        if argument == "-" {
            places.push(Place::Stdin);
            continue;
        }
        let path = Path::new(argument);
        let missing = |error: std::io::Error| IntakeError::Missing {
            path: argument.clone(),
            problem: error.to_string(),
        };
        if path.is_dir() {
            let found = articles_in(path).map_err(missing)?;
            if found.is_empty() {
                return Err(IntakeError::EmptyFolder {
                    path: argument.clone(),
                });
            }
            places.extend(found.into_iter().map(|file| file_of(file, path)));
        } else {
            File::open(path).map_err(missing)?;
            let folder = path.parent().unwrap_or(Path::new(""));
            places.push(file_of(path.to_owned(), folder));
        }
    }
    Ok(places)
}

fn file_of(path: PathBuf, folder: &Path) -> Place {
    let below = path.strip_prefix(folder).unwrap_or(&path);
    let id = below.with_extension("").display().to_string();
    Place::File { path, id }
}

/// The article files of a folder and the folders in it.
fn articles_in(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    let mut folders = vec![folder.to_owned()];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder)? {
            let entry = entry?;
            let kind = entry.file_type()?;
            let path = entry.path();
            if kind.is_dir() {
                folders.push(path);
            } else if path.is_file() && EXTENSIONS.contains(&extension(&path).as_str()) {
                files.push(path);
            }
        }
    }
    files.sort();
    Ok(files)
}

/// The extension in lower case; that before `.gz` where there is one.
fn extension(path: &Path) -> String {
    let lower = |path: &Path| {
        path.extension()
            .map(|own| own.to_string_lossy().to_lowercase())
            .unwrap_or_default()
    };
    match lower(path).as_str() {
        "gz" => lower(Path::new(path.file_stem().unwrap_or_default())),
        own => own.to_owned(),
    }
}

/// Whether a place may hold many articles.
#[must_use]
pub fn may_hold_many(place: &Place) -> bool {
    match place {
        Place::Stdin => true,
        Place::File { path, .. } => !TEXT.contains(&extension(path).as_str()),
    }
}

/// Everything the places hold, read as it is asked for.
pub fn items(
    places: Vec<Place>,
    options: ReadOptions,
) -> impl Iterator<Item = Item> + Send + 'static {
    places
        .into_iter()
        .flat_map(move |place| items_of(place, options.clone()))
}

type Items = Box<dyn Iterator<Item = Item> + Send>;

fn items_of(place: Place, options: ReadOptions) -> Items {
    let opened = match &place {
        Place::Stdin => open(std::io::stdin()),
        Place::File { path, .. } => File::open(path).and_then(open),
    };
    let stream = match opened {
        Ok(stream) => stream,
        Err(error) => return only(unreadable(&place, &error)),
    };
    match shape(&place, stream) {
        Ok((Shape::Json, stream)) => match JsonArticles::new(stream, options) {
            Ok(articles) => {
                let unit = articles.unit();
                lines(place, unit, articles)
            }
            Err(error) => only(unreadable(&place, &error)),
        },
        Ok((Shape::Table, stream)) => match TableArticles::new(stream, options) {
            Ok(articles) => lines(place, Unit::Line, articles),
            Err(error) => only(unreadable(&place, &error)),
        },
        Ok((Shape::Text, stream)) => only(text(&place, stream, &options)),
        Err(error) => only(unreadable(&place, &error)),
    }
}

fn only(item: Item) -> Items {
    Box::new(std::iter::once(item))
}

fn unreadable(place: &Place, error: &std::io::Error) -> Item {
    Item {
        place: place.name(),
        article: Err(Reason::new(
            ReasonKind::Input,
            format!("it cannot be read ({error}); check the file"),
        )),
        note: None,
    }
}

/// What a place holds.
pub(crate) enum Shape {
    Json,
    Table,
    Text,
}

type Stream = Box<dyn BufRead + Send>;

/// What a place holds: by its extension, or where it has none by its first
/// character.
pub(crate) fn shape(place: &Place, mut stream: Stream) -> std::io::Result<(Shape, Stream)> {
    if let Place::File { path, .. } = place {
        let own = extension(path);
        if JSON.contains(&own.as_str()) {
            return Ok((Shape::Json, stream));
        }
        if TABLE.contains(&own.as_str()) {
            return Ok((Shape::Table, stream));
        }
        if TEXT.contains(&own.as_str()) {
            return Ok((Shape::Text, stream));
        }
    }
    let start = stream.fill_buf()?;
    let first = start.iter().find(|byte| !byte.is_ascii_whitespace());
    let shape = match first {
        Some(b'{' | b'[') if looks_like_json(start) => Shape::Json,
        _ => Shape::Text,
    };
    Ok((shape, stream))
}

/// An article may begin with a bracket ("[FOTO] …"); JSON goes on with a
/// quotation mark, a brace or its end.
fn looks_like_json(start: &[u8]) -> bool {
    let mut rest = start
        .iter()
        .filter(|byte| !byte.is_ascii_whitespace())
        .skip(1);
    matches!(rest.next(), None | Some(b'"' | b'{' | b'}' | b']'))
}

fn lines(place: Place, unit: Unit, articles: impl Iterator<Item = Line> + Send + 'static) -> Items {
    Box::new(articles.map(move |line| {
        Item {
            place: format!("{} {unit} {}", place.name(), line.number),
            article: line
                .article
                .map_err(|error| Reason::new(ReasonKind::Input, error.to_string())),
            note: line.note,
        }
    }))
}

/// One plain text or Markdown file: one article.
fn text(place: &Place, stream: Stream, options: &ReadOptions) -> Item {
    let mut bytes = Vec::new();
    let most = options.limit as u64;
    if let Err(error) = stream.take(most + 1).read_to_end(&mut bytes) {
        return unreadable(place, &error);
    }
    if bytes.len() as u64 > most {
        return Item {
            place: place.name(),
            article: Err(Reason::new(
                ReasonKind::TooLarge,
                format!(
                    "the text is larger than {} MiB; --max-input raises the limit",
                    most >> 20
                ),
            )),
            note: None,
        };
    }
    let decoded = decode(&bytes, options.encoding.as_deref());
    let (file, id) = match place {
        Place::Stdin => (None, None),
        Place::File { path, id } => (Some(path.display().to_string()), Some(id.clone())),
    };
    Item {
        place: place.name(),
        article: Ok(RawArticle {
            id,
            text: decoded.text.into_owned(),
            file,
            ..RawArticle::default()
        }),
        note: decoded.note,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn extensions_look_through_gzip() {
        assert_eq!(extension(Path::new("a/b.JSONL.gz")), "jsonl");
        assert_eq!(extension(Path::new("b.txt")), "txt");
        assert_eq!(extension(Path::new("b")), "");
    }

    #[test]
    fn an_article_that_begins_with_a_bracket_is_no_json() {
        assert!(!looks_like_json(b"[FOTO] Banjir di Jakarta"));
        assert!(looks_like_json(b"  {\"id\": 1}"));
        assert!(looks_like_json(b"[ {\"id\": 1}"));
        assert!(looks_like_json(b"{"));
    }
}
