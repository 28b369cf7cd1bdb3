//! Roman numerals as news uses them: II to XXXIX, in capitals.

/// The number, or none for anything else. A single letter is not one: it is
/// more often an initial or the English "I".
pub(super) fn numeral(word: &[u8]) -> Option<u8> {
    if !(2..=7).contains(&word.len()) || !word.iter().all(|letter| b"IVX".contains(letter)) {
        return None;
    }
    let tens = word.iter().take_while(|letter| **letter == b'X').count();
    let (tens, ones) = match &word[tens..] {
        ones if tens <= 3 => (u8::try_from(tens).ok()?, ones),
        _ => return None,
    };
    const ONES: [&[u8]; 10] = [
        b"", b"I", b"II", b"III", b"IV", b"V", b"VI", b"VII", b"VIII", b"IX",
    ];
    let ones = ONES.iter().position(|numeral| *numeral == ones)?;
    Some(tens * 10 + u8::try_from(ones).ok()?)
}

#[cfg(test)]
mod tests {
    use super::numeral;

    #[test]
    fn numerals_up_to_thirty_nine() {
        for (word, number) in [("II", 2), ("IX", 9), ("XX", 20), ("XIV", 14), ("XXXIX", 39)] {
            assert_eq!(numeral(word.as_bytes()), Some(number), "{word}");
        }
    }

    #[test]
    fn words_that_only_look_roman_are_none() {
        for word in ["I", "V", "IIII", "VX", "XXXX", "ii", "XL", "IXI", ""] {
            assert_eq!(numeral(word.as_bytes()), None, "{word}");
        }
    }
}
