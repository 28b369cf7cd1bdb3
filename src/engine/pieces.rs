//! From a text to the pieces that a model knows, sentence by sentence, and
//! back.

use std::ops::Range;

use fxtranslate::spm::SpmVocab;

use crate::sentence::sentences;

/// Most pieces of one sentence that are translated at once, its end included;
/// models were trained on sentences no longer than this.
pub const MOST_PIECES: usize = 128;

/// A model emits at most so many pieces for each one that it is given, as in
/// the reference engine; what is longer runs on without an end.
const MOST_FOR_ONE: usize = 2;

/// A text cut into what is translated and what stays.
#[derive(Debug, PartialEq, Eq)]
pub struct Cut {
    /// In order, covering the text.
    pub parts: Vec<Part>,
}

/// A part of a text.
#[derive(Debug, PartialEq, Eq)]
pub enum Part {
    /// To be translated.
    Sentence(Range<usize>),
    /// Stays as it is: white space, and what has no letters.
    Kept(Range<usize>),
}

/// Cuts a text into sentences, and sentences that are too long at their
/// commas or between words. `pieces` counts the pieces of a text.
#[must_use]
pub fn cut(text: &str, pieces: impl Fn(&str) -> usize) -> Cut {
    let mut parts = Vec::new();
    let mut end = 0;
    for range in sentences(text) {
        keep(&mut parts, end..range.start);
        end = range.end;
        if !text[range.clone()].chars().any(char::is_alphabetic) {
            keep(&mut parts, range);
            continue;
        }
        let mut waiting = vec![range];
        while let Some(range) = waiting.pop() {
            if let Some(at) = parting(&text[range.clone()], &pieces) {
                let at = range.start + at;
                waiting.push(at..range.end);
                waiting.push(range.start..at);
            } else {
                push_trimmed(&mut parts, text, range);
            }
        }
    }
    keep(&mut parts, end..text.len());
    Cut { parts }
}

fn keep(parts: &mut Vec<Part>, range: Range<usize>) {
    if !range.is_empty() {
        parts.push(Part::Kept(range));
    }
}

fn push_trimmed(parts: &mut Vec<Part>, text: &str, range: Range<usize>) {
    let own = &text[range.clone()];
    let start = range.start + own.len() - own.trim_start().len();
    let stop = start + own.trim().len();
    keep(parts, range.start..start);
    if start < stop {
        parts.push(Part::Sentence(start..stop));
    }
    keep(parts, stop..range.end);
}

/// Where a sentence that is too long is parted: after the comma or the like
/// that is nearest to its middle, else at a blank, else anywhere.
fn parting(sentence: &str, pieces: &impl Fn(&str) -> usize) -> Option<usize> {
    // No piece is shorter than a byte.
    if sentence.len() < MOST_PIECES || pieces(sentence) < MOST_PIECES {
        return None;
    }
    let middle = sentence.len() / 2;
    let nearest = |is_place: &dyn Fn(char, char) -> bool| {
        let mut before = ' ';
        sentence
            .char_indices()
            .filter(|(at, letter)| {
                let found = *at > 0 && is_place(before, *letter);
                before = *letter;
                found
            })
            .map(|(at, _)| at)
            .min_by_key(|at| at.abs_diff(middle))
    };
    let comma = nearest(&|before, after| matches!(before, ',' | ';' | ':') && after == ' ')
        .filter(|at| at.abs_diff(middle) < sentence.len() / 4);
    comma
        .or_else(|| nearest(&|_, after| after == ' '))
        .or_else(|| nearest(&|_, _| true))
}

/// Puts a text together again.
#[must_use]
pub fn join(text: &str, cut: &Cut, translated: impl IntoIterator<Item = String>) -> String {
    let mut translated = translated.into_iter();
    let mut joined = String::with_capacity(text.len());
    for part in &cut.parts {
        match part {
            Part::Kept(range) => joined.push_str(&text[range.clone()]),
            Part::Sentence(range) => {
                // What the model has nothing to say to stays; the checks see it.
                let said = translated.next().filter(|said| !said.is_empty());
                joined.push_str(said.as_deref().unwrap_or(&text[range.clone()]));
            }
        }
    }
    joined
}

/// The text of pieces that a model emitted for `asked` pieces.
///
/// Bytes that stand in for letters become those letters again.
#[must_use]
pub fn text_of(vocabulary: &SpmVocab, pieces: &[u32], asked: usize) -> String {
    let mut bytes = Vec::new();
    for id in pieces.iter().take(asked * MOST_FOR_ONE) {
        let piece = vocabulary.piece(*id);
        match stands_for(piece) {
            Some(byte) => bytes.push(byte),
            None if matches!(piece, "<unk>" | "<s>" | "</s>") => {}
            None => bytes.extend(piece.as_bytes()),
        }
    }
    let text = String::from_utf8_lossy(&bytes).replace('\u{2581}', " ");
    text.trim().to_owned()
}

/// The byte of a piece such as `<0xE2>`.
fn stands_for(piece: &str) -> Option<u8> {
    let digits = piece.strip_prefix("<0x")?.strip_suffix('>')?;
    u8::from_str_radix(digits, 16).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> usize {
        text.split_whitespace().count() + 1
    }

    fn shown<'a>(text: &'a str, cut: &Cut) -> Vec<&'a str> {
        let sentence = |part: &Part| match part {
            Part::Sentence(range) => Some(&text[range.clone()]),
            Part::Kept(_) => None,
        };
        cut.parts.iter().filter_map(sentence).collect()
    }

    #[test]
    fn a_text_is_cut_at_sentences_and_put_together_again() {
        let text =
            "Harga naik Rp. 2.500 di Jl. Merdeka. \"Kami heran,\" kata Sari.\n\nDr. Anggi pergi.";
        let cut = cut(text, words);
        assert_eq!(
            shown(text, &cut),
            [
                "Harga naik Rp. 2.500 di Jl. Merdeka.",
                "\"Kami heran,\" kata Sari.",
                "Dr. Anggi pergi."
            ]
        );
        let same = shown(text, &cut).into_iter().map(str::to_owned);
        assert_eq!(join(text, &cut, same), text);
        let other = ["A.", "", "C."].map(str::to_owned);
        assert_eq!(
            join(text, &cut, other),
            "A. \"Kami heran,\" kata Sari.\n\nC."
        );
    }

    #[test]
    fn what_has_no_letters_is_kept() {
        for text in ["* * *", "17,5 %", " \n "] {
            let cut = cut(text, words);
            assert!(shown(text, &cut).is_empty(), "{text}");
            assert_eq!(join(text, &cut, []), text);
        }
    }

    #[test]
    fn a_long_sentence_is_parted_at_a_comma_near_its_middle() {
        let half = "kata ".repeat(80);
        let text = format!("{}, {}.", half.trim(), half.trim());
        let cut = cut(&text, words);
        let lengths: Vec<usize> = shown(&text, &cut).into_iter().map(words).collect();
        assert_eq!(lengths, [81, 81]);
    }

    #[test]
    fn a_word_without_end_is_parted_anywhere() {
        let text = "é".repeat(4_000);
        let cut = cut(&text, str::len);
        assert!(
            shown(&text, &cut)
                .iter()
                .all(|part| part.len() < MOST_PIECES)
        );
        assert_eq!(shown(&text, &cut).concat(), text);
    }
}
