//! What engines are told and how much, through the binary.

mod support;

use serde_json::{Value, json};
use support::endpoint::{Answer, Endpoint, Request, reply};
use support::story::{Story, story};
use support::vendor::{DEEPL, HTTP, LIBRETRANSLATE, OLLAMA, Vendor, keyed};
use support::{alih, desk, records, stderr, write_lines};

fn stories() -> [Story; 3] {
    [7, 8, 9].map(story)
}

fn translate(home: &tempfile::TempDir, arguments: &[&str]) -> (Vec<Value>, String) {
    let mut command = alih(home.path());
    let output = keyed(&mut command)
        .arg("translate")
        .args(arguments)
        .output()
        .unwrap();
    (records(&output.stdout), stderr(&output))
}

fn faithful(vendor: &'static Vendor) -> Endpoint {
    Endpoint::start(move |request| vendor.faithful(request, &stories()))
}

/// A LibreTranslate with limits, as it words them.
fn limited(texts: usize, characters: usize) -> Endpoint {
    Endpoint::start(move |request| {
        let sent = sent(request);
        let longest = sent.iter().copied().max().unwrap_or_default();
        let refused = [(sent.len(), texts), (longest, characters)]
            .into_iter()
            .find(|(size, limit)| size > limit);
        match refused {
            Some((size, limit)) => reply(
                400,
                &json!({"error": format!("Invalid request: request ({size}) exceeds text limit ({limit})")}),
            ),
            None => LIBRETRANSLATE.faithful(request, &stories()),
        }
    })
}

/// How many characters each text of a request has.
fn sent(request: &Request) -> Vec<usize> {
    let texts = request.json()["q"].as_array().cloned().unwrap_or_default();
    let each = texts.iter().filter_map(Value::as_str);
    each.map(|text| text.chars().count()).collect()
}

#[test]
fn limits_are_learned_once_and_kept_to() {
    for (texts, characters) in [(3, 600), (50, 120), (2, 120)] {
        let endpoint = limited(texts, characters);
        let home = desk(&LIBRETRANSLATE, endpoint.root(), "width = 1\n");
        write_lines(&home.path().join("berita.jsonl"), &stories());
        let arguments = ["berita.jsonl", "--no-memory", "--repair", "0"];
        let (records, told) = translate(&home, &arguments);
        assert_eq!(records.len(), 3);
        for record in &records {
            assert_ne!(record["outcome"], "failed", "{} {told}", record["reason"]);
        }
        let requests = endpoint.requests();
        let is_refused = |request: &&Request| {
            let sent = sent(request);
            sent.len() > texts || sent.iter().any(|length| *length > characters)
        };
        // Two articles are under way at a width of one, with a few requests
        // each, and are refused once for each limit; the third one knows.
        let refused = requests.iter().filter(is_refused).count();
        assert!((1..=8).contains(&refused), "{refused}");
        assert!(!is_refused(&requests.last().unwrap()));
    }
}

#[test]
fn no_sentence_is_so_long_that_the_engine_would_cut_it() {
    let endpoint = Endpoint::start(|request| {
        let body = request.json();
        let texts = body["q"].as_array().unwrap();
        let back: Vec<String> = texts
            .iter()
            .map(|text| format!("English of {} characters.", text.as_str().unwrap().len()))
            .collect();
        reply(200, &json!({"translatedText": back}))
    });
    let home = desk(&LIBRETRANSLATE, endpoint.root(), "");
    let clause =
        "petugas gabungan dari kabupaten dan provinsi mendirikan tenda darurat di lapangan desa, ";
    let text = format!(
        "Judul Berita\n\nBanjir merendam rumah, {}lalu hujan reda.\n",
        clause.repeat(20)
    );
    std::fs::write(home.path().join("artikel.txt"), text).unwrap();
    translate(&home, &["artikel.txt", "--no-memory", "--repair", "0"]);
    let mut pieces = 0;
    for request in endpoint.requests() {
        for text in request.json()["q"].as_array().unwrap() {
            let text = text.as_str().unwrap();
            assert!(text.chars().count() <= 600);
            assert!(pieces == 0 || text.ends_with([',', '.']), "{text}");
            pieces += 1;
        }
    }
    assert!(pieces > 3, "{pieces}");
}

