//! Lines and the paragraphs they make.

use std::ops::Range;

use super::draft::{Cut, Draft, Joint, Segment, trimmed};
use super::rule::{Place, Rule};
use super::{BlockKind, picture};

const MARKDOWN: Rule = Rule {
    name: "markdown_heading",
    reason: "the signs say that the line is a heading; the heading itself stays",
    place: Place::Line,
    touches: "## Awal Mula Sengketa",
    spares: "#1 di tangga lagu pekan ini adalah lagu lama.",
};

const SEPARATOR: Rule = Rule {
    name: "separator_line",
    reason: "a line of signs without a letter or a figure says nothing",
    place: Place::Line,
    touches: "* * *",
    spares: "*Harga belum termasuk pajak.",
};

pub(super) fn rules() -> Vec<Rule> {
    vec![MARKDOWN, SEPARATOR]
}

/// The stage: cuts blocks of unknown kind into lines, or into paragraphs where
/// the lines were broken at a fixed width.
pub(super) fn run(draft: &mut Draft) {
    let blocks = std::mem::take(&mut draft.segments);
    let mut segments = Vec::with_capacity(blocks.len());
    for block in blocks {
        if block.kind != BlockKind::Unknown {
            segments.push(block);
            continue;
        }
        let lines = lines(&draft.text, block.range);
        let wrapped = is_wrapped(&draft.text, &lines);
        for line in lines {
            add_line(draft, &mut segments, line, wrapped);
        }
    }
    draft.segments = segments;
    draft.drop_empty();
}

struct Line {
    range: Range<usize>,
    /// Whether a line with words stands directly before it.
    follows_directly: bool,
}

fn lines(text: &str, range: Range<usize>) -> Vec<Line> {
    let mut lines = Vec::with_capacity(range.len() / 128 + 1);
    let mut start = range.start;
    let mut follows_directly = false;
    let ends = memchr::memchr_iter(b'\n', &text.as_bytes()[range.clone()])
        .map(|end| range.start + end)
        .chain([range.end]);
    for end in ends {
        let blank = trimmed(&text[start..end]).is_empty();
        if !blank {
            lines.push(Line {
                range: start..end,
                follows_directly,
            });
        }
        follows_directly = !blank;
        start = (end + 1).min(range.end);
    }
    lines
}

/// Text broken at a fixed width has many lines of nearly the same length that
/// end in the middle of a sentence.
fn is_wrapped(text: &str, lines: &[Line]) -> bool {
    let mut pairs = 0;
    let mut broken = 0;
    for pair in lines.windows(2) {
        if !pair[1].follows_directly {
            continue;
        }
        pairs += 1;
        let words = text[pair[0].range.clone()].trim();
        let full = (45..=110).contains(&words.len());
        if full && !words.ends_with(['.', '?', '!', ':', '"', '”']) {
            broken += 1;
        }
    }
    pairs >= 4 && broken * 3 >= pairs * 2
}

fn add_line(draft: &mut Draft, segments: &mut Vec<Segment>, line: Line, wrapped: bool) {
    let words = trimmed(&draft.text[line.range.clone()]);
    let is_sign = |byte| {
        matches!(
            byte,
            b'-' | b'=' | b'_' | b'*' | b'~' | b'#' | b'|' | b'.' | b' '
        )
    };
    if words.bytes().all(is_sign) {
        draft.cuts.push(Cut {
            range: line.range,
            rule: SEPARATOR.name,
        });
        return;
    }
    let kind = kind_of_line(words);
    if wrapped && line.follows_directly && kind == BlockKind::Unknown {
        // What was cut out between two lines ends the paragraph.
        let before = segments
            .last_mut()
            .filter(|last| last.range.end + 1 == line.range.start);
        if let Some(last) = before {
            last.range.end = line.range.end;
            return;
        }
    }
    segments.push(Segment {
        range: line.range,
        kind,
        joint: Joint::Apart,
    });
    let signs = markdown_signs(words);
    if signs > 0 {
        let segment = segments.len() - 1;
        std::mem::swap(&mut draft.segments, segments);
        draft.cut_beginning(segment, signs, &MARKDOWN);
        std::mem::swap(&mut draft.segments, segments);
    }
}

fn kind_of_line(words: &str) -> BlockKind {
    if markdown_signs(words) > 0 {
        BlockKind::Heading
    } else if is_list_item(words) {
        BlockKind::ListItem
    } else if picture::is_caption(words) {
        BlockKind::Caption
    } else {
        BlockKind::Unknown
    }
}

/// The length of `#` signs that make a line a Markdown heading, or nothing.
fn markdown_signs(words: &str) -> usize {
    let signs = words.bytes().take_while(|&byte| byte == b'#').count();
    let is_heading = (1..=6).contains(&signs) && words[signs..].starts_with(' ');
    if is_heading { signs } else { 0 }
}

/// `1. `, `2) `, `a. `, `- ` or `• ` and then a word.
pub(super) fn is_list_item(words: &str) -> bool {
    if let Some(rest) = words.strip_prefix(['-', '•', '*', '▪', '●', '–']) {
        return rest.starts_with(' ') && rest.trim_start().starts_with(char::is_alphanumeric);
    }
    let digits = words.bytes().take_while(u8::is_ascii_digit).count();
    let letter = words.starts_with(|c: char| c.is_ascii_lowercase());
    let sign = if digits == 0 {
        usize::from(letter)
    } else {
        digits
    };
    (1..=3).contains(&sign) && (words[sign..].starts_with(". ") || words[sign..].starts_with(") "))
}
