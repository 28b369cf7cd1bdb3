//! One object or table row of a crawler into a [`RawArticle`], by the names
//! that crawlers use. No particular program's shape is required.

use std::convert::Infallible;
use std::fmt;
use std::marker::PhantomData;

use serde::de::{Deserializer, IgnoredAny, MapAccess, Visitor};
use serde_json::error::Category;
use thiserror::Error;

pub(super) use self::gather::Several;
use self::gather::{Names, Single, Story};
pub(super) use self::names::means_missing;
pub(super) use self::names::{Field, Name, lookup};
use self::value::{Gather, Value};
use super::html::{is_markup, plain_text};
use crate::article::{Metadata, RawArticle};

mod gather;
mod names;
#[cfg(test)]
mod tests;
mod value;

/// Why an entry gives no article. The message holds nothing of the article.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FieldError {
    /// Not JSON.
    #[error("The entry is not valid JSON at column {column}; mend or remove it.")]
    Syntax {
        /// Where the reading stopped, in bytes from 1.
        column: usize,
    },
    /// JSON that ends too early, as after a crash of its writer.
    #[error("The entry ends in the middle of its JSON; write it again or remove it.")]
    Cut,
    /// A number, a string or a list.
    #[error("The entry is not a JSON object; give each article as an object with a \"text\".")]
    NotAnObject,
    /// None of the known names of a text is there.
    #[error(
        "The entry has no field with the text; call it \"text\", \"content\" or \"isi_berita\"."
    )]
    NoText,
}

/// Reads one JSON object. A field that is there but empty gives an empty
/// text, which is for the caller to judge.
///
/// # Errors
/// When it is not one JSON object or has no field for a text.
pub fn from_json(json: &str) -> Result<RawArticle, FieldError> {
    let mut fields = Fields::default();
    let mut reader = serde_json::Deserializer::from_str(json);
    reader
        .deserialize_map(ObjectVisitor(&mut fields))
        .and_then(|()| reader.end())
        .map_err(|error| match error.classify() {
            Category::Eof => FieldError::Cut,
            Category::Data => FieldError::NotAnObject,
            Category::Syntax | Category::Io => FieldError::Syntax {
                column: error.column(),
            },
        })?;
    fields.finish()
}

/// The id that [`from_json`] would give, read without the rest; none where
/// there is none, or the JSON is cut before it.
#[must_use]
pub fn id_from_json(json: &[u8]) -> Option<String> {
    let mut id = Id::default();
    let mut reader = serde_json::Deserializer::from_slice(json);
    reader.deserialize_map(ObjectVisitor(&mut id)).ok()?;
    id.0.value.and_then(|value| value.0)
}

/// A field's value, wherever it stands.
trait Feed {
    type Error;

    /// Gives the value to a gatherer.
    fn feed<G: Gather>(self, into: &mut G) -> Result<(), Self::Error>;

    /// Passes over the value.
    fn skip(self) -> Result<(), Self::Error>;
}

/// The value behind the key that a map has just given.
struct Member<'a, 'de, A> {
    object: &'a mut A,
    lifetime: PhantomData<&'de ()>,
}

impl<'de, A: MapAccess<'de>> Feed for Member<'_, 'de, A> {
    type Error = A::Error;

    fn feed<G: Gather>(self, into: &mut G) -> Result<(), A::Error> {
        self.object.next_value_seed(Value { into, depth: 0 })
    }

    fn skip(self) -> Result<(), A::Error> {
        self.object.next_value::<IgnoredAny>().map(|_| ())
    }
}

/// A cell of a table.
struct Cell<'a>(&'a str);

impl Feed for Cell<'_> {
    type Error = Infallible;

    fn feed<G: Gather>(self, into: &mut G) -> Result<(), Infallible> {
        into.text(self.0, 0);
        Ok(())
    }

    fn skip(self) -> Result<(), Infallible> {
        Ok(())
    }
}

/// A value and the rank of the name that gave it.
#[derive(Default)]
struct Ranked<G> {
    value: Option<G>,
    rank: u8,
}

/// Whether a gatherer found something.
trait Filled {
    fn is_filled(&self) -> bool;
}

impl Filled for Single {
    fn is_filled(&self) -> bool {
        self.0.is_some()
    }
}

impl Filled for Names {
    fn is_filled(&self) -> bool {
        !self.0.0.is_empty()
    }
}

impl Filled for Story {
    fn is_filled(&self) -> bool {
        self.text.as_ref().is_some_and(|text| !text.is_empty())
    }
}

impl<G: Gather + Filled + Default> Ranked<G> {
    /// Takes the value unless a better name gave one already.
    fn offer<F: Feed>(&mut self, rank: u8, from: F) -> Result<(), F::Error> {
        let known = self.value.as_ref().is_some_and(Filled::is_filled);
        if known && self.rank <= rank {
            return from.skip();
        }
        let mut value = G::default();
        from.feed(&mut value)?;
        if value.is_filled() || self.value.is_none() {
            self.value = Some(value);
            self.rank = rank;
        }
        Ok(())
    }
}

