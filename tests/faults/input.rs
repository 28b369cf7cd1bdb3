//! Rows 35 to 38: what is given to the program.

use super::ended::{Ended, Trial, good_story, the_story};
use super::support::endpoint::question;

/// What the endpoint was asked for.
fn texts(ended: &Ended) -> Vec<String> {
    let (_, parts) = question(&ended.asked[0]);
    parts.into_iter().map(|(_, text)| text).collect()
}

fn read(bytes: &[u8]) -> Ended {
    Trial::of_file("artikel.txt", bytes, good_story).run()
}

#[test]
fn row_35_control_characters_are_taken_out_and_counted() {
    let text = the_story()
        .text()
        .replacen("Banjir merendam", "Banjir\0 \u{7}merendam\u{1b}", 1);
    let ended = read(text.as_bytes());
    ended.is_ok().asked(1);
    let expected: Vec<String> = the_story().parts.into_iter().map(|(id, _)| id).collect();
    assert_eq!(texts(&ended), expected);
    let flag = &ended.record()["flags"][0];
    assert_eq!(flag["check"], "clean.control_characters");
    let message = flag["message"].as_str().unwrap();
    assert!(message.starts_with("3 control characters"), "{message}");
}

#[test]
fn row_36_marks_line_ends_and_encodings_make_no_difference() {
    let text = the_story().text();
    let sixteen = |big: bool| -> Vec<u8> {
        let units = text.encode_utf16();
        units
            .flat_map(|unit| {
                if big {
                    unit.to_be_bytes()
                } else {
                    unit.to_le_bytes()
                }
            })
            .collect()
    };
    let marked = |encoding: &str, bytes: Vec<u8>| match encoding {
        "le" => [b"\xff\xfe".to_vec(), bytes].concat(),
        "be" => [b"\xfe\xff".to_vec(), bytes].concat(),
        _ => [b"\xef\xbb\xbf".to_vec(), bytes].concat(),
    };
    for bytes in [
        marked("", text.clone().into_bytes()),
        text.replace('\n', "\r\n").into_bytes(),
        text.replace('\n', "\r").into_bytes(),
        marked("le", sixteen(false)),
        marked("be", sixteen(true)),
        sixteen(false),
    ] {
        let ended = read(&bytes);
        ended.is_ok().asked(1);
        assert_eq!(texts(&ended).len(), 4);
        assert!(!ended.stderr.contains('\u{fffd}'));
    }
}

#[test]
fn row_36_an_old_encoding_is_read_and_said() {
    let text = the_story().text().replace('"', "\u{201c}");
    let (bytes, _, lost) = encoding_rs::WINDOWS_1252.encode(&text);
    assert!(!lost);
    let ended = read(&bytes);
    assert!(texts(&ended)[2].contains('\u{201c}') || texts(&ended)[2].contains('"'));
    ended.told("is a guess");
}

#[test]
fn row_37_what_holds_no_text_is_never_sent() {
    for text in ["", " \n\t\n ", "\u{feff}", "\u{a0}\u{200b}\n"] {
        let ended = read(text.as_bytes());
        ended.failed_with("input").asked(0);
    }
    let boilerplate = "Baca juga: Harga Cabai Naik Lagi\n\nSimak Video \"Banjir\"\n";
    let ended = read(boilerplate.as_bytes());
    ended.failed_with("input").asked(0);
}

#[test]
fn row_38_an_article_over_the_limit_is_never_sent() {
    let paragraph = format!("{}\n\n", the_story().parts[1].0);
    let long = |mebibytes: usize| paragraph.repeat((mebibytes << 20) / paragraph.len() + 1);
    let ended = read(long(10).as_bytes());
    ended.failed_with("too_large").asked(0).told("--max-input");
    let (code, estimate) = Trial::of_file("artikel.txt", long(3).as_bytes(), good_story)
        .with(&["--max-input", "4", "--estimate"])
        .printed();
    assert!(code == 0 && estimate.contains("requests"), "{estimate}");
}
