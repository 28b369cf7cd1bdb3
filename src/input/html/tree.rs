//! A page as a tree: nodes in one list, linked by number, so that no depth of
//! nesting can exhaust the stack.

use std::borrow::Cow;
use std::cell::{Cell, Ref, RefCell};

use html5ever::interface::{ElementFlags, NodeOrText, QuirksMode, TreeSink};
use html5ever::tendril::StrTendril;
use html5ever::{Attribute, QualName};

/// A node's number.
pub(super) type Id = u32;

/// No node.
const NONE: Id = Id::MAX;

/// The document itself.
pub(super) const ROOT: Id = 0;

/// The attributes that anything here looks at.
const WANTED: [&str; 11] = [
    "class", "content", "datetime", "hidden", "href", "id", "itemprop", "name", "property", "rel",
    "style",
];

/// What a node is.
pub(super) enum Content {
    /// The document, a comment, a doctype.
    Other,
    /// An element.
    Element {
        /// Its name.
        name: QualName,
        /// Those of its attributes that matter.
        attributes: Vec<Attribute>,
    },
    /// A stretch of text.
    Text(StrTendril),
}

struct Node {
    parent: Id,
    previous: Id,
    next: Id,
    first: Id,
    last: Id,
    depth: u32,
    content: Content,
}

/// A parsed page.
pub(super) struct Tree {
    nodes: Vec<Node>,
}

/// What a walk over a tree meets.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Step {
    /// A node, before its children.
    Enter(Id),
    /// The same node, after its children.
    Leave(Id),
}

impl Tree {
    /// What a node is.
    pub(super) fn content(&self, id: Id) -> &Content {
        &self.nodes[id as usize].content
    }

    /// The element's name, empty for anything else.
    pub(super) fn name(&self, id: Id) -> &str {
        match self.content(id) {
            Content::Element { name, .. } => &name.local,
            _ => "",
        }
    }

    /// An element's attribute.
    pub(super) fn attribute(&self, id: Id, wanted: &str) -> Option<&str> {
        match self.content(id) {
            Content::Element { attributes, .. } => attributes
                .iter()
                .find(|attribute| &*attribute.name.local == wanted)
                .map(|attribute| &*attribute.value),
            _ => None,
        }
    }

    /// The node it stands in.
    pub(super) fn parent(&self, id: Id) -> Option<Id> {
        some(self.nodes[id as usize].parent)
    }

    /// What stands in an element, tags left out.
    pub(super) fn text(&self, id: Id) -> String {
        let mut text = String::new();
        for step in self.walk(id) {
            match step {
                Step::Enter(node) => match self.content(node) {
                    Content::Text(piece) => text.push_str(piece),
                    _ if self.name(node) == "br" => text.push(' '),
                    _ => {}
                },
                Step::Leave(_) => {}
            }
        }
        text
    }

    /// Walks over a node and all that is in it, in reading order.
    pub(super) fn walk(&self, from: Id) -> Walk<'_> {
        Walk {
            tree: self,
            from,
            next: Some(Step::Enter(from)),
        }
    }
}

fn some(id: Id) -> Option<Id> {
    (id != NONE).then_some(id)
}

/// See [`Tree::walk`].
pub(super) struct Walk<'a> {
    tree: &'a Tree,
    from: Id,
    next: Option<Step>,
}

impl Walk<'_> {
    /// Passes over the children of the node just entered.
    pub(super) fn pass_over(&mut self) {
        if let Some(Step::Enter(child)) = self.next {
            let parent = self.tree.nodes[child as usize].parent;
            if parent != NONE {
                self.next = Some(Step::Leave(parent));
            }
        }
    }
}

impl Iterator for Walk<'_> {
    type Item = Step;

    fn next(&mut self) -> Option<Step> {
        let step = self.next?;
        self.next = match step {
            Step::Enter(id) => Some(match some(self.tree.nodes[id as usize].first) {
                Some(child) => Step::Enter(child),
                None => Step::Leave(id),
            }),
            Step::Leave(id) if id == self.from => None,
            Step::Leave(id) => match some(self.tree.nodes[id as usize].next) {
                Some(sibling) => Some(Step::Enter(sibling)),
                None => self.tree.parent(id).map(Step::Leave),
            },
        };
        Some(step)
    }
}

/// Builds a [`Tree`] from the parser's orders.
pub(super) struct Builder {
    nodes: RefCell<Vec<Node>>,
    depth: Cell<u32>,
}

impl Builder {
    /// An empty document.
    pub(super) fn new() -> Self {
        let builder = Self {
            nodes: RefCell::default(),
            depth: Cell::new(0),
        };
        builder.create(Content::Other);
        builder
    }

    /// How deep the parser stands now.
    pub(super) fn depth(&self) -> u32 {
        self.depth.get()
    }

    /// How many nodes there are.
    pub(super) fn len(&self) -> usize {
        self.nodes.borrow().len()
    }

    fn create(&self, content: Content) -> Id {
        let mut nodes = self.nodes.borrow_mut();
        // The parser is stopped long before the numbers run out.
        let id = Id::try_from(nodes.len()).unwrap_or(NONE - 1);
        nodes.push(Node {
            parent: NONE,
            previous: NONE,
            next: NONE,
            first: NONE,
            last: NONE,
            depth: 0,
            content,
        });
        id
    }

