//! Lines that name who worked on a story: `Penulis: … Editor: …`.

use super::learn;
use crate::article::Metadata;

/// Which field a label fills.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Field {
    Byline,
    Editor,
    Contributor,
    Credit,
    /// It names something that no field holds.
    Nothing,
}

const LABELS: &[(&str, Field)] = &[
    ("Editor", Field::Editor),
    ("Redaktur", Field::Editor),
    ("Penyunting", Field::Editor),
    ("Redaktur & Reporter", Field::Editor),
    ("Pewarta", Field::Byline),
    ("Penulis", Field::Byline),
    ("Reporter", Field::Byline),
    ("Wartawan", Field::Byline),
    ("Oleh", Field::Byline),
    ("Jurnalis", Field::Byline),
    ("Kontributor", Field::Contributor),
    ("Sumber", Field::Credit),
    ("Sumber Berita", Field::Credit),
    ("Uploader", Field::Nothing),
    ("Fotografer", Field::Nothing),
    ("Copyright", Field::Nothing),
];

/// The longest name behind a label, in bytes.
const LONGEST_NAME: usize = 90;

/// What a run of labels with their names says.
#[derive(Debug, Default)]
pub(super) struct Credits<'a> {
    entries: Vec<(Field, &'a str)>,
}

impl Credits<'_> {
    /// Moves what is said to the metadata.
    pub(super) fn keep(&self, metadata: &mut Metadata) {
        for &(field, name) in &self.entries {
            let name = name.trim_matches(|c: char| c.is_whitespace() || "|,;".contains(c));
            match field {
                Field::Byline => learn(&mut metadata.byline, name),
                Field::Editor => learn(&mut metadata.editor, name),
                Field::Contributor => learn(&mut metadata.contributor, name),
                Field::Credit => learn(&mut metadata.credit, name),
                Field::Nothing => {}
            }
        }
    }
}

/// Reads `text` as labels with names and nothing else.
pub(super) fn parse(text: &str) -> Option<Credits<'_>> {
    let (mut field, mut rest) = label_at_start(text)?;
    let mut credits = Credits::default();
    loop {
        let next = next_label(rest);
        let name = rest[..next].trim();
        if !is_name(name, field) {
            return None;
        }
        credits.entries.push((field, name));
        if next == rest.len() {
            return Some(credits);
        }
        (field, rest) = label_at_start(&rest[next..])?;
    }
}

/// The label at the beginning of `text` and what stands behind its colon.
fn label_at_start(text: &str) -> Option<(Field, &str)> {
    LABELS.iter().rev().find_map(|(label, field)| {
        let start = text.get(..label.len())?;
        let rest = text[label.len()..].trim_start();
        let rest = rest.strip_prefix(':')?;
        start
            .eq_ignore_ascii_case(label)
            .then_some((*field, rest.trim_start()))
    })
}

/// Where the next label begins in `text`; its length where there is none.
fn next_label(text: &str) -> usize {
    text.match_indices([' ', '\n', '|'])
        .map(|(at, _)| at + 1)
        .take_while(|&at| at <= LONGEST_NAME + 40)
        .find(|&at| label_at_start(&text[at..]).is_some())
        .unwrap_or(text.len())
}

/// Names are capitalised words, perhaps none; a sentence is no name.
fn is_name(name: &str, field: Field) -> bool {
    let small = name
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_lowercase))
        .count();
    let words = name.split_whitespace().count();
    name.len() <= LONGEST_NAME
        && !name.contains(". ")
        && (small * 2 <= words || (field == Field::Credit && name.starts_with("http")))
        && !(field == Field::Credit && words > 8)
}

/// Where a run of labels begins that reaches to the end of `text`, and what it
/// says. Inside a sentence `sumber:` is a word like any other, so the run must
/// begin the text or follow the end of a sentence.
pub(super) fn at_end(text: &str) -> Option<(usize, Credits<'_>)> {
    let from = text.ceil_char_boundary(text.len().saturating_sub(300));
    memchr::memchr(b':', &text.as_bytes()[from..])?;
    let starts = (from == 0).then_some(0).into_iter().chain(
        text[from..]
            .match_indices([' ', '\n'])
            .map(|(at, _)| from + at + 1),
    );
    for start in starts {
        if !text[start..].starts_with(|c: char| c.is_ascii_alphabetic())
            || !may_begin(&text[..start])
        {
            continue;
        }
        if let Some(credits) = parse(&text[start..]) {
            return Some((start, credits));
        }
    }
    None
}

fn may_begin(before: &str) -> bool {
    before.trim_end().is_empty()
        || before
            .trim_end()
            .ends_with(['.', '"', '”', ')', '!', '?', ']'])
}
