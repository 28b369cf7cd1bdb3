//! Looking at the records that `alih` wrote.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{BufRead, BufReader};
use std::path::Path;

use serde::Deserialize;
use serde_json::Value;

#[derive(Deserialize)]
struct Short {
    id: String,
    outcome: String,
}

/// Counts the outcomes and makes sure that each of so many articles is there
/// once, in the order of the input. Holds one line at a time.
///
/// # Errors
/// A record is missing, doubled, out of order or unreadable.
pub fn outcomes(path: &Path, articles: usize) -> Result<BTreeMap<String, usize>, String> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    let mut counts = BTreeMap::new();
    let mut seen = 0;
    for line in BufReader::new(file).lines() {
        let line = line.map_err(|error| error.to_string())?;
        let record: Short = serde_json::from_str(&line).map_err(|error| error.to_string())?;
        seen += 1;
        if record.id != format!("a{seen:06}") {
            return Err(format!("record {seen} has the id {}", record.id));
        }
        *counts.entry(record.outcome).or_insert(0) += 1;
    }
    if seen != articles {
        return Err(format!("{seen} records for {articles} articles"));
    }
    Ok(counts)
}

/// Outcomes as text.
pub fn shown(counts: &BTreeMap<String, usize>) -> String {
    let words: Vec<String> = counts
        .iter()
        .map(|(outcome, count)| format!("{count} {outcome}"))
        .collect();
    words.join(", ")
}

/// Whether two outputs hold the same records in the same order, but for what
/// may differ between two runs: times, tries, costs, and whether an answer
/// came from memory. Holds one record of each at a time.
///
/// # Errors
/// They differ, or one of them cannot be read.
pub fn same(one: &Path, other: &Path) -> Result<(), String> {
    let (mut one, mut other) = (values(one)?, values(other)?);
    loop {
        match (one.next().transpose()?, other.next().transpose()?) {
            (None, None) => return Ok(()),
            (Some(one), Some(other)) if one == other => {}
            (Some(record), _) | (None, Some(record)) => {
                return Err(format!("the record {} is another", record["id"]));
            }
        }
    }
}

fn values(path: &Path) -> Result<impl Iterator<Item = Result<Value, String>>, String> {
    let file = File::open(path).map_err(|error| format!("{}: {error}", path.display()))?;
    Ok(BufReader::new(file).lines().map(|line| {
        let line = line.map_err(|error| error.to_string())?;
        let mut record: Value = serde_json::from_str(&line).map_err(|error| error.to_string())?;
        if let Some(fields) = record.as_object_mut() {
            fields.remove("usage");
            fields.remove("provenance");
        }
        Ok(record)
    }))
}
