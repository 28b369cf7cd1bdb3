//! The template of a request, and how its holes are filled.

use serde::Deserialize;
use serde_json::{Map, Value};

use super::super::{Hint, Limits, Method, pointer};

/// The keys of an endpoint's table in settings that make its template.
pub const KEYS: [&str; 7] = [
    "url",
    "method",
    "body",
    "body_kind",
    "response",
    "retry_statuses",
    "fatal_statuses",
];

/// How a body travels.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BodyKind {
    /// As JSON.
    #[default]
    Json,
    /// As a form.
    Form,
}

/// A template whose holes and pointers are known to be good.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(try_from = "Table")]
pub struct Template {
    /// The address, with holes.
    pub url: String,
    /// The method.
    pub method: Method,
    /// The body, with holes.
    pub body: Value,
    /// How it travels.
    pub body_kind: BodyKind,
    /// Where the translations stand in a reply.
    pub texts: String,
    /// Where the language that was found stands.
    pub detected: Option<String>,
    /// Where an error stands.
    pub error: Option<String>,
    /// Statuses after which to try again.
    pub retry_statuses: Vec<u16>,
    /// Statuses after which to end the run.
    pub fatal_statuses: Vec<u16>,
    /// How many texts a request takes.
    pub takes: Takes,
}

/// How many texts a request takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Takes {
    /// One, at `{{text}}`.
    One,
    /// Many, at `{{texts}}`.
    Many,
}

impl Template {
    /// Limits as the template allows them.
    #[must_use]
    pub fn limits(&self, limits: Limits) -> Limits {
        match self.takes {
            Takes::One => Limits { items: 1, ..limits },
            Takes::Many => limits,
        }
    }

    /// What the service is told besides the texts: what there are holes for.
    #[must_use]
    pub fn hint(&self) -> Hint {
        let body = self.body.to_string();
        let has = |hole: &str| self.url.contains(hole) || body.contains(hole);
        Hint {
            title: has("{{title}}"),
            context: has("{{context}}"),
        }
    }
}

/// What is wrong with a template.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum TemplateError {
    /// A hole that nothing fills.
    #[error(
        "{{{{{0}}}}} is no placeholder; use text, texts, source, target, title, context or key"
    )]
    UnknownHole(String),
    /// A hole where it cannot be.
    #[error("{{{{{0}}}}} cannot stand there; put {1}")]
    Misplaced(&'static str, &'static str),
    /// No text, or both forms of it.
    #[error("url and body must hold either {{{{text}}}} or {{{{texts}}}}; put one of them in")]
    Text,
    /// An address that is none.
    #[error("url must begin with http:// or https:// and a host without placeholders; correct it")]
    Url,
    /// A pointer that is none.
    #[error("{0} is no JSON pointer with at most one *; write it like /data/*/text")]
    Pointer(String),
    /// No pointer to the text, or two.
    #[error("give either response.text or response.texts, not both")]
    Response,
    /// A body that the method or kind cannot carry.
    #[error("{0}")]
    Body(&'static str),
}

/// A template as it is written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Table {
    url: String,
    #[serde(default)]
    method: MethodName,
    #[serde(default)]
    body: Map<String, Value>,
    #[serde(default)]
    body_kind: BodyKind,
    response: Response,
    #[serde(default)]
    retry_statuses: Vec<u16>,
    #[serde(default)]
    fatal_statuses: Vec<u16>,
}

#[derive(Deserialize, Default)]
enum MethodName {
    #[serde(rename = "GET", alias = "get")]
    Get,
    #[default]
    #[serde(rename = "POST", alias = "post")]
    Post,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Response {
    text: Option<String>,
    texts: Option<String>,
    detected: Option<String>,
    error: Option<String>,
}

impl TryFrom<Table> for Template {
    type Error = TemplateError;

    fn try_from(table: Table) -> Result<Self, TemplateError> {
        let method = match table.method {
            MethodName::Get => Method::Get,
            MethodName::Post => Method::Post,
        };
        if method == Method::Get && !table.body.is_empty() {
            return Err(TemplateError::Body(
                "a GET has no body; put the placeholders into url or use POST",
            ));
        }
        let nested = |value: &Value| value.is_object();
        if table.body_kind == BodyKind::Form && table.body.values().any(nested) {
            return Err(TemplateError::Body(
                "a form has no objects in it; use body_kind = \"json\" or plain values",
            ));
        }
        let texts = match (table.response.text, table.response.texts) {
            (Some(one), None) | (None, Some(one)) => one,
            _ => return Err(TemplateError::Response),
        };
        let body = Value::Object(table.body);
        let takes = check_holes(&table.url, &body)?;
        let pointers = [&table.response.detected, &table.response.error];
        for at in pointers.into_iter().flatten().chain([&texts]) {
            if !pointer::is_usable(at) {
                return Err(TemplateError::Pointer(at.clone()));
            }
        }
        Ok(Self {
            url: table.url,
            method,
            body,
            body_kind: table.body_kind,
            texts,
            detected: table.response.detected,
            error: table.response.error,
            retry_statuses: table.retry_statuses,
            fatal_statuses: table.fatal_statuses,
            takes,
        })
    }
}

fn check_holes(url: &str, body: &Value) -> Result<Takes, TemplateError> {
    let rest = ["https://", "http://"]
        .iter()
        .find_map(|scheme| url.strip_prefix(scheme))
        .ok_or(TemplateError::Url)?;
    let host = rest.split(['/', '?']).next().unwrap_or_default();
    if host.is_empty() || host.contains('{') || host.contains('@') {
        return Err(TemplateError::Url);
    }
    let in_url = holes(url)?;
    if in_url.contains(&Hole::Key) {
        let where_to = "it into headers or body, because addresses are logged";
        return Err(TemplateError::Misplaced("key", where_to));
    }
    let mut found = in_url.clone();
    collect(body, &mut found)?;
    if in_url.contains(&Hole::Texts) {
        return Err(TemplateError::Misplaced("texts", ALONE));
    }
    match (found.contains(&Hole::Text), found.contains(&Hole::Texts)) {
        (true, false) => Ok(Takes::One),
        (false, true) => Ok(Takes::Many),
        _ => Err(TemplateError::Text),
    }
}

const ALONE: &str = "it alone into a value of the body";

fn collect(value: &Value, found: &mut Vec<Hole>) -> Result<(), TemplateError> {
    match value {
        Value::String(text) => {
            let own = holes(text)?;
            if own.contains(&Hole::Texts) && alone(text) != Some(Hole::Texts) {
                return Err(TemplateError::Misplaced("texts", ALONE));
            }
            found.extend(own);
            Ok(())
        }
        Value::Array(values) => values.iter().try_for_each(|value| collect(value, found)),
        Value::Object(fields) => fields.values().try_for_each(|value| collect(value, found)),
        _ => Ok(()),
    }
}

/// What can be put into a template.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Hole {
    Text,
    Texts,
    Source,
    Target,
    Title,
    Context,
    Key,
}

