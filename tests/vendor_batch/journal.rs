//! What the journal keeps, and for how long.

use super::Desk;
use super::support::KEY;
use super::vendor::Kind;

fn journal(desk: &Desk) -> Vec<u8> {
    let folder = desk.path(".local/share/alih");
    let mut bytes = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_string_lossy().into_owned();
        if name.contains("batches") {
            bytes.extend(std::fs::read(path).unwrap());
        }
    }
    bytes
}

fn holds(bytes: &[u8], text: &str) -> bool {
    memchr::memmem::find(bytes, text.as_bytes()).is_some()
}

#[test]
fn no_key_is_in_it_and_no_text_after_the_collection() {
    let desk = Desk::new(Kind::OpenAi, 3);
    let text = "dua jembatan rusak";
    desk.submit(&[]).must(0);
    let during = journal(&desk);
    assert!(
        holds(&during, text),
        "the text is not where it is looked for"
    );
    assert!(!holds(&during, KEY));
    desk.vendor.end();
    desk.collect().must(0);
    assert!(!holds(&journal(&desk), text));
}

#[cfg(unix)]
#[test]
fn it_is_for_its_owner_alone() {
    use std::os::unix::fs::PermissionsExt;
    let desk = Desk::new(Kind::OpenAi, 1);
    desk.submit(&[]).must(0);
    let path = desk.path(".local/share/alih/memory.batches.db");
    let mode = std::fs::metadata(path).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}

#[test]
fn a_job_can_be_forgotten() {
    let desk = Desk::new(Kind::OpenAi, 2);
    desk.submit(&[]).must(0);
    desk.run(&["batch", "forget", "1"]).must(0);
    desk.run(&["batch", "status"])
        .must(0)
        .told("no batch is under way");
    assert!(!holds(&journal(&desk), "dua jembatan rusak"));
}
