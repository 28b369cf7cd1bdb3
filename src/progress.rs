//! How a run is shown while it goes: a bar on a terminal, a line a minute
//! in logs, nothing when quiet.

use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::report::{Ended, Report};
use crate::run::Observer;

/// How much is told on stderr.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verbosity {
    /// Errors only.
    Quiet,
    /// What a person needs.
    Normal,
    /// What was read, and retries.
    Verbose,
    /// Every request.
    Requests,
}

/// Where stderr goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A terminal.
    Terminal,
    /// A log.
    Log,
}

/// Shows a run.
pub struct Progress {
    bar: Option<ProgressBar>,
    verbosity: Verbosity,
    place: Place,
    began: Instant,
    last: Instant,
}

const LOG_EVERY: Duration = Duration::from_secs(60);

impl Progress {
    /// A display for one article or many.
    #[must_use]
    pub fn new(verbosity: Verbosity, place: Place, many: bool) -> Self {
        let bar = (many && place == Place::Terminal && verbosity == Verbosity::Normal).then(bar);
        let now = Instant::now();
        Self {
            bar,
            verbosity,
            place,
            began: now,
            last: now,
        }
    }

    /// A line on stderr that does not tear the bar.
    pub fn line(&self, text: &str) {
        if self.verbosity == Verbosity::Quiet {
            return;
        }
        let text = crate::show::safe(text);
        match &self.bar {
            Some(bar) => bar.suspend(|| eprintln!("alih: {text}")),
            None => eprintln!("alih: {text}"),
        }
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.bar {
            bar.finish_and_clear();
        }
    }

    fn message(&self, report: &Report) -> String {
        let minutes = self.began.elapsed().as_secs_f64() / 60.0;
        #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
        let rate = report.done() as f64 / minutes.max(1.0 / 600.0);
        let cost = report
            .usage
            .cost
            .map_or_else(String::new, |cost| format!(", cost {cost:.4}"));
        format!(
            "{} done, {} failed, {} to review, {rate:.0} a minute{cost}",
            report.ok + report.review,
            report.failed,
            report.review,
        )
    }
}

fn bar() -> ProgressBar {
    let bar = ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr());
    bar.set_style(
        ProgressStyle::with_template("{spinner} {elapsed_precise} {msg}")
            .unwrap_or_else(|_| ProgressStyle::default_spinner()),
    );
    bar
}

impl Observer for Progress {
    fn ended(&mut self, _ended: &Ended, report: &Report) {
        if let Some(bar) = &self.bar {
            bar.set_message(self.message(report));
            bar.tick();
        } else if self.place == Place::Log
            && self.verbosity >= Verbosity::Normal
            && self.last.elapsed() >= LOG_EVERY
        {
            self.last = Instant::now();
            self.line(&self.message(report));
        }
    }

    fn note(&mut self, note: &str) {
        self.line(note);
    }
}
