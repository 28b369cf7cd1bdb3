//! IPTC ninjs 3.1, one object a line: news in JSON, with how it was made in
//! `digitalSourceType` (<https://www.iptc.org/std/ninjs/>).

use serde_json::{Map, Value, json};

use super::html::{escaped, followable};
use super::{safe, title_of, txt};
use crate::article::{PartKind, Record, ReviewState, Severity};
use crate::demo;
use crate::outcome::Outcome;
use crate::output::head::IdHash;

/// The terms of <http://cv.iptc.org/newscodes/digitalsourcetype/>.
const VOCABULARY: &str = "http://cv.iptc.org/newscodes/digitalsourcetype/";

/// The record as a ninjs object.
pub(super) fn render(record: &Record) -> String {
    let mut object = json!({
        "uri": uri(record, "translation"),
        "type": "text",
        "representationType": if record.outcome == Outcome::Failed { "partial" } else { "full" },
        "profile": "alih-translation",
        "pubStatus": if record.review.state == ReviewState::Approved { "usable" } else { "withheld" },
        "altIds": [{"role": "alih", "value": record.id}],
        "edNote": note(record),
        "associations": [source(record)],
        "standard": {
            "name": "ninjs",
            "version": "3.1",
            "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#",
        },
    });
    let Some(fields) = object.as_object_mut() else {
        return String::new();
    };
    times(record, fields);
    texts(record, fields);
    origin(record, fields);
    harmless(&mut object);
    object.to_string()
}

/// No string of it steers a terminal or the writing direction.
fn harmless(value: &mut Value) {
    match value {
        Value::String(text) => *text = safe(text),
        Value::Array(values) => values.iter_mut().for_each(harmless),
        Value::Object(fields) => fields.values_mut().for_each(harmless),
        Value::Null | Value::Bool(_) | Value::Number(_) => {}
    }
}

fn put(fields: &mut Map<String, Value>, name: &str, value: Option<impl Into<Value>>) {
    if let Some(value) = value {
        fields.insert(name.to_owned(), value.into());
    }
}

/// The same article, source and language have the same name.
fn uri(record: &Record, what: &str) -> String {
    let hash = IdHash::of(&format!("{}\n{}", record.id, record.source.sha256));
    let digits: String = hash
        .bytes()
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!("urn:x-alih:{what}:{digits}")
}

/// Only times with a zone are times of ninjs.
fn time(text: &str) -> Option<String> {
    let time: jiff::Timestamp = text.trim().parse().ok()?;
    Some(format!("{time:.3}"))
}

fn times(record: &Record, fields: &mut Map<String, Value>) {
    let reviewed = record.review.at.as_deref().and_then(time);
    put(fields, "firstCreated", time(&record.provenance.started));
    put(
        fields,
        "versionCreated",
        reviewed.or_else(|| time(&record.provenance.finished)),
    );
    let published = record.source.metadata.published.as_deref();
    put(fields, "contentCreated", published.and_then(time));
}

fn texts(record: &Record, fields: &mut Map<String, Value>) {
    let metadata = &record.source.metadata;
    put(fields, "by", metadata.byline.as_deref());
    put(fields, "located", metadata.dateline_place.as_deref());
    if !metadata.tags.is_empty() {
        let tags = metadata.tags.iter().map(|tag| json!({"name": tag}));
        fields.insert("subjects".to_owned(), tags.collect());
    }
    let mut descriptions = Vec::new();
    if let Some(summary) = &record.summary {
        descriptions.push(described("summary", &txt::joined(summary)));
    }
    for (role, label) in [
        ("disclosure-en", &record.label.en),
        ("disclosure-id", &record.label.id),
    ] {
        if !label.is_empty() {
            descriptions.push(described(role, label));
        }
    }
    if !descriptions.is_empty() {
        fields.insert("descriptions".to_owned(), descriptions.into());
    }
    let Some(translation) = &record.translation else {
        return;
    };
    fields.insert("language".to_owned(), translation.lang.clone().into());
    fields.insert(
        "headlines".to_owned(),
        json!([described("main", title_of(record))]),
    );
    let plain: Vec<String> = translation
        .parts
        .iter()
        .map(|part| safe(&part.text))
        .collect();
    let plain = plain.join("\n\n");
    let marked: String = translation
        .parts
        .iter()
        .zip(&record.source.parts)
        .map(|(part, source)| element(source.kind, &part.text))
        .collect();
    fields.insert(
        "bodies".to_owned(),
        json!([
            {
                "role": "main",
                "contentType": "text/plain",
                "charCount": plain.chars().count(),
                "wordCount": plain.split_whitespace().count(),
                "value": plain,
            },
            {"role": "main", "contentType": "text/html", "value": marked},
        ]),
    );
}

