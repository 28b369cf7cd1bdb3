//! A translation next to its source, with the spots that the checks found.

use super::wrap::wrapped;
use super::{Colours, Style, ascii, is_safe, safe};
use crate::article::{Flag, Severity, Span};
use crate::compare::{Row, Verdict};
use crate::outcome::Outcome;

/// How much of the two texts is shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Extent {
    /// Every part.
    Whole,
    /// Parts with a finding.
    Flagged,
}

/// How a character is painted; the later the more urgent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Paint {
    Plain,
    Warning,
    Error,
}

impl Paint {
    fn of(severity: Severity) -> Self {
        match severity {
            Severity::Error => Self::Error,
            Severity::Warning => Self::Warning,
            Severity::Info => Self::Plain,
        }
    }

    fn code(self) -> &'static str {
        match self {
            Self::Plain => "\u{1b}[0m",
            Self::Warning => "\u{1b}[33m",
            Self::Error => "\u{1b}[31m",
        }
    }
}

type Cell = (char, Paint);

/// Between the two columns.
const GAP: &str = " | ";

/// What the checks found, to be read. Every spot stands between `[1:` and `]`
/// in both texts, and under the same number below them.
#[must_use]
pub fn verdict(verdict: &Verdict, style: Style, extent: Extent) -> String {
    let mut page = Page {
        text: String::new(),
        style,
    };
    let shown: Vec<&Flag> = verdict
        .flags
        .iter()
        .filter(|flag| flag.severity > Severity::Info || flag.part.is_none())
        .collect();
    page.head(verdict);
    for row in &verdict.parts {
        let flags = of_part(&shown, &row.id);
        if extent == Extent::Whole || !flags.is_empty() {
            page.row(row, &flags);
        }
    }
    for (number, sentence) in (1..).zip(&verdict.summary) {
        let id = format!("summary.{number}");
        let flags = of_part(&shown, &id);
        if extent == Extent::Whole || !flags.is_empty() {
            page.sentence(&id, sentence, &flags);
        }
    }
    let known =
        |part: &str| part.starts_with("summary.") || verdict.parts.iter().any(|row| row.id == part);
    let rest = shown
        .iter()
        .filter(|flag| !flag.part.as_deref().is_some_and(known));
    for flag in rest {
        page.finding(None, flag);
    }
    page.text.push('\n');
    ascii::shown(page.text, style.letters)
}

fn of_part<'f>(flags: &[&'f Flag], part: &str) -> Vec<&'f Flag> {
    let own = flags
        .iter()
        .filter(|flag| flag.part.as_deref() == Some(part));
    own.copied().collect()
}

struct Page {
    text: String,
    style: Style,
}

impl Page {
    fn head(&mut self, verdict: &Verdict) {
        let count = |severity| {
            let flags = verdict.flags.iter();
            flags.filter(|flag| flag.severity == severity).count()
        };
        let found = match (&verdict.reason, verdict.outcome) {
            (Some(reason), _) => format!("failed: {reason}"),
            (None, Outcome::Ok) if count(Severity::Warning) == 0 => "ok, nothing found".to_owned(),
            (None, outcome) => format!(
                "{}, errors {}, warnings {}",
                if outcome == Outcome::Ok {
                    "ok"
                } else {
                    "review"
                },
                count(Severity::Error),
                count(Severity::Warning)
            ),
        };
        let line = format!("{}: {found}", verdict.id);
        self.text
            .push_str(&wrapped(&safe(&line), self.style.columns, ""));
    }

    /// Both texts side by side, then what was found in them.
    fn row(&mut self, row: &Row, flags: &[&Flag]) {
        let width = (self.style.columns.saturating_sub(GAP.len())) / 2;
        let side = |text: &str, span: fn(&Flag) -> Option<Span>| {
            let spots = (1..)
                .zip(flags)
                .filter_map(|(number, flag)| Some((span(flag)?, number, Paint::of(flag.severity))));
            lines(&marked(text, &spots.collect::<Vec<_>>()), width)
        };
        let left = side(&row.source, |flag| flag.source);
        let right = side(&row.translation, |flag| flag.target);
        self.text.push_str(&format!("\n{}\n", safe(&row.id)));
        for at in 0..left.len().max(right.len()) {
            let used = left.get(at).map_or(0, Vec::len);
            self.cells(left.get(at));
            self.text
                .extend(std::iter::repeat_n(' ', width.saturating_sub(used)));
            self.text.push_str(GAP);
            self.cells(right.get(at));
            self.text.truncate(self.text.trim_end_matches(' ').len());
            self.text.push('\n');
        }
        self.findings(flags);
    }

    fn sentence(&mut self, id: &str, sentence: &str, flags: &[&Flag]) {
        let spots = (1..)
            .zip(flags)
            .filter_map(|(number, flag)| Some((flag.target?, number, Paint::of(flag.severity))));
        let spots: Vec<_> = spots.collect();
        self.text.push_str(&format!("\n{id}\n"));
        for line in lines(&marked(sentence, &spots), self.style.columns) {
            self.cells(Some(&line));
            self.text.push('\n');
        }
        self.findings(flags);
    }

