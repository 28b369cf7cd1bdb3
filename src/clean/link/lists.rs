//! The lists of `lists.txt`, read once: which of them hold a word.

use std::collections::HashMap;
use std::sync::LazyLock;

const TEXT: &str = include_str!("lists.txt");

/// A list of words; the file says of each what it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum List {
    SmallInHeadlines,
    SometimesSmallInHeadlines,
    Months,
    SpeechVerbs,
    FunctionWords,
    SentenceAdverbs,
    FormulaOpenings,
    HeadlineEndings,
    OnlySentenceBeginnings,
    SentenceBeginnings,
    HeadlineWords,
    OnlySeeminglyInflected,
    NameBeginnings,
    CompleteNames,
    Nouns,
    OwnedThings,
    NameFollowers,
}

/// Each list with what the file calls it.
const NAMES: &[(&str, List)] = &[
    ("small in headlines", List::SmallInHeadlines),
    (
        "sometimes small in headlines",
        List::SometimesSmallInHeadlines,
    ),
    ("months", List::Months),
    ("speech verbs", List::SpeechVerbs),
    ("function words", List::FunctionWords),
    ("sentence adverbs", List::SentenceAdverbs),
    ("formula openings", List::FormulaOpenings),
    ("headline endings", List::HeadlineEndings),
    ("only sentence beginnings", List::OnlySentenceBeginnings),
    ("sentence beginnings", List::SentenceBeginnings),
    ("headline words", List::HeadlineWords),
    ("only seemingly inflected", List::OnlySeeminglyInflected),
    ("name beginnings", List::NameBeginnings),
    ("complete names", List::CompleteNames),
    ("nouns", List::Nouns),
    ("owned things", List::OwnedThings),
    ("name followers", List::NameFollowers),
];

/// Some of the lists.
#[derive(Clone, Copy, Default)]
struct Lists(u32);

impl Lists {
    fn with(self, list: List) -> Self {
        Self(self.0 | 1 << list as u32)
    }

    fn has(self, list: List) -> bool {
        self.0 & 1 << list as u32 != 0
    }
}

/// Every word with the lists that hold it.
static WORDS: LazyLock<HashMap<&str, Lists>> = LazyLock::new(|| {
    let mut words: HashMap<&str, Lists> = HashMap::new();
    for (name, content) in sections(TEXT) {
        let Some((_, list)) = NAMES.iter().find(|(own, _)| *own == name) else {
            continue;
        };
        for word in content.flat_map(str::split_whitespace) {
            let lists = words.entry(word).or_default();
            *lists = lists.with(*list);
        }
    }
    words
});

/// What the file calls its lists, each with its lines of words.
fn sections(text: &str) -> impl Iterator<Item = (&str, impl Iterator<Item = &str>)> {
    text.split("\n[").skip(1).filter_map(|section| {
        let (name, content) = section.split_once(']')?;
        let lines = content.lines().filter(|line| !line.starts_with('#'));
        Some((name, lines))
    })
}

/// Whether a list holds the word as it is written.
pub(super) fn holds(list: List, word: &str) -> bool {
    WORDS.get(word).is_some_and(|lists| lists.has(list))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_list_of_the_file_is_known_and_every_known_list_is_in_the_file() {
        let in_file: Vec<&str> = sections(TEXT).map(|(name, _)| name).collect();
        let known: Vec<&str> = NAMES.iter().map(|(name, _)| *name).collect();
        assert_eq!(in_file, known);
    }

    #[test]
    fn no_list_is_empty_and_none_holds_a_word_twice() {
        for (name, lines) in sections(TEXT) {
            let mut words: Vec<&str> = lines.flat_map(str::split_whitespace).collect();
            let all = words.len();
            words.sort_unstable();
            words.dedup();
            assert!(all > 0 && words.len() == all, "{name}");
        }
    }
}
