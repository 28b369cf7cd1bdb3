//! What is known of words, by key: asked for every word of every text, of which
//! most are not known.

/// Values by the key of a word. Most slots are free, and few bytes are read to
/// see that one is.
#[derive(Clone, Debug)]
pub(crate) struct Lookup<V> {
    /// For each slot the number of its row, from 1; 0 where it is free.
    slots: Vec<u16>,
    rows: Vec<(u64, V)>,
}

impl<V> Lookup<V> {
    /// There are so many slots for each row at least.
    const SPARSE: usize = 3;

    /// Room for so many words; there may be more, up to 65,535.
    pub(crate) fn with_room(words: usize) -> Self {
        let slots = words.max(1) * Self::SPARSE;
        Self {
            slots: vec![0; slots.next_power_of_two()],
            rows: Vec::with_capacity(words),
        }
    }

    /// What is known of the word with this key.
    #[inline]
    pub(crate) fn get(&self, key: u64) -> Option<&V> {
        let mut slot = self.home(key);
        while let Some(row) = self.row(slot) {
            let (known, value) = &self.rows[row];
            if *known == key {
                return Some(value);
            }
            slot = self.home(slot as u64 + 1);
        }
        None
    }

    /// What is known of the word with this key, for more to be added.
    pub(crate) fn get_or_insert_with(&mut self, key: u64, new: impl FnOnce() -> V) -> &mut V {
        if self.rows.len() * Self::SPARSE >= self.slots.len() {
            self.grow();
        }
        let mut slot = self.home(key);
        let row = loop {
            match self.row(slot) {
                Some(row) if self.rows[row].0 == key => break row,
                Some(_) => slot = self.home(slot as u64 + 1),
                None => {
                    self.rows.push((key, new()));
                    self.slots[slot] = number(self.rows.len());
                    break self.rows.len() - 1;
                }
            }
        };
        &mut self.rows[row].1
    }

    fn grow(&mut self) {
        self.slots = vec![0; self.slots.len() * 2];
        for row in 0..self.rows.len() {
            let mut slot = self.home(self.rows[row].0);
            while self.slots[slot] != 0 {
                slot = self.home(slot as u64 + 1);
            }
            self.slots[slot] = number(row + 1);
        }
    }

    /// How many words there are.
    #[cfg(test)]
    pub(crate) fn len(&self) -> usize {
        self.rows.len()
    }

    /// Where a key stands if its place is free.
    #[inline]
    fn home(&self, key: u64) -> usize {
        key as usize & (self.slots.len() - 1)
    }

    #[inline]
    fn row(&self, slot: usize) -> Option<usize> {
        usize::from(self.slots[slot]).checked_sub(1)
    }
}

fn number(row: usize) -> u16 {
    u16::try_from(row).expect("a table of words has fewer than 65,536")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_found_and_no_others() {
        let mut table = Lookup::with_room(0);
        assert_eq!(table.get(0), None);
        // All of them want the same few slots.
        let keys = (1..=300).map(|number: u64| number << 12 | 5);
        for (value, key) in keys.clone().enumerate() {
            assert_eq!(*table.get_or_insert_with(key, || value), value);
            assert_eq!(*table.get_or_insert_with(key, || 9_999), value);
        }
        for (value, key) in keys.enumerate() {
            assert_eq!(table.get(key), Some(&value));
            assert_eq!(table.get(key | 2), None);
        }
        assert_eq!(table.get(0), None);
    }
}
