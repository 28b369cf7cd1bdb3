//! The pace against simulated endpoints, in virtual time.

mod endpoint;
mod hostile;
mod simulation;

use endpoint::{Endpoint, Style};
use simulation::{Outcome, Setting, run};

const MINUTE: f64 = 60.0;

/// Articles in a run against a limit.
const ARTICLES: usize = 1000;
const SEEDS: std::ops::Range<u64> = 0..3;

/// The worst of several seeds: share of requests wasted, and time against
/// the ideal.
fn worst(name: &str, setting: &Setting, endpoint: &dyn Fn() -> Endpoint, ideal: f64) -> (f64, f64) {
    let outcomes: Vec<Outcome> = SEEDS.map(|seed| run(setting, endpoint(), seed)).collect();
    let most = |value: &dyn Fn(&Outcome) -> f64| outcomes.iter().map(value).fold(0.0, f64::max);
    let mean = |value: &dyn Fn(&Outcome) -> f64| {
        outcomes.iter().map(value).sum::<f64>() / outcomes.len() as f64
    };
    let waste = |outcome: &Outcome| outcome.wasted as f64 / outcome.requests as f64;
    let ratio = |outcome: &Outcome| outcome.seconds / ideal;
    println!(
        "{name:<44} waste mean {:4.1} % worst {:4.1} %   time mean {:.3} worst {:.3} x ideal",
        100.0 * mean(&waste),
        100.0 * most(&waste),
        mean(&ratio),
        most(&ratio),
    );
    for outcome in &outcomes {
        assert_eq!(outcome.done, setting.articles, "{name}: articles done");
        assert!(outcome.most_in_flight <= setting.width, "{name}: width");
        assert_eq!(
            outcome.inside_pause, 0,
            "{name}: sent inside a closed window"
        );
    }
    (most(&waste), most(&ratio))
}

fn limited(bucket: f64, style: Style) -> impl Fn() -> Endpoint {
    move || Endpoint::bucket(20.0, bucket, style)
}

fn ideal(bucket: f64) -> f64 {
    (ARTICLES as f64 - bucket) / 20.0
}

/// Answers at once, soon and late, where timers are fine and where they are
/// as coarse as the runtime's.
const ROADS: [(f64, f64); 4] = [(0.0, 0.0002), (0.05, 0.0002), (0.3, 0.0002), (0.05, 0.0011)];

/// The worst of all roads, for each bucket with its bound on the time.
fn hold(style: Style, given: Option<f64>, bounds: [(f64, f64); 2], most_waste: f64) {
    for (bucket, bound) in bounds {
        for (latency, late) in ROADS {
            let name = format!("{style:?}, bucket {bucket}, {latency} s, late {late} s");
            let setting = Setting {
                latency,
                late,
                requests_per_minute: given,
                ..Setting::new(ARTICLES, 16)
            };
            let endpoint = limited(bucket, style);
            let (waste, time) = worst(&name, &setting, &endpoint, ideal(bucket));
            let latest = 1.6 * latency / ideal(bucket);
            assert!(
                waste <= most_waste && time <= bound + latest,
                "{name}: {waste} {time}"
            );
        }
    }
}

#[test]
fn learns_a_rate_from_whole_seconds() {
    hold(Style::WholeSeconds, None, [(20.0, 1.15), (1.0, 1.3)], 0.05);
}

#[test]
fn learns_a_rate_from_milliseconds() {
    hold(Style::Milliseconds, None, [(20.0, 1.06), (1.0, 1.06)], 0.05);
}

#[test]
fn learns_a_rate_from_headers() {
    for style in [
        Style::Headers,
        Style::HeadersAndSeconds,
        Style::HeadersOnRefusals,
        Style::HeadersOnSuccesses,
        Style::HeadersOfALargerBucket,
    ] {
        hold(style, None, [(20.0, 1.06), (1.0, 1.06)], 0.05);
    }
}

