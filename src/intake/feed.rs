//! What a feed announces: only what is new, with its full text from the feed
//! or from the page behind the link.

use url::{Host, Url};

use super::ahead::Ahead;
use super::document::{self, Origin, only};
use super::{Announced, Found, Item, Items, Reading};
use crate::article::{Metadata, PartKind};
use crate::caught::caught;
use crate::clean::{Cleaned, clean_blocks};
use crate::fetch::{Document, Pending};
use crate::input::derive::ContentHash;
use crate::input::feed::{FeedEntry, FeedError, feed};
use crate::input::html::{Page, fragment};
use crate::manuscript::{Manuscript, WebStory};
use crate::outcome::{Reason, ReasonKind};

/// An entry with so many characters of prose is the story and no teaser.
const FULL: usize = 600;

/// The new entries of a feed, behind a note that counts them.
pub(super) fn items(origin: Origin, bytes: &[u8], reading: &Reading) -> Items {
    let feed = match caught(|| feed(bytes, origin.charset.as_deref())) {
        Ok(Ok(feed)) => feed,
        Err(reason) => return only(Item::new(&origin.place, Found::Bad(reason))),
        Ok(Err(error)) => {
            let kind = match error {
                FeedError::TooLarge => ReasonKind::TooLarge,
                FeedError::NotAFeed => ReasonKind::Input,
            };
            return only(origin.bad(kind, error.to_string()));
        }
    };
    let total = feed.entries.len();
    let new: Vec<Entry> = feed
        .entries
        .into_iter()
        .map(|entry| Entry::of(entry, &origin))
        .filter(|entry| reading.is_new(&entry.announced))
        .collect();
    let count = Item::new(&origin.place, Found::Nothing)
        .with_note(origin.note)
        .with_note(feed.note)
        .with_note(Some(counted(total, new.len())));
    let (begin, end) = (reading.clone(), reading.clone());
    let entries = Ahead::new(new.into_iter(), move |entry| entry.begin(&begin));
    Box::new(std::iter::once(count).chain(entries.map(move |begun| begun.end(&end))))
}

fn counted(total: usize, new: usize) -> String {
    let entries = if total == 1 { "entry" } else { "entries" };
    match new {
        0 => format!("{total} {entries}, none new"),
        new => format!("{total} {entries}, {new} new"),
    }
}

/// One entry of a feed.
struct Entry {
    announced: Announced,
    /// The id of its article.
    id: String,
    /// The address of its page, complete.
    link: Option<Url>,
    own: FeedEntry,
}

/// An entry whose text is there or on its way.
enum Begun {
    Here(Entry, Page),
    Teaser(Entry, Page),
    OnItsWay(Entry, Pending),
    Bad(Entry, Reason),
}

impl Entry {
    /// Entries are told apart by their outlet and not by their feed: many
    /// outlets have the same entry in several feeds.
    fn of(own: FeedEntry, origin: &Origin) -> Self {
        let link = own.link.as_deref().and_then(|link| match &origin.url {
            Some(feed) => Url::parse(feed).ok()?.join(link).ok(),
            None => Url::parse(link).ok(),
        });
        let outlet = match link.as_ref().and_then(Url::host) {
            Some(Host::Domain(name)) => name.to_owned(),
            Some(host) => host.to_string(),
            None => origin.place.clone(),
        };
        let entry = own.id.clone().unwrap_or_else(|| {
            let text = own.summary_html.as_deref().unwrap_or_default();
            ContentHash::of(own.title.as_deref(), text).id()
        });
        // A mere number is unique among its outlet's entries alone.
        let is_unique = entry.contains(':');
        let id = match &link {
            Some(link) if !is_unique => link.to_string(),
            _ => entry.clone(),
        };
        Self {
            announced: Announced { outlet, entry },
            id,
            link,
            own,
        }
    }

