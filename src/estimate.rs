//! What a run would take, told before it.

use serde::Serialize;

use crate::article::Usage;
use crate::ask::weigh::Weight;
use crate::grouped::grouped;
use crate::held::Held;
use crate::intake::Item;
use crate::pipeline::Desk;
use crate::prepared::Prepared;
use crate::queue::{Queued, Sorted};

/// What a run would take.
#[derive(Clone, Debug, Default, PartialEq, Serialize)]
pub struct Estimate {
    /// Articles of the input.
    pub articles: u64,
    /// Of these, those that would be done.
    pub to_do: u64,
    /// Of those, the ones that the memory has whole: they cost nothing.
    pub from_memory: u64,
    /// Articles whose results the output holds already.
    pub held: u64,
    /// Articles that a batch is under way for.
    #[serde(skip_serializing_if = "is_none")]
    pub waiting: u64,
    /// Articles that come twice.
    pub repeated: u64,
    /// Articles that would fail before anything is asked.
    pub unusable: u64,
    /// Parts of the articles that would be done.
    pub parts: u64,
    /// Of these, those that the memory has.
    pub parts_from_memory: u64,
    /// Characters of article text that would be sent.
    pub characters: u64,
    /// Requests, without retries and repairs.
    pub requests: u64,
    /// Tokens of the questions, estimated.
    pub tokens_in: u64,
    /// Tokens of the answers, estimated; reasoning is not in them.
    pub tokens_out: u64,
    /// Money, in the currency of the configured prices; none without prices.
    pub cost: Option<f64>,
    /// The endpoint that translates.
    pub endpoint: String,
    /// Its model.
    pub model: Option<String>,
    /// The part of the usual price that a batch costs; it is in the cost.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub batch_price: Option<f64>,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde wants it so")]
fn is_none(count: &u64) -> bool {
    *count == 0
}

impl Estimate {
    /// Goes through the inputs as the run would.
    #[must_use]
    pub fn of(desk: &Desk, items: impl Iterator<Item = Item>, held: &Held) -> Self {
        Self::besides(desk, items, held, |_| false)
    }

    /// The same besides what a batch is under way for.
    #[must_use]
    pub fn besides(
        desk: &Desk,
        items: impl Iterator<Item = Item>,
        held: &Held,
        waits: impl Fn(&Prepared) -> bool,
    ) -> Self {
        let endpoint = &desk.chain.first().endpoint;
        let mut estimate = Self {
            endpoint: endpoint.name.clone(),
            model: endpoint.model.clone(),
            ..Self::default()
        };
        let mut spent = Usage::default();
        for sent in Sorted::new(items, held) {
            estimate.articles += 1;
            match sent.queued {
                Queued::Note(_) => estimate.articles -= 1,
                Queued::Held(_) => estimate.held += 1,
                Queued::Repeated { .. } => estimate.repeated += 1,
                Queued::Bad(..) => estimate.unusable += 1,
                Queued::Ready(prepared) if waits(&prepared) => estimate.waiting += 1,
                Queued::Ready(prepared) => match desk.weigh(&prepared) {
                    Ok(weight) => {
                        spent.add(&weight.usage);
                        estimate.add(&weight);
                    }
                    Err(_) => estimate.unusable += 1,
                },
            }
        }
        estimate.requests = spent.requests;
        estimate.tokens_in = spent.tokens_in;
        estimate.tokens_out = spent.tokens_out;
        estimate.cost = spent.cost;
        if estimate.requests == 0 && desk.chain.first().prices.is_known() {
            estimate.cost = Some(0.0);
        }
        estimate
    }

    fn add(&mut self, weight: &Weight) {
        self.to_do += 1;
        self.from_memory += u64::from(weight.usage.requests == 0);
        self.parts += weight.segments;
        self.parts_from_memory += weight.remembered;
        self.characters += weight.sent;
    }

    /// As people read it.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        let mut row = |name: &str, value: String, about: &str| {
            text.push_str(&format!("{name:12} {value:>14}"));
            if !about.is_empty() {
                text.push_str("  ");
                text.push_str(about);
            }
            text.push('\n');
        };
        let mut about = vec![format!("{} to do", self.to_do)];
        for (count, name) in [
            (self.from_memory, "of them in the memory, at no cost"),
            (self.held, "already in the output"),
            (self.waiting, "under way in a batch"),
            (self.repeated, "repeated"),
            (self.unusable, "cannot be used"),
        ] {
            if count > 0 {
                about.push(format!("{count} {name}"));
            }
        }
        row("articles", grouped(self.articles), &about.join(", "));
        let known = match self.parts_from_memory {
            0 => String::new(),
            known => format!("{known} of them in the memory"),
        };
        row("parts", grouped(self.parts), &known);
        row("characters", grouped(self.characters), "to be sent");
        row(
            "requests",
            grouped(self.requests),
            "without retries and repairs",
        );
        if self.tokens_in > 0 {
            row("tokens in", grouped(self.tokens_in), "estimated");
            row(
                "tokens out",
                grouped(self.tokens_out),
                "estimated, without reasoning",
            );
        }
        match self.cost {
            Some(cost) => row(
                "cost",
                format!("{cost:.4}"),
                &match self.batch_price {
                    Some(part) => format!(
                        "in the currency of the prices, at {:.0}% of them as a batch",
                        part * 100.0
                    ),
                    None => "in the currency of the prices".to_owned(),
                },
            ),
            None => row(
                "cost",
                "unknown".to_owned(),
                &format!("add [endpoint.{}.prices] to alih.toml", self.endpoint),
            ),
        }
        text
    }
}
