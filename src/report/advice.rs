//! What to do about a failed article, and what to change about a run.

use super::Report;
use crate::outcome::ReasonKind;

/// The next step after a failure, by its reason.
#[must_use]
pub fn next_step(reason: ReasonKind) -> &'static str {
    use ReasonKind::{
        Auth, BadReply, Blocked, Budget, Config, Deferred, Echo, Empty, Fault, Input, Interrupted,
        Mismatch, Network, NotFound, Quota, Rate, ReasoningOnly, Refused, Timeout, Tls, TooLarge,
        Truncated,
    };
    match reason {
        Truncated => "raise --max-output-tokens, then --retry-failed",
        Refused | Blocked => {
            "name another endpoint with --fallback and --retry-failed, or ask a person"
        }
        Empty | Echo | BadReply => "--retry-failed; if it stays, another model",
        Mismatch => "--retry-failed with a larger model, or --carrier schema",
        ReasoningOnly => "raise --max-output-tokens or switch reasoning off, then --retry-failed",
        TooLarge => {
            "raise --max-input, or set the endpoint's limits in alih.toml, then --retry-failed"
        }
        Input => "mend the input (alih clean shows what is read), then the same command",
        Auth => "check the key, then the same command",
        Quota => "add credit or wait for the quota, then the same command",
        NotFound => "check --model and --base-url, then the same command",
        Config => "correct the settings, then the same command",
        Rate => "lower --width or set --requests-per-minute, then the same command",
        Timeout => "raise --timeout, then --retry-failed",
        Network => "see that the endpoint is up, then --retry-failed",
        Tls => "check the address, or name its authority with --ca-file, then the same command",
        Budget => "raise the limit, then the same command",
        Deferred | Interrupted => "the same command",
        Fault => "with a version that mends it, the same command",
    }
}

/// A pattern in the failures of a run, and what it calls for.
struct Pattern {
    reasons: &'static [ReasonKind],
    advice: &'static str,
}

/// The first row that fits is told. Reasons that end a run say what to do
/// where they end it.
const PATTERNS: [Pattern; 7] = [
    Pattern {
        reasons: &[ReasonKind::TooLarge],
        advice: "many articles are too large for the endpoint; set max_chars under [endpoint.NAME.limits] in alih.toml, or use a model with a larger context",
    },
    Pattern {
        reasons: &[ReasonKind::Truncated, ReasonKind::ReasoningOnly],
        advice: "many answers were cut; raise --max-output-tokens, and the context of a local server",
    },
    Pattern {
        reasons: &[ReasonKind::Mismatch],
        advice: "many answers lost the article's parts; the model is too small for whole articles, so use a larger one or --carrier schema",
    },
    Pattern {
        reasons: &[ReasonKind::Refused, ReasonKind::Blocked],
        advice: "many articles were refused; let another endpoint stand in: the same command with --fallback OTHER --retry-failed",
    },
    Pattern {
        reasons: &[ReasonKind::Echo, ReasonKind::Empty, ReasonKind::BadReply],
        advice: "many answers were no translations; try the model with one article and -v, or use another one",
    },
    Pattern {
        reasons: &[ReasonKind::Timeout],
        advice: "many replies took too long; lower --width or raise --timeout",
    },
    Pattern {
        reasons: &[ReasonKind::Network],
        advice: "the connection failed often; lower --width, and see the endpoint's own log",
    },
];

/// Fewer are no pattern.
const MANY: u64 = 3;

/// One line of advice where the run shows a pattern.
#[must_use]
pub fn advice(report: &Report) -> Option<String> {
    if report.throttled >= MANY && report.throttled * 20 > report.usage.requests {
        return Some(format!(
            "{} of {} requests were throttled; set --requests-per-minute to the endpoint's limit, or lower --width",
            report.throttled, report.usage.requests
        ));
    }
    let count = |reasons: &[ReasonKind]| -> u64 {
        report
            .reasons
            .iter()
            .filter(|(reason, _)| reasons.contains(reason))
            .map(|(_, count)| count)
            .sum()
    };
    PATTERNS
        .iter()
        .find(|pattern| {
            let count = count(pattern.reasons);
            count >= MANY && count * 10 >= report.done()
        })
        .map(|pattern| pattern.advice.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::article::Usage;

    fn report(reason: ReasonKind, failed: u64, ok: u64) -> Report {
        Report {
            ok,
            failed,
            reasons: vec![(reason, failed)],
            ..Report::default()
        }
    }

    #[test]
    fn a_pattern_is_told_and_a_chance_is_not() {
        for (reason, failed, ok, words) in [
            (ReasonKind::Truncated, 5, 20, "--max-output-tokens"),
            (ReasonKind::Mismatch, 3, 20, "larger one"),
            (ReasonKind::Blocked, 10, 0, "--fallback OTHER"),
            (ReasonKind::TooLarge, 4, 4, "max_chars"),
        ] {
            let told = advice(&report(reason, failed, ok)).unwrap();
            assert!(told.contains(words), "{told}");
        }
        assert_eq!(advice(&report(ReasonKind::Truncated, 2, 0)), None);
        assert_eq!(advice(&report(ReasonKind::Truncated, 3, 100)), None);
        assert_eq!(advice(&report(ReasonKind::Auth, 30, 0)), None);
    }

    #[test]
    fn throttling_is_told_first() {
        let throttled = |throttled| Report {
            throttled,
            usage: Usage {
                requests: 100,
                ..Usage::default()
            },
            ..report(ReasonKind::Truncated, 5, 5)
        };
        assert!(advice(&throttled(20)).unwrap().contains("20 of 100"));
        assert!(advice(&throttled(2)).unwrap().contains("cut"));
    }

    #[test]
    fn every_reason_has_a_next_step() {
        for reason in ReasonKind::ALL {
            assert!(next_step(reason).len() > 10, "{reason:?}");
        }
    }
}
