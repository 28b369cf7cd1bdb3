use super::*;
use proptest::prelude::*;

fn read(xml: &str) -> Feed {
    feed(xml.as_bytes(), None).unwrap_or_else(|error| panic!("{error}"))
}

#[test]
fn rss_with_full_text_and_foreign_titles_is_read() {
    let feed = read(
        r#"<?xml version="1.0" encoding="UTF-8"?>
<rss version="2.0"><channel><title>Kabar Contoh</title><link>https://x.id/</link>
<item><title><![CDATA[Warga & Sungai]]></title><link>https://x.id/1?a=1&amp;b=2</link>
<guid isPermaLink="false">n-1</guid><pubDate>Thu, 03 Jul 2025 10:00:00 +0700</pubDate>
<media:title>Lain</media:title><media:content url="https://x.id/1.jpg"/>
<description>&lt;p&gt;Ringkas&amp;nbsp;saja&lt;/p&gt;</description>
<content:encoded><![CDATA[<p>Isi <b>lengkap</b>.</p>]]></content:encoded></item>
<item><title>Dua</title><guid>https://x.id/2</guid></item></channel></rss>"#,
    );
    assert_eq!(feed.title.as_deref(), Some("Kabar Contoh"));
    assert_eq!(feed.entries.len(), 2);
    let entry = &feed.entries[0];
    assert_eq!(entry.id.as_deref(), Some("n-1"));
    assert_eq!(entry.title.as_deref(), Some("Warga & Sungai"));
    assert_eq!(entry.link.as_deref(), Some("https://x.id/1?a=1&b=2"));
    assert_eq!(
        entry.published.as_deref(),
        Some("Thu, 03 Jul 2025 10:00:00 +0700")
    );
    assert_eq!(
        entry.summary_html.as_deref(),
        Some("<p>Ringkas&nbsp;saja</p>")
    );
    assert_eq!(
        entry.content_html.as_deref(),
        Some("<p>Isi <b>lengkap</b>.</p>")
    );
    assert_eq!(feed.entries[1].link.as_deref(), Some("https://x.id/2"));
    assert!(feed.note.is_none());
}

#[test]
fn atom_with_several_links_and_xhtml_is_read() {
    let feed = read(
        r#"<feed xmlns="http://www.w3.org/2005/Atom"><title>Kabar</title>
<entry><id>tag:x.id,1</id><title type="html">Satu</title>
<link rel="edit" href="https://x.id/edit"/><link href="https://x.id/1"/>
<updated>2025-07-03T10:00:00Z</updated>
<content type="xhtml"><div><p>Isi <i>satu</i></p></div></content></entry></feed>"#,
    );
    let entry = &feed.entries[0];
    assert_eq!(entry.id.as_deref(), Some("tag:x.id,1"));
    assert_eq!(entry.link.as_deref(), Some("https://x.id/1"));
    assert_eq!(entry.published.as_deref(), Some("2025-07-03T10:00:00Z"));
    assert_eq!(
        entry.content_html.as_deref(),
        Some("<div><p>Isi <i>satu</i></p></div>")
    );
}

#[test]
fn careless_xml_is_read_as_far_as_it_goes() {
    let feed = read(
        "<rss><channel><item><title>Satu & dua</title><link>https://x.id/1</link></item>\
         <item><title>Tiga &nbsp; empat</b></title></item><item><title>Torn",
    );
    let titles: Vec<_> = feed
        .entries
        .iter()
        .map(|entry| entry.title.as_deref().unwrap_or_default())
        .collect();
    assert_eq!(titles, ["Satu & dua", "Tiga &nbsp; empat"]);
    assert!(feed.note.expect("a note").contains("after 2 entries"));
}

#[test]
fn entities_of_a_document_type_are_not_expanded() {
    let feed = read(
        r#"<!DOCTYPE rss [<!ENTITY x SYSTEM "file:///etc/passwd"><!ENTITY y "yyyy">]>
<rss><channel><item><title>&x;&y;&#65;</title></item></channel></rss>"#,
    );
    assert_eq!(feed.entries[0].title.as_deref(), Some("&x;&y;A"));
}

#[test]
fn what_is_no_feed_is_said() {
    for text in ["", "<html><body><p>Halo</p></body></html>", "{}", "halo"] {
        assert_eq!(feed(text.as_bytes(), None).err(), Some(FeedError::NotAFeed));
    }
    let huge = vec![b' '; MOST_BYTES + 1];
    assert_eq!(feed(&huge, None).err(), Some(FeedError::TooLarge));
}

#[test]
fn the_declared_encoding_is_obeyed() {
    let xml = b"<?xml version='1.0' encoding='ISO-8859-1'?><rss><channel><item>\
        <title>Caf\xe9</title></item></channel></rss>";
    let feed = feed(xml, None).unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(feed.entries[0].title.as_deref(), Some("Café"));
    assert!(feed.note.is_none());
}

proptest! {
    #[test]
    fn never_panics(text in "(<|>|</|item|rss|title|link|&|;|\"|=|<!\\[CDATA\\[|\\]\\]>|é| |a){0,60}") {
        let _ = feed(format!("<rss><item>{text}").as_bytes(), None);
        let _ = feed(text.as_bytes(), Some("utf-8"));
    }
}