/// What takes values by the names they have.
trait TakeValues {
    /// Takes a value, or skips it.
    fn take<F: Feed>(&mut self, name: Name, from: F) -> Result<(), F::Error>;
}

/// The id alone.
#[derive(Default)]
struct Id(Ranked<Single>);

impl TakeValues for Id {
    fn take<F: Feed>(&mut self, name: Name, from: F) -> Result<(), F::Error> {
        match name.field {
            Field::Id => self.0.offer(name.rank, from),
            _ => from.skip(),
        }
    }
}

/// What was found of an article so far.
#[derive(Default)]
pub(crate) struct Fields {
    id: Ranked<Single>,
    title: Ranked<Single>,
    text: Ranked<Story>,
    html: Ranked<Single>,
    url: Ranked<Single>,
    published: Ranked<Single>,
    authors: Ranked<Names>,
    outlet: Ranked<Single>,
    tags: Several,
}

impl TakeValues for Fields {
    fn take<F: Feed>(&mut self, name: Name, from: F) -> Result<(), F::Error> {
        match name.field {
            Field::Id => self.id.offer(name.rank, from),
            Field::Title => self.title.offer(name.rank, from),
            Field::Text => self.text.offer(name.rank, from),
            Field::Html => self.html.offer(name.rank, from),
            Field::Url => self.url.offer(name.rank, from),
            Field::Published => self.published.offer(name.rank, from),
            Field::Author => self.authors.offer(name.rank, from),
            Field::Outlet => self.outlet.offer(name.rank, from),
            Field::Tags => from.feed(&mut self.tags),
        }
    }
}

impl Fields {
    /// Takes a table's cell under a known name.
    pub(crate) fn cell(&mut self, name: Name, text: &str) {
        match self.take(name, Cell(text)) {
            Ok(()) => {}
            Err(never) => match never {},
        }
    }

    /// The article.
    pub(crate) fn finish(self) -> Result<RawArticle, FieldError> {
        let single = |field: Ranked<Single>| field.value.and_then(|value| value.0);
        let (outlet, mut url) = (single(self.outlet), single(self.url));
        let outlet = outlet.filter(|outlet| {
            let is_address = outlet.starts_with("http://") || outlet.starts_with("https://");
            if is_address && url.is_none() {
                url = Some(outlet.clone());
            }
            !is_address
        });
        let mut article = RawArticle {
            id: single(self.id),
            title: single(self.title),
            text: String::new(),
            metadata: Metadata {
                outlet,
                byline: self
                    .authors
                    .value
                    .filter(Filled::is_filled)
                    .map(|names| names.0.0.join(", ")),
                published: single(self.published).map(date_of_seconds),
                url,
                tags: self.tags.0,
                ..Metadata::default()
            },
            file: None,
        };
        let html = single(self.html);
        let text = self.text.value.and_then(|story| story.text);
        article.text = match (text.filter(|text| html.is_none() || !text.is_empty()), html) {
            (Some(text), _) if is_markup(&text) => plain_text(&text, article.title.as_deref()),
            (Some(text), _) => text,
            (None, Some(html)) => plain_text(&html, article.title.as_deref()),
            (None, None) => return Err(FieldError::NoText),
        };
        Ok(article)
    }
}

/// Seconds or milliseconds since 1970 as RFC 3339; anything else unchanged.
fn date_of_seconds(published: String) -> String {
    let unit = match published.len() {
        10 => 1000,
        13 => 1,
        _ => return published,
    };
    published
        .parse::<i64>()
        .ok()
        .and_then(|count| jiff::Timestamp::from_millisecond(count.checked_mul(unit)?).ok())
        .map_or(published, |time| time.to_string())
}

/// Reads an object into whatever takes its values.
struct ObjectVisitor<'a, T>(&'a mut T);

impl<'de, T: TakeValues> Visitor<'de> for ObjectVisitor<'_, T> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut object: A) -> Result<(), A::Error> {
        while let Some(name) = object.next_key_seed(KeySeed)? {
            let member = Member {
                object: &mut object,
                lifetime: PhantomData,
            };
            match name {
                Some(name) => self.0.take(name, member)?,
                None => member.skip()?,
            }
        }
        Ok(())
    }
}

/// Reads a key without copying it.
struct KeySeed;

impl<'de> serde::de::DeserializeSeed<'de> for KeySeed {
    type Value = Option<Name>;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<Self::Value, D::Error> {
        reader.deserialize_str(self)
    }
}

impl Visitor<'_> for KeySeed {
    type Value = Option<Name>;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a key")
    }

    fn visit_str<E>(self, key: &str) -> Result<Self::Value, E> {
        Ok(lookup(key))
    }
}
