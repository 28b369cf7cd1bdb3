use std::io::{BufReader, Write};

use super::super::opening::open;
use super::*;
use proptest::prelude::*;

/// Gives at most `step` bytes at a time.
struct Trickle<'a> {
    bytes: &'a [u8],
    step: usize,
}

impl Read for Trickle<'_> {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.step.min(into.len()).min(self.bytes.len());
        into[..count].copy_from_slice(&self.bytes[..count]);
        self.bytes = &self.bytes[count..];
        Ok(count)
    }
}

type Told = (u64, Result<(Option<String>, String), LineError>);

fn told(line: Line) -> Told {
    let article = line.article.map(|article| (article.id, article.text));
    (line.number, article)
}

fn read_with(bytes: &[u8], options: ReadOptions, step: usize) -> Vec<Told> {
    let stream = open(Trickle { bytes, step }).expect("a readable stream");
    let stream = BufReader::with_capacity(step, stream);
    let articles = JsonArticles::new(stream, options).expect("a readable beginning");
    articles.map(told).collect()
}

fn read(bytes: &[u8]) -> Vec<Told> {
    read_with(bytes, ReadOptions::default(), 4096)
}

fn good(number: u64, id: &str, text: &str) -> Told {
    (number, Ok((Some(id.to_owned()), text.to_owned())))
}

#[test]
fn a_malformed_line_fails_alone_and_with_its_number() {
    let input = b"\xEF\xBB\xBF{\"id\":\"a\",\"text\":\"Satu\"}\r\n\r\n{oops\n{\"id\":\"b\",\"text\":\"Dua\"}";
    let lines = read(input);
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[0], good(1, "a", "Satu"));
    assert!(matches!(
        lines[1],
        (3, Err(LineError::Fields(FieldError::Syntax { .. })))
    ));
    assert_eq!(lines[2], good(4, "b", "Dua"));
}

#[test]
fn blank_lines_at_the_start_are_counted() {
    assert_eq!(
        read(b"\n \n{\"id\":1,\"text\":\"Satu\"}\n"),
        [good(3, "1", "Satu")]
    );
    assert_eq!(read(b""), []);
    assert_eq!(read(b" \n\n"), []);
}

#[test]
fn a_torn_last_line_fails_as_cut() {
    let lines = read(b"{\"id\":1,\"text\":\"Satu\"}\n{\"id\":2,\"te");
    assert_eq!(lines[0], good(1, "1", "Satu"));
    assert_eq!(lines[1], (2, Err(FieldError::Cut.into())));
}

#[test]
fn a_line_over_the_limit_is_not_held() {
    let long = format!("{{\"id\":2,\"text\":\"{}\"}}", "x".repeat(100_000));
    let input = format!("{{\"id\":1,\"text\":\"a\"}}\n{long}\n{{\"id\":3,\"text\":\"b\"}}\n");
    let options = ReadOptions {
        limit: 64,
        encoding: None,
    };
    let stream = BufReader::new(input.as_bytes());
    let mut articles = JsonArticles::new(stream, options).expect("a beginning");
    let lines: Vec<_> = articles.by_ref().map(told).collect();
    assert_eq!(lines[1], (2, Err(LineError::TooLong { limit: 64 })));
    assert_eq!(lines[2], good(3, "3", "b"));
    assert!(articles.0.piece.capacity() <= 128);
}

#[test]
fn lists_and_spread_objects_are_entries() {
    let list = br#"[ {"id":1,"text":"a ] } \" [ \\"}, 7,
        {"id":2,"text":["b","c"]} ]"#;
    let lines = read(list);
    assert_eq!(lines[0], good(1, "1", "a ] } \" [ \\"));
    assert_eq!(lines[1], (2, Err(FieldError::NotAnObject.into())));
    assert_eq!(lines[2], good(3, "2", "b\n\nc"));
    assert_eq!(lines.len(), 3);

    let spread = b"{\n  \"id\": 1,\n  \"text\": \"a\"\n}\n{\n  \"id\": 2,\n  \"text\": \"b\"\n}\n";
    assert_eq!(read(spread), [good(1, "1", "a"), good(2, "2", "b")]);
}

#[test]
fn gzip_and_utf_16_are_recognised_by_content() {
    let plain = "{\"id\":1,\"text\":\"“Siap”\"}\n";
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::fast());
    packer.write_all(plain.as_bytes()).expect("memory");
    let packed = packer.finish().expect("memory");
    let wide: Vec<u8> = format!("\u{FEFF}{plain}")
        .encode_utf16()
        .flat_map(u16::to_le_bytes)
        .collect();
    for bytes in [packed.repeat(2), wide.clone()] {
        assert_eq!(read(&bytes)[0], good(1, "1", "“Siap”"));
    }
    assert_eq!(read(&packed.repeat(2)).len(), 2);

    let torn = read(&packed[..packed.len() - 6]);
    assert!(matches!(
        torn.last(),
        Some((_, Err(LineError::Read { .. })))
    ));
}

#[test]
fn a_broken_utf_16_unit_is_noted() {
    let mut wide = vec![0xFF, 0xFE];
    let text = "{\"text\":\"“a” “b” x\"}";
    wide.extend(text.encode_utf16().flat_map(u16::to_le_bytes));
    let at = wide.len() - 6;
    wide.splice(at..at + 2, 0xD800_u16.to_le_bytes());
    let stream = open(&wide[..]).expect("a stream");
    let lines: Vec<_> = JsonArticles::new(stream, ReadOptions::default())
        .expect("a beginning")
        .collect();
    assert!(lines[0].note.is_some());
    let article = lines[0].article.as_ref().expect("an article");
    assert_eq!(article.text, "“a” “b” \u{FFFD}");
}

#[test]
fn a_line_in_windows_1252_is_read_and_noted() {
    let input = b"{\"id\":1,\"text\":\"\x93Siap\x94\"}\n";
    let lines: Vec<_> = JsonArticles::new(&input[..], ReadOptions::default())
        .expect("a beginning")
        .collect();
    assert!(lines[0].note.is_some());
    let options = ReadOptions {
        encoding: Some("windows-1252".into()),
        ..ReadOptions::default()
    };
    let lines: Vec<_> = JsonArticles::new(&input[..], options)
        .expect("a beginning")
        .collect();
    assert!(lines[0].note.is_none());
    assert_eq!(
        lines[0].article.as_ref().expect("an article").text,
        "“Siap”"
    );
}

proptest! {
    #[test]
    fn any_chunking_gives_the_same_lines(
        input in "([\\[\\]{},:\" a1\\\\\r\n]|\\{\"text\":\"a\"\\}|é){0,80}",
        step in 1_usize..9,
        limit in 1_usize..60,
    ) {
        let options = ReadOptions { limit, encoding: None };
        let whole = read_with(input.as_bytes(), options.clone(), 8192);
        prop_assert_eq!(read_with(input.as_bytes(), options, step), whole);
    }

    #[test]
    fn bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), step in 1_usize..9) {
        if let Ok(stream) = open(Trickle { bytes: &bytes, step }) {
            let articles = JsonArticles::new(stream, ReadOptions::default());
            if let Ok(articles) = articles {
                articles.for_each(drop);
            }
        }
    }
}
