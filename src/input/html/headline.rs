//! The headline from the right place.
//!
//! `h1` is the section's name on some pages, and what a page calls its title
//! often carries the site's name. Both together tell: a heading that is part
//! of the page's own title is the headline.

use super::facts::Facts;
use super::story::even;

/// Between a headline and a site's name.
const SEPARATORS: [&str; 7] = [" - ", " | ", " :: ", " – ", " — ", " » ", " • "];

/// The page's headline.
pub(super) fn find(facts: &Facts) -> Option<String> {
    let linked = facts.linked("headline");
    let shared = facts.meta(&["og:title", "twitter:title"]);
    let titles: Vec<String> = [shared, linked.as_deref(), facts.title.as_deref()]
        .into_iter()
        .flatten()
        .map(unescape)
        .filter(|title| !title.is_empty())
        .collect();
    let confirmed = titles
        .iter()
        .find_map(|title| heading_in(facts, title, &titles));
    confirmed.or_else(|| {
        let title = titles.first()?;
        let agreed = agreed_part(title, &titles[1..]);
        Some(agreed.unwrap_or_else(|| without_site(facts, title)))
    })
}

/// Attributes that were escaped twice.
fn unescape(title: &str) -> String {
    let mut title = title.to_owned();
    for (escaped, plain) in [
        ("&quot;", "\""),
        ("&#039;", "'"),
        ("&#39;", "'"),
        ("&amp;", "&"),
    ] {
        if title.contains(escaped) {
            title = title.replace(escaped, plain);
        }
    }
    title
}

/// The longest heading that is most of the title.
fn heading_in(facts: &Facts, title: &str, titles: &[String]) -> Option<String> {
    let whole = even(title);
    let properties = facts
        .properties
        .iter()
        .filter(|(name, _)| name == "headline")
        .map(|(_, value)| value);
    properties
        .chain(&facts.headings)
        .filter(|heading| {
            let heading = even(heading);
            heading.len() >= 12
                && heading.len() * 5 >= whole.len() * 2
                && titles.iter().any(|title| even(title).contains(&heading))
                && whole.contains(&heading)
        })
        .max_by_key(|heading| heading.len())
        .map(|heading| {
            // A heading may carry the site's name too.
            let shorter = titles.iter().find(|title| {
                title.len() < heading.len() && title.len() >= 12 && heading.contains(title.as_str())
            });
            shorter.unwrap_or(heading).trim().to_owned()
        })
}

/// Another title that this one begins or ends with.
fn agreed_part(title: &str, others: &[String]) -> Option<String> {
    let part = others.iter().find(|other| {
        (12..title.len()).contains(&other.len())
            && (title.starts_with(other.as_str()) || title.ends_with(other.as_str()))
    });
    part.cloned()
}

/// The title without a last or first piece that is the site's name.
fn without_site(facts: &Facts, title: &str) -> String {
    let site = facts.meta(&["og:site_name"]).unwrap_or_default();
    for separator in SEPARATORS {
        if let Some((headline, tail)) = title.rsplit_once(separator)
            && is_site_name(tail, site)
            && headline.len() >= 8
        {
            return headline.trim().to_owned();
        }
    }
    if let Some((lead, headline)) = title.split_once(": ")
        && is_site_name(lead, site)
    {
        return headline.trim().to_owned();
    }
    title.trim().to_owned()
}

fn is_site_name(piece: &str, site: &str) -> bool {
    let plain = piece.trim().to_lowercase();
    let site = site.to_lowercase();
    let words = plain.split(' ').count();
    let named = !site.is_empty() && (plain.contains(&site) || site.contains(&plain));
    let addressed = [".com", ".co", ".id", ".net"]
        .iter()
        .any(|end| plain.contains(end));
    let calls_itself_news = plain
        .split(' ')
        .any(|word| matches!(word, "news" | "online" | "berita" | "indonesia" | "tv"));
    words <= 6 && (named || addressed || (words <= 3 && calls_itself_news))
}
