//! A tree into lines of text: what a reader would see between two line
//! breaks, with what the page tells about each.

use super::names::{self, Flow, Role};
use super::tree::{Content, Id, ROOT, Step, Tree};

/// A stretch of a line that is a link, in bytes.
pub(super) type Link = std::ops::Range<usize>;

/// What kind of element a line stands in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) enum Setting {
    /// No special one.
    #[default]
    Plain,
    /// A heading.
    Heading,
    /// A list.
    ListItem,
    /// A block quotation.
    Quotation,
}

/// One line of the page.
pub(super) struct Line {
    /// Its text, white space evened out.
    pub text: String,
    /// Where its links stand.
    pub links: Vec<Link>,
    /// How many of its bytes are bold.
    pub bold: usize,
    /// The element it stands in, by place in [`Flowed::elements`].
    pub element: usize,
    /// What kind of element that is.
    pub setting: Setting,
    /// Where it begins, in characters of all lines of the page.
    pub at: usize,
    /// Whether a picture stands right before it.
    pub follows: Follows,
}

/// What stands right before a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Follows {
    /// A picture.
    Image,
    /// Another line, or nothing.
    Text,
}

impl Line {
    /// How many of its bytes are links.
    pub(super) fn linked(&self) -> usize {
        self.links.iter().map(ExactSizeIterator::len).sum()
    }

    /// Whether hardly anything of it is not a link.
    pub(super) fn is_link(&self) -> bool {
        self.linked() * 10 >= self.text.len() * 9
    }

    /// Whether a mark stands at its end that a label does not have.
    pub(super) fn ends_like_a_sentence(&self) -> bool {
        self.text
            .trim_end_matches(['"', '”', '\'', '’', ')', ']', ' ', '\u{A0}'])
            .ends_with(['.', '!', '?', '…', ':', ','])
    }

    /// Whether it reads like a sentence of a story and not like a label.
    pub(super) fn is_prose(&self) -> bool {
        let enough = if self.ends_like_a_sentence() { 40 } else { 120 };
        self.text.len() >= enough
            && self.linked() * 2 < self.text.len()
            && self.text.bytes().filter(|&byte| byte == b' ').count() >= 4
    }
}

/// A page's lines and the order of its elements.
pub(super) struct Flowed {
    /// In reading order.
    pub lines: Vec<Line>,
    /// Every visible element, each before those inside it.
    pub elements: Vec<Element>,
}

/// An element as the walk met it.
pub(super) struct Element {
    /// Its node.
    pub id: Id,
    /// The element around it, by place in the list.
    pub parent: usize,
    /// One past the last element inside it, by place in the list.
    pub end: usize,
    /// What its name, classes and id say.
    pub role: Option<Role>,
}

/// Reads the page's visible lines.
pub(super) fn flow(tree: &Tree) -> Flowed {
    let mut writer = Writer::default();
    let mut walk = tree.walk(ROOT);
    while let Some(step) = walk.next() {
        match step {
            Step::Enter(id) => {
                if writer.enter(tree, id) == Visit::Skip {
                    walk.pass_over();
                    writer.skipped = Some(id);
                }
            }
            Step::Leave(id) => writer.leave(tree, id),
        }
    }
    writer.end_line();
    Flowed {
        lines: writer.lines,
        elements: writer.elements,
    }
}

#[derive(PartialEq, Eq)]
enum Visit {
    Into,
    Skip,
}

/// A cell with one line no longer than this is read on with the next cell as
/// one line, such as "Editor" and ": Bayu" of an imprint in a table.
const SHORT_CELL: usize = 40;

#[derive(Default)]
struct Writer {
    lines: Vec<Line>,
    elements: Vec<Element>,
    /// The open elements, by place in `elements`.
    open: Vec<usize>,
    /// An element whose inside is being passed over.
    skipped: Option<Id>,
    text: String,
    links: Vec<Link>,
    bold: usize,
    element: usize,
    space: bool,
    in_link: usize,
    in_bold: usize,
    headings: usize,
    items: usize,
    quotations: usize,
    after_image: bool,
    /// How many lines there were when the latest cell began.
    cell_start: usize,
    at: usize,
}

impl Writer {
    fn enter(&mut self, tree: &Tree, id: Id) -> Visit {
        match tree.content(id) {
            Content::Text(text) => self.write(text),
            Content::Other => {}
            Content::Element { name, .. } => return self.enter_element(tree, id, &name.local),
        }
        Visit::Into
    }

