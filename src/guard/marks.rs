//! Quotation marks, whatever their shape, read into quotations.

use std::ops::Range;

use crate::room::{List, Room};

/// A stretch between two quotation marks.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quotation {
    /// From the opening to behind the closing mark, in bytes.
    pub bytes: Range<usize>,
    /// Whether no other quotation stands inside it.
    pub is_innermost: bool,
}

/// The quotation marks of a text.
#[derive(Clone, Debug)]
pub struct Marks<'a> {
    /// The quotations, by their ends.
    pub quotations: List<'a, Quotation>,
    /// Where a double mark stands that has no partner.
    pub lone: Option<usize>,
    /// Where a double mark stands, or a single one with a partner, in order.
    pub places: List<'a, usize>,
}

/// Reads the quotation marks of a text.
pub fn read<'a>(text: &str, room: &'a Room) -> Marks<'a> {
    let mut reader = Reader {
        text,
        open: List::new_in(room),
        found: List::new_in(room),
        lone: None,
        places: List::new_in(room),
    };
    let bytes = text.as_bytes();
    let mut at = 0;
    while let Some(offset) = bytes.get(at..).and_then(next_mark) {
        let start = at + offset;
        at = reader.mark(start);
    }
    let left = reader
        .open
        .iter()
        .find(|mark| mark.kind == Kind::Double)
        .map(|mark| mark.start);
    reader.places.sort_unstable();
    Marks {
        quotations: reader.found,
        lone: reader.lone.or(left),
        places: reader.places,
    }
}

fn next_mark(bytes: &[u8]) -> Option<usize> {
    memchr::memchr3(b'"', b'\'', 0xe2, bytes)
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    Double,
    Single,
}

/// What the shape or the neighbours of a mark say about its direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Direction {
    Opens,
    Closes,
    Either,
    None,
}

struct Mark {
    kind: Kind,
    start: usize,
    /// How many quotations had been found when it was opened.
    found: usize,
}

struct Reader<'t, 'a> {
    text: &'t str,
    open: List<'a, Mark>,
    found: List<'a, Quotation>,
    lone: Option<usize>,
    places: List<'a, usize>,
}

/// Marks that wait for a partner; more are taken for damage.
const DEEPEST: usize = 16;

impl Reader<'_, '_> {
    /// Reads the mark at `start`; says where to go on.
    fn mark(&mut self, start: usize) -> usize {
        let Some(letter) = self.text.get(start..).and_then(|rest| rest.chars().next()) else {
            return start + 1;
        };
        let mut end = start + letter.len_utf8();
        let doubled = letter == '\'' && self.text.as_bytes().get(end) == Some(&b'\'');
        if doubled {
            end += 1;
        }
        let kind = match letter {
            '"' | '“' | '”' | '„' => Kind::Double,
            '\'' if doubled => Kind::Double,
            '\'' | '‘' | '’' => Kind::Single,
            _ => return end,
        };
        let direction = self.direction(letter, kind, start, end);
        if kind == Kind::Double && direction != Direction::None {
            self.places.push(start);
        }
        match direction {
            Direction::Opens => self.opens(kind, start),
            Direction::Closes => self.closes(kind, start, end),
            Direction::Either if self.is_open(kind) => self.closes(kind, start, end),
            Direction::Either => self.opens(kind, start),
            Direction::None => {}
        }
        end
    }

    fn direction(&self, letter: char, kind: Kind, start: usize, end: usize) -> Direction {
        let before = self
            .text
            .get(..start)
            .and_then(|text| text.chars().next_back());
        let after = self.text.get(end..).and_then(|text| text.chars().next());
        let free = |letter: Option<char>| letter.is_none_or(|letter| letter.is_whitespace());
        let begins = free(before) || before.is_some_and(|letter| "([{-–—/".contains(letter));
        let ends = free(after) || after.is_some_and(|letter| ".,;:!?)]}-–—/".contains(letter));
        match (letter, kind) {
            _ if before == Some('€') => Direction::None,
            ('“' | '„', _) => Direction::Opens,
            ('”', _) => Direction::Closes,
            (_, Kind::Single) => match (begins, ends) {
                (true, false) => Direction::Opens,
                (false, true) => Direction::Closes,
                _ => Direction::None,
            },
            (_, Kind::Double) => match (begins, ends) {
                (true, false) => Direction::Opens,
                (false, true) => Direction::Closes,
                _ => Direction::Either,
            },
        }
    }

