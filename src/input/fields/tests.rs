use super::names::{lookup, means_missing};
use super::*;
use proptest::prelude::*;

fn read(json: &str) -> RawArticle {
    from_json(json).expect(json)
}

#[test]
fn the_shapes_of_known_crawlers_are_read() {
    let shapes = [
        r#"{"id":"n1","title":"Judul","text":"Isi","url":"https://x.id/1","published":"2025-07-03","author":"Ani"}"#,
        r#"{"ID":"n1","judul":"Judul","tautan":"https://x.id/1","tanggal":"2025-07-03","isi_berita":"Isi","penulis":"Ani"}"#,
        r#"{"guid":"n1","Judul Berita":"Judul","URL Berita":"https://x.id/1","Konten Berita":"Isi","Date":"2025-07-03","Author":"Ani"}"#,
        r#"{"_id":{"$oid":"n1"},"headline":"Judul","content":"Isi","link":"https://x.id/1","publish_date":"2025-07-03","author":["Ani"]}"#,
        r#"{"Id":"n1","Title":"Judul","FullText":"Isi","Url":"https://x.id/1","Date":"2025-07-03","Author":{"@type":"Person","name":"Ani"}}"#,
        r#"{"id":"n1","title":"Judul","paragraphs":["Isi"],"source_url":"https://x.id/1","date":"2025-07-03","authors":["Ani","Unknown"]}"#,
    ];
    for json in shapes {
        let article = read(json);
        assert_eq!(article.id.as_deref(), Some("n1"), "{json}");
        assert_eq!(article.title.as_deref(), Some("Judul"), "{json}");
        assert_eq!(article.text, "Isi", "{json}");
        let data = article.metadata;
        assert_eq!(data.url.as_deref(), Some("https://x.id/1"), "{json}");
        assert_eq!(data.published.as_deref(), Some("2025-07-03"), "{json}");
        assert_eq!(data.byline.as_deref(), Some("Ani"), "{json}");
    }
}

