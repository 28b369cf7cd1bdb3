//! Reading rate headers.

use std::time::Duration;

use jiff::Timestamp;
use jiff::fmt::rfc2822::DateTimeParser;

use super::{Allowance, Observed};
use crate::provider::Reply;

/// Names of the headers for limit, remaining units and reset.
type Names = [&'static str; 3];

/// OpenAI and those who follow it; Anthropic; gateways that count requests
/// only; the IETF draft that some of them follow.
const REQUESTS: [Names; 4] = [
    [
        "x-ratelimit-limit-requests",
        "x-ratelimit-remaining-requests",
        "x-ratelimit-reset-requests",
    ],
    [
        "anthropic-ratelimit-requests-limit",
        "anthropic-ratelimit-requests-remaining",
        "anthropic-ratelimit-requests-reset",
    ],
    [
        "x-ratelimit-limit",
        "x-ratelimit-remaining",
        "x-ratelimit-reset",
    ],
    ["ratelimit-limit", "ratelimit-remaining", "ratelimit-reset"],
];

const TOKENS: [Names; 2] = [
    [
        "x-ratelimit-limit-tokens",
        "x-ratelimit-remaining-tokens",
        "x-ratelimit-reset-tokens",
    ],
    [
        "anthropic-ratelimit-tokens-limit",
        "anthropic-ratelimit-tokens-remaining",
        "anthropic-ratelimit-tokens-reset",
    ],
];

/// A plain number beyond this is a time in seconds since 1970.
const EPOCH: f64 = 1e9;

/// What a reply's rate headers say. Values that make no sense are left out.
#[must_use]
pub fn observed(reply: &Reply) -> Observed {
    Observed {
        requests: allowance(reply, &REQUESTS),
        tokens: allowance(reply, &TOKENS),
    }
}

fn allowance(reply: &Reply, families: &[Names]) -> Allowance {
    let Some([limit, remaining, reset]) = families
        .iter()
        .find(|names| names.iter().any(|name| reply.header(name).is_some()))
    else {
        return Allowance::default();
    };
    Allowance {
        limit: reply.header(limit).and_then(count),
        remaining: reply.header(remaining).and_then(count),
        reset: reply.header(reset).and_then(|text| wait(text, reply)),
    }
}

fn count(text: &str) -> Option<f64> {
    let count: f64 = text.trim().parse().ok()?;
    (count.is_finite() && count >= 0.0).then_some(count)
}

/// Seconds, a time since 1970, a point in time, or a length such as `6m0s`.
/// Points in time are taken against the reply's own `date`, so that a wrong
/// clock here does not matter.
fn wait(text: &str, reply: &Reply) -> Option<Duration> {
    let text = text.trim();
    if let Ok(seconds) = text.parse::<f64>() {
        if seconds >= EPOCH {
            return Duration::try_from_secs_f64(seconds - date(reply)?).ok();
        }
        return Duration::try_from_secs_f64(seconds).ok();
    }
    if let Ok(point) = text.parse::<Timestamp>() {
        return Duration::try_from_secs_f64(seconds_of(point) - date(reply)?).ok();
    }
    length(text)
}

fn date(reply: &Reply) -> Option<f64> {
    let text = reply.header("date")?;
    let date = DateTimeParser::new().parse_timestamp(text.trim()).ok()?;
    Some(seconds_of(date))
}

fn seconds_of(point: Timestamp) -> f64 {
    point.as_millisecond() as f64 / 1000.0
}

/// Units of a length, longest spelling first.
const UNITS: [(&str, f64); 5] = [
    ("ms", 0.001),
    ("d", 86_400.0),
    ("h", 3_600.0),
    ("m", 60.0),
    ("s", 1.0),
];

fn length(text: &str) -> Option<Duration> {
    let mut rest = text;
    let mut seconds = 0.0;
    while !rest.is_empty() {
        let digits = rest
            .find(|c: char| !(c.is_ascii_digit() || c == '.'))
            .unwrap_or(rest.len());
        let number: f64 = rest[..digits].parse().ok()?;
        let (unit, length) = UNITS
            .iter()
            .find(|(unit, _)| rest[digits..].starts_with(unit))?;
        seconds += number * length;
        rest = &rest[digits + unit.len()..];
    }
    (!text.is_empty())
        .then(|| Duration::try_from_secs_f64(seconds).ok())
        .flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn reply(headers: &[(&str, &str)]) -> Reply {
        Reply {
            status: 200,
            headers: headers
                .iter()
                .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
                .collect(),
            body: Vec::new(),
        }
    }

    #[test]
    fn lengths_are_read() {
        for (text, seconds) in [
            ("1s", Some(1.0)),
            ("6m0s", Some(360.0)),
            ("12ms", Some(0.012)),
            ("1h2m3.5s", Some(3723.5)),
            ("1d", Some(86_400.0)),
            ("", None),
            ("s", None),
            ("5", None),
            ("1.2.3s", None),
            ("9e9s", None),
            ("5\u{b5}s", None),
        ] {
            assert_eq!(length(text).map(|d| d.as_secs_f64()), seconds, "{text}");
        }
    }

    #[test]
    fn every_family_is_read() {
        let date = ("date", "Mon, 23 Nov 2026 10:00:00 GMT");
        let in_half_a_minute = Some(Duration::from_secs(30));
        for ([limit, remaining, reset], value) in [
            (REQUESTS[0], "30s"),
            (REQUESTS[1], "2026-11-23T10:00:30Z"),
            (REQUESTS[2], "1795428030"),
            (REQUESTS[3], "30"),
        ] {
            let reply = reply(&[date, (limit, "60"), (remaining, "59"), (reset, value)]);
            let expected = Allowance {
                limit: Some(60.0),
                remaining: Some(59.0),
                reset: in_half_a_minute,
            };
            assert_eq!(observed(&reply).requests, expected, "{limit}");
            assert_eq!(observed(&reply).tokens, Allowance::default());
        }
    }

    #[test]
    fn tokens_are_read_apart() {
        let reply = reply(&[("x-ratelimit-remaining-tokens", "149984")]);
        assert_eq!(observed(&reply).tokens.remaining, Some(149_984.0));
        assert_eq!(observed(&reply).requests, Allowance::default());
    }

    #[test]
    fn nonsense_is_left_out() {
        for value in ["-1", "NaN", "inf", "1e999", "yesterday", "\u{661}"] {
            let names = REQUESTS[0];
            let reply = reply(&[(names[0], value), (names[1], value), (names[2], value)]);
            assert_eq!(observed(&reply), Observed::default(), "{value}");
        }
        let without_date = reply(&[("x-ratelimit-reset", "1795428030")]);
        assert_eq!(observed(&without_date), Observed::default());
    }
}
