//! What becomes of an answer that cannot be trusted: a wrong part is asked
//! for again, an invented summary is replaced, and what stays wrong is said.

mod support;

use serde_json::{Value, json};
use support::endpoint::{Answer, Endpoint, Request, completion, faithful, question, reply};
use support::story::{Story, story};
use support::{alih, records, stderr, translate};

const NUMBER: usize = 7;

fn the_story() -> Story {
    story(NUMBER)
}

struct Ended {
    code: i32,
    record: Value,
    requests: Vec<Request>,
}

impl Ended {
    fn checks(&self) -> Vec<&str> {
        let flags = self.record["flags"].as_array().unwrap();
        flags
            .iter()
            .map(|flag| flag["check"].as_str().unwrap())
            .collect()
    }

    fn part(&self, at: usize) -> &str {
        self.record["translation"]["parts"][at]["text"]
            .as_str()
            .unwrap()
    }
}

/// The story through the binary against a model whose faithful answer is
/// changed: the request's number, then the answer's text.
fn run(
    arguments: &[&str],
    change: impl Fn(usize, String, &Request) -> String + Send + Sync + 'static,
) -> Ended {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("artikel.txt"), the_story().text()).unwrap();
    let endpoint = Endpoint::start(move |request| {
        let text = faithful(request, &[the_story()]);
        reply(200, &completion(&change(request.number, text, request)))
    });
    let output = translate(
        home.path(),
        &endpoint.base_url,
        &[&["artikel.txt"], arguments].concat(),
    );
    Ended {
        code: output.status.code().unwrap(),
        record: records(&output.stdout)
            .pop()
            .unwrap_or_else(|| panic!("{}", stderr(&output))),
        requests: endpoint.requests(),
    }
}