    fn findings(&mut self, flags: &[&Flag]) {
        for (number, flag) in (1..).zip(flags) {
            self.finding(Some(number), flag);
        }
    }

    fn finding(&mut self, number: Option<usize>, flag: &Flag) {
        let severity = match flag.severity {
            Severity::Error => "error",
            Severity::Warning => "warning",
            Severity::Info => "note",
        };
        let place = match (number, &flag.part) {
            (Some(number), _) => format!("{number} "),
            (None, Some(part)) => format!("{part} "),
            (None, None) => String::new(),
        };
        let line = format!("{place}{severity} {}: {}", flag.check, flag.message);
        let text = wrapped(&safe(&line), self.style.columns, "  ");
        let cells: Vec<Cell> = text
            .trim_end()
            .chars()
            .map(|c| (c, Paint::of(flag.severity)))
            .collect();
        self.cells(Some(&cells));
        self.text.push('\n');
    }

    fn cells(&mut self, line: Option<&Vec<Cell>>) {
        let mut now = Paint::Plain;
        for &(c, paint) in line.into_iter().flatten() {
            self.paint(&mut now, paint);
            self.text.push(c);
        }
        self.paint(&mut now, Paint::Plain);
    }

    fn paint(&mut self, now: &mut Paint, next: Paint) {
        if self.style.colours == Colours::On && *now != next {
            self.text.push_str(next.code());
        }
        *now = next;
    }
}

/// A text with marks around its spots, and nothing in it that could steer a
/// terminal.
fn marked(text: &str, spots: &[(Span, usize, Paint)]) -> Vec<Cell> {
    let mut cells = Vec::with_capacity(text.len() + spots.len() * 5);
    let push = |cells: &mut Vec<Cell>, mark: &str, paint| {
        cells.extend(mark.chars().map(|c| (c, paint)));
    };
    let characters = text.chars().map(Some).chain([None]);
    for (at, c) in characters.enumerate() {
        for (span, _, paint) in spots.iter().rev() {
            if span.end == at && span.start < at {
                push(&mut cells, "]", *paint);
            }
        }
        for (span, number, paint) in spots {
            if span.start == at {
                push(&mut cells, &format!("[{number}:"), *paint);
            }
            if span.start == at && span.end <= at {
                push(&mut cells, "]", *paint);
            }
        }
        let Some(c) = c else { break };
        let covering = spots
            .iter()
            .filter(|(span, ..)| (span.start..span.end).contains(&at));
        let paint = covering.map(|(.., paint)| *paint).max();
        let paint = paint.unwrap_or(Paint::Plain);
        match c {
            '\n' | '\t' => cells.push((' ', paint)),
            c if is_safe(c) => cells.push((c, paint)),
            _ => {}
        }
    }
    cells
}

/// Lines of at most `width` characters, broken at spaces where there are any.
fn lines(cells: &[Cell], width: usize) -> Vec<Vec<Cell>> {
    let mut lines: Vec<Vec<Cell>> = Vec::new();
    let mut line: Vec<Cell> = Vec::new();
    for word in cells.split(|(c, _)| *c == ' ') {
        if !line.is_empty() && line.len() + 1 + word.len() > width {
            lines.push(std::mem::take(&mut line));
        }
        if !line.is_empty() && !word.is_empty() {
            let inside = line.last().map_or(Paint::Plain, |(_, paint)| *paint);
            let next = word.first().map_or(Paint::Plain, |(_, paint)| *paint);
            line.push((' ', inside.min(next)));
        }
        line.extend(word);
        while line.len() > width {
            let rest = line.split_off(width);
            lines.push(std::mem::replace(&mut line, rest));
        }
    }
    if !line.is_empty() {
        lines.push(line);
    }
    lines
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain(cells: &[Cell]) -> String {
        cells.iter().map(|(c, _)| *c).collect()
    }

    #[test]
    fn spots_are_marked_where_they_stand() {
        let span = |start, end| Span { start, end };
        for (spots, expected) in [
            (vec![(span(0, 3), 1, Paint::Error)], "[1:abc] def"),
            (vec![(span(4, 7), 2, Paint::Error)], "abc [2:def]"),
            (
                vec![
                    (span(0, 7), 1, Paint::Warning),
                    (span(4, 7), 2, Paint::Error),
                ],
                "[1:abc [2:def]]",
            ),
            (vec![(span(7, 7), 1, Paint::Error)], "abc def[1:]"),
            (vec![(span(90, 99), 1, Paint::Error)], "abc def"),
        ] {
            assert_eq!(plain(&marked("abc def", &spots)), expected);
        }
        assert_eq!(plain(&marked("a\u{1b}[2J\u{202e}b\n", &[])), "a[2Jb ");
    }

    #[test]
    fn lines_keep_within_their_width() {
        let cells = marked("one two https://contoh.id/berita/panjang-sekali end", &[]);
        let broken = lines(&cells, 12);
        assert!(broken.iter().all(|line| line.len() <= 12));
        let joined: String = broken.iter().map(|line| plain(line)).collect();
        assert!(joined.contains("https://contoh.id/berita/panjang-sekali"));
    }
}
