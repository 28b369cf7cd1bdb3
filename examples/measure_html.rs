//! Measures the reading of web pages against expectations.
//!
//! `cargo run --release --example measure_html -- FOLDER` takes a folder with
//! `expected-html.json`, a list of objects with `file`, `headline`,
//! `body_blocks` and `must_not_survive`, and the pages that it names.

use std::error::Error;
use std::path::Path;

use alih::article::PartKind;
use alih::clean::clean_blocks;
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
    let folder = std::env::args_os()
        .nth(1)
        .ok_or("name the folder with expected-html.json")?;
    let folder = Path::new(&folder);
    let expectations = std::fs::read_to_string(folder.join("expected-html.json"))?;
    let mut total = Score::default();
    for expected in serde_json::from_str::<Vec<Expected>>(&expectations)? {
        let bytes = std::fs::read(folder.join(&expected.file))?;
        let html = decode(&bytes, declared_charset(&bytes).as_deref());
        let score = measure(&expected, page(&html.text, None));
        score.print(&expected.file);
        total.add(score);
    }
    total.print("all");
    Ok(())
}

fn measure(expected: &Expected, page: Page) -> Score {
    if let Verdict::NoArticle(why) = page.verdict {
        println!("  {why}");
    }
    let (title, text, place) = cleaned(page);
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
    Score {
        kept: expected.body_blocks.len() - missing.len(),
        body: expected.body_blocks.len(),
        survived: survived.len(),
        noise: expected.must_not_survive.len(),
        headlines: usize::from(is_right),
        pages: 1,
    }
}

/// Runs the cleaning that follows; captions are not body. Gives headline,
/// text and the dateline's place.
fn cleaned(page: Page) -> (Option<String>, String, Option<String>) {
    let cleaned = clean_blocks(page.title.as_deref(), page.blocks, page.metadata);
    let parts = cleaned
        .parts
        .iter()
        .filter(|part| part.kind != PartKind::Caption);
    let text: Vec<String> = parts.map(|part| even(&part.text)).collect();
    (
        cleaned.title,
        text.join(" "),
        cleaned.metadata.dateline_place,
    )
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
