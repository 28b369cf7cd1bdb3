//! What can go wrong while a model is fetched.

use std::sync::atomic::Ordering;
use std::sync::{Arc, atomic::AtomicBool};

use super::draft::{is_translated, nobody, translate};
use super::server::{MODEL, Mirror, asked_from, folder, home, packed_hash, rest, whole};
use super::support::endpoint::{Answer, reply};
use super::support::process::{Gate, until};
use super::support::{alih, stderr};

/// The second try of a run that failed once, from a mirror in order.
fn goes_on(home: &tempfile::TempDir) -> Mirror {
    let mirror = Mirror::with(|request, _, packed| rest(request, packed));
    is_translated(&translate(home, mirror.root(), &[]));
    mirror
}

fn fails(output: &std::process::Output, words: &[&str]) {
    assert_eq!(output.status.code(), Some(2), "{}", stderr(output));
    for word in words {
        assert!(stderr(output).contains(word), "{word}: {}", stderr(output));
    }
}

#[test]
fn a_file_with_the_wrong_checksum_is_thrown_away() {
    let home = home();
    let mirror = Mirror::with(|_, _, packed| {
        let mut wrong = packed.to_vec();
        wrong[5_000] ^= 1;
        whole(&wrong)
    });
    let output = translate(&home, mirror.root(), &[]);
    fails(
        &output,
        &[
            "model.iden.intgemm.alphas.bin from 127.0.0.1 does not match its checksum",
            "thrown away",
        ],
    );
    assert_eq!(mirror.downloads(), 1, "it is not asked for again and again");
    assert!(!folder(&home).join("id-en").exists());
    let mirror = goes_on(&home);
    assert_eq!(mirror.downloads(), 2);
}

#[test]
fn a_download_that_is_cut_goes_on_where_it_was_cut() {
    let home = home();
    let mirror = Mirror::with(|request, number, packed| match number {
        0 => Answer::Cut {
            body: packed.to_vec(),
            after: 40_000,
        },
        _ => rest(request, packed),
    });
    is_translated(&translate(&home, mirror.root(), &[]));
    let froms: Vec<_> = mirror.endpoint.requests().iter().map(asked_from).collect();
    assert_eq!(froms, [None, None, Some(40_000), None]);
}

#[test]
fn a_server_that_sends_all_again_is_understood() {
    let home = home();
    let mirror = Mirror::with(|_, number, packed| match number {
        0 => Answer::Cut {
            body: packed.to_vec(),
            after: 40_000,
        },
        _ => whole(packed),
    });
    is_translated(&translate(&home, mirror.root(), &[]));
}

#[test]
fn a_later_run_goes_on_where_an_earlier_one_was_cut() {
    let home = home();
    let mirror = Mirror::with(|_, number, packed| match number {
        0 => Answer::Cut {
            body: packed.to_vec(),
            after: 70_000,
        },
        _ => Answer::Close,
    });
    fails(&translate(&home, mirror.root(), &[]), &["127.0.0.1"]);
    let mirror = goes_on(&home);
    let froms: Vec<_> = mirror.endpoint.requests().iter().map(asked_from).collect();
    assert_eq!(froms, [None, Some(70_000), None]);
    let left = std::fs::read_dir(folder(&home)).unwrap().flatten();
    let parts = left.filter(|row| row.file_name().to_string_lossy().ends_with(".part"));
    assert_eq!(parts.count(), 0, "nothing is left behind");
}

#[test]
fn what_an_earlier_run_left_may_be_wrong() {
    let home = home();
    std::fs::create_dir_all(folder(&home)).unwrap();
    let part = folder(&home).join(format!(".{}.part", packed_hash()));
    std::fs::write(part, vec![7; 50_000]).unwrap();
    let mirror = goes_on(&home);
    let froms: Vec<_> = mirror.endpoint.requests().iter().map(asked_from).collect();
    assert_eq!(froms, [None, Some(50_000), None, None]);
}

