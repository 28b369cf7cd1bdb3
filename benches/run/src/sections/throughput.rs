//! Wall time against the floor's, by latency and width.

use crate::process::{median, seconds, succeed};
use crate::records::outcomes;
use crate::tools::{Memory, Tools};

const LATENCIES: [u64; 3] = [0, 50, 800];
const WIDTHS: [usize; 4] = [1, 16, 64, 256];
/// Milliseconds that a run may take at most, by its latency alone.
const LONGEST: u64 = 8000;

/// Prints a line for each latency and width.
///
/// # Errors
/// A run fails.
pub fn run(tools: &Tools) -> Result<(), String> {
    println!("latency  width  articles   floor s    alih s   ratio   articles/s");
    for latency in LATENCIES {
        for width in WIDTHS {
            line(tools, latency, width)?;
        }
    }
    Ok(())
}

fn line(tools: &Tools, latency: u64, width: usize) -> Result<(), String> {
    let most = tools.choose(1000, 250);
    let articles = match LONGEST.checked_div(latency) {
        Some(rounds) => most.min(rounds as usize * width),
        None => most,
    };
    let input = tools.articles(articles)?;
    let endpoint = tools.endpoint(&["--latency", &latency.to_string()])?;
    let (mut floor, mut alih) = (Vec::new(), Vec::new());
    for _ in 0..tools.choose(3, 1) {
        floor.push(succeed(&mut tools.floor(&endpoint, &input, width))?);
        let (output, state) = (tools.fresh("out.jsonl"), tools.fresh("state.db"));
        let memory = Memory::On(&state);
        alih.push(succeed(
            &mut tools.alih(&endpoint, &input, &output, width, memory),
        )?);
        outcomes(&output, articles)?;
    }
    let wall = |cost: &crate::process::Cost| seconds(cost.wall);
    let (floor, alih) = (wall(&median(floor, wall)), wall(&median(alih, wall)));
    println!(
        "{latency:4} ms  {width:5}  {articles:8}  {floor:8.3}  {alih:8.3}  {:6.3}  {:10.0}",
        alih / floor,
        articles as f64 / alih,
    );
    Ok(())
}