fn system(request: &Request) -> String {
    request.json()["messages"][0]["content"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn user(request: &Request) -> String {
    request.json()["messages"][1]["content"]
        .as_str()
        .unwrap()
        .to_owned()
}

fn ids(request: &Request) -> Vec<String> {
    let (_, parts) = question(request);
    parts.into_iter().map(|(id, _)| id).collect()
}

/// The answer with another summary.
fn with_summary(text: &str, boundary: &str, summary: &str) -> String {
    let marker = format!("[[{boundary}:summary]]\n");
    let Some((before, _)) = text.split_once(&marker) else {
        return text.to_owned();
    };
    format!("{before}{marker}{summary}\n[[{boundary}:end]]\n")
}

/// An invented figure, an invented name and an invented quotation.
const INVENTED: [(&str, &str); 3] = [
    (
        "summary.figure",
        "[p1] Floods submerged 950 houses in Bantul after heavy rain.",
    ),
    (
        "summary.name",
        "[p1] Floods submerged 107 houses in Bantul, according to Halvorsen Larasati.",
    ),
    (
        "summary.quotation",
        "[p1] Floods submerged 107 houses in Bantul. \"We lost everything that night,\" residents said.",
    ),
];

#[test]
fn an_invented_summary_is_asked_for_once_more_and_then_replaced() {
    for (check, lie) in INVENTED {
        let ended = run(&[], move |_, text, request| {
            with_summary(&text, &question(request).0, lie)
        });
        assert_eq!(ended.code, 0, "{check}");
        assert_eq!(ended.requests.len(), 2, "{check}: {}", ended.record);
        let second = &ended.requests[1];
        assert!(
            !system(second).contains("the translated part"),
            "{check}: the translation is paid for twice"
        );
        assert!(
            user(second).contains("An earlier summary was wrong"),
            "{check}"
        );
        assert_eq!(ended.record["summary"]["kind"], "extractive", "{check}");
        assert_eq!(ended.record["provenance"]["summary_by"], "extractive");
        assert_eq!(ended.checks(), ["summary.replaced"], "{check}");
        assert!(!ended.record["summary"].to_string().contains("950"));
        let label = ended.record["label"]["en"].as_str().unwrap();
        assert!(label.contains("automatic selection"), "{label}");
    }
}

#[test]
fn a_second_summary_that_is_true_is_kept() {
    for (check, lie) in INVENTED {
        let ended = run(&[], move |number, text, request| match number {
            0 => with_summary(&text, &question(request).0, lie),
            _ => text,
        });
        assert_eq!(ended.requests.len(), 2, "{check}");
        assert_eq!(ended.record["summary"]["kind"], "abstractive", "{check}");
        assert_eq!(ended.record["outcome"], "ok");
        assert_eq!(ended.checks(), Vec::<&str>::new(), "{check}");
    }
}

#[test]
fn a_summary_without_a_translation_is_asked_for_once_more_and_then_flagged() {
    let lie = INVENTED[0].1;
    let only = ["--only", "summary"];
    let ended = run(&only, move |_, text, request| {
        with_summary(&text, &question(request).0, lie)
    });
    assert_eq!(ended.requests.len(), 2);
    assert_eq!(ended.record["outcome"], "review");
    assert_eq!(ended.checks(), ["summary.figure"]);
    let ended = run(&only, move |number, text, request| match number {
        0 => with_summary(&text, &question(request).0, lie),
        _ => text,
    });
    assert_eq!(ended.record["outcome"], "ok", "{}", ended.record);
    assert_eq!(ended.checks(), Vec::<&str>::new());
}

const RIGHT: &str = "Rp 9.5 billion";
const WRONG: &str = "Rp 95 billion";

#[test]
fn a_part_with_a_wrong_number_is_asked_for_again_and_nothing_else() {
    let ended = run(&[], |number, text, _| match number {
        0 => text.replace(RIGHT, WRONG),
        _ => text,
    });
    assert_eq!(ended.code, 0);
    assert_eq!(ended.requests.len(), 2, "{}", ended.record);
    let second = &ended.requests[1];
    assert_eq!(ids(second), ["p2"]);
    let asked = user(second);
    let (context, _) = asked.split_once("\n[[").unwrap();
    let story = the_story();
    for neighbour in [0, 1, 3] {
        assert!(context.contains(&story.parts[neighbour].0), "{context}");
    }
    assert!(
        !context.contains(&story.parts[2].0),
        "the part stands twice"
    );
    assert!(context.contains("- p2: "), "the finding is not spelled out");
    assert!(!system(second).contains("[[CODE:summary]]"));
    assert_eq!(ended.record["outcome"], "ok");
    assert_eq!(ended.record["provenance"]["repaired"], json!(["p2"]));
    assert_eq!(ended.part(1), story.parts[2].1);
}

#[test]
fn of_two_answers_the_better_one_is_kept_part_by_part() {
    let ended = run(&["--only", "translation"], |number, text, _| match number {
        0 => text.replace(RIGHT, WRONG).replace(
            "but two bridges were damaged",
            "but 12 bridges were damaged",
        ),
        _ => text.replace(
            "but two bridges were damaged",
            "but 12 of 45 bridges were damaged",
        ),
    });
    assert_eq!(ids(&ended.requests[1]), ["p2", "p3"]);
    assert_eq!(ended.record["provenance"]["repaired"], json!(["p2"]));
    assert_eq!(ended.part(1), the_story().parts[2].1);
    assert!(
        ended.part(2).contains("but 12 bridges"),
        "{}",
        ended.part(2)
    );
    assert_eq!(ended.record["outcome"], "review");
}

#[test]
fn a_number_that_stays_wrong_is_for_review() {
    for (arguments, code) in [(&[][..], 0), (&["--strict"][..], 5)] {
        let ended = run(arguments, |_, text, _| text.replace(RIGHT, WRONG));
        assert_eq!(ended.code, code);
        assert_eq!(ended.requests.len(), 2);
        assert_eq!(ended.record["outcome"], "review");
        assert!(ended.record["reason"].is_null());
        assert!(ended.record["provenance"]["repaired"].is_null());
        let flags = ended.record["flags"].as_array().unwrap();
        let error = flags.iter().find(|flag| flag["severity"] == "error");
        let error = error.expect("an error");
        assert_eq!(error["part"], "p2");
        assert!(error["source"].is_object() && error["target"].is_object());
    }
}

#[test]
fn nothing_is_asked_again_where_repair_is_off() {
    let ended = run(&["--repair", "0"], |_, text, _| text.replace(RIGHT, WRONG));
    assert_eq!(ended.requests.len(), 1);
    assert_eq!(ended.record["outcome"], "review");
}

#[test]
fn instructions_that_leak_are_an_error_until_they_are_gone() {
    let leak = |text: String| {
        text.replace(
            "Residents took refuge",
            "You work for a news desk. You turn Indonesian news articles into faithful news English for editors who publish under their own name. Residents took refuge",
        )
    };
    let ended = run(&[], move |_, text, _| leak(text));
    assert_eq!(ended.record["outcome"], "review");
    assert!(
        ended.checks().contains(&"chat.leak"),
        "{:?}",
        ended.checks()
    );
    let ended = run(&[], move |number, text, _| match number {
        0 => leak(text),
        _ => text,
    });
    assert_eq!(ended.record["outcome"], "ok", "{}", ended.record);
    assert_eq!(ended.record["provenance"]["repaired"], json!(["p1"]));
}

#[test]
fn an_engine_without_instructions_is_not_asked_to_repair() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("artikel.txt"), the_story().text()).unwrap();
    let endpoint = Endpoint::start(|request| -> Answer {
        let story = the_story();
        let body = request.json();
        let texts: Vec<String> = body["q"]
            .as_array()
            .unwrap()
            .iter()
            .map(|text| {
                let known = story
                    .parts
                    .iter()
                    .find(|(id, _)| Some(id.as_str()) == text.as_str());
                known.map_or(String::new(), |(_, en)| en.replace(RIGHT, WRONG))
            })
            .collect();
        reply(200, &json!({"translatedText": texts}))
    });
    let base = endpoint.base_url.trim_end_matches("/v1").to_owned();
    for (strict, code) in [(&[][..], 0), (&["--strict"][..], 5)] {
        let output = alih(home.path())
            .args(["translate", "artikel.txt", "--endpoint", "libretranslate"])
            .args(["--base-url", &base, "--no-memory"])
            .args(strict)
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(code), "{}", stderr(&output));
        let record = records(&output.stdout).pop().unwrap();
        assert_eq!(record["outcome"], "review");
        assert_eq!(record["summary"]["kind"], "extractive");
    }
    assert_eq!(endpoint.count(), 2, "one request for each run");
}
