//! What holds for every text, and for texts made to hurt.

use proptest::prelude::*;

use super::{FIRST, HEADLINE, LAST, cleaned, story, without_space};
use crate::clean::Cleaned;

#[test]
fn hostile_sizes_end_in_bounded_time() {
    for piece in [
        "kata ",
        "Baca juga:A ",
        "&",
        "(",
        "\"",
        "Baca juga:Harga Naik Sari Hasan kata ",
        "[Gambas:",
        "! ",
        "Editor: ",
    ] {
        let line = piece.repeat(200_000 / piece.len());
        let _ = cleaned(&line);
    }
    let lines = "Baca Juga\n(abc/def)\n".repeat(10_000);
    let _ = cleaned(&lines);
}

#[test]
fn removals_say_where_they_stood_in_the_text_as_read() {
    let text = format!("{HEADLINE}\r\n\r\n&ldquo;{FIRST}&rdquo;\r\n\r\n{LAST} (abc/def)\r\n");
    let removal = &cleaned(&text).removed[0];
    let read: String = text
        .chars()
        .skip(removal.at)
        .take(removal.text.chars().count())
        .collect();
    assert_eq!(read, removal.text);
}

#[test]
fn empty_input_gives_an_empty_article() {
    assert_eq!(cleaned(" \n\u{200b}\n "), Cleaned::default());
}

fn fragment() -> impl Strategy<Value = String> {
    prop_oneof![
        4 => "[A-Z][a-z]{1,8}( [a-zA-Z]{1,8}){0,12}[.?!]?",
        1 => "[ -~]{0,30}",
        2 => prop::sample::select(vec![
            "Baca juga:Harga Naik Lagi, Ini Sebabnya", "SCROLL TO CONTINUE WITH CONTENT", "[Gambas:Video 20detik]",
            "(abc/def)", "Editor: Budi", "Sumber:", "KOMPAS.com - ", "Jakarta -", "ADVERTISEMENT",
            "Simak Video 'Banjir':", "Bersambung ke halaman berikutnya...", "## Awal", "Berita Terkait",
            "Cek Berita di Google News", "COPYRIGHT © 2026", "Judul Sama", "“Kutipan” ini", "* * *",
        ]).prop_map(str::to_owned),
        1 => Just("\n\n".to_owned()),
        1 => Just("\n".to_owned()),
    ]
}

proptest! {
    #[test]
    fn headline_parts_and_removals_give_back_the_input(pieces in prop::collection::vec(fragment(), 0..25)) {
        let text = pieces.join(" ").replace('&', "+");
        let cleaned = cleaned(&text);
        let read: Vec<char> = text.chars().collect();
        let mut rest = String::new();
        let mut at = 0;
        for removal in &cleaned.removed {
            prop_assert!(removal.at >= at);
            rest.extend(&read[at..removal.at]);
            let end = removal.at + removal.text.chars().count();
            prop_assert_eq!(read[removal.at..end].iter().collect::<String>(), removal.text.clone());
            at = end;
        }
        rest.extend(&read[at..]);
        let kept = cleaned.title.clone().unwrap_or_default() + &story(&cleaned);
        prop_assert_eq!(without_space(&rest), without_space(&kept));
    }

    #[test]
    fn no_input_panics_and_marks_stay_inside_their_parts(text in "(\\PC|\\n|Baca juga:|[(&;#x]){0,300}") {
        for part in cleaned(&text).parts {
            let length = part.text.chars().count();
            prop_assert!(part.marks.iter().all(|mark| mark.span.start <= mark.span.end && mark.span.end <= length));
        }
    }
}
