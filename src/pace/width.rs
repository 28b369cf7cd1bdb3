//! How many requests may be in flight: additive increase, multiplicative
//! decrease.

/// The share of the configured width that a clean round gives back.
const STEPS: usize = 16;

/// The width at present.
#[derive(Debug)]
pub(super) struct Width {
    most: usize,
    allowed: usize,
    /// Successes since the last change.
    clean: usize,
    /// Whether a request has had to wait for a place since then.
    bound: bool,
}

impl Width {
    /// Starts at the configured width.
    pub(super) fn new(most: usize) -> Self {
        Self {
            most,
            allowed: most,
            clean: 0,
            bound: false,
        }
    }

    /// How many may be in flight.
    pub(super) fn allowed(&self) -> usize {
        self.allowed
    }

    /// A request had to wait for a place. Without that the width shows
    /// nothing about the endpoint and does not grow.
    pub(super) fn bound(&mut self) {
        self.bound = true;
    }

    /// A request succeeded.
    pub(super) fn succeeded(&mut self) {
        self.clean += 1;
        if self.bound && self.clean >= self.allowed {
            self.allowed = (self.allowed + (self.most / STEPS).max(1)).min(self.most);
            self.restart();
        }
    }

    /// The endpoint showed that it cannot take so many.
    pub(super) fn decrease(&mut self) {
        self.allowed = (self.allowed / 2).max(1);
        self.restart();
    }

    fn restart(&mut self) {
        self.clean = 0;
        self.bound = false;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn halves_at_once_and_returns_by_steps() {
        let mut width = Width::new(64);
        width.decrease();
        assert_eq!(width.allowed(), 32);
        for _ in 0..32 {
            width.bound();
            width.succeeded();
        }
        assert_eq!(width.allowed(), 36);
    }

    #[test]
    fn never_leaves_its_bounds() {
        let mut width = Width::new(3);
        for _ in 0..9 {
            width.decrease();
        }
        assert_eq!(width.allowed(), 1);
        for _ in 0..99 {
            width.bound();
            width.succeeded();
        }
        assert_eq!(width.allowed(), 3);
    }

    #[test]
    fn does_not_grow_while_something_else_limits() {
        let mut width = Width::new(8);
        width.decrease();
        for _ in 0..99 {
            width.succeeded();
        }
        assert_eq!(width.allowed(), 4);
    }
}
