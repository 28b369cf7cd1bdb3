//! What the checks find and what they leave alone, on texts written for it.

use super::*;
use crate::article::{Severity, Summary, SummaryKind, SummarySentence};

mod instructions;
mod summaries;

/// Two paragraphs and their faithful translation.
pub const FAITHFUL: [(&str, &str); 2] = [
    (
        "Pemerintah Kabupaten Wonogiri membuka kembali jembatan yang rusak akibat banjir pada \
         Selasa. Warga kini tidak perlu memutar sejauh 12 kilometer. \"Kami senang jembatan ini \
         selesai,\" kata Sutrisno, kepala desa setempat.",
        "The Wonogiri regency government reopened a bridge damaged by floods on Tuesday. \
         Residents no longer need to take a detour of 12 kilometers. \"We are happy that this \
         bridge is finished,\" said Sutrisno, the local village head.",
    ),
    (
        "Menurut BPBD, perbaikan jembatan itu menelan biaya Rp2,5 miliar. Informasi lain tersedia \
         di www.contoh.go.id.",
        "According to the BPBD, repairing the bridge cost Rp2.5 billion. Further information is \
         available at www.contoh.go.id.",
    ),
];

/// The flags of an article whose parts are these.
pub fn flags(pairs: &[(&str, &str)]) -> Vec<Flag> {
    flags_in("en-US", pairs)
}

fn flags_in(language: &str, pairs: &[(&str, &str)]) -> Vec<Flag> {
    with_document(language, pairs, check)
}

fn with_document<T>(language: &str, pairs: &[(&str, &str)], run: impl Fn(&Document) -> T) -> T {
    let names: Vec<String> = (1..=pairs.len())
        .map(|number| format!("p{number}"))
        .collect();
    let pairs = pairs
        .iter()
        .zip(&names)
        .map(|((source, target), part)| Pair {
            part,
            kind: PartKind::Body,
            source,
            target,
            leave_out: &[],
        });
    run(&Document {
        pairs: pairs.collect(),
        published: None,
        glossary: &Glossary::starter(),
        target_language: language,
        thresholds: &Thresholds::default(),
    })
}

fn names(flags: &[Flag]) -> Vec<&str> {
    flags.iter().map(|flag| &*flag.check).collect()
}

#[test]
fn a_faithful_translation_has_no_flags() {
    assert_eq!(flags(&FAITHFUL), []);
}

/// The translation of the first paragraph with one stretch replaced.
fn changed(from: &str, to: &str) -> Vec<Flag> {
    let (source, target) = FAITHFUL[0];
    assert!(target.contains(from), "{from}");
    flags(&[(source, &target.replace(from, to)), FAITHFUL[1]])
}

#[test]
fn each_check_finds_what_it_is_for() {
    let table = [
        (
            "omission.sentence",
            "Residents no longer need to take a detour of 12 kilometers. ",
            "",
        ),
        ("omission.unfinished", ", the local village head.", ""),
        (
            "addition.sentence",
            " Residents",
            " The fisheries board bought new boats on Sunday. Residents",
        ),
        ("quotation.lost", "\"", ""),
        ("quotation.open", "\"We", "We"),
        ("language.script", "Sutrisno", "Сутрисно"),
        (
            "repetition.sentence",
            "Residents no longer need to take a detour of 12 kilometers.",
            "Residents no longer need to take a detour of 12 kilometers. Residents no longer need to \
          take a detour of 12 kilometers.",
        ),
        ("repetition.loop", "on Tuesday", "on on on on on on Tuesday"),
        (
            "chat.phrase",
            "The Wonogiri",
            "Here is the translation: The Wonogiri",
        ),
        ("chat.markup", "bridge", "**bridge**"),
        ("chat.control", "bridge", "bri\u{200b}dge"),
        ("negation.lost", "no longer need", "need"),
        (
            "gender.unsupported",
            "said Sutrisno",
            "said Sutrisno in her office",
        ),
        ("acronym.added", "the local", "the KVXR"),
        ("address.added", "the local", "mail@contoh.id, the local"),
    ];
    for (check, from, to) in table {
        let found = changed(from, to);
        assert!(
            names(&found).contains(&check),
            "{check}: {:?}",
            names(&found)
        );
    }
}

#[test]
fn a_missing_part_and_a_changed_address_are_errors() {
    let missing = flags(&[FAITHFUL[0], (FAITHFUL[1].0, " ")]);
    assert!(names(&missing).contains(&"omission.part"), "{missing:?}");
    let address = FAITHFUL[1].1.replace("contoh", "example");
    let changed = flags(&[FAITHFUL[0], (FAITHFUL[1].0, &address)]);
    let flag = changed
        .iter()
        .find(|flag| flag.check == "address.changed")
        .expect("a flag");
    assert_eq!(flag.severity, Severity::Error);
    let span = flag.source.expect("a place");
    let marked: String = FAITHFUL[1]
        .0
        .chars()
        .skip(span.start)
        .take(span.end - span.start)
        .collect();
    assert_eq!(marked, "www.contoh.go.id");
}

