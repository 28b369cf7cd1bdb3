use super::*;
use crate::clean::BlockKind::{Caption, Heading, ListItem, Paragraph, Quotation};
use proptest::prelude::*;

mod outlets;

/// Three sentences that no outlet wrote.
const STORY: [&str; 3] = [
    "Warga Desa Sukamaju membersihkan saluran air sepanjang dua kilometer pada Minggu pagi.",
    "\"Kami bekerja bersama sejak pukul enam,\" kata kepala desa, yang ikut membawa cangkul.",
    "Kegiatan itu akan diulang setiap bulan sampai musim hujan berakhir, menurut panitia.",
];

fn texts(page: &Page) -> Vec<&str> {
    let story = page.blocks.iter().filter(|block| block.kind != Caption);
    story.map(|block| block.text.as_str()).collect()
}

fn removed<'a>(page: &'a Page, rule: &str) -> Vec<&'a str> {
    let wanted = page.removed.iter().filter(|one| one.rule == rule);
    wanted.map(|one| one.text.as_str()).collect()
}

fn read(body: &str) -> Page {
    page(&format!("<html><body>{body}</body></html>"), None)
}

fn paragraphs() -> String {
    STORY.map(|text| format!("<p>{text}</p>")).concat()
}

#[test]
fn paragraphs_may_be_separated_by_line_breaks_alone() {
    let page = read(&format!(
        "<ul><li><a href=/>Beranda</a></li><li><a href=/n>Nasional</a></li></ul>\
         <div id=isi>{}</div><div><a href=/2>Berita lain yang juga menarik dibaca</a></div>",
        STORY.join("<br /><br />\n")
    ));
    assert_eq!(texts(&page), STORY);
    assert_eq!(page.verdict, Verdict::Article);
}

#[test]
fn kinds_come_from_the_elements() {
    let page = read(&format!(
        "<div>{}<h2>Langkah berikut</h2><p>{}</p><ul><li>Satu cangkul untuk setiap orang</li></ul>\
         <blockquote>{}</blockquote><b>Harapan warga</b><br>{}</div>",
        paragraphs(),
        STORY[0],
        STORY[1],
        STORY[2]
    ));
    let kinds: Vec<_> = page.blocks.iter().map(|block| block.kind).collect();
    assert_eq!(
        kinds,
        [
            Paragraph, Paragraph, Paragraph, Heading, Paragraph, ListItem, Quotation, Heading,
            Paragraph
        ]
    );
}

#[test]
fn captions_are_kept_apart() {
    let page = read(&format!(
        "<div><figure><img src=a.jpg><figcaption>Warga bekerja bakti. Foto: Panitia</figcaption></figure>\
         {}<div class=photo__caption>Saluran air sesudah dibersihkan warga.</div>\
         <p><img src=b.jpg>Cangkul dan sekop (Dok. Panitia)</p><p>{}</p></div>",
        paragraphs(),
        STORY[0]
    ));
    assert_eq!(texts(&page), [STORY[0], STORY[1], STORY[2], STORY[0]]);
    let captions = page.blocks.iter().filter(|block| block.kind == Caption);
    assert_eq!(captions.count(), 3);
}

#[test]
fn a_linked_title_is_cut_out_of_the_paragraph_it_stands_in() {
    let page = read(&format!(
        "<div>{}<p>Panitia puas. Baca juga: <a href=/2>Sungai Kembali Jernih</a> Acara lalu ditutup.</p></div>",
        paragraphs()
    ));
    assert_eq!(
        texts(&page).last(),
        Some(&"Panitia puas.  Acara lalu ditutup.")
    );
    assert_eq!(
        removed(&page, "html.read_also"),
        ["Baca juga: Sungai Kembali Jernih"]
    );
}

#[test]
fn a_link_inside_a_sentence_is_part_of_it() {
    let text = "Menurut <a href=/d>Dinas Pekerjaan Umum</a>, saluran itu sudah lama tersumbat.";
    let page = read(&format!("<div>{}<p>{text}</p></div>", paragraphs()));
    assert_eq!(
        texts(&page).last(),
        Some(&"Menurut Dinas Pekerjaan Umum, saluran itu sudah lama tersumbat.")
    );
}

#[test]
fn a_name_that_covers_the_story_is_not_believed() {
    for label in ["share-content", "photo", "related", "comment", "ads tag"] {
        let page = read(&format!("<div class='{label}'>{}</div>", paragraphs()));
        assert_eq!(texts(&page), STORY, "{label}");
    }
    let pictures = STORY.map(|text| format!("<div class='photo-text'><p>{text}</p></div>"));
    assert_eq!(texts(&read(&pictures.concat())), STORY);
}

