//! How an article travels to a language model and back.
//!
//! The default carrier is numbered, tagged plain text: every part follows a
//! marker line such as `[[7f3a9c2e:p3]]`, whose first half is a boundary
//! drawn anew for each request, so that no text inside an article can forge
//! one. Plain tags and not JSON, because models close JSON strings early at
//! quotation marks and still report a clean stop. A JSON-schema carrier is
//! an option for endpoints that enforce schemas.
//!
//! Replies are read strictly: every id once, in order, and nothing after the
//! end marker. Anything else is a [`Reason`] of the closed set.

use std::borrow::Cow;

use serde_json::{Value, json};

use crate::article::SummarySentence;
use crate::outcome::{Reason, ReasonKind};

/// One piece of text with the id under which it travels.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Segment<'a> {
    /// `title`, `p1`, or `p3.2` for the second piece of a long part.
    pub id: Cow<'a, str>,
    /// The text.
    pub text: Cow<'a, str>,
}

/// What is wanted back.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Wanted {
    /// The translation of every segment.
    Translation,
    /// A summary of the segments.
    Summary,
    /// Both, in one answer.
    Both,
}

impl Wanted {
    /// Whether the segments are to be translated.
    #[must_use]
    pub fn translation(self) -> bool {
        self != Self::Summary
    }

    /// Whether a summary is to be written.
    #[must_use]
    pub fn summary(self) -> bool {
        self != Self::Translation
    }
}

/// Which form the answer takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Carrier {
    /// Numbered, tagged plain text.
    #[default]
    Tagged,
    /// A JSON object that the endpoint holds to a schema.
    Schema,
}

/// A reply, taken apart.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Unpacked {
    /// One text for each segment that was sent, in its order; empty when
    /// only a summary was wanted.
    pub texts: Vec<String>,
    /// The sentences of the summary; empty when none was wanted.
    pub summary: Vec<SummarySentence>,
}

const SUMMARY: &str = "summary";
const END: &str = "end";

/// Writes the segments as marked text, for the question.
#[must_use]
pub fn pack(segments: &[Segment], boundary: &str) -> String {
    let size: usize = segments.iter().map(|s| s.text.len() + 24).sum();
    let mut text = String::with_capacity(size + 24);
    for segment in segments {
        push_marker(&mut text, boundary, &segment.id);
        text.push_str(&segment.text);
        text.push('\n');
    }
    push_marker(&mut text, boundary, END);
    text
}

fn push_marker(text: &mut String, boundary: &str, id: &str) {
    text.push_str("[[");
    text.push_str(boundary);
    text.push(':');
    text.push_str(id);
    text.push_str("]]\n");
}

/// The JSON schema of the answer, in the subset that every vendor takes.
#[must_use]
pub fn schema(wanted: Wanted) -> Value {
    let entry = |text_of: &str, parts: Value| {
        json!({"type": "object", "additionalProperties": false,
               "properties": {text_of: parts, "text": {"type": "string"}},
               "required": [text_of, "text"]})
    };
    let mut properties = serde_json::Map::new();
    if wanted.translation() {
        let items = entry("id", json!({"type": "string"}));
        properties.insert("parts".into(), json!({"type": "array", "items": items}));
    }
    if wanted.summary() {
        let ids = json!({"type": "array", "items": {"type": "string"}});
        let items = entry("parts", ids);
        properties.insert(SUMMARY.into(), json!({"type": "array", "items": items}));
    }
    let required: Vec<&String> = properties.keys().collect();
    json!({"type": "object", "additionalProperties": false,
           "required": required, "properties": properties})
}

/// Takes a reply apart.
///
/// # Errors
/// `reasoning_only`, `empty`, `refused` or `mismatch`, with what is wrong.
pub fn unpack(
    reply: &str,
    segments: &[Segment],
    wanted: Wanted,
    boundary: &str,
) -> Result<Unpacked, Reason> {
    let answer = without_fence(without_reasoning(reply)?);
    if answer.is_empty() {
        return Err(Reason::new(
            ReasonKind::Empty,
            "the model answered with no text",
        ));
    }
    if answer.starts_with('{') {
        return unpack_schema(answer, segments, wanted);
    }
    unpack_tagged(answer, segments, wanted, boundary)
}

