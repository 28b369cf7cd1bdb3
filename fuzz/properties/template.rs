//! Settings of an endpoint that a user writes down, and a reply to it: the
//! table up to the first zero byte, then the reply.

use alih::provider::http::{self, Template};
use alih::provider::{Reply, TextsQuestion, Voice};

use super::{halves, stream};

/// Holds for all bytes.
pub fn holds(bytes: &[u8]) {
    let (table, body) = halves(bytes);
    let Ok(template) = toml::from_str::<Template>(&String::from_utf8_lossy(table)) else {
        return;
    };
    let Voice::Texts { describe, read, .. } = &http::KIND.voice else {
        unreachable!("the kind is asked for texts");
    };
    let mut endpoint = stream::endpoint(http::KIND.name);
    endpoint.template = Some(Box::new(template));
    let question = TextsQuestion {
        texts: vec!["Beras {{text}}.".to_owned(), "Ikan \"asin\".".to_owned()],
        source: "id".to_owned(),
        target: "en".to_owned(),
        title: Some("Pasar".to_owned()),
        context: None,
        glossary: None,
    };
    let _ = describe(&endpoint, &question);
    let reply = Reply {
        status: 200,
        headers: Vec::new(),
        body: body.to_vec(),
    };
    let _ = read(&endpoint, &reply);
}
