//! The modules as ARCHITECTURE.md draws them: arrows go down, none in a circle.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

const MAP: &str = include_str!("../ARCHITECTURE.md");

/// Every source file of the project's own, with its text.
fn sources(folder: &str) -> Vec<(PathBuf, String)> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let (mut folders, mut found) = (vec![root.join(folder)], Vec::new());
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|own| own == "rs") {
                let text = fs::read_to_string(&path).unwrap();
                found.push((path.strip_prefix(root).unwrap().to_owned(), text));
            }
        }
    }
    found
}

/// The module below `src/` that a file belongs to.
fn module(path: &Path) -> String {
    let name = path.iter().nth(1).unwrap().to_str().unwrap();
    name.trim_end_matches(".rs").to_owned()
}

/// The names after `crate::` in a line or a list of them.
fn named(text: &str) -> Vec<&str> {
    let is_letter = |c: char| c.is_ascii_lowercase() || c == '_';
    let first = |text: &'_ str| text.find(|c| !is_letter(c)).unwrap_or(text.len());
    let mut names = Vec::new();
    for rest in text.split("crate::").skip(1) {
        match rest.strip_prefix('{') {
            None => names.push(&rest[..first(rest)]),
            Some(list) => {
                let mut depth = 0;
                let mut start = 0;
                for (at, c) in list.char_indices() {
                    match c {
                        '{' => depth += 1,
                        '}' | ',' if depth == 0 => {
                            let name = list[start..at].trim();
                            names.push(&name[..first(name)]);
                            start = at + 1;
                            if c == '}' {
                                break;
                            }
                        }
                        '}' => depth -= 1,
                        _ => {}
                    }
                }
            }
        }
    }
    names
}

/// What each module names of the others, outside of tests and comments.
fn arrows() -> BTreeMap<String, BTreeSet<String>> {
    let mut arrows: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for (path, text) in sources("src") {
        let own = module(&path);
        let is_test = path
            .iter()
            .any(|part| part == "tests" || part == "tests.rs");
        if is_test || own == "lib" {
            continue;
        }
        let code: Vec<&str> = text
            .lines()
            .take_while(|line| *line != "mod tests {")
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        let code = code.join("\n").replace("alih::", "crate::");
        let others = named(&code)
            .into_iter()
            .filter(|name| !name.is_empty() && *name != own);
        arrows
            .entry(own.clone())
            .or_default()
            .extend(others.map(str::to_owned));
    }
    arrows
}

/// The modules in the map's first column, with the number of their row.
fn rows() -> BTreeMap<String, usize> {
    let table = MAP.split_once("| file (src/) |").unwrap().1;
    let table = table.split_once("\n\n").unwrap().0;
    let mut rows = BTreeMap::new();
    for (row, line) in table.lines().skip(2).enumerate() {
        let files = line.split('|').nth(1).unwrap();
        for file in files.split('`').skip(1).step_by(2) {
            let name = file.trim_end_matches('/').trim_end_matches(".rs");
            rows.insert(name.to_owned(), row);
        }
    }
    rows
}

#[test]
fn every_module_is_on_the_map_and_arrows_go_down() {
    let (rows, arrows) = (rows(), arrows());
    let drawn: BTreeSet<&String> = rows.keys().collect();
    assert_eq!(arrows.keys().collect::<BTreeSet<_>>(), drawn);
    let mut up = Vec::new();
    for (module, others) in &arrows {
        for other in others {
            if rows[other] < rows[module] {
                up.push(format!("{module} -> {other}"));
            }
        }
    }
    assert!(up.is_empty(), "{up:?}");
}

#[test]
fn modules_do_not_go_in_circles() {
    let mut arrows = arrows();
    assert!(arrows["app"].contains("cli"), "arrows are found");
    // Whatever names nothing that is left is no part of a circle.
    loop {
        let ends: Vec<String> = arrows
            .iter()
            .filter(|(_, others)| !others.iter().any(|other| arrows.contains_key(other)))
            .map(|(module, _)| module.clone())
            .collect();
        if ends.is_empty() {
            break;
        }
        arrows.retain(|module, _| !ends.contains(module));
    }
    assert!(arrows.is_empty(), "in a circle, or above one: {arrows:#?}");
}

/// A file may be longer where it says why: a line that begins with
/// `//! Longer than 500 lines:`.
#[test]
fn no_file_is_long_without_a_reason() {
    let folders = ["src", "tests", "examples", "benches", "fuzz"];
    let long: Vec<PathBuf> = folders
        .iter()
        .flat_map(|folder| sources(folder))
        .filter(|(path, _)| !path.iter().any(|part| part == "target"))
        .filter(|(_, text)| text.lines().count() > 500)
        .filter(|(_, text)| !text.contains("\n//! Longer than 500 lines:"))
        .map(|(path, _)| path)
        .collect();
    assert!(long.is_empty(), "{long:?}");
}

#[test]
fn one_file_names_the_network_library() {
    let naming: Vec<PathBuf> = sources("src")
        .into_iter()
        .filter(|(_, text)| text.contains("reqwest"))
        .map(|(path, _)| path)
        .collect();
    assert_eq!(naming, [Path::new("src/transport.rs")]);
}