#[test]
fn deepl_is_told_what_a_headline_stands_above() {
    let endpoint = faithful(&DEEPL);
    let home = desk(&DEEPL, endpoint.root(), "");
    let (records, told) = translate(&home, &["artikel.txt"]);
    assert_eq!(records[0]["outcome"], "ok", "{told}");
    let requests = endpoint.requests();
    assert_eq!(requests.len(), 2);
    for request in &requests {
        let body = request.json();
        let texts = body["text"].as_array().unwrap();
        let headline = stories()[0].parts[0].0.clone();
        match texts.contains(&json!(headline)) {
            true => {
                assert_eq!(texts.len(), 1);
                let context = body["context"].as_str().unwrap();
                assert!(
                    context.starts_with("Banjir merendam 107 rumah"),
                    "{context}"
                );
            }
            false => assert!(body["context"].is_null()),
        }
    }
    // The same again costs nothing; another beginning asks for two texts.
    translate(&home, &["artikel.txt"]);
    assert_eq!(endpoint.count(), 2);
    let text = stories()[0]
        .text()
        .replace("Warga mengungsi", "Sejumlah warga mengungsi");
    std::fs::write(home.path().join("artikel.txt"), text).unwrap();
    translate(&home, &["artikel.txt", "--repair", "0"]);
    let asked: Vec<Value> = endpoint.requests()[2..]
        .iter()
        .map(|request| request.json()["text"].clone())
        .collect();
    assert_eq!(asked.len(), 2);
    assert!(
        asked
            .iter()
            .all(|texts| texts.as_array().unwrap().len() == 1)
    );
}

#[test]
fn a_template_with_holes_for_them_gets_headline_and_beginning() {
    let endpoint = faithful(&HTTP);
    let home = tempfile::tempdir().unwrap();
    let table = HTTP.table("desk", endpoint.root()).replace(
        "texts = \"{{texts}}\"",
        "texts = \"{{texts}}\", headline = \"{{title}}\", about = \"{{context}}\"",
    );
    std::fs::write(
        home.path().join("alih.toml"),
        format!("use = \"desk\"\n{table}"),
    )
    .unwrap();
    std::fs::write(home.path().join("artikel.txt"), stories()[0].text()).unwrap();
    let (records, told) = translate(&home, &["artikel.txt"]);
    assert_eq!(records[0]["outcome"], "ok", "{told}");
    let headline = json!(stories()[0].parts[0].0);
    for request in endpoint.requests() {
        let body = request.json();
        match body["texts"] == json!([headline]) {
            true => assert!(body["about"].as_str().unwrap().starts_with("Banjir")),
            false => assert_eq!(body["headline"], headline),
        }
    }
}

#[test]
fn ollama_is_found_where_its_own_variable_says() {
    let endpoint = faithful(&OLLAMA);
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("artikel.txt"), stories()[0].text()).unwrap();
    let host = endpoint.root().trim_start_matches("http://");
    let mut command = alih(home.path());
    let output = command
        .env("OLLAMA_HOST", host)
        .args([
            "translate",
            "artikel.txt",
            "--endpoint",
            "ollama",
            "--model",
            "gemma3",
        ])
        .output()
        .unwrap();
    assert_eq!(
        records(&output.stdout)[0]["outcome"],
        "ok",
        "{}",
        stderr(&output)
    );
}

#[test]
fn a_model_that_is_not_there_is_named_with_the_command_that_gets_it() {
    let endpoint = Endpoint::start(|_| -> Answer {
        reply(
            404,
            &json!({"error": "model \"gemma3\" not found, try pulling it first"}),
        )
    });
    let home = desk(&OLLAMA, endpoint.root(), "");
    let (records, told) = translate(&home, &["artikel.txt", "--model", "gemma3"]);
    assert_eq!(records[0]["reason"]["kind"], "not_found");
    assert!(told.contains("ollama pull gemma3"), "{told}");
}
