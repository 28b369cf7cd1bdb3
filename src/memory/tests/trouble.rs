//! Files that cannot be used: each fault has its name and says what to do.

use std::process::Command;

use super::*;

#[test]
fn a_later_version_is_refused() {
    let place = place();
    drop(place.open());
    place.sql("PRAGMA user_version = 99");
    let outcome = Memory::open(&place.path).err();
    assert!(
        matches!(outcome, Some(MemoryError::Newer { found: 99, .. })),
        "{outcome:?}"
    );
}

#[test]
fn the_database_of_another_program_is_left_alone() {
    for sql in [
        "CREATE TABLE theirs (a)",
        "PRAGMA application_id = 7; PRAGMA user_version = 1",
        "PRAGMA user_version = 1",
    ] {
        let place = place();
        fs::create_dir_all(place.path.parent().expect("folder")).expect("created");
        place.sql(sql);
        let before = fs::read(&place.path).expect("read");
        let outcome = Memory::open(&place.path).err();
        assert!(
            matches!(outcome, Some(MemoryError::Foreign(_))),
            "{sql}: {outcome:?}"
        );
        assert_eq!(fs::read(&place.path).expect("read"), before);
    }
}

#[test]
fn a_file_where_a_folder_should_be_is_named() {
    let place = place();
    fs::write(place.folder.path().join("state"), "").expect("written");
    let outcome = Memory::open(&place.path).err();
    assert!(
        matches!(outcome, Some(MemoryError::ReadOnly(_))),
        "{outcome:?}"
    );
}

#[test]
fn a_folder_where_the_file_should_be_is_left_alone() {
    let place = place();
    fs::create_dir_all(&place.path).expect("created");
    let before = fs::metadata(&place.path).expect("there").permissions();
    let outcome = Memory::open(&place.path).err();
    assert!(
        matches!(outcome, Some(MemoryError::Failed { .. })),
        "{outcome:?}"
    );
    assert_eq!(
        fs::metadata(&place.path).expect("there").permissions(),
        before
    );
}

#[test]
fn a_lasting_lock_is_reported_as_busy_and_passes() {
    let place = place();
    let (memory, _) = Memory::open_with_patience(&place.path, Duration::ZERO).expect("opened");
    fill(&memory, 0..1);
    let other = rusqlite::Connection::open(&place.path).expect("opened");
    other.execute_batch("BEGIN IMMEDIATE").expect("begun");
    assert_eq!(memory.recall(&key(0)), Some(value(0)), "reading goes on");
    let outcome = wait(memory.keep(answer(1)));
    assert!(matches!(outcome, Err(MemoryError::Busy(_))), "{outcome:?}");
    other.execute_batch("ROLLBACK").expect("ended");
    fill(&memory, 1..2);
}

/// A file system of a few pages, for whoever may mount one.
struct SmallDisk(tempfile::TempDir);

impl SmallDisk {
    fn mount(options: &str) -> Option<Self> {
        let folder = tempfile::tempdir().expect("folder");
        let mount = Command::new("mount")
            .args(["-t", "tmpfs", "-o", options, "none"])
            .arg(folder.path())
            .output();
        if mount.is_ok_and(|output| output.status.success()) {
            return Some(Self(folder));
        }
        eprintln!("skipped: no right to mount a small disk");
        None
    }

    fn path(&self) -> PathBuf {
        self.0.path().join("memory.db")
    }
}

impl Drop for SmallDisk {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg("-l").arg(self.0.path()).status();
    }
}

#[test]
fn a_full_disk_is_named_and_what_was_kept_stays() {
    let Some(disk) = SmallDisk::mount("size=1m") else {
        return;
    };
    let (memory, _) = Memory::open(&disk.path()).expect("opened");
    let mut kept = 0;
    let error = loop {
        match wait(memory.keep(answer(kept))) {
            Ok(()) => kept += 1,
            Err(error) => break error,
        }
    };
    assert!(matches!(error, MemoryError::Full(_)), "{error:?}");
    assert!(kept > 20);
    drop(memory);
    let (memory, notices) = Memory::open(&disk.path()).expect("opened again");
    assert_eq!(notices, Vec::<String>::new());
    for number in 0..kept {
        assert_eq!(memory.recall(&key(number)), Some(value(number)));
    }
}

#[test]
fn a_disk_without_any_space_is_named() {
    let Some(disk) = SmallDisk::mount("size=4k") else {
        return;
    };
    let error = Memory::open(&disk.path()).err();
    assert!(matches!(error, Some(MemoryError::Full(_))), "{error:?}");
}

#[test]
fn a_read_only_disk_is_named() {
    let Some(disk) = SmallDisk::mount("size=1m") else {
        return;
    };
    drop(Memory::open(&disk.path()).expect("opened"));
    let remount = Command::new("mount")
        .args(["-o", "remount,ro"])
        .arg(disk.0.path())
        .status();
    assert!(remount.is_ok_and(|status| status.success()));
    let error = Memory::open(&disk.path()).err();
    assert!(matches!(error, Some(MemoryError::ReadOnly(_))), "{error:?}");
    let missing = Memory::open(&disk.0.path().join("new/memory.db")).err();
    assert!(
        matches!(missing, Some(MemoryError::ReadOnly(_))),
        "{missing:?}"
    );
}
