use std::fs;

use proptest::prelude::*;

use super::*;

const RESUME: Start<'_> = Start::Resume { again: &[] };

proptest! {
    #[test]
    fn names_are_safe_whatever_the_id_is(id in any::<String>()) {
        let name = file_name(&id, "json");
        let stem = name.strip_suffix(".json").expect("extension");
        prop_assert!(stem.bytes().all(|byte| matches!(byte, b'a'..=b'z' | b'0'..=b'9' | b'-')));
        prop_assert!(!stem.starts_with('-'));
        prop_assert!(stem.len() <= LONGEST_SLUG + 1 + 2 * HASH_BYTES);
    }

    #[test]
    fn different_ids_have_different_names(first in "[a-zA-Z/. é]{0,4}", second in "[a-zA-Z/. é]{0,4}") {
        prop_assert_eq!(first == second, file_name(&first, "md") == file_name(&second, "md"));
    }
}

#[test]
fn slugs_can_be_read() {
    for (id, expected) in [
        (
            "https://example.id/Berita/Harga-Beras",
            "https-example-id-berita-harga-beras",
        ),
        ("../../etc/passwd", "etc-passwd"),
        ("--x--", "x"),
        ("", ""),
        ("新聞", ""),
    ] {
        assert_eq!(slug(id), expected);
    }
    assert_eq!(slug(&"ab ".repeat(100)).len(), 80);
}

#[test]
fn finds_again_what_it_wrote() {
    let parent = tempfile::tempdir().expect("folder");
    let path = parent.path().join("out");
    let record = br#"{"schema":1,"id":"../a","outcome":"review","reason":null}"#;
    let (folder, held) = ResultFolder::open(&path, "json", RESUME).expect("opened");
    assert_eq!(held.ended("../a"), None);
    folder.write("../a", record).expect("written");
    folder.write("../a", record).expect("written again");
    assert!(matches!(
        ResultFolder::open(&path, "json", RESUME),
        Err(OutputError::Held { .. })
    ));
    drop(folder);

    let (folder, held) = ResultFolder::open(&path, "json", RESUME).expect("opened");
    let ended = held.ended("../a").expect("present");
    assert_eq!(ended.outcome, Outcome::Review);
    assert_eq!(held.ended("a"), None);
    drop(folder);

    let (folder, held) = ResultFolder::open(&path, "json", Start::Fresh).expect("opened");
    assert_eq!(held.ended("../a"), None);
    drop(folder);
    assert_eq!(fs::read_dir(&path).expect("listed").count(), 1);
    assert_eq!(fs::read_dir(parent.path()).expect("listed").count(), 1);
}

#[cfg(unix)]
#[test]
fn links_are_replaced_and_not_followed() {
    let parent = tempfile::tempdir().expect("folder");
    let path = parent.path().join("out");
    let victim = parent.path().join("victim");
    fs::write(&victim, "precious").expect("written");
    let (folder, _) = ResultFolder::open(&path, "md", RESUME).expect("opened");
    let name = file_name("a", "md");
    std::os::unix::fs::symlink(&victim, path.join(&name)).expect("linked");
    std::os::unix::fs::symlink(&victim, path.join(format!(".{name}.new"))).expect("linked");
    folder.write("a", b"text").expect("written");
    assert_eq!(fs::read_to_string(&victim).expect("read"), "precious");
    assert_eq!(fs::read_to_string(path.join(&name)).expect("read"), "text");
    assert!(!path.join(&name).is_symlink());
}

#[test]
fn a_file_in_place_of_the_folder_is_an_error() {
    let parent = tempfile::tempdir().expect("folder");
    let path = parent.path().join("out");
    fs::write(&path, "").expect("written");
    let outcome = ResultFolder::open(&path, "md", RESUME);
    assert!(outcome.is_err(), "{outcome:?}");
}

#[test]
fn no_name_is_one_that_windows_keeps_for_itself() {
    let kept = ["con", "prn", "aux", "nul", "com1", "lpt9", "conin$"];
    for id in [
        "CON",
        "nul",
        "aux.",
        "COM1",
        "lpt9.json",
        "a.",
        "b ",
        "x:y",
        "...",
    ] {
        let name = file_name(id, "json");
        let stem = name.split('.').next().unwrap();
        assert!(!kept.contains(&stem), "{name}");
    }
}
