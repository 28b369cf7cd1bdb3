//! Words of one origin: "organisasi" and "organization", "televisi" and
//! "television" begin alike once spelling habits are evened out.

use crate::word::fold;

/// How many evened letters are compared.
const PREFIX: usize = 5;

/// The fewest evened letters that carry a signal.
const SHORTEST: usize = 4;

/// The key of the beginning of a word, equal for words of one origin in
/// Indonesian and English; 0 for words too short to compare.
pub fn key(word: &str) -> u64 {
    let mut letters = Letters {
        key: 0,
        count: 0,
        last: 0,
    };
    let mut rest = word.as_bytes();
    while let [first, tail @ ..] = rest {
        let next = tail.first().copied().unwrap_or(0) | 0x20;
        let skip = letters.take(first.to_ascii_lowercase(), next);
        rest = tail.get(skip..).unwrap_or_default();
        if letters.count >= PREFIX {
            break;
        }
    }
    if letters.count >= SHORTEST {
        letters.key
    } else {
        0
    }
}

struct Letters {
    key: u64,
    count: usize,
    last: u8,
}

impl Letters {
    /// Takes one letter; says how many letters after it it has used up.
    fn take(&mut self, letter: u8, next: u8) -> usize {
        let (evened, skip) = match (letter, next) {
            (b'c', b'e' | b'i' | b'y') => (b's', 0),
            (b'c' | b'k', b'h') => (b'k', 1),
            (b'c' | b'q', _) => (b'k', 0),
            (b'x', _) => {
                self.push(b'k');
                (b's', 0)
            }
            (b'p', b'h') => (b'f', 1),
            (b't', b'h') => (b't', 1),
            (b's', b'y') => (b's', 1),
            (b'o', b'u') => (b'u', 1),
            (b'v', _) => (b'f', 0),
            (b'y' | b'j', _) => (b'i', 0),
            (b'z', _) => (b's', 0),
            _ => (letter, 0),
        };
        self.push(evened);
        skip
    }

    fn push(&mut self, letter: u8) {
        if letter != self.last {
            self.last = letter;
            self.key = fold(self.key, u64::from(letter));
            self.count += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spelling_habits_are_evened_out() {
        for (indonesian, english) in [
            ("organisasi", "organizations"),
            ("teknologi", "technology"),
            ("ekspor", "exports"),
            ("televisi", "Television"),
            ("proyek", "project"),
            ("kualitas", "quality"),
            ("grup", "group"),
            ("komite", "committee"),
            ("Prabowo", "Prabowo"),
        ] {
            assert_eq!(key(indonesian), key(english), "{indonesian} {english}");
        }
    }

    #[test]
    fn short_and_unlike_words_have_nothing_in_common() {
        assert_eq!(key("di"), 0);
        assert_eq!(key("dua"), 0);
        assert_ne!(key("rumah"), key("house"));
    }
}
