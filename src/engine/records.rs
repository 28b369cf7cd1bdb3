//! The list of models, as Mozilla's Remote Settings and its mirrors give it.
//!
//! Source: the collection `translations-models-v2`, one record for each file
//! with its attachment and both checksums. Pure.

use serde::Deserialize;
use serde_json::Value;

use super::Pair;

/// What a file of a model is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// Weights.
    Weights,
    /// The vocabulary of both languages.
    Vocabulary,
    /// That of the source language.
    Source,
    /// That of the target language.
    Target,
}

impl Role {
    /// The word for it in records and at the beginning of file names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Weights => "model",
            Self::Vocabulary => "vocab",
            Self::Source => "srcvocab",
            Self::Target => "trgvocab",
        }
    }

    /// The role of a file of that name.
    #[must_use]
    pub fn of_file(name: &str) -> Option<Self> {
        [Self::Weights, Self::Vocabulary, Self::Source, Self::Target]
            .into_iter()
            .find(|role| name.split('.').next() == Some(role.name()))
    }
}

/// One file that is offered.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Record {
    /// Its name once it is unpacked.
    pub name: String,
    /// What it is for.
    pub file_type: String,
    /// From.
    #[serde(alias = "fromLang")]
    pub source_language: String,
    /// To.
    #[serde(alias = "toLang")]
    pub target_language: String,
    /// `3.0`; a letter in it marks a trial.
    #[serde(default)]
    pub version: String,
    /// How large a model it is, such as `tiny` or `base-memory`.
    #[serde(default)]
    pub architecture: String,
    /// SHA-256 of the unpacked file.
    pub decompressed_hash: Option<String>,
    /// Bytes of the unpacked file.
    pub decompressed_size: Option<u64>,
    /// Where it is.
    pub attachment: Attachment,
}

/// A file as it is stored on the server.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize)]
pub struct Attachment {
    /// SHA-256.
    pub hash: String,
    /// Bytes.
    pub size: u64,
    /// Its name there; the ending tells how it is packed.
    #[serde(default)]
    pub filename: String,
    /// Its path below the server's root.
    pub location: String,
}

/// Formats from this version on are unknown.
const NEXT_MAJOR: u64 = 4;

/// The records of a list; what is of another shape is passed over.
///
/// # Errors
/// A reply that is no list of records.
pub fn read(body: &[u8]) -> Result<Vec<Record>, &'static str> {
    let body: Value = serde_json::from_slice(body).map_err(|_| "the list of models is not JSON")?;
    let rows = body.get("data").and_then(Value::as_array);
    let rows = rows.ok_or("the list of models has no \"data\"")?;
    Ok(rows
        .iter()
        .filter_map(|row| Record::deserialize(row).ok())
        .filter(is_plain)
        .collect())
}

/// A name becomes a file's name here, and hashes a file's name while it is
/// fetched: neither may lead anywhere else.
fn is_plain(record: &Record) -> bool {
    let is_name = |text: &str| {
        !text.is_empty()
            && !text.starts_with('.')
            && text
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b".-_".contains(&byte))
    };
    let is_hash =
        |text: &str| text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    is_name(&record.name)
        && is_hash(&record.attachment.hash)
        && record.decompressed_hash.as_deref().is_none_or(is_hash)
        && !record.attachment.location.contains("..")
}

/// The newest model for a pair: its files, weights first.
#[must_use]
pub fn pick<'a>(records: &'a [Record], pair: &Pair) -> Option<Vec<(Role, &'a Record)>> {
    let weights = newest(records, pair, Role::Weights, |_| 0)?;
    let fits = |record: &Record| {
        u8::from(record.version == weights.version)
            + u8::from(record.architecture == weights.architecture)
    };
    let find = |role| Some((role, newest(records, pair, role, fits)?));
    let mut files = vec![(Role::Weights, weights)];
    match find(Role::Vocabulary) {
        Some(shared) => files.push(shared),
        None => files.extend([find(Role::Source)?, find(Role::Target)?]),
    }
    Some(files)
}

