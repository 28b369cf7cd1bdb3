//! Whether a summary says only what the parts it names say.

use std::collections::HashMap;
use std::ops::Range;
use std::rc::Rc;
use std::sync::LazyLock;

use crate::article::{Flag, Severity, Summary};
use crate::room::{self, Room};
use crate::word::{Keys, Shape, key};

use super::lexicon::Classes;
use super::marks::Quotation;
use super::quotation::SPEECH;
use super::support::{Part, Support};
use super::text::{Text, Token};
use super::value::{self, Found, Language};
use super::{Document, attribution, chat, language};

/// Sentences of a summary are called this and their number, from 1.
const PART: &str = "summary";

/// The share of a summary sentence's content words that the parts it names
/// must know.
const KNOWN: f32 = 0.35;

/// The share of a quotation's words that must be quoted in a part it names.
const QUOTED: f32 = 0.5;

/// Checks a summary against the parts that its sentences name. `words` is the
/// most words it was to have.
pub fn check_summary(summary: &Summary, document: &Document, words: usize) -> Vec<Flag> {
    room::within(|room| check_in(room, summary, document, words))
}

fn check_in(room: &Room, summary: &Summary, document: &Document, words: usize) -> Vec<Flag> {
    let mut flags = Vec::new();
    let mut supports = Supports {
        document,
        room,
        parts: HashMap::new(),
        read: HashMap::new(),
    };
    let mut length = 0;
    for (number, sentence) in (1..).zip(&summary.sentences) {
        let claim = Claim::read(number, &sentence.text, room);
        length += sentence.text.split_whitespace().count();
        match supports.of(&sentence.parts) {
            Some(support) => claim.check(document, &support, &mut flags),
            None => flags.push(claim.uncited(&sentence.parts)),
        }
    }
    flags.extend(size(summary, length, words));
    flags
}

/// Whether there is a summary, and not too much of it.
fn size(summary: &Summary, length: usize, words: usize) -> Option<Flag> {
    let (check, severity, message) = match length {
        0 => (
            "summary.empty",
            Severity::Error,
            "The summary is empty; write one.".to_owned(),
        ),
        _ if length > words && summary.sentences.len() > 1 => (
            "summary.length",
            if length > words * 2 {
                Severity::Error
            } else {
                Severity::Warning
            },
            format!("The summary has {length} words instead of {words}; shorten it."),
        ),
        _ => return None,
    };
    let part = Some(PART.to_owned());
    Some(Flag {
        check: check.into(),
        severity,
        part,
        source: None,
        target: None,
        message,
    })
}

/// What the parts say, each part and each combination of them read once.
struct Supports<'a> {
    document: &'a Document<'a>,
    room: &'a Room,
    parts: HashMap<usize, Rc<Part<'a>>>,
    read: HashMap<Vec<usize>, Rc<Support<'a>>>,
}

impl<'a> Supports<'a> {
    /// What these parts say; none where none is named or one does not exist.
    fn of(&mut self, names: &[String]) -> Option<Rc<Support<'a>>> {
        let pairs = self.document.pairs.iter();
        let places = names
            .iter()
            .map(|name| pairs.clone().rposition(|pair| pair.part == name));
        let places: Vec<usize> = places.collect::<Option<_>>()?;
        if places.is_empty() {
            return None;
        }
        if let Some(support) = self.read.get(&places) {
            return Some(support.clone());
        }
        let parts = places.iter().map(|place| {
            let read = || Rc::new(Part::read(&self.document.pairs[*place], self.room));
            self.parts.entry(*place).or_insert_with(read).clone()
        });
        let support = Rc::new(Support::of(parts.collect(), self.document.glossary));
        self.read.insert(places, support.clone());
        Some(support)
    }
}

/// One sentence of a summary.
struct Claim<'a> {
    number: usize,
    text: Text<'a>,
    values: Vec<Found>,
}

