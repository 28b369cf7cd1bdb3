//! Room for what is read of one article. It is all given back at once, and each
//! thread keeps it for the next article.

use std::cell::Cell;

/// The room: what stands in it is not given back one by one.
pub use bumpalo::Bump as Room;

/// A list that stands in the room.
pub type List<'a, T> = bumpalo::collections::Vec<'a, T>;

/// So many bytes hold what is read of a short article; more are taken where
/// they do not.
const USUAL: usize = 40_000;

/// More than so many bytes are not kept.
const MOST: usize = 1 << 20;

thread_local! {
    static KEPT: Cell<Option<Room>> = const { Cell::new(None) };
}

/// Does some work that takes room.
pub fn within<T>(work: impl FnOnce(&Room) -> T) -> T {
    let mut room = KEPT.take().unwrap_or_else(|| Room::with_capacity(USUAL));
    let done = work(&room);
    if room.allocated_bytes() <= MOST {
        room.reset();
        KEPT.set(Some(room));
    }
    done
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn room_is_kept_unless_it_is_large() {
        let taken = |bytes: usize| {
            within(|room| {
                room.alloc_slice_fill_copy(bytes, 0_u8);
                room.allocated_bytes()
            })
        };
        let first = taken(USUAL * 2);
        assert!(taken(1) <= first && taken(1) >= USUAL * 2);
        assert!(taken(MOST) >= MOST);
        assert!(taken(1) < MOST);
    }
}
