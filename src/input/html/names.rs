//! What the names of elements, classes and ids say about what stands there.
//!
//! The names are those that Indonesian outlets and common page programs use.
//! A name is only a hint: whoever asks must not follow it for an element that
//! holds most of the page's prose.

/// How an element takes part in the flow of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Flow {
    /// Inside a line.
    Inline,
    /// Before and after it a line ends.
    Block,
    /// It ends a line and holds nothing.
    Break,
    /// A cell of a table.
    Cell,
    /// Nothing in it is text for readers.
    Hidden,
}

/// How an element takes part in the flow of text.
pub(super) fn flow(name: &str) -> Flow {
    match name {
        "br" | "hr" => Flow::Break,
        "td" | "th" => Flow::Cell,
        "script" | "style" | "noscript" | "template" | "iframe" | "object" | "embed" | "svg"
        | "math" | "canvas" | "audio" | "video" | "select" | "option" | "button" | "input"
        | "textarea" | "datalist" | "head" | "title" | "dialog" | "amp-ad" | "amp-consent"
        | "amp-sidebar" | "amp-embed" | "amp-analytics" => Flow::Hidden,
        "address" | "article" | "aside" | "blockquote" | "body" | "caption" | "center" | "dd"
        | "details" | "dir" | "div" | "dl" | "dt" | "fieldset" | "figcaption" | "figure"
        | "footer" | "form" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "header" | "hgroup"
        | "html" | "legend" | "li" | "main" | "menu" | "nav" | "ol" | "p" | "pre" | "search"
        | "section" | "summary" | "table" | "tbody" | "tfoot" | "thead" | "tr" | "ul" => {
            Flow::Block
        }
        _ => Flow::Inline,
    }
}

/// What an element is, besides text of the story.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// Under or over a picture.
    Caption,
    /// About a picture, or perhaps a story with pictures.
    Picture,
    /// No part of the story; the rule that says so.
    Noise(&'static str),
}

/// Parts of class names and ids, wherever they stand in the name.
const STEMS: [(&str, Role); 50] = [
    ("adsby", Role::Noise("html.advertisement")),
    ("adsense", Role::Noise("html.advertisement")),
    ("advert", Role::Noise("html.advertisement")),
    ("artikel-lain", Role::Noise("html.related")),
    ("baca-juga", Role::Noise("html.related")),
    ("baca_juga", Role::Noise("html.related")),
    ("bacajuga", Role::Noise("html.related")),
    ("banner", Role::Noise("html.advertisement")),
    ("berita-lain", Role::Noise("html.related")),
    ("breadc", Role::Noise("html.navigation")),
    ("cap-foto", Role::Caption),
    ("caption", Role::Caption),
    ("comment", Role::Noise("html.comments")),
    ("consent", Role::Noise("html.notice")),
    ("cookie", Role::Noise("html.notice")),
    ("deskripsi", Role::Picture),
    ("disqus", Role::Noise("html.comments")),
    ("div-gpt", Role::Noise("html.advertisement")),
    ("fb-like", Role::Noise("html.share")),
    ("hashtag", Role::Noise("html.tags")),
    ("iklan", Role::Noise("html.advertisement")),
    ("komentar", Role::Noise("html.comments")),
    ("lihat-juga", Role::Noise("html.related")),
    ("lihatjg", Role::Noise("html.related")),
    ("linksisip", Role::Noise("html.related")),
    ("media-block", Role::Noise("html.related")),
    ("mgid", Role::Noise("html.advertisement")),
    ("navbar", Role::Noise("html.navigation")),
    ("navigation", Role::Noise("html.navigation")),
    ("newsletter", Role::Noise("html.subscription")),
    ("newstag", Role::Noise("html.tags")),
    ("outbrain", Role::Noise("html.advertisement")),
    ("pagination", Role::Noise("html.navigation")),
    ("paging", Role::Noise("html.navigation")),
    ("popular", Role::Noise("html.related")),
    ("populer", Role::Noise("html.related")),
    ("recommend", Role::Noise("html.related")),
    ("rekomendasi", Role::Noise("html.related")),
    ("related", Role::Noise("html.related")),
    ("reporter", Role::Noise("html.byline")),
    ("share", Role::Noise("html.share")),
    ("sidebar", Role::Noise("html.related")),
    ("sisip", Role::Noise("html.related")),
    ("social", Role::Noise("html.share")),
    ("sosmed", Role::Noise("html.share")),
    ("sponsor", Role::Noise("html.advertisement")),
    ("subscri", Role::Noise("html.subscription")),
    ("taboola", Role::Noise("html.advertisement")),
    ("tagging", Role::Noise("html.tags")),
    ("terkait", Role::Noise("html.related")),
];

