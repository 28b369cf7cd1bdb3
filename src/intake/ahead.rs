//! Work that is begun a little before it is asked for.

use std::collections::VecDeque;

/// So many are under way at once: enough that an editor's feed does not take
/// minutes, few enough not to trouble an outlet.
const AT_ONCE: usize = 4;

/// What `begin` makes of the items of `source`, in their order; a few are
/// begun ahead.
pub struct Ahead<I, B, P> {
    source: I,
    begin: B,
    under_way: VecDeque<P>,
}

impl<I, B, P> Ahead<I, B, P>
where
    I: Iterator,
    B: FnMut(I::Item) -> P,
{
    /// Nothing is begun before the first is asked for.
    pub fn new(source: I, begin: B) -> Self {
        Self {
            source,
            begin,
            under_way: VecDeque::with_capacity(AT_ONCE),
        }
    }
}

impl<I, B, P> Iterator for Ahead<I, B, P>
where
    I: Iterator,
    B: FnMut(I::Item) -> P,
{
    type Item = P;

    fn next(&mut self) -> Option<P> {
        while self.under_way.len() < AT_ONCE
            && let Some(item) = self.source.next()
        {
            self.under_way.push_back((self.begin)(item));
        }
        self.under_way.pop_front()
    }
}

#[cfg(test)]
mod tests {
    use std::cell::Cell;

    use super::*;

    #[test]
    fn a_few_are_begun_ahead_and_order_is_kept() {
        let begun = Cell::new(0);
        let mut ahead = Ahead::new(0..10, |number| {
            begun.set(begun.get() + 1);
            number
        });
        assert_eq!(begun.get(), 0);
        assert_eq!(ahead.next(), Some(0));
        assert_eq!(begun.get(), AT_ONCE);
        assert_eq!(ahead.collect::<Vec<_>>(), (1..10).collect::<Vec<_>>());
    }
}
