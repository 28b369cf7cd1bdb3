//! Headers of a reply: whatever they say, a wait is at most a day and an
//! allowance is a number. One header a line, `name: value`.

use std::time::Duration;

use alih::pace::{Allowance, observed};
use alih::provider::Reply;
use alih::retry::hint;

const DAY: Duration = Duration::from_secs(86_400);

/// Holds for all bytes.
pub fn holds(bytes: &[u8]) {
    let text = String::from_utf8_lossy(bytes);
    let headers = text.lines().filter_map(|line| line.split_once(':'));
    let reply = Reply {
        status: 429,
        headers: headers
            .map(|(name, value)| (name.to_ascii_lowercase(), value.trim().to_owned()))
            .collect(),
        body: Vec::new(),
    };
    assert!(hint(&reply).is_none_or(|wait| wait <= DAY));
    let observed = observed(&reply);
    for allowance in [observed.requests, observed.tokens] {
        let Allowance {
            limit, remaining, ..
        } = allowance;
        let sound =
            |count: Option<f64>| count.is_none_or(|count| count.is_finite() && count >= 0.0);
        assert!(sound(limit) && sound(remaining));
    }
}
