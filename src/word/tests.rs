use super::*;

fn read(text: &str) -> Vec<(&str, Shape)> {
    words(text)
        .iter()
        .map(|word| (word.of(text), word.shape))
        .collect()
}

#[test]
fn words_end_where_the_rules_say() {
    use Shape::{Capital, Lower, Mixed, Number, Upper};
    let table: &[(&str, &[(&str, Shape)])] = &[
        (
            "anak-anak Jum'at",
            &[("anak", Lower), ("anak", Lower), ("Jum'at", Capital)],
        ),
        (
            "don't, Trump's",
            &[("don't", Lower), ("Trump", Capital), ("s", Lower)],
        ),
        (
            "U.S. and A. Ali",
            &[
                ("U.S", Upper),
                ("and", Lower),
                ("A", Capital),
                ("Ali", Capital),
            ],
        ),
        ("Rp1.234,5. KPK", &[("Rp1.234,5", Capital), ("KPK", Upper)]),
        (
            "14.30 G20 GoTo é’t",
            &[
                ("14.30", Number),
                ("G20", Upper),
                ("GoTo", Mixed),
                ("é’t", Lower),
            ],
        ),
        ("", &[]),
    ];
    for (text, expected) in table {
        assert_eq!(&read(text), expected, "{text}");
    }
}

#[test]
fn keys_ignore_case_and_marks() {
    assert_eq!(key("U.S."), key("us"));
    assert_eq!(key("1.234,5"), key("12345"));
    assert_eq!(key("Don’t"), key("don't"));
    assert_ne!(key("ab"), key("ba"));
}

proptest::proptest! {
    #[test]
    fn a_word_is_the_same_wherever_it_stands(
        word in "[a-zA-Z0-9]{1,70}|[a-zA-Z0-9.,é’']{1,40}",
        after in "[ .,;é)]{0,3}",
        blanks in 0..140_usize,
    ) {
        let alone = format!("{word}{after}");
        let moved = format!("{}{alone}", " ".repeat(blanks));
        let expected: Vec<Word> = words(&alone)
            .into_iter()
            .map(|word| Word { start: word.start + blanks, end: word.end + blanks, ..word })
            .collect();
        assert_eq!(words(&moved), expected);
    }

    #[test]
    fn words_of_plain_letters_are_read_as_one_by_one(text in "[a-zA-Z0-9]{1,70}") {
        let word = words(&text)[0];
        assert_eq!(Word { spelling: word.spelling, ..long_word(&text, 0).unwrap() }, word);
    }

    #[test]
    fn words_stand_in_order_at_character_borders(text in "\\PC*") {
        let mut last = 0;
        for word in words(&text) {
            assert!(word.start >= last && word.end > word.start);
            assert!(text.is_char_boundary(word.start) && text.is_char_boundary(word.end));
            last = word.end;
        }
    }
}

#[test]
fn a_text_that_ends_with_a_word_at_the_end_of_a_group_has_an_end() {
    for length in 1..300 {
        let text = "Warga ".repeat(60);
        assert_eq!(words(&text[..length]).len(), length.div_ceil(6), "{length}");
    }
}