impl<'a> Claim<'a> {
    fn read(number: usize, sentence: &'a str, room: &'a Room) -> Self {
        let text = Text::read(sentence, room);
        let values = value::among(&text, Language::English);
        Self {
            number,
            text,
            values,
        }
    }

    fn flag(&self, check: &'static str, severity: Severity, message: String) -> Flag {
        Flag {
            check: check.into(),
            severity,
            part: Some(format!("{PART}.{}", self.number)),
            source: None,
            target: None,
            message,
        }
    }

    fn uncited(&self, names: &[String]) -> Flag {
        let message = match names {
            [] => "This sentence names no part that it rests on; name one.".to_owned(),
            _ => format!(
                "Not all of these parts exist: {}; name others.",
                names.join(", ")
            ),
        };
        self.flag("summary.uncited", Severity::Error, message)
    }

    fn check(&self, document: &Document, support: &Support, flags: &mut Vec<Flag>) {
        let figures = support.unsupported(&self.text, &self.values);
        flags.extend(figures.iter().map(|bytes| self.figure(bytes)));
        flags.extend(self.quotations(support));
        if !document.is_english() {
            return;
        }
        flags.extend(self.conversation());
        flags.extend(self.names(support));
        flags.extend(self.content(support));
        if attribution::is_lost(&self.text, support) {
            let message = "The part tells this as somebody's claim; say whose.".to_owned();
            flags.push(self.flag("summary.attribution", Severity::Warning, message));
        }
    }

    fn figure(&self, bytes: &Range<usize>) -> Flag {
        let figure = self.text.text.get(bytes.clone()).unwrap_or_default();
        let message = format!("\"{figure}\" is not in the parts that this rests on; check it.");
        Flag {
            target: Some(self.text.span(bytes.clone())),
            ..self.flag("summary.figure", Severity::Error, message)
        }
    }

    /// Quotations whose words nobody is quoted with.
    fn quotations(&self, support: &Support) -> Vec<Flag> {
        let is_known = |words: &[&Token]| {
            let known = words
                .iter()
                .filter(|token| support.quotes(self.text.text, token))
                .count();
            known as f32 >= QUOTED * words.len() as f32
        };
        let judged = self.text.marks.quotations.iter();
        let judged = judged.filter(|quotation| !self.is_word_in_quotation(quotation));
        let invented = judged.filter(|quotation| {
            let words: Vec<&Token> = self.text.within(&quotation.bytes).iter().collect();
            let content: Vec<&Token> = words
                .iter()
                .copied()
                .filter(|token| !token.is_function_word())
                .collect();
            !is_known(&words) || !is_known(&content)
        });
        let message = "Nobody says this in the parts that this rests on; remove the quotation.";
        let flag = |bytes: &Range<usize>| Flag {
            target: Some(self.text.span(bytes.clone())),
            ..self.flag("summary.quotation", Severity::Error, message.to_owned())
        };
        invented.map(|quotation| flag(&quotation.bytes)).collect()
    }

    /// Whether it is a word or two within what somebody says, which may be
    /// translated or not: "they call it 'vidde'", he said.
    fn is_word_in_quotation(&self, quotation: &Quotation) -> bool {
        let holds = |other: &Quotation| {
            other.bytes.start < quotation.bytes.start && quotation.bytes.end < other.bytes.end
        };
        self.text.within(&quotation.bytes).len() < SPEECH
            && self.text.marks.quotations.iter().any(holds)
    }

