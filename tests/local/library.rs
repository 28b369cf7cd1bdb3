//! The embedded engine in a program that embeds the library.

use alih::article::RawArticle;
use alih::desk::{Opening, OpeningError};
use alih::engine::store::Store;
use alih::outcome::Outcome;
use alih::settings::Environment;

use super::server::{ARTICLE, ENGLISH, MODEL};

#[tokio::test]
async fn an_embedding_program_translates_with_a_model_that_is_here() {
    let home = tempfile::tempdir().unwrap();
    let (files, models) = (home.path().join("files"), home.path().join("models"));
    let open = || {
        let configuration = format!("use = 'local'\nmodels = '{}'", models.display());
        Opening::configured(&configuration, Environment::default())
    };
    let missing = open().err().unwrap();
    assert!(matches!(missing, OpeningError::Engine(_)), "{missing}");
    assert!(missing.to_string().contains("alih models fetch id-en"));

    MODEL.write(&files);
    Store::new(models.clone()).import(&files).unwrap();
    let desk = open().unwrap().open().unwrap();
    let (title, text) = ARTICLE.split_once("\n\n").unwrap();
    let article = RawArticle {
        title: Some(title.to_owned()),
        text: text.to_owned(),
        ..RawArticle::default()
    };
    let record = desk.article(article).await;
    assert_eq!(record.outcome, Outcome::Ok, "{:?}", record.reason);
    assert_eq!(record.provenance.kind, "local");
    let translation = record.translation.unwrap();
    let texts: Vec<&str> = translation
        .parts
        .iter()
        .map(|part| part.text.as_str())
        .collect();
    assert_eq!(texts, ENGLISH);
}
