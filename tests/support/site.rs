//! An outlet's web site and feed, made of the stories.

use super::endpoint::{Answer, Endpoint, Request};
use super::story::{Story, story};

/// A story of that number that is long enough to be whole in a feed.
pub fn long_story(number: usize) -> Story {
    let mut story = story(number);
    let more = [
        (
            format!("Bupati meminta warga di {number} desa tetap waspada karena hujan masih akan turun dan permukaan sungai belum surut sejak siang hari."),
            format!("The regent asked residents in {number} villages to stay alert because rain will still fall and the river level has not receded since midday."),
        ),
        (
            "Pemerintah daerah mengirim bantuan berupa makanan, selimut, dan obat-obatan ke tempat pengungsian yang dibuka di gedung sekolah.".to_owned(),
            "The local government sent aid in the form of food, blankets and medicine to the shelter that was opened in a school building.".to_owned(),
        ),
        (
            "Warga berharap tanggul yang jebol segera diperbaiki agar banjir tidak terulang pada musim hujan berikutnya.".to_owned(),
            "Residents hope that the broken embankment will be repaired soon so that the flood does not happen again in the next rainy season.".to_owned(),
        ),
    ];
    story.parts.extend(more);
    story
}

fn paragraphs(story: &Story) -> String {
    story.parts[1..]
        .iter()
        .map(|(id, _)| format!("<p>{}</p>\n", id.replace('"', "&quot;")))
        .collect()
}

/// The story's page, with what surrounds a story.
pub fn page(story: &Story) -> String {
    let title = &story.parts[0].0;
    format!(
        "<!DOCTYPE html>\n<html lang=\"id\"><head><meta charset=\"utf-8\"><title>{title} | Kabar Contoh</title>\n\
         <meta property=\"og:title\" content=\"{title}\"></head><body>\n\
         <nav><a href=\"/\">Beranda</a> <a href=\"/olahraga\">Olahraga</a></nav>\n\
         <article><h1>{title}</h1>\n{}</article>\n\
         <aside><h2>Terpopuler</h2><ul><li><a href=\"/a\">Harga Cabai Naik Lagi</a></li></ul></aside>\n\
         <footer>Hak cipta Kabar Contoh</footer></body></html>\n",
        paragraphs(story)
    )
}

/// Where a story's text stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Text {
    /// In the feed.
    InFeed,
    /// On its page; the feed has a teaser.
    OnPage,
}

/// A feed of these stories; `root` is the site's address.
pub fn feed(root: &str, stories: &[(Story, Text)]) -> String {
    let items: String = stories
        .iter()
        .map(|(story, text)| entry(root, story, *text))
        .collect();
    format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<rss version=\"2.0\" \
         xmlns:content=\"http://purl.org/rss/1.0/modules/content/\"><channel>\
         <title>Kabar Contoh</title><link>{root}</link>\n{items}</channel></rss>\n"
    )
}

fn entry(root: &str, story: &Story, text: Text) -> String {
    let content = match text {
        Text::OnPage => String::new(),
        Text::InFeed => format!(
            "<content:encoded><![CDATA[{}]]></content:encoded>",
            paragraphs(story)
        ),
    };
    format!(
        "<item><title>{}</title><link>{root}/berita/{id}</link><guid>{root}/berita/{id}</guid>\
         <pubDate>Mon, 02 Mar 2026 10:00:00 +0700</pubDate>\
         <description>Banjir merendam rumah warga…</description>{content}</item>\n",
        story.parts[0].0,
        id = story.id,
    )
}

/// A reply of that type.
pub fn document(status: u16, kind: &str, body: impl Into<Vec<u8>>) -> Answer {
    Answer::Reply {
        status,
        headers: vec![("content-type".to_owned(), kind.to_owned())],
        body: body.into(),
    }
}

/// A redirect.
pub fn redirect(location: &str) -> Answer {
    Answer::Reply {
        status: 302,
        headers: vec![("location".to_owned(), location.to_owned())],
        body: Vec::new(),
    }
}

/// Answers as a page of one of the stories, and 404 to everything else.
pub fn story_page(request: &Request, stories: &[(Story, Text)]) -> Answer {
    let path = path(request);
    stories
        .iter()
        .find(|(story, _)| path == format!("/berita/{}", story.id))
        .map_or_else(
            || document(404, "text/html", "<p>Tidak ditemukan</p>"),
            |(story, _)| document(200, "text/html", page(story)),
        )
}

/// The path that is asked for.
pub fn path(request: &Request) -> &str {
    request.target.trim_start_matches("GET ")
}

/// An outlet with its pages and its feed at `/rss`.
pub fn outlet(stories: Vec<(Story, Text)>) -> Endpoint {
    Endpoint::start(move |request| {
        let root = format!("http://{}", request.headers["host"]);
        match path(request) {
            "/rss" => document(200, "application/rss+xml", feed(&root, &stories)),
            _ => story_page(request, &stories),
        }
    })
}

/// How often each path was asked for, `/robots.txt` left out.
pub fn pages_asked(site: &Endpoint) -> Vec<String> {
    site.requests()
        .iter()
        .map(|request| path(request).to_owned())
        .filter(|path| path != "/robots.txt")
        .collect()
}
