//! Sentences of Indonesian and English prose, found without a model.
//!
//! One function serves both languages, because news in either quotes the
//! other and because source and translation must be cut by the same rules to
//! be comparable. Pure, one pass, linear in the length of the text.

use std::ops::Range;

mod words;

#[cfg(test)]
mod tests;

use crate::bytes::{self, Group, is};

use words::{Abbreviation, abbreviation, begins_sentences, is_address_ending};

const ELLIPSIS: &str = "…";

/// The bytes that can mean something to the splitter: stops, quotation marks,
/// opening brackets and line breaks. The last is the first of an ellipsis.
const SIGNALS: [u8; 7] = [b'.', b'!', b'?', b'"', b'(', b'\n', ELLIPSIS.as_bytes()[0]];

fn signals(group: &Group) -> u64 {
    group.bits(|lanes| {
        let [first, others @ ..] = SIGNALS;
        let others = others.into_iter().map(|signal| is(lanes, signal));
        others.fold(is(lanes, first), |any, signal| any | signal)
    })
}

/// How far a closing bracket may be from its opening one. A bracket left open
/// by mistake must not hide the rest of the article.
const BRACKET_REACH: usize = 400;

/// The longest token that can be an abbreviation, in bytes.
const TOKEN_REACH: usize = 24;

/// Cuts `text` into sentences: byte ranges, trimmed of white space, in order,
/// that together cover everything but white space.
///
/// A blank line always ends a sentence, a single line break never does.
/// Attribution after a quotation (`"…!" kata X.`) belongs to its sentence, and
/// nothing is cut inside round brackets, numbers, clock times or addresses.
/// Where a stop is glued to the next word (`mereka."Tawaran`), it is cut only
/// between two ordinary words.
///
/// ```
/// use alih::sentence::sentences;
///
/// let text = "Harga naik Rp. 2.500 pada pukul 14.30 WIB. Dr. Sari membantah.";
/// let cut: Vec<&str> = sentences(text).into_iter().map(|range| &text[range]).collect();
/// assert_eq!(cut, ["Harga naik Rp. 2.500 pada pukul 14.30 WIB.", "Dr. Sari membantah."]);
/// ```
#[must_use]
pub fn sentences(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::with_capacity(text.len() / 120 + 1);
    each(text, |sentence| found.push(sentence));
    found
}

/// Does something with every sentence of a text, in order.
pub(crate) fn each(text: &str, take: impl FnMut(Range<usize>)) {
    Splitter::new(text, take).run();
}

struct Splitter<'a, F> {
    text: &'a str,
    take: F,
    /// The sentence that was found last, which the text's end may yet lengthen.
    last: Option<Range<usize>>,
    /// Where the present sentence began.
    start: usize,
    /// How far the present sentence is known to hold no word.
    wordless_until: usize,
    /// Straight quotation marks are their own closing marks, so only counting
    /// tells whether one opens or closes.
    inside_straight_quotes: bool,
    /// The first closing bracket at or after the reading position, once known.
    closing_bracket: usize,
}

impl<'a, F: FnMut(Range<usize>)> Splitter<'a, F> {
    fn new(text: &'a str, take: F) -> Self {
        Self {
            text,
            take,
            last: None,
            start: 0,
            wordless_until: 0,
            inside_straight_quotes: false,
            closing_bracket: 0,
        }
    }

    fn run(mut self) {
        let bytes = self.text.as_bytes();
        let mut at = 0;
        for signal in bytes::marked::<{ bytes::SIZE }>(bytes, 0, signals) {
            if signal < at {
                continue;
            }
            at = match bytes[signal] {
                b'"' => {
                    self.inside_straight_quotes = !self.inside_straight_quotes;
                    signal + 1
                }
                b'(' => self.after_bracket(signal),
                b'\n' => self.line_break(signal),
                b'.' if goes_on(bytes, signal) => signal + 1,
                b'.' | b'!' | b'?' => self.stop(signal),
                _ if self.text[signal..].starts_with(ELLIPSIS) => self.stop(signal),
                _ => signal + 1,
            };
        }
        self.cut(self.text.len());
        self.last.take().into_iter().for_each(self.take);
    }

    /// Ends the present sentence at `end`, unless it holds no word: then what
    /// it holds belongs to its neighbour.
    fn cut(&mut self, end: usize) {
        self.start = self.first_mark(self.start, end);
        let unread = self.start.max(self.wordless_until);
        let has_word = self.text.as_bytes()[unread..end]
            .first()
            .is_some_and(u8::is_ascii_alphanumeric)
            || self.text[unread..end].chars().any(char::is_alphanumeric);
        self.wordless_until = end;
        let last_end = self.last_mark(self.start, end);
        if has_word {
            let before = self.last.replace(self.start..last_end);
            before.into_iter().for_each(&mut self.take);
            self.start = end;
        } else if end == self.text.len() && last_end > self.start {
            let start = self.last.take().map_or(self.start, |last| last.start);
            self.last = Some(start..last_end);
        }
    }

