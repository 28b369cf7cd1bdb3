//! Glossaries that a translation engine keeps for us.
//!
//! A glossary is found again by its name, so a name should change with the
//! terms.

use serde_json::{Value, json};

use super::call::Call;
use super::fault::{self, Fault};
use super::{Body, Endpoint, Reply, deepl};
use crate::glossary::{Entry, Kind};
use crate::memory::Fingerprint;
use crate::outcome::ReasonKind;

/// How an engine keeps glossaries.
#[derive(Debug)]
pub struct GlossaryStore {
    /// Asks for the list of what is there.
    pub list: fn(&Endpoint) -> Call,
    /// The id of the glossary of that name, in the reply to `list`.
    pub find: fn(&Reply, &str) -> Result<Option<String>, Fault>,
    /// Makes a new one.
    pub create: fn(&Endpoint, &Terms<'_>) -> Call,
    /// The id, in the reply to `create`.
    pub created: fn(&Reply) -> Result<String, Fault>,
    /// The field that names the glossary in every request, and others that
    /// stand for it where the user sets them.
    pub parameters: &'static [&'static str],
}

/// Terms under a name.
#[derive(Clone, Copy, Debug)]
pub struct Terms<'a> {
    /// The name.
    pub name: &'a str,
    /// Language of the terms.
    pub source: &'a str,
    /// Language of their translations.
    pub target: &'a str,
    /// Terms and translations.
    pub pairs: &'a [(String, String)],
}

/// Entries as terms. What is to be written out at its first mention is not
/// among them: an engine would write it out at every mention.
#[must_use]
pub fn pairs(entries: &[Entry]) -> Vec<(String, String)> {
    let mut pairs: Vec<(String, String)> = entries
        .iter()
        .filter(|entry| entry.kind != Kind::ExpandOnce)
        .map(|entry| (entry.source.clone(), entry.target.as_str().to_owned()))
        .collect();
    pairs.sort_unstable();
    pairs
}

/// A name that changes with the terms.
#[must_use]
pub fn named(source: &str, target: &str, pairs: &[(String, String)]) -> String {
    let mut key = Fingerprint::builder("glossary").field(source).field(target);
    for (term, translation) in pairs {
        key = key.field(term).field(translation);
    }
    let digits = key.finish().to_string();
    format!("alih-{source}-{target}-{}", &digits[..16])
}

/// The longest term, and the longest translation, in bytes.
const LONGEST_TERM: usize = 1_024;
/// The largest glossary, in bytes.
const LARGEST: usize = 10 << 20;

/// DeepL's, version 3.
pub const DEEPL: GlossaryStore = GlossaryStore {
    list: |endpoint| Call::get(address(endpoint), endpoint.call_headers()),
    find,
    create,
    created,
    parameters: &["glossary_id", "glossary_ids"],
};

fn address(endpoint: &Endpoint) -> String {
    format!("{}/v3/glossaries", deepl::host(endpoint))
}

fn create(endpoint: &Endpoint, terms: &Terms<'_>) -> Call {
    Call::post(
        address(endpoint),
        endpoint.call_headers(),
        Body::Json(json!({"name": terms.name, "dictionaries": [{
            "source_lang": endpoint.code(terms.source).to_ascii_lowercase(),
            "target_lang": endpoint.code(terms.target).to_ascii_lowercase(),
            "entries": entries(terms.pairs),
            "entries_format": "tsv",
        }]})),
    )
}

/// One line for each term; the service refuses a term that comes twice.
fn entries(pairs: &[(String, String)]) -> String {
    let mut seen = std::collections::HashSet::new();
    let mut lines = String::new();
    for (term, translation) in pairs {
        let (term, translation) = (term.trim(), translation.trim());
        let plain = |text: &str| {
            !text.is_empty() && text.len() <= LONGEST_TERM && !text.contains(char::is_control)
        };
        if lines.len() + term.len() + translation.len() + 2 > LARGEST {
            break;
        }
        if plain(term) && plain(translation) && seen.insert(term) {
            lines.push_str(term);
            lines.push('\t');
            lines.push_str(translation);
            lines.push('\n');
        }
    }
    lines
}

fn parsed(reply: &Reply) -> Result<Value, Fault> {
    reply
        .json()
        .map_err(|error| fault::unreadable(reply.bytes(), &error))
}

fn id(glossary: &Value) -> Option<String> {
    let id = glossary.get("glossary_id").and_then(Value::as_str);
    id.map(str::to_owned)
}

fn find(reply: &Reply, name: &str) -> Result<Option<String>, Fault> {
    let body = parsed(reply)?;
    let all = body.get("glossaries").and_then(Value::as_array);
    let is_it = |glossary: &&Value| glossary.get("name").and_then(Value::as_str) == Some(name);
    Ok(all.and_then(|all| id(all.iter().find(is_it)?)))
}

fn created(reply: &Reply) -> Result<String, Fault> {
    id(&parsed(reply)?)
        .ok_or_else(|| Fault::item(ReasonKind::BadReply, "the reply names no glossary"))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{endpoint, reply};
    use super::*;

    fn terms(pairs: &[(String, String)]) -> Terms<'_> {
        Terms {
            name: "alih-1",
            source: "id",
            target: "en-US",
            pairs,
        }
    }

    #[test]
    fn a_glossary_is_made_with_each_term_once() {
        let pair = |term: &str, translation: &str| (term.to_owned(), translation.to_owned());
        let pairs = [
            pair("bupati", "regent"),
            pair(" DPR ", "House"),
            pair("bupati", "head"),
            pair("a\tb", "x"),
            pair("kosong", ""),
            pair("panjang", &"x".repeat(LONGEST_TERM + 1)),
        ];
        let call = (DEEPL.create)(&endpoint("deepl"), &terms(&pairs));
        assert_eq!(call.url, "https://api.deepl.com/v3/glossaries");
        let Body::Json(body) = call.body else {
            panic!()
        };
        assert_eq!(
            body["dictionaries"][0],
            json!({"source_lang": "id", "target_lang": "en",
                   "entries": "bupati\tregent\nDPR\tHouse\n", "entries_format": "tsv"})
        );
        let id = (DEEPL.created)(&reply(201, r#"{"glossary_id":"g-1","name":"alih-1"}"#));
        assert_eq!(id.unwrap(), "g-1");
    }

    #[test]
    fn the_name_tells_the_terms() {
        let entries = crate::glossary::read(
            "source,kind,target\nbupati,translate,regent\nRT,keep,\nKPK,expand_once,Commission\n",
        )
        .unwrap();
        let terms = pairs(&entries);
        let pair = |term: &str, translation: &str| (term.to_owned(), translation.to_owned());
        assert_eq!(terms, [pair("RT", "RT"), pair("bupati", "regent")]);
        let name = named("id", "en-US", &terms);
        assert!(name.starts_with("alih-id-en-US-"), "{name}");
        assert_ne!(name, named("id", "en-US", &terms[1..]));
        assert_ne!(name, named("id", "en-GB", &terms));
    }

    #[test]
    fn a_glossary_is_found_again_by_its_name() {
        let list = r#"{"glossaries":[{"glossary_id":"g-0","name":"other"},{"glossary_id":"g-1","name":"alih-1"}]}"#;
        let find = |body: &str, name: &str| (DEEPL.find)(&reply(200, body), name).unwrap();
        assert_eq!(find(list, "alih-1").as_deref(), Some("g-1"));
        assert_eq!(find(list, "alih-2"), None);
        assert_eq!(find("{}", "alih-1"), None);
        assert!((DEEPL.find)(&reply(200, "<html>"), "x").is_err());
    }
}
