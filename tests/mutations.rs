//! A few seconds of what fuzzing does for hours: the same properties, on
//! mutations of a small corpus. The mutations are the same in every run.

use std::panic::catch_unwind;
use std::path::{Path, PathBuf};

#[path = "../fuzz/properties/mod.rs"]
mod properties;

use properties::Property;

/// How many inputs each property is asked about.
const INPUTS: u64 = 400;

/// No input is longer, in bytes.
const LONGEST: usize = 6_000;

#[test]
fn mutated_inputs_break_nothing() {
    for (name, property) in properties::ALL {
        let seeds = seeds(name);
        assert!(!seeds.is_empty(), "{name} has no seeds");
        let words = words(name);
        for seed in &seeds {
            ask(name, property, seed);
        }
        for number in 0..INPUTS {
            let mut chance = fastrand::Rng::with_seed(number);
            ask(name, property, &mutated(&seeds, &words, &mut chance));
        }
    }
}

fn ask(name: &str, property: Property, input: &[u8]) {
    let held = catch_unwind(|| property(input));
    assert!(
        held.is_ok(),
        "{name} breaks on \"{}\"",
        input.escape_ascii()
    );
}

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("fuzz")
}

/// The inputs that a target begins with, in the order of their names.
fn seeds(name: &str) -> Vec<Vec<u8>> {
    let mut files: Vec<PathBuf> = std::fs::read_dir(folder().join("seeds").join(name))
        .into_iter()
        .flatten()
        .map(|entry| entry.unwrap().path())
        .collect();
    files.sort();
    files
        .iter()
        .map(|file| std::fs::read(file).unwrap())
        .collect()
}

/// The words of a target's dictionary.
fn words(name: &str) -> Vec<Vec<u8>> {
    let file = folder().join("words").join(format!("{name}.txt"));
    let text = std::fs::read_to_string(file).unwrap_or_default();
    text.lines()
        .filter_map(|line| line.strip_prefix('"')?.strip_suffix('"'))
        .map(unescaped)
        .collect()
}

/// A dictionary's way of writing bytes: `\x0a`.
fn unescaped(word: &str) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut pieces = word.split("\\x");
    bytes.extend(pieces.next().unwrap_or_default().bytes());
    for piece in pieces {
        bytes.push(u8::from_str_radix(&piece[..2], 16).unwrap());
        bytes.extend(piece[2..].bytes());
    }
    bytes
}

fn mutated(seeds: &[Vec<u8>], words: &[Vec<u8>], chance: &mut fastrand::Rng) -> Vec<u8> {
    let mut input = seeds[chance.usize(..seeds.len())].clone();
    for _ in 0..chance.usize(1..12) {
        let range = some_range(&input, chance);
        match chance.u8(..6) {
            0 => drop(input.drain(range)),
            1 => {
                let copy = input[range].to_vec();
                insert(&mut input, &copy, chance);
            }
            2 if !words.is_empty() => {
                insert(&mut input, &words[chance.usize(..words.len())], chance)
            }
            3 => {
                let other = &seeds[chance.usize(..seeds.len())];
                let piece = other[some_range(other, chance)].to_vec();
                insert(&mut input, &piece, chance);
            }
            4 => insert(
                &mut input,
                [" ", "\n", ".", "\"", "\u{a0}", "-"][chance.usize(..6)].as_bytes(),
                chance,
            ),
            _ if !input.is_empty() => {
                let at = chance.usize(..input.len());
                input[at] = chance.u8(..128);
            }
            _ => {}
        }
        input.truncate(LONGEST);
    }
    input
}

fn some_range(bytes: &[u8], chance: &mut fastrand::Rng) -> std::ops::Range<usize> {
    let start = chance.usize(..=bytes.len());
    let longest = (bytes.len() - start).min(200);
    start..start + chance.usize(..=longest)
}

fn insert(into: &mut Vec<u8>, piece: &[u8], chance: &mut fastrand::Rng) {
    let at = chance.usize(..=into.len());
    into.splice(at..at, piece.iter().copied());
}