#[test]
fn headers_that_say_too_little_or_something_else_do_no_harm() {
    for style in [Style::HeadersInSeconds, Style::HeadersOfAMinute] {
        hold(style, None, [(20.0, 1.15), (1.0, 1.3)], 0.05);
    }
}

#[test]
fn keeps_a_given_rate_without_a_refusal() {
    let given = Some(20.0 * MINUTE);
    hold(
        Style::WholeSeconds,
        given,
        [(20.0, 1.045), (1.0, 1.045)],
        0.0,
    );
}

#[test]
fn refusals_that_count_as_requests_do_not_matter() {
    for (bucket, bound) in [(20.0, 1.15), (1.0, 1.3)] {
        let endpoint = || limited(bucket, Style::WholeSeconds)().counting_refusals();
        let setting = Setting::new(ARTICLES, 16);
        let name = format!("refusals count, bucket {bucket}");
        let (waste, time) = worst(&name, &setting, &endpoint, ideal(bucket));
        assert!(waste <= 0.05 && time <= bound, "{name}: {waste} {time}");
    }
}

#[test]
fn a_bucket_that_is_filled_each_second_is_kept_to() {
    for style in [Style::WholeSeconds, Style::Milliseconds, Style::Headers] {
        let endpoint = || Endpoint::window(20.0, 1.0, style);
        let name = format!("20 in each second, {style:?}");
        let (waste, time) = worst(&name, &Setting::new(ARTICLES, 16), &endpoint, 50.0);
        assert!(waste <= 0.05 && time <= 1.4, "{name}: {waste} {time}");
    }
}

#[test]
fn finishes_without_any_hint() {
    for bucket in [20.0, 5.0, 1.0] {
        let name = format!("no hint, bucket {bucket}");
        let endpoint = limited(bucket, Style::Bare);
        let (waste, time) = worst(&name, &Setting::new(ARTICLES, 16), &endpoint, ideal(bucket));
        assert!(waste <= 0.05 && time <= 1.3, "{name}: {waste} {time}");
    }
}

#[test]
fn learns_with_other_buckets_widths_and_latencies() {
    for (bucket, width, latency, bound) in [
        (3.0, 16, 0.05, 1.3),
        (5.0, 16, 0.05, 1.3),
        (10.0, 16, 0.05, 1.2),
        (50.0, 16, 0.05, 1.1),
        (100.0, 16, 0.05, 1.1),
        (20.0, 2, 0.05, 1.1),
        (1.0, 2, 0.05, 1.3),
        (20.0, 32, 0.8, 1.3),
        (1.0, 32, 0.8, 1.8),
        (20.0, 64, 0.05, 1.1),
        (1.0, 64, 0.05, 1.3),
    ] {
        let name = format!("bucket {bucket}, width {width}, latency {latency} s");
        let setting = Setting {
            latency,
            ..Setting::new(ARTICLES, width)
        };
        let endpoint = limited(bucket, Style::WholeSeconds);
        let (waste, time) = worst(&name, &setting, &endpoint, ideal(bucket));
        let allowed = 0.04 + 1.2 * width as f64 / ARTICLES as f64;
        assert!(waste <= allowed && time <= bound, "{name}: {waste} {time}");
    }
}

#[test]
fn an_uneven_road_does_not_ruin_the_rate() {
    for style in [
        Style::WholeSeconds,
        Style::Milliseconds,
        Style::Headers,
        Style::HeadersAndSeconds,
    ] {
        for given in [None, Some(20.0 * MINUTE)] {
            for bucket in [20.0, 2.0, 1.0] {
                let name = format!(
                    "way of 10 ms, {style:?}, given {}, bucket {bucket}",
                    given.is_some()
                );
                let setting = Setting {
                    way: 0.01,
                    requests_per_minute: given,
                    ..Setting::new(ARTICLES, 16)
                };
                let endpoint = limited(bucket, style);
                let (waste, time) = worst(&name, &setting, &endpoint, ideal(bucket));
                assert!(waste <= 0.06 && time <= 1.5, "{name}: {waste} {time}");
            }
        }
    }
}

