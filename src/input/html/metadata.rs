//! Reporter, date, outlet, address and tags of a page.

use super::facts::Facts;
use super::flow::{Flowed, Line};
use super::names::Role;
use crate::article::{Metadata, Removal};
use crate::input::fields::{Several, means_missing};

/// Gathers what the page tells, the more reliable place first. `url` is the
/// address that the page was read from.
pub(super) fn gather(facts: &Facts, page: &Flowed, url: Option<&str>) -> Metadata {
    let outlet = facts
        .linked("publisher")
        .or_else(|| owned(facts.meta(&["og:site_name", "twitter:site"])));
    // Kompas names the reporter here and the editor in its JSON-LD.
    let byline = owned(facts.meta(&["content_author", "dtk:author"]))
        .or_else(|| facts.linked("author"))
        .or_else(|| facts.linked("creator"))
        .or_else(|| owned(facts.property(&["author"])))
        .or_else(|| owned(facts.meta(&["author", "article:author"])))
        .filter(|name| is_person(name, outlet.as_deref()))
        .or_else(|| written_byline(page));
    let published = facts
        .linked("datePublished")
        .or_else(|| owned(facts.meta(&PUBLISHED)))
        .or_else(|| owned(facts.property(&["datepublished", "time"])))
        .or_else(|| written_date(page));
    let tags = facts
        .linked("keywords")
        .or_else(|| owned(facts.meta(&["content_tags", "news_keywords", "keywords"])));
    let address = url
        .map(str::to_owned)
        .or_else(|| owned(facts.meta(&["og:url"])))
        .or_else(|| facts.canonical.clone());
    Metadata {
        outlet: outlet.filter(|name| !means_missing(name)),
        byline,
        published: published.filter(|date| !means_missing(date)),
        url: address,
        editor: owned(facts.meta(&["content_editor"]))
            .or_else(|| owned(facts.property(&["editor"])))
            .filter(|name| is_person(name, None)),
        tags: tags.as_deref().map(split_tags).unwrap_or_default(),
        ..Metadata::default()
    }
}

/// Meta elements that give the date, Kompas's and Detik's own among them.
const PUBLISHED: [&str; 7] = [
    "article:published_time",
    "datepublished",
    "content_publisheddate",
    "publishdate",
    "pubdate",
    "dc.date",
    "date",
];

fn owned(text: Option<&str>) -> Option<String> {
    text.filter(|text| !means_missing(text)).map(str::to_owned)
}

/// The sites' own names and addresses of their pages stand for no reporter.
fn is_person(name: &str, outlet: Option<&str>) -> bool {
    let lower = name.to_lowercase();
    !means_missing(name)
        && name.len() <= 120
        && !lower.contains("://")
        && !lower.contains(".com")
        && !lower.contains("cyber media")
        && outlet.is_none_or(|outlet| outlet.to_lowercase() != lower)
}

/// Tags with a colon are for machines, such as Liputan6's `Editor:Name`.
fn split_tags(text: &str) -> Vec<String> {
    let mut tags = Several::default();
    text.split([',', ';'])
        .filter(|tag| !tag.contains(':'))
        .for_each(|tag| tags.push(tag));
    tags.0
}

/// The lines that the page's names call one thing.
fn named<'a>(page: &'a Flowed, rule: &'static str) -> impl Iterator<Item = &'a Line> {
    page.lines.iter().filter(move |line| {
        let element = &page.elements[line.element];
        [element.role, page.elements[element.parent].role].contains(&Some(Role::Noise(rule)))
    })
}

fn written_byline(page: &Flowed) -> Option<String> {
    named(page, "html.byline")
        .map(|line| line.text.as_str())
        .find_map(name_in)
        .map(str::to_owned)
}

/// Takes name and date from lines above the story that no name of the page's
/// elements announced.
pub(super) fn complete(metadata: &mut Metadata, removed: &[Removal]) {
    let above = || {
        removed
            .iter()
            .filter(|removal| removal.rule == "html.before_the_story")
            .map(|removal| removal.text.as_str())
    };
    if metadata.byline.is_none() {
        metadata.byline = above()
            .filter(|text| {
                let text = text.to_lowercase();
                NAME_LABELS.iter().any(|label| text.starts_with(label))
            })
            .find_map(name_in)
            .map(str::to_owned);
    }
    if metadata.published.is_none() {
        metadata.published = above().find(|text| is_date(text)).map(str::to_owned);
    }
}

const NAME_LABELS: [&str; 6] = [
    "oleh:", "oleh ", "penulis", "pewarta", "reporter", "wartawan",
];

/// The name in a line such as "Penulis: Ani Wijaya - Kabar.com".
fn name_in(line: &str) -> Option<&str> {
    let name = line.split_once(':').map_or(line, |(_, name)| name);
    let name = name.split([',', '|']).next()?.split(" - ").next()?;
    let name = name.strip_prefix("Oleh ").unwrap_or(name);
    let name = name.trim_matches(|c: char| c.is_whitespace() || "-–".contains(c));
    let words = name.split(' ').count();
    ((2..=6).contains(&words)
        && is_person(name, None)
        && !name.bytes().any(|byte| byte.is_ascii_digit())
        && name.starts_with(char::is_uppercase))
    .then_some(name)
}

fn is_date(text: &str) -> bool {
    let digits = text.bytes().filter(u8::is_ascii_digit).count();
    (5..=16).contains(&digits) && text.len() <= 80
}

fn written_date(page: &Flowed) -> Option<String> {
    named(page, "html.date")
        .map(|line| line.text.trim())
        .find(|text| is_date(text))
        .map(str::to_owned)
}
