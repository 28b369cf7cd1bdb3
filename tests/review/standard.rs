//! IPTC ninjs 3.1, as a schema holds objects to it.
//!
//! `ninjs.json` is what this program uses of the standard, and stricter. Where
//! `NINJS_SCHEMA` names the standard's own schema, objects are held to that
//! one too.

use std::sync::LazyLock;

use jsonschema::{Draft, Validator};
use serde_json::{Value, json};

use super::support::records;
use super::{Desk, edit, stories};

/// Stands for the schema of places on maps, to which the standard's refers;
/// no object here has any.
struct Elsewhere;

impl jsonschema::Retrieve for Elsewhere {
    fn retrieve(
        &self,
        _: &jsonschema::Uri<String>,
    ) -> Result<Value, Box<dyn std::error::Error + Send + Sync>> {
        Ok(json!({}))
    }
}

fn validator(schema: &Value) -> Validator {
    jsonschema::options()
        .with_draft(Draft::Draft202012)
        .with_retriever(Elsewhere)
        .should_validate_formats(true)
        .build(schema)
        .unwrap()
}

/// Whether this object is one of the standard.
pub fn holds_to_ninjs(object: &Value) {
    static SCHEMAS: LazyLock<Vec<Validator>> = LazyLock::new(|| {
        let mut texts = vec![include_str!("ninjs.json").to_owned()];
        if let Ok(path) = std::env::var("NINJS_SCHEMA") {
            texts.push(std::fs::read_to_string(path).unwrap());
        }
        let schemas = texts.iter().map(|text| serde_json::from_str(text).unwrap());
        schemas.map(|schema| validator(&schema)).collect()
    });
    for schema in SCHEMAS.iter() {
        if let Err(error) = schema.validate(object) {
            panic!("{error} at {}: {object}", error.instance_path());
        }
    }
}

#[test]
fn what_the_standard_does_not_know_is_found() {
    let good = json!({
        "uri": "urn:x-alih:translation:00",
        "type": "text",
        "representationType": "full",
        "pubStatus": "withheld",
        "firstCreated": "2026-11-23T10:00:00.000Z",
        "associations": [{"name": "source", "rel": "translatedFrom", "uri": "urn:x", "language": "id"}],
        "standard": {"name": "ninjs", "version": "3.1", "schema": "http://www.iptc.org/std/ninjs/ninjs-schema_3.1.json#"},
    });
    holds_to_ninjs(&good);
    for (name, value) in [
        ("uri", json!("no address")),
        ("headline", json!("x")),
        ("pubStatus", json!("approved")),
        ("firstCreated", json!("2026-11-23")),
        ("digitalSourceType", json!("trainedAlgorithmicMedia")),
    ] {
        let mut object = good.clone();
        object[name] = value;
        let found = std::panic::catch_unwind(|| holds_to_ninjs(&object));
        assert!(found.is_err(), "{name}");
    }
}

/// The records of a file as objects of the standard.
fn ninjs(desk: &Desk, file: &str) -> Vec<Value> {
    let output = desk.must(&["render", file, "--format", "ninjs"]);
    let objects = records(&output.stdout);
    objects.iter().for_each(holds_to_ninjs);
    objects
}

#[test]
fn ninjs_holds_to_its_standard_and_says_how_the_text_was_made() {
    let desk = Desk::with(stories(2));
    desk.translate(&[]);
    for object in ninjs(&desk, "out.jsonl") {
        let kind = object["digitalSourceType"]["uri"].as_str().unwrap();
        assert!(kind.ends_with("/trainedAlgorithmicMedia"), "{kind}");
        assert_eq!(object["pubStatus"], "withheld");
    }
    let record = desk.records().remove(0);
    desk.apply(|own| {
        own["parts"] = json!([edit(&record, "p1", "Edited.")]);
        own["approved"] = json!(true);
    });
    let object = ninjs(&desk, "out.jsonl").remove(0);
    assert_eq!(object["pubStatus"], "usable");
    let kind = object["digitalSourceType"]["uri"].as_str().unwrap();
    assert!(
        kind.ends_with("/compositeWithTrainedAlgorithmicMedia"),
        "{kind}"
    );
}

#[test]
fn whatever_a_record_has_or_lacks_it_holds_to_the_standard() {
    let desk = Desk::with(stories(1));
    desk.translate(&[]);
    let record = desk.records().remove(0);
    let changed = |changes: &[(&str, Value)]| -> String {
        let mut record = record.clone();
        for (at, value) in changes {
            match at.split_once('/') {
                Some((above, name)) => record[above][name] = value.clone(),
                None => record[at] = value.clone(),
            }
        }
        record.to_string() + "\n"
    };
    let full = json!("2026-03-02T08:00:00+07:00");
    let mut lines = changed(&[
        ("source/outlet", json!("Kabarlembah")),
        ("source/byline", json!("Murni")),
        ("source/dateline_place", json!("SUMBEREJO")),
        ("source/published", full),
        ("source/tags", json!(["banjir", ""])),
    ]);
    let failed = json!({"kind": "refused", "message": "declined"});
    lines += &changed(&[
        ("outcome", json!("failed")),
        ("reason", failed),
        ("translation", Value::Null),
        ("summary", Value::Null),
        ("provenance/model_answered", Value::Null),
        ("provenance/started", json!("")),
        ("provenance/finished", json!("")),
    ]);
    lines += &changed(&[("translation", Value::Null)]);
    lines += &changed(&[("summary", Value::Null), ("source/title", Value::Null)]);
    lines += &changed(&[("source/published", json!("Senin, 2 Maret"))]);
    for address in [
        "https://kabar.example/berita/1?a=b#c",
        "https://kabar.example/berita/satu dua",
        "https://kabar.example/berita/é",
        "https://kabar.example/a|b\\c^d`{e}",
        "https://kabar.example/%zz",
        "kabar.example/berita",
        "mailto:redaksi@kabar.example",
    ] {
        lines += &changed(&[("source/url", json!(address))]);
    }
    desk.write("r.jsonl", &lines);
    let objects = ninjs(&desk, "r.jsonl");
    assert_eq!(objects.len(), 12);
    assert_eq!(objects[0]["contentCreated"], "2026-03-02T01:00:00.000Z");
    assert_eq!(objects[1]["representationType"], "partial");
    let pages = objects[5..]
        .iter()
        .map(|object| &object["associations"][0]["uri"]);
    let pages: Vec<&str> = pages
        .filter_map(Value::as_str)
        .filter(|uri| uri.starts_with("http"))
        .collect();
    assert_eq!(pages, ["https://kabar.example/berita/1?a=b#c"]);

    let output = desk.must(&["demo", "--format", "ninjs"]);
    for object in records(&output.stdout) {
        holds_to_ninjs(&object);
        assert!(object.get("digitalSourceType").is_none(), "people wrote it");
    }
}
