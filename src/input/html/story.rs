//! The lines of the story's element into blocks, with a log of what is left
//! out. Only what the page itself marks is taken out here; what the text says
//! is for the cleaning.

use std::ops::Range;

use super::flow::{Flowed, Follows, Line, Setting};
use super::names::Role;
use super::region::Region;
use crate::article::Removal;
use crate::clean::{Block, BlockKind};

/// What a page's lines came to.
#[derive(Default)]
pub(super) struct Story {
    /// In reading order.
    pub blocks: Vec<Block>,
    /// What was left out of the story's element.
    pub removed: Vec<Removal>,
}

/// Reads the story out of its element. `headline` is left out where the text
/// repeats it.
pub(super) fn read(page: &Flowed, region: &Region, headline: Option<&str>) -> Story {
    let end = page.elements[region.element].end;
    let lines: Vec<(&Line, Option<Role>)> = page
        .lines
        .iter()
        .filter(|line| (region.element..end).contains(&line.element))
        .map(|line| (line, role_inside(page, region, line)))
        .collect();
    let prose = |(line, role): &(&Line, Option<Role>)| role.is_none() && line.is_prose();
    let reader = Reader {
        first: lines.iter().position(prose).unwrap_or(0),
        last: lines.iter().rposition(prose).unwrap_or(lines.len()),
        headline: headline.map(even),
        lines: &lines,
    };
    reader.read()
}

/// What stands around the story's element says nothing about its lines.
fn role_inside(page: &Flowed, region: &Region, line: &Line) -> Option<Role> {
    match region.roles[region.element] {
        Some(_) => page.elements[line.element].role,
        None => region.roles[line.element],
    }
}

struct Reader<'a> {
    lines: &'a [(&'a Line, Option<Role>)],
    first: usize,
    last: usize,
    headline: Option<String>,
}

/// What becomes of a line.
enum Fate {
    Keep(BlockKind),
    Remove(&'static str),
}

/// Whether the line before was the label of a list of links.
#[derive(Clone, Copy, PartialEq, Eq)]
enum After {
    Label,
    Text,
}

impl Reader<'_> {
    fn read(&self) -> Story {
        let mut story = Story::default();
        let mut after = After::Text;
        for (index, &(line, role)) in self.lines.iter().enumerate() {
            let fate = self.fate(index, line, role, after);
            after = match &fate {
                Fate::Remove("html.read_also") if !line.is_prose() => After::Label,
                // Where only the label has a telling name.
                Fate::Remove(_) if is_bare_label(line) => After::Label,
                _ => After::Text,
            };
            match fate {
                Fate::Keep(kind) => keep(&mut story, line, kind),
                Fate::Remove(rule) => story.removed.push(Removal {
                    rule: rule.into(),
                    text: line.text.clone(),
                    at: line.at,
                }),
            }
        }
        story
    }

    fn fate(&self, index: usize, line: &Line, role: Option<Role>, after: After) -> Fate {
        match role {
            Some(Role::Noise(rule)) => return Fate::Remove(rule),
            Some(Role::Caption | Role::Picture) => return Fate::Keep(BlockKind::Caption),
            None => {}
        }
        let is_headline = self
            .headline
            .as_ref()
            .is_some_and(|headline| *headline == even(&line.text));
        if is_headline {
            return Fate::Remove("html.headline");
        }
        let next = self.lines.get(index + 1).map(|(line, _)| *line);
        if is_label(line, next) || (after == After::Label && line.is_link()) {
            return Fate::Remove("html.read_also");
        }
        if line.is_link() && self.stands_among_links(index, line) {
            return Fate::Remove("html.links");
        }
        if index < self.first && !may_open_a_story(line) {
            return Fate::Remove("html.before_the_story");
        }
        Fate::Keep(kind(line))
    }

    /// A link by itself is left out at the borders of the story, in a list
    /// and next to another one; between two paragraphs it may be a heading.
    fn stands_among_links(&self, index: usize, line: &Line) -> bool {
        let is_link = |index: usize| {
            self.lines
                .get(index)
                .is_some_and(|(line, _)| line.is_link())
        };
        index < self.first
            || index > self.last
            || line.setting == Setting::ListItem
            || is_link(index + 1)
            || (index > 0 && is_link(index - 1))
    }
}

/// A sentence, or a dateline in a line of its own.
fn may_open_a_story(line: &Line) -> bool {
    line.ends_like_a_sentence() || line.text.ends_with(['-', '–', '—'])
}

fn kind(line: &Line) -> BlockKind {
    match line.setting {
        Setting::Heading => BlockKind::Heading,
        Setting::ListItem => BlockKind::ListItem,
        Setting::Quotation => BlockKind::Quotation,
        Setting::Plain if is_bold_heading(line) => BlockKind::Heading,
        Setting::Plain if is_caption(line) => BlockKind::Caption,
        Setting::Plain => BlockKind::Paragraph,
    }
}

/// Older pages have no headings: a short bold line without a final stop.
fn is_bold_heading(line: &Line) -> bool {
    let words = line.text.split(' ').count();
    line.bold * 10 >= line.text.len() * 9
        && words <= 12
        && line.text.starts_with(|c: char| c.is_alphanumeric())
        && line
            .text
            .ends_with(|c: char| c.is_alphanumeric() || c == '?')
        && line.text.chars().any(char::is_lowercase)
}

