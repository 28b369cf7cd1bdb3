//! An endpoint that allows 20 requests a second and does not say so before.

use crate::process::{seconds, succeed};
use crate::records::outcomes;
use crate::tools::{Memory, Tools};

const WIDTH: usize = 16;
const RATE: f64 = 20.0;
/// How the endpoint refuses, and whether the rate is given in settings.
const CASES: [(&str, &str, bool); 5] = [
    ("whole seconds", "seconds", false),
    ("milliseconds", "milliseconds", false),
    ("rate headers", "headers", false),
    ("no header", "none", false),
    ("rate in settings", "seconds", true),
];

/// Prints a line for each kind of hint and each size of bucket.
///
/// # Errors
/// A run fails, or an article is missing.
pub fn run(tools: &Tools) -> Result<(), String> {
    println!("{RATE} requests a second, width {WIDTH}");
    println!("hint              bucket  articles  requests  wasted     s   x ideal");
    for bucket in [20.0, 1.0] {
        for (name, hint, given) in CASES {
            line(tools, name, hint, given, bucket)?;
        }
    }
    Ok(())
}

fn line(tools: &Tools, name: &str, hint: &str, given: bool, bucket: f64) -> Result<(), String> {
    let articles = tools.choose(1000, 200);
    let input = tools.articles(articles)?;
    let options = [
        "--rate",
        "20",
        "--bucket",
        &bucket.to_string(),
        "--hint",
        hint,
    ];
    let endpoint = tools.endpoint(&options)?;
    let (output, state) = (tools.fresh("out.jsonl"), tools.fresh("state.db"));
    let mut command = tools.alih(&endpoint, &input, &output, WIDTH, Memory::On(&state));
    if given {
        command.args(["--requests-per-minute", &(RATE * 60.0).to_string()]);
    }
    let cost = succeed(&mut command)?;
    outcomes(&output, articles)?;
    let stats = endpoint.stats()?;
    let ideal = (articles as f64 - bucket) / RATE;
    println!(
        "{name:<17} {bucket:6}  {articles:8}  {:8}  {:4.1} %  {:5.1}  {:7.3}",
        stats.requests,
        100.0 * stats.refused as f64 / stats.requests as f64,
        seconds(cost.wall),
        seconds(cost.wall) / ideal,
    );
    Ok(())
}
