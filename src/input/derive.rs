//! What is derived from an article's content: its id where the input gives
//! none, its hash, and whether the same id came before.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use sha2::{Digest, Sha256};

#[cfg(test)]
mod tests;

/// The SHA-256 of a title, a NUL and a text, as they were read. A missing
/// title counts as an empty one.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ContentHash([u8; 32]);

impl ContentHash {
    /// Hashes an article's content.
    #[must_use]
    pub fn of(title: Option<&str>, text: &str) -> Self {
        let hash = Sha256::new()
            .chain_update(title.unwrap_or_default())
            .chain_update([0])
            .chain_update(text)
            .finalize();
        Self(hash.into())
    }

    /// The record's `sha256`: 64 lower-case hexadecimal digits.
    #[must_use]
    pub fn sha256(&self) -> String {
        hexadecimal(&self.0)
    }

    /// The id of an article that has none: `a-` and the first 16 digits.
    #[must_use]
    pub fn id(&self) -> String {
        format!("a-{}", hexadecimal(&self.0[..8]))
    }

    /// The first eight bytes as a number: enough to tell changed content.
    #[must_use]
    pub fn first_bits(&self) -> u64 {
        let mut first = [0; 8];
        first.copy_from_slice(&self.0[..8]);
        u64::from_be_bytes(first)
    }
}

fn hexadecimal(bytes: &[u8]) -> String {
    const DIGITS: &[u8; 16] = b"0123456789abcdef";
    let mut text = String::with_capacity(bytes.len() * 2);
    for byte in bytes {
        text.push(char::from(DIGITS[usize::from(byte >> 4)]));
        text.push(char::from(DIGITS[usize::from(byte & 15)]));
    }
    text
}

/// Whether an id came before.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Seen {
    /// It did not.
    New,
    /// It did, with the same content: translate once.
    SameContent {
        /// Where it came first.
        first_line: u64,
    },
    /// It did, with other content: a usage error that names both lines.
    DifferentContent {
        /// Where it came first.
        first_line: u64,
    },
}

/// Remembers ids and contents by their hashes: 28 bytes each, so that
/// 100,000 ids stay under 6 MB while the table grows.
#[derive(Clone, Debug, Default)]
pub struct Duplicates {
    seen: HashMap<IdHash, First, BuildHasherDefault<Leading>>,
}

/// 96 bits of SHA-256: among a million ids two meet by chance once in 10^16
/// runs.
type IdHash = [u32; 3];

/// Words of 32 bits, so that an entry has no padding.
#[derive(Clone, Copy, Debug)]
struct First {
    content: [u32; 2],
    line: [u32; 2],
}

impl Duplicates {
    /// Notes `id` with its content and says whether it came before. `line` is
    /// whatever number the caller names the place by.
    pub fn check(&mut self, id: &str, content: &ContentHash, line: u64) -> Seen {
        use std::collections::hash_map::Entry;
        let content = words(&content.0);
        match self.seen.entry(words(&Sha256::digest(id).into())) {
            Entry::Vacant(place) => {
                place.insert(First {
                    content,
                    line: halves(line),
                });
                Seen::New
            }
            Entry::Occupied(place) => {
                let first = place.get();
                let first_line = u64::from(first.line[0]) << 32 | u64::from(first.line[1]);
                if first.content == content {
                    Seen::SameContent { first_line }
                } else {
                    Seen::DifferentContent { first_line }
                }
            }
        }
    }

    /// How many different ids came.
    #[must_use]
    pub fn len(&self) -> usize {
        self.seen.len()
    }

    /// Whether none came yet.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.seen.is_empty()
    }
}

fn words<const COUNT: usize>(hash: &[u8; 32]) -> [u32; COUNT] {
    std::array::from_fn(|index| {
        u32::from_le_bytes(std::array::from_fn(|byte| hash[index * 4 + byte]))
    })
}

fn halves(number: u64) -> [u32; 2] {
    [(number >> 32) as u32, number as u32]
}

/// The keys are hashes already, so their leading words do.
#[derive(Default)]
struct Leading(u64);

impl Hasher for Leading {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes.iter().take(8) {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_usize(&mut self, _length: usize) {}
}
