//! The headline: from the right place, once, and without the site's name.

use std::borrow::Cow;

use super::BlockKind;
use super::draft::{Cut, Draft};
use super::outlet;
use super::rule::{Place, Rule};
use crate::article::Removal;

const SITE_NAME: Rule = Rule {
    name: "site_name",
    reason: "page titles end with the outlet's name, which is no part of the headline",
    place: Place::Headline,
    touches: "Harga Cabai Naik Lagi | contohkabar.co.id",
    spares: "Harga Cabai Naik - Pedagang Mengeluh",
};

const REPEATED: Rule = Rule {
    name: "repeated_headline",
    reason: "pages print the headline above the story again, and nobody wants to pay for it twice",
    place: Place::Head,
    touches: "Banjir Surut di Kota Lama",
    spares: "Banjir Surut di Kota Lama, Warga Pulang",
};

/// A longer first line is a paragraph and no headline.
const LONGEST: usize = 300;

/// How many lines from the start can repeat the headline.
const REPETITIONS_WITHIN: usize = 5;

pub(super) fn rules() -> Vec<Rule> {
    vec![SITE_NAME, REPEATED]
}

/// The stage.
pub(super) fn run(draft: &mut Draft) {
    match draft.title.take() {
        Some(given) => take_given(draft, given),
        None => take_first_line(draft),
    }
    cut_repetitions(draft);
}

fn take_given(draft: &mut Draft, given: String) {
    let length = site_name_start(&given);
    if length < given.len() {
        draft.title_removals.push(Removal {
            rule: Cow::Borrowed(SITE_NAME.name),
            text: given[length..].trim().to_owned(),
            at: 0,
        });
    }
    draft.title = Some(given[..length].to_owned());
}

fn take_first_line(draft: &mut Draft) {
    let Some(first) = draft.segments.first() else {
        return;
    };
    let line = draft.words_of(first);
    let alone = draft.segments.len() == 1;
    let is_headline = line.len() <= LONGEST
        && matches!(first.kind, BlockKind::Unknown | BlockKind::Heading)
        && !(alone && line.ends_with(['.', '"', '”']));
    if !is_headline {
        return;
    }
    let length = site_name_start(line);
    let words: Vec<&str> = line[..length].split_whitespace().collect();
    let title = words.join(" ");
    let whole = first.range.clone();
    let end = whole.start + draft.text[whole.clone()].find(line).unwrap_or(0) + length;
    draft.cuts.push(Cut {
        range: end..whole.end,
        rule: SITE_NAME.name,
    });
    draft.title = Some(title);
    draft.segments.remove(0);
}

fn cut_repetitions(draft: &mut Draft) {
    let Some(title) = draft.title.clone() else {
        return;
    };
    for index in 0..draft.segments.len().min(REPETITIONS_WITHIN) {
        let line = draft.words_of(&draft.segments[index]);
        if line.split_whitespace().next() != title.split_whitespace().next() {
            continue;
        }
        let line = &line[..site_name_start(line)];
        if line.split_whitespace().eq(title.split_whitespace()) {
            draft.cut_whole(index, &REPEATED);
        }
    }
    draft.drop_cut();
}

/// Where the site's name, with the sign before it, begins at the end of a page
/// title; the title's length where there is none.
fn site_name_start(title: &str) -> usize {
    if title.len() > LONGEST {
        return title.len();
    }
    let mut end = title.len();
    while let Some((start, name)) = last_sign(&title[..end]) {
        if start == 0 || !outlet::is_site_name(&title[name..end]) {
            break;
        }
        end = start;
    }
    end
}

/// The last sign that can stand before a site's name: where it begins and
/// ends.
fn last_sign(title: &str) -> Option<(usize, usize)> {
    memchr::memrchr_iter(b' ', title.as_bytes()).find_map(|at| {
        let length = sign_length(&title[at..])?;
        Some((at, at + length))
    })
}

fn sign_length(text: &str) -> Option<usize> {
    let signs: &[&str] = match text.as_bytes().get(1)? {
        b'|' => &[" | "],
        b'-' => &[" - "],
        b':' => &[" :: ", " : "],
        0xE2 => &[" – ", " — "],
        _ => return None,
    };
    let sign = signs.iter().find(|sign| text.starts_with(**sign))?;
    Some(sign.len())
}