    fn begin(self, reading: &Reading) -> Begun {
        let (mut pages, full) = match caught(|| self.own_texts()) {
            Ok(read) => read,
            Err(reason) => return Begun::Bad(self, reason),
        };
        if let Some(at) = full {
            return Begun::Here(self, pages.swap_remove(at));
        }
        match (&self.link, &reading.pages) {
            (Some(link), Some(reader)) => {
                let pending = reader.begin(link.as_str());
                Begun::OnItsWay(self, pending)
            }
            _ => {
                let page = pages.into_iter().next();
                let page = page.unwrap_or_else(|| fragment("", self.own.title.as_deref()));
                Begun::Teaser(self, page)
            }
        }
    }

    /// What the feed itself has of the story, and where that is all of it.
    fn own_texts(&self) -> (Vec<Page>, Option<usize>) {
        let pages = self.texts();
        let full = pages.iter().position(is_full);
        (pages, full)
    }

    /// What the feed itself has of the story, the fullest first.
    fn texts(&self) -> Vec<Page> {
        let own = &self.own;
        [&own.content_html, &own.summary_html]
            .into_iter()
            .flatten()
            .map(|html| fragment(html, own.title.as_deref()))
            .collect()
    }

    fn story(self, mut page: Page) -> Item {
        page.metadata = Metadata {
            published: self.own.published.clone(),
            url: self.link.as_ref().map(Url::to_string),
            ..Metadata::default()
        };
        let found = Found::Article(Manuscript::Web(Box::new(WebStory {
            id: Some(self.id.clone()),
            file: None,
            page,
        })));
        Item::new(self.id, found).announced(self.announced)
    }
}

impl Begun {
    fn end(self, reading: &Reading) -> Item {
        match self {
            Self::Here(entry, page) => entry.story(page),
            Self::Teaser(entry, page) => entry.story(page).with_note(Some(
                "the feed has a teaser of this story and its page was not read".to_owned(),
            )),
            Self::OnItsWay(entry, pending) => entry.page(pending, reading),
            Self::Bad(entry, reason) => {
                Item::new(entry.id, Found::Bad(reason)).announced(entry.announced)
            }
        }
    }
}

impl Entry {
    /// The story on the entry's page; the entry adds what the page does not
    /// tell.
    fn page(self, pending: Pending, reading: &Reading) -> Item {
        let origin = Origin {
            place: self.id.clone(),
            id: Some(self.id),
            ..Origin::default()
        };
        let mut item = match pending.wait() {
            Ok(document) => article_in(document, origin, reading),
            Err(reason) => Item::new(origin.place, Found::Bad(reason)),
        };
        if let Found::Article(Manuscript::Web(story)) = &mut item.found {
            let page = &mut story.page;
            page.title = page.title.take().or(self.own.title);
            page.metadata.published = page.metadata.published.take().or(self.own.published);
        }
        item.announced(self.announced)
    }
}

fn article_in(page: Document, origin: Origin, reading: &Reading) -> Item {
    let found = document::fetched(origin.clone(), page, reading).next();
    found
        .filter(|item| !matches!(item.found, Found::Nothing))
        .unwrap_or_else(|| {
            origin.bad(
                ReasonKind::Input,
                "the feed's link leads to a feed and not to an article; nothing to translate",
            )
        })
}

/// Whether this is a whole story: long enough, and not cut.
fn is_full(page: &Page) -> bool {
    let blocks = page.blocks.clone();
    let cleaned = clean_blocks(page.title.as_deref(), blocks, Metadata::default());
    prose(&cleaned) >= FULL && !is_cut(&cleaned)
}

fn prose(cleaned: &Cleaned) -> usize {
    cleaned
        .parts
        .iter()
        .filter(|part| part.kind != PartKind::Caption)
        .map(|part| part.text.chars().count())
        .sum()
}

fn is_cut(cleaned: &Cleaned) -> bool {
    const SIGNS: [&str; 4] = ["…", "...", "[…]", "[...]"];
    let ends_so = cleaned
        .parts
        .last()
        .is_some_and(|part| SIGNS.iter().any(|sign| part.text.ends_with(sign)));
    ends_so
        || cleaned
            .notes
            .iter()
            .any(|note| note.check == "clean.incomplete")
}
