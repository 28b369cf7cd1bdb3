use std::fs;

use super::*;
use crate::outcome::Outcome;

const RESUME: Start<'_> = Start::Resume { again: &[] };
const RETRY: Start<'_> = Start::Resume {
    again: &[ReasonKind::Interrupted, ReasonKind::Rate],
};

fn ok(id: &str) -> String {
    format!(r#"{{"schema":1,"id":"{id}","outcome":"ok","reason":null,"flags":[]}}"#)
}

fn failed(id: &str, kind: &str) -> String {
    format!(
        r#"{{"schema":1,"id":"{id}","outcome":"failed","reason":{{"kind":"{kind}","message":"m"}}}}"#
    )
}

struct Place {
    _folder: tempfile::TempDir,
    path: PathBuf,
}

fn place(content: &str) -> Place {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("out.jsonl");
    fs::write(&path, content).expect("written");
    Place {
        _folder: folder,
        path,
    }
}

impl Place {
    fn open(&self, start: Start<'_>) -> Result<(ResultFile, Resume), OutputError> {
        ResultFile::open(&self.path, start)
    }

    fn content(&self) -> String {
        fs::read_to_string(&self.path).expect("read")
    }
}

#[test]
fn goes_on_after_what_is_there() {
    let place = place(&format!("{}\n{}\n", ok("a"), failed("b", "refused")));
    let (mut file, resume) = place.open(RETRY).expect("opened");
    assert_eq!((resume.kept, resume.dropped, resume.torn), (2, 0, None));
    assert_eq!(resume.done[&IdHash::of("a")].outcome, Outcome::Ok);
    assert_eq!(
        resume.done[&IdHash::of("b")].reason,
        Some(ReasonKind::Refused)
    );
    file.write_line(ok("c").as_bytes()).expect("written");
    drop(file);
    assert_eq!(
        place.content(),
        format!("{}\n{}\n{}\n", ok("a"), failed("b", "refused"), ok("c"))
    );
    let left: Vec<_> = fs::read_dir(place.path.parent().expect("folder"))
        .expect("listed")
        .collect();
    assert_eq!(left.len(), 1, "no lock file stays behind");
}

#[test]
fn a_line_torn_at_any_byte_is_cut_off() {
    let whole = format!("{}\n", ok("a"));
    let second = failed("b", "refused");
    for length in 1..second.len() {
        let place = place(&format!("{whole}{}", &second[..length]));
        let (mut file, resume) = place.open(RESUME).expect("opened");
        assert_eq!(resume.torn, Some(length as u64));
        assert_eq!(resume.done.len(), 1);
        file.write_line(ok("c").as_bytes()).expect("written");
        assert_eq!(place.content(), format!("{whole}{}\n", ok("c")));
    }
}

#[test]
fn a_line_without_its_break_is_finished() {
    let place = place(&ok("a"));
    let (mut file, resume) = place.open(RESUME).expect("opened");
    assert_eq!((resume.kept, resume.torn), (1, None));
    file.write_line(ok("b").as_bytes()).expect("written");
    assert_eq!(place.content(), format!("{}\n{}\n", ok("a"), ok("b")));
}

#[test]
fn zeros_after_a_power_failure_are_cut_off() {
    let whole = format!("{}\n", ok("a"));
    for tail in [
        "\0\0\0\0",
        "{\"schema\":1,\"id\":\"b\0\0\0\0",
        "{\"sch\0\0\0\0\0\0",
    ] {
        let place = place(&format!("{whole}{tail}"));
        let (_file, resume) = place.open(RESUME).expect("opened");
        assert_eq!(resume.torn, Some(tail.len() as u64));
        assert_eq!(place.content(), whole);
    }
}

#[test]
fn failures_are_dropped_for_another_try() {
    let keep = [ok("a"), failed("d", "refused"), ok("f")];
    let place = place(&format!(
        "{}\n{}\n{}\n{}\n{}\n{}\n{{\"sch",
        keep[0],
        failed("b", "rate"),
        failed("c", "interrupted"),
        keep[1],
        failed("e", "rate"),
        keep[2],
    ));
    let (mut file, resume) = place.open(RETRY).expect("opened");
    assert_eq!((resume.kept, resume.dropped, resume.torn), (3, 3, Some(5)));
    assert!(!resume.done.contains_key(&IdHash::of("b")));
    file.write_line(ok("b").as_bytes()).expect("written");
    assert_eq!(
        place.content(),
        format!("{}\n{}\n", keep.join("\n"), ok("b"))
    );
    assert!(matches!(place.open(RESUME), Err(OutputError::Held { .. })));
}

#[test]
fn a_foreign_file_is_never_changed() {
    let cases = [
        ("hello\n".to_owned(), 1),
        ("hello".to_owned(), 1),
        (format!("{}\nhello\n{}\n", ok("a"), ok("b")), 2),
        (
            format!("{}\n{{\"schema\":1,\"id\n{}\n", ok("a"), ok("b")),
            2,
        ),
        ("{\n\"a\":1}\n".to_owned(), 1),
        ("{\"id\":\"x\"}\n".to_owned(), 1),
    ];
    for (content, expected) in cases {
        for start in [RESUME, RETRY, Start::Fresh] {
            let place = place(&content);
            match place.open(start) {
                Err(OutputError::Foreign { line, .. }) => assert_eq!(line, expected, "{content}"),
                other => panic!("{content}: {other:?}"),
            }
            assert_eq!(place.content(), content);
        }
    }
}

#[test]
fn fresh_drops_what_was_there() {
    let place = place(&format!("{}\n{{\"sch", ok("a")));
    let (mut file, resume) = place.open(Start::Fresh).expect("opened");
    assert!(resume.done.is_empty());
    file.write_line(ok("b").as_bytes()).expect("written");
    assert_eq!(place.content(), format!("{}\n", ok("b")));
}

#[test]
fn a_second_run_is_told_who_holds_the_file() {
    let place = place("");
    let held = place.open(RESUME).expect("opened");
    match place.open(RESUME) {
        Err(OutputError::Held { pid, .. }) => assert_eq!(pid, Some(std::process::id())),
        other => panic!("{other:?}"),
    }
    drop(held);
    assert!(place.open(RESUME).is_ok());
}

#[test]
fn a_lock_file_left_by_a_killed_run_holds_nothing() {
    let place = place("");
    fs::write(lock_path(&place.path), "1\n1\n").expect("written");
    assert!(place.open(RESUME).is_ok());
}

#[test]
fn a_missing_folder_is_named() {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("missing/out.jsonl");
    let outcome = ResultFile::open(&path, RESUME);
    assert!(
        matches!(outcome, Err(OutputError::Missing(_))),
        "{outcome:?}"
    );
    // A file in a folder's place cannot be written by any user.
    fs::write(folder.path().join("missing"), "").expect("written");
    let outcome = ResultFile::open(&path, RESUME);
    assert!(
        matches!(outcome, Err(OutputError::Missing(_))),
        "{outcome:?}"
    );
}

#[cfg(unix)]
#[test]
fn a_device_is_written_as_it_is() {
    let (mut file, resume) = ResultFile::open(Path::new("/dev/null"), RETRY).expect("opened");
    assert_eq!(resume.kept, 0);
    file.write_line(ok("a").as_bytes()).expect("written");
}

#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_is_named() {
    let (mut file, _) = ResultFile::open(Path::new("/dev/full"), RESUME).expect("opened");
    let outcome = file.write_line(ok("a").as_bytes());
    assert!(matches!(outcome, Err(OutputError::Full(_))), "{outcome:?}");
}

