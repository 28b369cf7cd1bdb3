//! What an endpoint's answers cost.

use crate::article::Usage;

/// Prices, in whatever currency the user thinks in. None are built in.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Prices {
    /// For a million tokens of questions.
    pub input: Option<f64>,
    /// For a million tokens of questions that the vendor's cache held.
    pub cached: Option<f64>,
    /// For a million tokens of answers.
    pub output: Option<f64>,
    /// For a million characters.
    pub characters: Option<f64>,
    /// For a request.
    pub request: Option<f64>,
}

impl Prices {
    /// Whether any price is configured.
    #[must_use]
    pub fn is_known(&self) -> bool {
        *self != Self::default()
    }

    /// What usage costs; none where no price is known.
    #[must_use]
    #[expect(clippy::cast_precision_loss, reason = "counts are far below 2^52")]
    pub fn cost(&self, usage: &Usage) -> Option<f64> {
        let fresh = usage.tokens_in.saturating_sub(usage.tokens_cached);
        let cached = self.cached.or(self.input);
        let rows = [
            (self.input, fresh as f64 / 1e6),
            (cached, usage.tokens_cached as f64 / 1e6),
            (self.output, usage.tokens_out as f64 / 1e6),
            (self.characters, usage.characters as f64 / 1e6),
            (self.request, usage.requests as f64),
        ];
        let known = rows.iter().any(|(price, _)| price.is_some());
        known.then(|| {
            rows.iter()
                .map(|(price, amount)| price.unwrap_or(0.0) * amount)
                .sum()
        })
    }
}