    fn enter_element(&mut self, tree: &Tree, id: Id, name: &str) -> Visit {
        let flow = names::flow(name);
        if flow == Flow::Hidden || (flow == Flow::Inline && is_hidden(tree, id)) {
            return Visit::Skip;
        }
        self.after_image |= matches!(name, "img" | "amp-img");
        let role = role(tree, id, name);
        match flow {
            Flow::Break => self.end_line(),
            Flow::Block => self.open(id, role),
            Flow::Cell => {
                self.begin_cell();
                self.push(id, role);
            }
            Flow::Inline if role.is_some() => self.open(id, role),
            Flow::Inline | Flow::Hidden => {}
        }
        self.count(name, 1);
        Visit::Into
    }

    fn leave(&mut self, tree: &Tree, id: Id) {
        if self.skipped.take_if(|skipped| *skipped == id).is_some() {
            return;
        }
        let name = tree.name(id);
        if name.is_empty() {
            return;
        }
        let is_open = self
            .open
            .last()
            .is_some_and(|&place| self.elements[place].id == id);
        if is_open {
            if names::flow(name) == Flow::Cell {
                self.space = true;
            } else {
                self.end_line();
            }
            if let Some(place) = self.open.pop() {
                self.elements[place].end = self.elements.len();
            }
        }
        self.count(name, -1);
    }

    fn count(&mut self, name: &str, change: isize) {
        let counter = match name {
            "a" => &mut self.in_link,
            "b" | "strong" => &mut self.in_bold,
            "h1" | "h2" | "h3" | "h4" | "h5" | "h6" => &mut self.headings,
            "li" | "dd" | "dt" => &mut self.items,
            "blockquote" => &mut self.quotations,
            _ => return,
        };
        *counter = counter.saturating_add_signed(change);
    }

    fn begin_cell(&mut self) {
        let is_label = self.text.len() <= SHORT_CELL
            && self.links.is_empty()
            && self.lines.len() == self.cell_start;
        if !is_label {
            self.end_line();
        }
        self.space = true;
        self.cell_start = self.lines.len();
    }

    fn open(&mut self, id: Id, role: Option<Role>) {
        self.end_line();
        self.push(id, role);
    }

    fn push(&mut self, id: Id, role: Option<Role>) {
        let place = self.elements.len();
        self.elements.push(Element {
            id,
            parent: self.open.last().copied().unwrap_or(place),
            end: place + 1,
            role,
        });
        self.open.push(place);
    }

    fn write(&mut self, text: &str) {
        for word in text.split_inclusive(is_space) {
            let bare = word.trim_end_matches(is_space);
            if !bare.is_empty() {
                self.write_word(bare);
            }
            self.space |= bare.len() < word.len();
        }
    }

    fn write_word(&mut self, word: &str) {
        if self.text.is_empty() {
            self.element = self.open.last().copied().unwrap_or_default();
        } else if self.space {
            self.text.push(' ');
        }
        self.space = false;
        let start = self.text.len();
        self.text.push_str(word);
        let end = self.text.len();
        if self.in_bold > 0 {
            self.bold += end - start;
        }
        if self.in_link > 0 {
            match self.links.last_mut() {
                Some(link) if link.end + 1 >= start => link.end = end,
                _ => self.links.push(start..end),
            }
        }
    }

    fn end_line(&mut self) {
        self.space = false;
        if self.text.is_empty() || self.elements.is_empty() {
            return;
        }
        let text = std::mem::take(&mut self.text);
        let characters = text.chars().count();
        self.lines.push(Line {
            text,
            links: std::mem::take(&mut self.links),
            bold: std::mem::take(&mut self.bold),
            element: self.element,
            setting: self.setting(),
            at: self.at,
            follows: if std::mem::take(&mut self.after_image) {
                Follows::Image
            } else {
                Follows::Text
            },
        });
        self.at += characters + 1;
    }

    fn setting(&self) -> Setting {
        if self.headings > 0 {
            Setting::Heading
        } else if self.quotations > 0 {
            Setting::Quotation
        } else if self.items > 0 {
            Setting::ListItem
        } else {
            Setting::Plain
        }
    }
}

/// Non-breaking spaces are left for the cleaning to see.
fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0C')
}

fn is_hidden(tree: &Tree, id: Id) -> bool {
    tree.attribute(id, "hidden").is_some()
        || tree
            .attribute(id, "style")
            .is_some_and(names::is_hidden_by_style)
}

/// What an element's name, classes and id say. Links and emphasis carry
/// classes of the page's making inside sentences, so theirs say nothing.
fn role(tree: &Tree, id: Id, name: &str) -> Option<Role> {
    if is_hidden(tree, id) {
        return Some(names::HIDDEN);
    }
    if matches!(
        name,
        "a" | "b" | "strong" | "i" | "em" | "u" | "html" | "body" | "br" | "img"
    ) {
        return None;
    }
    names::role_of_element(name).or_else(|| {
        ["class", "id"]
            .iter()
            .filter_map(|label| tree.attribute(id, label))
            .find_map(names::role_of_label)
    })
}
