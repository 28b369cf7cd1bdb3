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

    /// The hash that [`Self::sha256`] wrote; of other digits some hash that
    /// no content has.
    #[must_use]
    pub fn from_digits(digits: &str) -> Self {
        let digits = digits.as_bytes();
        let value = |at: usize| {
            let digit = digits.get(at).map(|digit| char::from(*digit));
            digit.and_then(|digit| digit.to_digit(16)).unwrap_or(0) as u8
        };
        Self(std::array::from_fn(|at| {
            value(at * 2) << 4 | value(at * 2 + 1)
        }))
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

    /// Whether [`Self::id`] can be this.
    #[must_use]
    pub fn may_give(id: &str) -> bool {
        let digits = id.strip_prefix("a-").unwrap_or_default();
        digits.len() == 16 && digits.bytes().all(|digit| digit.is_ascii_hexdigit())
    }

    /// The first eight bytes as a number: enough to tell changed content.
    #[must_use]
    pub fn first_bits(&self) -> u64 {
        first_bits(&self.0)
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

/// Remembers ids and contents by their hashes: 16 bytes each, so that
/// 100,000 ids stay under 4 MB while the table grows.
#[derive(Clone, Debug, Default)]
pub struct Duplicates {
    seen: HashMap<IdHash, First, BuildHasherDefault<Leading>>,
}

/// 64 bits of SHA-256: among a million ids two meet by chance once in 30
/// million runs.
type IdHash = u64;

/// What came first under an id.
#[derive(Clone, Copy, Debug)]
struct First {
    /// 32 bits of the content's hash; asked only where the id is the same.
    content: u32,
    /// Its place; those beyond the fourth thousand million share the last.
    line: u32,
}

impl Duplicates {
    /// Notes `id` with its content and says whether it came before. `line` is
    /// whatever number the caller names the place by.
    pub fn check(&mut self, id: &str, content: &ContentHash, line: u64) -> Seen {
        use std::collections::hash_map::Entry;
        let content = content.first_bits() as u32;
        match self.seen.entry(first_bits(&Sha256::digest(id).into())) {
            Entry::Vacant(place) => {
                let line = u32::try_from(line).unwrap_or(u32::MAX);
                place.insert(First { content, line });
                Seen::New
            }
            Entry::Occupied(place) => {
                let first_line = place.get().line.into();
                if place.get().content == content {
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

fn first_bits(hash: &[u8; 32]) -> u64 {
    let mut first = [0; 8];
    first.copy_from_slice(&hash[..8]);
    u64::from_be_bytes(first)
}

/// The keys are hashes already, so they stand as they are.
#[derive(Default)]
struct Leading(u64);

impl Hasher for Leading {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for &byte in bytes {
            self.0 = self.0.rotate_left(8) ^ u64::from(byte);
        }
    }

    fn write_u64(&mut self, hash: u64) {
        self.0 = hash;
    }
}
