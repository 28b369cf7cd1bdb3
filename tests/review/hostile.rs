//! Whatever an article, an answer or an id holds, it is text in every form.

use serde_json::{Value, json};

use super::{Desk, edit, stories};

const HOSTILE: &str = "=cmd|'/C calc'!A0 <script>alert(1)</script> <img src=x onerror=alert(2)> \
[a](javascript:alert(3)) ![b](https://x.example/pixel.png) </textarea></script><!-- \
\u{1b}[2J\u{9b}31m \u{202e}reversed\u{2066} \u{7} `code` **bold** & &lt; \u{2028}";

const FORMS: [&str; 10] = [
    "text", "txt", "markdown", "packet", "html", "word", "ninjs", "csv", "json", "jsonl",
];

/// A record with that text everywhere text can be.
fn record() -> Value {
    let desk = Desk::with(stories(1));
    desk.translate(&[]);
    let mut record = desk.records().remove(0);
    record["id"] = json!(HOSTILE);
    record["source"]["title"] = json!(HOSTILE);
    for field in ["outlet", "byline", "published", "dateline_place"] {
        record["source"][field] = json!(HOSTILE);
    }
    record["source"]["url"] = json!("javascript:alert(4)");
    record["source"]["tags"] = json!([HOSTILE]);
    record["source"]["parts"][0]["text"] = json!(HOSTILE);
    record["source"]["parts"][1]["id"] = json!("\"><script>alert(5)</script>");
    record["source"]["removed"] = json!([{"rule": HOSTILE, "text": HOSTILE, "at": 0}]);
    record["source"]["lang"] = json!("\"><script>");
    record["translation"]["lang"] = json!("x\" onload=\"alert(6)");
    record["translation"]["title"] = json!(HOSTILE);
    record["translation"]["parts"][0]["text"] = json!(HOSTILE);
    record["translation"]["parts"][1]["id"] = json!("\"><script>alert(5)</script>");
    record["summary"]["sentences"] = json!([{"text": HOSTILE, "parts": [HOSTILE]}]);
    record["flags"] = json!([{
        "check": HOSTILE, "severity": "error", "part": "p1",
        "source": {"start": 3, "end": 50}, "target": {"start": 0, "end": 9999}, "message": HOSTILE,
    }]);
    for field in [
        "endpoint",
        "kind",
        "host",
        "model_asked",
        "model_answered",
        "started",
        "alih",
    ] {
        record["provenance"][field] = json!(HOSTILE);
    }
    record["provenance"]["request_ids"] = json!([HOSTILE]);
    record["review"] = json!({
        "state": "edited", "by": HOSTILE, "at": HOSTILE,
        "edits": [{"part": "p1", "machine": HOSTILE, "distance": 1, "by": HOSTILE, "at": HOSTILE, "source_before": HOSTILE}],
        "settled": [], "orphans": [{"part": HOSTILE, "source": HOSTILE, "text": HOSTILE, "by": null, "at": null}],
    });
    record["label"] = json!({"en": HOSTILE, "id": HOSTILE});
    record
}

fn rendered() -> (Desk, Vec<(String, String)>) {
    let desk = Desk::with(stories(1));
    desk.write("r.jsonl", &(record().to_string() + "\n"));
    let mut all = Vec::new();
    for form in FORMS {
        let output = desk.must(&["render", "r.jsonl", "--format", form]);
        all.push((form.to_owned(), String::from_utf8(output.stdout).unwrap()));
    }
    desk.must(&["review", "build", "r.jsonl", "-o", "packet"]);
    for file in std::fs::read_dir(desk.path("packet")).unwrap() {
        let file = file.unwrap();
        let name = file.file_name().into_string().unwrap();
        assert!(
            name.chars()
                .all(|c| c.is_ascii_alphanumeric() || "-.".contains(c)),
            "{name}"
        );
        all.push((
            format!("packet/{name}"),
            std::fs::read_to_string(file.path()).unwrap(),
        ));
    }
    (desk, all)
}

#[test]
fn security_nothing_steers_a_terminal_or_the_writing_direction() {
    for (form, text) in rendered().1 {
        assert_eq!(steering(&text), None, "{form}");
    }
}

/// The first character that steers a terminal or the writing direction.
fn steering(text: &str) -> Option<char> {
    let turns = |c| matches!(c, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let steers = |c: &char| (c.is_control() && !"\n\r\t".contains(*c)) || turns(*c);
    text.chars().find(steers)
}

#[test]
fn every_form_there_is_is_among_those_looked_at() {
    let desk = Desk::with(stories(1));
    let help = String::from_utf8(desk.must(&["render", "--help"]).stdout).unwrap();
    let (_, forms) = help.split_once("Possible values:").unwrap();
    let (forms, _) = forms.split_once("\n\n").unwrap();
    let named = forms
        .lines()
        .filter_map(|line| line.trim().strip_prefix("- "));
    let mut named: Vec<&str> = named.filter_map(|line| line.split(':').next()).collect();
    let mut known = FORMS.to_vec();
    named.sort_unstable();
    known.sort_unstable();
    assert_eq!(named, known);
}

#[test]
fn security_what_other_commands_print_and_write_is_as_inert() {
    let desk = Desk::with(stories(1));
    let hostile = record();
    desk.write("out.jsonl", &(hostile.to_string() + "\n"));
    for form in ["text", "json", "jsonl"] {
        let output = desk.run(&["check", "out.jsonl", "--format", form]);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("alert(1)"), "{form}: {text}");
        assert_eq!(steering(&text), None, "check {form}");
    }
    let article = json!({"id": HOSTILE, "title": HOSTILE, "text": HOSTILE, "byline": HOSTILE});
    desk.write("own.jsonl", &(article.to_string() + "\n"));
    for form in ["text", "json"] {
        let output = desk.run(&["clean", "own.jsonl", "--format", form]);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(text.contains("alert(1)"), "{form}: {text}");
        assert_eq!(steering(&text), None, "clean {form}");
    }
    let output = desk.apply(|own| own["parts"] = json!([edit(&hostile, "p1", HOSTILE)]));
    let told = String::from_utf8(output.stderr).unwrap();
    assert_eq!(steering(&told), None, "{told}");
    desk.apply(|own| own["approved"] = json!(true));
    let written = desk.read("out.jsonl");
    assert!(written.contains("\"state\":\"approved\""), "{written}");
    assert_eq!(steering(&written), None, "review apply");
}

