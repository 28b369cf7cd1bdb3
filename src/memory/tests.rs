use std::fs;
use std::path::PathBuf;

use super::*;
use crate::article::Usage;

mod damage;
mod trouble;

struct Place {
    folder: tempfile::TempDir,
    path: PathBuf,
}

fn place() -> Place {
    let folder = tempfile::tempdir().expect("folder");
    let path = folder.path().join("state/alih/memory.db");
    Place { folder, path }
}

impl Place {
    fn open(&self) -> Memory {
        let (memory, notices) = Memory::open(&self.path).expect("opened");
        assert_eq!(notices, Vec::<String>::new());
        memory
    }

    fn sql(&self, sql: &str) {
        let connection = rusqlite::Connection::open(&self.path).expect("opened");
        connection.execute_batch(sql).expect("executed");
    }
}

fn key(number: usize) -> Fingerprint {
    Fingerprint::builder("test")
        .field(number.to_le_bytes())
        .finish()
}

fn value(number: usize) -> Vec<u8> {
    format!("jawaban {number} ").repeat(200).into_bytes()
}

fn answer(number: usize) -> Entry {
    Entry {
        answers: vec![(key(number), value(number))],
        call: None,
    }
}

fn wait<T>(future: impl Future<Output = T>) -> T {
    tokio::runtime::Builder::new_current_thread()
        .build()
        .expect("runtime")
        .block_on(future)
}

fn fill(memory: &Memory, numbers: std::ops::Range<usize>) {
    let waiting: Vec<_> = numbers.map(|number| memory.keep(answer(number))).collect();
    wait(async {
        for outcome in waiting {
            outcome.await.expect("kept");
        }
    });
}

#[test]
fn recalls_what_was_kept_also_after_opening_again() {
    let place = place();
    let memory = place.open();
    assert_eq!(memory.recall(&key(1)), None);
    fill(&memory, 0..10);
    for memory in [memory, place.open()] {
        assert_eq!(memory.recall(&key(1)), Some(value(1)));
        assert_eq!(
            memory.recall_many(&[key(3), key(99), key(2)]),
            [Some(value(3)), None, Some(value(2))]
        );
        assert_eq!(memory.recall_many(&[]), Vec::<Option<Vec<u8>>>::new());
        assert_eq!(memory.count(), Ok(10));
    }
}

#[test]
fn a_later_answer_replaces_an_earlier_one() {
    let place = place();
    let memory = place.open();
    for text in [&b"satu"[..], b"dua", b""] {
        let entry = Entry {
            answers: vec![(key(1), text.to_vec())],
            call: None,
        };
        wait(memory.keep(entry)).expect("kept");
        assert_eq!(memory.recall(&key(1)).as_deref(), Some(text));
    }
    assert_eq!(memory.count(), Ok(1));
}

#[test]
fn an_answer_is_written_though_nobody_waits_for_it() {
    let place = place();
    let memory = place.open();
    drop(memory.keep(answer(1)));
    drop(memory);
    assert_eq!(place.open().recall(&key(1)), Some(value(1)));
}

#[test]
fn many_at_once_are_all_kept() {
    let place = place();
    let memory = place.open();
    fill(&memory, 0..2_000);
    assert_eq!(memory.count(), Ok(2_000));
}

#[cfg(unix)]
#[test]
fn only_the_owner_may_read() {
    use std::os::unix::fs::PermissionsExt;
    let mode =
        |path: &std::path::Path| fs::metadata(path).expect("there").permissions().mode() & 0o777;
    let place = place();
    let memory = place.open();
    fill(&memory, 0..1);
    let folder = place.path.parent().expect("folder");
    assert_eq!(mode(folder), 0o700);
    let mut files = 0;
    for entry in fs::read_dir(folder).expect("listed") {
        assert_eq!(mode(&entry.expect("entry").path()), 0o600);
        files += 1;
    }
    assert_eq!(files, 3, "database, log and shared memory");
    drop(memory);
    fs::set_permissions(&place.path, fs::Permissions::from_mode(0o644)).expect("set");
    drop(place.open());
    assert_eq!(mode(&place.path), 0o600);
}

fn call(day: &str, model: &str, tokens: u64, cost: Option<f64>) -> Entry {
    Entry {
        answers: Vec::new(),
        call: Some(CallLog {
            day: day.to_owned(),
            endpoint: "utama".to_owned(),
            model: model.to_owned(),
            usage: Usage {
                requests: 1,
                tokens_in: tokens,
                cost,
                ..Usage::default()
            },
        }),
    }
}

