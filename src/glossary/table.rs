//! Reading a glossary from CSV or TSV.

use super::{Entry, Form, Kind};

/// Why a glossary cannot be read; the line counts from 1.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GlossaryError {
    /// The text is not a table.
    #[error("glossary line {line}: not a CSV or TSV row; put quotation marks around fields")]
    Row {
        /// Where.
        line: u64,
    },
    /// The kind is none of the three.
    #[error("glossary line {line}: kind \"{kind}\" is unknown; use translate, keep or expand_once")]
    Kind {
        /// Where.
        line: u64,
        /// What stands there.
        kind: String,
    },
    /// A row lacks what its kind needs.
    #[error("glossary line {line}: a source and, unless it is kept, a target are needed; add them")]
    Missing {
        /// Where.
        line: u64,
    },
}

/// The columns by name; files without a header have the first two or, with
/// more than two, all in this order.
const COLUMNS: [&str; 6] = ["source", "kind", "target", "accept", "forbid", "note"];

/// Reads entries from CSV or TSV, with or without a header. Two columns are
/// source and target. Several forms in one field are separated by semicolons;
/// lines that begin with `#` are skipped.
///
/// # Errors
/// When a row cannot be read, names no known kind, or lacks source or target.
pub fn read(text: &str) -> Result<Vec<Entry>, GlossaryError> {
    let text = text.trim_start_matches('\u{feff}');
    let first = text
        .lines()
        .find(|line| !line.starts_with('#'))
        .unwrap_or_default();
    let delimiter = if first.contains('\t') { b'\t' } else { b',' };
    let mut reader = csv::ReaderBuilder::new()
        .delimiter(delimiter)
        .comment(Some(b'#'))
        .flexible(true)
        .has_headers(false)
        .from_reader(text.as_bytes());
    let mut columns = Columns::Positions;
    let mut entries = Vec::new();
    for (number, row) in reader.records().enumerate() {
        let row = row.map_err(|error| GlossaryError::Row {
            line: error.position().map_or(0, csv::Position::line),
        })?;
        let line = row.position().map_or(0, csv::Position::line);
        match Columns::header(&row) {
            Some(header) if number == 0 => columns = header,
            _ => entries.push(columns.entry(&row, line)?),
        }
    }
    Ok(entries)
}

/// Where the columns stand.
enum Columns {
    Positions,
    Named([Option<usize>; COLUMNS.len()]),
}

impl Columns {
    fn header(row: &csv::StringRecord) -> Option<Self> {
        let place = |name| {
            row.iter()
                .position(|field| field.trim().eq_ignore_ascii_case(name))
        };
        let places = COLUMNS.map(place);
        (places[0].is_some() && places[2].is_some()).then_some(Self::Named(places))
    }

    fn field<'r>(&self, row: &'r csv::StringRecord, column: usize) -> &'r str {
        let place = match self {
            Self::Named(places) => places[column],
            Self::Positions if row.len() <= 2 => [Some(0), None, Some(1), None, None, None][column],
            Self::Positions => Some(column),
        };
        place.and_then(|place| row.get(place)).map_or("", str::trim)
    }

    fn entry(&self, row: &csv::StringRecord, line: u64) -> Result<Entry, GlossaryError> {
        let [source, kind, target, accept, forbid, note] =
            [0, 1, 2, 3, 4, 5].map(|column| self.field(row, column));
        let kind = kind_of(kind, line)?;
        let target = if kind == Kind::Keep && target.is_empty() {
            source
        } else {
            target
        };
        if source.is_empty() || target.is_empty() {
            return Err(GlossaryError::Missing { line });
        }
        Ok(Entry {
            source: source.to_owned(),
            kind,
            target: Form::new(target),
            accept: forms(accept),
            forbid: forms(forbid),
            note: (!note.is_empty()).then(|| note.to_owned()),
        })
    }
}

fn kind_of(name: &str, line: u64) -> Result<Kind, GlossaryError> {
    let kinds = [Kind::Translate, Kind::Keep, Kind::ExpandOnce];
    let same = |kind: &Kind| kind.name().eq_ignore_ascii_case(&name.replace('-', "_"));
    match kinds.into_iter().find(same) {
        Some(kind) => Ok(kind),
        None if name.is_empty() => Ok(Kind::Translate),
        None => Err(GlossaryError::Kind {
            line,
            kind: name.to_owned(),
        }),
    }
}

fn forms(field: &str) -> Vec<Form> {
    field
        .split(';')
        .map(Form::new)
        .filter(|form| !form.is_empty())
        .collect()
}
