//! What engines are told and how much, through the binary.

mod support;

use std::sync::Mutex;

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
            None => LIBRETRANSLATE.faithful(request, &many()),
        }
    })
}

/// How many characters each text of a request has.
fn sent(request: &Request) -> Vec<usize> {
    let texts = texts(request);
    texts.iter().map(|text| text.chars().count()).collect()
}

/// The texts of a request.
fn texts(request: &Request) -> Vec<String> {
    let texts = request.json()["q"].as_array().cloned().unwrap_or_default();
    let each = texts.iter().filter_map(Value::as_str);
    each.map(str::to_owned).collect()
}

/// More stories than are under way at once.
fn many() -> [Story; 8] {
    [7, 8, 9, 10, 11, 12, 13, 14].map(story)
}

/// At a width of one so many articles are under way.
const UNDER_WAY: usize = 3;

#[test]
fn limits_are_learned_once_and_kept_to() {
    for (most_texts, characters) in [(3, 600), (50, 120), (2, 120)] {
        let endpoint = limited(most_texts, characters);
        let home = desk(&LIBRETRANSLATE, endpoint.root(), "width = 1\n");
        write_lines(&home.path().join("berita.jsonl"), &many());
        let arguments = ["berita.jsonl", "--no-memory", "--repair", "0"];
        let (records, told) = translate(&home, &arguments);
        assert_eq!(records.len(), many().len());
        for record in &records {
            assert_ne!(record["outcome"], "failed", "{} {told}", record["reason"]);
        }
        let requests = endpoint.requests();
        let is_refused = |request: &&Request| {
            let sent = sent(request);
            sent.len() > most_texts || sent.iter().any(|length| *length > characters)
        };
        // Those that are under way together may all learn it; an article that
        // is begun when another one has ended knows.
        let all = many().map(|story| story.text());
        let (first, later) = all.split_at(UNDER_WAY);
        let holds = |stories: &[String], text: &str| stories.iter().any(|own| own.contains(text));
        let refused: Vec<&Request> = requests.iter().filter(is_refused).collect();
        assert!(!refused.is_empty());
        for text in refused.into_iter().flat_map(texts) {
            assert!(holds(first, &text) || !holds(later, &text), "{text}");
        }
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
    let requests = at(&endpoint, "POST /v2/translate");
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
    assert_eq!(at(&endpoint, "POST /v2/translate").len(), 2);
    let text = stories()[0]
        .text()
        .replace("Warga mengungsi", "Sejumlah warga mengungsi");
    std::fs::write(home.path().join("artikel.txt"), text).unwrap();
    translate(&home, &["artikel.txt", "--repair", "0"]);
    let asked: Vec<Value> = at(&endpoint, "POST /v2/translate")[2..]
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

/// A DeepL that keeps glossaries, and answers their making as told.
fn keeper(make: fn(&Value) -> Answer, refuse: &'static str) -> Endpoint {
    let kept = Mutex::new(Vec::new());
    Endpoint::start(move |request| match request.target.as_str() {
        "GET /v3/glossaries" => reply(200, &json!({"glossaries": *kept.lock().unwrap()})),
        "POST /v3/glossaries" => {
            let name = &request.json()["name"];
            let made = json!({"glossary_id": format!("g-{name}"), "name": name});
            let answer = make(&made);
            if matches!(&answer, Answer::Reply { status: 201, .. }) {
                kept.lock().unwrap().push(made);
            }
            answer
        }
        _ if !refuse.is_empty() && request.json().get("glossary_id").is_some() => {
            reply(404, &json!({"message": refuse}))
        }
        _ => DEEPL.faithful(request, &five()),
    })
}

fn five() -> [Story; 5] {
    [1, 2, 3, 4, 5].map(story)
}

/// Requests to a path, by method.
fn at(endpoint: &Endpoint, target: &str) -> Vec<Request> {
    let mut requests = endpoint.requests();
    requests.retain(|request| request.target == target);
    requests
}

/// Five articles with a glossary of one's own.
fn with_terms(endpoint: &Endpoint) -> tempfile::TempDir {
    let home = desk(&DEEPL, endpoint.root(), "");
    write_lines(&home.path().join("berita.jsonl"), &five());
    std::fs::write(home.path().join("istilah.csv"), "balai desa,village hall\n").unwrap();
    home
}

const WITH_TERMS: [&str; 5] = ["berita.jsonl", "--glossary", "istilah.csv", "--repair", "0"];

#[test]
fn a_glossary_is_made_once_and_found_again() {
    let endpoint = keeper(|made| reply(201, made), "");
    let home = with_terms(&endpoint);
    let (records, told) = translate(&home, &WITH_TERMS);
    assert_eq!(records.len(), 5);
    let made = at(&endpoint, "POST /v3/glossaries");
    assert_eq!(made.len(), 1, "{told}");
    let dictionary = &made[0].json()["dictionaries"][0];
    let entries = dictionary["entries"].as_str().unwrap();
    assert!(entries.contains("balai desa\tvillage hall\n"), "{entries}");
    let name = made[0].json()["name"].clone();
    for record in &records {
        assert_ne!(record["outcome"], "failed", "{record}");
        assert_eq!(record["provenance"]["glossary"], name);
    }
    let translated = at(&endpoint, "POST /v2/translate");
    assert!(translated.len() >= 5);
    for request in &translated {
        assert_eq!(request.json()["glossary_id"], format!("g-{name}"));
    }
    assert_eq!(told.matches("keeps the glossary's").count(), 1, "{told}");
    // What is remembered needs no glossary; what is asked anew finds it.
    let before = endpoint.count();
    let (records, _) = translate(&home, &WITH_TERMS);
    assert_eq!(endpoint.count(), before);
    assert_eq!(records[0]["provenance"]["glossary"], name);
    translate(&home, &[&WITH_TERMS[..], &["--no-memory"]].concat());
    assert_eq!(at(&endpoint, "POST /v3/glossaries").len(), 1);
    assert_eq!(at(&endpoint, "GET /v3/glossaries").len(), 2);
    // Other terms are another glossary, and another translation.
    std::fs::write(home.path().join("istilah.csv"), "balai desa,hall\n").unwrap();
    let before = at(&endpoint, "POST /v2/translate").len();
    translate(&home, &WITH_TERMS);
    assert_eq!(at(&endpoint, "POST /v3/glossaries").len(), 2);
    assert_eq!(at(&endpoint, "POST /v2/translate").len(), before * 3 / 2);
}

#[test]
fn without_a_glossary_the_run_goes_on_and_says_so() {
    let refused: fn(&Value) -> Answer = |_| reply(403, &json!({"message": "Too many of them"}));
    let broken: fn(&Value) -> Answer = |_| reply(200, &json!({"strange": true}));
    let made: fn(&Value) -> Answer = |made| reply(201, made);
    for (make, gone, said) in [
        (refused, "", "translates without the glossary's terms"),
        (broken, "", "translates without the glossary's terms"),
        (made, "Glossary not found", "rejects glossary_id"),
    ] {
        let endpoint = keeper(make, gone);
        let home = with_terms(&endpoint);
        let (records, told) = translate(&home, &WITH_TERMS);
        assert_eq!(records.len(), 5, "{told}");
        for record in &records {
            assert_ne!(record["outcome"], "failed", "{record}");
            assert!(record["provenance"]["glossary"].is_null(), "{record}");
        }
        assert_eq!(told.matches(said).count(), 1, "{told}");
        assert_eq!(at(&endpoint, "POST /v3/glossaries").len(), 1);
        let answered = at(&endpoint, "POST /v2/translate");
        let last = answered.last().unwrap().json();
        assert!(last.get("glossary_id").is_none());
    }
}

#[test]
fn a_glossary_of_the_users_own_is_left_as_it_is() {
    let endpoint = keeper(|made| reply(201, made), "");
    let own = "[endpoint.desk.parameters]\nglossary_id = \"own\"\n";
    let home = desk(&DEEPL, endpoint.root(), own);
    translate(&home, &["artikel.txt", "--repair", "0"]);
    let requests = endpoint.requests();
    assert!(!requests.is_empty());
    for request in requests {
        assert_eq!(request.json()["glossary_id"], "own", "{}", request.target);
    }
}
