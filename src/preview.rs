//! An answer while it comes, as a terminal shows it: its last lines, without
//! the marks between its texts.

use crate::line::View;
use crate::safe::safe;
use crate::show::wrapped;

/// So many lines are shown.
const LINES: usize = 6;
/// So many of the last bytes fill them on any terminal.
const TAIL: usize = 4_000;

/// What is shown of the answers that come in. Of several at once the first
/// one is.
#[derive(Debug, Default)]
pub struct Preview {
    boundary: String,
    text: String,
}

impl Preview {
    /// Takes in what is seen; the lines to show now, none where nothing
    /// changes, and an empty text where nothing is left to show.
    pub fn take(&mut self, view: View<'_>, columns: usize) -> Option<String> {
        match view {
            View::Text { boundary, text } => {
                if self.boundary.is_empty() {
                    boundary.clone_into(&mut self.boundary);
                }
                if self.boundary != boundary {
                    return None;
                }
                self.text.push_str(text);
                self.forget();
                Some(self.lines(columns))
            }
            View::Over { boundary } => {
                if self.boundary != boundary {
                    return None;
                }
                *self = Self::default();
                Some(String::new())
            }
        }
    }

    fn forget(&mut self) {
        if self.text.len() > 2 * TAIL {
            let cut = self.text.ceil_char_boundary(self.text.len() - TAIL);
            self.text.drain(..cut);
        }
    }

    fn lines(&self, columns: usize) -> String {
        let mut plain = String::new();
        let mut rest = self.text.as_str();
        let opening = format!("[[{}", self.boundary);
        while let Some((before, mark)) = rest.split_once(&opening) {
            plain.push_str(before);
            plain.push('\n');
            rest = mark.split_once("]]").map_or("", |(_, after)| after);
        }
        plain.push_str(rest);
        let lines: Vec<String> = safe(&plain)
            .lines()
            .filter(|line| !line.trim().is_empty())
            .flat_map(|line| {
                let set = wrapped(line, columns.saturating_sub(1), "  ");
                set.lines().map(str::to_owned).collect::<Vec<_>>()
            })
            .collect();
        lines[lines.len().saturating_sub(LINES)..].join("\n")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text<'a>(boundary: &'a str, text: &'a str) -> View<'a> {
        View::Text { boundary, text }
    }

    #[test]
    fn the_last_lines_are_shown_without_marks_or_escapes() {
        let mut preview = Preview::default();
        let mut shown = None;
        for piece in [
            "[[0a1b2c3d:ti",
            "tle]]\nRice\u{1b}[31m Up\n[[0a1b2c3d:p1]]\nIt ",
            "rose.",
        ] {
            shown = preview.take(text("0a1b2c3d", piece), 40);
        }
        assert_eq!(shown.as_deref(), Some("  Rice[31m Up\n  It rose."));
        for number in 0..20 {
            shown = preview.take(text("0a1b2c3d", &format!("\nline {number}")), 40);
        }
        assert_eq!(shown.unwrap().lines().count(), LINES);
    }

    #[test]
    fn of_two_answers_one_is_shown_until_it_is_over() {
        let mut preview = Preview::default();
        assert!(preview.take(text("a", "One"), 40).is_some());
        assert_eq!(preview.take(text("b", "Two"), 40), None);
        assert_eq!(preview.take(View::Over { boundary: "b" }, 40), None);
        assert_eq!(
            preview.take(View::Over { boundary: "a" }, 40).as_deref(),
            Some("")
        );
        assert_eq!(
            preview.take(text("b", "more"), 40).as_deref(),
            Some("  more")
        );
    }

    #[test]
    fn a_long_answer_is_not_kept_whole() {
        let mut preview = Preview::default();
        for _ in 0..3_000 {
            preview.take(text("a", "kata — "), 80);
        }
        assert!(preview.text.len() <= 2 * TAIL + 10);
    }
}