#[test]
fn hidden_clutter_goes_and_a_hidden_second_half_stays() {
    let long = STORY.join(" ").repeat(2);
    let page = read(&format!(
        "<div>{p}{p}<div style='display: none'>ADVERTISEMENT</div>\
         <div style='display:none'><p>{long}</p></div></div>",
        p = paragraphs()
    ));
    assert_eq!(removed(&page, "html.hidden"), ["ADVERTISEMENT"]);
    assert_eq!(texts(&page).last(), Some(&long.as_str()));
}

#[test]
fn the_headline_is_confirmed_by_a_heading_or_freed_of_the_site() {
    let cases = [
        // The section's name stands in h1.
        (
            "<meta property=og:title content='Warga Desa Bersihkan Saluran Air - Kabar.com'>",
            "<h1>Nasional</h1><h2>Warga Desa Bersihkan Saluran Air</h2>",
        ),
        (
            "<meta property=og:title content='Kabar.com: Warga Desa Bersihkan Saluran Air'>",
            "<h1>Warga Desa Bersihkan Saluran Air</h1>",
        ),
        // No heading at all.
        (
            "<meta property=og:site_name content='Kabar Kita'><title>Warga Desa Bersihkan Saluran Air | Kabar Kita</title>",
            "",
        ),
        (
            "<title>Warga Desa Bersihkan Saluran Air - Daerah :: Kabar Online</title>\
          <meta property=og:title content='Warga Desa Bersihkan Saluran Air'>",
            "<h1>Daerah</h1>",
        ),
        (
            r#"<script type="application/ld+json">{"@context":"https://schema.org","@graph":[{"@type":["NewsArticle"],
            "headline":"Warga Desa Bersihkan Saluran Air"}]}</script>"#,
            "",
        ),
    ];
    for (head, body) in cases {
        let html = format!(
            "<html><head>{head}</head><body>{body}<div>{}</div>",
            paragraphs()
        );
        assert_eq!(
            page(&html, None).title.as_deref(),
            Some("Warga Desa Bersihkan Saluran Air"),
            "{head}"
        );
    }
}

