//! Articles out of a table: CSV or a sister with tabs, semicolons or bars,
//! whose first row names the columns. Memory is bounded by one row.

use std::io::{self, BufRead, Chain, Cursor, Read};

use csv_core::{ReadRecordResult, Reader, ReaderBuilder};

use super::encoding::decode;
use super::fields::{Field, Fields, Name, lookup};
use super::lines::{Line, LineError, Progress, ReadOptions, fill, first_line};
use crate::article::RawArticle;

#[cfg(test)]
mod tests;

/// More columns than any crawler writes.
const MOST_COLUMNS: usize = 1024;

/// The separators that are tried, the likeliest first.
const SEPARATORS: [u8; 4] = [b',', b'\t', b';', b'|'];

/// Articles from a table's rows, as an iterator that ends after a read error
/// and goes on after any other.
pub struct TableArticles<R> {
    stream: Chain<Cursor<Vec<u8>>, R>,
    reader: Reader,
    options: ReadOptions,
    columns: Option<Vec<Option<Name>>>,
    row: Row,
    next_line: u64,
    progress: Progress,
}

/// One row's cells, one after the other.
struct Row {
    cells: Vec<u8>,
    ends: Vec<usize>,
    first_line: u64,
}

enum ReadRow {
    Whole,
    TooLong,
    End,
}

impl<R: BufRead> TableArticles<R> {
    /// Reads articles from `stream`, which [`super::opening::open`] made
    /// ready. The separator is the one that the first row has most of.
    ///
    /// # Errors
    /// When the first row cannot be read.
    pub fn new(mut stream: R, options: ReadOptions) -> io::Result<Self> {
        let first = first_line(&mut stream)?;
        Ok(Self {
            reader: ReaderBuilder::new().delimiter(separator(&first)).build(),
            stream: Cursor::new(first).chain(stream),
            options,
            columns: None,
            row: Row {
                cells: Vec::new(),
                ends: Vec::new(),
                first_line: 0,
            },
            next_line: 1,
            progress: Progress::Reading,
        })
    }

    fn read_columns(&mut self) -> Result<(), LineError> {
        match self.read_row()? {
            ReadRow::Whole => {}
            ReadRow::End => return Ok(()),
            ReadRow::TooLong => {
                let limit = self.options.limit;
                return Err(LineError::TooLong { limit });
            }
        }
        let encoding = self.options.encoding.as_deref();
        let columns: Vec<_> = self
            .row
            .cells()
            .map(|cell| lookup(&decode(cell, encoding).text))
            .collect();
        let has_text = columns
            .iter()
            .flatten()
            .any(|name| matches!(name.field, Field::Text | Field::Html));
        self.columns = Some(columns);
        if has_text {
            Ok(())
        } else {
            Err(LineError::NoTextColumn)
        }
    }

    fn read_row(&mut self) -> io::Result<ReadRow> {
        self.skip_line_ends()?;
        self.row.first_line = self.next_line;
        self.row.ends.clear();
        self.row.ends.resize(MOST_COLUMNS, 0);
        let (mut length, mut count) = (0, 0);
        let mut outcome = ReadRow::Whole;
        loop {
            if length == self.row.cells.len() {
                let wanted = (length * 2).max(4096).min(self.options.limit);
                self.row.cells.resize(wanted.max(length), 0);
            }
            if length == self.row.cells.len() || count == MOST_COLUMNS {
                outcome = ReadRow::TooLong;
                (length, count) = (0, 0);
            }
            let input = fill(&mut self.stream)?;
            let (result, read, written, ended) = self.reader.read_record(
                input,
                &mut self.row.cells[length..],
                &mut self.row.ends[count..],
            );
            self.next_line += memchr::memchr_iter(b'\n', &input[..read]).count() as u64;
            self.stream.consume(read);
            length += written;
            count += ended;
            match result {
                ReadRecordResult::Record => break,
                ReadRecordResult::End => return Ok(ReadRow::End),
                ReadRecordResult::InputEmpty
                | ReadRecordResult::OutputFull
                | ReadRecordResult::OutputEndsFull => {}
            }
        }
        self.row.ends.truncate(count);
        Ok(outcome)
    }

    /// So that a row's number is that of its own first line.
    fn skip_line_ends(&mut self) -> io::Result<()> {
        loop {
            let input = fill(&mut self.stream)?;
            let count = input
                .iter()
                .take_while(|byte| matches!(byte, b'\r' | b'\n'))
                .count();
            self.next_line += memchr::memchr_iter(b'\n', &input[..count]).count() as u64;
            self.stream.consume(count);
            if count == 0 {
                return Ok(());
            }
        }
    }

    fn article(&self) -> (Result<RawArticle, LineError>, Option<String>) {
        let mut fields = Fields::default();
        let mut note = None;
        let columns = self.columns.iter().flatten();
        for (name, cell) in columns.zip(self.row.cells()) {
            if let Some(name) = name {
                let read = decode(cell, self.options.encoding.as_deref());
                fields.cell(*name, &read.text);
                note = note.or(read.note);
            }
        }
        (fields.finish().map_err(LineError::from), note)
    }

    fn next_article(&mut self) -> Result<Option<Line>, LineError> {
        if self.columns.is_none() {
            self.read_columns()?;
        }
        let (article, note) = match self.read_row()? {
            ReadRow::End => return Ok(None),
            ReadRow::Whole => self.article(),
            ReadRow::TooLong => {
                let limit = self.options.limit;
                (Err(LineError::TooLong { limit }), None)
            }
        };
        Ok(Some(Line {
            number: self.row.first_line,
            article,
            note,
        }))
    }
}

impl<R: BufRead> Iterator for TableArticles<R> {
    type Item = Line;

    fn next(&mut self) -> Option<Line> {
        if self.progress == Progress::Done {
            return None;
        }
        let line = self.next_article().unwrap_or_else(|error| {
            self.progress = Progress::Done;
            Some(Line {
                number: self.row.first_line,
                article: Err(error),
                note: None,
            })
        });
        if line.is_none() {
            self.progress = Progress::Done;
        }
        line
    }
}

impl Row {
    fn cells(&self) -> impl Iterator<Item = &[u8]> {
        let starts = std::iter::once(0).chain(self.ends.iter().copied());
        starts
            .zip(&self.ends)
            .map(|(start, &end)| &self.cells[start..end])
    }
}

/// The separator that stands most often in the first row outside quotes.
fn separator(first_line: &[u8]) -> u8 {
    let mut counts = [0_usize; SEPARATORS.len()];
    let mut quoted = false;
    for byte in first_line {
        if *byte == b'"' {
            quoted = !quoted;
        } else if let Some(index) = SEPARATORS.iter().position(|one| one == byte)
            && !quoted
        {
            counts[index] += 1;
        }
    }
    let most = counts.iter().copied().max().unwrap_or_default();
    let index = counts.iter().position(|&count| count == most);
    SEPARATORS[index.unwrap_or_default()]
}
