//! Waiting, and for the pace more finely than the runtime's timers do.
//!
//! Those wake in whole milliseconds, on the average one late: at twenty
//! requests a second that is a fiftieth of the rate, and it makes the
//! spacing uneven. A thread sleeps to a tenth of that.

use std::time::Duration;

use tokio::time::Instant;

use super::Line;

/// The runtime's timers are good enough until so long before the moment.
const LAST_STRETCH: Duration = Duration::from_millis(3);

impl Line {
    /// Sleeps, unless the line is closed or the run is stopped; `false` when
    /// it is.
    pub(super) async fn rest(&self, pause: Duration) -> bool {
        let shut = self.door.shut();
        if self.refusal().is_some() {
            return false;
        }
        tokio::select! {
            () = tokio::time::sleep(pause) => self.refusal().is_none(),
            () = shut => false,
            () = self.shared.halt.stopped() => false,
        }
    }

    /// Sleeps until this time since the start of the run, or until shortly
    /// before it: whoever waits for the pace asks again anyway.
    pub(super) async fn rest_until(&self, until: Duration) {
        match before_last_stretch(until.saturating_sub(self.now())) {
            Some(coarse) => {
                self.rest(coarse).await;
            }
            None => last_stretch(self.shared.began + until).await,
        }
    }
}

/// The part of a wait that the runtime's timers may take, if any.
fn before_last_stretch(wait: Duration) -> Option<Duration> {
    wait.checked_sub(LAST_STRETCH)
        .filter(|coarse| *coarse >= LAST_STRETCH)
}

/// Waits for a moment that is near.
async fn last_stretch(until: Instant) {
    let left = until.saturating_duration_since(Instant::now());
    let _ = tokio::task::spawn_blocking(move || std::thread::sleep(left)).await;
    // The clock of tests is not the thread's. (A timer that is already due
    // would still wait for the next millisecond.)
    if Instant::now() < until {
        tokio::time::sleep_until(until).await;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_the_last_milliseconds_are_a_threads() {
        let milliseconds = Duration::from_millis;
        assert_eq!(
            before_last_stretch(milliseconds(50)),
            Some(milliseconds(47))
        );
        assert_eq!(before_last_stretch(milliseconds(5)), None);
        assert_eq!(before_last_stretch(Duration::ZERO), None);
    }

    #[tokio::test(start_paused = true)]
    async fn a_clock_that_stands_still_does_not_end_the_wait_early() {
        let until = Instant::now() + Duration::from_millis(2);
        last_stretch(until).await;
        assert!(Instant::now() >= until);
    }
}