#[test]
fn adds_calls_up_by_day_endpoint_and_model() {
    let place = place();
    let memory = place.open();
    let entries = [
        call("2026-11-22", "a", 10, Some(0.5)),
        call("2026-11-22", "a", 20, None),
        call("2026-11-22", "a", 30, Some(0.25)),
        call("2026-11-22", "b", 1, None),
        call("2026-11-23", "a", 5, Some(1.0)),
    ];
    let waiting: Vec<_> = entries
        .into_iter()
        .map(|entry| memory.keep(entry))
        .collect();
    for outcome in waiting {
        wait(outcome).expect("kept");
    }
    let seen = |since| -> Vec<_> {
        let rows = memory.usage(since).expect("read").into_iter();
        rows.map(|row| {
            let usage = row.usage;
            let figures = (usage.requests, usage.tokens_in, usage.cost);
            (row.day, row.model, figures)
        })
        .collect()
    };
    let row = |day: &str, model: &str, figures| (day.to_owned(), model.to_owned(), figures);
    let last = row("2026-11-23", "a", (1, 5, Some(1.0)));
    assert_eq!(
        seen(None),
        [
            row("2026-11-22", "a", (3, 60, Some(0.75))),
            row("2026-11-22", "b", (1, 1, None)),
            last.clone(),
        ]
    );
    assert_eq!(seen(Some("2026-11-23")), [last]);
}

#[test]
fn an_absurd_claim_does_not_lose_the_answer_stored_with_it() {
    let place = place();
    let memory = place.open();
    for _ in 0..3 {
        let mut entry = call("2026-11-22", "a", u64::MAX, Some(f64::NAN));
        entry.answers = answer(1).answers;
        wait(memory.keep(entry)).expect("kept");
    }
    assert!(memory.recall(&key(1)).is_some());
    assert_eq!(memory.usage(None).expect("read")[0].usage.requests, 3);
}

#[test]
fn remembers_which_entries_of_a_feed_were_seen() {
    let place = place();
    let memory = place.open();
    assert!(!memory.seen("rss", "1"));
    wait(memory.mark_seen("rss", "1")).expect("marked");
    wait(memory.mark_seen("rss", "1")).expect("marked again");
    assert!(memory.seen("rss", "1"));
    assert!(!memory.seen("rss", "2") && !memory.seen("atom", "1"));
}

#[test]
fn what_is_forgotten_is_gone_from_the_files() {
    let place = place();
    let memory = place.open();
    fill(&memory, 0..20);
    wait(memory.keep(call("2026-11-22", "a", 1, None))).expect("kept");
    wait(memory.mark_seen("rss", "1")).expect("marked");
    let aside = place.path.with_file_name("memory.db.corrupt-1");
    fs::write(&aside, value(3)).expect("written");

    assert_eq!(memory.forget(Forget::Everything), Ok(20));
    assert_eq!(memory.count(), Ok(0));
    assert_eq!(memory.usage(None), Ok(Vec::new()));
    assert!(!memory.seen("rss", "1"));
    for entry in fs::read_dir(place.path.parent().expect("folder")).expect("listed") {
        let content = fs::read(entry.expect("entry").path()).expect("read");
        assert!(memchr::memmem::find(&content, b"jawaban").is_none());
    }
    fill(&memory, 5..6);
    assert_eq!(memory.recall(&key(5)), Some(value(5)));
}

#[test]
fn forgets_what_is_older_than_some_days() {
    let place = place();
    let memory = place.open();
    fill(&memory, 0..4);
    let today = writer::today();
    for (number, age) in [(0, 0), (1, 6), (2, 7), (3, 8)] {
        let key: String = key(number).to_string();
        place.sql(&format!(
            "UPDATE answer SET stored = {} WHERE key = x'{key}'",
            today - age
        ));
    }
    assert_eq!(memory.forget(Forget::OlderThan { days: 7 }), Ok(1));
    assert_eq!(memory.recall(&key(3)), None);
    assert_eq!(memory.recall(&key(2)), Some(value(2)));
}

#[test]
fn two_handles_on_one_file_write_at_the_same_time() {
    let place = place();
    let (first, second) = (place.open(), place.open());
    std::thread::scope(|scope| {
        scope.spawn(|| (0..300).for_each(|number| fill(&first, number..number + 1)));
        scope.spawn(|| (300..600).for_each(|number| fill(&second, number..number + 1)));
    });
    for memory in [&first, &second] {
        assert_eq!(memory.count(), Ok(600));
        assert_eq!(memory.recall(&key(0)), Some(value(0)));
        assert_eq!(memory.recall(&key(599)), Some(value(599)));
        assert_eq!(memory.take_notices(), Vec::<String>::new());
    }
}

#[test]
fn many_may_create_the_file_at_the_same_time() {
    for _ in 0..20 {
        let place = place();
        std::thread::scope(|scope| {
            for number in 0..4 {
                let place = &place;
                scope.spawn(move || fill(&place.open(), number..number + 1));
            }
        });
        assert_eq!(place.open().count(), Ok(4));
        let entries = fs::read_dir(place.folder.path().join("state/alih")).expect("listed");
        assert_eq!(entries.count(), 1, "nothing was moved aside");
    }
}

#[test]
fn the_log_is_emptied_while_the_run_goes_on() {
    let place = place();
    let memory = place.open();
    fill(&memory, 0..6_000);
    let database = fs::metadata(&place.path).expect("there").len();
    let log = place.path.with_file_name("memory.db-wal");
    let log = fs::metadata(log).expect("there").len();
    assert!(database > 8_000_000, "{database}");
    assert!(log < 8_000_000, "{log}");
}
