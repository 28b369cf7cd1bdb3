//! `alih check`: translations that are there already.

mod support;

use std::path::Path;
use std::sync::LazyLock;

use serde_json::{Value, json};
use support::endpoint::{Endpoint, good};
use support::story::story;
use support::{alih, holds_to, published, records, stderr, translate};

struct Ended {
    code: i32,
    stdout: String,
    stderr: String,
}

impl Ended {
    /// What was printed; each holds to the schema that is published of it.
    fn verdicts(&self) -> Vec<Value> {
        static SCHEMA: LazyLock<jsonschema::Validator> =
            LazyLock::new(|| published(&["schema", "check"]));
        let verdicts = records(self.stdout.as_bytes());
        verdicts.iter().for_each(|one| holds_to(&SCHEMA, one));
        verdicts
    }

    /// The checks and parts of all flags that matter.
    fn found(&self) -> Vec<(String, String)> {
        let verdicts = self.verdicts();
        let flags = verdicts
            .iter()
            .flat_map(|one| one["flags"].as_array().unwrap().clone());
        flags
            .filter(|flag| flag["severity"] != "info")
            .map(|flag| {
                let text = |name: &str| flag[name].as_str().unwrap_or_default().to_owned();
                (text("check"), text("part"))
            })
            .collect()
    }
}

fn check(home: &Path, arguments: &[&str]) -> Ended {
    let output = alih(home).arg("check").args(arguments).output().unwrap();
    Ended {
        code: output.status.code().unwrap(),
        stdout: String::from_utf8(output.stdout.clone()).unwrap(),
        stderr: stderr(&output),
    }
}

/// A home with a source and its translation, changed.
fn home(change: impl Fn(String) -> String) -> tempfile::TempDir {
    let home = tempfile::tempdir().unwrap();
    let story = story(7);
    let english: Vec<&str> = story.parts.iter().map(|(_, en)| en.as_str()).collect();
    std::fs::write(home.path().join("artikel.txt"), story.text()).unwrap();
    std::fs::write(
        home.path().join("article.txt"),
        change(english.join("\n\n")),
    )
    .unwrap();
    home
}

const FILES: [&str; 2] = ["artikel.txt", "article.txt"];

#[test]
fn a_good_translation_is_ok_without_key_and_network() {
    let home = home(|text| text);
    let ended = check(home.path(), &FILES);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert_eq!(ended.found(), []);
    let verdict = &ended.verdicts()[0];
    assert_eq!(verdict["id"], "artikel");
    assert_eq!(verdict["outcome"], "ok");
    assert_eq!(verdict["alignment"], "one_to_one");
    assert_eq!(verdict["parts"].as_array().unwrap().len(), 4);
}

#[test]
fn a_wrong_number_is_shown_side_by_side_and_fails_a_strict_run() {
    let home =
        home(|text| text.replace("107 houses in Bantul after", "170 houses in Bantul after"));
    let ended = check(home.path(), &FILES);
    assert_eq!(ended.code, 0);
    assert_eq!(
        ended.found(),
        [("number.changed".to_owned(), "p1".to_owned())]
    );
    let strict = [&FILES[..], &["--strict", "--format", "text"]].concat();
    let ended = check(home.path(), &strict);
    assert_eq!(ended.code, 5);
    assert!(ended.stdout.contains("[1:107"), "{}", ended.stdout);
    assert!(ended.stdout.contains("[1:170"), "{}", ended.stdout);
    assert!(ended.stdout.contains("1 error number.changed: "));
    assert!(ended.stdout.lines().any(|line| line.contains(" | ")));
    assert!(!ended.stdout.contains('\u{1b}'), "coloured in a pipe");
    assert!(ended.stdout.lines().all(|line| line.chars().count() <= 80));
}

#[test]
fn nothing_in_the_texts_steers_a_terminal() {
    let home = home(|text| text + "\n\n\u{1b}[2J\u{202e}Hidden\u{7}");
    let ended = check(home.path(), &[&FILES[..], &["--format", "text"]].concat());
    assert!(!ended.stdout.contains(['\u{1b}', '\u{202e}', '\u{7}']));
}

