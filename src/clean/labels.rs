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
    ("Rep", Field::Byline),
    ("Red", Field::Editor),
    ("Laporan", Field::Byline),
    ("Penerjemah", Field::Contributor),
    ("Alih Bahasa", Field::Contributor),
    ("Produser", Field::Nothing),
    ("Videografer", Field::Nothing),
    ("Ilustrator", Field::Nothing),
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
            let name = name.trim_matches(|c: char| c.is_whitespace() || "|,;/".contains(c));
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

/// Labels without colons, each with a name of one to four capitalised words:
/// `Penulis Budi Amir | Editor Siti Hasan`. Only for lines that can be nothing
/// else, because a heading may look the same.
pub(super) fn parse_bare(line: &str) -> Option<Credits<'_>> {
    const BARE: &[(&str, Field)] = &[
        ("Penulis", Field::Byline),
        ("Reporter", Field::Byline),
        ("Pewarta", Field::Byline),
        ("Jurnalis", Field::Byline),
        ("Oleh", Field::Byline),
        ("Editor", Field::Editor),
        ("Redaktur", Field::Editor),
        ("Kontributor", Field::Contributor),
    ];
    let label_in = |rest: &str| {
        BARE.iter().find_map(|(label, field)| {
            let name = rest.strip_prefix(label)?;
            name.starts_with(' ').then_some((*field, label.len()))
        })
    };
    if line.len() > LONGEST_NAME {
        return None;
    }
    let mut credits = Credits::default();
    let (mut field, length) = label_in(line)?;
    let mut rest = &line[length..];
    loop {
        let next = rest
            .match_indices([' ', '|', '/'])
            .map(|(at, _)| at + 1)
            .find(|&at| label_in(&rest[at..]).is_some());
        let end = next.unwrap_or(rest.len());
        let name = rest[..end].trim_matches(|c: char| c.is_whitespace() || "|,/".contains(c));
        let words = name.split(' ').count();
        let capitalised = name.split(' ').all(|word| {
            word.starts_with(char::is_uppercase)
                && word.chars().all(|c| c.is_alphabetic() || ".'-".contains(c))
        });
        if name.is_empty()
            || words > 4
            || !capitalised
            || (words == 1 && next.is_none() && credits.entries.is_empty())
        {
            return None;
        }
        credits.entries.push((field, name));
        let Some(at) = next else {
            return Some(credits);
        };
        rest = &rest[at..];
        let (next_field, length) = label_in(rest)?;
        field = next_field;
        rest = &rest[length..];
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
