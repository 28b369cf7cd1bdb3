//! How long until something happens.

use std::process::Command;
use std::time::{SystemTime, UNIX_EPOCH};

use crate::endpoint::Endpoint;
use crate::process::{median, seconds, succeed};
use crate::tools::{Memory, Tools};

/// Prints the time that `--version` takes, and the time until the first byte
/// of the first request, beside the floor's.
///
/// # Errors
/// A run fails.
pub fn run(tools: &Tools) -> Result<(), String> {
    let version = |command: fn(&Tools) -> Command| -> Result<f64, String> {
        let mut costs = Vec::new();
        for _ in 0..tools.choose(51, 11) {
            costs.push(succeed(&mut command(tools))?);
        }
        Ok(1000.0 * seconds(median(costs, |cost| seconds(cost.wall)).wall))
    };
    let (floor, alih) = (
        version(Tools::floor_version)?,
        version(Tools::alih_version)?,
    );
    line("--version", floor, alih);

    let input = tools.articles(1)?;
    let floor = first_byte(tools, |endpoint| tools.floor(endpoint, &input, 1))?;
    let plain = first_byte(tools, |endpoint| {
        let output = tools.fresh("out.jsonl");
        tools.alih(endpoint, &input, &output, 1, Memory::Off)
    })?;
    line("first byte, memory off", floor, plain);
    let new = first_byte(tools, |endpoint| {
        let (output, state) = (tools.fresh("out.jsonl"), tools.fresh("state.db"));
        tools.alih(endpoint, &input, &output, 1, Memory::On(&state))
    })?;
    line("first byte, new memory", floor, new);

    let state = tools.fresh("kept.db");
    let other = tools.articles(100)?;
    let endpoint = tools.endpoint(&[])?;
    let output = tools.fresh("out.jsonl");
    succeed(&mut tools.alih(&endpoint, &other, &output, 16, Memory::On(&state)))?;
    let kept = tools.path("copy.db");
    let used = first_byte(tools, |endpoint| {
        tools.fresh("copy.db");
        // A copy, or the article would come from memory the second time.
        let _ = std::fs::copy(&state, &kept);
        let output = tools.fresh("out.jsonl");
        let unknown = tools.path("unknown.jsonl");
        let _ = crate::articles::write(&unknown, 1, tools.seed + 1);
        tools.alih(endpoint, &unknown, &output, 1, Memory::On(&kept))
    })?;
    line("first byte, kept memory", floor, used);
    Ok(())
}

fn line(name: &str, floor: f64, alih: f64) {
    println!(
        "{name:<24} floor {floor:6.2} ms   alih {alih:6.2} ms   {:5.2} x",
        alih / floor
    );
}

/// Milliseconds from starting a program to the first byte that the endpoint
/// receives from it.
fn first_byte(tools: &Tools, command: impl Fn(&Endpoint) -> Command) -> Result<f64, String> {
    let mut times = Vec::new();
    for _ in 0..tools.choose(21, 5) {
        let endpoint = tools.endpoint(&[])?;
        let mut command = command(&endpoint);
        let begun = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_err(|error| error.to_string())?
            .as_micros();
        succeed(&mut command)?;
        let first = endpoint.stats()?.first_byte;
        times.push(first.saturating_sub(begun) as f64 / 1000.0);
    }
    Ok(median(times, |time| *time))
}