#[test]
fn a_server_without_the_file_is_named() {
    let home = home();
    let mirror = Mirror::with(|_, _, _| reply(404, &serde_json::json!({})));
    fails(
        &translate(&home, mirror.root(), &["--endpoint", "local"]),
        &["the server answers 404", "--models-from"],
    );
    let other =
        super::support::endpoint::Endpoint::start(|_| reply(200, &serde_json::json!({"hello": 1})));
    fails(
        &translate(&home, other.root(), &["--endpoint", "local"]),
        &["the list of models has no \"data\"", "--models-from"],
    );
    goes_on(&home);
}

#[test]
fn redirects_are_followed() {
    let target = Mirror::start();
    let root = target.root().to_owned();
    let mirror = Mirror::with(move |request, _, _| {
        let path = request.target.trim_start_matches("GET ");
        super::support::site::redirect(&format!("{root}{path}"))
    });
    let home = home();
    is_translated(&translate(&home, mirror.root(), &[]));
    assert_eq!(target.downloads(), 2);
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_is_named_and_later_done_without() {
    let home = home();
    std::fs::create_dir_all(folder(&home)).unwrap();
    let part = folder(&home).join(format!(".{}.part", packed_hash()));
    std::os::unix::fs::symlink("/dev/full", &part).unwrap();
    let mirror = Mirror::start();
    fails(
        &translate(&home, mirror.root(), &["--endpoint", "local"]),
        &["the disk is full", "--models"],
    );
    assert!(part.symlink_metadata().is_err(), "the space is given back");
    goes_on(&home);
}

#[test]
fn a_folder_that_cannot_be_written_is_named() {
    let (home, mirror) = (home(), Mirror::start());
    std::fs::write(home.path().join("file"), "").unwrap();
    let output = translate(
        &home,
        mirror.root(),
        &["--endpoint", "local", "--models", "file/models"],
    );
    fails(
        &output,
        &["file/models", "give another folder with --models"],
    );
    assert_eq!(mirror.endpoint.count(), 0);
    is_translated(&translate(&home, mirror.root(), &["--models", "other"]));
}

#[test]
#[cfg(unix)]
fn a_model_in_a_folder_that_cannot_be_written_is_used() {
    use std::os::unix::fs::PermissionsExt;
    let home = home();
    MODEL.write(&home.path().join("files"));
    let import = alih(home.path())
        .args(["models", "import", "files"])
        .output()
        .unwrap();
    assert_eq!(import.status.code(), Some(0), "{}", stderr(&import));
    let all = [folder(&home).join("id-en"), folder(&home)];
    let permit = |mode| {
        for path in &all {
            std::fs::set_permissions(path, std::fs::Permissions::from_mode(mode)).unwrap();
        }
    };
    permit(0o555);
    let output = translate(&home, &nobody(), &[]);
    permit(0o755);
    is_translated(&output);
}

#[test]
fn two_at_once_fetch_once() {
    let gate = Gate::default();
    let begun = Arc::new(AtomicBool::new(false));
    let (held, tell) = (gate.clone(), Arc::clone(&begun));
    let mirror = Mirror::with(move |_, _, packed| {
        tell.store(true, Ordering::SeqCst);
        held.pass();
        whole(packed)
    });
    let home = home();
    let start = || {
        let path = home.path().to_owned();
        let root = mirror.root().to_owned();
        let mut command = std::process::Command::new(assert_cmd::cargo::cargo_bin("alih"));
        command
            .env_clear()
            .env("HOME", &path)
            .env("ALIH_MODELS_FROM", root)
            .current_dir(&path)
            .args(["translate", "artikel.txt", "--no-memory"])
            .stdout(std::process::Stdio::piped())
            .stderr(std::process::Stdio::from(
                std::fs::OpenOptions::new()
                    .create(true)
                    .append(true)
                    .open(path.join("stderr"))
                    .unwrap(),
            ));
        command.spawn().unwrap()
    };
    let first = start();
    until("the first download", || begun.load(Ordering::SeqCst));
    let second = start();
    let told = || std::fs::read_to_string(home.path().join("stderr")).unwrap();
    until("the second process to wait", || {
        told().contains("waiting for another alih")
    });
    gate.open();
    for child in [first, second] {
        is_translated(&child.wait_with_output().unwrap());
    }
    assert_eq!(mirror.downloads(), 2, "each file once");
}
