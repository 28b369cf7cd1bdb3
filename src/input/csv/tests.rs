use std::io::BufReader;

use super::*;
use crate::input::fields::FieldError;
use proptest::prelude::*;

type Told = (u64, Result<(Option<String>, String), LineError>);

fn read_with(bytes: &[u8], limit: usize, step: usize) -> Vec<Told> {
    let stream = BufReader::with_capacity(step, bytes);
    let options = ReadOptions {
        limit,
        encoding: None,
    };
    TableArticles::new(stream, options)
        .expect("memory")
        .map(|line| {
            let article = line.article.map(|article| (article.id, article.text));
            (line.number, article)
        })
        .collect()
}

fn read(text: &str) -> Vec<Told> {
    read_with(text.as_bytes(), 100_000, 4096)
}

fn good(number: u64, id: &str, text: &str) -> Told {
    (number, Ok((Some(id.to_owned()), text.to_owned())))
}

#[test]
fn quoted_cells_keep_their_lines_and_rows_their_numbers() {
    let rows = read(
        "ID,Judul Berita,Isi Berita\r\n1,Satu,\"Baris \"\"satu\"\"\nbaris dua\"\r\n\r\n2,Dua,Isi\r\n",
    );
    assert_eq!(
        rows,
        [
            good(2, "1", "Baris \"satu\"\nbaris dua"),
            good(5, "2", "Isi")
        ]
    );
}

#[test]
fn the_separator_is_found() {
    for separator in ["\t", ";", "|", ","] {
        let table = format!("id{separator}content{separator}\"a,b\"\n7{separator}Isi{separator}x");
        assert_eq!(read(&table), [good(2, "7", "Isi")], "{separator}");
    }
}

#[test]
fn a_short_row_fails_alone() {
    let rows = read("id,text\n1\n2,Dua\n");
    assert_eq!(rows[0], (2, Err(FieldError::NoText.into())));
    assert_eq!(rows[1], good(3, "2", "Dua"));
}

#[test]
fn a_table_without_a_text_column_says_so_once() {
    assert_eq!(read("a,b\n1,2\n3,4\n"), [(1, Err(LineError::NoTextColumn))]);
    assert_eq!(read(""), []);
}

#[test]
fn a_row_over_the_limit_is_not_held() {
    let table = format!("id,text\n1,\"{}\"\n2,Dua\n", "x\n".repeat(50_000));
    let rows = read_with(table.as_bytes(), 5000, 4096);
    assert_eq!(rows[0], (2, Err(LineError::TooLong { limit: 5000 })));
    assert_eq!(rows[1], good(50_003, "2", "Dua"));
    let unclosed = format!("id,text\n1,\"{}", "x,".repeat(50_000));
    assert_eq!(
        read_with(unclosed.as_bytes(), 5000, 4096),
        [(2, Err(LineError::TooLong { limit: 5000 }))]
    );
    let wide = format!("id,text{}\n1,Satu\n", ",".repeat(5000));
    assert_eq!(
        read_with(wide.as_bytes(), 100_000, 4096),
        [(1, Err(LineError::TooLong { limit: 100_000 }))]
    );
}

proptest! {
    #[test]
    fn any_chunking_gives_the_same_rows(
        rows in "[a1,\"\r\n;é]{0,60}",
        step in 1_usize..7,
        limit in 1_usize..60,
    ) {
        let table = format!("id,text\n{rows}");
        let whole = read_with(table.as_bytes(), limit, 8192);
        prop_assert_eq!(read_with(table.as_bytes(), limit, step), whole);
    }

    #[test]
    fn bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..300), step in 1_usize..9) {
        read_with(&bytes, 100, step);
    }
}
