//! Text for terminals that know no other letters than those of ASCII.

/// The letters that a terminal knows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Letters {
    /// All of them.
    Unicode,
    /// Those of ASCII; columns stay columns, for each letter becomes one.
    Ascii,
}

/// A text in the letters that there are.
pub(super) fn shown(text: String, letters: Letters) -> String {
    match letters {
        Letters::Unicode => text,
        Letters::Ascii if text.is_ascii() => text,
        Letters::Ascii => text.chars().map(nearest).collect(),
    }
}

fn nearest(letter: char) -> char {
    match letter {
        letter if letter.is_ascii() => letter,
        '\u{2018}'..='\u{201b}' | '\u{2032}' => '\'',
        '\u{201c}'..='\u{201f}' | '\u{2033}' | '«' | '»' => '"',
        '\u{2010}'..='\u{2015}' | '\u{2212}' | '·' => '-',
        '\u{2022}' => '*',
        '\u{2026}' => '.',
        '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' => ' ',
        '×' => 'x',
        'À'..='Å' => 'A',
        'Ç' => 'C',
        'È'..='Ë' => 'E',
        'Ì'..='Ï' => 'I',
        'Ñ' => 'N',
        'Ò'..='Ö' | 'Ø' => 'O',
        'Ù'..='Ü' => 'U',
        'à'..='å' => 'a',
        'ç' => 'c',
        'è'..='ë' => 'e',
        'ì'..='ï' => 'i',
        'ñ' => 'n',
        'ò'..='ö' | 'ø' => 'o',
        'ù'..='ü' => 'u',
        'ý' | 'ÿ' => 'y',
        _ => '?',
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_letter_becomes_one() {
        let text = "“Rp 2 miliar” – kafé · 5 °C…";
        assert_eq!(shown(text.to_owned(), Letters::Unicode), text);
        let ascii = shown(text.to_owned(), Letters::Ascii);
        assert_eq!(ascii, "\"Rp 2 miliar\" - kafe - 5 ?C.");
        assert_eq!(ascii.len(), text.chars().count());
    }
}
