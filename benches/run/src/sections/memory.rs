//! Peak memory, however many articles there are.

use crate::process::{Cost, succeed};
use crate::records::{outcomes, shown};
use crate::tools::{Memory, Tools};

const WIDTH: usize = 64;

/// Prints a line for each number of articles.
///
/// # Errors
/// A run fails, or an article is missing or doubled.
pub fn run(tools: &Tools) -> Result<(), String> {
    // The system counts the memory of the process that starts a program as
    // the program's own until that has more.
    println!(
        "at least {:.1} MB by the way it is measured",
        own_peak() / 1e6
    );
    println!("articles   floor MB   alih MB   against 1,000   (width {WIDTH}, everything on)");
    let mut first = None;
    for articles in tools.choose([1000, 10_000, 100_000], [200, 1000, 5000]) {
        let input = tools.articles(articles)?;
        let endpoint = tools.endpoint(&[])?;
        let floor = succeed(&mut tools.floor(&endpoint, &input, WIDTH))?;
        let (output, state) = (tools.fresh("out.jsonl"), tools.fresh("state.db"));
        let memory = Memory::On(&state);
        let alih = succeed(&mut tools.alih(&endpoint, &input, &output, WIDTH, memory))?;
        let counts = outcomes(&output, articles)?;
        let alih_size = megabytes(&alih);
        println!(
            "{articles:8}  {:9.1}  {alih_size:8.1}  {:13.2} x   {}",
            megabytes(&floor),
            alih_size / *first.get_or_insert(alih_size),
            shown(&counts),
        );
        tools.fresh("state.db");
        tools.fresh("out.jsonl");
    }
    Ok(())
}

/// This process's peak memory in bytes, where the system tells.
fn own_peak() -> f64 {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let peak = status
        .lines()
        .find_map(|line| line.strip_prefix("VmHWM:")?.trim().strip_suffix(" kB"));
    peak.and_then(|size| size.trim().parse().ok())
        .map_or(0.0, |size: f64| size * 1024.0)
}

fn megabytes(cost: &Cost) -> f64 {
    cost.memory as f64 / 1e6
}