#[test]
fn a_summary_is_checked_with_its_translation() {
    let home = home(|text| text);
    let write = |text: &str| std::fs::write(home.path().join("summary.txt"), text).unwrap();
    let arguments = [&FILES[..], &["--summary", "summary.txt"]].concat();
    write("Floods submerged 107 houses in Bantul. Losses are estimated at Rp 9.5 billion.\n");
    assert_eq!(check(home.path(), &arguments).found(), []);
    write("Floods submerged 107 houses in Bantul. Losses are estimated at Rp 95 billion.\n");
    let ended = check(home.path(), &arguments);
    assert_eq!(
        ended.found(),
        [("summary.figure".to_owned(), "summary.2".to_owned())]
    );
    assert_eq!(ended.verdicts()[0]["outcome"], "review");
}

#[test]
fn pairs_of_any_tool_are_checked_line_by_line() {
    let home = tempfile::tempdir().unwrap();
    let pair = |number: usize, wrong: bool| {
        let (id, en) = &story(number).parts[1];
        let en = if wrong {
            en.replace(&(100 + number).to_string(), "999")
        } else {
            en.clone()
        };
        json!({"id": format!("n{number}"), "source": id, "translation": en}).to_string()
    };
    let write = |lines: &[String]| {
        std::fs::write(home.path().join("pairs.jsonl"), lines.join("\n")).unwrap();
    };
    write(&[pair(1, false), pair(2, true), pair(3, false)]);
    let ended = check(home.path(), &["pairs.jsonl", "--strict"]);
    assert_eq!(ended.code, 5);
    let verdicts = ended.verdicts();
    let outcomes: Vec<&str> = verdicts
        .iter()
        .map(|one| one["outcome"].as_str().unwrap())
        .collect();
    assert_eq!(outcomes, ["ok", "review", "ok"]);
    assert_eq!(verdicts[1]["id"], "n2");

    write(&[
        pair(1, false),
        "not json".to_owned(),
        "{\"id\": 3}".to_owned(),
    ]);
    let ended = check(home.path(), &["pairs.jsonl"]);
    assert_eq!(ended.code, 3, "{}", ended.stderr);
    assert_eq!(ended.verdicts()[1]["outcome"], "failed");
    assert_eq!(ended.verdicts()[1]["reason"]["kind"], "input");
    assert!(ended.stderr.contains("line 2"), "{}", ended.stderr);

    write(&["not json".to_owned()]);
    assert_eq!(check(home.path(), &["pairs.jsonl"]).code, 4);
    write(&[]);
    assert_eq!(check(home.path(), &["pairs.jsonl"]).code, 4);
}

#[test]
fn records_of_this_program_are_checked_again() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("artikel.txt"), story(7).text()).unwrap();
    let endpoint = Endpoint::start(|request| good(request, &[story(7)]));
    for (form, file) in [("jsonl", "results.jsonl"), ("json", "result.json")] {
        let output = translate(
            home.path(),
            &endpoint.base_url,
            &["artikel.txt", "--format", form],
        );
        let text = String::from_utf8(output.stdout).unwrap();
        std::fs::write(home.path().join(file), &text).unwrap();
        let ended = check(home.path(), &[file]);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        assert_eq!(ended.found(), []);
        assert_eq!(ended.verdicts()[0]["alignment"], "ids");

        let edited = text.replace("Rp 9.5 billion", "Rp 9.5 million");
        assert_ne!(edited, text);
        std::fs::write(home.path().join(file), edited).unwrap();
        let ended = check(home.path(), &[file, "--strict"]);
        assert_eq!(ended.code, 5, "{}", ended.stdout);
    }
    let failed = json!({"schema": 1, "id": "x", "outcome": "failed",
        "reason": {"kind": "refused", "message": "it declined"},
        "source": {"lang": "id", "title": null, "parts": [], "removed": [], "sha256": ""},
        "translation": null, "summary": null, "flags": [], "usage": {}, "provenance": {},
        "review": {}, "label": {"en": "", "id": ""}});
    std::fs::write(home.path().join("failed.jsonl"), failed.to_string()).unwrap();
    let ended = check(home.path(), &["failed.jsonl"]);
    assert_eq!(ended.code, 4, "{}", ended.stderr);
    assert_eq!(ended.verdicts()[0]["reason"]["kind"], "refused");
    assert_eq!(ended.verdicts()[0]["id"], "x");
}

