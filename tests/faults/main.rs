//! Every fault and every bad input, one test for each row of the table in
//! `tests/README.md`: `cargo test -- row_ security_` runs them all.

#[path = "../support/mod.rs"]
mod support;

mod content;
mod cross;
mod damage;
mod ended;
mod hostile;
mod input;
mod network;
mod security;
mod status;
mod table;

/// What the program bears, in small.
const SMALL: hostile::Scale = hostile::Scale {
    body: 40,
    packed: 40,
    article: 10,
    line: 20_000,
    lines: 2_000,
};

/// The command for a million: `cargo run --release --example damage`.
#[test]
fn twenty_thousand_damaged_replies_and_none_passes_with_a_wrong_part() {
    let tally = damage::run(&damage::desks(), 0, 20_000);
    println!(
        "{} damaged: {} unharmed, {} damaged inside a part, {:?} refused",
        tally.damaged, tally.unharmed, tally.inside, tally.refused
    );
    assert!(tally.wrong.is_empty(), "{:#?}", tally.wrong);
    // The blows hit: most replies are refused, for more than one reason.
    assert!(tally.refused.values().sum::<u64>() > 8_000 && tally.refused.len() >= 5);
}

/// The command for a gigabyte: `cargo run --release --example hostile`.
#[test]
fn what_is_far_too_large_takes_little_memory() {
    let binary = assert_cmd::cargo::cargo_bin("alih");
    for row in hostile::measure(&binary, SMALL) {
        println!(
            "{}: exit {}, {} KiB, {:?}, {} requests: {}",
            row.name, row.code, row.peak, row.took, row.requests, row.told
        );
        let estimated = row.name.contains("estimated");
        assert_eq!(
            row.code,
            if estimated { 0 } else { 4 },
            "{}: {}",
            row.name,
            row.told
        );
        assert!(row.peak < 160 << 10, "{}: {} KiB", row.name, row.peak);
    }
}