#[cfg(unix)]
#[test]
fn a_link_as_lock_file_is_refused() {
    let place = place("");
    let victim = place.path.with_file_name("victim");
    fs::write(&victim, "precious").expect("written");
    std::os::unix::fs::symlink(&victim, lock_path(&place.path)).expect("linked");
    assert!(place.open(RESUME).is_err());
    assert_eq!(fs::read_to_string(&victim).expect("read"), "precious");
}

#[cfg(unix)]
#[test]
fn a_linked_output_stays_a_link_when_lines_are_dropped() {
    let place = place(&format!("{}\n{}\n", ok("a"), failed("b", "rate")));
    let link = place.path.with_file_name("link.jsonl");
    std::os::unix::fs::symlink(&place.path, &link).expect("linked");
    ResultFile::open(&link, RETRY).expect("opened");
    assert!(link.is_symlink());
    assert_eq!(place.content(), format!("{}\n", ok("a")));
}

/// A record that a person had a hand in.
fn reviewed(id: &str, reason: &str) -> String {
    let outcome = if reason == "null" { "ok" } else { "failed" };
    format!(
        r#"{{"schema":1,"id":"{id}","outcome":"{outcome}","reason":{reason},"source":{{"lang":"id","title":null,"parts":[],"removed":[],"sha256":""}},"translation":null,"summary":null,"flags":[],"usage":{{}},"provenance":{{}},"review":{{"state":"edited","by":"Sari","at":null}},"label":{{"en":"","id":""}}}}"#
    )
}

