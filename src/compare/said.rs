//! Summaries as other tools write them.

use crate::article::{Summary, SummaryKind, SummarySentence};
use crate::carrier;
use crate::sentence::sentences;

use super::Row;

/// The sentences of a summary: one on each line after the ids it rests on,
/// or running text.
pub fn read(text: &str) -> Vec<SummarySentence> {
    let mut found = Vec::new();
    for said in carrier::summary_lines(text) {
        if !said.parts.is_empty() {
            found.push(said);
            continue;
        }
        found.extend(sentences(&said.text).into_iter().map(|at| SummarySentence {
            text: said.text[at].to_owned(),
            parts: Vec::new(),
        }));
    }
    found
}

/// A summary on these rows; none without sentences. A sentence that names no
/// part rests on all of them.
pub fn summary(sentences: Vec<SummarySentence>, rows: &[Row]) -> Option<Summary> {
    let all: Vec<String> = rows.iter().map(|row| row.id.clone()).collect();
    let on_rows = |said: SummarySentence| SummarySentence {
        parts: if said.parts.is_empty() {
            all.clone()
        } else {
            let rows = said.parts.into_iter();
            rows.map(|part| row_of(part, &all)).collect()
        },
        ..said
    };
    let sentences: Vec<SummarySentence> = sentences.into_iter().map(on_rows).collect();
    (!sentences.is_empty()).then_some(Summary {
        kind: SummaryKind::Abstractive,
        sentences,
    })
}

/// The row that a part became, perhaps together with others.
fn row_of(part: String, rows: &[String]) -> String {
    let joined = |row: &&String| row.split('+').any(|own| own == part);
    rows.iter().find(joined).cloned().unwrap_or(part)
}
