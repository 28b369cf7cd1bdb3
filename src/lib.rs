//! `alih` translates and summarises Indonesian news articles through any
//! translation or LLM endpoint, and checks what comes back.
//!
//! An article's way: [`clean`] takes it apart, a [`desk::Desk`] has it translated by
//! an endpoint, [`guard`] checks the answer, [`record`](mod@record) says how it ended,
//! [`show`] sets it. [`compare`] holds translations that are there already against
//! their source.
//!
//! # An article in, a record out
//!
//! A [`desk::Opening`] takes the text of an `alih.toml` and opens a
//! [`desk::Desk`], which may be shared by any number of tasks. The record says
//! how it ended, whatever happens; nothing is printed, and no file is touched
//! unless a [`memory::Memory`] is given. Here the built-in endpoint of the
//! demonstration stands in for yours:
//!
//! ```
//! use alih::{demo, desk::Opening, outcome::Outcome, settings::Environment};
//!
//! # #[tokio::main(flavor = "current_thread")]
//! # async fn main() -> Result<(), Box<dyn std::error::Error>> {
//! # let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
//! # let address = listener.local_addr()?;
//! # tokio::spawn(demo::serve(listener));
//! let configuration = format!(
//!     "use = 'desk'
//!     [endpoint.desk]
//!     service = 'openai'
//!     base_url = 'http://{address}/v1'
//!     model = 'writer-2'"
//! );
//! let desk = Opening::configured(&configuration, Environment::from_process())?
//!     .watched(|event| eprintln!("{event:?}"))
//!     .open()?;
//! let record = desk.article(demo::article()).await;
//! assert_eq!(record.outcome, Outcome::Ok);
//! # Ok(())
//! # }
//! ```
//!
//! A fault of this crate ends its article with the reason `fault`, unless the program
//! is built with `panic = "abort"`. A future that is dropped gives its place among the
//! requests back; what it had asked may be paid for all the same.
//!
//! To stop, call [`halt::Halt::stop`] on the desk's `halt`: requests that have not
//! left are not sent, and their articles end with the reason `interrupted`. Progress
//! comes as [`desk::Event`]s to whoever is given to [`desk::Opening::watched`].
//!
//! The feature `cli` (default) adds the command line, `local` (default) the embedded
//! engine; a library needs neither. With `local`, `use = 'local'` translates in this
//! process, with the model that lies in `models = 'FOLDER'`.
//!
//! What is documented here is kept from release to release; modules that are not
//! are the program's own.

#![forbid(unsafe_code)]

pub mod article;
pub mod clean;
pub mod compare;
pub mod demo;
pub mod desk;
#[cfg(feature = "local")]
pub mod engine;
pub mod glossary;
pub mod guard;
pub mod halt;
pub mod memory;
pub mod outcome;
pub mod record;
pub mod settings;
pub mod show;

// The program's own, which its tests, benchmarks and fuzzers name too. They may
// change with any release.

#[doc(hidden)]
pub mod address;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod app;
#[doc(hidden)]
pub mod ask;
#[doc(hidden)]
pub mod batch;
mod bytes;
#[doc(hidden)]
pub mod carrier;
mod caught;
#[doc(hidden)]
pub mod chain;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
#[doc(hidden)]
pub mod discover;
#[doc(hidden)]
pub mod duel;
#[doc(hidden)]
pub mod earlier;
#[cfg(feature = "local")]
#[doc(hidden)]
pub mod embedded;
#[doc(hidden)]
pub mod estimate;
#[doc(hidden)]
pub mod extract;
#[doc(hidden)]
pub mod fetch;
#[doc(hidden)]
pub mod grouped;
#[doc(hidden)]
pub mod held;
#[doc(hidden)]
pub mod host;
#[doc(hidden)]
pub mod input;
#[doc(hidden)]
pub mod intake;
mod json;
#[doc(hidden)]
pub mod label;
#[doc(hidden)]
pub mod language;
#[doc(hidden)]
pub mod line;
#[doc(hidden)]
pub mod manuscript;
#[doc(hidden)]
pub mod nearest;
#[doc(hidden)]
pub mod network;
#[doc(hidden)]
pub mod output;
#[doc(hidden)]
pub mod pace;
#[doc(hidden)]
pub mod pipeline;
#[doc(hidden)]
pub mod prepared;
#[doc(hidden)]
pub mod preview;
#[doc(hidden)]
pub mod progress;
#[doc(hidden)]
pub mod prompt;
#[doc(hidden)]
pub mod provider;
#[doc(hidden)]
pub mod queue;
#[doc(hidden)]
pub mod redact;
#[doc(hidden)]
pub mod report;
#[doc(hidden)]
pub mod retry;
#[doc(hidden)]
pub mod review;
#[doc(hidden)]
pub mod road;
#[doc(hidden)]
pub mod robots;
mod room;
#[doc(hidden)]
pub mod run;
#[doc(hidden)]
pub mod safe;
#[doc(hidden)]
pub mod secret;
#[doc(hidden)]
pub mod sentence;
#[doc(hidden)]
pub mod sink;
#[doc(hidden)]
pub mod split;
#[doc(hidden)]
pub mod tally;
#[doc(hidden)]
pub mod tell;
#[doc(hidden)]
pub mod transport;
#[doc(hidden)]
pub mod trial;
#[doc(hidden)]
pub mod usage;
#[doc(hidden)]
pub mod word;

/// What the README shows of the library compiles.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;
