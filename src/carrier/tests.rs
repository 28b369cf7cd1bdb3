use proptest::prelude::*;

use super::*;

const BOUNDARY: &str = "7f3a9c2e";

fn segments(count: usize) -> Vec<Segment<'static>> {
    (0..count)
        .map(|n| Segment {
            id: if n == 0 {
                "title".into()
            } else {
                format!("p{n}").into()
            },
            text: format!("Teks {n}.").into(),
        })
        .collect()
}

fn reply(ids: &[&str]) -> String {
    ids.iter()
        .map(|id| match *id {
            "end" => format!("[[{BOUNDARY}:end]]\n"),
            "summary" => format!("[[{BOUNDARY}:summary]]\n[p1] What happened.\n"),
            id => format!("[[{BOUNDARY}:{id}]]\nText of {id}.\n"),
        })
        .collect()
}

/// Parts as a model writes them between marks.
fn in_marks(parts: &[(usize, &str)]) -> String {
    let ids = segments(6);
    let mut reply: String = parts
        .iter()
        .map(|(number, text)| format!("[[{BOUNDARY}:{}]]\n{text}\n", ids[*number].id))
        .collect();
    reply.push_str(&format!("[[{BOUNDARY}:end]]\n"));
    reply
}

/// The same in JSON.
fn in_json(parts: &[(usize, &str)]) -> String {
    let ids = segments(6);
    let parts: Vec<Value> = parts
        .iter()
        .map(|(number, text)| json!({"id": ids[*number].id, "text": text}))
        .collect();
    json!({ "parts": parts }).to_string()
}

fn kind_of(text: &str) -> ReasonKind {
    unpack(text, &segments(3), Wanted::Both, BOUNDARY)
        .expect_err("must be refused")
        .kind
}

#[test]
fn a_whole_reply_is_taken_apart() {
    let text = reply(&["title", "p1", "p2", "summary", "end"]);
    let got = unpack(&text, &segments(3), Wanted::Both, BOUNDARY).unwrap();
    assert_eq!(got.texts, ["Text of title.", "Text of p1.", "Text of p2."]);
    assert_eq!(got.summary[0].parts, ["p1"]);
    assert_eq!(got.summary[0].text, "What happened.");
}

#[test]
fn wrappers_around_a_whole_reply_are_taken_off() {
    let text = reply(&["title", "p1", "p2", "summary", "end"]);
    for wrapped in [
        format!("<think>Hmm, [[x:p1]].</think>\n{text}"),
        format!("<thinking>Hmm.</thinking>{text}"),
        format!("reasoning without its opening tag</think>\n{text}"),
        format!("```text\n{text}```"),
        format!("```\n{text}\n```\n"),
        format!("Here is the translation:\n\n{text}"),
        format!("\u{feff}{text}"),
    ] {
        let got = unpack(&wrapped, &segments(3), Wanted::Both, BOUNDARY);
        assert_eq!(got.unwrap().texts.len(), 3, "{wrapped}");
    }
}

#[test]
fn every_damage_has_its_reason() {
    let cases: [(&[&str], &str); 6] = [
        (&["title", "p1", "summary", "end"], "lacks p2"),
        (&["title", "p1", "p1", "p2", "summary", "end"], "twice"),
        (&["title", "p2", "p1", "summary", "end"], "out of order"),
        (&["title", "p1", "p2", "end"], "lacks summary"),
        (&["title", "p1", "p2", "summary"], "lacks end"),
        (&["title", "p1", "p2", "p3", "summary", "end"], "not sent"),
    ];
    for (ids, message) in cases {
        let reason = unpack(&reply(ids), &segments(3), Wanted::Both, BOUNDARY).unwrap_err();
        assert_eq!(reason.kind, ReasonKind::Mismatch);
        assert!(reason.message.contains(message), "{}", reason.message);
    }
}

#[test]
fn texts_without_parts_have_their_reasons() {
    assert_eq!(
        kind_of("<think>so much to consider"),
        ReasonKind::ReasoningOnly
    );
    assert_eq!(kind_of("<think>done</think>  "), ReasonKind::ReasoningOnly);
    assert_eq!(kind_of("  \n"), ReasonKind::Empty);
    assert_eq!(kind_of("I can't help with that."), ReasonKind::Refused);
    assert_eq!(
        kind_of("A government building burned."),
        ReasonKind::Mismatch
    );
    let trailing = reply(&["title", "p1", "p2", "summary", "end"]) + "I hope this helps!";
    assert_eq!(kind_of(&trailing), ReasonKind::Mismatch);
    let another = reply(&["title", "p1", "p2", "summary", "end"]).replace(BOUNDARY, "00000000");
    assert_eq!(kind_of(&another), ReasonKind::Mismatch);
    let empty = reply(&["title", "p1", "p2", "summary", "end"]).replace("Text of p1.", "");
    assert_eq!(kind_of(&empty), ReasonKind::Mismatch);
}