    /// Where a stretch begins that may begin with white space.
    #[inline]
    fn first_mark(&self, start: usize, end: usize) -> usize {
        let stretch = &self.text.as_bytes()[start..end];
        match stretch {
            [b' ', mark, ..] if mark.is_ascii_graphic() => start + 1,
            [mark, ..] if mark.is_ascii_graphic() => start,
            _ => end - self.text[start..end].trim_start().len(),
        }
    }

    /// Where a stretch ends that may end with white space.
    #[inline]
    fn last_mark(&self, start: usize, end: usize) -> usize {
        match self.text.as_bytes()[start..end].last() {
            Some(mark) if mark.is_ascii_graphic() => end,
            _ => start + self.text[start..end].trim_end().len(),
        }
    }

    fn after_bracket(&mut self, at: usize) -> usize {
        if self.closing_bracket <= at {
            self.closing_bracket =
                memchr::memchr(b')', &self.text.as_bytes()[at..]).map_or(usize::MAX, |n| at + n);
        }
        let reachable = self.closing_bracket.saturating_sub(at) <= BRACKET_REACH;
        if !reachable {
            return at + 1;
        }
        let inside = &self.text.as_bytes()[at..self.closing_bracket];
        if inside.iter().filter(|&&byte| byte == b'"').count() % 2 == 1 {
            self.inside_straight_quotes = !self.inside_straight_quotes;
        }
        self.closing_bracket + 1
    }

    fn line_break(&mut self, at: usize) -> usize {
        let after = &self.text[at + 1..];
        let spaces = after
            .bytes()
            .take_while(|byte| matches!(byte, b' ' | b'\t' | b'\r'))
            .count();
        let next = at + 1 + spaces;
        if self.text.as_bytes().get(next) == Some(&b'\n') {
            self.cut(at);
            self.inside_straight_quotes = false;
        }
        next
    }

    /// Reads the stop at `at` with everything that belongs to it, cuts where
    /// it ends a sentence, and returns where to read on.
    fn stop(&mut self, at: usize) -> usize {
        match self.is_plain(at) {
            true => self.plain_stop(at),
            false => self.any_stop(at),
        }
    }

    /// What [`Self::any_stop`] does, for what [`Self::is_plain`] tells.
    fn plain_stop(&mut self, at: usize) -> usize {
        let next = &self.text[at + 2..];
        if self.single_stop_ends(at, next, next) {
            self.cut(at + 1);
        }
        at + 1
    }

    fn any_stop(&mut self, at: usize) -> usize {
        let run = self.stops_end(at);
        let closed = self.closers_end(run);
        let rest = &self.text[closed.end..];
        let border = match rest.chars().next() {
            None => None,
            Some(next) if next.is_whitespace() => self
                .ends_before_space(at, run, closed.end)
                .then_some(closed.end),
            Some(_) => self
                .ends_when_glued(at, closed.end)
                .then_some(closed.border),
        };
        if let Some(border) = border {
            self.cut(border);
        }
        if closed.straight_quotes % 2 == 1 {
            self.inside_straight_quotes = !self.inside_straight_quotes;
        }
        closed.end
    }

    /// Whether it is one plain stop before a blank and a capital or a figure,
    /// as most are.
    #[inline]
    fn is_plain(&self, at: usize) -> bool {
        match self.text.as_bytes().get(at..at + 3) {
            Some([b'.', b' ', next]) => next.is_ascii_uppercase() || next.is_ascii_digit(),
            _ => false,
        }
    }

    fn stops_end(&self, at: usize) -> usize {
        let rest = &self.text[at..];
        at + rest
            .find(|c: char| !matches!(c, '.' | '!' | '?' | '…'))
            .unwrap_or(rest.len())
    }

    fn closers_end(&self, run: usize) -> Closers {
        let mut closers = Closers {
            end: run,
            border: run,
            straight_quotes: 0,
        };
        let mut inside = self.inside_straight_quotes;
        for c in self.text[run..].chars() {
            match c {
                '"' => {
                    closers.straight_quotes += 1;
                    if inside {
                        closers.border = closers.end + 1;
                    }
                    inside = !inside;
                }
                ')' | ']' | '”' | '’' | '\'' | '»' => {
                    closers.border = closers.end + c.len_utf8()
                }
                _ => break,
            }
            closers.end += c.len_utf8();
        }
        closers
    }

