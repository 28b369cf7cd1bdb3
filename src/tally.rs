//! What is counted while a run goes, besides its articles.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// Counts; clones share them.
#[derive(Clone, Debug, Default)]
pub struct Tally {
    throttled: Arc<AtomicU64>,
}

impl Tally {
    /// Counts a request that the endpoint throttled.
    pub fn throttled(&self) {
        self.throttled.fetch_add(1, Ordering::Relaxed);
    }

    /// Requests that the endpoint throttled so far.
    #[must_use]
    pub fn count(&self) -> u64 {
        self.throttled.load(Ordering::Relaxed)
    }
}
