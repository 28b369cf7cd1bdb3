use super::*;

#[test]
fn the_hash_is_that_of_title_null_text() {
    let hash = ContentHash::of(Some("Judul"), "Isi berita.");
    let expected: [u8; 32] = Sha256::digest(b"Judul\0Isi berita.").into();
    assert_eq!(hash.0, expected);
    assert_eq!(hash.sha256().len(), 64);
    assert_eq!(hash.id(), format!("a-{}", &hash.sha256()[..16]));
    assert_eq!(ContentHash::of(None, "x"), ContentHash::of(Some(""), "x"));
}

#[test]
fn hexadecimal_digits_are_lower_case_and_padded() {
    assert_eq!(hexadecimal(&[0x00, 0x0f, 0xa5]), "000fa5");
}

#[test]
fn the_same_id_is_told_apart_by_its_content() {
    let one = ContentHash::of(None, "Isi pertama");
    let other = ContentHash::of(None, "Isi kedua");
    let far = 4_000_000_000;
    let mut seen = Duplicates::default();
    assert_eq!(seen.check("n-1", &one, far), Seen::New);
    assert_eq!(seen.check("n-2", &one, 4), Seen::New);
    assert_eq!(
        seen.check("n-1", &one, 5),
        Seen::SameContent { first_line: far }
    );
    assert_eq!(
        seen.check("n-2", &other, 6),
        Seen::DifferentContent { first_line: 4 }
    );
    assert_eq!(seen.len(), 2);
}

#[test]
fn an_entry_takes_16_bytes() {
    assert_eq!(size_of::<(IdHash, First)>(), 16);
}

#[test]
fn keys_spread_over_the_table() {
    let mut seen = Duplicates::default();
    let content = ContentHash::of(None, "");
    for number in 0..20_000_u64 {
        assert_eq!(seen.check(&number.to_string(), &content, number), Seen::New);
    }
    assert_eq!(seen.len(), 20_000);
}