#[test]
fn mistakes_in_the_command_are_exit_2() {
    let home = home(|text| text);
    std::fs::write(
        home.path().join("alih.toml"),
        "[checks]\nlanguage_word = 3\n",
    )
    .unwrap();
    for (arguments, words) in [
        (&["artikel.txt"][..], "name its translation too"),
        (&["missing.txt", "article.txt"], "missing.txt"),
        (&["artikel.txt", "missing.txt"], "missing.txt"),
        (&["."], "no single file"),
        (&[], "SOURCE"),
        (&["artikel.txt", "article.txt"], "language_word"),
    ] {
        let file = home.path().join("alih.toml");
        if !words.starts_with("language") {
            let _ = std::fs::rename(&file, home.path().join("off.toml"));
        } else {
            std::fs::rename(home.path().join("off.toml"), &file).unwrap();
        }
        let ended = check(home.path(), arguments);
        assert_eq!(ended.code, 2, "{arguments:?}: {}", ended.stderr);
        assert!(
            ended.stderr.contains(words),
            "{arguments:?}: {}",
            ended.stderr
        );
        assert_eq!(ended.stdout, "");
    }
}

#[test]
fn texts_that_cannot_be_used_are_failures() {
    let home = home(|_| " \n".to_owned());
    let ended = check(home.path(), &FILES);
    assert_eq!(ended.code, 4);
    assert_eq!(ended.verdicts()[0]["reason"]["kind"], "input");
    std::fs::write(home.path().join("article.txt"), "a".repeat(3 << 20)).unwrap();
    let ended = check(home.path(), &[&FILES[..], &["--max-input", "1"]].concat());
    assert_eq!(ended.code, 4);
    assert_eq!(ended.verdicts()[0]["reason"]["kind"], "too_large");
}

#[test]
fn glossary_language_and_thresholds_are_respected() {
    let home = home(|text| text);
    std::fs::write(
        home.path().join("terms.csv"),
        "source,kind,target,accept,forbid,note\nbalai desa,translate,community house,,village hall,\n",
    )
    .unwrap();
    let ended = check(
        home.path(),
        &[&FILES[..], &["--glossary", "terms.csv"]].concat(),
    );
    assert!(
        ended
            .found()
            .iter()
            .any(|(check, part)| check.starts_with("term.") && part == "p1"),
        "{:?}",
        ended.found()
    );
    let ended = check(home.path(), &[&FILES[..], &["--to", "ms"]].concat());
    let checks = ended.found();
    assert!(
        checks
            .iter()
            .all(|(check, _)| !check.starts_with("language")),
        "{checks:?}"
    );
    std::fs::write(
        home.path().join("alih.toml"),
        "[checks]\npart_ratio_lowest = 0.0\npart_ratio_highest = 0.5\n",
    )
    .unwrap();
    let ended = check(home.path(), &[&FILES[..], &["--to", "ms"]].concat());
    let long = ended
        .found()
        .into_iter()
        .filter(|(check, _)| check == "omission.length");
    assert_eq!(long.count(), 3, "{:?}", ended.found());
}

#[test]
fn a_pipe_may_be_checked() {
    let home = tempfile::tempdir().unwrap();
    let (id, en) = story(3).parts[1].clone();
    let output = alih(home.path())
        .args(["check", "-", "--format", "json"])
        .write_stdin(json!({"id_text": id, "en_text": en}).to_string())
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let verdict: Value = serde_json::from_slice(&output.stdout).unwrap();
    assert_eq!(verdict["outcome"], "ok");
}

