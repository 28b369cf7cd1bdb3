//! Processor time for 1,000 articles.

use std::process::Command;

use crate::process::{Cores, Cost, median, on, seconds, succeed};
use crate::records::{outcomes, shown};
use crate::tools::{Memory, Tools};

const WIDTH: usize = 16;
const ARTICLES: usize = 1000;

/// What the programs took in one turn, one right after the other: a machine's
/// speed changes while it is measured.
#[derive(Clone, Copy)]
struct Turn {
    floor: Cost,
    with: Cost,
    without: Cost,
}

/// Prints a line for the floor, and one for `alih` with and without memory,
/// each on as few cores as can be.
///
/// # Errors
/// A run fails.
pub fn run(tools: &Tools) -> Result<(), String> {
    let input = tools.articles(ARTICLES)?;
    let endpoint = tools.endpoint(&[])?;
    let cores = Cores::fewest();
    let where_it_ran = cores.shown();
    println!("CPU for {ARTICLES} articles at width {WIDTH}, no latency, {where_it_ran}");
    let pinned = |command: Command| succeed(&mut on(cores, command));
    let output = tools.path("out.jsonl");
    let mut turns = Vec::new();
    for _ in 0..tools.choose(9, 3) {
        let floor = pinned(tools.floor(&endpoint, &input, WIDTH))?;
        let (fresh, state) = (tools.fresh("out.jsonl"), tools.fresh("state.db"));
        let memory = Memory::On(&state);
        let with = pinned(tools.alih(&endpoint, &input, &fresh, WIDTH, memory))?;
        let fresh = tools.fresh("out.jsonl");
        let without = pinned(tools.alih(&endpoint, &input, &fresh, WIDTH, Memory::Off))?;
        turns.push(Turn {
            floor,
            with,
            without,
        });
    }
    line("floor", &turns, |turn| turn.floor);
    line("alih, memory on", &turns, |turn| turn.with);
    line("alih, memory off", &turns, |turn| turn.without);
    let requests = endpoint.stats()?.requests / (turns.len() * 3) as u64;
    let counts = shown(&outcomes(&output, ARTICLES)?);
    println!("{requests} requests for {ARTICLES} articles: {counts}");
    Ok(())
}

fn line(name: &str, turns: &[Turn], of: impl Fn(&Turn) -> Cost) {
    let cpu = |turn: &Turn| seconds(of(turn).cpu);
    let middle = of(&median(turns.to_vec(), cpu));
    let ratio = |turn: &Turn| cpu(turn) / seconds(turn.floor.cpu);
    println!(
        "{name:<18} {:6.3} s CPU  {:5.2} x floor   {:6.3} s wall",
        seconds(middle.cpu),
        ratio(&median(turns.to_vec(), ratio)),
        seconds(middle.wall),
    );
}
