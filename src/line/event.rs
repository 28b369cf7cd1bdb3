//! What a line tells whoever watches.

use std::sync::Arc;
use std::time::Duration;

use crate::outcome::Reason;

/// What a line tells whoever watches. Holds no key and no article text.
#[derive(Clone, Debug)]
pub enum Event {
    /// A request was answered.
    Answered {
        /// The endpoint's name.
        endpoint: String,
        /// The HTTP status.
        status: u16,
        /// From sending to the last byte.
        after: Duration,
    },
    /// A try failed and another one follows.
    Retrying {
        /// The endpoint's name.
        endpoint: String,
        /// What went wrong.
        reason: Reason,
        /// The pause before the next try.
        pause: Duration,
    },
    /// The endpoint rejected a field; it is left out or renamed from now on.
    Adapted {
        /// The endpoint's name.
        endpoint: String,
        /// The field.
        field: String,
        /// The field that is sent in its place.
        instead: Option<String>,
    },
    /// The run's terms are a glossary at the endpoint now.
    GlossaryMade {
        /// The endpoint's name.
        endpoint: String,
        /// The glossary's name there.
        name: String,
        /// How many terms it has.
        terms: usize,
    },
    /// The endpoint translates without the run's terms.
    NoGlossary {
        /// The endpoint's name.
        endpoint: String,
        /// Why.
        reason: Reason,
    },
    /// Another endpoint is asked in its place.
    Onward {
        /// The endpoint's name.
        endpoint: String,
        /// Why it is left.
        reason: Reason,
        /// The other one's name.
        next: String,
        /// For what.
        extent: Extent,
    },
}

/// For what an endpoint is left.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// For an article.
    Article,
    /// For the rest of the run, or until it is looked for again.
    Run,
}

/// Who is told.
pub type Watcher = Arc<dyn Fn(&Event) + Send + Sync>;

/// What is seen of an answer while it comes. Unlike an [`Event`] it holds
/// text, and it goes to a person's screen and nowhere else.
#[derive(Clone, Copy, Debug)]
pub enum View<'a> {
    /// What came last.
    Text {
        /// The code that parts the answer's texts, which also tells one
        /// answer from another.
        boundary: &'a str,
        /// The text.
        text: &'a str,
    },
    /// Nothing more of it comes; whether it is of use is decided elsewhere.
    Over {
        /// The answer's code.
        boundary: &'a str,
    },
}

/// Who sees answers while they come.
pub type Viewer = Arc<dyn Fn(View<'_>) + Send + Sync>;
