//! Measures cleaning on a folder of articles with expectations.
//!
//! `cargo run --release --example measure_clean -- FOLDER [--removals]`
//!
//! The folder holds `text/*.txt` and `expected-text.json`, a list of objects
//! with `id` (the beginning of a file's name), `outlet`, `headline`,
//! `must_survive`, `must_not_survive` and, where known, `body_starts_with` and
//! `n_body_lines`. Prints per outlet how much of the story was kept, how much
//! noise survived and how many headlines are right.

use std::collections::BTreeMap;
use std::path::Path;
use std::time::Instant;

use alih::article::RawArticle;
use alih::clean::{Cleaned, clean};
use serde_json::Value;

/// How many of how many.
#[derive(Default)]
struct Share {
    hits: usize,
    all: usize,
}

impl Share {
    fn count(&mut self, hit: bool) {
        self.all += 1;
        self.hits += usize::from(hit);
    }

    fn add(&mut self, other: &Share) {
        self.hits += other.hits;
        self.all += other.all;
    }
}

impl std::fmt::Display for Share {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        let percent = 100.0 * self.hits as f64 / self.all.max(1) as f64;
        write!(f, "{:>3}/{:<3} {percent:>5.1}%", self.hits, self.all)
    }
}

#[derive(Default)]
struct Tally {
    kept: Share,
    noise: Share,
    undecided: Share,
    headlines: Share,
    openings: Share,
    bytes: usize,
}

impl Tally {
    fn add(&mut self, other: &Tally) {
        self.kept.add(&other.kept);
        self.noise.add(&other.noise);
        self.undecided.add(&other.undecided);
        self.headlines.add(&other.headlines);
        self.openings.add(&other.openings);
        self.bytes += other.bytes;
    }
}

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = arguments
        .next()
        .ok_or("name the folder with the articles")?;
    let list_removals = arguments.any(|argument| argument == "--removals");
    let folder = Path::new(&folder);
    let expected: Vec<Value> =
        serde_json::from_str(&std::fs::read_to_string(folder.join("expected-text.json"))?)?;
    let mut tallies: BTreeMap<String, Tally> = BTreeMap::new();
    let mut articles = Vec::new();
    for article in &expected {
        let raw = read(folder, text(article, "id"))?;
        let cleaned = clean(&raw);
        let tally = judge(article, &raw, &cleaned);
        if list_removals {
            print_removals(text(article, "id"), &cleaned);
        }
        tallies
            .entry(text(article, "outlet").to_owned())
            .or_default()
            .add(&tally);
        articles.push(raw);
    }
    print_tallies(&tallies);
    print_speed(&articles);
    Ok(())
}

fn text<'a>(article: &'a Value, field: &str) -> &'a str {
    article[field].as_str().unwrap_or_default()
}

fn strings<'a>(article: &'a Value, field: &str) -> impl Iterator<Item = &'a str> {
    article[field]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
}

fn read(folder: &Path, id: &str) -> std::io::Result<RawArticle> {
    for entry in std::fs::read_dir(folder.join("text"))? {
        let path = entry?.path();
        let named = path
            .file_name()
            .is_some_and(|name| name.to_string_lossy().starts_with(id));
        if named {
            return Ok(RawArticle {
                text: std::fs::read_to_string(path)?,
                ..RawArticle::default()
            });
        }
    }
    Err(std::io::Error::other(format!("no text for {id}")))
}

/// White space as single spaces, so that only words are compared.
fn plain(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn judge(article: &Value, raw: &RawArticle, cleaned: &Cleaned) -> Tally {
    let id = text(article, "id");
    let parts: Vec<&str> = cleaned
        .parts
        .iter()
        .map(|part| part.text.as_str())
        .collect();
    let story = plain(&parts.join(" "));
    let mut tally = Tally {
        bytes: raw.text.len(),
        ..Tally::default()
    };
    for words in strings(article, "must_survive") {
        let kept = story.contains(&plain(words));
        tally.kept.count(kept);
        if !kept {
            println!("{id} lost: {words}");
        }
    }
    for words in strings(article, "must_not_survive") {
        let left = story.contains(&plain(words));
        let marked = left
            && cleaned
                .notes
                .iter()
                .any(|note| note.check == "clean.inline_link");
        tally.noise.count(left);
        tally.undecided.count(marked);
        if left {
            println!(
                "{id} left{}: {words}",
                if marked { " (marked)" } else { "" }
            );
        }
    }
    let headline = cleaned.title.as_deref() == Some(plain(text(article, "headline")).as_str());
    tally.headlines.count(headline);
    if !headline {
        println!("{id} headline: {:?}", cleaned.title);
    }
    let opening = plain(text(article, "body_starts_with"));
    let opens = story.starts_with(&opening);
    tally.openings.count(opens);
    if !opens {
        println!("{id} opens: {}", story.chars().take(80).collect::<String>());
    }
    if let Some(lines) = article["n_body_lines"].as_u64()
        && lines != cleaned.parts.len() as u64
    {
        println!("{id} parts: {} instead of {lines}", cleaned.parts.len());
    }
    tally
}

fn print_removals(id: &str, cleaned: &Cleaned) {
    for removal in &cleaned.removed {
        println!(
            "{id} @{:<6} {:<18} {}",
            removal.at,
            removal.rule,
            plain(&removal.text)
        );
    }
}

fn print_tallies(tallies: &BTreeMap<String, Tally>) {
    println!(
        "{:<16} {:<15} {:<15} {:<15} {:<15} {:<15}",
        "outlet", "story kept", "noise left", "of it marked", "headline", "opening"
    );
    let mut total = Tally::default();
    for (outlet, tally) in tallies {
        print_tally(outlet, tally);
        total.add(tally);
    }
    print_tally("all", &total);
}

fn print_tally(outlet: &str, tally: &Tally) {
    println!(
        "{outlet:<16} {:<15} {:<15} {:<15} {:<15} {:<15}",
        tally.kept.to_string(),
        tally.noise.to_string(),
        tally.undecided.to_string(),
        tally.headlines.to_string(),
        tally.openings.to_string(),
    );
}

fn print_speed(articles: &[RawArticle]) {
    const ROUNDS: usize = 200;
    let bytes: usize = articles.iter().map(|raw| raw.text.len()).sum();
    let started = Instant::now();
    let mut parts = 0;
    for _ in 0..ROUNDS {
        for raw in articles {
            parts += std::hint::black_box(clean(raw)).parts.len();
        }
    }
    let seconds = started.elapsed().as_secs_f64();
    println!(
        "{:.0} MB/s, {:.1} µs per article ({} parts each)",
        (bytes * ROUNDS) as f64 / 1e6 / seconds,
        seconds * 1e6 / (articles.len() * ROUNDS) as f64,
        parts / (articles.len() * ROUNDS),
    );
}
