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
    fn words_stand_in_order_at_character_borders(text in "\\PC*") {
        let mut last = 0;
        for word in words(&text) {
            assert!(word.start >= last && word.end > word.start);
            assert!(text.is_char_boundary(word.start) && text.is_char_boundary(word.end));
            last = word.end;
        }
    }
}
