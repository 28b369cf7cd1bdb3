//! Where the headline of a link ends that is glued into a paragraph.
//!
//! `Baca juga:Harga Beras Naik Lagi Pedagang mengeluh sejak Senin.` has no
//! sign between the headline and the next sentence. What helps: headlines are
//! written in Title Case with small function words, sentences are not; so the
//! last capitalised word before a run of small words is in the sentence, and
//! the only question is how far before it the sentence began. Facts that
//! answer it are looked for from the surest to the weakest; where none
//! answers, nothing is cut.

use std::cell::Cell;

mod lists;
mod token;
mod words;

#[cfg(test)]
mod tests;

use token::{Shape, Token, tokens};

/// What a decision may look up in the article around the link.
#[derive(Debug)]
pub(super) struct Evidence<'a> {
    text: &'a str,
    headline: &'a str,
    lookups_left: Cell<u32>,
}

/// The part of an article that is looked through, in bytes; news is shorter.
const LOOKED_THROUGH: usize = 32_000;

/// Bounds the time that a hostile text full of links can take.
const LOOKUPS: u32 = 400;

impl<'a> Evidence<'a> {
    pub(super) fn new(text: &'a str, headline: Option<&'a str>) -> Self {
        Self {
            headline: headline.unwrap_or_default(),
            text: &text[..text.floor_char_boundary(LOOKED_THROUGH)],
            lookups_left: Cell::new(LOOKUPS),
        }
    }

    /// Whether the article's own headline capitalises function words.
    fn capitalises_all(&self) -> bool {
        self.headline
            .split(' ')
            .skip(1)
            .any(words::is_function_word)
    }

    fn may_look(&self) -> bool {
        let left = self.lookups_left.get();
        self.lookups_left.set(left.saturating_sub(1));
        left > 0
    }

    fn places<'b>(&'b self, phrase: &'b str) -> impl Iterator<Item = usize> + 'b {
        // An empty phrase would stand between the bytes of a character.
        memchr::memmem::find_iter(self.text.as_bytes(), phrase.as_bytes())
            .filter(move |_| !phrase.is_empty())
    }

    /// Whether `name` stands in the article behind a small word or at the
    /// beginning of a sentence, and not as the end of a longer name.
    fn stands_alone(&self, name: &str) -> bool {
        self.may_look()
            && self.places(name).any(|at| {
                let before = &self.text[..at];
                let after = &self.text[at + name.len()..];
                before.ends_with(' ') && !after.starts_with(char::is_alphanumeric) && {
                    let before = before.trim_end();
                    let small = before
                        .rsplit(' ')
                        .next()
                        .is_some_and(|word| word.starts_with(char::is_lowercase));
                    small || before.ends_with(['.', ',', '"', '”'])
                }
            })
    }

    /// Whether the article quotes somebody of that name.
    fn is_speaker(&self, name: &str) -> bool {
        self.may_look()
            && self.places(name).any(|at| {
                let verb_before = self.text[..at].trim_end().rsplit(' ').next();
                let after = &self.text[at + name.len()..];
                let verb_after = after.trim_start().split([' ', ',', '.']).next();
                after.starts_with([' ', ',', '.'])
                    && (verb_before.is_some_and(words::is_speech_verb)
                        || verb_after.is_some_and(words::is_speech_verb))
            })
    }

    /// Whether `phrase` stands in the article more often than in the link.
    fn is_repeated(&self, phrase: &str) -> bool {
        self.may_look() && self.places(phrase).nth(1).is_some()
    }

    /// Whether the article has `word` in small letters, so that it is no name.
    fn has_small(&self, word: &str) -> bool {
        let small = word.to_lowercase();
        self.may_look()
            && self.places(&small).any(|at| {
                self.text[..at].ends_with([' ', '(', '"', '“', '-'])
                    && !self.text[at + small.len()..].starts_with(char::is_alphanumeric)
            })
    }
}

/// Where a link's headline ends, in bytes behind its marker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum LinkEnd {
    /// The story goes on here.
    At(usize),
    /// Nothing but the headline follows.
    Whole,
    /// Nothing decides; the story goes on here at the latest.
    Undecided(usize),
}

