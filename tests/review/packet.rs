//! Pages for an editor.

use serde_json::json;

use super::support::endpoint::reply;
use super::support::stderr;
use super::support::story::story;
use super::{Desk, stories};

fn pages(desk: &Desk) -> Vec<(String, String)> {
    let files = std::fs::read_dir(desk.path("packet")).unwrap();
    let mut pages: Vec<(String, String)> = files
        .map(|file| {
            let file = file.unwrap();
            let name = file.file_name().into_string().unwrap();
            (name, std::fs::read_to_string(file.path()).unwrap())
        })
        .collect();
    pages.sort();
    pages
}

fn packet(count: usize) -> Desk {
    let desk = Desk::with(stories(count));
    desk.translate(&[]);
    desk.must(&["review", "build", "out.jsonl", "-o", "packet"]);
    desk
}

#[test]
fn a_page_for_each_article_and_an_index() {
    let desk = packet(3);
    let pages = pages(&desk);
    assert_eq!(pages.len(), 4);
    let index = &pages
        .iter()
        .find(|(name, _)| name == "index.html")
        .unwrap()
        .1;
    for (name, page) in pages.iter().filter(|(name, _)| name != "index.html") {
        assert!(index.contains(&format!("href=\"{name}\"")));
        assert!(page.contains("href=\"index.html\""));
        for part in ["title", "p1", "p2", "p3", "summary.1"] {
            assert!(page.contains(&format!("data-part=\"{part}\"")), "{part}");
        }
        assert!(
            page.contains("<a href=\"#p1\">p1</a>"),
            "the summary links to its part"
        );
        assert!(page.contains("Provenance and cost"));
        assert!(page.contains("mock-2026"));
        assert!(page.contains("belum diperiksa manusia"));
    }
    let first = &pages
        .iter()
        .find(|(name, _)| name.contains("cerita-0"))
        .unwrap()
        .1;
    let original = &story(0).parts[2];
    let escaped = |text: &str| text.replace('"', "&quot;");
    assert!(first.contains(&escaped(&original.0)) && first.contains(&escaped(&original.1)));
}

#[test]
fn security_pages_stand_alone_under_a_policy_that_allows_their_own_script_alone() {
    let desk = packet(1);
    for (name, page) in pages(&desk) {
        let policy = page
            .split("Content-Security-Policy\" content=\"")
            .nth(1)
            .unwrap();
        let policy = policy.split('"').next().unwrap();
        assert!(
            policy.starts_with("default-src 'none'; style-src 'sha256-"),
            "{policy}"
        );
        assert!(!policy.contains("unsafe") && !policy.contains("http") && !policy.contains('*'));
        for loads in [
            "<link", "<img", "<iframe", "@import", "url(", " src=", " style=", " onclick", "<base",
            "<form",
        ] {
            assert!(!page.contains(loads), "{name}: {loads}");
        }
    }
}

#[test]
fn a_page_knows_the_sentences_that_an_edit_or_an_approval_leads_to() {
    let desk = Desk::with(stories(1));
    desk.translate(&[]);
    desk.write(
        "labels.toml",
        "[label]\napproved_en = \"{made} ({model}); released by {by} on {date}.\"",
    );
    desk.must(&[
        "review",
        "build",
        "out.jsonl",
        "-o",
        "packet",
        "--config",
        "labels.toml",
    ]);
    let pages = pages(&desk);
    let (_, page) = pages.iter().find(|(name, _)| name != "index.html").unwrap();
    let data = page.split("id=\"data\">").nth(1).unwrap();
    let data: serde_json::Value =
        serde_json::from_str(data.split("</script>").next().unwrap()).unwrap();
    let said = |state: &str, language: &str| {
        let pieces = data["foreseen"][state][language].as_array().unwrap();
        let words = pieces.iter().map(|piece| {
            let text = piece["text"].as_str().map(str::to_owned);
            text.unwrap_or_else(|| piece.to_string())
        });
        words.collect::<String>()
    };
    assert_eq!(
        said("approved", "en"),
        "Translated from Indonesian by machine (mock-2026); released by {\"by\":\"a person\"} on \"date\"."
    );
    assert!(said("edited", "id").contains("disunting oleh {\"by\":\"manusia\"} pada \"date\""));
    assert!(said("machine", "en").ends_with("not reviewed by a person."));
}

#[test]
fn building_again_gives_the_same_bytes() {
    let desk = packet(2);
    let first = pages(&desk);
    desk.must(&["review", "build", "out.jsonl", "-o", "packet"]);
    assert_eq!(first, pages(&desk));
}

#[test]
fn failed_articles_and_indented_records_have_pages_too() {
    let refuse = json!({"error": {"message": "too hot <b>today</b>"}});
    let desk = Desk::answering(&stories(1), move |_| reply(400, &refuse));
    desk.translate(&[]);
    desk.must(&[
        "render",
        "out.jsonl",
        "--format",
        "json",
        "-o",
        "records.json",
    ]);
    desk.must(&["review", "build", "records.json", "-o", "packet"]);
    let pages = pages(&desk);
    let page = &pages
        .iter()
        .find(|(name, _)| name != "index.html")
        .unwrap()
        .1;
    assert!(page.contains("Failed (bad_reply)"), "{page}");
    assert!(!page.contains("id=\"tools\""));
}

#[test]
fn what_holds_no_records_is_named() {
    let desk = Desk::with(stories(1));
    for (name, content) in [
        ("a.jsonl", "{\"id\": 1}"),
        ("b.json", "x"),
        ("c.jsonl", "{\"schema\": 99}"),
    ] {
        desk.write(name, content);
        let output = desk.run(&["review", "build", name, "-o", "packet"]);
        assert_eq!(output.status.code(), Some(2), "{name}");
        let told = super::support::stderr(&output);
        assert!(
            told.contains(name) && told.contains("name the output of `alih translate`"),
            "{told}"
        );
    }
    let output = desk.run(&["review", "build", "missing.jsonl", "-o", "packet"]);
    assert_eq!(output.status.code(), Some(2));
}

#[test]
fn somebodys_own_index_is_not_written_over() {
    let desk = Desk::with(stories(1));
    desk.translate(&[]);
    std::fs::create_dir(desk.path("packet")).unwrap();
    let own = "<!doctype html>\n<html>\n<p>Our site.</p>\n</html>\n";
    std::fs::write(desk.path("packet/index.html"), own).unwrap();
    let output = desk.run(&["review", "build", "out.jsonl", "-o", "packet"]);
    assert_eq!(output.status.code(), Some(2), "{}", stderr(&output));
    assert!(stderr(&output).contains("name another folder with -o"));
    assert_eq!(pages(&desk).len(), 1);
    assert_eq!(desk.read("packet/index.html"), own);
}