/// The pairs that there are models for.
#[must_use]
pub fn pairs(records: &[Record]) -> Vec<Pair> {
    let mut pairs: Vec<Pair> = records
        .iter()
        .map(|record| Pair::new(&record.source_language, &record.target_language))
        .collect();
    pairs.sort_by_key(ToString::to_string);
    pairs.dedup();
    pairs.retain(|pair| pick(records, pair).is_some());
    pairs
}

fn newest<'a>(
    records: &'a [Record],
    pair: &Pair,
    role: Role,
    fits: impl Fn(&Record) -> u8,
) -> Option<&'a Record> {
    records
        .iter()
        .filter(|record| {
            record.file_type == role.name()
                && Pair::new(&record.source_language, &record.target_language) == *pair
                && numbers(&record.version)
                    .first()
                    .is_some_and(|major| *major < NEXT_MAJOR)
        })
        .max_by_key(|record| {
            let is_final = !record
                .version
                .bytes()
                .any(|byte| byte.is_ascii_alphabetic());
            (
                fits(record),
                is_final,
                numbers(&record.version),
                record.attachment.size,
            )
        })
}

/// `3.1` as numbers; what follows a letter does not count.
fn numbers(version: &str) -> Vec<u64> {
    let digits = |part: &str| {
        let end = part.find(|letter: char| !letter.is_ascii_digit());
        part[..end.unwrap_or(part.len())].parse().unwrap_or(0)
    };
    version.split('.').map(digits).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn row(kind: &str, version: &str, size: u64) -> Value {
        json!({
            "name": format!("{kind}.iden.bin"), "fileType": kind, "version": version,
            "sourceLanguage": "id", "targetLanguage": "en", "architecture": "tiny",
            "decompressedHash": "a".repeat(64), "decompressedSize": size,
            "attachment": {"hash": "b".repeat(64), "size": size, "filename": "x.zst", "location": "a/b.zst"},
            "schema": 1, "filter_expression": "",
        })
    }

    fn records(rows: &[Value]) -> Vec<Record> {
        read(json!({ "data": rows }).to_string().as_bytes()).unwrap()
    }

    fn versions(rows: &[Value]) -> Option<Vec<String>> {
        let records = records(rows);
        let picked = pick(&records, &Pair::new("id", "en-US"))?;
        Some(
            picked
                .iter()
                .map(|(role, record)| format!("{} {}", role.name(), record.version))
                .collect(),
        )
    }

    #[test]
    fn the_newest_model_that_can_be_loaded_is_picked() {
        let rows = [
            row("model", "1.0", 1),
            row("vocab", "1.0", 1),
            row("model", "3.1", 1),
            row("vocab", "3.1", 1),
            row("model", "3.2a1", 1),
            row("model", "4.0", 1),
            row("vocab", "3.10", 1),
            row("lex", "3.1", 1),
        ];
        assert_eq!(versions(&rows).unwrap(), ["model 3.1", "vocab 3.1"]);
        assert_eq!(versions(&rows[..2]).unwrap(), ["model 1.0", "vocab 1.0"]);
        assert_eq!(versions(&rows[..1]), None);
        let halves = [
            row("model", "2.0", 1),
            row("srcvocab", "2.0", 1),
            row("trgvocab", "2.0", 1),
        ];
        assert_eq!(
            versions(&halves).unwrap(),
            ["model 2.0", "srcvocab 2.0", "trgvocab 2.0"]
        );
    }

    #[test]
    fn names_that_lead_elsewhere_are_passed_over() {
        for name in ["../x", "/etc/passwd", ".hidden", "a/b", ""] {
            let mut bad = row("model", "1.0", 1);
            bad["name"] = json!(name);
            assert!(records(&[bad]).is_empty(), "{name}");
        }
        let mut bad = row("model", "1.0", 1);
        bad["attachment"]["location"] = json!("../../x");
        assert!(records(&[bad, json!({"name": 1}), json!(7)]).is_empty());
        assert!(read(b"<html>").is_err());
        assert!(read(b"{}").is_err());
    }
}