fn element(kind: PartKind, text: &str) -> String {
    let text = escaped(text);
    match kind {
        PartKind::Headline | PartKind::SubHeading => format!("<h2>{text}</h2>"),
        PartKind::Quotation => format!("<blockquote><p>{text}</p></blockquote>"),
        PartKind::Body | PartKind::Caption | PartKind::ListItem => format!("<p>{text}</p>"),
    }
}

fn described(role: &str, text: &str) -> Value {
    json!({"role": role, "contentType": "text/plain", "value": text})
}

fn origin(record: &Record, fields: &mut Map<String, Value>) {
    let provenance = &record.provenance;
    let model = provenance
        .model_answered
        .as_ref()
        .or(provenance.model_asked.as_ref());
    let mut sources = Vec::new();
    if let Some(outlet) = &record.source.metadata.outlet {
        sources.push(json!({"name": outlet, "role": "originator"}));
    }
    if record.translation.is_some() {
        let name = model.unwrap_or(&provenance.endpoint);
        sources.push(json!({
            "name": name,
            "role": "machine translation",
            "literal": format!("{} at {}", provenance.endpoint, provenance.host),
        }));
    }
    if let Some(by) = &record.review.by {
        sources.push(json!({"name": by, "role": "editor"}));
    }
    if !sources.is_empty() {
        fields.insert("infoSources".to_owned(), sources.into());
    }
    if let Some(term) = source_type(record) {
        fields.insert(
            "digitalSourceType".to_owned(),
            json!({"name": term, "uri": format!("{VOCABULARY}{term}")}),
        );
    }
}

/// How the text was made, as the vocabulary has it.
fn source_type(record: &Record) -> Option<&'static str> {
    let made = record.translation.is_some() || record.summary.is_some();
    let provenance = &record.provenance;
    if !made || provenance.endpoint == demo::NAME {
        return None;
    }
    Some(
        match (provenance.kind.as_str(), record.review.edits.is_empty()) {
            ("apertium", true) => "algorithmicMedia",
            (_, true) => "trainedAlgorithmicMedia",
            (_, false) => "compositeWithTrainedAlgorithmicMedia",
        },
    )
}

fn note(record: &Record) -> String {
    let mut note = super::facts::review(record);
    if let Some(reason) = &record.reason {
        note.push_str(&format!("; failed: {reason}"));
    }
    for flag in &record.flags {
        if flag.severity > Severity::Info {
            let part = flag.part.as_deref().unwrap_or("article");
            note.push_str(&format!("\n{part}, {}: {}", flag.check, flag.message));
        }
    }
    note
}

fn source(record: &Record) -> Value {
    let own = &record.source;
    let address = own.metadata.url.as_deref().and_then(followable);
    let text: Vec<&str> = own.parts.iter().map(|part| part.text.as_str()).collect();
    let title = own.title.as_deref().unwrap_or(&record.id);
    json!({
        "name": "source",
        "rel": "translatedFrom",
        "uri": address.filter(|address| is_uri(address)).map_or_else(|| uri(record, "source"), str::to_owned),
        "type": "text",
        "language": own.lang,
        "headlines": [described("main", title)],
        "bodies": [{"role": "main", "contentType": "text/plain", "value": text.join("\n\n")}],
    })
}

/// Whether the standard takes an address as it is: RFC 3986 is narrower than
/// what browsers follow.
fn is_uri(address: &str) -> bool {
    let bytes = address.as_bytes();
    let is_escape = |at: usize| {
        let digits = bytes.get(at + 1..at + 3);
        digits.is_some_and(|digits| digits.iter().all(u8::is_ascii_hexdigit))
    };
    let fits = |(at, byte): (usize, &u8)| match byte {
        b'%' => is_escape(at),
        byte => byte.is_ascii_alphanumeric() || b"-._~:/?#@!$&'()*+,;=".contains(byte),
    };
    url::Url::parse(address).is_ok()
        && address.matches('#').count() < 2
        && bytes.iter().enumerate().all(fits)
}