/// What picture agencies and newsrooms write under a picture.
const CREDITS: [&str; 9] = [
    "foto:",
    "foto oleh",
    "photo:",
    "©",
    "dok.",
    "(ist)",
    "(istimewa",
    "getty images",
    "shutterstock",
];

/// A caption that the page does not call one: it begins with the credit, or
/// stands behind a picture with a credit in it or without a sentence's end.
fn is_caption(line: &Line) -> bool {
    if line.text.len() > 250 {
        return false;
    }
    let lower = line.text.to_lowercase();
    let begins = lower.trim_start_matches('(').starts_with("foto:");
    let credited = || CREDITS.iter().any(|credit| lower.contains(credit));
    let is_label = || {
        (15..=160).contains(&line.text.len())
            && !line.ends_like_a_sentence()
            && !line.text.ends_with(['-', '–', '—'])
    };
    begins || (line.follows == Follows::Image && (credited() || is_label()))
}

fn keep(story: &mut Story, line: &Line, kind: BlockKind) {
    let mut rest = 0;
    let mut text = String::new();
    for cut in inline_labels(line) {
        text.push_str(&line.text[rest..cut.start]);
        story.removed.push(Removal {
            rule: "html.read_also".into(),
            text: line.text[cut.clone()].to_owned(),
            at: line.at + line.text[..cut.start].chars().count(),
        });
        rest = cut.end;
    }
    text.push_str(&line.text[rest..]);
    if !text.trim().is_empty() {
        story.blocks.push(Block {
            kind,
            text,
            at: line.at,
        });
    }
}

/// Labels that announce links to other stories, tags or other sites.
const LABELS: [&str; 34] = [
    "also read",
    "artikel lain",
    "artikel lainnya",
    "artikel terkait",
    "baca",
    "baca juga",
    "baca pula",
    "baca selengkapnya",
    "berita lain",
    "berita pilihan",
    "berita lainnya",
    "berita terkait",
    "bagikan",
    "halaman selanjutnya",
    "jangan lewatkan",
    "kata kunci",
    "lihat",
    "lihat juga",
    "lihat pula",
    "pilihan editor",
    "pilihan redaksi",
    "read also",
    "rekomendasi",
    "related",
    "simak",
    "simak juga",
    "simak pula",
    "tag",
    "tags",
    "terkait",
    "tonton juga",
    "topics",
    "topik",
    "topik terkait",
];

/// What may stand between a label and its link.
const BETWEEN: [char; 5] = [' ', ':', '\u{A0}', '-', '|'];

/// A line that is a label and its links, or a bare label with links to
/// follow.
fn is_label(line: &Line, next: Option<&Line>) -> bool {
    let text = line
        .text
        .trim_start_matches('(')
        .trim_end_matches([')', '.']);
    let Some(length) = label_length(text) else {
        return false;
    };
    if length == text.len() {
        return next.is_some_and(Line::is_link) || line.is_link();
    }
    let bare = line.text.len() - line.linked();
    line.linked() > 0 && bare <= length + 3
}

/// A label with nothing behind it.
fn is_bare_label(line: &Line) -> bool {
    label_length(&line.text) == Some(line.text.len())
}

/// How long the longest label is that begins the text, with what stands
/// behind it.
fn label_length(text: &str) -> Option<usize> {
    let ends = |label: &&str| {
        text.get(..label.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(label))
            && text[label.len()..]
                .chars()
                .next()
                .is_none_or(|c| BETWEEN.contains(&c))
    };
    let label = LABELS
        .iter()
        .filter(|label| ends(label))
        .max_by_key(|label| label.len())?;
    let behind = &text[label.len()..];
    Some(text.len() - behind.trim_start_matches(BETWEEN).len())
}

/// Labels in the middle of a line with the link behind them, and the brackets
/// around both.
fn inline_labels(line: &Line) -> impl Iterator<Item = Range<usize>> {
    line.links.iter().filter_map(|link| {
        let text = &line.text;
        let before = text[..link.start].trim_end_matches(BETWEEN);
        if !text[before.len()..link.start].contains(':') {
            return None;
        }
        let start = LABELS
            .iter()
            .filter_map(|label| before.len().checked_sub(label.len()))
            .filter(|&start| {
                before
                    .get(start..)
                    .is_some_and(|end| LABELS.iter().any(|label| label.eq_ignore_ascii_case(end)))
                    && !before[..start].ends_with(char::is_alphanumeric)
            })
            .min()?;
        let in_brackets = text[..start].ends_with('(') && text[link.end..].starts_with(')');
        Some(if in_brackets {
            start - 1..link.end + 1
        } else {
            start..link.end
        })
    })
}

/// Text for comparing: white space evened out, marks of quotation alike.
pub(super) fn even(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.extend(word.chars().map(|c| match c {
            '“' | '”' | '„' => '"',
            '‘' | '’' => '\'',
            '–' | '—' => '-',
            other => other,
        }));
    }
    plain
}