#[test]
fn width_one_loses_nothing() {
    let endpoint = Endpoint::unlimited;
    let setting = Setting::new(200, 1);
    let (waste, time) = worst("width 1, no limit", &setting, &endpoint, 200.0 * 0.051);
    assert!(waste == 0.0 && time <= 1.05);
    let limited = limited(1.0, Style::WholeSeconds);
    let (waste, time) = worst("width 1, strict", &setting, &limited, 200.0 * 0.055);
    assert!(waste <= 0.1 && time <= 1.8, "{waste} {time}");
}

#[test]
fn an_unlimited_endpoint_is_not_slowed() {
    for width in [16, 64, 256] {
        let setting = Setting::new(40 * width, width);
        let endpoint = Endpoint::unlimited;
        let ideal = 40.0 * 0.0505;
        let name = format!("no limit, width {width}");
        let (waste, time) = worst(&name, &setting, &endpoint, ideal);
        assert!(waste == 0.0 && time <= 1.05, "{name}: {time}");
    }
}

#[test]
fn follows_a_rate_that_changes() {
    for (before, after) in [(20.0, 8.0), (8.0, 20.0), (20.0, 2.0), (2.0, 20.0)] {
        for bucket in [20.0, 1.0] {
            let name = format!("rate {before} then {after}, bucket {bucket}");
            let half = ARTICLES as f64 / 2.0;
            let change = half / before;
            let endpoint = || {
                let first = Endpoint::bucket(before, bucket, Style::WholeSeconds);
                first.changing(change, after)
            };
            let setting = Setting::new(ARTICLES, 16);
            let (waste, time) = worst(&name, &setting, &endpoint, change + half / after);
            assert!(waste <= 0.08 && time <= 2.0, "{name}: {waste} {time}");
        }
    }
}

#[test]
fn survives_an_outage() {
    for width in [1, 16, 256] {
        let articles = 80 * width;
        let name = format!("outage of 30 s, width {width}");
        let endpoint = || Endpoint::unlimited().out_between(2.0, 32.0);
        let ideal = 30.0 + articles as f64 / width as f64 * 0.051;
        let setting = Setting::new(articles, width);
        let (waste, time) = worst(&name, &setting, &endpoint, ideal);
        assert!(waste <= 0.15 && time <= 1.6, "{name}: {waste} {time}");
    }
}

#[test]
fn a_limit_on_concurrency_is_found_by_width() {
    let endpoint = || Endpoint::unlimited().at_most_at_once(8, Style::WholeSeconds);
    let ideal = 4000.0 / 8.0 * 0.051;
    let setting = Setting::new(4000, 32);
    let (waste, time) = worst("8 at once, width 32", &setting, &endpoint, ideal);
    assert!(waste <= 0.05 && time <= 2.5, "{waste} {time}");
}

#[test]
fn keeps_a_token_limit() {
    let setting = Setting {
        tokens_per_minute: Some(20_000.0 * MINUTE),
        ..Setting::new(ARTICLES, 16)
    };
    let endpoint = Endpoint::unlimited;
    let (waste, time) = worst("20,000 tokens a second", &setting, &endpoint, 50.0);
    assert!(waste == 0.0 && (1.0..=1.05).contains(&time), "{time}");
}

#[test]
fn a_fixed_window_is_kept_to() {
    for style in [Style::WholeSeconds, Style::Headers] {
        let name = format!("600 in each minute, {style:?}");
        let endpoint = || Endpoint::window(600.0, 60.0, style);
        let (waste, time) = worst(&name, &Setting::new(3000, 16), &endpoint, 240.0);
        assert!(waste <= 0.05 && time <= 1.4, "{name}: {waste} {time}");
    }
}