#[test]
fn the_schema_carrier_is_as_strict() {
    let good = r#"{"parts":[{"id":"title","text":"T"},{"id":"p1","text":"A"},{"id":"p2","text":"B"}],
        "summary":[{"parts":["p1"],"text":"S."}]}"#;
    let got = unpack(good, &segments(3), Wanted::Both, BOUNDARY).unwrap();
    assert_eq!(got.texts, ["T", "A", "B"]);
    assert_eq!(got.summary[0].parts, ["p1"]);
    for (from, to, kind) in [
        (r#"{"id":"p1","text":"A"},"#, "", ReasonKind::Mismatch),
        (r#""text":"A""#, r#""text":" ""#, ReasonKind::Mismatch),
        (
            r#"[{"parts":["p1"],"text":"S."}]"#,
            "[]",
            ReasonKind::Mismatch,
        ),
        (r#""S."}]}"#, "", ReasonKind::BadReply),
    ] {
        assert_eq!(kind_of(&good.replace(from, to)), kind, "{from} -> {to}");
    }
}

proptest! {
    #[test]
    fn any_text_survives_the_way_there_and_back(texts in prop::collection::vec("\\PC{1,80}", 1..8)) {
        let texts: Vec<String> = texts.iter().map(|t| format!("x{}x", t.trim())).collect();
        let segments: Vec<Segment> = texts.iter().enumerate()
            .map(|(n, text)| Segment { id: format!("p{n}").into(), text: text.into() }).collect();
        let packed = pack(&segments, BOUNDARY);
        let got = unpack(&packed, &segments, Wanted::Translation, BOUNDARY);
        prop_assert_eq!(got.unwrap().texts, texts);
    }

    #[test]
    fn any_text_survives_in_the_other_form_too(texts in prop::collection::vec(any::<String>(), 1..6)) {
        let texts: Vec<String> = texts.iter().map(|text| format!("x{text}x")).collect();
        let parts: Vec<(usize, &str)> = texts.iter().map(String::as_str).enumerate().collect();
        let got = unpack(&in_json(&parts), &segments(texts.len()), Wanted::Translation, BOUNDARY);
        let lines: Vec<String> = texts.iter().map(|text| one_paragraph(text)).collect();
        prop_assert_eq!(got.unwrap().texts, lines);
    }

    #[test]
    fn parts_that_are_lost_doubled_added_or_moved_are_found(
        order in prop::collection::vec(0..6_usize, 0..7),
        carrier in prop_oneof![Just(Carrier::Tagged), Just(Carrier::Schema)],
    ) {
        let told: Vec<(usize, &str)> = order.iter().map(|number| (*number, "Words.")).collect();
        let reply = match carrier {
            Carrier::Tagged => in_marks(&told),
            Carrier::Schema => in_json(&told),
        };
        let got = unpack(&reply, &segments(3), Wanted::Translation, BOUNDARY);
        prop_assert_eq!(got.is_ok(), order == [0, 1, 2]);
    }

    #[test]
    fn no_reply_makes_it_panic(reply in "\\PC{0,200}", cut in 0usize..200) {
        let whole = super::tests::reply(&["title", "p1", "p2", "summary", "end"]) + &reply;
        let cut = whole.char_indices().map(|(at, _)| at).nth(cut).unwrap_or(whole.len());
        let _ = unpack(&whole[..cut], &segments(3), Wanted::Both, BOUNDARY);
        let _ = unpack(&reply, &segments(3), Wanted::Both, BOUNDARY);
    }

    #[test]
    fn a_reply_cut_anywhere_is_never_whole(cut in 0usize..400) {
        let whole = super::tests::reply(&["title", "p1", "p2", "summary", "end"]);
        let whole = whole.trim_end();
        prop_assume!(cut < whole.len());
        prop_assert!(unpack(&whole[..cut], &segments(3), Wanted::Both, BOUNDARY).is_err());
    }
}
