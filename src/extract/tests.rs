use super::*;

const STORY: [(&str, &str); 4] = [
    (
        "p1",
        "The city of Wonosari opened a new market on Monday after two years of building.",
    ),
    (
        "p2",
        "\"We are glad,\" said Mayor Sutrisno. He also thanked the builders. The market of \
         Wonosari holds 400 stalls for traders of the city.",
    ),
    (
        "p3",
        "Rain fell in the evening. Traders in \"the old hall must move before June, he said.",
    ),
    (
        "p4",
        "Why so late? The bus station behind the market will be moved next year, officials said.",
    ),
];

fn summary(words: usize, sentences: usize) -> Summary {
    let passages = STORY.map(|(part, text)| Passage { part, text });
    summarise(
        Some("Wonosari opens new market"),
        &passages,
        Limits { words, sentences },
    )
}

#[test]
fn the_lead_comes_first_and_names_its_part() {
    let summary = summary(60, 2);
    assert_eq!(summary.kind, SummaryKind::Extractive);
    assert_eq!(summary.sentences[0].text, STORY[0].1);
    assert_eq!(summary.sentences[0].parts, ["p1"]);
    assert_eq!(summary.sentences.len(), 2);
}

#[test]
fn sentences_that_lean_on_others_are_left_out() {
    let all = summary(1000, 100);
    for sentence in &all.sentences {
        for wrong in ["He also", "We are glad", "old hall", "Why so late"] {
            assert!(!sentence.text.contains(wrong), "{}", sentence.text);
        }
    }
    assert_eq!(all.sentences.len(), 3);
}

#[test]
fn the_limits_hold_but_one_sentence_is_always_given() {
    let words = |summary: &Summary| -> usize {
        summary
            .sentences
            .iter()
            .map(|sentence| sentence.text.split_whitespace().count())
            .sum()
    };
    assert!(words(&summary(30, 9)) <= 30);
    assert_eq!(summary(1, 1).sentences.len(), 1);
    let nothing = summarise(
        None,
        &[],
        Limits {
            words: 60,
            sentences: 3,
        },
    );
    assert!(nothing.sentences.is_empty());
}
