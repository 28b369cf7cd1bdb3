use proptest::prelude::*;

use super::*;

const SOURCES: [&str; 2] = [
    "Warga desa membersihkan lumpur di balai desa pada hari Selasa.",
    "Jembatan gantung itu baru dibuka kembali setelah diperbaiki.",
];

const TARGETS: [&str; 2] = [
    "Villagers cleared mud from the village hall on Tuesday.",
    "The suspension bridge was only reopened after repairs.",
];

fn segments() -> Vec<Segment<'static>> {
    let numbered = (1..).zip(SOURCES);
    numbered
        .map(|(number, text)| Segment {
            id: format!("p{number}").into(),
            text: text.into(),
        })
        .collect()
}

/// What is made of an answer with these texts, in this carrier.
fn heard(carrier: Carrier, texts: [&str; 2], boundary: &str) -> Result<Unpacked, Fault> {
    let segments = segments();
    let [first, second] = texts;
    let answer = match carrier {
        Carrier::Tagged => {
            format!("[[{boundary}:p1]]\n{first}\n[[{boundary}:p2]]\n{second}\n[[{boundary}:end]]\n")
        }
        Carrier::Schema => serde_json::json!({"parts": [
            {"id": "p1", "text": first}, {"id": "p2", "text": second}]})
        .to_string(),
    };
    unpack(&answer, &segments, Wanted::Translation, boundary)
}

#[test]
fn a_good_answer_is_taken() {
    for carrier in [Carrier::Tagged, Carrier::Schema] {
        let unpacked = heard(carrier, TARGETS, "0badcafe").unwrap();
        assert_eq!(unpacked.texts, TARGETS);
    }
}

#[test]
fn an_echo_is_worth_reading_and_a_translation_is_not() {
    let source = "Banjir merendam ratusan rumah warga di tiga desa setelah hujan deras sejak pagi. Petugas membuka dapur umum di balai desa.";
    let english = "Floods submerged hundreds of homes in three villages after heavy rain since morning. Officers opened a public kitchen at the village hall.";
    assert!(may_be_echo(source, source));
    assert!(is_echo([(source, source)].into_iter()));
    assert!(!may_be_echo(source, english));
    assert!(!is_echo([(source, english)].into_iter()));
}

proptest! {
    #[test]
    fn the_boundary_inside_a_text_is_a_mismatch(
        number in any::<u32>(),
        place in 0..40_usize,
        marker in prop_oneof![
            Just(("", "")), Just(("[[", ":p2]]")), Just(("[[", ":end]]")), Just(("[", " p2]")),
            Just(("code ", "!")), Just(("[[", ":p9")),
        ],
        carrier in prop_oneof![Just(Carrier::Tagged), Just(Carrier::Schema)],
    ) {
        let boundary = format!("{number:08x}");
        let mut text = TARGETS[0].to_owned();
        text.insert_str(place, &format!("{}{boundary}{}", marker.0, marker.1));
        let fault = heard(carrier, [&text, TARGETS[1]], &boundary).unwrap_err();
        prop_assert_eq!(fault.to_reason().kind, ReasonKind::Mismatch);
    }

    #[test]
    fn no_article_can_guess_its_boundary(text in "[0-9a-f ]{0,400}") {
        let segments = [Segment { id: "p1".into(), text: text.into() }];
        let boundary = boundary_for(&segments);
        prop_assert_eq!(boundary.len(), 8);
        prop_assert!(!segments[0].text.contains(&boundary));
    }
}
