//! The way from the inputs to the run: read, told apart, cleaned, on a
//! thread of its own, a few articles ahead of the endpoint.

use std::sync::{Arc, Mutex};

use tokio::sync::mpsc::Sender;

use crate::article::{Metadata, Source};
use crate::input::derive::{ContentHash, Duplicates, Seen};
use crate::intake::{Announced, Found, Item};
use crate::outcome::{Reason, ReasonKind};
use crate::pipeline::Prepared;
use crate::sink::Sink;

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

/// Something for the run, and the entry of a feed that announced it.
pub struct Sent {
    /// What it is.
    pub queued: Queued,
    /// By what it was announced.
    pub announced: Option<Announced>,
}

/// Reads, and sends on until nobody takes it any more.
pub fn fill(items: impl Iterator<Item = Item>, sender: &Sender<Sent>, sink: &Arc<Mutex<Sink>>) {
    let mut duplicates = Duplicates::default();
    let mut number = 0;
    for item in items {
        number += 1;
        if let Some(note) = item.note {
            let note = Sent {
                queued: Queued::Note(format!("{}: {note}", item.place)),
                announced: None,
            };
            if sender.blocking_send(note).is_err() {
                return;
            }
        }
        let queued = match item.found {
            Found::Nothing => continue,
            Found::Bad(reason) => fail(item.place, reason, sink),
            Found::Article(article) => {
                let content = article.content();
                let id = article.id().map_or_else(|| content.id(), str::to_owned);
                match duplicates.check(&id, &content, number) {
                    Seen::SameContent { .. } => Queued::Repeated { place: item.place },
                    Seen::DifferentContent { first_line } => {
                        fail(item.place, other_content(first_line), sink)
                    }
                    Seen::New if held(sink, &id, &content) => Queued::Held,
                    Seen::New => Queued::Ready(Box::new(article.prepare(&content))),
                }
            }
        };
        let announced = item.announced;
        if sender.blocking_send(Sent { queued, announced }).is_err() {
            return;
        }
    }
}

fn fail(place: String, reason: Reason, sink: &Mutex<Sink>) -> Queued {
    let content = ContentHash::of(None, &place);
    if held(sink, &place, &content) {
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

fn held(sink: &Mutex<Sink>, id: &str, content: &ContentHash) -> bool {
    let sink = sink
        .lock()
        .unwrap_or_else(std::sync::PoisonError::into_inner);
    sink.has(id, content)
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
