//! Measures the fidelity checks: false alarms on good machine output, and how
//! many errors they find that are put in with a fixed seed.
//!
//! `cargo run --release --example measure_guard -- FOLDER [SEED]`, where
//! FOLDER holds `NAME.id`, the source line by line, `NAME.ENGINE.en`, what
//! the engines google and microsoft made of it, and perhaps `NAME.en`, what
//! people did.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::time::Instant;

use alih::article::{Flag, PartKind, Severity};
use alih::glossary::Glossary;
use alih::guard::{Document, Pair, Thresholds, check};

#[path = "measure_guard/injections.rs"]
mod injections;
#[path = "measure_guard/summaries.rs"]
mod summaries;

use injections::{INJECTIONS, Paragraph};

/// Sentences of one article.
const ARTICLE: usize = 12;

/// Sentences of one paragraph, in the ways that are measured.
const PARAGRAPHS: [usize; 3] = [3, 1, 12];

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let mut arguments = std::env::args().skip(1);
    let folder = PathBuf::from(
        arguments
            .next()
            .ok_or("usage: measure_guard FOLDER [SEED]")?,
    );
    let seed = arguments.next().map_or(Ok(7), |seed| seed.parse())?;
    let show = arguments.next();
    let (name, source) = source(&folder)?;
    let engines = engines(&folder, &name)?;
    for engine in &engines {
        let target = read(&folder.join(format!("{name}.{engine}.en")))?;
        for paragraph in PARAGRAPHS {
            let articles = articles(&source, &target, paragraph);
            println!("\n{engine}, {paragraph} sentences a paragraph, seed {seed}");
            report(&articles, seed, show.as_deref());
            if paragraph == PARAGRAPHS[0] {
                let show = show.as_deref() == Some("summaries");
                let by = |other: &str| read(&folder.join(format!("{name}.{other}en")));
                let mut truths = vec![("the engine itself", target.clone())];
                for other in engines.iter().filter(|other| **other != *engine) {
                    truths.push(("another engine", by(&format!("{other}."))?));
                }
                truths.extend(by("").map(|people| ("people", people)));
                let truths: Vec<summaries::Truth> =
                    truths.iter().map(|(by, own)| (*by, &own[..])).collect();
                summaries::report(&articles, &truths, seed, show);
            }
        }
    }
    Ok(())
}

fn source(folder: &Path) -> Result<(String, Vec<String>), Box<dyn std::error::Error>> {
    for entry in std::fs::read_dir(folder)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == "id") {
            let name = path
                .file_stem()
                .unwrap_or_default()
                .to_string_lossy()
                .into_owned();
            return Ok((name, lines(&std::fs::read_to_string(path)?)));
        }
    }
    Err("the folder has no file that ends in .id".into())
}

fn engines(folder: &Path, name: &str) -> Result<Vec<String>, Box<dyn std::error::Error>> {
    let mut found = Vec::new();
    for entry in std::fs::read_dir(folder)? {
        let file = entry?.file_name().to_string_lossy().into_owned();
        let engine = file
            .strip_prefix(&format!("{name}."))
            .and_then(|rest| rest.strip_suffix(".en"));
        found.extend(engine.map(str::to_owned));
    }
    found.retain(|engine| engine == "google" || engine == "microsoft");
    found.sort();
    Ok(found)
}

fn read(path: &Path) -> std::io::Result<Vec<String>> {
    std::fs::read_to_string(path).map(|text| lines(&text))
}

/// Lines without the entities that some engines leave.
fn lines(text: &str) -> Vec<String> {
    let plain = |line: &str| {
        line.trim()
            .replace("&#39;", "'")
            .replace("&quot;", "\"")
            .replace("&amp;", "&")
    };
    text.lines().map(plain).collect()
}

fn articles(source: &[String], target: &[String], paragraph: usize) -> Vec<Vec<Paragraph>> {
    let pairs: Vec<(&String, &String)> = source.iter().zip(target).collect();
    let paragraphs =
        |article: &[(&String, &String)]| article.chunks(paragraph).map(Paragraph::of).collect();
    pairs.chunks(ARTICLE).map(paragraphs).collect()
}

