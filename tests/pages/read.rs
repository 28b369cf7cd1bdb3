//! What is read of sites, pages and files.

use serde_json::{Value, json};

use crate::support::endpoint::{Endpoint, reply};
use crate::support::site::{Text, document, page, pages_asked, path};
use crate::support::story::story;
use crate::support::{alih, records, stderr, translate};
use crate::{PERMITTED, clean, translator};

#[test]
fn robots_txt_is_obeyed() {
    let rules = "User-agent: *\nDisallow: /arsip\n\nUser-agent: alih\nDisallow: /berita\n";
    let site = Endpoint::start(move |request| match path(request) {
        "/robots.txt" => document(200, "text/plain", rules),
        _ => document(200, "text/html", page(&story(1))),
    });
    let home = tempfile::tempdir().unwrap();
    let address = |path: &str| format!("{}{path}", site.root());
    let (free, forbidden) = (address("/arsip/1"), address("/berita/1?a=b"));
    let output = clean(
        home.path(),
        &[&[free.as_str(), &forbidden], &PERMITTED[..]].concat(),
    );
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    assert!(stderr(&output).contains("robots.txt of 127.0.0.1 asks programs not to"));
    assert_eq!(pages_asked(&site), ["/arsip/1"]);
}

#[test]
fn a_broken_robots_txt_lets_read_and_is_said() {
    let site = Endpoint::start(|request| match path(request) {
        "/robots.txt" => document(503, "text/plain", ""),
        _ => document(200, "text/html", page(&story(1))),
    });
    let home = tempfile::tempdir().unwrap();
    let output = clean(home.path(), &[&[site.root()], &PERMITTED[..]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("could not be read; its pages are taken to be free"));
}

#[test]
fn what_a_site_answers_is_said() {
    let site = Endpoint::start(|request| match path(request) {
        "/robots.txt" | "/hilang" => document(404, "text/plain", ""),
        "/dilarang" => document(403, "text/html", "<p>Forbidden</p>"),
        "/rusak" => document(500, "text/html", ""),
        "/berkas.pdf" => document(200, "application/pdf", "%PDF-1.7"),
        _ => document(
            200,
            "text/html",
            "<!DOCTYPE html><html><head><title>Foto</title></head><body><p>Galeri</p></body></html>",
        ),
    });
    let home = tempfile::tempdir().unwrap();
    for (path, kind, words) in [
        ("/hilang", "input", "answers 404"),
        ("/dilarang", "network", "answers 403"),
        ("/rusak", "network", "answers 500"),
        ("/berkas.pdf", "input", "application/pdf"),
        ("/foto/1", "input", "gallery"),
    ] {
        let address = format!("{}{path}", site.root());
        let output = clean(home.path(), &[&[address.as_str()], &PERMITTED[..]].concat());
        assert_eq!(output.status.code(), Some(4), "{path}");
        let said = stderr(&output);
        assert!(
            said.contains(&format!(" {kind}: ")) && said.contains(words),
            "{path}: {said}"
        );
    }
}

#[test]
fn an_html_file_is_one_article_whatever_brings_it() {
    let stories = vec![(story(1), Text::OnPage)];
    let endpoint = translator(&stories);
    let home = tempfile::tempdir().unwrap();
    let html = page(&stories[0].0);
    std::fs::write(home.path().join("berita.html"), &html).unwrap();
    let output = translate(home.path(), &endpoint.base_url, &["berita.html"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let record = &records(&output.stdout)[0];
    assert_eq!(record["id"], "berita");
    assert_eq!(record["source"]["file"], "berita.html");
    assert_eq!(record["source"]["parts"].as_array().unwrap().len(), 3);
    assert_eq!(
        record["translation"]["title"],
        stories[0].0.parts[0].1.as_str()
    );

    let piped = alih(home.path())
        .args(["clean", "--format", "json"])
        .write_stdin(format!("\r\n\r\n{html}"))
        .output()
        .unwrap();
    assert_eq!(piped.status.code(), Some(0), "{}", stderr(&piped));
    let line: Value = serde_json::from_slice(&piped.stdout).unwrap();
    assert_eq!(line["source"]["parts"], record["source"]["parts"]);
    assert_eq!(line["source"]["title"], record["source"]["title"]);
}

#[test]
fn clean_knows_the_flag_that_it_names_where_a_text_is_too_large() {
    let home = tempfile::tempdir().unwrap();
    let text = "Warga menanam padi di lahan seluas dua hektare. ".repeat(50_000);
    std::fs::write(home.path().join("panjang.txt"), text).unwrap();
    let clean = |flags: &[&str]| {
        let mut command = alih(home.path());
        command.args(["clean", "panjang.txt"]).args(flags);
        command.output().unwrap()
    };
    let refused = clean(&[]);
    assert_eq!(refused.status.code(), Some(4), "{}", stderr(&refused));
    assert!(stderr(&refused).contains("--max-input raises the limit"));
    let raised = clean(&["--max-input", "3"]);
    assert_eq!(raised.status.code(), Some(0), "{}", stderr(&raised));
}

#[test]
fn a_page_without_a_story_is_a_failed_record() {
    let endpoint = translator(&[]);
    let home = tempfile::tempdir().unwrap();
    let html = "<!DOCTYPE html><html><body><nav><a href=\"/\">Beranda</a></nav></body></html>";
    std::fs::write(home.path().join("kosong.html"), html).unwrap();
    let output = translate(home.path(), &endpoint.base_url, &["kosong.html"]);
    assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
    let record = &records(&output.stdout)[0];
    assert_eq!(record["reason"]["kind"], "input");
    assert!(
        record["reason"]["message"]
            .as_str()
            .unwrap()
            .contains("no story")
    );
    assert_eq!(endpoint.count(), 0);
}

#[test]
fn the_charset_comes_from_the_header_then_from_the_page() {
    let body = |meta: &str| {
        let text = page(&story(1)).replace("<meta charset=\"utf-8\">", meta);
        let text = text.replace("Petugas belum", "Petugas Caf\u{e9} belum");
        text.chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect::<Vec<u8>>()
    };
    let site = Endpoint::start(move |request| match path(request) {
        "/robots.txt" => document(404, "text/plain", ""),
        "/kepala" => document(200, "text/html; charset=ISO-8859-1", body("")),
        _ => document(200, "text/html", body("<meta charset=\"windows-1252\">")),
    });
    let home = tempfile::tempdir().unwrap();
    for path in ["/kepala", "/halaman"] {
        let address = format!("{}{path}", site.root());
        let output = clean(home.path(), &[&[address.as_str()], &PERMITTED[..]].concat());
        assert!(
            String::from_utf8_lossy(&output.stdout).contains("Caf\u{e9}"),
            "{path}"
        );
        assert_eq!(stderr(&output), "", "{path}");
    }
}

#[test]
fn an_article_in_another_language_is_said_unless_it_is_stated() {
    let texts = [
        (
            "English",
            "The mayor opened the new market on Monday. The building had been under construction since May and it will house more than two hundred traders from the old town.",
        ),
        (
            "Malay",
            "Polis menahan lelaki itu kerana dia dipercayai mencuri wang syarikat selepas mesyuarat pada Khamis, manakala rakannya dibebaskan. Bagaimanapun polis masih menjalankan siasatan bahawa pelbagai maklumat diterima.",
        ),
        (
            "Javanese",
            "Wong iku wis menyang pasar nalika udan, nanging dheweke ora tuku apa-apa lan bali maneh amarga luwih larang. Kanggo wong desa, pasar iku dadi panggonan kang wigati.",
        ),
    ];
    let endpoint = Endpoint::start(|_| reply(400, &json!({"error": {"message": "no"}})));
    let home = tempfile::tempdir().unwrap();
    for (language, text) in texts {
        std::fs::write(home.path().join("a.txt"), format!("Judul\n\n{text}\n")).unwrap();
        let flagged = |arguments: &[&str]| -> Option<String> {
            let arguments = [&["a.txt"], arguments].concat();
            let output = translate(home.path(), &endpoint.base_url, &arguments);
            let record = records(&output.stdout).pop().unwrap();
            let flags = record["flags"].as_array().unwrap().clone();
            let flag = flags
                .iter()
                .find(|flag| flag["check"] == "source.language")?;
            Some(flag["message"].as_str().unwrap().to_owned())
        };
        let said = flagged(&[]).unwrap_or_default();
        assert!(said.contains(language), "{language}: {said}");
        assert_eq!(flagged(&["--from", "ms"]), None, "{language}");
        let output = clean(home.path(), &["a.txt"]);
        assert!(
            String::from_utf8_lossy(&output.stdout).contains(language),
            "{language}"
        );
    }
}
