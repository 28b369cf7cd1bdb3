//! Measures the reading of web pages against expectations.
//!
//! `cargo run --release --example measure_html -- FOLDER [--removals]` takes a
//! folder with `expected-html.json`, a list of objects with `file`, `headline`,
//! `body_blocks` and `must_not_survive`, and the pages that it names. A file's
//! name begins with its outlet's, up to the first hyphen. Prints what was kept
//! and what survived for each page and each outlet.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;

use alih::article::{PartKind, Removal};
use alih::clean::{Cleaned, clean_blocks};
use alih::input::encoding::decode;
use alih::input::html::{Page, Verdict, declared_charset, page};
use serde::Deserialize;

/// What one page should come to.
#[derive(Deserialize)]
struct Expected {
    file: String,
    headline: String,
    body_blocks: Vec<String>,
    must_not_survive: Vec<String>,
}

/// How much of it did.
#[derive(Clone, Copy, Default)]
struct Score {
    kept: usize,
    body: usize,
    survived: usize,
    noise: usize,
    headlines: usize,
    pages: usize,
}

impl Score {
    fn add(&mut self, other: Score) {
        self.kept += other.kept;
        self.body += other.body;
        self.survived += other.survived;
        self.noise += other.noise;
        self.headlines += other.headlines;
        self.pages += other.pages;
    }

    fn print(&self, name: &str) {
        println!(
            "{name:<40} body {:>3}/{:<3} noise {:>3}/{:<3} headline {}/{}",
            self.kept, self.body, self.survived, self.noise, self.headlines, self.pages
        );
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut arguments = std::env::args_os().skip(1);
    let folder = arguments
        .next()
        .ok_or("name the folder with expected-html.json")?;
    let list_removals = arguments.any(|argument| argument == "--removals");
    let folder = Path::new(&folder);
    let expectations = std::fs::read_to_string(folder.join("expected-html.json"))?;
    let mut total = Score::default();
    let mut outlets: BTreeMap<String, Score> = BTreeMap::new();
    for expected in serde_json::from_str::<Vec<Expected>>(&expectations)? {
        let bytes = std::fs::read(folder.join(&expected.file))?;
        let html = decode(&bytes, declared_charset(&bytes).as_deref());
        let (score, removed) = measure(&expected, page(&html.text, None));
        score.print(&expected.file);
        if list_removals {
            print_removals(&removed);
        }
        total.add(score);
        outlets
            .entry(outlet_of(&expected.file).to_owned())
            .or_default()
            .add(score);
    }
    for (outlet, score) in outlets {
        score.print(&outlet);
    }
    total.print("all");
    Ok(())
}

/// `pages/kabar-1.html` is a page of `kabar`.
fn outlet_of(file: &str) -> &str {
    let name = file.rsplit('/').next().unwrap_or(file);
    name.split(['-', '.']).next().unwrap_or(name)
}

fn print_removals(removed: &[Removal]) {
    for removal in removed {
        println!("  {:<22} {}", removal.rule, even(&removal.text));
    }
}

/// How much of a page is as it should be, and what was taken out of its
/// story's element and by the cleaning.
fn measure(expected: &Expected, page: Page) -> (Score, Vec<Removal>) {
    if let Verdict::NoArticle(why) = page.verdict {
        println!("  {why}");
    }
    let mut removed = page.removed.clone();
    let (cleaned, text) = cleaned(page);
    let (title, place) = (cleaned.title, cleaned.metadata.dateline_place);
    removed.extend(cleaned.removed);
    let missing: Vec<_> = expected
        .body_blocks
        .iter()
        .filter(|block| !holds(&text, &even(block), place.as_deref()))
        .collect();
    let survived: Vec<_> = expected
        .must_not_survive
        .iter()
        .filter(|noise| text.contains(&even(noise)))
        .collect();
    for block in &missing {
        println!("  lost: {block}");
    }
    for noise in &survived {
        println!("  survived: {noise}");
    }
    let is_right = title.as_deref().map(even) == Some(even(&expected.headline));
    if !is_right {
        println!("  headline: {title:?}");
    }
    let score = Score {
        kept: expected.body_blocks.len() - missing.len(),
        body: expected.body_blocks.len(),
        survived: survived.len(),
        noise: expected.must_not_survive.len(),
        headlines: usize::from(is_right),
        pages: 1,
    };
    (score, removed)
}

/// Runs the cleaning that follows, and gives its text; captions are not body.
fn cleaned(page: Page) -> (Cleaned, String) {
    let cleaned = clean_blocks(page.title.as_deref(), page.blocks, page.metadata);
    let parts = cleaned
        .parts
        .iter()
        .filter(|part| part.kind != PartKind::Caption);
    let text: Vec<String> = parts.map(|part| even(&part.text)).collect();
    let text = text.join(" ");
    (cleaned, text)
}

/// Whether the text holds a block, its dateline aside: that is metadata now.
fn holds(text: &str, block: &str, place: Option<&str>) -> bool {
    let dashes = [" -- ", " - ", " – ", " — ", "- "];
    let borders = dashes.iter().copied().chain(place);
    text.contains(block)
        || borders
            .filter_map(|border| Some(block.find(border)? + border.len()))
            .any(|at| at <= 70 && text.contains(block[at..].trim_start()))
}

fn even(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
