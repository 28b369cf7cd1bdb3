//! One endpoint, tried out: reached, key, model or language pair, time, and
//! the fix where something is wrong.

use std::time::{Duration, Instant};

use serde::Serialize;

use crate::article::Usage;
use crate::line::Line;
use crate::outcome::{Reason, ReasonKind};
use crate::provider::probe::{self, Shown};
use crate::provider::{Call, Fault, Pair, Reply};

/// What is known of one thing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Known {
    /// It is well.
    Good,
    /// It is not.
    Bad,
    /// It was not looked at.
    #[default]
    Unknown,
}

/// What a try has found.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Findings {
    /// Whether something answered.
    pub reached: Known,
    /// Whether the key is taken, or none is needed.
    pub key: Known,
    /// Whether the model, or the pair of languages, is offered.
    pub offered: Known,
    /// What else it told of itself.
    pub told: Option<String>,
    /// Some models that it named, where the wanted one was not among them.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub models: Vec<String>,
    /// Requests that were sent.
    pub requests: u64,
    /// How long the quickest of them took, to the last byte.
    pub milliseconds: Option<u64>,
    /// What is wrong.
    pub reason: Option<Reason>,
    /// What to do about it.
    pub fix: Option<&'static str>,
}

/// Tries an endpoint out. `lines` makes a line that nobody else uses: one
/// that was refused carries nothing any more.
pub async fn try_out(lines: impl Fn() -> Line, pair: &Pair) -> Findings {
    let mut findings = Findings::default();
    let first = lines();
    let endpoint = &first.endpoint;
    let mut shown = Shown::default();
    if let Some(call) = probe::first(endpoint) {
        let read = |reply: &Reply| probe::read_first(endpoint, pair, reply);
        match findings.send(&first, call, read).await {
            Ok(found) => shown = found,
            Err(fault) if probe::tells_nothing(&fault) && !is_final(&fault, endpoint) => {
                shown.told = Some("no list of models".to_owned());
            }
            Err(fault) => {
                findings.refuse(&fault);
                return findings;
            }
        }
    }
    findings.told.clone_from(&shown.told);
    findings.take(&shown, endpoint.key.is_some());
    if shown.key && shown.offer {
        return findings;
    }
    let Some(call) = probe::word(endpoint, pair) else {
        findings.refuse(&no_model());
        findings.models = shown.names;
        return findings;
    };
    // Without a key there is none to prove, and a word would make a server
    // on this machine load the model.
    if shown.offer && endpoint.key.is_none() && endpoint.is_chat() {
        findings.key = Known::Good;
        return findings;
    }
    let second = lines();
    let read = |reply: &Reply| probe::read_word(&second.endpoint, reply);
    match findings.send(&second, call, read).await {
        Ok(()) => {
            findings.key = Known::Good;
            findings.offered = Known::Good;
        }
        Err(fault) => {
            findings.refuse(&fault);
            findings.models = shown.names;
        }
    }
    findings
}

/// A pair that is not listed is not offered; a list of models may be absent.
fn is_final(fault: &Fault, endpoint: &crate::provider::Endpoint) -> bool {
    fault.reason == ReasonKind::Config && !endpoint.is_chat()
}

impl Findings {
    /// Whether articles can be sent there.
    #[must_use]
    pub fn is_usable(&self) -> bool {
        self.reason.is_none()
    }

    async fn send<T>(
        &mut self,
        line: &Line,
        call: Call,
        read: impl Fn(&Reply) -> Result<T, Fault>,
    ) -> Result<T, Fault> {
        let began = Instant::now();
        let asked = line
            .ask(
                1,
                |_| call.clone(),
                |reply| Ok((read(reply)?, Usage::default())),
            )
            .await;
        let requests = match &asked {
            Ok(asked) => asked.usage.requests,
            Err(unanswered) => unanswered.usage.requests,
        };
        self.requests += requests;
        match asked {
            Ok(asked) => {
                self.reached = Known::Good;
                self.time(began.elapsed());
                Ok(asked.answer)
            }
            Err(unanswered) => {
                if answers(unanswered.fault.reason) {
                    self.reached = Known::Good;
                    self.time(began.elapsed());
                }
                Err(unanswered.fault)
            }
        }
    }

    fn time(&mut self, elapsed: Duration) {
        let milliseconds = u64::try_from(elapsed.as_millis()).unwrap_or(u64::MAX);
        let quickest = self.milliseconds.unwrap_or(milliseconds);
        self.milliseconds = Some(quickest.min(milliseconds));
    }

    fn take(&mut self, shown: &Shown, has_key: bool) {
        if shown.key && has_key {
            self.key = Known::Good;
        }
        if shown.offer {
            self.offered = Known::Good;
        }
    }

    fn refuse(&mut self, fault: &Fault) {
        let place = match fault.reason {
            ReasonKind::Auth | ReasonKind::Quota => &mut self.key,
            ReasonKind::NotFound | ReasonKind::Config => &mut self.offered,
            _ => &mut self.reached,
        };
        *place = Known::Bad;
        self.reason = Some(fault.to_reason());
        self.fix = Some(fix(fault.reason));
    }
}

/// Whether a fault came from the endpoint and not from the way to it.
fn answers(reason: ReasonKind) -> bool {
    !matches!(
        reason,
        ReasonKind::Network | ReasonKind::Timeout | ReasonKind::Tls
    )
}

fn no_model() -> Fault {
    Fault::stop(
        ReasonKind::Config,
        "no model is named; give --model, or model in alih.toml",
    )
}

/// What to do, in a few words.
fn fix(reason: ReasonKind) -> &'static str {
    match reason {
        ReasonKind::Auth => {
            "set the variable to a key of this service, and see that it may use the model"
        }
        ReasonKind::Quota => "add credit, wait for the next period, or choose another endpoint",
        ReasonKind::NotFound => {
            "correct the model or the address; alih.toml has them as model and base_url"
        }
        ReasonKind::Config => "correct its settings in alih.toml or on the command line",
        ReasonKind::Network => {
            "start the server, or correct base_url; behind a proxy set HTTPS_PROXY"
        }
        ReasonKind::Timeout => "see that the server is up and not busy; --timeout raises the limit",
        ReasonKind::Tls => "correct base_url, or name the authority with --ca-file",
        ReasonKind::Rate | ReasonKind::Deferred => "try again later, or lower the use of this key",
        _ => "see the endpoint's own log, or choose another endpoint",
    }
}