fn unpack_tagged(
    answer: &str,
    segments: &[Segment],
    wanted: Wanted,
    boundary: &str,
) -> Result<Unpacked, Reason> {
    let mut expected: Vec<&str> = Vec::with_capacity(segments.len() + 2);
    if wanted.translation() {
        expected.extend(segments.iter().map(|segment| &*segment.id));
    }
    if wanted.summary() {
        expected.push(SUMMARY);
    }
    expected.push(END);

    let found = marked(answer, boundary, expected.len());
    if found.is_empty() {
        return Err(unmarked(answer));
    }
    let in_order = found.len() == expected.len()
        && found
            .iter()
            .zip(&expected)
            .all(|((id, _), want)| id == want);
    if !in_order {
        let ids: Vec<&str> = found.iter().map(|(id, _)| *id).collect();
        return Err(mismatch(&ids, &expected));
    }
    let mut unpacked = Unpacked {
        texts: Vec::with_capacity(segments.len()),
        summary: Vec::new(),
    };
    for (id, text) in found {
        match id {
            END if text.is_empty() => {}
            END => return Err(outside()),
            SUMMARY => unpacked.summary = summary_lines(text),
            _ if text.is_empty() => return Err(empty_part(id)),
            _ => unpacked.texts.push(one_paragraph(text)),
        }
    }
    check_summary(&unpacked, wanted)?;
    Ok(unpacked)
}

/// The marked pieces of an answer, in the order in which they stand; there are
/// to be `wanted`. What stands before the first marker is chatter and is left
/// out.
fn marked<'a>(answer: &'a str, boundary: &str, wanted: usize) -> Vec<(&'a str, &'a str)> {
    let opening = format!("[[{boundary}:");
    let mut pieces: Vec<(&str, usize, usize)> = Vec::with_capacity(wanted);
    let mut from = 0;
    for start in memchr::memmem::find_iter(answer.as_bytes(), &opening) {
        if start < from {
            continue;
        }
        let id_start = start + opening.len();
        let Some(length) = find(&answer[id_start..], "]]") else {
            break;
        };
        let id = &answer[id_start..id_start + length];
        if let Some(last) = pieces.last_mut() {
            last.2 = start;
        }
        from = id_start + length + 2;
        pieces.push((id, from, answer.len()));
    }
    pieces
        .into_iter()
        .map(|(id, start, end)| (id.trim(), answer[start..end].trim()))
        .collect()
}

/// Where a text stands in another: answers are long, and this is the quickest
/// there is.
fn find(text: &str, what: &str) -> Option<usize> {
    memchr::memmem::find(text.as_bytes(), what.as_bytes())
}

fn one_paragraph(text: &str) -> String {
    if memchr::memchr(b'\n', text.as_bytes()).is_none() {
        return text.to_owned();
    }
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let lines: Vec<&str> = lines.into_iter().filter(|line| !line.is_empty()).collect();
    lines.join(" ")
}

/// Reads lines of the form `[p1 p3] Sentence.`; the ids may be missing.
#[must_use]
pub fn summary_lines(text: &str) -> Vec<SummarySentence> {
    text.lines().filter_map(summary_line).collect()
}

fn summary_line(line: &str) -> Option<SummarySentence> {
    let line = line.trim().trim_start_matches(['-', '*', '•']).trim_start();
    let (ids, text) = match line.strip_prefix('[').and_then(|rest| rest.split_once(']')) {
        Some((ids, text)) => (ids, text.trim()),
        None => match line
            .strip_suffix(']')
            .and_then(|rest| rest.rsplit_once('['))
        {
            Some((text, ids)) => (ids, text.trim()),
            None => ("", line),
        },
    };
    (!text.is_empty()).then(|| SummarySentence {
        text: text.to_owned(),
        parts: ids
            .split(|c: char| c == ',' || c.is_whitespace())
            .filter(|id| !id.is_empty())
            .map(str::to_owned)
            .collect(),
    })
}

fn unpack_schema(answer: &str, segments: &[Segment], wanted: Wanted) -> Result<Unpacked, Reason> {
    let value = first_object(answer).ok_or_else(|| {
        Reason::new(
            ReasonKind::BadReply,
            "the model's answer is not complete JSON; try --carrier tagged",
        )
    })?;
    let mut unpacked = Unpacked::default();
    if wanted.translation() {
        let parts = entries(&value, "parts");
        let ids: Vec<&str> = parts.iter().map(|part| text_at(part, "id")).collect();
        let expected: Vec<&str> = segments.iter().map(|segment| &*segment.id).collect();
        if ids != expected {
            return Err(mismatch(&ids, &expected));
        }
        for part in parts {
            let text = one_paragraph(text_at(part, "text").trim());
            if text.is_empty() {
                return Err(empty_part(text_at(part, "id")));
            }
            unpacked.texts.push(text);
        }
    }
    if wanted.summary() {
        unpacked.summary = entries(&value, SUMMARY)
            .iter()
            .map(|sentence| SummarySentence {
                text: text_at(sentence, "text").trim().to_owned(),
                parts: entries(sentence, "parts")
                    .iter()
                    .filter_map(|id| id.as_str().map(str::to_owned))
                    .collect(),
            })
            .filter(|sentence| !sentence.text.is_empty())
            .collect();
    }
    check_summary(&unpacked, wanted)?;
    Ok(unpacked)
}