    fn ends_before_space(&self, at: usize, run: usize, end: usize) -> bool {
        let next = self.text[end..].trim_start();
        let opener = |c: char| {
            matches!(
                c,
                '"' | '“' | '‘' | '\'' | '(' | '[' | '«' | '-' | '–' | '—'
            )
        };
        let word = next.trim_start_matches(|c: char| opener(c) || c.is_whitespace());
        let Some(first) = word.chars().next() else {
            return true;
        };
        if first.is_lowercase() {
            return false;
        }
        let one_stop = run == at + 1 && end == run && self.text.as_bytes()[at] == b'.';
        !one_stop || self.single_stop_ends(at, next, word)
    }

    /// Whether one plain stop, followed by white space and then `next`, ends a
    /// sentence. `word` is `next` without opening marks.
    fn single_stop_ends(&self, at: usize, next: &str, word: &str) -> bool {
        let token = self.token_before(at);
        let follows_number = || word.starts_with(|c: char| c.is_ascii_digit());
        let follows_starter = || begins_sentences(first_word(word));
        if token.is_empty() {
            return true;
        }
        if self.is_list_number(token, at) {
            return false;
        }
        match abbreviation(token) {
            Some(Abbreviation::BeforeName) => false,
            Some(Abbreviation::BeforeNumber) => !follows_number(),
            Some(Abbreviation::AfterName) => !next.starts_with('(') && follows_starter(),
            None if is_initial(token) || is_dotted(token) => follows_starter(),
            None => true,
        }
    }

    /// `1.`, `a.` or `IV.` where a list entry can begin: at the beginning of a
    /// sentence or behind a colon.
    fn is_list_number(&self, token: &str, at: usize) -> bool {
        let number = token.len() <= 3 && token.bytes().all(|byte| byte.is_ascii_digit());
        let letter = token.len() == 1 && token.bytes().all(|byte| byte.is_ascii_alphabetic());
        let roman = token.len() <= 4 && token.bytes().all(|byte| b"IVX".contains(&byte));
        if !(number || letter || roman) {
            return false;
        }
        let before = self.text[self.start..at - token.len()].trim_end();
        before.is_empty() || before.ends_with([':', ';'])
    }

    fn ends_when_glued(&self, at: usize, end: usize) -> bool {
        let word = self.text[end..].trim_start_matches(['“', '‘']);
        let mut letters = word.chars();
        let capital = letters.next().is_some_and(char::is_uppercase);
        let small = letters.next().is_some_and(char::is_lowercase);
        if !(capital && small) {
            return false;
        }
        let next = first_word(word);
        let after = &word[next.len()..];
        let next_is_plain = after.starts_with([' ', ',', '\u{a0}']) && !is_address_ending(next);
        let token = self.token_before(at);
        let token_is_plain =
            token.chars().count() >= 3 && !is_dotted(token) && abbreviation(token).is_none();
        let quoted = self.text.as_bytes()[at] != b'.' || end > at + 1;
        next_is_plain && (token_is_plain || quoted)
    }

    /// The letters, digits and inner dots that end at `at`.
    fn token_before(&self, at: usize) -> &'a str {
        let bytes = self.text.as_bytes();
        let floor = self.start.max(at.saturating_sub(TOKEN_REACH));
        let mut begin = at;
        while begin > floor
            && (bytes[begin - 1].is_ascii_alphanumeric() || bytes[begin - 1] == b'.')
        {
            begin -= 1;
        }
        &self.text[begin..at]
    }
}

/// Whether a dot stands before a figure or a small letter, as in "1.500" and
/// "kompas.com": no sentence ends there.
#[inline]
fn goes_on(bytes: &[u8], dot: usize) -> bool {
    bytes
        .get(dot + 1)
        .is_some_and(|next| next.is_ascii_digit() || next.is_ascii_lowercase())
}

/// The closing marks behind a stop.
struct Closers {
    /// One past the last of them.
    end: usize,
    /// Where the sentence would end if the next word is glued on: a straight
    /// quotation mark that opens belongs to the next sentence.
    border: usize,
    straight_quotes: usize,
}

fn first_word(text: &str) -> &str {
    let end = text
        .find(|c: char| !c.is_alphabetic())
        .unwrap_or(text.len());
    &text[..end]
}

fn is_initial(token: &str) -> bool {
    matches!(token.as_bytes(), [letter] if letter.is_ascii_uppercase())
}

/// `U.S`, `S.Pd`, `a.n`: short pieces joined by dots, and no decimal.
fn is_dotted(token: &str) -> bool {
    token.contains('.')
        && token.split('.').all(|piece| {
            (1..=4).contains(&piece.len()) && piece.bytes().all(|byte| byte.is_ascii_alphabetic())
        })
}
