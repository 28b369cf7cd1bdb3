//! A text with the places that the checks found.

use super::push;
use crate::article::{Severity, Span};
use crate::safe::is_safe;

/// A place, and the flag that points to it.
#[derive(Clone, Copy)]
pub(super) struct Spot {
    pub(super) span: Span,
    pub(super) flag: usize,
    pub(super) severity: Severity,
    pub(super) is_open: bool,
}

/// How a severity is called in classes and to people.
pub(super) fn name(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "info",
    }
}

/// Writes the text with a link around each place, to the most severe of the
/// flags that point there. Where places overlap, each stretch is a link.
pub(super) fn write(text: &str, spots: &[Spot], prefix: &str, out: &mut String) {
    if spots.is_empty() {
        text.chars().for_each(|c| push(out, c));
        return;
    }
    let length = text.chars().count();
    let extents: Vec<(usize, usize)> = spots.iter().map(|spot| extent(spot.span, length)).collect();
    let mut borders: Vec<usize> = extents
        .iter()
        .flat_map(|&(start, end)| [start, end])
        .collect();
    borders.sort_unstable();
    borders.dedup();
    let mut borders = borders.into_iter().peekable();
    let mut covering: Vec<usize> = Vec::new();
    for (at, c) in text.chars().enumerate() {
        if borders.next_if_eq(&at).is_some() {
            close(&covering, out);
            covering = (0..spots.len())
                .filter(|number| (extents[*number].0..extents[*number].1).contains(&at))
                .collect();
            open(&covering, spots, prefix, out);
        }
        // A character that is not shown, where one was found, is seen.
        let is_hidden = !is_safe(c) && !c.is_whitespace();
        push(
            out,
            if is_hidden && !covering.is_empty() {
                '\u{25af}'
            } else {
                c
            },
        );
    }
    close(&covering, out);
}

/// A place between two characters is shown at the one that follows it.
fn extent(span: Span, length: usize) -> (usize, usize) {
    let start = span.start.min(length.saturating_sub(1));
    (start, span.end.clamp(start + 1, length.max(start + 1)))
}

fn open(now: &[usize], spots: &[Spot], prefix: &str, out: &mut String) {
    let worst = now
        .iter()
        .map(|number| spots[*number])
        .max_by_key(|spot| (spot.is_open, spot.severity));
    let Some(worst) = worst else { return };
    let mut flags: Vec<usize> = now.iter().map(|number| spots[*number].flag).collect();
    flags.sort_unstable();
    flags.dedup();
    let flags: Vec<String> = flags.iter().map(usize::to_string).collect();
    out.push_str(&format!(
        "<a class=\"spot {}{}\" href=\"#{prefix}flag-{}\" data-flags=\"{}\">",
        name(worst.severity),
        if worst.is_open { "" } else { " is-off" },
        worst.flag,
        flags.join(" ")
    ));
}

fn close(covering: &[usize], out: &mut String) {
    if !covering.is_empty() {
        out.push_str("</a>");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(start: usize, end: usize, flag: usize, severity: Severity) -> Spot {
        Spot {
            span: Span { start, end },
            flag,
            severity,
            is_open: true,
        }
    }

    fn written(text: &str, spots: &[Spot]) -> String {
        let mut out = String::new();
        write(text, spots, "", &mut out);
        out.replace(" href=\"#flag-", "=")
            .replace("\" data-flags=\"", ":")
    }

    #[test]
    fn places_are_links_and_overlaps_are_cut() {
        let warning = spot(0, 7, 0, Severity::Warning);
        let error = spot(4, 7, 1, Severity::Error);
        assert_eq!(
            written("abc <ef", &[warning, error]),
            "<a class=\"spot warning\"=0:0\">abc </a><a class=\"spot error\"=1:0 1\">&lt;ef</a>"
        );
    }

    #[test]
    fn places_outside_the_text_harm_nothing() {
        for (start, end) in [(7, 7), (90, 99), (3, 1), (0, 0)] {
            let out = written("abcdefg", &[spot(start, end, 0, Severity::Error)]);
            assert_eq!(out.matches("<a").count(), 1, "{out}");
            assert_eq!(out.matches("</a>").count(), 1, "{out}");
        }
        let hidden = written("a\u{1b}b", &[spot(1, 2, 0, Severity::Error)]);
        assert_eq!(hidden, "a<a class=\"spot error\"=0:0\">\u{25af}</a>b");
        assert_eq!(written("", &[spot(0, 4, 0, Severity::Error)]), "");
    }
}
