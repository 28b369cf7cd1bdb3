//! The way from the inputs to the run: read, told apart, cleaned, on a
//! thread of its own, a few articles ahead of the endpoint.

use tokio::sync::mpsc::Sender;

use crate::article::{Metadata, RawArticle, Source};
use crate::clean::clean;
use crate::held::Held;
use crate::input::derive::{ContentHash, Duplicates, Seen};
use crate::intake::Item;
use crate::outcome::{Reason, ReasonKind};
use crate::pipeline::{Prepared, from_cleaned};

/// Something for the run.
pub enum Queued {
    /// An article to be done.
    Ready(Box<Prepared>),
    /// Something that is no article; it fails as such.
    Bad(Box<Prepared>, Reason),
    /// An article whose result the output holds already.
    Held,
    /// An article that came before in this run.
    Repeated {
        /// Its place.
        place: String,
    },
    /// What the reader noticed.
    Note(String),
}

/// Reads, and sends on until nobody takes it any more.
pub fn fill(items: impl Iterator<Item = Item>, sender: &Sender<Queued>, held: &Held) {
    for queued in Sorted::new(items, held) {
        if sender.blocking_send(queued).is_err() {
            return;
        }
    }
}

/// What was read, told apart.
pub struct Sorted<'a, I> {
    items: I,
    held: &'a Held,
    duplicates: Duplicates,
    number: u64,
    waiting: Option<Queued>,
}

impl<'a, I: Iterator<Item = Item>> Sorted<'a, I> {
    /// Tells the items apart; those that the output holds are known.
    pub fn new(items: I, held: &'a Held) -> Self {
        Self {
            items,
            held,
            duplicates: Duplicates::default(),
            number: 0,
            waiting: None,
        }
    }

    fn sort(&mut self, place: String, raw: RawArticle) -> Queued {
        let content = ContentHash::of(raw.title.as_deref(), &raw.text);
        let id = raw.id.clone().unwrap_or_else(|| content.id());
        match self.duplicates.check(&id, &content, self.number) {
            Seen::SameContent { .. } => Queued::Repeated { place },
            Seen::DifferentContent { first_line } => {
                fail(place, other_content(first_line), self.held)
            }
            Seen::New if self.held.has(&id, &content) => Queued::Held,
            Seen::New => {
                let cleaned = clean(&raw);
                let prepared = from_cleaned(cleaned, &content, Some(id), raw.file);
                Queued::Ready(Box::new(prepared))
            }
        }
    }
}

impl<I: Iterator<Item = Item>> Iterator for Sorted<'_, I> {
    type Item = Queued;

    fn next(&mut self) -> Option<Queued> {
        if let Some(queued) = self.waiting.take() {
            return Some(queued);
        }
        let item = self.items.next()?;
        self.number += 1;
        let note = item.note.map(|note| format!("{}: {note}", item.place));
        let queued = match item.article {
            Err(reason) => fail(item.place, reason, self.held),
            Ok(raw) => self.sort(item.place, raw),
        };
        match note {
            None => Some(queued),
            Some(note) => {
                self.waiting = Some(queued);
                Some(Queued::Note(note))
            }
        }
    }
}

fn fail(place: String, reason: Reason, held: &Held) -> Queued {
    let content = ContentHash::of(None, &place);
    if held.has(&place, &content) {
        return Queued::Held;
    }
    Queued::Bad(Box::new(placeholder(place)), reason)
}

fn other_content(first: u64) -> Reason {
    Reason::new(
        ReasonKind::Input,
        format!(
            "its id came before, as article {first} of this run, with other content; give it an id of its own"
        ),
    )
}

/// What is no article still has a record: its id is its place.
fn placeholder(place: String) -> Prepared {
    let content = ContentHash::of(None, &place);
    Prepared {
        id: place,
        source: Source {
            lang: "id".to_owned(),
            title: None,
            metadata: Metadata::default(),
            file: None,
            parts: Vec::new(),
            removed: Vec::new(),
            sha256: content.sha256(),
        },
        notes: Vec::new(),
    }
}
