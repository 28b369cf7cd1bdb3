//! The head of a stored record: id, outcome and reason, read without
//! parsing the rest.

use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::outcome::{Outcome, ReasonKind};

/// How every line of ours begins.
pub(super) const BEGINNING: &[u8] = br#"{"schema":"#;

/// The first half of the hash of an id, so that a hundred thousand ids take
/// little memory whatever their length.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct IdHash([u8; 16]);

impl IdHash {
    /// The hash of an article's id.
    #[must_use]
    pub fn of(id: &str) -> Self {
        let hash = Sha256::digest(id);
        let mut first = [0; 16];
        first.copy_from_slice(&hash[..16]);
        Self(first)
    }

    /// Its bytes.
    #[must_use]
    pub fn bytes(&self) -> &[u8; 16] {
        &self.0
    }
}

/// How a stored article ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Ended {
    /// Its outcome.
    pub outcome: Outcome,
    /// Why it failed; none otherwise.
    pub reason: Option<ReasonKind>,
    /// The first 16 hexadecimal digits of the source's hash, by which a
    /// changed article under the same id can be told. None where the record
    /// has none.
    pub source: Option<u64>,
}

/// What a line says about its article.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Head {
    pub(super) id: IdHash,
    pub(super) ended: Ended,
}

#[derive(Deserialize)]
struct Whole<'a> {
    #[serde(rename = "schema")]
    _schema: u32,
    #[serde(borrow)]
    id: std::borrow::Cow<'a, str>,
    outcome: Outcome,
    reason: Option<WholeReason>,
}

#[derive(Deserialize)]
struct WholeReason {
    kind: ReasonKind,
}

/// Reads the head of a line, or tells that the line is no record. Lines as
/// this program writes them are read up to the reason only; others, such as
/// those another tool has written again, are parsed.
pub(super) fn read(line: &[u8]) -> Option<Head> {
    let (id, outcome, reason) = read_start(line).or_else(|| read_whole(line))?;
    Some(Head {
        id,
        ended: Ended {
            outcome,
            reason,
            source: source(line),
        },
    })
}

/// Whether the line is a complete record and not one that was cut.
pub(super) fn is_complete(line: &[u8]) -> bool {
    read_whole(line).is_some()
}

type Start = (IdHash, Outcome, Option<ReasonKind>);

fn read_whole(line: &[u8]) -> Option<Start> {
    let whole: Whole<'_> = serde_json::from_slice(line).ok()?;
    let reason = whole.reason.map(|reason| reason.kind);
    Some((IdHash::of(&whole.id), whole.outcome, reason))
}

fn read_start(line: &[u8]) -> Option<Start> {
    if line.last() != Some(&b'}') {
        return None;
    }
    let rest = line.strip_prefix(BEGINNING)?;
    let digits = rest.iter().take_while(|byte| byte.is_ascii_digit()).count();
    let rest = rest[digits..].strip_prefix(br#","id":""#)?;
    let (id, rest) = plain_string(rest)?;
    let (outcome, rest) = plain_string(rest.strip_prefix(br#","outcome":""#)?)?;
    let rest = rest.strip_prefix(br#","reason":"#)?;
    let reason = match rest.strip_prefix(br#"{"kind":""#) {
        Some(kind) => Some(named(plain_string(kind)?.0)?),
        None => {
            rest.strip_prefix(b"null")?;
            None
        }
    };
    Some((IdHash::of(id), named(outcome)?, reason))
}

/// A string up to its closing quotation mark, which escapes send to the
/// parser instead.
fn plain_string(bytes: &[u8]) -> Option<(&str, &[u8])> {
    let end = memchr::memchr2(b'"', b'\\', bytes)?;
    if bytes[end] == b'\\' {
        return None;
    }
    let text = std::str::from_utf8(&bytes[..end]).ok()?;
    Some((text, &bytes[end + 1..]))
}

/// The member of a closed set that has this name in records.
fn named<'a, T: Deserialize<'a>>(name: &'a str) -> Option<T> {
    let name = serde::de::value::BorrowedStrDeserializer::<serde::de::value::Error>::new(name);
    T::deserialize(name).ok()
}

/// The pattern cannot stand inside a JSON string, where its quotation marks
/// would be escaped. An indented record has a space after the colon.
fn source(line: &[u8]) -> Option<u64> {
    const KEY: &[u8] = br#""sha256":"#;
    let after = &line[memchr::memmem::find(line, KEY)? + KEY.len()..];
    let digits = after.trim_ascii_start().strip_prefix(b"\"")?.get(..16)?;
    u64::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
}

/// Whether a person had a hand in a record. The pattern cannot stand inside
/// a JSON string, where its quotation marks would be escaped; a record that
/// another tool has written again, with spaces, is parsed by the caller.
pub(super) fn is_reviewed(line: &[u8]) -> bool {
    const KEY: &[u8] = br#""review":"#;
    const UNTOUCHED: &[u8] = br#"{"state":"machine","by":null,"at":null}"#;
    let Some(at) = memchr::memmem::rfind(line, KEY) else {
        return false;
    };
    !line[at + KEY.len()..].starts_with(UNTOUCHED)
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAILED: &str = r#"{"schema":1,"id":"a","outcome":"failed","reason":{"kind":"bad_reply","message":"x"},"source":{"sha256":"00000000000000ff11"}}"#;

    #[test]
    fn reads_the_head_without_and_with_the_parser() {
        let expected = Head {
            id: IdHash::of("a"),
            ended: Ended {
                outcome: Outcome::Failed,
                reason: Some(ReasonKind::BadReply),
                source: Some(255),
            },
        };
        assert!(read_start(FAILED.as_bytes()).is_some());
        assert_eq!(read(FAILED.as_bytes()), Some(expected));
        let spaced = FAILED.replacen(':', ": ", 1);
        assert!(read_start(spaced.as_bytes()).is_none());
        assert_eq!(read(spaced.as_bytes()), read(FAILED.as_bytes()));
        let indented = FAILED.replace("sha256\":", "sha256\": ");
        assert_eq!(read(indented.as_bytes()), read(FAILED.as_bytes()));
    }

    #[test]
    fn an_escaped_id_is_the_same_id() {
        let line = r#"{"schema":1,"id":"a\"b\u00e9","outcome":"ok","reason":null}"#;
        let head = read(line.as_bytes()).expect("a record");
        assert_eq!(head.id, IdHash::of("a\"bé"));
    }

    #[test]
    fn other_lines_are_no_records() {
        for line in [
            "",
            "{}",
            "hello",
            r#"{"schema":1,"id":"a"}"#,
            r#"{"schema":1,"id":"a","outcome":"fine","reason":null}"#,
            r#"{"schema":1,"id":"a","outcome":"ok","reason":null"#,
        ] {
            assert_eq!(read(line.as_bytes()), None, "{line}");
        }
    }

    #[test]
    fn text_of_the_article_is_not_taken_for_its_hash() {
        let text = serde_json::to_string(r#""sha256":"ffffffffffffffff""#).expect("json");
        let line = format!(
            r#"{{"schema":1,"id":"a","outcome":"ok","reason":null,"source":{{"title":{text},"sha256":"0000000000000001"}}}}"#
        );
        assert_eq!(
            read(line.as_bytes()).and_then(|head| head.ended.source),
            Some(1)
        );
    }
}