    fn detach(nodes: &mut [Node], id: Id) {
        let node = &mut nodes[id as usize];
        let (parent, previous, next) = (node.parent, node.previous, node.next);
        (node.parent, node.previous, node.next) = (NONE, NONE, NONE);
        if previous != NONE {
            nodes[previous as usize].next = next;
        } else if parent != NONE {
            nodes[parent as usize].first = next;
        }
        if next != NONE {
            nodes[next as usize].previous = previous;
        } else if parent != NONE {
            nodes[parent as usize].last = previous;
        }
    }

    /// Puts a detached node into `parent`, before `next` or last.
    fn attach(nodes: &mut [Node], id: Id, parent: Id, next: Id) {
        let previous = match some(next) {
            Some(next) => nodes[next as usize].previous,
            None => nodes[parent as usize].last,
        };
        let depth = nodes[parent as usize].depth + 1;
        let node = &mut nodes[id as usize];
        (node.parent, node.previous, node.next, node.depth) = (parent, previous, next, depth);
        match some(previous) {
            Some(previous) => nodes[previous as usize].next = id,
            None => nodes[parent as usize].first = id,
        }
        match some(next) {
            Some(next) => nodes[next as usize].previous = id,
            None => nodes[parent as usize].last = id,
        }
    }

    fn insert(&self, parent: Id, next: Id, child: NodeOrText<Id>) {
        let id = match child {
            NodeOrText::AppendText(text) => {
                if self.extend_text(parent, next, &text) {
                    return;
                }
                self.create(Content::Text(text))
            }
            NodeOrText::AppendNode(id) => id,
        };
        let nodes = &mut *self.nodes.borrow_mut();
        Self::detach(nodes, id);
        Self::attach(nodes, id, parent, next);
        if matches!(nodes[id as usize].content, Content::Element { .. }) {
            self.depth.set(nodes[id as usize].depth);
        }
    }

    /// Text behind text becomes one node.
    fn extend_text(&self, parent: Id, next: Id, text: &StrTendril) -> bool {
        let nodes = &mut *self.nodes.borrow_mut();
        let before = match some(next) {
            Some(next) => nodes[next as usize].previous,
            None => nodes[parent as usize].last,
        };
        match some(before).map(|before| &mut nodes[before as usize].content) {
            Some(Content::Text(known)) => {
                known.push_tendril(text);
                true
            }
            _ => false,
        }
    }
}

impl TreeSink for Builder {
    type Handle = Id;
    type Output = Tree;
    type ElemName<'a> = Ref<'a, QualName>;

    fn finish(self) -> Tree {
        Tree {
            nodes: self.nodes.into_inner(),
        }
    }

    fn parse_error(&self, _message: Cow<'static, str>) {}

    fn get_document(&self) -> Id {
        ROOT
    }

    fn elem_name<'a>(&'a self, target: &'a Id) -> Ref<'a, QualName> {
        Ref::map(self.nodes.borrow(), |nodes| {
            match &nodes[*target as usize].content {
                Content::Element { name, .. } => name,
                _ => unreachable!("the parser asks for names of elements only"),
            }
        })
    }

    fn create_element(&self, name: QualName, attributes: Vec<Attribute>, _: ElementFlags) -> Id {
        let mut attributes = attributes;
        attributes.retain(|attribute| WANTED.contains(&&*attribute.name.local));
        attributes.shrink_to_fit();
        self.create(Content::Element { name, attributes })
    }

    fn create_comment(&self, _text: StrTendril) -> Id {
        self.create(Content::Other)
    }

    fn create_pi(&self, _target: StrTendril, _data: StrTendril) -> Id {
        self.create(Content::Other)
    }

    fn append(&self, parent: &Id, child: NodeOrText<Id>) {
        self.insert(*parent, NONE, child);
    }

    fn append_based_on_parent_node(&self, element: &Id, previous: &Id, child: NodeOrText<Id>) {
        let parent = self.nodes.borrow()[*element as usize].parent;
        if parent == NONE {
            self.insert(*previous, NONE, child);
        } else {
            self.insert(parent, *element, child);
        }
    }

    fn append_doctype_to_document(&self, _: StrTendril, _: StrTendril, _: StrTendril) {}

    fn pop(&self, node: &Id) {
        let depth = self.nodes.borrow()[*node as usize].depth;
        self.depth.set(depth.saturating_sub(1));
    }

    /// A template's content is never part of a story, so it may stay inside.
    fn get_template_contents(&self, target: &Id) -> Id {
        *target
    }

    fn same_node(&self, one: &Id, other: &Id) -> bool {
        one == other
    }

    fn set_quirks_mode(&self, _mode: QuirksMode) {}

    fn append_before_sibling(&self, sibling: &Id, child: NodeOrText<Id>) {
        let parent = self.nodes.borrow()[*sibling as usize].parent;
        if parent != NONE {
            self.insert(parent, *sibling, child);
        }
    }

    fn add_attrs_if_missing(&self, _target: &Id, _attributes: Vec<Attribute>) {}

    fn remove_from_parent(&self, target: &Id) {
        Self::detach(&mut self.nodes.borrow_mut(), *target);
    }

    fn reparent_children(&self, node: &Id, new_parent: &Id) {
        let nodes = &mut *self.nodes.borrow_mut();
        while let Some(child) = some(nodes[*node as usize].first) {
            Self::detach(nodes, child);
            Self::attach(nodes, child, *new_parent, NONE);
        }
    }
}
