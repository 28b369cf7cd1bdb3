//! Where what the tail rules take begins in the last words of an article.

use std::sync::LazyLock;

use memchr::memmem::Finder;

use crate::article::Metadata;
use crate::bytes::{self, Group, between, is};
use crate::clean::phrases::Phrases;
use crate::clean::{head, labels, learn, outlet};
use crate::sentence::sentences;

/// How much of a paragraph's end is looked at, in bytes.
pub(super) const REACH: usize = 600;

/// The end of `text` that is looked at.
pub(super) fn last_bytes(text: &str) -> usize {
    text.ceil_char_boundary(text.len().saturating_sub(REACH))
}

/// `(abc)`, `(abc/def)`, `(E-2)`, `[abc]`, `(Kabar.com/Nama)`, `(ant)`. One
/// word alone is taken only behind the end of a sentence or on its own line:
/// before it, `(KPK)` is part of the story.
pub(super) fn initials(text: &str, metadata: &mut Metadata) -> Option<usize> {
    if is_bare_initials(text) {
        learn(&mut metadata.initials, text);
        return Some(0);
    }
    let close = text.strip_suffix([')', ']'])?;
    let open_sign = if text.ends_with(')') { '(' } else { '[' };
    let from = last_bytes(close);
    let open = from + close[from..].rfind(open_sign)?;
    let inside = close[open + 1..].trim();
    // An asterisk may stand before the brackets.
    let before = text[..open].trim_end_matches(|c: char| c == '*' || c.is_whitespace());
    let open =
        before.len() + (text[before.len()..].len() - text[before.len()..].trim_start().len());
    let sentence_ended = before.is_empty() || before.ends_with(['.', '!', '?', '"', '”', '…', ')']);
    if let Some((outlet, names)) = inside.split_once('/')
        && (outlet::is_outlet(outlet)
            || (sentence_ended && outlet::is_outlet(&outlet.to_uppercase()))
            || outlet.to_lowercase().starts_with("tribun"))
        && inside.len() <= 120
    {
        learn(&mut metadata.byline, names);
        return Some(open);
    }
    if sentence_ended && is_full_name(inside) {
        learn(&mut metadata.byline, inside);
        return Some(open);
    }
    if sentence_ended && outlet::is_outlet(inside) {
        learn(&mut metadata.credit, inside);
        return Some(open);
    }
    let pieces = inside.split(['/', ',', '-', '|']).map(str::trim);
    let several = inside.contains('/');
    let short = pieces.clone().all(is_initials) && pieces.count() <= 5;
    if short
        && (sentence_ended || (several && inside.chars().all(|c| c.is_lowercase() || c == '/')))
    {
        learn(&mut metadata.initials, inside);
        return Some(open);
    }
    None
}

/// `abc/def` on a line of its own.
fn is_bare_initials(text: &str) -> bool {
    let pieces = text.split('/');
    text.len() <= 15
        && text.contains('/')
        && pieces.clone().count() <= 4
        && pieces.clone().all(|piece| {
            (2..=4).contains(&piece.len()) && piece.bytes().all(|byte| byte.is_ascii_lowercase())
        })
}

/// Two to four capitalised words, none of them in capitals: names of
/// institutions in brackets are abbreviated.
fn is_full_name(inside: &str) -> bool {
    let words = inside.split(' ').count();
    (2..=4).contains(&words)
        && inside.len() <= 40
        && inside.split(' ').all(|word| {
            let mut letters = word.chars();
            letters.next().is_some_and(char::is_uppercase)
                && word.len() >= 2
                && letters.all(char::is_lowercase)
        })
}

/// One to four letters, or `E` and a figure; an asterisk is also used.
fn is_initials(piece: &str) -> bool {
    let short = (1..=4).contains(&piece.chars().count());
    short
        && (piece == "*"
            || piece == "**"
            || piece.chars().all(|c| c.is_ascii_alphanumeric())
                && piece.chars().any(|c| c.is_ascii_alphabetic())
            || piece.len() == 1)
}

/// `Penulis: … Editor: …`, `Sumber: …`.
pub(super) fn credits(text: &str, metadata: &mut Metadata) -> Option<usize> {
    let (start, credits) = labels::at_end(text)?;
    credits.keep(metadata);
    Some(start)
}

