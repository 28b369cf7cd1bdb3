//! `alih` translates and summarises Indonesian news articles through any
//! translation or LLM endpoint, and checks what comes back.
//!
//! An article's way: [`intake`] reads it, [`clean`] takes it apart,
//! [`pipeline`] sends it through [`ask`] and [`line`](mod@line) to an endpoint that
//! [`provider`] describes, [`guard`] checks the answer, [`sink`] saves it.
//! [`compare`] holds translations that are there already against their source.

#![forbid(unsafe_code)]

pub mod address;
pub mod advice;
pub mod app;
pub mod article;
pub mod ask;
pub mod batch;
pub mod carrier;
pub mod chain;
pub mod clean;
pub mod cli;
pub mod compare;
pub mod demo;
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