const HOLES: [(&str, Hole); 7] = [
    ("text", Hole::Text),
    ("texts", Hole::Texts),
    ("source", Hole::Source),
    ("target", Hole::Target),
    ("title", Hole::Title),
    ("context", Hole::Context),
    ("key", Hole::Key),
];

fn holes(template: &str) -> Result<Vec<Hole>, TemplateError> {
    pieces(template)
        .filter_map(|piece| match piece {
            Piece::Plain(_) => None,
            Piece::Hole(name) => Some(hole(name)),
        })
        .collect()
}

fn hole(name: &str) -> Result<Hole, TemplateError> {
    let row = HOLES.iter().find(|(own, _)| *own == name.trim());
    row.map(|(_, hole)| *hole)
        .ok_or_else(|| TemplateError::UnknownHole(name.trim().to_owned()))
}

/// The hole that is all there is.
fn alone(template: &str) -> Option<Hole> {
    let mut pieces = pieces(template);
    match (pieces.next(), pieces.next()) {
        (Some(Piece::Hole(name)), None) => hole(name).ok(),
        _ => None,
    }
}

enum Piece<'a> {
    Plain(&'a str),
    Hole(&'a str),
}

/// Plain text and holes, in turn. Braces that never close are plain text.
fn pieces(template: &str) -> impl Iterator<Item = Piece<'_>> {
    let mut rest = template;
    std::iter::from_fn(move || {
        if rest.is_empty() {
            return None;
        }
        if let Some(inside) = rest.strip_prefix("{{")
            && let Some((name, behind)) = inside.split_once("}}")
        {
            rest = behind;
            return Some(Piece::Hole(name));
        }
        let next = rest.match_indices("{{").map(|(at, _)| at);
        let end = next.into_iter().find(|at| *at > 0).unwrap_or(rest.len());
        let (plain, behind) = rest.split_at(end);
        rest = behind;
        Some(Piece::Plain(plain))
    })
}

/// What the holes are filled with.
pub(super) struct Filling<'a> {
    pub texts: &'a [String],
    pub source: &'a str,
    pub target: &'a str,
    pub title: Option<&'a str>,
    pub context: Option<&'a str>,
    pub key: Option<&'a str>,
}

impl Filling<'_> {
    /// None where the article or the settings have no such thing.
    fn at(&self, hole: Hole) -> Option<String> {
        match hole {
            Hole::Text | Hole::Texts => Some(self.texts.join("\n\n")),
            Hole::Source => Some(self.source.to_owned()),
            Hole::Target => Some(self.target.to_owned()),
            Hole::Title => self.title.map(str::to_owned),
            Hole::Context => self.context.map(str::to_owned),
            Hole::Key => self.key.map(str::to_owned),
        }
    }
}

/// Fills the holes of a value; none where it is a hole that nothing fills.
pub(super) fn fill(value: &Value, filling: &Filling<'_>) -> Option<Value> {
    Some(match value {
        Value::String(text) if alone(text) == Some(Hole::Texts) => filling.texts.into(),
        Value::String(text) => match alone(text) {
            Some(hole) => Value::String(filling.at(hole)?),
            None => Value::String(fill_text(text, filling, str::to_owned)),
        },
        Value::Array(values) => values
            .iter()
            .filter_map(|value| fill(value, filling))
            .collect(),
        Value::Object(fields) => fields
            .iter()
            .filter_map(|(name, value)| Some((name.clone(), fill(value, filling)?)))
            .collect::<Map<_, _>>()
            .into(),
        other => other.clone(),
    })
}

/// Fills the holes of a text, each with its value as `encode` writes it.
pub(super) fn fill_text(
    template: &str,
    filling: &Filling<'_>,
    encode: fn(&str) -> String,
) -> String {
    let mut text = String::new();
    for piece in pieces(template) {
        match piece {
            Piece::Plain(plain) => text.push_str(plain),
            Piece::Hole(name) => {
                let value = hole(name).ok().and_then(|hole| filling.at(hole));
                text.push_str(&encode(&value.unwrap_or_default()));
            }
        }
    }
    text
}
