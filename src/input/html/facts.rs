//! What a page says about itself: Open Graph and other meta elements, JSON-LD,
//! microdata, headings.

use serde_json::Value;

use super::tree::{Content, Id, ROOT, Step, Tree};

/// Everything found, in the page's order.
#[derive(Default)]
pub(super) struct Facts {
    /// The `title` element.
    pub title: Option<String>,
    /// Meta elements: `property`, `name` or `itemprop` in lower case, and
    /// `content`.
    pub metas: Vec<(String, String)>,
    /// Microdata and dates in the text: `itemprop` and what stands there.
    pub properties: Vec<(String, String)>,
    /// Texts of `h1` to `h3`.
    pub headings: Vec<String>,
    /// JSON-LD objects that describe an article or a gallery.
    pub linked: Vec<Value>,
    /// The address that the page gives itself.
    pub canonical: Option<String>,
}

/// Texts longer than this are no name, date or headline.
const LONGEST: usize = 600;

/// Less than this in JSON-LD is a teaser.
const SHORTEST_BODY: usize = 400;

/// Collects what the page says about itself.
pub(super) fn collect(tree: &Tree) -> Facts {
    let mut facts = Facts::default();
    for step in tree.walk(ROOT) {
        if let Step::Enter(id) = step
            && let Content::Element { name, .. } = tree.content(id)
        {
            facts.look_at(tree, id, &name.local);
        }
    }
    facts
}

impl Facts {
    /// The first filled one of some meta elements, in the order of the names.
    pub(super) fn meta(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| first(&self.metas, name))
    }

    /// The first filled one of some properties.
    pub(super) fn property(&self, names: &[&str]) -> Option<&str> {
        names.iter().find_map(|name| first(&self.properties, name))
    }

    /// The first filled member of the JSON-LD articles, as text.
    pub(super) fn linked(&self, member: &str) -> Option<String> {
        self.linked
            .iter()
            .find_map(|object| text_of(object.get(member)?))
    }

    fn look_at(&mut self, tree: &Tree, id: Id, name: &str) {
        match name {
            "title" if self.title.is_none() => self.title = text(tree, id),
            "meta" => self.look_at_meta(tree, id),
            "h1" | "h2" | "h3" => self.headings.extend(text(tree, id)),
            "script" => self.look_at_script(tree, id),
            "link" if tree.attribute(id, "rel") == Some("canonical") => {
                self.canonical = tree.attribute(id, "href").map(str::to_owned);
            }
            _ => {}
        }
        if let Some(property) = tree.attribute(id, "itemprop")
            && name != "meta"
        {
            let value = match tree.attribute(id, "datetime") {
                Some(time) => Some(time.to_owned()),
                None => wanted(property).then(|| text(tree, id)).flatten(),
            };
            if let Some(value) = value {
                self.properties.push((property.to_ascii_lowercase(), value));
            }
        } else if name == "time"
            && let Some(time) = tree.attribute(id, "datetime")
        {
            self.properties.push(("time".to_owned(), time.to_owned()));
        }
    }

    fn look_at_meta(&mut self, tree: &Tree, id: Id) {
        let Some(content) = tree.attribute(id, "content") else {
            return;
        };
        let value = even(content);
        for label in ["property", "name", "itemprop"] {
            if let Some(name) = tree.attribute(id, label) {
                self.metas.push((name.to_ascii_lowercase(), value.clone()));
            }
        }
    }

    fn look_at_script(&mut self, tree: &Tree, id: Id) {
        let source = tree.text(id);
        let start = source.trim_start();
        if start.starts_with(['{', '['])
            && source.contains("schema.org")
            && let Some(value) = read_json(start)
        {
            keep_articles(value, &mut self.linked);
        }
    }
}

fn first<'a>(pairs: &'a [(String, String)], name: &str) -> Option<&'a str> {
    pairs
        .iter()
        .find(|(known, value)| known == name && !value.is_empty())
        .map(|(_, value)| value.as_str())
}

fn wanted(property: &str) -> bool {
    matches!(
        property.to_ascii_lowercase().as_str(),
        "headline" | "author" | "editor" | "datepublished" | "keywords" | "publisher" | "name"
    )
}

fn text(tree: &Tree, id: Id) -> Option<String> {
    let text = even(&tree.text(id));
    (!text.is_empty() && text.len() <= LONGEST).then_some(text)
}

fn even(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        if !plain.is_empty() {
            plain.push(' ');
        }
        plain.push_str(word);
    }
    plain
}

/// Page programs often leave line breaks inside JSON strings.
fn read_json(source: &str) -> Option<Value> {
    serde_json::from_str(source)
        .or_else(|_| {
            let plain: String = source
                .chars()
                .map(|c| if c.is_control() { ' ' } else { c })
                .collect();
            serde_json::from_str(plain.trim().trim_end_matches(';'))
        })
        .ok()
}

/// Keeps the objects that describe what the page is about.
fn keep_articles(value: Value, into: &mut Vec<Value>) {
    let mut waiting = vec![value];
    while let Some(value) = waiting.pop() {
        match value {
            Value::Array(values) => waiting.extend(values.into_iter().rev()),
            Value::Object(mut object) => {
                if let Some(graph) = object.remove("@graph") {
                    waiting.push(graph);
                }
                let value = Value::Object(object);
                if kinds(&value).any(|kind| is_story(kind) || is_gallery(kind)) {
                    into.push(value);
                }
            }
            _ => {}
        }
    }
}

fn kinds(object: &Value) -> impl Iterator<Item = &str> {
    let kind = object.get("@type");
    let one = kind.and_then(Value::as_str);
    let many = kind.and_then(Value::as_array).into_iter().flatten();
    one.into_iter().chain(many.filter_map(Value::as_str))
}

fn is_story(kind: &str) -> bool {
    kind.ends_with("Article") || kind == "BlogPosting"
}

fn is_gallery(kind: &str) -> bool {
    matches!(kind, "ImageGallery" | "MediaGallery" | "VideoObject")
}

impl Facts {
    /// Whether JSON-LD calls the page a gallery and not also a story.
    pub(super) fn is_called_gallery(&self) -> bool {
        let any = |test: fn(&str) -> bool| self.linked.iter().any(|one| kinds(one).any(test));
        any(is_gallery) && !any(is_story)
    }

    /// The story as JSON-LD gives it, where it is plain and not a teaser.
    pub(super) fn linked_body(&self) -> Option<String> {
        self.linked
            .iter()
            .filter_map(|object| object.get("articleBody")?.as_str())
            .find(|body| body.len() >= SHORTEST_BODY && !body.contains('<'))
            .map(str::to_owned)
    }

    /// Whether JSON-LD says that reading costs.
    pub(super) fn is_paid(&self) -> bool {
        self.linked("isAccessibleForFree")
            .is_some_and(|free| free.eq_ignore_ascii_case("false"))
    }
}

/// A member as text: a string, a name, or several of them with commas.
fn text_of(value: &Value) -> Option<String> {
    let text = match value {
        Value::String(text) => even(text),
        Value::Bool(flag) => flag.to_string(),
        Value::Number(number) => number.to_string(),
        Value::Object(object) => even(object.get("name")?.as_str()?),
        Value::Array(values) => {
            let texts = values.iter().filter_map(|value| match value {
                Value::String(text) => Some(even(text)),
                Value::Object(object) => Some(even(object.get("name")?.as_str()?)),
                _ => None,
            });
            texts.collect::<Vec<_>>().join(", ")
        }
        Value::Null => return None,
    };
    (!text.is_empty()).then_some(text)
}