#[test]
fn numbers_are_ids_and_dates() {
    let article = read(r#"{"id":17,"text":"Isi","timestamp":1751500800}"#);
    assert_eq!(article.id.as_deref(), Some("17"));
    assert_eq!(
        article.metadata.published.as_deref(),
        Some("2025-07-03T00:00:00Z")
    );
    let article = read(r#"{"id":17.0,"text":"Isi","date":1751500800000}"#);
    assert_eq!(article.id.as_deref(), Some("17"));
    assert_eq!(
        article.metadata.published.as_deref(),
        Some("2025-07-03T00:00:00Z")
    );
}

#[test]
fn words_for_missing_are_missing() {
    let article = read(
        r#"{"id":null,"title":"-","text":"Isi","author":"Penulis tidak ditemukan",
            "date":"Tanggal tidak ditemukan","url":"null","source":"Unknown","tags":["NaN"]}"#,
    );
    assert_eq!(article.id, None);
    assert_eq!(article.title, None);
    assert_eq!(article.metadata, Metadata::default());
    assert!(!means_missing(
        "Barang bukti tidak ditemukan di rumah tersangka itu"
    ));
    assert!(!means_missing("Nadia"));
}

#[test]
fn tags_come_from_lists_commas_and_the_section() {
    let article = read(
        r##"{"text":"Isi","tags":["banjir","Jakarta"],"keyword":"#banjir, cuaca; ","category":"Nasional"}"##,
    );
    assert_eq!(
        article.metadata.tags,
        ["banjir", "Jakarta", "cuaca", "Nasional"]
    );
}

#[test]
fn paragraphs_and_sentences_are_joined_by_their_depth() {
    let article = read(r#"{"paragraphs":["Satu.","Dua."]}"#);
    assert_eq!(article.text, "Satu.\n\nDua.");
    let article = read(r#"{"paragraphs":[["Satu.","Dua."],["Tiga."]]}"#);
    assert_eq!(article.text, "Satu. Dua.\n\nTiga.");
    let article = read(r#"{"content":[{"type":"p","text":"Satu."},{"type":"p","text":"Dua."}]}"#);
    assert_eq!(article.text, "Satu.\n\nDua.");
}

#[test]
fn tokens_are_joined_as_they_are_written() {
    let article = read(
        r#"{"paragraphs":[[["Kota","Solo","(","Jateng",")",",","\"","Kami","siap",",","\"","kata","Ani","."],
            ["Harga","naik","10","%","."]],[["\"","Ya","!","\""]]]}"#,
    );
    assert_eq!(
        article.text,
        "Kota Solo (Jateng), \"Kami siap,\" kata Ani. Harga naik 10%.\n\n\"Ya!\""
    );
}

#[test]
fn the_clearer_name_wins_whatever_the_order() {
    for json in [
        r#"{"body":"kurang","text":"Isi","article":"lain"}"#,
        r#"{"text":"Isi","body":"kurang"}"#,
        r#"{"text":"","content":"Isi"}"#,
        r#"{"content":"Isi","text":null}"#,
        r#"{"text":"Isi","html":"<p>lain</p>"}"#,
    ] {
        assert_eq!(read(json).text, "Isi", "{json}");
    }
}

#[test]
fn an_address_as_source_is_an_address() {
    let data = read(r#"{"text":"Isi","source":"https://x.id/1"}"#).metadata;
    assert_eq!(
        (data.outlet, data.url.as_deref()),
        (None, Some("https://x.id/1"))
    );
}

#[test]
fn markup_in_a_text_becomes_paragraphs() {
    for json in [
        r#"{"text":"<p>Satu &amp; <b>dua</b>.</p><P>Tiga.</P>"}"#,
        r#"{"html":"Satu &amp; dua.<br><br>Tiga."}"#,
        r#"{"content":"","html":"<div>Satu &amp; dua.</div><div>Tiga.</div>"}"#,
    ] {
        assert_eq!(read(json).text, "Satu & dua.\n\nTiga.", "{json}");
    }
    assert_eq!(read(r#"{"text":"1 < 2 <b> 3"}"#).text, "1 < 2 <b> 3");
}

#[test]
fn faults_are_told_apart_without_quoting_the_article() {
    let cases = [
        (r#"{"text":"rahasia"#, FieldError::Cut),
        (r#"{"text" "rahasia"}"#, FieldError::Syntax { column: 9 }),
        (r#""rahasia""#, FieldError::NotAnObject),
        ("[1]", FieldError::NotAnObject),
        (r#"{"title":"rahasia"}"#, FieldError::NoText),
        (r#"{"text":"x"} rahasia"#, FieldError::Syntax { column: 14 }),
    ];
    for (json, expected) in cases {
        let error = from_json(json).expect_err(json);
        assert_eq!(error, expected, "{json}");
        assert!(!error.to_string().contains("rahasia"));
    }
    assert_eq!(read(r#"{"id":"n1","text":""}"#).text, "");
}

#[test]
fn keys_are_compared_without_case_and_punctuation() {
    for key in ["isi_berita", "Isi Berita", "ISI-BERITA", "isiBerita"] {
        let name = lookup(key).expect(key);
        assert_eq!(name.field, Field::Text);
    }
    assert_eq!(lookup("a_key_that_is_longer_than_any_known_name"), None);
    assert_eq!(lookup("summary"), None);
}

proptest! {
    #[test]
    fn never_panics(json in ".{0,200}") {
        let _ = from_json(&json);
    }

    #[test]
    fn any_text_comes_back_as_it_was(text in ".{1,200}", id in "[a-z0-9]{1,12}") {
        prop_assume!(!is_markup(&text));
        prop_assume!(!means_missing(&text) && !means_missing(&id));
        let json = serde_json::json!({"id": id, "isi": text}).to_string();
        let article = from_json(&json).expect("an article");
        prop_assert_eq!(article.text, text);
        prop_assert_eq!(article.id, Some(id));
    }

    #[test]
    fn never_panics_on_any_value(depth in 0_usize..140, leaf in "[\\[\\]{}\",:a1]{0,40}") {
        let json = format!("{{\"text\":{}{leaf}", "[".repeat(depth));
        let _ = from_json(&json);
    }
}

proptest! {
    #[test]
    fn the_id_alone_is_the_id_of_the_whole(
        fields in proptest::collection::vec(
            (
                prop_oneof![
                    Just("id"), Just("ID"), Just("guid"), Just("news_id"), Just("uuid"),
                    Just("title"), Just("tags"),
                ],
                prop_oneof![
                    Just(r#""a-1""#), Just(r#""b \"2\"""#), Just("17"), Just("null"),
                    Just(r#"["x", "y"]"#), Just(r#"{"id": "inner"}"#), Just(r#""""#), Just("true"),
                ],
            ),
            0..6,
        ),
    ) {
        let mut json = String::from("{");
        for (name, value) in &fields {
            json.push_str(&format!("\"{name}\": {value}, "));
        }
        json.push_str("\"text\": \"Isi \\\"berita\\\" \\u00e9\"}");
        let whole = from_json(&json).expect("an article");
        prop_assert_eq!(id_from_json(json.as_bytes()), whole.id);
    }
}

#[test]
fn what_is_cut_has_no_id() {
    assert_eq!(id_from_json(br#"{"id": "a", "text": "#), None);
    assert_eq!(id_from_json(b"[1]"), None);
}

#[test]
fn a_lone_bracket_in_a_text_is_no_markup() {
    for text in ["<bR", "suhu <p dan lainnya", "a <broken> b", "x < y > z"] {
        let json = serde_json::json!({"id": "a", "text": text}).to_string();
        assert_eq!(from_json(&json).unwrap().text, text);
    }
}
