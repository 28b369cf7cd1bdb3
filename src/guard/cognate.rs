//! Words of one origin: "organisasi" and "organization", "televisi" and
//! "television" begin alike once spelling habits are evened out.

/// How many evened letters are compared.
const PREFIX: u32 = 5;

/// The fewest evened letters that carry a signal.
const SHORTEST: u32 = 4;

/// Letters whose evened form depends on the next one; each has a row in
/// [`DEPENDING`], its place here plus one.
const ROWS: &[u8] = b"ckxptso";

/// Letters that decide, as the next one, about the one before; each has a
/// column in [`DEPENDING`], its place here plus one.
const COLUMNS: &[u8] = b"eiyhsu";

/// The evened form of every letter, whatever its case; for the letters of
/// [`ROWS`], the number of the row.
const EVENED: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = match (byte as u8).to_ascii_lowercase() {
            b'q' => b'k',
            b'v' => b'f',
            b'y' | b'j' => b'i',
            b'z' => b's',
            other => match place(ROWS, other) {
                0 => other,
                row => row,
            },
        };
        byte += 1;
    }
    table
};

/// The column of every letter, whatever its case; 0 for the others.
const COLUMN: [u8; 256] = {
    let mut table = [0; 256];
    let mut byte = 0;
    while byte < 256 {
        table[byte] = place(COLUMNS, (byte as u8).to_ascii_lowercase());
        byte += 1;
    }
    table
};

/// The evened form of each letter of [`ROWS`] before each of [`COLUMNS`], and
/// how many of the following letters it has used up.
const DEPENDING: [[(u8, u8); 8]; 8] = {
    let mut table = [[(0, 0); 8]; 8];
    let mut row = 0;
    while row < ROWS.len() {
        let mut column = 0;
        while column < 8 {
            let next = match column {
                0 => b' ',
                column if column <= COLUMNS.len() => COLUMNS[column - 1],
                _ => b' ',
            };
            table[row + 1][column] = depending(ROWS[row], next);
            column += 1;
        }
        row += 1;
    }
    table
};

/// A letter's place among some letters, from 1; 0 where it is not.
const fn place(letters: &[u8], letter: u8) -> u8 {
    let mut at = 0;
    while at < letters.len() {
        if letters[at] == letter {
            return at as u8 + 1;
        }
        at += 1;
    }
    0
}

/// The beginning of a word, equal for words of one origin in Indonesian and
/// English; 0 for words too short to compare.
#[inline]
pub fn key(word: &str) -> u64 {
    let bytes = word.as_bytes();
    if bytes.len() < SHORTEST as usize {
        return 0;
    }
    let (mut key, mut count, mut last, mut at) = (0_u64, 0, 0, 0);
    while let Some(byte) = bytes.get(at) {
        at += 1;
        let mut letter = EVENED[usize::from(*byte)];
        if usize::from(letter) <= ROWS.len() {
            let next = bytes.get(at).map_or(0, |next| COLUMN[usize::from(*next)]);
            let (evened, used) = DEPENDING[usize::from(letter & 7)][usize::from(next & 7)];
            letter = evened;
            at += usize::from(used);
        }
        if letter != last {
            last = letter;
            key = (key << 8) | u64::from(letter);
            count += 1;
            if count == PREFIX {
                break;
            }
        }
    }
    if count >= SHORTEST { key } else { 0 }
}

/// The evened form of a letter before another, and how many of the following
/// letters it has used up.
const fn depending(letter: u8, next: u8) -> (u8, u8) {
    match (letter, next) {
        (b'c', b'e' | b'i' | b'y') => (b's', 0),
        (b'c' | b'k', b'h') | (b'k', b's') => (b'k', 1),
        (b'c', _) => (b'k', 0),
        (b'x', _) => (b'k', 0),
        (b'p', b'h') => (b'f', 1),
        (b't', b'h') => (b't', 1),
        (b's', b'y') => (b's', 1),
        (b'o', b'u') => (b'u', 1),
        _ => (letter, 0),
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
