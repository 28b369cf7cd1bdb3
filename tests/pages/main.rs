//! Web pages and feeds as input: what is read, what is refused, what is done
//! once.

#[path = "../support/mod.rs"]
mod support;

mod client;
mod feeds;
mod read;

use std::path::Path;
use std::process::Output;

use support::endpoint::{Endpoint, good};
use support::site::Text;
use support::story::Story;
use support::{KEY, alih, translate};

const PERMITTED: [&str; 2] = ["--allow-private-pages", "yes"];

fn clean(home: &Path, arguments: &[&str]) -> Output {
    alih(home)
        .env("OPENAI_API_KEY", KEY)
        .arg("clean")
        .args(arguments)
        .output()
        .unwrap()
}

fn with_permission(home: &Path, base_url: &str, arguments: &[&str]) -> Output {
    translate(home, base_url, &[&PERMITTED, arguments].concat())
}

/// An endpoint that translates these stories.
fn translator(stories: &[(Story, Text)]) -> Endpoint {
    let known: Vec<Story> = stories.iter().map(|(story, _)| story.clone()).collect();
    Endpoint::start(move |request| good(request, &known))
}
