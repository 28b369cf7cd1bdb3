//! RSS and Atom feeds into their entries.
//!
//! Lenient where real feeds are careless (stray ampersands, tags that do not
//! match, a torn end) and closed where XML is dangerous: no document type is
//! looked at and no entity but the characters' own is replaced.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use thiserror::Error;

use super::encoding::decode;

#[cfg(test)]
mod tests;

/// The most bytes of a feed; a large one has one.
const MOST_BYTES: usize = 16 * 1024 * 1024;

/// The most entries that are read.
const MOST_ENTRIES: usize = 5_000;

/// One story that a feed announces.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct FeedEntry {
    /// Its `guid` or `id`; where there is none, its address.
    pub id: Option<String>,
    /// The headline, as it is written there.
    pub title: Option<String>,
    /// The address of its page.
    pub link: Option<String>,
    /// When it was published, as it is written there.
    pub published: Option<String>,
    /// The teaser, HTML.
    pub summary_html: Option<String>,
    /// The full text, HTML, where the feed has it.
    pub content_html: Option<String>,
}

/// A feed that was read.
#[derive(Clone, Default, PartialEq, Eq)]
pub struct Feed {
    /// The feed's own title.
    pub title: Option<String>,
    /// Its entries in its own order.
    pub entries: Vec<FeedEntry>,
    /// One sentence where it could not be read to its end, or its encoding
    /// was a guess.
    pub note: Option<String>,
}

/// Why nothing was read from a feed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Error)]
pub enum FeedError {
    /// Over the size limit.
    #[error("The feed has more than 16 MiB; ask the outlet for a shorter one.")]
    TooLarge,
    /// Neither RSS nor Atom.
    #[error("This is not an RSS or Atom feed; check the address.")]
    NotAFeed,
}

/// Reads a feed. `declared` is the encoding that its server gives.
///
/// # Errors
/// When it is too large, or has neither the root of a feed nor an entry.
pub fn feed(bytes: &[u8], declared: Option<&str>) -> Result<Feed, FeedError> {
    if bytes.len() > MOST_BYTES {
        return Err(FeedError::TooLarge);
    }
    let label = declared.map(str::to_owned).or_else(|| own_label(bytes));
    let decoded = decode(bytes, label.as_deref());
    let mut gatherer = Gatherer::new(&decoded.text);
    let ending = gatherer.read();
    if gatherer.kind == Kind::Unknown && gatherer.feed.entries.is_empty() {
        return Err(FeedError::NotAFeed);
    }
    let mut feed = gatherer.feed;
    feed.note = decoded.note.or(match ending {
        Ending::Whole => None,
        Ending::Torn => Some(format!(
            "The feed breaks off after {} entries; the rest could not be read.",
            feed.entries.len()
        )),
        Ending::Full => Some(format!(
            "The feed has more than {MOST_ENTRIES} entries; the rest was not read."
        )),
    });
    Ok(feed)
}

/// What the XML declaration says about the encoding.
fn own_label(bytes: &[u8]) -> Option<String> {
    let beginning = String::from_utf8_lossy(&bytes[..bytes.len().min(200)]);
    let declaration = beginning.split_once("?>")?.0;
    let value = declaration.split_once("encoding")?.1.trim_start();
    let value = value.strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let label = value[1..].split_once(quote)?.0;
    Some(label.to_owned())
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Unknown,
    Feed,
}

enum Ending {
    Whole,
    Torn,
    Full,
}

/// What an element of an entry is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Field {
    Id,
    Title,
    Link,
    Published,
    Updated,
    Summary,
    Content,
}

/// Names with a prefix of other vocabularies, such as `media:title`, say
/// something else and are not in the list.
fn field(name: &str) -> Option<Field> {
    Some(match name {
        "guid" | "id" => Field::Id,
        "title" => Field::Title,
        "link" => Field::Link,
        "pubDate" | "published" | "dc:date" | "issued" => Field::Published,
        "updated" | "modified" => Field::Updated,
        "description" | "summary" => Field::Summary,
        "content:encoded" | "content" => Field::Content,
        _ => return None,
    })
}

/// An element whose text is being gathered.
struct Open {
    field: Field,
    name: String,
    text: String,
    /// Where its inside begins in the feed.
    start: usize,
    markup: Markup,
}

/// Whether an element holds text or, as XHTML does, other elements.
#[derive(PartialEq, Eq)]
enum Markup {
    Escaped,
    Plain,
}

struct Gatherer<'a> {
    source: &'a str,
    reader: Reader<&'a [u8]>,
    feed: Feed,
    kind: Kind,
    entry: Option<FeedEntry>,
    updated: Option<String>,
    open: Option<Open>,
}

impl<'a> Gatherer<'a> {
    fn new(source: &'a str) -> Self {
        let mut reader = Reader::from_str(source);
        let config = reader.config_mut();
        config.check_end_names = false;
        config.allow_unmatched_ends = true;
        config.allow_dangling_amp = true;
        Self {
            source,
            reader,
            feed: Feed::default(),
            kind: Kind::Unknown,
            entry: None,
            updated: None,
            open: None,
        }
    }

