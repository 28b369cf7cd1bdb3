//! One document, from a file, the standard input or the network, into its
//! articles.

use std::io::{Cursor, Read};
use std::path::Path;

use super::shape::{Shape, Stream, by_content, by_name};
use super::{Found, Item, Items, Reading, feed};
use crate::article::RawArticle;
use crate::caught::caught;
use crate::fetch::Document;
use crate::input::csv::TableArticles;
use crate::input::encoding::decode;
use crate::input::html::{Verdict, declared_charset, page};
use crate::input::lines::{JsonArticles, Line, Unit};
use crate::input::opening::open;
use crate::manuscript::{Manuscript, WebStory};
use crate::outcome::{Reason, ReasonKind};

/// More than the reader of pages takes, which then says so.
const MOST_OF_A_PAGE: u64 = (8 << 20) + 1;
/// More than the reader of feeds takes, which then says so.
const MOST_OF_A_FEED: u64 = (16 << 20) + 1;

/// Where a document comes from.
#[derive(Clone, Default)]
pub(super) struct Origin {
    /// How messages name it.
    pub place: String,
    /// The id of its article, where it holds one.
    pub id: Option<String>,
    /// Its file.
    pub file: Option<String>,
    /// Its address.
    pub url: Option<String>,
    /// The encoding that its server names.
    pub charset: Option<String>,
    /// What was noticed on the way here.
    pub note: Option<String>,
}

impl Origin {
    /// Nothing but an item that says why there is no article.
    pub fn bad(&self, kind: ReasonKind, message: impl Into<String>) -> Item {
        Item::new(&self.place, Found::Bad(Reason::new(kind, message)))
    }

    /// A place that the operating system does not let us read.
    pub fn unreadable(&self, error: &std::io::Error) -> Item {
        self.bad(
            ReasonKind::Input,
            format!("it cannot be read ({error}); check the file"),
        )
    }
}

/// The articles of a file or of the standard input.
pub(super) fn local(
    origin: Origin,
    path: Option<&Path>,
    stream: impl Read + Send + 'static,
    reading: &Reading,
) -> Items {
    match opened(path, stream) {
        Ok((shape, stream)) => items(origin, shape, stream, reading),
        Err(error) => only(origin.unreadable(&error)),
    }
}

/// What a file or the standard input holds, ready to be read.
pub(super) fn opened(
    path: Option<&Path>,
    stream: impl Read + Send + 'static,
) -> std::io::Result<(Shape, Stream)> {
    let named = path.and_then(by_name);
    let stream = open(stream)?;
    let (content, stream) = match named {
        Some(shape @ (Shape::Json | Shape::Table | Shape::Text)) => (shape, stream),
        _ => by_content(stream)?,
    };
    let shape = match (content, named) {
        // A page may be called .xml and a feed .html.
        (Shape::Page | Shape::Feed, _) | (_, None) => content,
        (_, Some(named)) => named,
    };
    Ok((shape, stream))
}

/// The articles of what the network gave.
pub(super) fn fetched(mut origin: Origin, document: Document, reading: &Reading) -> Items {
    origin.url = Some(document.url);
    origin.charset = document.charset;
    origin.note = document.note;
    let media = document.media.as_deref().unwrap_or("text/html");
    let (content, stream) = match open(Cursor::new(document.bytes)).and_then(by_content) {
        Ok(opened) => opened,
        Err(error) => return only(origin.unreadable(&error)),
    };
    let shape = match (content, media) {
        (Shape::Page | Shape::Feed, _) => content,
        (_, "text/html" | "application/xhtml+xml") => Shape::Page,
        (_, "text/plain" | "text/markdown") => Shape::Text,
        _ => {
            let message = format!(
                "the address leads to {media} and not to a page or feed; save its text and give that"
            );
            return only(origin.bad(ReasonKind::Input, message));
        }
    };
    items(origin, shape, stream, reading)
}

fn items(origin: Origin, shape: Shape, stream: Stream, reading: &Reading) -> Items {
    let options = reading.options.clone();
    match shape {
        Shape::Json => match JsonArticles::new(stream, options) {
            Ok(articles) => {
                let unit = articles.unit();
                lines(origin, unit, articles)
            }
            Err(error) => only(origin.unreadable(&error)),
        },
        Shape::Table => match TableArticles::new(stream, options) {
            Ok(articles) => lines(origin, Unit::Line, articles),
            Err(error) => only(origin.unreadable(&error)),
        },
        Shape::Text => only(text(origin, stream, reading)),
        Shape::Page => only(web_page(origin, stream, reading)),
        Shape::Feed => match whole(stream, MOST_OF_A_FEED) {
            Ok(bytes) => feed::items(origin, &bytes, reading),
            Err(error) => only(origin.unreadable(&error)),
        },
    }
}

/// One item and no more.
pub(super) fn only(item: Item) -> Items {
    Box::new(std::iter::once(item))
}

fn whole(stream: Stream, most: u64) -> std::io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    stream.take(most).read_to_end(&mut bytes)?;
    Ok(bytes)
}

fn lines(
    origin: Origin,
    unit: Unit,
    articles: impl Iterator<Item = Line> + Send + 'static,
) -> Items {
    Box::new(articles.map(move |line| {
        let found = match line.article {
            Ok(raw) => Found::Article(Manuscript::Text(Box::new(raw))),
            Err(error) => Found::Bad(Reason::new(ReasonKind::Input, error.to_string())),
        };
        let place = format!("{} {unit} {}", origin.place, line.number);
        Item::new(place, found).with_note(line.note)
    }))
}

/// One plain text or Markdown file: one article.
fn text(origin: Origin, stream: Stream, reading: &Reading) -> Item {
    let most = reading.options.limit as u64;
    let bytes = match whole(stream, most + 1) {
        Ok(bytes) => bytes,
        Err(error) => return origin.unreadable(&error),
    };
    if bytes.len() as u64 > most {
        let message = format!(
            "the text is larger than {} MiB; --max-input raises the limit",
            most >> 20
        );
        return origin.bad(ReasonKind::TooLarge, message);
    }
    let label = reading.options.encoding.as_deref();
    let decoded = decode(&bytes, label.or(origin.charset.as_deref()));
    let mut raw = RawArticle {
        id: origin.id,
        text: decoded.text.into_owned(),
        file: origin.file,
        ..RawArticle::default()
    };
    raw.metadata.url = origin.url;
    Item::new(
        origin.place,
        Found::Article(Manuscript::Text(Box::new(raw))),
    )
    .with_note(origin.note)
    .with_note(decoded.note)
}

/// One web page: one article, or the finding that it has none.
fn web_page(origin: Origin, stream: Stream, reading: &Reading) -> Item {
    let bytes = match whole(stream, MOST_OF_A_PAGE) {
        Ok(bytes) => bytes,
        Err(error) => return origin.unreadable(&error),
    };
    let named = reading.options.encoding.clone();
    let label = named
        .or(origin.charset)
        .or_else(|| declared_charset(&bytes));
    let decoded = decode(&bytes, label.as_deref());
    let page = caught(|| page(&decoded.text, origin.url.as_deref()));
    let found = page.map_or_else(Found::Bad, |page| match page.verdict {
        Verdict::NoArticle(why) => Found::Bad(Reason::new(ReasonKind::Input, why)),
        Verdict::Article => Found::Article(Manuscript::Web(Box::new(WebStory {
            id: origin.id,
            file: origin.file,
            page,
        }))),
    });
    Item::new(origin.place, found)
        .with_note(origin.note)
        .with_note(decoded.note)
}
