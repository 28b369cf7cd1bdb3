use super::*;
use crate::guard::Thresholds;

const SOURCE: &str = "Pasar Baru di Solo Dibuka\n\n\
    Wali Kota Surakarta membuka pasar baru dengan 400 kios pada hari Selasa (6/5/2025).\n\n\
    Pembangunan pasar itu menelan biaya Rp12 miliar dan berlangsung dua tahun.\n\n\
    \"Pedagang dari Karanganyar mulai pindah pada bulan Mei,\" kata Sutrisno.\n";

const TARGET: &str = "New Market Opens in Solo\n\n\
    The mayor of Surakarta opened a new market with 400 stalls on Tuesday, May 6, 2025.\n\n\
    Building the market cost Rp12 billion and took two years.\n\n\
    \"Traders from Karanganyar will begin to move in May,\" said Sutrisno.\n";

fn raw(text: &str) -> Prepared {
    crate::prepared::prepare(crate::article::RawArticle {
        id: Some("pasar".to_owned()),
        text: text.to_owned(),
        ..Default::default()
    })
}

fn case(source: &str, target: &str, summary: &str) -> Result<Case, Reason> {
    let given = Foreign {
        title: None,
        text: target.to_owned(),
        summary: sentences(summary),
    };
    foreign(raw(source), given)
}

fn judged(case: Case) -> Verdict {
    let (glossary, thresholds) = (Glossary::starter(), Thresholds::default());
    let rules = Rules {
        glossary: &glossary,
        target: "en-US",
        thresholds: &thresholds,
    };
    examine(case, rules)
}

fn checks(verdict: &Verdict) -> Vec<(&str, Option<&str>)> {
    let flags = verdict.flags.iter();
    flags
        .map(|flag| (&*flag.check, flag.part.as_deref()))
        .collect()
}

#[test]
fn a_faithful_translation_has_no_flags() {
    let verdict = judged(case(SOURCE, TARGET, "The market cost Rp12 billion.").unwrap());
    assert_eq!(checks(&verdict), []);
    assert_eq!(verdict.outcome, Outcome::Ok);
    assert_eq!(verdict.alignment, Some(Alignment::OneToOne));
    let ids: Vec<&str> = verdict.parts.iter().map(|row| row.id.as_str()).collect();
    assert_eq!(ids, ["title", "p1", "p2", "p3"]);
}

#[test]
fn lines_without_blank_lines_are_paragraphs_and_markdown_is_read() {
    let lines = TARGET.replace("\n\n", "\n");
    assert_eq!(judged(case(SOURCE, &lines, "").unwrap()).flags, []);
    let markdown = format!("# {}", TARGET.replace("\n\n\"", "\n\n> \""));
    assert_eq!(judged(case(SOURCE, &markdown, "").unwrap()).flags, []);
}

#[test]
fn a_dateline_that_cleaning_takes_off_the_source_may_stand_in_the_translation() {
    let source = SOURCE.replace("Wali Kota", "SOLO, Kabarlembah.com - Wali Kota");
    let target = TARGET.replace("The mayor", "SOLO, Kabarlembah.com - The mayor");
    let verdict = judged(case(&source, &target, "").unwrap());
    assert_eq!(verdict.flags, [], "{:?}", verdict.parts);
}

#[test]
fn a_lost_paragraph_is_found_and_the_pairing_is_told() {
    let (target, _) = TARGET.split_once("\n\nBuilding").unwrap();
    let tail = TARGET.split("\n\n").last().unwrap();
    let verdict = judged(case(SOURCE, &format!("{target}\n\n{tail}"), "").unwrap());
    assert_eq!(
        checks(&verdict),
        [("omission.part", Some("p2")), ("check.alignment", None)]
    );
    assert_eq!(verdict.outcome, Outcome::Review);
}

#[test]
fn a_lost_headline_is_an_omission() {
    let (_, body) = TARGET.split_once("\n\n").unwrap();
    let verdict = judged(case(SOURCE, body, "").unwrap());
    assert!(checks(&verdict).contains(&("omission.part", Some("title"))));
}

#[test]
fn a_note_of_a_model_is_an_addition() {
    let target = format!("{TARGET}\n\nLet me know if you need anything else!");
    let verdict = judged(case(SOURCE, &target, "").unwrap());
    let found = checks(&verdict);
    assert!(found.contains(&("addition.part", Some("t5"))), "{found:?}");
    assert!(found.contains(&("chat.phrase", Some("t5"))), "{found:?}");
}