/// Whole words of class names and ids, too short to be looked for inside.
const WORDS: [(&str, Role); 38] = [
    ("ad", Role::Noise("html.advertisement")),
    ("ads", Role::Noise("html.advertisement")),
    ("adv", Role::Noise("html.advertisement")),
    ("author", Role::Noise("html.byline")),
    ("autor", Role::Noise("html.byline")),
    ("byline", Role::Noise("html.byline")),
    ("caption", Role::Caption),
    ("copyright", Role::Noise("html.footer")),
    ("credit", Role::Noise("html.byline")),
    ("credits", Role::Noise("html.byline")),
    ("date", Role::Noise("html.date")),
    ("editor", Role::Noise("html.byline")),
    ("embed", Role::Noise("html.embed")),
    ("emoticon", Role::Noise("html.share")),
    ("figcaption", Role::Caption),
    ("follow", Role::Noise("html.share")),
    ("footer", Role::Noise("html.footer")),
    ("foto", Role::Picture),
    ("gambar", Role::Picture),
    ("jurnalis", Role::Noise("html.byline")),
    ("menu", Role::Noise("html.navigation")),
    ("mood", Role::Noise("html.share")),
    ("nav", Role::Noise("html.navigation")),
    ("penulis", Role::Noise("html.byline")),
    ("photo", Role::Picture),
    ("pic", Role::Picture),
    ("polling", Role::Noise("html.share")),
    ("prebody", Role::Noise("html.navigation")),
    ("promo", Role::Noise("html.advertisement")),
    ("rating", Role::Noise("html.share")),
    ("reaction", Role::Noise("html.share")),
    ("tag", Role::Noise("html.tags")),
    ("tags", Role::Noise("html.tags")),
    ("tanggal", Role::Noise("html.date")),
    ("time", Role::Noise("html.date")),
    ("timestamp", Role::Noise("html.date")),
    ("toolbar", Role::Noise("html.share")),
    ("trending", Role::Noise("html.related")),
];

/// What an element is by its own name.
pub(super) fn role_of_element(name: &str) -> Option<Role> {
    Some(match name {
        "nav" | "menu" => Role::Noise("html.navigation"),
        "aside" => Role::Noise("html.related"),
        "footer" => Role::Noise("html.footer"),
        "figure" | "figcaption" | "picture" => Role::Caption,
        "ins" => Role::Noise("html.advertisement"),
        _ => return None,
    })
}

/// What an element is by its classes or its id.
pub(super) fn role_of_label(label: &str) -> Option<Role> {
    let lower = label.to_ascii_lowercase();
    let stem = STEMS.iter().find(|(stem, _)| lower.contains(stem));
    let word = || {
        lower
            .split(|c: char| !c.is_ascii_alphanumeric())
            .filter(|word| !word.is_empty())
            .find_map(|word| WORDS.iter().find(|(known, _)| *known == word))
    };
    stem.or_else(word).map(|&(_, role)| role)
}

/// The rule for what a browser does not show.
pub(super) const HIDDEN: Role = Role::Noise("html.hidden");

/// Whether an element's style hides it.
pub(super) fn is_hidden_by_style(style: &str) -> bool {
    let plain: String = style
        .chars()
        .filter(|c| !c.is_whitespace())
        .map(|c| c.to_ascii_lowercase())
        .collect();
    plain.contains("display:none") || plain.contains("visibility:hidden")
}
