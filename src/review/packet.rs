//! A folder of pages: one for each article, and an index.

use std::collections::HashMap;
use std::fs;
use std::path::{Path, PathBuf};

use sha2::{Digest, Sha256};

use super::records::{self, Fault};
use crate::article::Record;
use crate::label::Labels;
use crate::output::folder::{file_name, write_whole};
use crate::output::whose::is_foreign;
use crate::show::html::{self, Index, Neighbours, Page, Row};

/// The page that leads to all others.
const INDEX: &str = "index.html";

/// What was built.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Built {
    /// Pages of articles.
    pub articles: usize,
    /// Bytes of all pages.
    pub bytes: u64,
}

/// What is kept of an article until the page of the next one is known.
struct Waiting {
    record: Record,
    records: String,
    page: String,
}

/// Writes a packet of the records in these files into a folder, which is
/// made. Where several records have one id the last one counts. Pages show
/// with these labels what edits will lead to.
///
/// # Errors
/// When records cannot be read or a page cannot be written.
pub fn build(paths: &[PathBuf], folder: &Path, labels: &Labels) -> Result<Built, Fault> {
    let unwritable = |path: &Path, problem: String| Fault::Unwritable {
        path: path.to_owned(),
        problem,
    };
    let front = folder.join(INDEX);
    if is_foreign(&front, html::opening("").as_bytes()) {
        return Err(Fault::Kept(front));
    }
    fs::create_dir_all(folder).map_err(|error| unwritable(folder, error.to_string()))?;
    let mut files = Vec::new();
    for path in paths {
        files.extend(records::files(path)?);
    }
    let last = last_of_each(&files)?;
    let mut built = Built {
        articles: 0,
        bytes: 0,
    };
    let mut write = |name: &str, page: String| {
        built.bytes += page.len() as u64;
        let path = folder.join(name);
        write_whole(&path, page.as_bytes()).map_err(|error| unwritable(&path, error.to_string()))
    };
    let mut index = Index::default();
    let mut previous: Option<String> = None;
    let mut waiting: Option<Waiting> = None;
    let mut place = 0;
    for file in &files {
        for record in records::read(file)? {
            let record = record?;
            place += 1;
            if last.get(&record.id) != Some(&place) {
                continue;
            }
            let own = Waiting {
                page: file_name(&record.id, "html"),
                records: file.display().to_string(),
                record,
            };
            if let Some(before) = waiting.take() {
                let page = before.page.clone();
                let (rendered, row) =
                    before.finish(previous.take(), Some(own.page.clone()), labels);
                write(&page, rendered)?;
                index.rows.push(row);
                previous = Some(page);
            }
            waiting = Some(own);
        }
    }
    if let Some(own) = waiting {
        let page = own.page.clone();
        let (rendered, row) = own.finish(previous, None, labels);
        write(&page, rendered)?;
        index.rows.push(row);
    }
    let articles = index.rows.len();
    write(INDEX, index.render())?;
    built.articles = articles;
    Ok(built)
}

/// Where, among all records, the last one of each id stands.
fn last_of_each(files: &[PathBuf]) -> Result<HashMap<String, usize>, Fault> {
    let mut last = HashMap::new();
    let mut place = 0;
    for file in files {
        for record in records::read(file)? {
            place += 1;
            last.insert(record?.id, place);
        }
    }
    Ok(last)
}

impl Waiting {
    fn finish(
        self,
        previous: Option<String>,
        next: Option<String>,
        labels: &Labels,
    ) -> (String, Row) {
        let stamp = stamp(&self.record);
        let page = Page {
            record: &self.record,
            stamp: &stamp,
            labels,
            records: &self.records,
            stem: self.page.trim_end_matches(".html"),
            neighbours: Neighbours { previous, next },
        };
        let rendered = page.render();
        let row = Row::of(&self.record, self.page, stamp);
        (rendered, row)
    }
}

/// Tells this state of a record from any other.
fn stamp(record: &Record) -> String {
    let bytes = serde_json::to_vec(record).unwrap_or_default();
    let hash = Sha256::digest(bytes);
    hash[..8].iter().map(|byte| format!("{byte:02x}")).collect()
}
