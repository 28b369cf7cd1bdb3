//! Endpoints that answer anything at all.

use std::time::Duration;

use proptest::prelude::*;

use crate::pace::{Admission, Allowance, Limits, Observed, Pace, Ticket};

fn number() -> impl Strategy<Value = Option<f64>> {
    prop_oneof![
        Just(None),
        Just(Some(f64::NAN)),
        Just(Some(f64::INFINITY)),
        any::<f64>().prop_map(Some),
        (0.0..2000.0).prop_map(Some),
    ]
}

fn time() -> impl Strategy<Value = Option<Duration>> {
    prop_oneof![
        Just(None),
        Just(Some(Duration::MAX)),
        Just(Some(Duration::ZERO)),
        (0..5_000_000_000_u64).prop_map(|nanoseconds| Some(Duration::from_nanos(nanoseconds))),
    ]
}

fn observed() -> impl Strategy<Value = Observed> {
    (number(), number(), time(), number()).prop_map(|(limit, remaining, reset, tokens)| Observed {
        requests: Allowance {
            limit,
            remaining,
            reset,
        },
        tokens: Allowance {
            limit: tokens,
            remaining,
            reset,
        },
    })
}

fn limits() -> impl Strategy<Value = Limits> {
    (0_usize..9, number(), number()).prop_map(|(width, requests, tokens)| Limits {
        width,
        requests_per_minute: requests,
        tokens_per_minute: tokens,
    })
}

fn answer(
    pace: &mut Pace,
    now: Duration,
    ticket: &Ticket,
    kind: u8,
    hint: Option<Duration>,
    observed: &Observed,
) {
    pace.left();
    match kind {
        0 => pace.throttled(now, ticket, hint, observed),
        1 => pace.overloaded(now, ticket, hint),
        2 => {}
        _ => pace.succeeded(now, ticket, observed),
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn nothing_breaks_the_promises(
        limits in limits(),
        steps in prop::collection::vec((0..400_u64, 0..6_u8, time(), observed()), 1..200),
    ) {
        let width = limits.width.max(1);
        let mut pace = Pace::new(limits);
        let mut now = Duration::ZERO;
        let mut open: Vec<Ticket> = Vec::new();
        for (later, kind, hint, observed) in steps {
            now += Duration::from_millis(later);
            match pace.admit(now, later) {
                Admission::Go(ticket) => {
                    prop_assert!(pace.paused_until() <= now);
                    open.push(ticket);
                }
                Admission::Wait(until) => prop_assert!(until > now),
                Admission::Full => prop_assert!(!open.is_empty()),
            }
            prop_assert!(open.len() <= width && pace.in_flight() == open.len());
            prop_assert!((1..=width).contains(&pace.width()));
            prop_assert!(pace.request_rate().is_none_or(|rate| rate > 0.0));
            if later % 3 != 0 && let Some(ticket) = open.pop() {
                answer(&mut pace, now, &ticket, kind, hint, &observed);
            }
        }
    }
}