/// Decides where the headline at the beginning of `rest` ends.
pub(super) fn end(rest: &str, evidence: &Evidence) -> LinkEnd {
    let tokens = tokens(rest);
    let Some(run) = first_small_run(&tokens) else {
        return without_small_words(rest, &tokens);
    };
    let latest = latest_beginning(&tokens, run);
    let decision = Decision {
        rest,
        tokens: &tokens,
        evidence,
        latest,
        run,
    };
    match decision.beginning() {
        Some(beginning) if beginning > 0 => LinkEnd::At(tokens[beginning].start),
        _ => LinkEnd::Undecided(tokens.get(latest).map_or(0, |token| token.start)),
    }
}

/// Five words or more in Title Case without the stop of a sentence.
pub(super) fn is_headline(line: &str) -> bool {
    if line.len() > 200 || line.ends_with(['.', ',', ':', ';']) {
        return false;
    }
    let words = line.split_whitespace().count();
    let small = line
        .split_whitespace()
        .filter(|word| word.starts_with(char::is_lowercase))
        .count();
    (5..=25).contains(&words) && small * 3 <= words
}

/// Only capitalised words follow: a headline, unless there is more of it than
/// headlines have or it holds the end of a sentence.
fn without_small_words(rest: &str, tokens: &[Token]) -> LinkEnd {
    let Some((last, front)) = tokens.split_last() else {
        return LinkEnd::Whole;
    };
    let complete = last.end == rest.trim_end().len();
    if complete
        && !front
            .iter()
            .any(|token| token.is_list_number || token.ends_sentence)
    {
        LinkEnd::Whole
    } else {
        LinkEnd::Undecided(last.end)
    }
}

/// The first token that only running text has: a small word that headlines
/// would capitalise.
fn first_small_run(tokens: &[Token]) -> Option<usize> {
    (0..tokens.len()).find(|&index| match tokens[index].shape {
        Shape::Small => {
            let word = tokens[index].core;
            let next_small = tokens
                .get(index + 1)
                .is_some_and(|next| next.shape == Shape::Small);
            if words::small_in_headlines(word) {
                false
            } else if words::sometimes_small_in_headlines(word) {
                next_small || tokens[index].ends_with_comma
            } else {
                true
            }
        }
        _ => false,
    })
}

/// The last token at which the sentence can begin: the last one before the
/// small words that is not small, no date, and not tied to a small word before
/// it.
fn latest_beginning(tokens: &[Token], run: usize) -> usize {
    (0..run)
        .rev()
        .find(|&index| {
            let token = &tokens[index];
            let tied = index > 0
                && (tokens[index - 1].shape == Shape::Small
                    || (token.is_figure && words::is_month(tokens[index - 1].core)));
            let sign = token.is_list_number || token.opens_quotation;
            token.shape != Shape::Small && !token.in_brackets && (sign || !tied)
        })
        .unwrap_or(0)
}

/// How surely a token belongs to the headline, and what can follow it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum HeadlineEnd {
    /// The headline may well end here.
    Closed(usize),
    /// An object or an agent may follow.
    Open(usize),
}

impl HeadlineEnd {
    fn index(self) -> usize {
        match self {
            Self::Closed(index) | Self::Open(index) => index,
        }
    }
}

/// Whether a token can stand inside a name.
fn in_name(token: &Token) -> bool {
    token.shape == Shape::Capital && !token.ends_with_comma && !token.ends_headline
}

struct Decision<'a> {
    rest: &'a str,
    tokens: &'a [Token<'a>],
    evidence: &'a Evidence<'a>,
    /// The last token at which the sentence can begin.
    latest: usize,
    /// The first token that only running text has.
    run: usize,
}

