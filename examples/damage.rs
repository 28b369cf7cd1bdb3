//! Damages good replies of every kind of endpoint and every carrier by chance,
//! reads them as the program does, and counts what passes.
//!
//! `cargo run --release --example damage -- [--count 1000000] [--seed 0]`
//!
//! Exit code 1 when one passes with a wrong part.

#[path = "../tests/faults/damage.rs"]
mod damage;
#[path = "../tests/support/mod.rs"]
mod support;

use std::process::ExitCode;
use std::time::Instant;

use damage::Tally;

/// The number behind a flag.
fn number(flag: &str, otherwise: u64) -> u64 {
    let typed: Vec<String> = std::env::args().collect();
    let at = typed.iter().position(|own| own == flag);
    at.and_then(|at| typed.get(at + 1)?.parse().ok())
        .unwrap_or(otherwise)
}

fn add(tally: &mut Tally, other: Tally) {
    tally.damaged += other.damaged;
    tally.unharmed += other.unharmed;
    tally.inside += other.inside;
    tally.flagged += other.flagged;
    for (reason, count) in other.refused {
        *tally.refused.entry(reason).or_insert(0) += count;
    }
    tally.wrong.extend(other.wrong);
}

fn main() -> ExitCode {
    let (count, seed) = (number("--count", 1_000_000), number("--seed", 0));
    let threads = std::thread::available_parallelism().map_or(1, |count| count.get() as u64);
    let began = Instant::now();
    let mut tally = Tally::default();
    let runs: Vec<_> = (0..threads)
        .map(|thread| {
            let from = seed + count * thread / threads;
            let to = seed + count * (thread + 1) / threads;
            std::thread::spawn(move || damage::run(&damage::desks(), from, to - from))
        })
        .collect();
    for run in runs {
        add(
            &mut tally,
            run.join().expect("a thread that does not panic"),
        );
    }
    println!(
        "{} damaged replies in {:.1} s, seeds {seed} to {}",
        tally.damaged,
        began.elapsed().as_secs_f64(),
        seed + count
    );
    println!("passed unharmed: {}", tally.unharmed);
    println!(
        "passed, damage inside the words of a part: {}",
        tally.inside
    );
    for (reason, count) in &tally.refused {
        println!("refused, {reason}: {count}");
    }
    println!(
        "whole by its form, words or a figure in another place, flagged with an error: {}",
        tally.flagged
    );
    println!("passed with a wrong part: {}", tally.wrong.len());
    for wrong in tally.wrong.iter().take(20) {
        println!("  {wrong}");
    }
    ExitCode::from(u8::from(!tally.wrong.is_empty()))
}
