//! The embedded engine through the binary: an empty home, a server of models
//! on loopback, and models that are made here.

#![cfg(feature = "local")]

mod draft;
mod fetch;
mod library;
mod models;
mod reference;
mod server;
#[path = "../support/mod.rs"]
mod support;
