//! Makes models in the embedded engine's own format, and measures the engine.
//!
//! `cargo run --release --example measure_engine -- COMMAND`, one of
//!
//! - `model tiny|real|words FOLDER`: a model of random weights, small or of
//!   the real one's dimensions, or one that knows a few words;
//! - `sentences COUNT FILE` and `articles COUNT FILE`: sentences, one a line,
//!   or articles of 3 KB as JSON lines, the same every time;
//! - `translate FOLDER SENTENCES OUTPUT [THREADS]`: what the engine makes of
//!   them, how long it took, and the most memory it had;
//! - `compare OUTPUT OTHER`: where two outputs differ;
//! - `gaps FOLDER SENTENCES OUTPUT OTHER`: how near the two best pieces stand
//!   where two outputs part.

use std::error::Error;
use std::path::Path;
use std::time::Instant;

use alih::engine::{Files, Pool};

#[path = "measure_engine/gaps.rs"]
mod gaps;
#[path = "../tests/support/model/mod.rs"]
mod model;

use model::{Shape, dictionary, phrases, random};

fn main() -> Result<(), Box<dyn Error>> {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match arguments[..] {
        ["model", kind, folder] => write_model(kind, Path::new(folder)),
        ["sentences", count, file] => Ok(std::fs::write(
            file,
            phrases::sentences(count.parse()?).join("\n") + "\n",
        )?),
        ["articles", count, file] => write_articles(count.parse()?, file),
        ["translate", folder, sentences, output] => translate(folder, sentences, output, 1),
        ["translate", folder, sentences, output, threads] => {
            translate(folder, sentences, output, threads.parse()?)
        }
        ["compare", output, other] => compare(output, other),
        ["gaps", folder, sentences, output, other] => {
            gaps::print(Path::new(folder), sentences, output, other)
        }
        _ => Err("the commands stand at the beginning of examples/measure_engine.rs".into()),
    }
}

fn write_model(kind: &str, folder: &Path) -> Result<(), Box<dyn Error>> {
    let model = match kind {
        "tiny" => random::model(Shape::TINY),
        "real" => random::model(Shape::REAL),
        "words" => dictionary::model(&[
            ("Gubernur", "Governor"),
            ("membuka", "opened"),
            ("pasar", "the market"),
            ("pada", "on"),
            ("Senin", "Monday"),
        ]),
        _ => return Err("give tiny, real or words".into()),
    };
    model.write(folder);
    Ok(())
}

/// Articles of about 3,000 bytes, six paragraphs each, no two the same.
fn write_articles(count: usize, file: &str) -> Result<(), Box<dyn Error>> {
    let sentences = phrases::sentences(8_000);
    let mut draw = model::Draw(3);
    let mut lines = String::new();
    for number in 0..count {
        let mut text = String::new();
        while text.len() < 3_000 {
            text.push_str(&sentences[draw.below(sentences.len())]);
            text.push_str(if draw.below(5) == 0 { "\n\n" } else { " " });
        }
        let title = sentences[draw.below(sentences.len())].trim_end_matches('.');
        let article = serde_json::json!({"id": format!("a{number}"), "title": title, "text": text});
        lines.push_str(&article.to_string());
        lines.push('\n');
    }
    Ok(std::fs::write(file, lines)?)
}

fn translate(
    folder: &str,
    sentences: &str,
    output: &str,
    threads: usize,
) -> Result<(), Box<dyn Error>> {
    let folder = Path::new(folder);
    let vocabulary = folder.join("vocab.iden.spm");
    let texts: Vec<String> = std::fs::read_to_string(sentences)?
        .lines()
        .map(str::to_owned)
        .collect();
    let runtime = tokio::runtime::Builder::new_current_thread().build()?;
    let began = Instant::now();
    let pool = Pool::start(
        Files {
            weights: folder.join("model.iden.intgemm.alphas.bin"),
            source: vocabulary.clone(),
            target: vocabulary,
        },
        threads,
    );
    let first: Vec<String> = texts.iter().take(1).cloned().collect();
    runtime.block_on(pool.translate(first))?;
    println!(
        "start-up to first sentence: {:.0} ms",
        began.elapsed().as_secs_f64() * 1e3
    );
    let began = Instant::now();
    let count = texts.len();
    let said = runtime.block_on(pool.translate(texts))?;
    let seconds = began.elapsed().as_secs_f64();
    println!("{count} sentences with {threads} threads: {seconds:.2} s");
    println!("peak memory: {} MB", peak_memory().unwrap_or(0));
    Ok(std::fs::write(output, said.join("\n") + "\n")?)
}

/// In MB, where the system tells.
fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let row = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:"))?;
    let kilobytes: u64 = row.trim().trim_end_matches(" kB").parse().ok()?;
    Some(kilobytes / 1_000)
}

fn compare(output: &str, other: &str) -> Result<(), Box<dyn Error>> {
    let (one, two) = (
        std::fs::read_to_string(output)?,
        std::fs::read_to_string(other)?,
    );
    let pairs: Vec<(&str, &str)> = one.lines().zip(two.lines()).collect();
    let differ: Vec<_> = pairs.iter().filter(|(one, two)| one != two).collect();
    for (one, two) in &differ {
        println!("- {one}\n+ {two}\n");
    }
    println!(
        "{} of {} are equal",
        pairs.len() - differ.len(),
        pairs.len()
    );
    Ok(())
}