    fn read(&mut self) -> Ending {
        loop {
            let before = self.position();
            match self.reader.read_event() {
                Ok(Event::Start(tag)) => self.start(&tag),
                Ok(Event::Empty(tag)) => self.empty(&tag),
                Ok(Event::End(tag)) => self.end(tag.name().as_ref(), before),
                Ok(Event::Text(text)) => self.text(&text.html_content()),
                Ok(Event::CData(text)) => self.text(&text.html_content()),
                Ok(Event::GeneralRef(reference)) => self.reference(&reference),
                Ok(Event::Eof) if self.entry.is_some() => return Ending::Torn,
                Ok(Event::Eof) => return Ending::Whole,
                Ok(_) => {}
                Err(_) => return Ending::Torn,
            }
            if self.feed.entries.len() >= MOST_ENTRIES {
                return Ending::Full;
            }
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.reader.buffer_position()).unwrap_or(self.source.len())
    }

    fn start(&mut self, tag: &BytesStart<'_>) {
        let name = plain(tag);
        if let Some(open) = &mut self.open {
            open.markup = Markup::Plain;
            return;
        }
        match name {
            "rss" | "feed" | "rdf:RDF" | "channel" => self.kind = Kind::Feed,
            "item" | "entry" => self.begin_entry(tag),
            _ => {
                if let Some(field) = field(name) {
                    self.look_at_address(field, tag);
                    self.open = Some(Open {
                        field,
                        name: name.to_owned(),
                        text: String::new(),
                        start: self.position(),
                        markup: Markup::Escaped,
                    });
                }
            }
        }
    }

    fn empty(&mut self, tag: &BytesStart<'_>) {
        match (&mut self.open, field(plain(tag))) {
            (Some(open), _) => open.markup = Markup::Plain,
            (None, Some(field)) => self.look_at_address(field, tag),
            (None, None) => {}
        }
    }

    /// An entry that was never closed ends where the next one begins.
    fn begin_entry(&mut self, tag: &BytesStart<'_>) {
        self.end_entry();
        self.entry = Some(FeedEntry {
            id: attribute(tag, "rdf:about"),
            ..FeedEntry::default()
        });
    }

    fn end_entry(&mut self) {
        self.open = None;
        let updated = self.updated.take();
        if let Some(mut entry) = self.entry.take() {
            entry.published = entry.published.or(updated);
            entry.link = entry
                .link
                .or_else(|| entry.id.clone().filter(|id| is_address(id)));
            entry.id = entry.id.or_else(|| entry.link.clone());
            self.feed.entries.push(entry);
        }
    }

    /// Atom writes addresses as attributes; of several, the page's own.
    fn look_at_address(&mut self, field: Field, tag: &BytesStart<'_>) {
        let relation = attribute(tag, "rel");
        let is_own = relation.is_none_or(|relation| relation == "alternate");
        if let Some(entry) = &mut self.entry
            && field == Field::Link
            && is_own
            && entry.link.is_none()
        {
            entry.link = attribute(tag, "href");
        }
    }

    fn end(&mut self, name: &str, before: usize) {
        let name = name.strip_prefix("atom:").unwrap_or(name);
        if let Some(open) = self.open.take_if(|open| open.name == name) {
            self.close(open, before);
        } else if matches!(name, "item" | "entry") {
            self.end_entry();
        }
    }

    fn close(&mut self, open: Open, before: usize) {
        let text = match open.markup {
            Markup::Escaped => open.text.as_str(),
            Markup::Plain => self.source.get(open.start..before).unwrap_or_default(),
        };
        let text = text.trim();
        if text.is_empty() {
            return;
        }
        let Some(entry) = &mut self.entry else {
            if open.field == Field::Title && self.feed.title.is_none() {
                self.feed.title = Some(text.to_owned());
            }
            return;
        };
        let place = match open.field {
            Field::Id => &mut entry.id,
            Field::Title => &mut entry.title,
            Field::Link => &mut entry.link,
            Field::Published => &mut entry.published,
            Field::Updated => &mut self.updated,
            Field::Summary => &mut entry.summary_html,
            Field::Content => &mut entry.content_html,
        };
        if place.is_none() || open.field == Field::Id {
            *place = Some(text.to_owned());
        }
    }

    fn text(&mut self, text: &str) {
        if let Some(open) = &mut self.open {
            open.text.push_str(text);
        }
    }

    /// Characters by number and XML's own five are replaced; other names,
    /// such as `&nbsp;`, stay for whoever reads the HTML.
    fn reference(&mut self, reference: &BytesRef<'_>) {
        let Some(open) = &mut self.open else {
            return;
        };
        let character = match &**reference {
            "amp" => Some('&'),
            "lt" => Some('<'),
            "gt" => Some('>'),
            "quot" => Some('"'),
            "apos" => Some('\''),
            _ => reference.resolve_char_ref().ok().flatten(),
        };
        match character {
            Some(character) => open.text.push(character),
            None => {
                open.text.push('&');
                open.text.push_str(reference);
                open.text.push(';');
            }
        }
    }
}

fn is_address(text: &str) -> bool {
    text.starts_with("http://") || text.starts_with("https://")
}

/// A tag's name; `atom:` is the one prefix that changes nothing.
fn plain<'t>(tag: &'t BytesStart<'_>) -> &'t str {
    let name = tag.name().into_inner();
    name.strip_prefix("atom:").unwrap_or(name)
}

fn attribute(tag: &BytesStart<'_>, wanted: &str) -> Option<String> {
    tag.attributes()
        .with_checks(false)
        .flatten()
        .find(|attribute| attribute.key.into_inner() == wanted)
        .map(|attribute| attribute.value.replace("&amp;", "&").trim().to_owned())
        .filter(|value| !value.is_empty())
}
