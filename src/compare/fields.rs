//! Pairs of source and translation in JSON, under the names that tools give
//! them.

use serde_json::{Map, Value};

use crate::article::{RawArticle, Record, SummarySentence};
use crate::outcome::{Reason, ReasonKind};

use crate::prepared::prepare;

use super::{Case, Foreign, Unusable, foreign, record, said};

/// Names of fields that hold a source, and names of fields that may then hold
/// its translation. The first row of which both are there counts: `src` is in
/// some corpora the name of the corpus, and `id` in most of them an id.
pub const PAIRS: [(&[&str], &[&str]); 3] = [
    (
        &[
            "source",
            "source_text",
            "id_text",
            "text_id",
            "indonesian",
            "text",
            "content",
        ],
        &[
            "translation",
            "translation_text",
            "target",
            "target_text",
            "en_text",
            "text_en",
            "english",
            "en",
            "mt",
        ],
    ),
    (&["src"], &["tgt", "mt", "translation", "target"]),
    (&["id"], &["en"]),
];

/// Names of a source's headline.
const TITLES: [&str; 4] = ["title", "source_title", "title_id", "judul"];
/// Names of a translation's headline.
const TRANSLATED_TITLES: [&str; 4] = [
    "translation_title",
    "translated_title",
    "title_en",
    "target_title",
];
/// Names of a summary.
const SUMMARIES: [&str; 2] = ["summary", "summary_en"];

/// A case out of one JSON object: a record of this program, or a pair.
///
/// # Errors
/// `input` where it is neither, or one that [`record`] or [`foreign`] gives.
pub fn from_json(text: &str) -> Result<Case, Unusable> {
    let value: Value = serde_json::from_str(text)
        .map_err(|error| refuse(&format!("this is not JSON ({error}); correct it")))?;
    let Value::Object(fields) = value else {
        let told = "this is JSON but no object; give one object for each article";
        return Err(refuse(told).into());
    };
    if fields.contains_key("schema") && fields.contains_key("outcome") {
        let own: Record = serde_json::from_value(Value::Object(fields)).map_err(|error| {
            refuse(&format!(
                "this is no whole record of alih ({error}); make it again"
            ))
        })?;
        return record(own);
    }
    let (source, translation) = pair(&fields)?;
    let id = source.id.clone();
    foreign(prepare(source), translation).map_err(|reason| Unusable { id, reason })
}

fn refuse(message: &str) -> Reason {
    Reason::new(ReasonKind::Input, message)
}

fn pair(fields: &Map<String, Value>) -> Result<(RawArticle, Foreign), Reason> {
    let nested = fields.get("translation").and_then(Value::as_object);
    if let Some(nested) = nested.filter(|own| own.contains_key("id") && own.contains_key("en")) {
        let source = RawArticle {
            id: id(fields),
            text: first(nested, &["id"]).unwrap_or_default(),
            ..RawArticle::default()
        };
        let translation = Foreign {
            text: first(nested, &["en"]).unwrap_or_default(),
            ..Foreign::default()
        };
        return Ok((source, translation));
    }
    let found = PAIRS.iter().find_map(|(sources, translations)| {
        Some((
            *sources,
            first(fields, sources)?,
            first(fields, translations)?,
        ))
    });
    let Some((names, source, translation)) = found else {
        return Err(refuse(
            "no field holds a source and its translation; call them \"source\" and \"translation\"",
        ));
    };
    let metadata = crate::article::Metadata {
        published: first(fields, &["published", "date"]),
        ..Default::default()
    };
    let source = RawArticle {
        id: (!names.contains(&"id")).then(|| id(fields)).flatten(),
        title: first(fields, &TITLES),
        text: source,
        metadata,
        ..RawArticle::default()
    };
    let summary = SUMMARIES.iter().find_map(|name| fields.get(*name));
    let translation = Foreign {
        title: first(fields, &TRANSLATED_TITLES),
        text: translation,
        summary: summary.map(sentences).unwrap_or_default(),
    };
    Ok((source, translation))
}

/// The first of these fields that holds text.
fn first(fields: &Map<String, Value>, names: &[&str]) -> Option<String> {
    let texts = names
        .iter()
        .filter_map(|name| fields.get(*name).and_then(text));
    texts.into_iter().find(|text| !text.trim().is_empty())
}

/// A string, or a list of paragraphs.
fn text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Array(list) => {
            let paragraphs: Option<Vec<&str>> = list.iter().map(Value::as_str).collect();
            paragraphs.map(|paragraphs| paragraphs.join("\n\n"))
        }
        _ => None,
    }
}

fn id(fields: &Map<String, Value>) -> Option<String> {
    match fields.get("id")? {
        Value::String(text) if !text.trim().is_empty() => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A summary: text, a list of sentences, or sentences with their parts.
fn sentences(value: &Value) -> Vec<SummarySentence> {
    match value {
        Value::String(text) => said::read(text),
        Value::Array(list) => list.iter().flat_map(sentences).collect(),
        Value::Object(fields) => match fields.get("sentences") {
            Some(list) => sentences(list),
            None => serde_json::from_value(value.clone()).into_iter().collect(),
        },
        _ => Vec::new(),
    }
}
