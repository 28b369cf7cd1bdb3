//! Questions about single words, for telling headlines from sentences. The
//! words themselves are in `lists.txt`.

use super::lists::{List, holds};

/// Function words that headlines write small.
pub(super) fn small_in_headlines(word: &str) -> bool {
    holds(List::SmallInHeadlines, word)
}

/// Words that some outlets write small in headlines and some do not.
pub(super) fn sometimes_small_in_headlines(word: &str) -> bool {
    holds(List::SometimesSmallInHeadlines, word)
}

/// Months, behind which a figure is a year.
pub(super) fn is_month(word: &str) -> bool {
    holds(List::Months, word)
}

/// Verbs with which news attributes speech.
pub(super) fn is_speech_verb(word: &str) -> bool {
    holds(List::SpeechVerbs, word)
}

/// Function words with a capital: few outlets write them so inside a headline.
pub(super) fn is_function_word(word: &str) -> bool {
    holds(List::FunctionWords, word)
}

/// With a comma behind them, adverbs with which sentences begin.
pub(super) fn is_sentence_adverb(word: &str) -> bool {
    holds(List::SentenceAdverbs, word) || (word.len() >= 6 && word.ends_with("nya"))
}

/// Words that open the formula with which headlines close: `Ini Sebabnya`.
pub(super) fn opens_formula(word: &str) -> bool {
    holds(List::FormulaOpenings, word)
}

/// Words with which a headline can end and that take neither object nor agent.
pub(super) fn closes_headlines(word: &str) -> bool {
    holds(List::HeadlineEndings, word)
        || (word.len() >= 7 && word.starts_with("Ber") && never_in_names(word))
        || (word.len() >= 6 && word.ends_with("nya") && never_in_names(word))
}

/// Words that begin sentences and are capitalised nowhere else.
pub(super) fn begins_only_sentences(word: &str) -> bool {
    holds(List::OnlySentenceBeginnings, word)
}

/// Words that begin sentences; some outlets capitalise them in headlines too.
pub(super) fn begins_sentences(word: &str) -> bool {
    begins_only_sentences(word) || holds(List::SentenceBeginnings, word)
}

/// Verbs, adjectives and adverbs that headlines capitalise and that stand in
/// no name.
pub(super) fn never_in_names(word: &str) -> bool {
    holds(List::HeadlineWords, word)
        || (is_inflected(word) && !begins_sentences(word) && !is_noun(word))
}

/// `…nya`, and verbs by their prefix; the exceptions are nouns, offices and
/// places that look the same.
fn is_inflected(word: &str) -> bool {
    const PREFIXES: &[&str] = &["Meng", "Meny", "Mem", "Men", "Ber", "Ter", "Di"];
    #[rustfmt::skip]
    const UNITS: &[&str] = &[
        "Ditres", "Ditlantas", "Dittipid", "Ditpol", "Ditintel", "Dirres", "Direskrim", "Dirkrim",
        "Dirlantas", "Dirpol", "Dirnarkoba", "Dirintel", "Dirsamapta", "Dirtipid", "Dirbin",
    ];
    if holds(List::OnlySeeminglyInflected, word)
        || UNITS.iter().any(|front| word.starts_with(front))
        || !word.chars().skip(1).all(char::is_lowercase)
    {
        return false;
    }
    (word.len() >= 6 && word.ends_with("nya"))
        || (word.len() >= 8 && word.starts_with("Me") && word.ends_with("kan"))
        || (word.len() >= 7 && PREFIXES.iter().any(|prefix| word.starts_with(prefix)))
}

/// Titles, offices and kinds of institution, with which the names of those
/// who act begin.
pub(super) fn begins_names(word: &str) -> bool {
    holds(List::NameBeginnings, word)
}

/// Of these, those that a name or another noun always follows.
pub(super) fn needs_complement(word: &str) -> bool {
    begins_names(word) && !holds(List::CompleteNames, word)
}

/// Ordinary nouns with which sentences begin. Those that also begin names of
/// places, such as `Pasar`, are not among them.
pub(super) fn is_noun(word: &str) -> bool {
    holds(List::Nouns, word) || is_derived_noun(word)
}

/// `Sehari-hari`, `Anak-anak`: no name is doubled so.
pub(super) fn is_doubled(word: &str) -> bool {
    word.split_once('-').is_some_and(|(first, second)| {
        second.len() >= 3
            && second.chars().all(char::is_lowercase)
            && first.to_lowercase().ends_with(second)
    })
}

/// An abbreviation such as `KPK` or `BMKG`.
pub(super) fn is_abbreviation(word: &str) -> bool {
    (3..=8).contains(&word.len()) && word.bytes().all(|byte| byte.is_ascii_uppercase())
}

/// Words behind which an abbreviation is the name of the owner: `Gedung DPR`.
pub(super) fn takes_owner(word: &str) -> bool {
    needs_complement(word) || holds(List::OwnedThings, word)
}

/// `Pe…an`, `Ke…an`: nouns by their form, unless they are institutions.
pub(super) fn is_derived_noun(word: &str) -> bool {
    word.len() >= 8
        && (word.starts_with("Pe") || word.starts_with("Ke"))
        && word.ends_with("an")
        && !begins_names(word)
}

/// Verbs and particles: words that can stand directly behind the name of
/// whoever acts.
pub(super) fn follows_names(word: &str) -> bool {
    const PREFIXES: &[&str] = &["me", "ber", "di", "ter"];
    holds(List::NameFollowers, word)
        || PREFIXES.iter().any(|prefix| word.starts_with(prefix))
        || word.ends_with("nya")
}
