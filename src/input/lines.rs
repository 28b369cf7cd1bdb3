//! Articles out of JSON, one at a time: JSONL (one object a line), a JSON
//! list, or one object over many lines. Memory is bounded by one entry.

use std::fmt;
use std::io::{BufRead, Chain, Cursor, ErrorKind, Read};

use thiserror::Error;

use self::split::{Piece, Splitter};
use super::encoding::{Decoded, decode};
use super::fields::{FieldError, from_json, id_from_json};
use crate::article::RawArticle;

mod split;
#[cfg(test)]
mod tests;

/// How many bytes of the beginning tell the shape of an input.
pub(crate) const BEGINNING: u64 = 64 * 1024;

/// How an input with many articles is read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// The most bytes that one line or entry may have.
    pub limit: usize,
    /// The encoding that the user names, for what is not UTF-8.
    pub encoding: Option<String>,
}

impl Default for ReadOptions {
    /// 2 MiB, no encoding named.
    fn default() -> Self {
        Self {
            limit: 2 * 1024 * 1024,
            encoding: None,
        }
    }
}

/// What a [`Line`]'s number counts.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unit {
    /// Lines of the file, from 1.
    Line,
    /// Entries of a JSON list, from 1.
    Entry,
}

impl fmt::Display for Unit {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str(match self {
            Self::Line => "line",
            Self::Entry => "entry",
        })
    }
}

/// One entry of an input with many articles.
#[derive(Clone, Debug)]
pub struct Line {
    /// Where it stands; see [`Unit`].
    pub number: u64,
    /// The article, or why there is none.
    pub article: Result<RawArticle, LineError>,
    /// One sentence where reading its bytes was a guess or lost something.
    pub note: Option<String>,
}

/// Why an entry gives no article. The message holds nothing of the article.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum LineError {
    /// Over the size limit; it was passed over without being held in memory.
    #[error("The entry is longer than {limit} bytes; raise the limit or cut it.")]
    TooLong {
        /// The limit.
        limit: usize,
    },
    /// Not an article.
    #[error(transparent)]
    Fields(#[from] FieldError),
    /// The table's first row names no column with the text.
    #[error(
        "The table's first row names no text column; call it \"text\", \"content\" or \"isi_berita\"."
    )]
    NoTextColumn,
    /// The input could not be read on; nothing follows.
    #[error("The input could not be read further ({message}); check the file.")]
    Read {
        /// What the operating system or the unpacking said.
        message: String,
    },
}

impl From<std::io::Error> for LineError {
    fn from(error: std::io::Error) -> Self {
        Self::Read {
            message: error.to_string(),
        }
    }
}

/// Articles from JSON text, as an iterator that ends after a read error and
/// goes on after any other.
pub struct JsonArticles<R>(JsonEntries<R>);

/// The entries of JSON text, not yet read as anything: an iterator that ends
/// after a read error and goes on after any other.
pub struct JsonEntries<R> {
    stream: Chain<Cursor<Vec<u8>>, R>,
    splitter: Splitter,
    options: ReadOptions,
    number: u64,
    piece: Vec<u8>,
    progress: Progress,
}

/// One entry as text.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Where it stands; see [`Unit`].
    pub number: u64,
    /// Its text, or why there is none.
    pub text: Result<String, LineError>,
    /// One sentence where reading its bytes was a guess or lost something.
    pub note: Option<String>,
}

#[derive(PartialEq, Eq)]
pub(crate) enum Progress {
    Reading,
    Done,
}

impl<R: BufRead> JsonArticles<R> {
    /// Reads articles from `stream`, which [`super::opening::open`] made
    /// ready.
    ///
    /// # Errors
    /// When the beginning cannot be read.
    pub fn new(stream: R, options: ReadOptions) -> std::io::Result<Self> {
        JsonEntries::new(stream, options).map(Self)
    }

    /// What the numbers count.
    #[must_use]
    pub fn unit(&self) -> Unit {
        self.0.unit()
    }

