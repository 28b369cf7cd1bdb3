//! Gives the program bodies and inputs that are far too large, and prints what
//! became of it, how long that took and how much memory.
//!
//! `cargo build --release && cargo run --release --example hostile`

#[path = "../tests/faults/hostile.rs"]
mod hostile;
#[path = "../tests/support/mod.rs"]
mod support;

/// What the program is meant to bear.
const FULL: hostile::Scale = hostile::Scale {
    body: 1024,
    packed: 1024,
    article: 10,
    line: 1_000_000,
    lines: 1_000_000,
};

fn main() {
    let own = std::env::current_exe().expect("a path");
    let binary = own.ancestors().nth(2).expect("a folder").join("alih");
    println!("| case | exit | seconds | peak MiB | requests | told |\n|---|---|---|---|---|---|");
    for row in hostile::measure(&binary, FULL) {
        println!(
            "| {} | {} | {:.2} | {:.1} | {} | {} |",
            row.name,
            row.code,
            row.took.as_secs_f64(),
            row.peak as f64 / 1024.0,
            row.requests,
            row.told
        );
    }
}
