//! The lines of the story's element into blocks, with a log of what is left
//! out. Only what the page itself marks is taken out here; what the text says
//! is for the cleaning.

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
        if is_label(line) || (after == After::Label && line.is_link()) {
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
    begins
        || (line.follows == Follows::Image
            && (credited() || (line.text.len() >= 15 && !line.ends_like_a_sentence())))
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

/// Labels that announce a link to another story.
const LABELS: [&str; 15] = [
    "artikel terkait",
    "artikel lain",
    "baca juga",
    "baca pula",
    "baca selengkapnya",
    "berita terkait",
    "jangan lewatkan",
    "lihat juga",
    "lihat pula",
    "pilihan editor",
    "pilihan redaksi",
    "simak juga",
    "simak pula",
    "terkait",
    "tonton juga",
];

/// A line that is a label, with nothing or only links behind it.
fn is_label(line: &Line) -> bool {
    let Some(label) = label_at(&line.text, 0) else {
        return false;
    };
    let bare: usize = line.text.len() - line.linked();
    label == line.text.len() || bare <= label + 4 || line.is_link()
}

/// How long the label is that begins at `at`, with its colon.
fn label_at(text: &str, at: usize) -> Option<usize> {
    let rest = text.get(at..)?;
    let label = LABELS.iter().find(|label| {
        rest.get(..label.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(label))
    })?;
    let behind = &rest[label.len()..];
    let colon = behind.len() - behind.trim_start_matches([' ', ':', '\u{A0}', '-']).len();
    let ends = behind.is_empty() || colon > 0;
    ends.then_some(label.len() + colon)
}

/// Labels in the middle of a line with the link behind them.
fn inline_labels(line: &Line) -> impl Iterator<Item = std::ops::Range<usize>> {
    line.links.iter().filter_map(|link| {
        let before = line.text[..link.start].trim_end_matches([' ', ':', '\u{A0}', '-']);
        let label = LABELS.iter().find(|label| {
            before.len() >= label.len()
                && before
                    .get(before.len() - label.len()..)
                    .is_some_and(|end| end.eq_ignore_ascii_case(label))
        })?;
        let start = before.len() - label.len();
        let has_colon = line.text[before.len()..link.start].contains(':');
        let apart = line.text[..start]
            .chars()
            .next_back()
            .is_none_or(|c| !c.is_alphanumeric());
        (has_colon && apart).then_some(start..link.end)
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