    /// The entries' ids alone, much faster; none where an entry has none, or
    /// cannot be read.
    pub fn into_ids(mut self) -> impl Iterator<Item = Option<String>> {
        std::iter::from_fn(move || {
            let advanced = self.0.advance()?;
            Some(advanced.ok().and_then(|()| id_from_json(&self.0.piece)))
        })
    }
}

impl<R: BufRead> JsonEntries<R> {
    /// Reads entries from `stream`, which [`super::opening::open`] made ready.
    ///
    /// # Errors
    /// When the beginning cannot be read.
    pub fn new(mut stream: R, options: ReadOptions) -> std::io::Result<Self> {
        let empty_lines = skip_blank(&mut stream)?;
        let first = first_line(&mut stream)?;
        Ok(Self {
            splitter: Splitter::for_beginning(&first),
            stream: Cursor::new(first).chain(stream),
            options,
            number: empty_lines,
            piece: Vec::new(),
            progress: Progress::Reading,
        })
    }

    /// What the numbers count.
    #[must_use]
    pub fn unit(&self) -> Unit {
        self.splitter.unit()
    }

    /// The text of the entry, and what its bytes were.
    fn read(&self) -> Decoded<'_> {
        decode(&self.piece, self.options.encoding.as_deref())
    }

    /// Goes to the next entry, whose bytes then are the piece.
    fn advance(&mut self) -> Option<Result<(), LineError>> {
        while self.progress == Progress::Reading {
            let limit = self.options.limit;
            let piece = self
                .splitter
                .next_piece(&mut self.stream, &mut self.piece, limit);
            self.number += 1;
            match piece {
                Ok(Piece::Whole) => return Some(Ok(())),
                Ok(Piece::Blank) => {}
                Ok(Piece::TooLong) => return Some(Err(LineError::TooLong { limit })),
                Ok(Piece::End) => self.progress = Progress::Done,
                Err(error) => {
                    self.progress = Progress::Done;
                    return Some(Err(error.into()));
                }
            }
        }
        None
    }
}

impl<R: BufRead> Iterator for JsonEntries<R> {
    type Item = Entry;

    fn next(&mut self) -> Option<Entry> {
        let (text, note) = match self.advance()? {
            Ok(()) => {
                let read = self.read();
                (Ok(read.text.into_owned()), read.note)
            }
            Err(error) => (Err(error), None),
        };
        Some(Entry {
            number: self.number,
            text,
            note,
        })
    }
}

impl<R: BufRead> Iterator for JsonArticles<R> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        let (article, note) = match self.0.advance()? {
            Ok(()) => {
                let read = self.0.read();
                (from_json(&read.text).map_err(LineError::from), read.note)
            }
            Err(error) => (Err(error), None),
        };
        Some(Line {
            number: self.0.number,
            article,
            note,
        })
    }
}

/// Passes over white space; says how many lines ended in it.
fn skip_blank(stream: &mut impl BufRead) -> std::io::Result<u64> {
    let mut lines = 0;
    loop {
        let chunk = fill(stream)?;
        let blank = chunk
            .iter()
            .position(|byte| !byte.is_ascii_whitespace())
            .unwrap_or(chunk.len());
        lines += memchr::memchr_iter(b'\n', &chunk[..blank]).count() as u64;
        let ended = blank < chunk.len() || chunk.is_empty();
        stream.consume(blank);
        if ended {
            return Ok(lines);
        }
    }
}

/// The first line with its end, or as much of it as tells the shape.
pub(crate) fn first_line(stream: &mut impl BufRead) -> std::io::Result<Vec<u8>> {
    let mut line = Vec::new();
    stream.take(BEGINNING).read_until(b'\n', &mut line)?;
    Ok(line)
}

/// `fill_buf` that tries again after an interruption.
pub(crate) fn fill(stream: &mut impl BufRead) -> std::io::Result<&[u8]> {
    loop {
        match stream.fill_buf() {
            Ok(_) => break,
            Err(error) if error.kind() == ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    stream.fill_buf()
}
