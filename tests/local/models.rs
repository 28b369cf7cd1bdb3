//! `alih models`.

use std::io::Write;
use std::path::Path;
use std::process::Output;

use flate2::Compression;
use flate2::write::GzEncoder;
use tempfile::TempDir;

use super::draft::{is_translated, nobody, translate};
use super::server::{MODEL, Mirror, folder, home};
use super::support::model::zstandard;
use super::support::{alih, stderr};

fn models(home: &TempDir, root: &str, arguments: &[&str]) -> Output {
    alih(home.path())
        .env("ALIH_MODELS_FROM", root)
        .arg("models")
        .args(arguments)
        .output()
        .unwrap()
}

fn done(output: &Output) -> String {
    assert_eq!(output.status.code(), Some(0), "{}", stderr(output));
    String::from_utf8(output.stdout.clone()).unwrap()
}

fn refused(output: &Output, words: &str) {
    assert_eq!(output.status.code(), Some(2), "{}", stderr(output));
    assert!(stderr(output).contains(words), "{}", stderr(output));
}

#[test]
fn models_are_listed_fetched_and_removed() {
    let (home, mirror) = (home(), Mirror::start());
    let root = mirror.root();
    assert!(done(&models(&home, root, &["list"])).starts_with("no models in "));
    assert_eq!(
        done(&models(&home, root, &["list", "--available"])),
        "id-en\n"
    );
    let fetched = done(&models(&home, root, &["fetch"]));
    assert!(
        fetched.starts_with("id-en       0.8 MB  id-en-1.0-"),
        "{fetched}"
    );
    assert!(done(&models(&home, root, &["list"])).starts_with(&fetched));
    assert_eq!(mirror.downloads(), 2);
    // What is here and whole is not fetched again.
    assert_eq!(done(&models(&home, root, &["fetch", "id-en"])), fetched);
    assert_eq!(mirror.downloads(), 2);
    assert_eq!(done(&models(&home, root, &["remove"])), "id-en removed\n");
    refused(
        &models(&home, root, &["remove"]),
        "there is no model id-en in ",
    );
    refused(
        &models(&home, root, &["fetch", "en-id"]),
        "has no model for en-id",
    );
    refused(
        &models(&home, root, &["fetch", "../x"]),
        "no pair of languages",
    );
}

#[test]
fn models_are_imported_as_they_are_offered_or_from_another_machine() {
    let there = home();
    let files = there.path().join("files");
    std::fs::create_dir(&files).unwrap();
    let [(weights, _), (vocabulary, _)] = MODEL.files();
    std::fs::write(
        files.join(format!("{weights}.zst")),
        zstandard(&MODEL.weights),
    )
    .unwrap();
    let mut gzip = GzEncoder::new(Vec::new(), Compression::fast());
    gzip.write_all(&MODEL.vocabulary).unwrap();
    std::fs::write(
        files.join(format!("{vocabulary}.gz")),
        gzip.finish().unwrap(),
    )
    .unwrap();
    std::fs::write(files.join("lex.50.50.iden.s2t.bin"), "not needed").unwrap();
    done(&models(
        &there,
        &nobody(),
        &["import", "files", "--models", "brought"],
    ));
    assert!(!folder(&there).exists());

    let here = home();
    let brought = there.path().join("brought");
    done(&models(
        &here,
        &nobody(),
        &["import", brought.to_str().unwrap()],
    ));
    is_translated(&translate(&here, &nobody(), &[]));

    // The folder of the other machine may also be used as it is.
    let output = translate(&here, &nobody(), &["--models", brought.to_str().unwrap()]);
    is_translated(&output);
}

fn write(folder: &Path, weights: &[u8], vocabulary: &[u8]) {
    let [(first, _), (second, _)] = MODEL.files();
    std::fs::create_dir_all(folder).unwrap();
    std::fs::write(folder.join(first), weights).unwrap();
    std::fs::write(folder.join(second), vocabulary).unwrap();
}

#[test]
fn what_is_no_model_is_not_imported() {
    let home = home();
    let files = home.path().join("files");
    let import = || models(&home, &nobody(), &["import", "files"]);
    refused(
        &import(),
        "model.iden.intgemm.alphas.bin and vocab.iden.spm",
    );
    let (weights, vocabulary) = (&MODEL.weights, &MODEL.vocabulary);
    write(&files, b"<html>", vocabulary);
    refused(&import(), "not a model that the engine can load");
    write(&files, &weights[..weights.len() / 2], vocabulary);
    refused(&import(), "it is cut short");
    write(&files, weights, &vocabulary[..100]);
    refused(&import(), "vocab.iden.spm: not a model");
    let large = super::support::model::dictionary::model(&[("a", "b"), ("c", "d")]);
    write(&files, &large.weights, vocabulary);
    refused(&import(), "pieces and the weights know");
    std::fs::remove_file(files.join("vocab.iden.spm")).unwrap();
    refused(&import(), "there is no vocabulary in this folder");
    assert!(!folder(&home).join("id-en").exists());
    write(&files, weights, vocabulary);
    done(&import());
}

/// The engine ends the process over a file that is not what it takes it to
/// be; no file may come that far.
#[test]
fn models_with_a_byte_changed_never_end_the_process() {
    let home = home();
    let mut draw = super::support::model::Draw(5);
    // The header, the names and the description are what a reader trusts.
    let places: Vec<usize> = (0..14)
        .map(|at| match at % 2 {
            0 => draw.below(3_000),
            _ => MODEL.weights.len() - 1 - draw.below(2_000),
        })
        .collect();
    for place in places {
        let mut weights = MODEL.weights.clone();
        weights[place] ^= 0x55;
        write(&home.path().join("files"), &weights, &MODEL.vocabulary);
        let imported = models(&home, &nobody(), &["import", "files"]);
        let code = imported.status.code();
        assert!(
            matches!(code, Some(0 | 2)),
            "{place}: {}",
            stderr(&imported)
        );
        if code == Some(0) {
            let output = translate(&home, &nobody(), &["--no-memory"]);
            let code = output.status.code();
            assert!(matches!(code, Some(0 | 4)), "{place}: {}", stderr(&output));
        }
    }
}

#[test]
fn a_damaged_model_is_fetched_again_or_named() {
    let (home, mirror) = (home(), Mirror::start());
    is_translated(&translate(&home, mirror.root(), &[]));
    let weights = folder(&home).join("id-en/model.iden.intgemm.alphas.bin");
    let damage = || {
        let mut bytes = std::fs::read(&weights).unwrap();
        bytes[100_000] ^= 1;
        std::fs::write(&weights, bytes).unwrap();
    };
    damage();
    let output = translate(&home, mirror.root(), &["--no-memory"]);
    is_translated(&output);
    assert!(
        stderr(&output).contains("the file is damaged"),
        "{}",
        stderr(&output)
    );
    assert_eq!(mirror.downloads(), 4);
    damage();
    let output = translate(&home, &nobody(), &["--no-memory"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("the file is damaged"),
        "{}",
        stderr(&output)
    );
    is_translated(&translate(&home, mirror.root(), &["--no-memory"]));
}