    /// Names that no part knows, and that are not part of a figure or a date.
    fn names(&self, support: &Support) -> Vec<Flag> {
        let named = (0..self.text.tokens.len()).filter(|at| self.is_name(*at));
        let in_value = |token: &&Token| {
            let at = token.word.start;
            let mut values = self.values.iter();
            // "Nov-Feb" is no date that can be compared, and no name either.
            value::is_month(token.word.of(self.text.text))
                || values.any(|found| (found.start..found.end).contains(&at))
        };
        let named = named
            .map(|at| &self.text.tokens[at])
            .filter(|token| !in_value(token));
        let invented = named.filter(|token| !support.knows_name(self.text.text, token));
        let flag = |token: &Token| {
            let name = token.word.of(self.text.text);
            let message = format!("\"{name}\" is not in the parts that this rests on; check it.");
            // Of two translations, one calls somebody Chief and one Chairman.
            let is_title = token.word.shape == Shape::Capital && token.entry.is_everyday_english();
            let severity = match is_title {
                true => Severity::Warning,
                false => Severity::Error,
            };
            Flag {
                target: Some(self.text.span_of(token)),
                ..self.flag("summary.name", severity, message)
            }
        };
        invented.map(flag).collect()
    }

    /// Whether a word is, or belongs to, a name: a capital inside the sentence,
    /// or at its beginning where what follows makes it one.
    fn is_name(&self, at: usize) -> bool {
        let token = &self.text.tokens[at];
        match token.word.shape {
            // "You're" and its like are written as no name is.
            Shape::Upper | Shape::Mixed => {
                !(self.begins_sentence(at) && token.word.of(self.text.text).contains(['\'', '’']))
            }
            Shape::Capital if token.entry.classes.any(COMMON) => false,
            Shape::Capital if !self.begins_sentence(at) => token.word.end - token.word.start > 1,
            Shape::Capital => {
                let known = token.entry.english != [0; 2];
                let next = self.text.tokens.get(at + 1);
                !known
                    && next.is_some_and(|next| {
                        next.word.shape == Shape::Capital
                            || SPEAKING.contains(&next.word.key)
                            || next.word.of(self.text.text).ends_with("ed")
                    })
            }
            Shape::Lower | Shape::Number => false,
        }
    }

    /// Whether a word begins a sentence or what somebody says.
    fn begins_sentence(&self, at: usize) -> bool {
        let before = self
            .text
            .text
            .get(..self.text.tokens[at].word.start)
            .unwrap_or_default();
        let quoted = before.ends_with(['"', '“', '‘', '\'']);
        quoted
            || self
                .text
                .sentences
                .iter()
                .any(|sentence| sentence.tokens.start == at)
    }

    /// A sentence that has next to nothing to do with its parts.
    fn content(&self, support: &Support) -> Option<Flag> {
        let content = self
            .text
            .tokens
            .iter()
            .filter(|token| !token.is_function_word());
        let (known, all) = content.fold((0, 0), |(known, all), token| {
            (
                known + usize::from(support.knows(self.text.text, token)),
                all + 1,
            )
        });
        (all >= 3 && (known as f32) < KNOWN * all as f32).then(|| {
            let message = "The parts that this rests on do not say this; write it again.";
            self.flag("summary.unsupported", Severity::Error, message.to_owned())
        })
    }

    /// What was said to the reader of the answer, or not in English.
    fn conversation(&self) -> Option<Flag> {
        if self
            .text
            .sentences
            .iter()
            .any(|one| chat::is_said(&self.text, self.text.of(one)))
        {
            let message = "This is said by the model and not by the article; remove it.";
            return Some(self.flag("chat.phrase", Severity::Error, message.to_owned()));
        }
        language::is_mostly_indonesian(&self.text.tokens).then(|| {
            let message = "This sentence is not in English; translate it.".to_owned();
            self.flag("summary.language", Severity::Error, message)
        })
    }
}

/// Words that are no name whatever they are written with.
const COMMON: Classes = Classes::ENGLISH.and(Classes::NEGATIVE);

/// Words that follow the name of somebody who speaks.
const SPEAKS: &str = "said says told stated added announced claimed warned denied confirmed \
    argued explained insisted has was is will had who died won met and";

static SPEAKING: LazyLock<Keys> = LazyLock::new(|| SPEAKS.split_whitespace().map(key).collect());
