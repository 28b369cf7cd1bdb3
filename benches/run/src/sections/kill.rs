//! Killed at random moments, resumed each time: nothing lost, nothing twice,
//! and nothing paid again but what was in flight.

use std::path::Path;
use std::process::Stdio;
use std::time::Duration;

use fastrand::Rng;

use crate::endpoint::Endpoint;
use crate::process::succeed;
use crate::records::{outcomes, same};
use crate::tools::{Memory, Tools};

const WIDTH: usize = 8;
const LATENCY: &str = "50";
/// A run is killed within this time of its start, in milliseconds.
const LATEST: u64 = 200;

/// Kills until there were enough, in as many runs as it takes.
///
/// # Errors
/// A run ends with another set of records than one that is left alone, or
/// pays for more than what was in flight.
pub fn run(tools: &Tools) -> Result<(), String> {
    let articles = tools.choose(500, 60);
    let input = tools.articles(articles)?;
    let endpoint = tools.endpoint(&["--latency", LATENCY])?;
    let (calm_output, state) = (tools.fresh("calm.jsonl"), tools.fresh("state.db"));
    let memory = Memory::On(&state);
    succeed(&mut tools.alih(&endpoint, &input, &calm_output, WIDTH, memory))?;
    outcomes(&calm_output, articles)?;
    let calm = endpoint.stats()?.paid;
    println!("left alone: {articles} articles, {calm} paid answers");

    let mut random = Rng::with_seed(tools.seed);
    let mut kills = 0;
    while kills < tools.choose(200, 20) {
        let trial = Trial {
            tools,
            input: &input,
            articles,
            undisturbed: &calm_output,
        };
        let (killed, paid) = trial.run(&mut random)?;
        let again = paid.saturating_sub(calm);
        println!(
            "killed {killed} times: every id once, equal to the run left alone; \
             {again} answers paid again (at most {} allowed, {:.2} for each kill)",
            WIDTH * killed,
            again as f64 / killed.max(1) as f64,
        );
        if again > (WIDTH * killed) as u64 {
            return Err("more was paid again than was in flight".to_owned());
        }
        kills += killed;
    }
    println!("{kills} kills in all");
    Ok(())
}

struct Trial<'a> {
    tools: &'a Tools,
    input: &'a Path,
    articles: usize,
    undisturbed: &'a Path,
}

impl Trial<'_> {
    /// Runs from nothing to the end, killing on the way. Returns the kills
    /// and the answers that were paid.
    fn run(&self, random: &mut Rng) -> Result<(usize, u64), String> {
        let endpoint = self.tools.endpoint(&["--latency", LATENCY])?;
        let (output, state) = (self.tools.fresh("out.jsonl"), self.tools.fresh("state.db"));
        let mut killed = 0;
        while !self.disturbed(&endpoint, &output, &state, random)? {
            killed += 1;
        }
        outcomes(&output, self.articles)
            .map_err(|error| format!("{error}\n{}", self.tools.said()))?;
        same(self.undisturbed, &output)?;
        Ok((killed, endpoint.stats()?.paid))
    }

    /// One start; `true` when it came to its end before the kill.
    fn disturbed(
        &self,
        endpoint: &Endpoint,
        output: &Path,
        state: &Path,
        random: &mut Rng,
    ) -> Result<bool, String> {
        let memory = Memory::On(state);
        let mut command = self.tools.alih(endpoint, self.input, output, WIDTH, memory);
        command.stdin(Stdio::null()).stdout(Stdio::null());
        let mut child = command.spawn().map_err(|error| error.to_string())?;
        std::thread::sleep(Duration::from_micros(random.u64(..LATEST * 1000)));
        match child.try_wait().map_err(|error| error.to_string())? {
            Some(status) if status.success() => return Ok(true),
            Some(status) => return Err(format!("{status}\n{}", self.tools.said())),
            None => {}
        }
        child.kill().map_err(|error| error.to_string())?;
        child.wait().map_err(|error| error.to_string())?;
        Ok(false)
    }
}