impl Decision<'_> {
    /// The token at which the sentence begins, from the surest sign to the
    /// weakest.
    fn beginning(&self) -> Option<usize> {
        if self.latest == 0 {
            return None;
        }
        self.opening_sign()
            .or_else(|| self.starter())
            .or_else(|| self.behind_closing_formula())
            .or_else(|| self.repeated_name())
            .or_else(|| self.behind_headline_end())
            .or_else(|| self.ordinary_noun())
            .or_else(|| self.abbreviation())
            .or_else(|| self.whole_actor())
            .or_else(|| match self.first_title() {
                Some(title) => self.title_before_name(title),
                None => self.known_name().or_else(|| self.known_speaker()),
            })
    }

    fn core(&self, index: usize) -> &str {
        self.tokens[index].core
    }

    /// A quotation that is not closed before the small words or that ends like
    /// speech, or the number of a list entry.
    fn opening_sign(&self) -> Option<usize> {
        (1..self.run).find(|&index| {
            let token = &self.tokens[index];
            let closing = self.tokens[index..self.run]
                .iter()
                .find(|token| token.closes_quotation);
            let quotation =
                token.opens_quotation && closing.is_none_or(|token| token.ends_with_comma);
            quotation || token.is_list_number
        })
    }

    /// A word that begins sentences and is never part of a name.
    fn starter(&self) -> Option<usize> {
        let begins = |index: usize| {
            let word = self.core(index);
            words::begins_sentences(word)
                || words::is_doubled(word)
                || (word.len() >= 6 && word.ends_with("nya"))
        };
        if begins(self.latest) {
            return Some(self.latest);
        }
        let before = self.latest - 1;
        let figure = self.tokens[self.latest].is_figure && begins(before);
        let conjunction = words::small_in_headlines(&self.core(before).to_lowercase());
        let capital = before > 0 && self.tokens[before].shape == Shape::Capital;
        if capital && (figure || conjunction) {
            return Some(before);
        }
        (1..self.latest).rev().find(|&index| self.is_starter(index))
    }

    fn is_starter(&self, index: usize) -> bool {
        let token = &self.tokens[index];
        let before = &self.tokens[index - 1];
        let function_word = words::is_function_word(token.core) && !self.evidence.capitalises_all();
        let adverb = token.ends_with_comma && words::is_sentence_adverb(token.core);
        token.shape == Shape::Capital
            && before.shape != Shape::Small
            && !before.ends_with_colon
            && (words::begins_only_sentences(token.core) || function_word || adverb)
    }

    /// `…, Ini Penyebabnya` and `…, Segini Anggarannya` end headlines.
    fn behind_closing_formula(&self) -> Option<usize> {
        let end = (1..self.latest).rev().find(|&index| {
            self.core(index).ends_with("nya")
                && (index.saturating_sub(3)..index)
                    .any(|front| words::opens_formula(self.core(front)))
        })?;
        let next = self.core(end + 1);
        (!words::never_in_names(next)).then_some(end + 1)
    }

    /// Headlines name nobody twice, so a name that the link has already named
    /// begins the sentence: `KPK Tahan Bupati KPK menyebut …`.
    fn repeated_name(&self) -> Option<usize> {
        let from = self.first_open().max(self.latest.saturating_sub(3)).max(1);
        (from..=self.latest).find(|&index| {
            let token = &self.tokens[index];
            let named = token.shape == Shape::Capital
                && token.core.len() >= 3
                && !words::begins_sentences(token.core);
            let whole_name = self.tokens[index..self.latest].iter().all(in_name);
            named
                && whole_name
                && !self.goes_on_a_name(index)
                && self.tokens[..index]
                    .iter()
                    .any(|earlier| earlier.core == token.core)
        })
    }

    /// Whether a title or an institution stands so before the token that the
    /// token may be part of its name.
    fn goes_on_a_name(&self, index: usize) -> bool {
        let before = &self.tokens[index - 1];
        let chain = self.tokens[..index]
            .iter()
            .rev()
            .take_while(|token| in_name(token) && !words::never_in_names(token.core));
        before.shape == Shape::Small
            || words::is_noun(before.core)
            || chain
                .map(|token| token.core)
                .any(|word| words::begins_names(word) || words::takes_owner(word))
    }

    /// An abbreviation acts by itself, unless it may end a longer name.
    fn abbreviation(&self) -> Option<usize> {
        let before = &self.tokens[self.latest - 1];
        let acts = words::is_abbreviation(self.core(self.latest))
            && words::follows_names(self.core(self.latest + 1));
        let free = !before.ends_with_comma && !words::is_abbreviation(before.core);
        (acts && free && !self.goes_on_a_name(self.latest)).then_some(self.latest)
    }

    /// The last token that is certainly still headline.
    fn headline_end(&self) -> Option<HeadlineEnd> {
        (0..self.latest).rev().find_map(|index| {
            let token = &self.tokens[index];
            let date = token.is_figure && index > 0 && words::is_month(self.core(index - 1));
            if token.ends_headline || date || words::closes_headlines(token.core) {
                Some(HeadlineEnd::Closed(index))
            } else if words::never_in_names(token.core) {
                Some(HeadlineEnd::Open(index))
            } else {
                None
            }
        })
    }

    /// The first token that may already be the sentence.
    fn first_open(&self) -> usize {
        self.headline_end().map_or(1, |end| end.index() + 1)
    }

    /// Nothing stands between the certain headline and the latest beginning.
    fn behind_headline_end(&self) -> Option<usize> {
        (self.headline_end()?.index() + 1 == self.latest).then_some(self.latest)
    }

    /// An ordinary noun begins a sentence: with another noun behind it
    /// (`Proses penyaluran …`), or before a verb, where it could be the end of
    /// a name (`Bank Dunia memperkirakan …`), if no such name begins before it.
    fn ordinary_noun(&self) -> Option<usize> {
        let word = self.core(self.latest);
        let known = words::is_noun(word);
        let verb_follows = words::follows_names(self.core(self.latest + 1));
        let is_noun = known || (!verb_follows && self.evidence.has_small(word));
        let reach = if verb_follows { 3 } else { 1 };
        let in_name = (self.latest.saturating_sub(reach)..self.latest).any(|index| {
            words::needs_complement(self.core(index))
                || (verb_follows && words::is_derived_noun(self.core(index)))
        });
        (is_noun && !in_name && self.tokens[self.latest].shape == Shape::Capital)
            .then_some(self.latest)
    }

    /// `Pemerintah`, `Polisi`: whoever acts, without a name. Behind another
    /// title the same words are a name: `Bupati Darwan Hakim`.
    fn whole_actor(&self) -> Option<usize> {
        let before = self.core(self.latest - 1);
        let named = (self.first_open().max(1)..self.latest)
            .any(|index| words::needs_complement(self.core(index)));
        if named {
            return None;
        }
        let alone = words::begins_names(self.core(self.latest))
            && !words::needs_complement(before)
            && before != "Bicara";
        alone.then_some(self.latest)
    }

    /// The first title or kind of institution behind the certain headline.
    fn first_title(&self) -> Option<usize> {
        (self.first_open().max(1)..self.latest).find(|&index| words::begins_names(self.core(index)))
    }

    /// A title begins the name of whoever acts, unless it is the object of the
    /// headline's verb or stands behind a name and a comma. With several words
    /// behind it, it is taken for the beginning even so: that takes nothing of
    /// the sentence.
    fn title_before_name(&self, title: usize) -> Option<usize> {
        let before = &self.tokens[title - 1];
        let object = matches!(self.headline_end(), Some(HeadlineEnd::Open(end)) if end + 1 == title)
            && self.latest - title < 3;
        (before.shape != Shape::Small && !before.ends_with_comma && !object).then_some(title)
    }

    /// All that stands between the certain headline and the small words is a
    /// name that the article knows.
    fn known_name(&self) -> Option<usize> {
        let first = self.first_open();
        let name = &self.rest[self.tokens[first].core_start..self.tokens[self.latest].core_end];
        (self.evidence.is_repeated(name) && self.evidence.stands_alone(name)).then_some(first)
    }

    /// A name that the article quotes by itself, behind a word that is neither
    /// its title nor its first half.
    fn known_speaker(&self) -> Option<usize> {
        let latest = &self.tokens[self.latest];
        let before = &self.tokens[self.latest - 1];
        let pair = &self.rest[before.core_start..latest.core_end];
        let alone = !latest.ends_with_comma
            && !words::begins_names(before.core)
            && !self.evidence.is_repeated(pair)
            && self.evidence.is_speaker(latest.core);
        alone.then_some(self.latest)
    }
}
