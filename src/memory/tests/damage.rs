//! Damaged files and rows: moved aside or deleted, told, and the run goes on.

use std::io::{Seek, SeekFrom, Write};

use super::*;

/// A closed file with a hundred answers.
fn filled() -> Place {
    let place = place();
    fill(&place.open(), 0..100);
    place
}

/// Writes over the file at a place.
fn overwrite(place: &Place, at: u64, bytes: &[u8]) {
    let mut file = fs::OpenOptions::new()
        .write(true)
        .open(&place.path)
        .expect("opened");
    file.seek(SeekFrom::Start(at)).expect("sought");
    file.write_all(bytes).expect("written");
}

fn assert_moved_aside(place: &Place, notices: &[String]) {
    assert_eq!(notices.len(), 1, "{notices:?}");
    assert!(notices[0].contains("memory.db.corrupt-1"), "{notices:?}");
    let aside = place.path.with_file_name("memory.db.corrupt-1");
    assert!(aside.exists());
}

#[test]
fn garbage_is_moved_aside() {
    let place = filled();
    fs::write(&place.path, "bukan basis data ".repeat(1_000)).expect("written");
    let (memory, notices) = Memory::open(&place.path).expect("opened");
    assert_moved_aside(&place, &notices);
    fill(&memory, 0..1);
    assert_eq!(memory.recall(&key(0)), Some(value(0)));
    drop(memory);
    assert_eq!(place.open().count(), Ok(1));
}

#[test]
fn each_damaged_file_has_its_own_name() {
    let place = place();
    for number in 1..4 {
        fs::create_dir_all(place.path.parent().expect("folder")).expect("created");
        fs::write(&place.path, "bukan basis data ".repeat(1_000)).expect("written");
        let (_memory, notices) = Memory::open(&place.path).expect("opened");
        let expected = format!("memory.db.corrupt-{number}");
        assert!(notices[0].contains(&expected), "{notices:?}");
    }
}

#[test]
fn a_truncated_file_is_moved_aside() {
    let place = filled();
    let length = fs::metadata(&place.path).expect("there").len();
    for part in [100, length / 4, length / 2, length - 16_384] {
        let place = filled();
        let file = fs::OpenOptions::new().write(true).open(&place.path);
        file.expect("opened").set_len(part).expect("cut");
        let (memory, mut notices) = Memory::open(&place.path).expect("opened");
        for number in 0..100 {
            let recalled = memory.recall(&key(number));
            assert!(recalled.is_none() || recalled == Some(value(number)));
        }
        fill(&memory, 100..110);
        notices.extend(memory.take_notices());
        assert_moved_aside(&place, &notices);
        assert_eq!(memory.recall(&key(105)), Some(value(105)));
    }
}

#[test]
fn an_answer_that_lost_its_last_byte_is_a_miss() {
    let place = filled();
    let length = fs::metadata(&place.path).expect("there").len();
    let file = fs::OpenOptions::new().write(true).open(&place.path);
    file.expect("opened").set_len(length - 1).expect("cut");
    let memory = place.open();
    for number in 0..100 {
        let recalled = memory.recall(&key(number));
        assert!(recalled.is_none() || recalled == Some(value(number)));
    }
    fill(&memory, 0..100);
    assert_eq!(memory.count(), Ok(100));
}

#[test]
fn an_empty_file_is_a_new_one() {
    let place = filled();
    fs::write(&place.path, "").expect("written");
    assert_eq!(place.open().count(), Ok(0));
}

/// Wherever bytes are flipped, no wrong answer comes out and the run goes on.
#[test]
fn flipped_bytes_never_give_a_wrong_answer() {
    let length = fs::metadata(filled().path).expect("there").len();
    for step in 0..40 {
        let place = filled();
        overwrite(&place, length * step / 40 + 7, &[0xff; 23]);
        let Ok((memory, _)) = Memory::open(&place.path) else {
            // The version, the owner or the format may be what was flipped.
            assert_eq!(step, 0);
            continue;
        };
        for number in 0..100 {
            let recalled = memory.recall(&key(number));
            assert!(recalled.is_none() || recalled == Some(value(number)));
        }
        fill(&memory, 0..100);
        for number in 0..100 {
            assert_eq!(memory.recall(&key(number)), Some(value(number)));
        }
    }
}

#[test]
fn damage_found_by_the_reader_reaches_the_writer_too() {
    let place = filled();
    let memory = place.open();
    fill(&memory, 100..101);
    // Every page but the first, in the file and not in the log.
    drop(memory);
    let memory = place.open();
    let length = fs::metadata(&place.path).expect("there").len();
    overwrite(&place, 16_384, &vec![0xee; length as usize - 16_384]);
    assert_eq!(memory.recall(&key(1)), None);
    fill(&memory, 0..10);
    assert_moved_aside(&place, &memory.take_notices());
    assert_eq!(memory.recall(&key(1)), Some(value(1)));
    assert_eq!(memory.count(), Ok(10));
    drop(memory);
    assert_eq!(place.open().count(), Ok(10));
}

#[test]
fn two_handles_that_find_the_same_damage_move_it_once() {
    let place = filled();
    let (first, second) = (place.open(), place.open());
    let length = fs::metadata(&place.path).expect("there").len();
    overwrite(&place, 16_384, &vec![0xee; length as usize - 16_384]);
    for memory in [&first, &second] {
        assert_eq!(memory.recall(&key(1)), None);
    }
    fill(&first, 0..5);
    fill(&second, 5..10);
    assert_eq!(first.count(), Ok(10));
    assert_eq!(second.count(), Ok(10));
    let twice = place.path.with_file_name("memory.db.corrupt-2");
    assert!(!twice.exists());
}

#[test]
fn a_row_that_was_changed_is_a_miss_and_goes() {
    let place = filled();
    let memory = place.open();
    place.sql("UPDATE answer SET value = x'00' WHERE number <= 2");
    let changed: Vec<_> = (0..100)
        .filter(|number| memory.recall(&key(*number)).is_none())
        .collect();
    assert_eq!(changed.len(), 2);
    assert_eq!(memory.take_notices().len(), 1);
    fill(&memory, 100..101);
    assert_eq!(memory.count(), Ok(99));
    fill(&memory, changed[0]..changed[0] + 1);
    assert_eq!(memory.recall(&key(changed[0])), Some(value(changed[0])));
}