#[test]
fn metadata_comes_from_linked_data_first() {
    let html = format!(
        r#"<head><meta name=author content="Kabar.com"><meta name=keywords content="desa, air,desa">
        <script type="application/ld+json">[{{"@context":"http://schema.org","@type":"NewsArticle",
        "author":[{{"@type":"Person","name":"Ani Wijaya"}},{{"name":"Budi"}}],"datePublished":"2025-07-03T10:00:00+07:00",
        "publisher":{{"@type":"Organization","name":"Kabar.com"}},"description":"dua
        baris"}}]</script></head><body>{}"#,
        paragraphs()
    );
    let data = page(&html, Some("https://kabar.com/1")).metadata;
    assert_eq!(data.byline.as_deref(), Some("Ani Wijaya, Budi"));
    assert_eq!(data.published.as_deref(), Some("2025-07-03T10:00:00+07:00"));
    assert_eq!(data.outlet.as_deref(), Some("Kabar.com"));
    assert_eq!(data.url.as_deref(), Some("https://kabar.com/1"));
    assert_eq!(data.tags, ["desa", "air"]);
}

#[test]
fn pages_without_a_story_are_not_translated() {
    let menu =
        "<li><a href=/x>Judul berita lain yang cukup panjang untuk dibaca</a></li>".repeat(40);
    assert!(matches!(
        read(&format!("<ul>{menu}</ul>")).verdict,
        Verdict::NoArticle(_)
    ));
    let gallery = format!(
        "<p>{}</p><figure><figcaption>{}</figcaption></figure>",
        STORY[0], STORY[1]
    );
    assert!(matches!(
        page(&gallery, Some("https://x.id/foto/12/warga-desa")).verdict,
        Verdict::NoArticle(_)
    ));
    let paid = format!(
        r#"<script type="application/ld+json">{{"@context":"https://schema.org","@type":"NewsArticle","isAccessibleForFree":"False"}}</script>{}"#,
        paragraphs()
    );
    assert!(matches!(read(&paid).verdict, Verdict::NoArticle(_)));
    assert!(matches!(read("").verdict, Verdict::NoArticle(_)));
}

#[test]
fn a_story_that_stands_only_in_linked_data_is_read_from_there() {
    let body = STORY.join(" ").repeat(2);
    let html = format!(
        r#"<div id=app></div><script type="application/ld+json">{}</script>"#,
        serde_json::json!({"@context": "https://schema.org", "@type": "Article", "articleBody": body})
    );
    assert_eq!(texts(&read(&html)), [body.as_str()]);
}

#[test]
fn a_fragment_is_taken_whole() {
    let page = fragment("Satu.<br>Dua.<p>Tiga</p>", None);
    assert_eq!(texts(&page), ["Satu.", "Dua.", "Tiga"]);
}

#[test]
fn nesting_of_any_depth_is_bounded() {
    for (unit, count) in [
        ("<div>", 50_000),
        ("<b>", 5_000),
        ("<table><tr><td>", 5_000),
        ("<p><span>", 5_000),
        ("<svg><g>", 5_000),
    ] {
        let html = format!("{}</svg>{}", unit.repeat(count), paragraphs());
        let tree = parse::parse(&html, parse::MOST_NODES).expect("within the limits");
        let depth = |step| match step {
            tree::Step::Enter(_) => 1_i64,
            tree::Step::Leave(_) => -1,
        };
        let depths = tree.walk(tree::ROOT).scan(0, |now, step| {
            *now += depth(step);
            Some(*now)
        });
        assert!(depths.max() < Some(300), "{unit}");
    }
    let html = format!("{}{}", "<div>".repeat(50_000), paragraphs());
    assert_eq!(page(&html, None).verdict, Verdict::Article);
}

#[test]
fn a_page_over_a_limit_says_so() {
    let attributes: String = (0..2000).map(|number| format!(" a{number}")).collect();
    let many = format!("<p{attributes}>x");
    let large = " ".repeat(parse::MOST_BYTES + 1);
    for html in [many, large] {
        assert!(
            matches!(page(&html, None).verdict, Verdict::NoArticle(why) if why.contains("give that"))
        );
    }
    let full = parse::parse(&"<br>".repeat(600), 500);
    assert_eq!(full.err(), Some(Excess::Nodes));
}

#[test]
fn scripts_are_not_taken_for_tags_with_many_attributes() {
    let script = format!("<script>if (a <b {}) {{}}</script>", "c ".repeat(5000));
    assert_eq!(read(&(script + &paragraphs())).verdict, Verdict::Article);
}

#[test]
fn the_declared_charset_is_found() {
    let cases = [
        ("<meta charset=utf-8>", Some("utf-8")),
        (
            "<META http-equiv='Content-Type' content=\"text/html; charset = ISO-8859-1\">",
            Some("iso-8859-1"),
        ),
        (
            "<meta charset='utf-16'><meta charset='windows-1252'>",
            Some("windows-1252"),
        ),
        ("<meta name=charset>", None),
    ];
    for (html, expected) in cases {
        assert_eq!(
            declared_charset(html.as_bytes()).as_deref(),
            expected,
            "{html}"
        );
    }
}

#[test]
fn markup_is_told_from_plain_text() {
    for text in ["<p>a", "a<br/>b", "x <DIV class=a>", "a</p>"] {
        assert!(is_markup(text), "{text}");
    }
    for text in ["a < b", "<b>tebal</b>", "5 <p", ""] {
        assert!(!is_markup(text), "{text}");
    }
}

const PIECES: [&str; 26] = [
    "<", ">", "/", "p", "div", "a href=x", "table", "td", "h1", "li", "br", "script", "style",
    "title", "meta", "svg", "template", "form", "!--", "-->", "=", "\"", " ", "kata.", "é",
    "&amp;",
];

const TAGS: [&str; 28] = [
    "p",
    "div",
    "b",
    "a href=x",
    "table",
    "tr",
    "td",
    "ul",
    "li",
    "span class=ads",
    "h2",
    "i",
    "form",
    "select",
    "svg",
    "math",
    "frameset",
    "template",
    "body",
    "html",
    "br",
    "hr",
    "img",
    "figure",
    "button",
    "title",
    "head",
    "blockquote style='display:none'",
];

proptest! {
    #![proptest_config(ProptestConfig::with_cases(128))]

    #[test]
    fn tag_soup_never_panics(
        pieces in proptest::collection::vec(proptest::sample::select(&PIECES[..]), 0..80),
    ) {
        let html = format!("<p>{}", pieces.concat());
        let _ = page(&html, None);
        let _ = fragment(&html, Some("kata"));
    }

    #[test]
    fn elements_never_panic_and_text_is_never_doubled(
        parts in proptest::collection::vec((proptest::sample::select(&TAGS[..]), 0..3), 0..60),
    ) {
        let html: String = parts
            .iter()
            .map(|(tag, form)| match form {
                0 => format!("<{tag}>"),
                1 => format!("</{tag}>"),
                _ => "kata".to_owned(),
            })
            .collect();
        let page = fragment(&html, None);
        let count = |text: &str| text.matches("kata").count();
        let kept: usize = page.blocks.iter().map(|block| count(&block.text)).sum();
        let gone: usize = page.removed.iter().map(|one| count(&one.text)).sum();
        prop_assert!(kept + gone <= count(&html));
    }
}
