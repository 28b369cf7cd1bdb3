//! Processor time for 1,000 articles.

use std::process::Command;

use crate::process::{Cost, median, seconds, succeed};
use crate::records::{outcomes, shown};
use crate::tools::{Memory, Tools};

const WIDTH: usize = 16;
const ARTICLES: usize = 1000;

/// Prints a line for the floor, and one for `alih` with and without memory.
///
/// # Errors
/// A run fails.
pub fn run(tools: &Tools) -> Result<(), String> {
    let input = tools.articles(ARTICLES)?;
    let endpoint = tools.endpoint(&[])?;
    println!("CPU for {ARTICLES} articles at width {WIDTH}, no latency");
    let floor = middle(tools, || tools.floor(&endpoint, &input, WIDTH))?;
    line("floor", &floor, &floor);
    let output = tools.path("out.jsonl");
    let with = middle(tools, || {
        let (output, state) = (tools.fresh("out.jsonl"), tools.fresh("state.db"));
        tools.alih(&endpoint, &input, &output, WIDTH, Memory::On(&state))
    })?;
    line("alih, memory on", &with, &floor);
    let asked = endpoint.stats()?.requests;
    let without = middle(tools, || {
        let output = tools.fresh("out.jsonl");
        tools.alih(&endpoint, &input, &output, WIDTH, Memory::Off)
    })?;
    line("alih, memory off", &without, &floor);
    let requests = (endpoint.stats()?.requests - asked) / runs(tools) as u64;
    let counts = shown(&outcomes(&output, ARTICLES)?);
    println!("{requests} requests for {ARTICLES} articles: {counts}");
    Ok(())
}

fn runs(tools: &Tools) -> usize {
    tools.choose(5, 3)
}

fn middle(tools: &Tools, command: impl Fn() -> Command) -> Result<Cost, String> {
    let mut costs = Vec::new();
    for _ in 0..runs(tools) {
        costs.push(succeed(&mut command())?);
    }
    Ok(median(costs, |cost| seconds(cost.cpu)))
}

fn line(name: &str, cost: &Cost, floor: &Cost) {
    println!(
        "{name:<18} {:6.3} s CPU  {:5.2} x floor   {:6.3} s wall",
        seconds(cost.cpu),
        seconds(cost.cpu) / seconds(floor.cpu),
        seconds(cost.wall),
    );
}
