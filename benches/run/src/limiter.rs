//! A token bucket, as endpoints have one.

use std::time::Instant;

/// How a refusal says when to come back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Hint {
    /// Not at all.
    None,
    /// `retry-after` in whole seconds.
    Seconds,
    /// `retry-after-ms`.
    Milliseconds,
    /// `x-ratelimit-*` on every answer, and `retry-after` in seconds.
    Headers,
}

impl Hint {
    /// Every hint with its name on the command line.
    pub const NAMES: [(&'static str, Hint); 4] = [
        ("none", Hint::None),
        ("seconds", Hint::Seconds),
        ("milliseconds", Hint::Milliseconds),
        ("headers", Hint::Headers),
    ];
}

/// The bucket.
#[derive(Debug)]
pub struct Limiter {
    rate: f64,
    size: f64,
    hint: Hint,
    level: f64,
    last: Instant,
}

impl Limiter {
    /// A full bucket that refills with so many requests a second.
    pub fn new(rate: f64, size: f64, hint: Hint) -> Self {
        Self {
            rate,
            size,
            hint,
            level: size,
            last: Instant::now(),
        }
    }

    /// Whether a request is let in, and the headers that tell about it.
    pub fn admit(&mut self, now: Instant) -> (bool, String) {
        let passed = now.saturating_duration_since(self.last).as_secs_f64();
        self.level = (self.level + passed * self.rate).min(self.size);
        self.last = now;
        let admitted = self.level >= 1.0;
        if admitted {
            self.level -= 1.0;
        }
        (admitted, self.headers(admitted))
    }

    fn headers(&self, admitted: bool) -> String {
        let mut headers = String::new();
        if self.hint == Hint::Headers {
            let reset = (self.size - self.level) / self.rate;
            headers.push_str(&format!(
                "x-ratelimit-limit-requests: {}\r\nx-ratelimit-remaining-requests: {}\r\nx-ratelimit-reset-requests: {}ms\r\n",
                self.size,
                self.level.floor(),
                (reset * 1000.0).ceil()
            ));
        }
        if admitted {
            return headers;
        }
        let wait = (1.0 - self.level) / self.rate;
        match self.hint {
            Hint::None => {}
            Hint::Seconds | Hint::Headers => {
                headers.push_str(&format!("retry-after: {}\r\n", wait.ceil().max(1.0)));
            }
            Hint::Milliseconds => {
                headers.push_str(&format!("retry-after-ms: {}\r\n", (wait * 1000.0).ceil()));
            }
        }
        headers
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::time::Duration;

    #[test]
    fn empties_refuses_and_refills() {
        let mut limiter = Limiter::new(20.0, 2.0, Hint::Seconds);
        let start = limiter.last;
        assert!(limiter.admit(start).0 && limiter.admit(start).0);
        let (admitted, headers) = limiter.admit(start);
        assert!(!admitted && headers == "retry-after: 1\r\n");
        assert!(limiter.admit(start + Duration::from_millis(50)).0);
    }
}
