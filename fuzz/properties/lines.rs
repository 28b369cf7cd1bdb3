//! JSONL, JSON lists and tables from their bytes to articles. However the
//! bytes arrive, the articles are the same.

use std::io::{BufReader, Cursor};

use alih::input::csv::TableArticles;
use alih::input::lines::{JsonArticles, ReadOptions};

/// Holds for all bytes.
pub fn holds(bytes: &[u8]) {
    let options = ReadOptions {
        limit: 4096,
        encoding: None,
    };
    let read = |step: usize| -> Vec<(u64, Option<String>)> {
        let stream = BufReader::with_capacity(step, Cursor::new(bytes));
        JsonArticles::new(stream, options.clone())
            .map(|lines| {
                lines
                    .map(|line| (line.number, line.article.ok().map(|raw| raw.text)))
                    .collect()
            })
            .unwrap_or_default()
    };
    assert_eq!(read(1), read(64 * 1024));
    if let Ok(table) = TableArticles::new(Cursor::new(bytes), options.clone()) {
        assert!(table.count() <= bytes.len() + 1);
    }
}
