//! How a run is shown while it goes: on a terminal a bar, or for one article
//! the text as it comes; a line a minute in logs; nothing when quiet.

use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};
use serde_json::json;

use crate::line::Viewer;
use crate::preview::Preview;
use crate::report::Report;
use crate::run::Observer;
use crate::tell::{Kind, LogForm, Saying, Teller, Verbosity};

/// Where stderr goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// A terminal.
    Terminal,
    /// A log.
    Log,
}

/// How much a run is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// One article, for which somebody waits.
    One,
    /// Many.
    Many,
    /// None is asked for.
    Nothing,
}

/// Shows a run.
pub struct Progress {
    teller: Teller,
    extent: Extent,
    began: Instant,
    last: Instant,
}

const LOG_EVERY: Duration = Duration::from_secs(60);

impl Progress {
    /// A display of a run.
    #[must_use]
    pub fn new(verbosity: Verbosity, form: LogForm, place: Place, extent: Extent) -> Self {
        let moves = extent != Extent::Nothing
            && place == Place::Terminal
            && form == LogForm::Text
            && verbosity == Verbosity::Normal;
        let now = Instant::now();
        Self {
            teller: Teller {
                verbosity,
                form,
                bar: moves.then(bar),
            },
            extent,
            began: now,
            last: now,
        }
    }

    /// Who sees answers while they come: the terminal, for one article. Their
    /// lines are taken away before the result stands in their place.
    #[must_use]
    pub fn viewer(&self, columns: usize) -> Option<Viewer> {
        let bar = self.teller.bar.clone()?;
        if self.extent != Extent::One {
            return None;
        }
        bar.set_style(ProgressStyle::with_template("{msg}").ok()?);
        // Nothing is drawn until there is a text.
        bar.finish_and_clear();
        let preview = Mutex::new(Preview::default());
        Some(Arc::new(move |view| {
            let mut preview = preview.lock().unwrap_or_else(PoisonError::into_inner);
            match preview.take(view, columns) {
                None => {}
                Some(lines) if lines.is_empty() => bar.finish_and_clear(),
                Some(lines) => {
                    if bar.is_finished() {
                        bar.reset();
                    }
                    bar.set_message(lines);
                }
            }
        }))
    }

    /// Whoever else has something to say says it here.
    #[must_use]
    pub fn teller(&self) -> &Teller {
        &self.teller
    }

    /// A line on stderr that does not tear the bar.
    pub fn line(&self, text: &str) {
        self.teller.say(Kind::Note, text);
    }

    /// Takes the bar away.
    pub fn finish(&self) {
        if let Some(bar) = &self.teller.bar {
            bar.finish_and_clear();
        }
    }

    fn saying(&self, report: &Report) -> Saying {
        let pace = Pace::of(report, self.began.elapsed());
        Saying::new(
            Kind::Progress,
            format!("{}{}", done(report), details(report, &pace)),
            json!({
                "done": report.ok + report.review,
                "review": report.review,
                "failed": report.failed,
                "held": report.held,
                "articles": report.expected,
                "per_minute": pace.per_minute.round(),
                "seconds_left": pace.left.map(|left| left.as_secs()),
                "requests": report.usage.requests,
                "cost": report.usage.cost,
            }),
        )
    }
}

/// How fast a run goes.
struct Pace {
    per_minute: f64,
    left: Option<Duration>,
}

impl Pace {
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    fn of(report: &Report, elapsed: Duration) -> Self {
        let per_second = report.done() as f64 / elapsed.as_secs_f64().max(0.1);
        let left = report
            .left()
            .filter(|_| per_second > 0.0)
            .and_then(|left| Duration::try_from_secs_f64((left as f64 / per_second).round()).ok());
        Self {
            per_minute: per_second * 60.0,
            left,
        }
    }
}

fn done(report: &Report) -> String {
    let done = report.ok + report.review;
    match report.expected {
        Some(expected) => format!(
            "{done} of {} done",
            expected.saturating_sub(report.held + report.repeated)
        ),
        None => format!("{done} done"),
    }
}

fn details(report: &Report, pace: &Pace) -> String {
    let mut text = format!(
        ", {} failed, {} to review, {:.0} a minute",
        report.failed, report.review, pace.per_minute
    );
    if let Some(cost) = report.usage.cost {
        text.push_str(&format!(", cost {cost:.4}"));
    }
    if let Some(left) = pace.left {
        text.push_str(&format!(", {} left", clock(left)));
    }
    text
}

/// `3:07`, `2:03:07`.
fn clock(time: Duration) -> String {
    let seconds = time.as_secs();
    let (hours, minutes, seconds) = (seconds / 3600, seconds / 60 % 60, seconds % 60);
    match hours {
        0 => format!("{minutes}:{seconds:02}"),
        _ => format!("{hours}:{minutes:02}:{seconds:02}"),
    }
}

fn bar() -> ProgressBar {
    ProgressBar::with_draw_target(None, ProgressDrawTarget::stderr())
}

fn style(known: bool) -> ProgressStyle {
    let template = if known {
        "[{bar:20}] {elapsed} {msg}"
    } else {
        "{spinner} {elapsed} {msg}"
    };
    // Signs that every terminal has.
    ProgressStyle::with_template(template)
        .unwrap_or_else(|_| ProgressStyle::default_spinner())
        .progress_chars("=> ")
        .tick_chars("|/-\\ ")
}

impl Observer for Progress {
    fn tick(&mut self, report: &Report) {
        if let Some(bar) = &self.teller.bar {
            if self.extent == Extent::One {
                return;
            }
            if let (Some(expected), None) = (report.expected, bar.length()) {
                bar.set_length(expected);
            }
            bar.set_style(style(report.expected.is_some()));
            bar.set_position(report.done() + report.held + report.repeated);
            bar.set_message(self.saying(report).text);
            bar.tick();
        } else if self.last.elapsed() >= LOG_EVERY {
            self.last = Instant::now();
            self.teller.tell(self.saying(report));
        }
    }

    fn note(&mut self, note: &str) {
        self.line(note);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_time_left_follows_from_what_is_done() {
        let report = Report {
            ok: 30,
            failed: 10,
            held: 50,
            expected: Some(250),
            ..Report::default()
        };
        let pace = Pace::of(&report, Duration::from_secs(20));
        assert_eq!(pace.left, Some(Duration::from_secs(80)));
        let text = format!("{}{}", done(&report), details(&report, &pace));
        assert_eq!(
            text,
            "30 of 200 done, 10 failed, 0 to review, 120 a minute, 1:20 left"
        );
    }

    #[test]
    fn hours_are_told_when_there_are_any() {
        assert_eq!(clock(Duration::from_secs(59)), "0:59");
        assert_eq!(clock(Duration::from_secs(7387)), "2:03:07");
    }
}
