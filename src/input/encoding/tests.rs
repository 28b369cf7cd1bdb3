use super::*;
use proptest::prelude::*;

fn utf_16(text: &str, order: fn(u16) -> [u8; 2]) -> Vec<u8> {
    text.encode_utf16().flat_map(order).collect()
}

#[test]
fn utf_8_is_borrowed_and_beats_a_wrong_declaration() {
    let bytes = "Harga “naik” – kata warga".as_bytes();
    let read = decode(bytes, Some("iso-8859-1"));
    assert!(matches!(read.text, Cow::Borrowed(_)));
    assert_eq!(
        (read.encoding, read.note, &*read.text),
        ("UTF-8", None, "Harga “naik” – kata warga")
    );
}

#[test]
fn byte_order_marks_are_obeyed_and_removed() {
    let story = "Warga desa “panen” raya";
    let cases = [
        ("UTF-8", [&b"\xEF\xBB\xBF"[..], story.as_bytes()].concat()),
        (
            "UTF-16LE",
            [&b"\xFF\xFE"[..], &utf_16(story, u16::to_le_bytes)].concat(),
        ),
        (
            "UTF-16BE",
            [&b"\xFE\xFF"[..], &utf_16(story, u16::to_be_bytes)].concat(),
        ),
    ];
    for (name, bytes) in cases {
        let read = decode(&bytes, None);
        assert_eq!((read.encoding, &*read.text, read.note), (name, story, None));
    }
}

#[test]
fn utf_16_without_a_mark_is_recognised_and_said() {
    for (name, order) in [
        ("UTF-16LE", u16::to_le_bytes as fn(u16) -> [u8; 2]),
        ("UTF-16BE", u16::to_be_bytes),
    ] {
        let bytes = utf_16("Pasar tradisional dibuka lagi", order);
        let read = decode(&bytes, None);
        assert_eq!(read.encoding, name);
        assert_eq!(read.text, "Pasar tradisional dibuka lagi");
        assert!(read.note.expect("a note").contains(name));
    }
}

#[test]
fn windows_1252_is_read_as_declared_and_guessed_with_a_note() {
    let bytes = b"\x93Kami siap,\x94 kata warga \x96 lalu pulang ke rumah masing-masing.";
    let told = decode(bytes, Some("ISO-8859-1"));
    assert_eq!(
        told.text,
        "“Kami siap,” kata warga – lalu pulang ke rumah masing-masing."
    );
    assert_eq!((told.encoding, told.note), ("windows-1252", None));

    let guessed = decode(bytes, None);
    assert_eq!(guessed.text, told.text);
    assert!(guessed.note.expect("a note").contains("guess"));
}

#[test]
fn an_unknown_or_false_label_falls_back_to_the_guess() {
    let bytes = b"Caf\xe9 milik warga di tepi pantai";
    for label in ["utf-8", "klingon", ""] {
        let read = decode(bytes, Some(label));
        assert_eq!(read.text, "Café milik warga di tepi pantai", "{label}");
        assert!(read.note.is_some(), "{label}");
    }
}

#[test]
fn a_torn_utf_8_text_stays_utf_8_and_counts_its_losses() {
    let mut bytes = "“Kami siap,” kata warga – lalu pulang.".as_bytes().to_vec();
    bytes.push(0xE2);
    let read = decode(&bytes, None);
    assert_eq!(read.encoding, "UTF-8");
    assert!(read.text.ends_with("pulang.\u{FFFD}"));
    assert!(read.note.expect("a note").starts_with("1 place could not"));
}

#[test]
fn half_a_utf_16_unit_is_said() {
    let mut bytes = [&b"\xFF\xFE"[..], &utf_16("Kota", u16::to_le_bytes)].concat();
    bytes.push(b'x');
    let read = decode(&bytes, None);
    assert_eq!(read.text, "Kota\u{FFFD}");
    assert!(read.note.is_some());
}

proptest! {
    #[test]
    fn never_panics_and_never_loses_in_silence(
        bytes in proptest::collection::vec(any::<u8>(), 0..600),
        label in proptest::option::of("[a-z0-9-]{0,12}"),
    ) {
        let read = decode(&bytes, label.as_deref());
        let whole = std::str::from_utf8(&bytes).is_ok_and(|text| text.contains('\u{FFFD}'));
        if read.text.contains('\u{FFFD}') && !whole {
            prop_assert!(read.note.is_some());
        }
    }

    #[test]
    fn any_utf_8_without_nulls_comes_back_unchanged(text in "[^\0]{0,200}") {
        let expected = text.strip_prefix('\u{FEFF}').unwrap_or(&text);
        let read = decode(text.as_bytes(), Some("windows-1252"));
        prop_assert_eq!(&*read.text, expected);
        prop_assert!(read.note.is_none());
    }
}