#[test]
fn what_a_person_had_a_hand_in_outlives_a_fresh_start() {
    let kept = reviewed("b", "null");
    let place = place(&format!("{}\n{kept}\n{}\n", ok("a"), ok("c")));
    let (file, resume) = place.open(Start::Fresh).expect("opened");
    drop(file);
    assert_eq!(place.content(), format!("{kept}\n"));
    assert!(resume.done.is_empty());
    assert_eq!(resume.kept, 1);
    let record = &resume.reviewed[&IdHash::of("b")];
    assert_eq!(record.review.by.as_deref(), Some("Sari"));
}

#[test]
fn a_failure_that_holds_edits_stays_until_it_is_replaced() {
    let kept = reviewed("a", r#"{"kind":"rate","message":"m"}"#);
    let place = place(&format!("{kept}\n{}\n", failed("b", "rate")));
    let (mut file, resume) = place.open(RETRY).expect("opened");
    assert_eq!(place.content(), format!("{kept}\n"));
    assert_eq!((resume.kept, resume.dropped), (0, 2));
    assert!(resume.done.is_empty() && resume.reviewed.len() == 1);
    file.write_line(reviewed("a", "null").as_bytes())
        .expect("written");
    file.drop_superseded().expect("dropped");
    assert_eq!(place.content(), format!("{}\n", reviewed("a", "null")));
}

#[test]
fn a_text_about_reviews_is_no_review() {
    let line = r#"{"schema":1,"id":"a","outcome":"ok","reason":null,"note":"\"review\":{\"state\":\"edited\"","review":{"state":"machine","by":null,"at":null}}"#;
    assert!(!crate::output::head::is_reviewed(line.as_bytes()));
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(64))]
    /// Whatever was written and wherever it was cut: each whole line is known
    /// again, the last one of an id counts, and nothing is read into a stump.
    #[test]
    fn what_was_written_is_known_again_wherever_it_was_cut(
        rows in proptest::collection::vec((0..6_u8, 0..3_u8), 0..12),
        cut in 0.0..=1.0_f64,
    ) {
        let lines: Vec<(String, String)> = rows
            .iter()
            .enumerate()
            .map(|(at, (id, kind))| {
                // Ids are new each time, as the program writes them.
                let id = format!("a{at}-{id}");
                let line = match kind {
                    0 => ok(&id),
                    1 => failed(&id, "refused"),
                    _ => failed(&id, "network"),
                };
                (id, line)
            })
            .collect();
        let whole: String = lines.iter().map(|(_, line)| format!("{line}\n")).collect();
        #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss, reason = "a share of a small length")]
        let length = (whole.len() as f64 * cut) as usize;
        let kept = whole[..length].matches('\n').count();
        let stump = length - whole[..length].rfind('\n').map_or(0, |at| at + 1);
        // A line that lacks its end and nothing else is whole.
        proptest::prop_assume!(lines.get(kept).is_none_or(|(_, line)| stump < line.len()));
        let place = place(&whole[..length]);
        let (file, resume) = place.open(RESUME).expect("opened");
        proptest::prop_assert_eq!(resume.done.len(), kept);
        for (id, _) in &lines[..kept] {
            proptest::prop_assert!(resume.done.contains_key(&IdHash::of(id)));
        }
        proptest::prop_assert_eq!(resume.torn, (stump > 0).then_some(stump as u64));
        drop(file);
        proptest::prop_assert_eq!(place.content(), &whole[..length - stump]);
    }
}
