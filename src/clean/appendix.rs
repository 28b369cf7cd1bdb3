//! What pages print under a story: lists of other stories, of tags, of
//! buttons, each under a heading of its own.
//!
//! Such a list may have any length. What makes it safe to take is that no
//! sentence follows to the end of the text.

use super::draft::Draft;
use super::page_words::Role;
use super::rule::{Place, Rule};
use super::{furniture, link, noise, page_words};

const RULE: Rule = Rule {
    name: "appendix",
    reason: "it is a list of the page's under the story",
    place: Place::Tail,
    touches: "Tag Populer:\n\nkota lama\n\nbanjir",
    spares: "Komentar warga: kecewa dan marah.",
};

/// The longest list, in lines.
const MOST_LINES: usize = 40;

/// The longest tag or button, in bytes.
const LONGEST_LABEL: usize = 45;

pub(super) fn rules() -> Vec<Rule> {
    vec![RULE]
}

/// What stands in a list, told by its heading.
#[derive(Clone, Copy, PartialEq, Eq)]
enum List {
    /// Headlines of other stories.
    Links,
    /// Tags, buttons, readers' names.
    Labels,
}

/// The stage: cuts from the topmost heading of such a list to the end of the
/// text, if all that follows is what its heading says.
pub(super) fn run(draft: &mut Draft) {
    let lines = draft.segments.len();
    let mut beginning = None;
    let (mut all_links, mut all_labels) = (true, true);
    for index in (1..lines).rev().take(MOST_LINES) {
        let line = draft.words_of(&draft.segments[index]);
        match list_of(line) {
            Some(List::Links) if all_links => beginning = Some(index),
            Some(List::Labels) if all_labels => beginning = Some(index),
            Some(_) => break,
            None => {
                all_links = all_links && is_link(line);
                all_labels = all_labels && is_label(line);
                if !all_links && !all_labels {
                    break;
                }
                continue;
            }
        }
        (all_links, all_labels) = (true, true);
    }
    let Some(beginning) = beginning else {
        return;
    };
    for index in beginning..lines {
        draft.cut_whole(index, &RULE);
    }
    draft.drop_cut();
}

/// The kind of list that a line heads.
fn list_of(line: &str) -> Option<List> {
    if line.len() > LONGEST_LABEL {
        return None;
    }
    let words = line.trim_end_matches([':', ' ']).to_lowercase();
    let heads_labels = match page_words::role(&words) {
        Some(Role::Heading | Role::ButtonOrHeading) => true,
        Some(Role::HeadingWithColon) => line.ends_with(':'),
        Some(Role::Button) | None => false,
    };
    if heads_labels {
        Some(List::Labels)
    } else if noise::is_list_head(line) {
        Some(List::Links)
    } else {
        None
    }
}

fn is_link(line: &str) -> bool {
    link::is_headline(line) || furniture::is_button(line) || furniture::is_counter(line)
}

fn is_label(line: &str) -> bool {
    line.len() <= LONGEST_LABEL
        && line.split(' ').count() <= 5
        && !line.ends_with(['.', ',', ';', ':', '?', '"', '”'])
}
