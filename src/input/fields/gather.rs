//! Three ways to gather a value: one string, a list of names, a story.

use super::names::means_missing;
use super::value::Gather;

/// The first string of a value that says something.
#[derive(Default)]
pub(crate) struct Single(pub Option<String>);

impl Gather for Single {
    fn text(&mut self, text: &str, _depth: usize) {
        if self.0.is_none() && !means_missing(text) {
            self.0 = Some(text.trim().to_owned());
        }
    }
}

/// Every string of a value: names, tags.
#[derive(Default)]
pub(crate) struct Several(pub Vec<String>);

/// More of them than this tell nobody anything.
const MOST: usize = 64;

impl Several {
    /// Adds one that says something new.
    pub(crate) fn push(&mut self, text: &str) {
        let text = text.trim_matches(|c: char| c.is_whitespace() || "[]'\"#".contains(c));
        if self.0.len() < MOST && !means_missing(text) && !self.0.iter().any(|known| known == text)
        {
            self.0.push(text.to_owned());
        }
    }

    /// Adds each of a list that is written with commas or semicolons.
    pub(crate) fn split(&mut self, text: &str) {
        text.split([',', ';', '|']).for_each(|one| self.push(one));
    }
}

/// A list holds one tag each; a string by itself holds them with commas.
impl Gather for Several {
    fn text(&mut self, text: &str, depth: usize) {
        if depth == 0 {
            self.split(text);
        } else {
            self.push(text);
        }
    }
}

/// Names of people: a comma may belong to a degree, so nothing is split.
#[derive(Default)]
pub(crate) struct Names(pub Several);

impl Gather for Names {
    fn text(&mut self, text: &str, _depth: usize) {
        self.0.push(text);
    }
}

/// A story: a string, or lists of paragraphs, sentences and tokens.
#[derive(Default)]
pub(crate) struct Story {
    /// The text so far; `None` where the field held no text at all.
    pub text: Option<String>,
    /// What has to stand before the next string.
    gap: Gap,
    /// Whether a straight quotation mark is open among the tokens.
    quote: Quote,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Gap {
    #[default]
    None,
    Glued,
    Space,
    Paragraph,
}

#[derive(Clone, Copy, Default, PartialEq, Eq)]
enum Quote {
    #[default]
    Closed,
    Open,
}

impl Story {
    fn add(&mut self, text: &str, gap: Gap) {
        let story = self.text.get_or_insert_default();
        if !story.is_empty() {
            story.push_str(match gap {
                Gap::None | Gap::Glued => "",
                Gap::Space => " ",
                Gap::Paragraph => "\n\n",
            });
        }
        story.push_str(text);
    }

    /// Tokens are joined as they are written: marks that close stand close to
    /// the word before, marks that open to the word behind.
    fn token(&mut self, token: &str) {
        let gap = match (self.gap, token) {
            (Gap::Paragraph, _) => Gap::Paragraph,
            (Gap::Glued, _) => Gap::Glued,
            (_, "," | "." | ";" | ":" | "!" | "?" | ")" | "]" | "}" | "%" | "”" | "’" | "...") => {
                Gap::Glued
            }
            (_, "\"" | "''") if self.quote == Quote::Open => Gap::Glued,
            _ => Gap::Space,
        };
        self.add(if token == "``" { "\"" } else { token }, gap);
        self.gap = match token {
            "(" | "[" | "{" | "“" | "‘" => Gap::Glued,
            "\"" | "``" | "''" => self.turn_quote(),
            _ => Gap::Space,
        };
    }

    fn turn_quote(&mut self) -> Gap {
        match self.quote {
            Quote::Closed => {
                self.quote = Quote::Open;
                Gap::Glued
            }
            Quote::Open => {
                self.quote = Quote::Closed;
                Gap::Space
            }
        }
    }
}

impl Gather for Story {
    fn text(&mut self, text: &str, depth: usize) {
        match depth {
            0 if means_missing(text) => {
                self.text.get_or_insert_default();
            }
            0 | 1 => self.add(text, Gap::Paragraph),
            2 => {
                let gap = self.gap;
                self.add(text.trim(), gap);
                self.gap = Gap::Space;
            }
            _ => self.token(text),
        }
    }

    fn whole(&mut self, text: String) {
        if self.text.is_none() && !means_missing(&text) {
            self.text = Some(text);
        } else {
            self.text(&text, 0);
        }
    }

    fn list(&mut self, depth: usize) {
        self.text.get_or_insert_default();
        if depth <= 1 {
            self.gap = Gap::Paragraph;
            self.quote = Quote::Closed;
        }
    }
}