#[test]
fn the_source_again_is_untranslated_and_an_echo() {
    let source = FAITHFUL[0].0;
    let found = flags(&[(source, source), FAITHFUL[1]]);
    assert!(
        names(&found).contains(&"language.untranslated"),
        "{found:?}"
    );
    assert!(is_echo(source, source));
    assert!(!is_echo(source, FAITHFUL[0].1));
    assert!(!is_echo(
        "Persib Persija PSM Makassar",
        "Persib Persija PSM Makassar"
    ));
}

#[test]
fn malay_is_not_called_untranslated() {
    let source = "Wali kota membuka pasar baru di Solo pada hari Selasa dengan 400 kios.";
    let malay = "Datuk bandar membuka pasar baharu di Solo pada hari Selasa dengan 400 gerai.";
    assert_eq!(flags_in("ms", &[(source, malay)]), []);
    let wrong = malay.replace("400", "40");
    assert_eq!(
        names(&flags_in("ms", &[(source, &wrong)])),
        ["number.digits"]
    );
}

#[test]
fn every_lost_quotation_is_told() {
    let (source, target) = (
        "\"Kami siap,\" kata Sari. Hujan turun. \"Air sudah surut,\" kata Wati. \"Jalan dibuka,\" kata Budi.",
        "\"We are ready,\" said Sari. It rained. \"The water has gone,\" said Wati. \"The road is open,\" said Budi.",
    );
    assert_eq!(names(&flags(&[(source, target)])), [""; 0]);
    let two_lost = target
        .replace("\"The water has gone,\"", "The water has gone,")
        .replace("\"We are ready,\"", "We are ready,");
    let found = flags(&[(source, &two_lost)]);
    assert_eq!(names(&found), ["quotation.lost", "quotation.lost"]);
}

#[test]
fn an_unopened_quotation_is_told_with_its_place() {
    let source = "Warga diminta tenang dan tidak panik,\" kata Sari, juru bicara pemerintah.";
    let target = "Residents are asked to stay calm and not to panic,\" said Sari, a government \
                  spokesperson.";
    let found = flags(&[(source, target)]);
    assert_eq!(names(&found), ["quotation.open"]);
    assert_eq!(found[0].source.map(|span| span.start), Some(37));
}

fn summary_flags(sentence: &str, parts: &[&str]) -> Vec<Flag> {
    let sentences = vec![SummarySentence {
        text: sentence.to_owned(),
        parts: parts.iter().map(|part| (*part).to_owned()).collect(),
    }];
    let summary = Summary {
        kind: SummaryKind::Abstractive,
        sentences,
    };
    with_document("en-US", &FAITHFUL, |document| {
        check_summary(&summary, document, 60)
    })
}

#[test]
fn a_summary_may_say_only_what_its_parts_say() {
    let table: [(&str, &[&str], &[&str]); 8] = [
        (
            "Wonogiri reopened a bridge damaged by floods on Tuesday.",
            &["p1"],
            &[],
        ),
        (
            "Sutrisno said residents were \"happy\" that the bridge is finished.",
            &["p1"],
            &[],
        ),
        (
            "Wonogiri reopened a bridge damaged by floods on Tuesday.",
            &[],
            &["summary.uncited"],
        ),
        (
            "Wonogiri reopened a bridge damaged by floods.",
            &["p9"],
            &["summary.uncited"],
        ),
        (
            "Residents are spared a detour of 15 kilometers.",
            &["p1"],
            &["summary.figure"],
        ),
        (
            "Wonogiri and Halvorsen reopened a bridge damaged by floods.",
            &["p1"],
            &["summary.name"],
        ),
        (
            "Sutrisno said the bridge was \"a terrible waste of public money\".",
            &["p1"],
            &["summary.quotation"],
        ),
        (
            "Repairing the bridge cost Rp2.5 billion.",
            &["p2"],
            &["summary.attribution"],
        ),
    ];
    for (sentence, parts, expected) in table {
        let found = summary_flags(sentence, parts);
        assert_eq!(names(&found), expected, "{sentence}");
    }
}

proptest::proptest! {
    #[test]
    fn no_text_makes_the_checks_panic(source in "\\PC{0,200}", target in "\\PC{0,200}") {
        for language in ["en", "ms"] {
            for flag in flags_in(language, &[(&source, &target)]) {
                let length = target.chars().count();
                assert!(flag.target.is_none_or(|span| span.start <= span.end && span.end <= length));
            }
        }
    }
}

#[test]
fn hostile_texts_do_not_raise_any_number_of_flags() {
    let texts = [
        "Ia tidak pergi. ",
        "ABC DEF ",
        "\"a\" ",
        "1.234 ",
        "a@b.id ",
        "kata ",
        "<n>",
        "A. ",
    ];
    for text in texts {
        let long = text.repeat(400_000 / text.len());
        for target in [long.as_str(), "The minister said nothing."] {
            let found = flags(&[(&long, target)]);
            assert!(found.len() < 20 * MOST_FLAGS, "{text}: {}", found.len());
        }
    }
}