#[test]
fn joined_paragraphs_are_compared_together() {
    let target = TARGET.replace("years.\n\n", "years. ");
    let verdict = judged(
        case(
            SOURCE,
            &target,
            "[p3] Traders will begin to move in May, Sutrisno said.",
        )
        .unwrap(),
    );
    assert_eq!(checks(&verdict), [("check.alignment", None)]);
    assert!(verdict.parts.iter().any(|row| row.id == "p2+p3"));
    assert_eq!(verdict.outcome, Outcome::Ok);
}

#[test]
fn a_summary_rests_on_the_parts_it_names_or_on_all() {
    for (summary, found) in [
        ("[p2] The market cost Rp12 billion.", vec![]),
        ("- The market cost Rp12 billion. It has 400 stalls.", vec![]),
        (
            "[p1] The market cost Rp12 billion.",
            vec![
                ("summary.figure", Some("summary.1")),
                ("summary.unsupported", Some("summary.1")),
            ],
        ),
        (
            "The market has 400 stalls. It cost Rp15 billion.",
            vec![("summary.figure", Some("summary.2"))],
        ),
        (
            "[p9] The market has 400 stalls.",
            vec![("summary.uncited", Some("summary.1"))],
        ),
    ] {
        let verdict = judged(case(SOURCE, TARGET, summary).unwrap());
        assert_eq!(checks(&verdict), found, "{summary}");
    }
}

#[test]
fn pairs_are_read_under_the_names_of_many_tools() {
    let id = "Wali Kota Surakarta membuka pasar baru dengan 400 kios pada hari Selasa.";
    let en = "The mayor of Surakarta opened a new market with 400 stalls on Tuesday.";
    for (fields, name) in [
        (
            serde_json::json!({"id": "a", "source": id, "translation": en}),
            "a",
        ),
        (
            serde_json::json!({"id": 7, "id_text": id, "en_text": en}),
            "7",
        ),
        (
            serde_json::json!({"id": "a", "text": [id], "english": [en]}),
            "a",
        ),
        (serde_json::json!({"id": "a", "src": id, "tgt": en}), "a"),
        (
            serde_json::json!({"id": "a", "translation": {"id": id, "en": en}}),
            "a",
        ),
        (serde_json::json!({"src": "corpus", "id": id, "en": en}), ""),
    ] {
        let case = from_json(&fields.to_string()).unwrap();
        assert_eq!(case.rows.len(), 1, "{fields}");
        assert_eq!(
            (&*case.rows[0].source, &*case.rows[0].translation),
            (id, en)
        );
        assert!(name.is_empty() || case.id == name, "{fields}: {}", case.id);
        assert_eq!(judged(case).flags, []);
    }
}

#[test]
fn headlines_and_summaries_of_pairs_are_checked_too() {
    let (title, body) = SOURCE.split_once("\n\n").unwrap();
    let (title_en, body_en) = TARGET.split_once("\n\n").unwrap();
    let fields = serde_json::json!({"id": "a", "title": title, "source": body,
        "title_en": title_en, "translation": body_en,
        "summary": ["The market has 400 stalls.", "[p2] It cost Rp13 billion."]});
    let verdict = judged(from_json(&fields.to_string()).unwrap());
    assert_eq!(verdict.alignment, Some(Alignment::OneToOne));
    assert_eq!(
        checks(&verdict),
        [("summary.figure", Some("summary.2"))],
        "{:?}",
        verdict.parts
    );
}

#[test]
fn what_is_no_pair_is_refused_with_its_fix() {
    for (text, words) in [
        ("{", "not JSON"),
        ("[1]", "no object"),
        ("{\"a\": 1}", "call them \"source\""),
        ("{\"source\": \"Halo dunia.\"}", "call them \"source\""),
        ("{\"schema\": 1, \"outcome\": \"ok\"}", "no whole record"),
    ] {
        let reason = from_json(text).unwrap_err().reason;
        assert_eq!(reason.kind, ReasonKind::Input);
        assert!(reason.message.contains(words), "{text}: {reason}");
    }
    assert!(case("", TARGET, "").is_err());
    assert!(case(SOURCE, " \n ", "").is_err());
}

#[test]
fn texts_that_cannot_be_paired_are_compared_as_a_whole() {
    let many: String = (0..500)
        .map(|at| format!("Kalimat nomor {at}.\n\n"))
        .collect();
    let other: String = (0..400).map(|at| format!("Sentence {at}.\n\n")).collect();
    let verdict = judged(case(&many, &other, "").unwrap());
    assert_eq!(verdict.alignment, Some(Alignment::Whole));
    assert_eq!(verdict.parts.len(), 1);
}