/// An article with what usually goes wrong in it, and a translation that a
/// careful person would write.
const TRAPS: [(&str, &str); 6] = [
    (
        "Turki Bantah Kirim Pesawat Nirawak ke Perbatasan Kazakhstan",
        "Turkey Denies Sending Drones to Kazakhstan Border",
    ),
    (
        "Juru bicara Presiden Turki membantah bahwa negaranya mengirim pesawat nirawak ke perbatasan Kazakhstan minggu ini, dan menyebut kabar itu sebagai \"cerita lama\" yang sengaja dihidupkan kembali.",
        "A spokesperson for the Turkish president denied that the country had sent drones to the Kazakhstan border this week, calling the reports an \"old story\" that had been deliberately revived.",
    ),
    (
        "Kami menghormati kedaulatan semua tetangga dan meminta semua pihak menunggu hasil penyelidikan,\" kata Ibrahim Demir kepada wartawan, Rabu (5/1/2022).",
        "We respect the sovereignty of all our neighbors and ask all parties to wait for the results of the investigation,\" Ibrahim Demir told reporters on Wednesday, January 5, 2022.",
    ),
    (
        "Presiden Kazakh, Nurlan Abenov, sebelumnya meminta Organisasi Perjanjian Keamanan Kolektif (CSTO) mengirim 2.500 pengamat. \"Kami butuh saksi yang netral,\" ujarnya.",
        "Kazakh President Nurlan Abenov had earlier asked the Collective Security Treaty Organization (CSTO) to send 2,500 observers. \"We need neutral witnesses,\" Abenov said.",
    ),
    (
        "Bentrokan di perbatasan yang dimulai pada Minggu (2/1/2022) menewaskan 14 orang dan melukai 1.250 lainnya, sementara kerugian ditaksir mencapai Rp3,5 miliar.",
        "Clashes at the border that began on Sunday, January 2, 2022, have killed 14 people and injured 1,250 others, while losses are estimated at Rp 3.5 billion.",
    ),
    (
        "Delegasi dari Kiev dan Ankara dijadwalkan bertemu minggu depan. Belum ada pernyataan resmi dari NATO.",
        "Delegations from Kyiv and Ankara are scheduled to meet next week. There has been no official statement from NATO yet.",
    ),
];

fn traps(from: &str, to: &str) -> Ended {
    let home = tempfile::tempdir().unwrap();
    let text = |side: fn(&(&'static str, &'static str)) -> &'static str| {
        TRAPS.iter().map(side).collect::<Vec<_>>().join("\n\n")
    };
    let english = text(|pair| pair.1);
    assert!(english.contains(from), "{from}");
    std::fs::write(home.path().join("artikel.txt"), text(|pair| pair.0)).unwrap();
    std::fs::write(home.path().join("article.txt"), english.replace(from, to)).unwrap();
    check(home.path(), &FILES)
}

#[test]
fn a_careful_translation_of_a_difficult_article_has_only_the_right_flag() {
    let open = ("quotation.open".to_owned(), "p2".to_owned());
    assert_eq!(traps("drones", "drones").found(), [open]);
}

#[test]
fn every_trap_that_catches_a_translator_is_told() {
    for (from, to, check, part) in [
        ("January 5, 2022", "May 1, 2022", "date", "p2"),
        ("January 2, 2022", "February 1, 2022", "date", "p4"),
        ("Wednesday, January 5", "Tuesday, January 5", "date", "p2"),
        ("Kyiv", "Kiev", "term", "p5"),
        ("Rp 3.5 billion", "Rp 3.5 million", "number", "p4"),
        ("2,500 observers", "2.500 observers", "number", "p3"),
        ("1,250 others", "1,520 others", "number", "p4"),
        ("(CSTO)", "(CTSO)", "acronym", "p3"),
        (" Abenov said", " he said", "gender", "p3"),
        (
            "There has been no official statement from NATO yet.",
            "There has been an official statement from NATO.",
            "negation",
            "p5",
        ),
        (
            "\"We need neutral witnesses,\"",
            "We need neutral witnesses,",
            "quotation",
            "p3",
        ),
        (
            "We respect the sovereignty",
            "\"We respect the sovereignty",
            "quotation",
            "p2",
        ),
    ] {
        let found = traps(from, to).found();
        let caught = found
            .iter()
            .any(|(own, place)| own.starts_with(check) && place == part);
        assert!(caught, "{from} -> {to}: {found:?}");
    }
}
