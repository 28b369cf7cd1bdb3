//! The way from the inputs to the run: read, told apart, cleaned, on a
//! thread of its own, a few articles ahead of the endpoint.

use tokio::runtime::Handle;
use tokio::sync::mpsc::Sender;

use crate::held::Held;
use crate::input::derive::{ContentHash, Duplicates, Seen};
use crate::intake::{Announced, Found, Item, Survey};
use crate::manuscript::Manuscript;
use crate::outcome::{Reason, ReasonKind};
use crate::output::head::Ended;
use crate::prepared::Prepared;

/// Something for the run.
pub enum Queued {
    /// An article to be done.
    Ready(Box<Prepared>),
    /// Something that is no article, or cannot be cleaned; it fails as such.
    Bad(Box<Prepared>, Reason),
    /// An article whose result the output holds already.
    Held(Ended),
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
pub fn fill(
    items: impl Iterator<Item = Item>,
    survey: Option<&Survey>,
    sender: &Sender<Sent>,
    held: &Held,
    runtime: &Handle,
) {
    let mut items = Sorted::new(items, held).surveyed(survey);
    // To be woken for every article costs more than to send it.
    let several = sender.max_capacity().div_ceil(2);
    while let Ok(places) = runtime.block_on(sender.reserve_many(several)) {
        for place in places {
            match items.next() {
                Some(sent) => place.send(sent),
                None => return,
            }
        }
    }
}

/// What was read, told apart.
pub struct Sorted<'a, I> {
    items: I,
    held: &'a Held,
    survey: Option<&'a Survey>,
    duplicates: Duplicates,
    number: u64,
    waiting: Option<Sent>,
}

impl<'a, I: Iterator<Item = Item>> Sorted<'a, I> {
    /// Tells the items apart; those that the output holds are known.
    pub fn new(items: I, held: &'a Held) -> Self {
        Self {
            items,
            held,
            survey: None,
            duplicates: Duplicates::default(),
            number: 0,
            waiting: None,
        }
    }

    /// The same, where the inputs were looked at before.
    #[must_use]
    pub fn surveyed(self, survey: Option<&'a Survey>) -> Self {
        Self { survey, ..self }
    }

    fn sort(&mut self, place: String, article: Manuscript) -> Queued {
        let content = article.content();
        let stated = article.id();
        let id = stated.map_or_else(|| content.id(), str::to_owned);
        match self.seen(stated, &id, &content) {
            Seen::SameContent { .. } => Queued::Repeated { place },
            Seen::DifferentContent { first_line } => {
                fail(place, other_content(first_line), self.held)
            }
            Seen::New => match self.held.ended(&id, &content) {
                Some(ended) => Queued::Held(ended),
                None => match article.prepare(&content) {
                    Ok(prepared) => Queued::Ready(Box::new(prepared)),
                    Err(reason) => bad(id, &content, reason),
                },
            },
        }
    }
}

impl<I> Sorted<'_, I> {
    /// Whether an id came before. What is known to come once is not
    /// remembered: of 100,000 ids that would be 2 MB.
    fn seen(&mut self, stated: Option<&str>, id: &str, content: &ContentHash) -> Seen {
        let comes_once = |survey: &Survey| {
            // Another article's content may give it an id like this one.
            let is_free =
                |id: &str| !ContentHash::may_give(id) && survey.comes_once(id, self.number);
            stated.is_some_and(is_free)
        };
        match self.survey.is_some_and(comes_once) {
            true => Seen::New,
            false => self.duplicates.check(id, content, self.number),
        }
    }
}

impl<I: Iterator<Item = Item>> Iterator for Sorted<'_, I> {
    type Item = Sent;

    fn next(&mut self) -> Option<Sent> {
        if let Some(sent) = self.waiting.take() {
            return Some(sent);
        }
        let item = self.items.find(|item| {
            !matches!(
                item,
                Item {
                    found: Found::Nothing,
                    note: None,
                    ..
                }
            )
        })?;
        self.number += 1;
        let note = item.note.map(|note| Sent {
            queued: Queued::Note(format!("{}: {note}", item.place)),
            announced: None,
        });
        let queued = match item.found {
            Found::Nothing => return note,
            Found::Bad(reason) => fail(item.place, reason, self.held),
            Found::Article(article) => self.sort(item.place, article),
        };
        let sent = Sent {
            queued,
            announced: item.announced,
        };
        match note {
            None => Some(sent),
            Some(note) => {
                self.waiting = Some(sent);
                Some(note)
            }
        }
    }
}

/// What is no article has its place for an id.
fn fail(place: String, reason: Reason, held: &Held) -> Queued {
    let content = ContentHash::of(None, &place);
    match held.ended(&place, &content) {
        Some(ended) => Queued::Held(ended),
        None => bad(place, &content, reason),
    }
}

fn bad(id: String, content: &ContentHash, reason: Reason) -> Queued {
    Queued::Bad(Box::new(Prepared::unread(id, content)), reason)
}

fn other_content(first: u64) -> Reason {
    Reason::new(
        ReasonKind::Input,
        format!(
            "its id came before, as article {first} of this run, with other content; give it an id of its own"
        ),
    )
}
