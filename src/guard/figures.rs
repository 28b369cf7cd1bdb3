//! Numbers, dates and times of every part.

use crate::article::{Flag, Severity};
use crate::word::Shape;

use super::text::Token;
use super::value::{Desk, Found, Language, Pair, Values};
use super::{Article, Reading, agreement, date, number};

/// Compares the values of every translated part, by what they mean.
pub fn check(article: &Article, flags: &mut Vec<Flag>) {
    let published = article.document.published.and_then(date::published);
    let mut desk = Desk::default();
    let (mut source, mut target) = (Values::default(), Values::default());
    for reading in &article.readings {
        if reading.target.is_blank() {
            continue;
        }
        (source.text, target.text) = (reading.source.text, reading.target.text);
        read_source(reading, &mut desk, &mut source.found);
        desk.read_known(&reading.target, Language::English, &mut target.found);
        let mut sources = source.found.iter();
        if agreement::is_plain(&source.found, &target.found)
            && !sources.any(|found| date::contradicts_itself(found, published))
        {
            continue;
        }
        let pair = Pair::new(reading.pair.part, &source, &target);
        number::compare(&pair, flags);
        date::compare(&pair, published, flags);
    }
}

/// Reads the values of a source, but for those that may be left out.
fn read_source(reading: &Reading, desk: &mut Desk, found: &mut Vec<Found>) {
    let source = &reading.source;
    if reading.may_leave_out() {
        desk.read_unknown(source.text, Language::Indonesian, found);
        found.retain(|found| !source.forgot(&(found.start..found.end)));
    } else {
        desk.read_known(source, Language::Indonesian, found);
    }
}

/// The most numbers of one part that are looked for.
const MOST_FIGURES: usize = 200;

/// Compares the digits of every translated part, for languages that write
/// numbers as Indonesian does.
pub fn digits(article: &Article, flags: &mut Vec<Flag>) {
    let is_number = |token: &&Token| token.word.shape == Shape::Number;
    for reading in article
        .readings
        .iter()
        .filter(|reading| !reading.target.is_blank())
    {
        let target = &reading.target.tokens;
        let copied = |token: &Token| target.iter().any(|other| other.word.key == token.word.key);
        for token in reading
            .source
            .tokens
            .iter()
            .filter(is_number)
            .take(MOST_FIGURES)
        {
            if !copied(token) {
                let at = token.word.start..token.word.end;
                let message = "This number is not in the translation; check what became of it.";
                let severity = Severity::Warning;
                flags.push(reading.flag_source("number.digits", severity, at, message.to_owned()));
            }
        }
    }
}
