//! `alih` translates and summarises Indonesian news articles through any
//! translation or LLM endpoint, and checks what comes back.
//!
//! An article's way: [`intake`] reads it, [`clean`] takes it apart,
//! [`pipeline`] sends it through [`ask`] and [`line`](mod@line) to an endpoint that
//! [`provider`] describes, [`guard`] checks the answer, [`sink`] saves it.
//! [`compare`] holds translations that are there already against their source.
//!
//! # An article in, a record out
//!
//! A [`desk::Opening`] takes the text of an `alih.toml` and opens a
//! [`pipeline::Desk`], which may be shared by any number of tasks. The record says
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
//! To stop, call [`halt::Halt::stop`] on the desk's `halt`: requests that have not
//! left are not sent, and their articles end with the reason `interrupted`. For many
//! articles with width, order and resume there is [`run`](mod@run).
//!
//! The feature `cli` (default) adds the command line, `local` (default) the embedded
//! engine; a library needs neither.

#![forbid(unsafe_code)]

pub mod address;
pub mod advice;
#[cfg(feature = "cli")]
pub mod app;
pub mod article;
pub mod ask;
pub mod batch;
pub mod carrier;
pub mod chain;
pub mod clean;
#[cfg(feature = "cli")]
pub mod cli;
pub mod compare;
pub mod demo;
pub mod desk;
pub mod discover;
pub mod duel;
#[cfg(feature = "local")]
pub mod engine;
pub mod estimate;
pub mod extract;
pub mod fetch;
pub mod glossary;
pub mod guard;
pub mod halt;
pub mod held;
pub mod input;
pub mod intake;
pub mod label;
pub mod language;
pub mod line;
pub mod manuscript;
pub mod memory;
pub mod outcome;
pub mod output;
pub mod pace;
pub mod pipeline;
pub mod preview;
pub mod progress;
pub mod prompt;
pub mod provider;
pub mod queue;
pub mod record;
pub mod redact;
pub mod report;
pub mod retry;
pub mod review;
pub mod road;
pub mod robots;
pub mod run;
pub mod secret;
pub mod sentence;
pub mod settings;
pub mod show;
pub mod sink;
pub mod split;
pub mod tally;
pub mod tell;
pub mod transport;
pub mod trial;
pub mod usage;
pub mod word;