fn report(articles: &[Vec<Paragraph>], seed: u64, show: Option<&str>) {
    let clean: Vec<Vec<Flag>> = articles.iter().map(|article| flags(article)).collect();
    let sentences: usize = articles.iter().flatten().map(|one| one.target.len()).sum();
    let mut counts: BTreeMap<(Severity, String), usize> = BTreeMap::new();
    for (article, flags) in articles.iter().zip(&clean) {
        for flag in flags {
            *counts
                .entry((flag.severity, flag.check.to_string()))
                .or_default() += 1;
            if show == Some("alarms") || show == Some(&*flag.check) {
                print_flag(article, flag);
            }
        }
    }
    println!(
        "  clean: {} articles, {sentences} sentences",
        articles.len()
    );
    for ((severity, check), count) in counts.iter().rev() {
        println!("    {count:4} {severity:?} {check}");
    }
    let errors = |flag: &&Flag| {
        flag.severity == Severity::Error
            && !flag.check.starts_with("number")
            && !flag.check.starts_with("date")
    };
    let alarms = clean.iter().flatten().filter(errors).count();
    println!(
        "    {:.2} % of sentences with an error other than numbers",
        share(alarms, sentences)
    );
    println!(
        "  {:34} {:>5} {:>7} {:>7}",
        "injected", "cases", "any %", "error %"
    );
    for injection in INJECTIONS {
        let mut random = fastrand::Rng::with_seed(seed);
        let (mut cases, mut found, mut found_error) = (0, 0, 0);
        for (article, clean) in articles.iter().zip(&clean) {
            for _ in 0..3 {
                let mut changed = article.clone();
                if (injection.put)(&mut changed, &mut random).is_none() {
                    continue;
                }
                cases += 1;
                let new = new_flags(flags(&changed), clean);
                let worst = new.iter().map(|flag| flag.severity).max();
                found += usize::from(worst >= Some(Severity::Warning));
                found_error += usize::from(worst == Some(Severity::Error));
                if show == Some(injection.name) && worst < Some(Severity::Warning) {
                    for (was, is) in article.iter().zip(&changed) {
                        if was.target() != is.target() {
                            println!("S {}\nT {}\n", was.source, is.target());
                        }
                    }
                }
            }
        }
        println!(
            "  {:34} {cases:5} {:7.1} {:7.1}",
            injection.name,
            share(found, cases),
            share(found_error, cases)
        );
    }
    speed(articles);
}

fn print_flag(article: &[Paragraph], flag: &Flag) {
    let place = flag
        .part
        .as_ref()
        .and_then(|part| part[1..].parse::<usize>().ok())
        .unwrap_or(1);
    let cut = |text: &str, span: Option<alih::article::Span>| {
        let span = span.map(|span| text.chars().skip(span.start).take(span.end - span.start));
        span.map(Iterator::collect::<String>)
    };
    let paragraph = &article[place - 1];
    println!(
        "{:?} {} {:?} {:?}\nS {}\nT {}\n",
        flag.severity,
        flag.check,
        cut(&paragraph.source, flag.source),
        cut(&paragraph.target(), flag.target),
        paragraph.source,
        paragraph.target()
    );
}

fn flags(article: &[Paragraph]) -> Vec<Flag> {
    let glossary = GLOSSARY.with(Clone::clone);
    let thresholds = Thresholds::default();
    let texts: Vec<(String, String)> = article
        .iter()
        .enumerate()
        .map(|(at, one)| (format!("p{}", at + 1), one.target()))
        .collect();
    let pairs = article
        .iter()
        .zip(&texts)
        .map(|(one, (part, target))| Pair {
            part,
            kind: PartKind::Body,
            source: &one.source,
            target,
            leave_out: &[],
        });
    check(&Document {
        pairs: pairs.collect(),
        published: None,
        glossary: &glossary,
        target_language: "en-US",
        thresholds: &thresholds,
    })
}

thread_local! {
    static GLOSSARY: std::rc::Rc<Glossary> = std::rc::Rc::new(Glossary::starter());
}

fn new_flags(flags: Vec<Flag>, clean: &[Flag]) -> Vec<Flag> {
    let same = |flag: &Flag, old: &Flag| {
        flag.check == old.check && flag.part == old.part && flag.severity == old.severity
    };
    flags
        .into_iter()
        .filter(|flag| !clean.iter().any(|old| same(flag, old)))
        .collect()
}

fn speed(articles: &[Vec<Paragraph>]) {
    let bytes: usize = articles.iter().flatten().map(|one| one.source.len()).sum();
    let start = Instant::now();
    let rounds = 20;
    let count: usize = (0..rounds)
        .flat_map(|_| articles)
        .map(|one| flags(one).len())
        .sum();
    let time = start.elapsed().as_secs_f64() * 1e6 / f64::from(rounds);
    println!(
        "  {:.1} µs for 3 KB of source ({} flags)",
        time / bytes as f64 * 3000.0,
        count / 20
    );
}

fn share(part: usize, whole: usize) -> f64 {
    if whole == 0 {
        0.0
    } else {
        part as f64 * 100.0 / whole as f64
    }
}
