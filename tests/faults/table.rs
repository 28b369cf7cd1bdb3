//! `tests/README.md` and the tests say the same.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

const TABLE: &str = include_str!("../README.md");

/// The topics of the second table.
const TOPICS: [&str; 12] = [
    "Key in an address or a message",
    "Redirect",
    "Key storage",
    "Settings of another folder",
    "Prompt injection",
    "Terminal escapes",
    "HTML, Markdown, CSV",
    "Output paths",
    "Addresses of pages",
    "Plain http",
    "State files",
    "Supply chain",
];

/// The cells of each row of a table: those before the tests, and the tests.
fn rows() -> Vec<(String, Vec<String>)> {
    TABLE
        .lines()
        .filter_map(|line| line.strip_prefix("| ")?.strip_suffix(" |"))
        .map(|line| line.split(" | ").collect::<Vec<&str>>())
        .filter(|cells| cells.len() == 4 && !cells[0].starts_with('-') && cells[3] != "tests")
        .map(|cells| {
            let tests = cells[3].split("<br>");
            let names = tests.map(|test| test.trim_matches('`').to_owned());
            (cells[0].to_owned(), names.collect())
        })
        .collect()
}

fn sources(folder: &Path, found: &mut Vec<PathBuf>) {
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            sources(&path, found);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            found.push(path);
        }
    }
}

/// Every test below tests/ whose name is that of a row, as `file::name`.
fn written() -> BTreeSet<String> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests");
    let mut paths = Vec::new();
    sources(&root, &mut paths);
    let mut found = BTreeSet::new();
    for path in paths {
        let text = std::fs::read_to_string(&path).unwrap();
        let file = path.strip_prefix(&root).unwrap().with_extension("");
        for (at, line) in text.lines().enumerate() {
            let Some(name) = line
                .strip_prefix("fn ")
                .and_then(|rest| rest.split('(').next())
                .filter(|name| name.starts_with("row_") || name.starts_with("security_"))
            else {
                continue;
            };
            let marked = text.lines().nth(at.wrapping_sub(1));
            assert_eq!(marked, Some("#[test]"), "{name}");
            found.insert(format!("{}::{name}", file.display()));
        }
    }
    found
}

#[test]
fn the_table_and_the_tests_are_the_same() {
    let listed: Vec<String> = rows().into_iter().flat_map(|(_, tests)| tests).collect();
    let set: BTreeSet<String> = listed.iter().cloned().collect();
    assert_eq!(set.len(), listed.len(), "a test is listed twice");
    let written = written();
    let missing: Vec<_> = written.difference(&set).collect();
    let invented: Vec<_> = set.difference(&written).collect();
    assert!(
        missing.is_empty() && invented.is_empty(),
        "not in the table: {missing:#?}\nnot in the tests: {invented:#?}"
    );
}

#[test]
fn every_row_has_its_tests() {
    let rows = rows();
    let names: Vec<&str> = rows.iter().map(|(row, _)| row.as_str()).collect();
    let numbers: Vec<String> = (1..=51).map(|number| number.to_string()).collect();
    let expected: Vec<&str> = numbers.iter().map(String::as_str).chain(TOPICS).collect();
    assert_eq!(names, expected);
    for (row, tests) in &rows {
        assert!(!tests.is_empty());
        let Ok(number) = row.parse::<u32>() else {
            continue;
        };
        let named = format!("::row_{number:02}_");
        assert!(
            tests.iter().all(|test| test.contains(&named)),
            "{row}: {tests:?}"
        );
    }
}