/// The first JSON value of the text, whatever follows it.
fn first_object(text: &str) -> Option<Value> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<Value>();
    values.next()?.ok()
}

fn entries<'a>(value: &'a Value, key: &str) -> &'a [Value] {
    value
        .get(key)
        .and_then(Value::as_array)
        .map_or(&[], Vec::as_slice)
}

fn text_at<'a>(value: &'a Value, key: &str) -> &'a str {
    value.get(key).and_then(Value::as_str).unwrap_or_default()
}

fn check_summary(unpacked: &Unpacked, wanted: Wanted) -> Result<(), Reason> {
    if wanted.summary() && unpacked.summary.is_empty() {
        return Err(Reason::new(
            ReasonKind::Mismatch,
            "the answer holds no summary",
        ));
    }
    Ok(())
}

/// Takes one leading block of reasoning off: `<think>…</think>`,
/// `<thinking>…</thinking>`, or all before a lone closing tag.
fn without_reasoning(reply: &str) -> Result<&str, Reason> {
    let reply = reply.trim_start_matches('\u{feff}').trim();
    for (open, close) in [("<think>", "</think>"), ("<thinking>", "</thinking>")] {
        let rest = match (reply.starts_with(open), find(reply, close)) {
            (_, Some(at)) => reply[at + close.len()..].trim(),
            (true, None) => "",
            (false, None) => continue,
        };
        if rest.is_empty() {
            return Err(Reason::new(
                ReasonKind::ReasoningOnly,
                "the model reasoned and gave no answer; raise max_output_tokens or turn its thinking off",
            ));
        }
        return Ok(rest);
    }
    Ok(reply)
}

/// Takes a code fence around the whole answer off.
fn without_fence(answer: &str) -> &str {
    let Some(inside) = answer
        .strip_prefix("```")
        .and_then(|rest| rest.trim_end().strip_suffix("```"))
    else {
        return answer;
    };
    match inside.split_once('\n') {
        Some((language, text)) if !language.contains("[[") => text.trim(),
        _ => inside.trim(),
    }
}

const REFUSALS: [&str; 14] = [
    "i can't",
    "i can’t",
    "i cannot",
    "i'm sorry",
    "i’m sorry",
    "i am sorry",
    "sorry,",
    "i'm unable",
    "i am unable",
    "i won't",
    "as an ai",
    "i must decline",
    "maaf,",
    "saya tidak dapat",
];

fn unmarked(answer: &str) -> Reason {
    let start: String = answer.chars().take(80).collect::<String>().to_lowercase();
    if REFUSALS.iter().any(|refusal| start.starts_with(refusal)) {
        return Reason::new(
            ReasonKind::Refused,
            "the model declined to answer; try another model or a fallback endpoint",
        );
    }
    Reason::new(
        ReasonKind::Mismatch,
        "the answer holds none of the part markers that were asked for; the model may be too small for the task",
    )
}

fn outside() -> Reason {
    Reason::new(
        ReasonKind::Mismatch,
        "the answer goes on after its end marker",
    )
}

fn empty_part(id: &str) -> Reason {
    Reason::new(
        ReasonKind::Mismatch,
        format!("part {} came back empty", safe_id(id)),
    )
}

fn mismatch(found: &[&str], expected: &[&str]) -> Reason {
    let missing: Vec<&str> = expected
        .iter()
        .filter(|id| !found.contains(id))
        .copied()
        .collect();
    let doubled = found
        .iter()
        .enumerate()
        .find(|(at, id)| found[..*at].contains(id));
    let added = found.iter().find(|id| !expected.contains(id));
    let message = if !missing.is_empty() {
        format!("the answer lacks {}", list(&missing))
    } else if let Some((_, id)) = doubled {
        format!("the answer holds {} twice", safe_id(id))
    } else if let Some(id) = added {
        format!("the answer holds a part {} that was not sent", safe_id(id))
    } else {
        "the answer's parts are out of order".to_owned()
    };
    Reason::new(ReasonKind::Mismatch, message)
}

fn list(ids: &[&str]) -> String {
    const SHOWN: usize = 5;
    let mut text = ids[..ids.len().min(SHOWN)].join(", ");
    if ids.len() > SHOWN {
        text.push_str(&format!(" and {} more", ids.len() - SHOWN));
    }
    text
}

/// An id as it may be shown: ours are short and plain, a foreign one may be
/// anything.
fn safe_id(id: &str) -> String {
    id.chars()
        .filter(|c| c.is_ascii_alphanumeric() || *c == '.')
        .take(12)
        .collect()
}

#[cfg(test)]
mod tests;