/// `Penulis Budi Amir`, `Budi Amir | Antara`, `KABAR.COM` as the last line.
pub(super) fn bare_credits(text: &str, metadata: &mut Metadata) -> Option<usize> {
    if text.len() > 90 {
        return None;
    }
    if let Some(credits) = labels::parse_bare(text) {
        credits.keep(metadata);
        return Some(0);
    }
    (!text.contains(", ") && head::outlet_line(text, metadata)).then_some(0)
}

/// From the notice to the end.
pub(super) fn copyright(text: &str, _: &mut Metadata) -> Option<usize> {
    static OPENINGS: &Phrases = &Phrases::new([
        "COPYRIGHT ©",
        "Copyright ©",
        "COPYRIGHT (C)",
        "Copyright (c)",
        "Hak Cipta ©",
        "Hak cipta ©",
        "Dilarang keras mengambil konten",
        "Dilarang mengambil dan/atau menayangkan",
        "© 20",
        "©20",
    ]);
    first(OPENINGS, text).map(|(at, _)| at)
}

/// The first of some phrases in the end of `text` that is looked at, and
/// where. All of them begin with a capital or with ©.
fn first(phrases: &Phrases, text: &str) -> Option<(usize, &'static str)> {
    let marks = |group: &Group| {
        group.bits(|lanes| between(lanes, b'A', b'Z') | is(lanes, "©".as_bytes()[0]))
    };
    bytes::marked::<{ bytes::SIZE }>(text.as_bytes(), last_bytes(text), marks)
        .find_map(|at| Some((at, phrases.opening(&text[at..])?)))
}

/// The sentence `<name> berkontribusi dalam penulisan artikel ini`.
pub(super) fn contributor(text: &str, metadata: &mut Metadata) -> Option<usize> {
    const PHRASES: &[&str] = &[
        " berkontribusi dalam penulisan artikel ini",
        " berkontribusi dalam artikel ini",
        " berkontribusi pada penulisan artikel ini",
        " turut berkontribusi dalam penulisan artikel ini",
    ];
    /// What all of them have.
    static VERB: LazyLock<Finder> = LazyLock::new(|| Finder::new(" berkontribusi "));
    let from = last_bytes(text);
    VERB.find(&text.as_bytes()[from..])?;
    let last = sentences(&text[from..]).pop()?;
    let sentence = &text[from + last.start..from + last.end];
    let (name, rest) = PHRASES
        .iter()
        .find_map(|phrase| sentence.split_once(phrase))?;
    if name.len() > 120 || rest.len() > 2 {
        return None;
    }
    learn(&mut metadata.contributor, name);
    Some(from + last.start)
}

/// Two to five words in capitals, perhaps with an agency, on their own line.
pub(super) fn capitals_byline(text: &str, metadata: &mut Metadata) -> Option<usize> {
    if text.len() > 60 {
        return None;
    }
    let (name, agency) = text
        .split_once('|')
        .map_or((text, None), |(name, agency)| (name, Some(agency)));
    let capitals = text
        .chars()
        .all(|c| c.is_uppercase() || matches!(c, ' ' | '|' | '.' | ',' | '\'' | '-'));
    if !capitals {
        return None;
    }
    let words = name.split_whitespace().count();
    let enough = (2..=5).contains(&words) || (words == 1 && agency.is_some());
    if !enough || text.ends_with(['.', ',']) {
        return None;
    }
    learn(&mut metadata.byline, name);
    if let Some(agency) = agency {
        learn(&mut metadata.credit, agency);
    }
    Some(0)
}

/// `Next Article <headline>`, `Selanjutnya: <headline>` as the last words.
pub(super) fn next_article(text: &str, _: &mut Metadata) -> Option<usize> {
    static OPENINGS: &Phrases = &Phrases::new([
        "Next Article",
        "NEXT ARTICLE",
        "Selanjutnya:",
        "Menarik Dibaca:",
        "Berita selanjutnya:",
        "Berita Terkait",
        "Artikel Terkait",
        "TERKAIT",
    ]);
    let (at, opening) = first(OPENINGS, text)?;
    let title = text[at + opening.len()..].trim();
    let small = title
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_lowercase))
        .count();
    let headline = title.len() <= 400
        && small * 3 <= title.split_whitespace().count()
        && !title.ends_with('.');
    let before = text[..at].trim_end();
    let begins = before.is_empty() || before.ends_with(['.', '"', '”', ']', ')']);
    (headline && begins).then_some(at)
}
