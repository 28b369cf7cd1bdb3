//! What pages print around and inside stories, in the ways that outlets write
//! it, and sentences of stories that look like it.

use super::{FIRST, HEADLINE, LAST, Place, article_with, cleaned};
use crate::article::PartKind;

/// The examples of a file, one a line; `⏎` stands between two lines of a text.
fn examples(file: &str) -> Vec<String> {
    file.lines()
        .map(|line| line.replace(" ⏎ ", "\n\n"))
        .collect()
}

/// A paragraph of the story, so that what stands before it is inside.
const MIDDLE: &str = "Bupati setempat mengatakan perbaikan tanggul menelan biaya Rp 12,5 miliar dari anggaran daerah. Ia meminta warga tetap waspada.";

/// What is left of an article besides its paragraphs; captions stand apart.
fn left(text: &str) -> Result<String, String> {
    let cleaned = cleaned(text);
    let mut rest: String = cleaned
        .parts
        .iter()
        .filter(|part| part.kind != PartKind::Caption)
        .map(|part| format!("{} ", part.text))
        .collect();
    for paragraph in [FIRST, MIDDLE, LAST] {
        if !rest.contains(paragraph) {
            return Err(format!("loses {paragraph:?}: {:?}", cleaned.removed));
        }
        rest = rest.replacen(paragraph, "", 1);
    }
    if cleaned.title.as_deref() != Some(HEADLINE) {
        return Err(format!("has the headline {:?}", cleaned.title));
    }
    Ok(rest.trim().to_owned())
}

fn takes_all(file: &str, article: impl Fn(&str) -> String) {
    let survivors: Vec<String> = examples(file)
        .iter()
        .filter_map(|example| match left(&article(example)) {
            Ok(rest) if rest.is_empty() => None,
            Ok(rest) => Some(format!("{example:?} leaves {rest:?}")),
            Err(problem) => Some(format!("{example:?} {problem}")),
        })
        .collect();
    assert!(survivors.is_empty(), "{survivors:#?}");
}

#[test]
fn what_stands_above_a_story_goes() {
    takes_all(include_str!("anatomy/above.txt"), |example| {
        format!("{HEADLINE}\n\n{example}\n\n{FIRST}\n\n{MIDDLE}\n\n{LAST}")
    });
}

#[test]
fn what_stands_between_paragraphs_goes() {
    takes_all(include_str!("anatomy/between.txt"), |example| {
        format!("{HEADLINE}\n\n{FIRST}\n\n{example}\n\n{MIDDLE}\n\n{LAST}")
    });
}

#[test]
fn what_stands_between_sentences_of_one_line_goes() {
    takes_all(include_str!("anatomy/inside.txt"), |example| {
        format!("{HEADLINE}\n{FIRST} {example} {MIDDLE} {LAST}")
    });
}

#[test]
fn what_stands_below_a_story_goes() {
    takes_all(include_str!("anatomy/below.txt"), |example| {
        format!("{HEADLINE}\n\n{FIRST}\n\n{MIDDLE}\n\n{LAST}\n\n{example}")
    });
}

#[test]
fn sentences_of_stories_stay_wherever_they_stand() {
    let mut eaten = Vec::new();
    for example in examples(include_str!("anatomy/story.txt")) {
        for place in [
            Place::Head,
            Place::Line,
            Place::Inline,
            Place::End,
            Place::Tail,
        ] {
            let cleaned = cleaned(&article_with(place, &example));
            if !cleaned.removed.is_empty() {
                eaten.push(format!("{place:?} {example:?}: {:?}", cleaned.removed));
            }
        }
    }
    assert!(eaten.is_empty(), "{eaten:#?}");
}

#[test]
fn a_heading_in_capitals_among_the_last_lines_was_taken_for_a_byline() {
    for heading in ["SELESAI DIBANGUN", "PASAR IKAN"] {
        let cleaned = cleaned(&article_with(Place::Line, heading));
        assert!(cleaned.removed.is_empty(), "{:?}", cleaned.removed);
    }
}
