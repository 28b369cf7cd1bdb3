//! Puts what is ready back into the order in which it was started.

use std::collections::VecDeque;

/// Holds what is ready too early, up to a fixed number of places.
///
/// The caller numbers the items 0, 1, 2, … and starts a number only when
/// [`Reorder::has_room`] says so; nothing grows beyond the window.
#[derive(Debug)]
pub struct Reorder<T> {
    window: usize,
    next: u64,
    waiting: VecDeque<Option<T>>,
}

impl<T> Reorder<T> {
    /// An empty buffer of so many places, at least one.
    #[must_use]
    pub fn new(window: usize) -> Self {
        Self {
            window: window.max(1),
            next: 0,
            waiting: VecDeque::new(),
        }
    }

    /// The number of the item that is to come out next.
    #[must_use]
    pub fn next(&self) -> u64 {
        self.next
    }

    /// Whether an item of this number could be taken now.
    #[must_use]
    pub fn has_room(&self, sequence: u64) -> bool {
        self.place(sequence).is_some()
    }

    /// Takes an item and gives those that are now ready, in order. What the
    /// caller does not draw from the iterator comes with the next push.
    ///
    /// # Errors
    /// Gives the item back when its number is beyond the window, or came
    /// before.
    pub fn push(&mut self, sequence: u64, item: T) -> Result<Ready<'_, T>, T> {
        let Some(place) = self.place(sequence) else {
            return Err(item);
        };
        if place >= self.waiting.len() {
            self.waiting.resize_with(place + 1, || None);
        }
        match &mut self.waiting[place] {
            Some(_) => Err(item),
            free => {
                *free = Some(item);
                Ok(Ready { buffer: self })
            }
        }
    }

    /// Gives everything that waits, in order, with its gaps left out.
    pub fn drain(&mut self) -> impl Iterator<Item = T> + use<T> {
        let waiting = std::mem::take(&mut self.waiting);
        self.next += waiting.len() as u64;
        waiting.into_iter().flatten()
    }

    fn place(&self, sequence: u64) -> Option<usize> {
        let place = usize::try_from(sequence.checked_sub(self.next)?).ok()?;
        (place < self.window).then_some(place)
    }
}

/// Items in order, see [`Reorder::push`].
#[derive(Debug)]
pub struct Ready<'a, T> {
    buffer: &'a mut Reorder<T>,
}

impl<T> Iterator for Ready<'_, T> {
    type Item = T;

    fn next(&mut self) -> Option<T> {
        let item = self.buffer.waiting.front_mut()?.take()?;
        self.buffer.waiting.pop_front();
        self.buffer.next += 1;
        Some(item)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn gives_items_back_that_do_not_fit() {
        let mut buffer = Reorder::new(2);
        assert_eq!(buffer.push(2, 'c').err(), Some('c'));
        assert_eq!(buffer.push(1, 'b').map(Iterator::count).ok(), Some(0));
        assert_eq!(buffer.push(1, 'x').err(), Some('x'));
        assert_eq!(
            buffer
                .push(0, 'a')
                .ok()
                .map(Iterator::collect::<String>)
                .as_deref(),
            Some("ab")
        );
        assert_eq!(buffer.push(0, 'y').err(), Some('y'));
        assert!(buffer.has_room(3) && !buffer.has_room(4));
    }

    #[test]
    fn what_is_not_drawn_comes_later() {
        let mut buffer = Reorder::new(4);
        drop(buffer.push(0, 'a'));
        assert_eq!(
            buffer
                .push(1, 'b')
                .ok()
                .map(Iterator::collect::<String>)
                .as_deref(),
            Some("ab")
        );
    }

    proptest! {
        #[test]
        fn any_permutation_within_the_window_comes_out_in_order(
            window in 1usize..20,
            choices in proptest::collection::vec(any::<usize>(), 0..200),
        ) {
            let mut buffer = Reorder::new(window);
            let mut out = Vec::new();
            let mut running = Vec::new();
            let mut started = 0;
            for choice in &choices {
                while buffer.has_room(started) && running.len() < window && started < choices.len() as u64 {
                    running.push(started);
                    started += 1;
                }
                let finished = running.swap_remove(choice % running.len());
                out.extend(buffer.push(finished, finished).expect("room"));
                prop_assert!(buffer.waiting.len() <= window);
            }
            prop_assert_eq!(out, (0..choices.len() as u64).collect::<Vec<_>>());
        }
    }
}
