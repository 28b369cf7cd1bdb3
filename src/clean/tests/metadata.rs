//! What cleaning learns about an article besides its text.

use super::{FIRST, HEADLINE, LAST, cleaned, story};
use crate::article::Metadata;
use crate::clean::{Block, BlockKind, clean_blocks};

#[test]
fn datelines_give_outlet_and_place() {
    let cases = [
        ("KOMPAS.com – ", Some("KOMPAS.com"), None),
        ("JAKARTA, KOMPAS.com- ", Some("KOMPAS.com"), Some("JAKARTA")),
        (
            "NEW DELHI, KOMPAS.com — ",
            Some("KOMPAS.com"),
            Some("NEW DELHI"),
        ),
        ("BANDUNG,KOMPAS.com - ", Some("KOMPAS.com"), Some("BANDUNG")),
        (
            "Jakarta, KompasOtomotif – ",
            Some("KompasOtomotif"),
            Some("Jakarta"),
        ),
        (
            "TEMPO.CO, Yogyakarta - ",
            Some("TEMPO.CO"),
            Some("Yogyakarta"),
        ),
        (
            "TEMPO.CO,&nbsp;Jakarta&nbsp;-&nbsp;",
            Some("TEMPO.CO"),
            Some("Jakarta"),
        ),
        (
            "Jakarta, CNN Indonesia -- ",
            Some("CNN Indonesia"),
            Some("Jakarta"),
        ),
        ("Jakarta (ANTARA) - ", Some("ANTARA"), Some("Jakarta")),
        (
            "Mataram, NTB (ANTARA News) - ",
            Some("ANTARA News"),
            Some("Mataram, NTB"),
        ),
        (
            "ISTANBUL, 23 Februari 2016 (Antara/PRNewswire) -- ",
            Some("Antara/PRNewswire"),
            Some("ISTANBUL"),
        ),
        (
            "Liputan6.com, Jakarta - ",
            Some("Liputan6.com"),
            Some("Jakarta"),
        ),
        (
            "Liputan6.com, Jakarta ",
            Some("Liputan6.com"),
            Some("Jakarta"),
        ),
        (
            "TRIBUNNEWS. COM, JAKARTA - ",
            Some("TRIBUNNEWS. COM"),
            Some("JAKARTA"),
        ),
        ("TRIBUNAMBON.COM - ", Some("TRIBUNAMBON.COM"), None),
        (
            "REPUBLIKA.CO.ID, JAKARTA -- ",
            Some("REPUBLIKA.CO.ID"),
            Some("JAKARTA"),
        ),
        ("VIVA.co.id - ", Some("VIVA.co.id"), None),
        ("Kapanlagi.com - ", Some("Kapanlagi.com"), None),
        (
            "Bisnis.com, JAKARTA — ",
            Some("Bisnis.com"),
            Some("JAKARTA"),
        ),
        (
            "Jakarta, Beritasatu.com - ",
            Some("Beritasatu.com"),
            Some("Jakarta"),
        ),
        (
            "KONTAN.CO.ID - JAKARTA. ",
            Some("KONTAN.CO.ID"),
            Some("JAKARTA"),
        ),
        (
            "TRIBUN-MEDAN.COM, MEDAN - ",
            Some("TRIBUN-MEDAN.COM"),
            Some("MEDAN"),
        ),
        ("KBRN, Kota Lama: ", Some("KBRN"), Some("Kota Lama")),
        ("VIVA Bisnis – ", Some("VIVA"), None),
        ("JAKARTA (VOA) — ", Some("VOA"), Some("JAKARTA")),
        ("Kota Lama, 3 Juli 2026 - ", None, Some("Kota Lama")),
        ("Jakarta, Kominfo – ", Some("Kominfo"), Some("Jakarta")),
        ("Jakarta: ", None, Some("Jakarta")),
        ("JAKARTA - ", None, Some("JAKARTA")),
        ("Jakarta - ", None, Some("Jakarta")),
    ];
    for (dateline, outlet, place) in cases {
        let cleaned = cleaned(&format!("{HEADLINE}\n\n{dateline}{FIRST}\n\n{LAST}"));
        assert_eq!(story(&cleaned), format!("{FIRST} {LAST}"), "{dateline}");
        assert_eq!(cleaned.metadata.outlet.as_deref(), outlet, "{dateline}");
        assert_eq!(
            cleaned.metadata.dateline_place.as_deref(),
            place,
            "{dateline}"
        );
    }
}

#[test]
fn the_last_name_of_a_reporter_was_taken_for_the_outlets() {
    let line = "Laporan Wartawan Contohkabar.com, Budi Amir  CONTOHKABAR.COM, JAKARTA – ";
    let metadata = cleaned(&format!("{HEADLINE}\n\n{line}{FIRST}\n\n{LAST}")).metadata;
    assert_eq!(metadata.byline.as_deref(), Some("Budi Amir"));
    assert_eq!(metadata.outlet.as_deref(), Some("CONTOHKABAR.COM"));
    assert_eq!(metadata.dateline_place.as_deref(), Some("JAKARTA"));
}

#[test]
fn a_dateline_in_a_block_of_its_own_is_found_whatever_the_city() {
    let text = format!("{HEADLINE}\n\nDoha -\n\n{FIRST}");
    assert_eq!(
        cleaned(&text).metadata.dateline_place.as_deref(),
        Some("Doha")
    );
}

#[test]
fn credits_at_the_end_fill_the_metadata() {
    let text = format!(
        "{HEADLINE}\n\n{FIRST}\n\n{LAST}\n\nPewarta: Budi Amir\nEditor: Siti Hasan\nCOPYRIGHT © ANTARA 2026"
    );
    let metadata = cleaned(&text).metadata;
    assert_eq!(metadata.byline.as_deref(), Some("Budi Amir"));
    assert_eq!(metadata.editor.as_deref(), Some("Siti Hasan"));
}

#[test]
fn credits_fused_to_one_line_fill_the_metadata() {
    let text = format!(
        "{HEADLINE}\n\n{FIRST} {LAST} Penulis : Budi Amir Editor : Siti Hasan Sumber : Klub Bola"
    );
    let cleaned = cleaned(&text);
    assert_eq!(story(&cleaned), format!("{FIRST} {LAST}"));
    assert_eq!(cleaned.metadata.byline.as_deref(), Some("Budi Amir"));
    assert_eq!(cleaned.metadata.editor.as_deref(), Some("Siti Hasan"));
    assert_eq!(cleaned.metadata.credit.as_deref(), Some("Klub Bola"));
}

#[test]
fn what_the_input_knows_is_kept_against_the_text() {
    let known = Metadata {
        outlet: Some("Kabar Lama".to_owned()),
        ..Metadata::default()
    };
    let blocks = vec![Block {
        kind: BlockKind::Paragraph,
        text: format!("KOMPAS.com - {FIRST}"),
        at: 7,
    }];
    let cleaned = clean_blocks(Some(HEADLINE), blocks, known);
    assert_eq!(cleaned.metadata.outlet.as_deref(), Some("Kabar Lama"));
    assert_eq!(cleaned.removed[0].at, 7);
}
