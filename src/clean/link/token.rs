//! Words of a headline and of the sentence behind it.

/// How a word is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Shape {
    /// In small letters, as running text is.
    Small,
    /// With a capital.
    Capital,
    /// A figure, a sign, an address, a brand: it says nothing.
    Other,
}

/// One word with what stands around it.
#[derive(Clone, Copy, Debug)]
pub(super) struct Token<'a> {
    /// Where it begins and ends, signs included, in bytes.
    pub(super) start: usize,
    pub(super) end: usize,
    /// The word without the signs around it.
    pub(super) core: &'a str,
    pub(super) core_start: usize,
    pub(super) core_end: usize,
    pub(super) shape: Shape,
    pub(super) opens_quotation: bool,
    pub(super) closes_quotation: bool,
    pub(super) is_list_number: bool,
    pub(super) ends_with_comma: bool,
    pub(super) ends_with_colon: bool,
    /// A plain stop behind it, as sentences have.
    pub(super) ends_sentence: bool,
    pub(super) is_figure: bool,
    pub(super) in_brackets: bool,
    /// A question mark, an exclamation mark or a colon, none of which stands
    /// inside a name.
    pub(super) ends_headline: bool,
}

/// How far a headline with the beginning of the next sentence can reach.
const MOST_TOKENS: usize = 45;
const MOST_BYTES: usize = 500;

/// The words at the beginning of `text`.
pub(super) fn tokens(text: &str) -> Vec<Token<'_>> {
    let reach = text.floor_char_boundary(MOST_BYTES);
    let mut found: Vec<Token> = Vec::with_capacity(24);
    let mut at = 0;
    for piece in text[..reach].split_inclusive([' ', '\t', '\n']) {
        let word = piece.trim();
        if !word.is_empty() {
            if found.len() == MOST_TOKENS {
                break;
            }
            let start = at + (piece.len() - piece.trim_start().len());
            found.push(read(word, start));
        }
        at += piece.len();
    }
    let cut_off = reach < text.len() && !text[..reach].ends_with(char::is_whitespace);
    if cut_off {
        found.pop();
    }
    found
}

fn read(word: &str, start: usize) -> Token<'_> {
    let is_sign = |c: char| !c.is_alphanumeric();
    let front = word.trim_start_matches(is_sign);
    let core = front.trim_end_matches(is_sign);
    let core_start = start + word.len() - front.len();
    let opening = &word[..word.len() - front.len()];
    let closing = &front[core.len()..];
    let shape = shape_of(core);
    let figure = core.starts_with(|c: char| c.is_ascii_digit());
    Token {
        start,
        end: start + word.len(),
        core,
        core_start,
        core_end: core_start + core.len(),
        shape,
        opens_quotation: opening.contains(['"', '“']),
        closes_quotation: closing.contains(['"', '”']),
        is_list_number: is_list_number(word),
        ends_with_comma: closing.contains(','),
        ends_with_colon: closing.contains(':'),
        ends_sentence: closing.contains('.'),
        is_figure: figure,
        in_brackets: opening.contains('('),
        ends_headline: closing.contains(['?', '!', ':']),
    }
}

fn is_list_number(word: &str) -> bool {
    let digits = word.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2).contains(&digits) && matches!(&word[digits..], "." | ")")
}

fn shape_of(core: &str) -> Shape {
    let Some(first) = core.chars().next() else {
        return Shape::Other;
    };
    if core.contains(['.', '/', '@']) || first.is_ascii_digit() {
        return Shape::Other;
    }
    if first.is_uppercase() {
        return Shape::Capital;
    }
    // A crawler fuses a link's text to the words around it, so a capital deep
    // inside a word does not make it a brand.
    match core.char_indices().find(|(_, c)| c.is_uppercase()) {
        Some((at, _)) if at < 4 => Shape::Other,
        _ => Shape::Small,
    }
}
