//! Disks, locks and damaged files.

use std::fs;
use std::path::Path;
use std::process::Command;

use super::support::process::{Running, until};
use super::support::story::{Story, story};
use super::support::{ids, records};
use super::{Desk, Ended};

#[test]
fn row_46_a_second_run_on_the_same_output_names_the_first() {
    let stories: Vec<Story> = (0..4).map(story).collect();
    let (desk, gate) = Desk::gated(stories.clone(), stories);
    for output in ["hasil.jsonl", "hasil/"] {
        let before = desk.endpoint.count();
        let arguments = ["berita.jsonl", "-o", output, "--fresh", "--width", "1"];
        let first = Running::start(desk.home(), &desk.endpoint.base_url, &arguments);
        until("a request", || desk.endpoint.count() > before);
        let second = desk.run(&["berita.jsonl", "-o", output]).must(2);
        second.told(&format!("(process {})", first.id()));
        gate.open();
        let (code, _, told) = first.ended();
        assert_eq!(code, 0, "{told}");
    }
}

#[test]
fn row_40_an_output_without_a_folder_costs_nothing() {
    let desk = Desk::new(2);
    let ended = desk.run(&["berita.jsonl", "-o", "tidak/ada/hasil.jsonl"]);
    ended.must(2).told("does not exist");
    assert_eq!(desk.endpoint.count(), 0);
}

#[test]
fn row_40_an_output_that_cannot_be_written_costs_nothing() {
    let desk = Desk::new(2);
    // Nobody may create files there, not even root.
    for output in ["/proc/hasil.jsonl", "/proc/hasil/"] {
        desk.run(&["berita.jsonl", "-o", output]).must(2);
    }
    fs::create_dir(desk.path("berkas.jsonl")).unwrap();
    fs::write(desk.path("berkas"), "").unwrap();
    desk.run(&["berita.jsonl", "-o", "berkas/hasil.jsonl"])
        .must(2);
    assert_eq!(desk.endpoint.count(), 0);
}

#[test]
fn row_40_on_a_read_only_disk_nothing_is_paid_for_and_the_memory_is_done_without() {
    let desk = Desk::new(2);
    let folder = desk.path("arsip");
    let Some(small) = Small::mount(&folder, "64k") else {
        return;
    };
    small.remount("ro");
    for output in ["arsip/hasil.jsonl", "arsip/hasil/"] {
        desk.run(&["berita.jsonl", "-o", output]).must(2);
    }
    assert_eq!(desk.endpoint.count(), 0);
    desk.usual(&["--state", "arsip/memory.db"])
        .must(0)
        .told("without a translation memory");
    assert_eq!(ids(&desk.path("hasil.jsonl")).len(), 2);
}

#[test]
fn row_39_a_full_device_ends_the_run() {
    let desk = Desk::new(30);
    let ended = desk.run(&["berita.jsonl", "-o", "/dev/full", "--width", "2"]);
    ended.must(1).told("disk is full");
    assert!(desk.endpoint.count() < 10, "{}", desk.endpoint.count());
}

/// A small file system that is unmounted when dropped; none where mounting
/// is not allowed.
struct Small<'a>(&'a Path);

impl<'a> Small<'a> {
    fn mount(at: &'a Path, size: &str) -> Option<Self> {
        fs::create_dir(at).unwrap();
        let mounted = Command::new("mount")
            .args(["-t", "tmpfs", "-o", &format!("size={size}"), "tmpfs"])
            .arg(at)
            .output()
            .is_ok_and(|output| output.status.success());
        if !mounted {
            println!("skipped: mounting a small file system is not allowed here");
        }
        mounted.then_some(Self(at))
    }

    fn remount(&self, option: &str) {
        let remounted = Command::new("mount")
            .args(["-o", &format!("remount,{option}")])
            .arg(self.0)
            .status();
        assert!(remounted.unwrap().success());
    }
}

impl Drop for Small<'_> {
    fn drop(&mut self) {
        let _ = Command::new("umount").arg(self.0).status();
    }
}

#[test]
fn row_39_on_a_full_disk_what_is_written_stays_whole_and_the_run_goes_on_later() {
    let desk = Desk::new(60);
    let folder = desk.path("kecil");
    let Some(small) = Small::mount(&folder, "64k") else {
        return;
    };
    let output = folder.join("hasil.jsonl");
    let arguments = ["berita.jsonl", "-o", "kecil/hasil.jsonl"];
    desk.run(&arguments).must(1).told("disk is full");
    let bytes = fs::read(&output).unwrap();
    assert!(bytes.ends_with(b"\n"));
    let kept = records(&bytes).len();
    assert!((1..60).contains(&kept), "{kept}");
    let paid = desk.endpoint.count();

    small.remount("size=4m");
    desk.run(&arguments).must(0);
    assert_eq!(desk.endpoint.count(), 60, "{paid} were paid for before");
    assert_eq!(ids(&output).len(), 60);
}

