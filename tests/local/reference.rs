//! The engine says what the reference engine says.
//!
//! `reference.txt` has what the reference engine, compiled to WebAssembly,
//! makes of 200 sentences with the tiny model of random weights. How it was
//! made: `docs/engine.md`.

use alih::engine::{Files, Pool};

use super::support::model::{Shape, phrases, random};

const REFERENCE: &str = include_str!("reference.txt");

#[test]
fn it_says_what_the_reference_engine_says() {
    let folder = tempfile::tempdir().unwrap();
    random::model(Shape::TINY).write(folder.path());
    let vocabulary = folder.path().join("vocab.iden.spm");
    let pool = Pool::start(
        Files {
            weights: folder.path().join("model.iden.intgemm.alphas.bin"),
            source: vocabulary.clone(),
            target: vocabulary,
        },
        2,
    );
    let runtime = tokio::runtime::Builder::new_current_thread()
        .build()
        .unwrap();
    let said = runtime
        .block_on(pool.translate(phrases::sentences(200)))
        .unwrap();
    let expected: Vec<&str> = REFERENCE.lines().collect();
    assert_eq!((said.len(), expected.len()), (200, 200));
    let same = said
        .iter()
        .zip(&expected)
        .filter(|(said, expected)| said == expected)
        .count();
    assert!(same >= 196, "{same} of 200");
}
