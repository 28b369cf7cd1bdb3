//! Cuts a stream of JSON into pieces of one value each, without reading them.

use std::io::{self, BufRead};

use super::{Unit, fill};

/// What was cut off the stream.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Piece {
    /// A piece with something in it.
    Whole,
    /// An empty line.
    Blank,
    /// A piece over the limit; nothing of it is kept.
    TooLong,
    /// The stream has ended.
    End,
}

/// How the stream is cut.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Splitter {
    /// At line ends.
    Lines,
    /// At the borders of JSON values.
    Values,
}

/// A piece that stops growing, and is let go, when it is over the limit.
struct Bounded<'a> {
    bytes: &'a mut Vec<u8>,
    limit: usize,
    fit: Fit,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Fit {
    Within,
    Over,
}

impl Bounded<'_> {
    fn add(&mut self, more: &[u8]) {
        if self.fit == Fit::Over {
            return;
        }
        if more.len() > self.limit - self.bytes.len() {
            self.fit = Fit::Over;
            self.bytes.clear();
        } else {
            self.bytes.extend_from_slice(more);
        }
    }

    fn piece(&self) -> Piece {
        match self.fit {
            Fit::Over => Piece::TooLong,
            Fit::Within if self.bytes.trim_ascii().is_empty() => Piece::Blank,
            Fit::Within => Piece::Whole,
        }
    }
}

impl Splitter {
    /// Chooses by the first line: a list, or an object that goes on in the
    /// next line, is read value by value.
    pub(super) fn for_beginning(first_line: &[u8]) -> Self {
        let line = first_line.trim_ascii();
        let goes_on =
            first_line.ends_with(b"\n") && matches!(line.last(), Some(b'{' | b'[' | b',' | b':'));
        if line.starts_with(b"[") || goes_on {
            Self::Values
        } else {
            Self::Lines
        }
    }

    /// What the pieces are called.
    pub(super) fn unit(self) -> Unit {
        match self {
            Self::Lines => Unit::Line,
            Self::Values => Unit::Entry,
        }
    }

    /// Reads the next piece into `bytes`.
    pub(super) fn next_piece(
        self,
        stream: &mut impl BufRead,
        bytes: &mut Vec<u8>,
        limit: usize,
    ) -> io::Result<Piece> {
        bytes.clear();
        let piece = Bounded {
            bytes,
            limit,
            fit: Fit::Within,
        };
        match self {
            Self::Lines => next_line(stream, piece),
            Self::Values => next_value(stream, piece),
        }
    }
}

fn next_line(stream: &mut impl BufRead, mut piece: Bounded<'_>) -> io::Result<Piece> {
    if fill(stream)?.is_empty() {
        return Ok(Piece::End);
    }
    loop {
        let chunk = fill(stream)?;
        if chunk.is_empty() {
            return Ok(piece.piece());
        }
        let end = memchr::memchr(b'\n', chunk);
        let length = end.unwrap_or(chunk.len());
        piece.add(&chunk[..length]);
        stream.consume(end.map_or(length, |end| end + 1));
        if end.is_some() {
            return Ok(piece.piece());
        }
    }
}

fn next_value(stream: &mut impl BufRead, mut piece: Bounded<'_>) -> io::Result<Piece> {
    if !skip_between(stream)? {
        return Ok(Piece::End);
    }
    let mut scanner = Scanner::default();
    loop {
        let chunk = fill(stream)?;
        if chunk.is_empty() {
            return Ok(piece.piece());
        }
        let end = scanner.find_end(chunk);
        let length = end.unwrap_or(chunk.len());
        piece.add(&chunk[..length]);
        stream.consume(length);
        if end.is_some() {
            return Ok(piece.piece());
        }
    }
}

/// Passes over what stands between values; says whether one follows.
fn skip_between(stream: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let chunk = fill(stream)?;
        if chunk.is_empty() {
            return Ok(false);
        }
        let length = chunk
            .iter()
            .position(|byte| !matches!(byte, b' ' | b'\t' | b'\r' | b'\n' | b',' | b'[' | b']'));
        let skipped = length.unwrap_or(chunk.len());
        stream.consume(skipped);
        if length.is_some() {
            return Ok(true);
        }
    }
}

/// Finds where a value ends, across any number of chunks.
#[derive(Default)]
struct Scanner {
    depth: usize,
    place: Place,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Place {
    #[default]
    Outside,
    String,
    Escape,
}

impl Scanner {
    /// One past the value's last byte in `chunk`, once it has been seen.
    fn find_end(&mut self, chunk: &[u8]) -> Option<usize> {
        let mut at = 0;
        while let Some(&byte) = chunk.get(at) {
            match self.place {
                Place::Escape => self.place = Place::String,
                Place::String => match memchr::memchr2(b'"', b'\\', &chunk[at..]) {
                    None => return None,
                    Some(skip) => {
                        at += skip;
                        self.place = match chunk[at] {
                            b'"' => Place::Outside,
                            _ => Place::Escape,
                        };
                    }
                },
                Place::Outside => match byte {
                    b'"' => self.place = Place::String,
                    b'{' | b'[' => self.depth += 1,
                    b'}' | b']' if self.depth > 0 => {
                        self.depth -= 1;
                        if self.depth == 0 {
                            return Some(at + 1);
                        }
                    }
                    // A stray brace still has to be passed over.
                    b'}' if self.depth == 0 => return Some(at + 1),
                    b',' | b']' | b'\n' if self.depth == 0 => return Some(at),
                    _ => {}
                },
            }
            at += 1;
        }
        None
    }
}