#[test]
fn a_memory_on_a_full_disk_is_done_without() {
    let desk = Desk::new(40);
    let folder = desk.path("kecil");
    let Some(_small) = Small::mount(&folder, "100k") else {
        return;
    };
    let ended = desk.usual(&["--state", "kecil/memory.db"]).must(0);
    assert_eq!(
        ended.stderr.matches("disk is full").count(),
        1,
        "{}",
        ended.stderr
    );
    assert_eq!(ids(&desk.path("hasil.jsonl")).len(), 40);
}

#[test]
fn row_47_an_unwritable_memory_is_done_without_and_said_once() {
    let desk = Desk::new(5);
    fs::write(desk.path("berkas"), "").unwrap();
    for state in ["berkas/memory.db", "/proc/memory.db"] {
        let ended = desk.run(&["berita.jsonl", "--state", state]).must(0);
        let said = ended.stderr.matches("without a translation memory").count();
        assert_eq!(said, 1, "{}", ended.stderr);
        assert_eq!(records(&ended.stdout).len(), 5);
    }
}

#[test]
fn row_48_a_damaged_memory_is_moved_aside_and_said() {
    let desk = Desk::new(5);
    desk.run(&["berita.jsonl", "--state", "memory.db"]).must(0);
    let path = desk.path("memory.db");
    let length = fs::metadata(&path).unwrap().len();
    fs::write(&path, vec![b'x'; usize::try_from(length).unwrap()]).unwrap();
    let ended = desk.run(&["berita.jsonl", "--state", "memory.db"]).must(0);
    ended.told("was damaged and is now");
    assert!(desk.path("memory.db.corrupt-1").exists());
    assert_eq!(desk.endpoint.count(), 10);
    desk.run(&["berita.jsonl", "--state", "memory.db"]).must(0);
    assert_eq!(desk.endpoint.count(), 10);
}

#[test]
fn row_47_two_processes_share_one_memory() {
    let desk = Desk::new(40);
    let start = |output| {
        let arguments = ["berita.jsonl", "-o", output];
        Running::start(desk.home(), &desk.endpoint.base_url, &arguments)
    };
    let both = [start("satu.jsonl"), start("dua.jsonl")];
    for run in both {
        let (code, _, told) = run.ended();
        assert_eq!(code, 0, "{told}");
        assert!(!told.contains("memory /"), "{told}");
    }
    let paid = desk.endpoint.count();
    assert!((40..=80).contains(&paid), "{paid}");
    let third: Ended = desk.run(&["berita.jsonl", "-o", "tiga.jsonl"]).must(0);
    third.told("40 from memory");
    assert_eq!(desk.endpoint.count(), paid);
}

/// `alih translate` under a limit on open files, as the shell sets it.
#[cfg(unix)]
fn limited(desk: &Desk, limit: &str) -> Ended {
    let program = assert_cmd::cargo::cargo_bin("alih");
    let script = format!("ulimit {limit} && exec \"$0\" \"$@\"");
    let ended = Command::new("sh")
        .args(["-c", &script])
        .arg(program)
        .args(["translate", "berita.jsonl", "-o", "hasil.jsonl"])
        .args(["--endpoint", "openai", "--model", "mock", "--width", "100"])
        .args(["--base-url", &desk.endpoint.base_url])
        .env_clear()
        .env("HOME", desk.home())
        .env("OPENAI_API_KEY", super::support::KEY)
        .current_dir(desk.home())
        .output();
    Ended::of(ended.unwrap())
}

#[cfg(unix)]
#[test]
fn too_few_open_files_were_taken_for_an_endpoint_that_is_gone() {
    let desk = Desk::new(2);
    let ended = limited(&desk, "-n 60").must(2);
    ended.told("148 open files, and 60 are allowed; lower --width, or raise `ulimit -n`");
    assert_eq!(desk.endpoint.count(), 0);
    limited(&desk, "-S -n 60").must(0);
}

#[test]
fn without_a_home_nothing_was_remembered_and_nothing_said() {
    let desk = Desk::new(2);
    let run = |more: &[&str]| {
        let ended = Command::new(assert_cmd::cargo::cargo_bin("alih"))
            .args(["translate", "berita.jsonl", "-o", "hasil.jsonl", "--fresh"])
            .args(["--endpoint", "openai", "--model", "mock"])
            .args(["--base-url", &desk.endpoint.base_url])
            .args(more)
            .env_clear()
            .env("OPENAI_API_KEY", super::support::KEY)
            .current_dir(desk.home())
            .output();
        Ended::of(ended.unwrap()).must(0)
    };
    run(&[]).told("HOME is not set; name a file with --state, or use --no-memory");
    for silent in [&["--no-memory"][..], &["--state", "ingatan.db"]] {
        let told = run(silent).stderr;
        assert!(!told.contains("memory"), "{told}");
    }
}