    fn is_open(&self, kind: Kind) -> bool {
        self.open.iter().any(|mark| mark.kind == kind)
    }

    fn opens(&mut self, kind: Kind, start: usize) {
        if self.open.len() == DEEPEST {
            self.open.remove(0);
        }
        self.open.push(Mark {
            kind,
            start,
            found: self.found.len(),
        });
    }

    fn closes(&mut self, kind: Kind, start: usize, end: usize) {
        match self.open.iter().rposition(|mark| mark.kind == kind) {
            Some(place) => {
                let mark = &self.open[place];
                let is_innermost = self.found.len() == mark.found;
                if kind == Kind::Single {
                    self.places.extend([mark.start, start]);
                }
                let opened = mark.start;
                match self.found.last() {
                    Some(last) if is_innermost && self.is_cut(last.bytes.end, opened) => {
                        let place = self.found.len() - 1;
                        self.found[place].bytes.end = end;
                    }
                    _ => self.found.push(Quotation {
                        bytes: opened..end,
                        is_innermost,
                    }),
                }
                if kind == Kind::Double {
                    self.open.truncate(place);
                } else {
                    self.open.remove(place);
                }
            }
            None if kind == Kind::Double => {
                self.lone.get_or_insert(start);
            }
            None => {}
        }
    }

    /// Whether a quotation that closes in the middle of a sentence and opens
    /// again at once is one: tables that doubled their marks leave
    /// `"a so-called" "trap" "for them."`.
    fn is_cut(&self, end: usize, start: usize) -> bool {
        let between = self.text.get(end..start).unwrap_or_default();
        let said = self.text.get(..end).unwrap_or_default();
        let said = said.trim_end_matches(['"', '”', '\'', '’']);
        let within_sentence = said.ends_with(char::is_alphanumeric);
        within_sentence && !between.is_empty() && between.chars().all(|letter| letter == ' ')
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn quoted(text: &str) -> (Vec<(&str, bool)>, Option<usize>) {
        let room = Room::new();
        let Marks {
            quotations, lone, ..
        } = read(text, &room);
        (
            quotations
                .into_iter()
                .map(|one| (&text[one.bytes], one.is_innermost))
                .collect(),
            lone,
        )
    }

    #[test]
    fn marks_of_all_shapes_make_quotations() {
        let table: [(&str, &[&str]); 6] = [
            (
                r#"Ia berkata, "kami siap," lalu pergi."#,
                &[r#""kami siap,""#],
            ),
            ("“Kami siap,” katanya.", &["“Kami siap,”"]),
            ("''Kami siap,'' katanya.", &["''Kami siap,''"]),
            (
                "He called it 'a good day' for the workers' union.",
                &["'a good day'"],
            ),
            ("It's the workers' day and Jum'at.", &[]),
            (r#"Dia "lari"dari sana"#, &[r#""lari""#]),
        ];
        for (text, expected) in table {
            let found: Vec<&str> = quoted(text)
                .0
                .into_iter()
                .map(|(quoted, _)| quoted)
                .collect();
            assert_eq!(found, expected, "{text}");
        }
    }

    #[test]
    fn only_the_innermost_counts_where_quotations_nest() {
        let (found, lone) = quoted(r#""Ia bilang, "tunggu dulu"," kata saksi."#);
        assert_eq!(found.iter().filter(|(_, innermost)| *innermost).count(), 1);
        assert_eq!(lone, None);
    }

    #[test]
    fn a_quotation_cut_by_doubled_marks_is_one() {
        let cut = r#""Ia menyebutnya" "perangkap" "yang lama," katanya. "Ya." "Tidak.""#;
        let found: Vec<&str> = quoted(cut).0.into_iter().map(|(found, _)| found).collect();
        let whole = r#""Ia menyebutnya" "perangkap" "yang lama,""#;
        assert_eq!(found, [whole, r#""Ya.""#, r#""Tidak.""#]);
    }

    #[test]
    fn a_mark_without_partner_is_told() {
        assert_eq!(quoted(r#"Kami siap," kata Sari."#).1, Some(10));
        assert_eq!(quoted(r#"Kata Sari, "kami siap."#).1, Some(11));
        assert_eq!(quoted("Kata Sari, kami siap.").1, None);
    }

    #[test]
    fn a_million_marks_are_read_in_one_pass() {
        let room = Room::new();
        let text = "\"a ".repeat(1_000_000);
        assert!(read(&text, &room).quotations.is_empty());
    }
}