#[test]
fn security_pages_have_the_tags_and_attributes_of_ours_alone() {
    let (_desk, all) = rendered();
    let pages = all
        .iter()
        .filter(|(form, _)| form == "html" || form == "word" || form.starts_with("packet/"));
    for (form, page) in pages {
        let body = page.split("</head>").nth(1).unwrap();
        let (mut scripts, mut rest) = (0, body);
        while let Some(at) = rest.find('<') {
            let tag = &rest[at + 1..];
            let end = tag.find('>').unwrap();
            let inside = &tag[..end];
            let name = inside.trim_start_matches('/').split(' ').next().unwrap();
            assert!(
                name.chars().all(|c| c.is_ascii_alphanumeric()),
                "{form}: <{inside}>"
            );
            assert!(
                ![
                    "img", "svg", "iframe", "object", "embed", "form", "base", "meta", "link"
                ]
                .contains(&name),
                "{form}: <{inside}>"
            );
            for attribute in inside.split('"').step_by(2) {
                assert!(
                    !attribute.trim_start().starts_with("on"),
                    "{form}: <{inside}>"
                );
                assert!(
                    !attribute.contains("onload") && !attribute.contains("onerror"),
                    "{form}: <{inside}>"
                );
            }
            assert!(!inside.contains("=\"javascript:"), "{form}: <{inside}>");
            rest = &tag[end..];
            if inside.starts_with("script") {
                scripts += 1;
                rest = &rest[rest.find("</script>").unwrap()..];
            }
        }
        let expected = match form.as_str() {
            "word" => 0,
            "html" | "packet/index.html" => 1,
            _ => 2,
        };
        assert_eq!(scripts, expected, "{form}");
    }
}

#[test]
fn security_markdown_has_no_image_no_link_and_no_tag() {
    for (form, text) in rendered().1 {
        if form != "markdown" && form != "packet" {
            continue;
        }
        // What is left without escapes can only be our own tick boxes.
        let mut own = String::new();
        let mut characters = text.chars();
        while let Some(c) = characters.next() {
            match c {
                '\\' => drop(characters.next()),
                c => own.push(c),
            }
        }
        let own = own.replace("- [ ] ", "").replace("- [x] ", "");
        assert!(!own.contains(['<', '[', ']', '`', '!']), "{form}: {own}");
    }
}

#[test]
fn security_no_cell_of_a_table_is_a_formula() {
    let (_desk, all) = rendered();
    let table = &all.iter().find(|(form, _)| form == "csv").unwrap().1;
    let mut reader = csv::Reader::from_reader(table.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    assert_eq!(rows.len(), 1);
    let mut disarmed = 0;
    for cell in &rows[0] {
        assert!(
            !cell
                .trim_start()
                .starts_with(['=', '+', '-', '@', '\t', '\r']),
            "{cell}"
        );
        disarmed += usize::from(cell.starts_with("'="));
    }
    assert!(disarmed >= 8, "{disarmed}");
}

#[test]
fn security_however_a_cell_begins_it_is_no_formula() {
    let desk = Desk::with(stories(1));
    let mut record = record();
    for start in [
        "=1+1",
        "@SUM(A1)",
        "+62",
        "-2",
        "\t=1",
        "\r=1",
        "\n=1",
        " =1",
        "\u{202e}=1",
        "\u{1b}=1",
        "＝1",
        "|x",
        "%x",
    ] {
        record["id"] = json!(start);
        record["translation"]["title"] = json!(start);
        desk.write("r.jsonl", &(record.to_string() + "\n"));
        let table = desk.must(&["render", "r.jsonl", "--format", "csv"]).stdout;
        let mut reader = csv::Reader::from_reader(table.as_slice());
        let row = reader.records().next().unwrap().unwrap();
        assert!(
            row[0].starts_with('\'') && row[5].starts_with('\''),
            "{start:?}: {row:?}"
        );
    }
}

#[test]
fn ninjs_is_json_whose_addresses_are_pages() {
    let (_desk, all) = rendered();
    let text = &all.iter().find(|(form, _)| form == "ninjs").unwrap().1;
    let object: Value = serde_json::from_str(text).unwrap();
    super::standard::holds_to_ninjs(&object);
    assert!(
        object["associations"][0]["uri"]
            .as_str()
            .unwrap()
            .starts_with("urn:x-alih:")
    );
    let marked = object["bodies"][1]["value"].as_str().unwrap();
    assert!(
        !marked.contains("<script") && !marked.contains("<img"),
        "{marked}"
    );
}
