//! Vendors' batches: articles whose questions are sent today and answered
//! within a day, at a lower price.
//!
//! Everything is written to the journal ([`store`]) before it is sent, so
//! that a kill at any moment loses nothing and pays nothing twice.
//! [`send`] moves what the journal holds, and [`order`] says what a job was
//! asked with.

pub mod order;
pub mod send;
pub mod store;
mod tables;

pub use order::Terms;
pub use store::{Planned, PlannedQuestion, Store, StoreError};

use serde::Serialize;

/// How far a part of a job is: one batch at the vendor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Stage {
    /// Written down; nothing was sent.
    Ready,
    /// Its file is at the vendor; no batch was ordered.
    Uploaded,
    /// Its order may have arrived.
    Ordering,
    /// The vendor works at it.
    Ordered,
    /// Its answers are here.
    Answered,
}

impl Stage {
    const ALL: [(Self, &'static str); 5] = [
        (Self::Ready, "ready"),
        (Self::Uploaded, "uploaded"),
        (Self::Ordering, "ordering"),
        (Self::Ordered, "ordered"),
        (Self::Answered, "answered"),
    ];

    /// The name in the journal and in reports.
    #[must_use]
    pub fn name(self) -> &'static str {
        Self::ALL
            .iter()
            .find(|(own, _)| *own == self)
            .map_or("", |(_, name)| name)
    }

    fn named(name: &str) -> Self {
        Self::ALL
            .iter()
            .find(|(_, own)| *own == name)
            .map_or(Self::Ready, |(own, _)| *own)
    }
}

/// One batch at the vendor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// Its number in the journal.
    pub number: i64,
    /// The job that it belongs to.
    pub job: i64,
    /// A name that no other batch has.
    pub name: String,
    /// How far it is.
    pub stage: Stage,
    /// The uploaded file's id.
    pub file: Option<String>,
    /// The vendor's id.
    pub batch: Option<String>,
    /// Its questions.
    pub entries: u64,
    /// When it was written down, RFC 3339.
    pub since: String,
    /// Entries that the vendor had done when it was last asked.
    pub done: u64,
}
