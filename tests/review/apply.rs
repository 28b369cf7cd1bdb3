//! Edits are taken back into the records.

use serde_json::{Value, json};

use super::support::endpoint::good;
use super::support::stderr;
use super::{Desk, checks, edit, edits_of, stories, text_of};

#[test]
fn an_edit_stands_in_the_record_beside_what_the_machine_wrote() {
    let desk = Desk::with(stories(2));
    desk.translate(&[]);
    let before = desk.records();
    let machine = text_of(&before[0], "p3");
    let text = machine.replace("fatalities", "deaths");
    let done = desk.apply(|own| {
        own["parts"] = json!([
            edit(&before[0], "p3", &text),
            edit(&before[0], "title", "Floods Hit Ngawi")
        ]);
    });
    assert_eq!(done.status.code(), Some(0), "{}", stderr(&done));
    let after = desk.records();
    let review = &after[0]["review"];
    assert_eq!(text_of(&after[0], "p3"), text);
    assert_eq!(text_of(&after[0], "title"), "Floods Hit Ngawi");
    assert_eq!(review["state"], "edited");
    assert_eq!(review["by"], "Sari Dewi");
    assert_eq!(review["at"], "2026-11-23T10:00:00.000Z");
    assert_eq!(review["edits"][0]["machine"], machine);
    assert_eq!(review["edits"][0]["distance"], 7);
    assert_eq!(
        after[0]["label"]["en"],
        "Translated from Indonesian by machine; edited by Sari Dewi on 2026-11-23, not yet approved."
    );
    assert_eq!(before[1], after[1], "the other record stays");
}

#[test]
fn the_same_edits_twice_change_nothing_more() {
    let desk = Desk::with(stories(1));
    desk.translate(&[]);
    let record = desk.records().remove(0);
    let change = |own: &mut Value| {
        own["parts"] = json!([edit(
            &record,
            "p1",
            "Another text about 100 houses in Ngawi."
        )]);
        own["approved"] = json!(true);
    };
    desk.apply(change);
    let once = desk.read("out.jsonl");
    let again = desk.apply(change);
    assert!(
        stderr(&again).contains("nothing to change"),
        "{}",
        stderr(&again)
    );
    assert_eq!(once, desk.read("out.jsonl"));
}

#[test]
fn approval_needs_a_name_and_can_be_withdrawn() {
    let desk = Desk::with(stories(1));
    desk.translate(&[]);
    let nameless = desk.apply(|own| {
        own["approved"] = json!(true);
        own["by"] = Value::Null;
    });
    assert_eq!(nameless.status.code(), Some(4));
    assert!(stderr(&nameless).contains("needs a name; give --by NAME"));
    let named = desk.run(&["review", "apply", "x.edits.json", "--by", "Bima"]);
    assert_eq!(named.status.code(), Some(0));
    let record = desk.records().remove(0);
    assert_eq!(record["review"]["state"], "approved");
    assert_eq!(record["review"]["by"], "Bima");
    assert!(
        record["label"]["id"]
            .as_str()
            .unwrap()
            .contains("disetujui oleh Bima")
    );
    desk.apply(|_| {});
    assert_eq!(desk.records()[0]["review"]["state"], "machine");
}

#[test]
fn going_back_to_the_machines_text_is_no_edit() {
    let desk = Desk::with(stories(1));
    desk.translate(&[]);
    let machine = desk.records().remove(0);
    desk.apply(|own| own["parts"] = json!([edit(&machine, "p1", "Other words.")]));
    let edited = desk.records().remove(0);
    assert_eq!(edited["review"]["edits"].as_array().unwrap().len(), 1);
    desk.apply(|own| own["parts"] = json!([edit(&edited, "p1", &text_of(&machine, "p1"))]));
    let back = desk.records().remove(0);
    assert_eq!(back["review"]["state"], "machine");
    assert!(back["review"].get("edits").is_none());
    assert_eq!(back["translation"], machine["translation"]);
}

#[test]
fn edits_of_another_story_or_another_text_are_refused_and_the_rest_is_taken() {
    let desk = Desk::with(stories(2));
    desk.translate(&[]);
    let records = desk.records();
    let file = |change: fn(&mut Value)| {
        let mut bad = edits_of(&records[0]);
        bad["parts"] = json!([edit(&records[0], "p1", "Lost?")]);
        change(&mut bad);
        let mut fine = edits_of(&records[1]);
        fine["parts"] = json!([edit(&records[1], "p1", "Taken.")]);
        let file = json!({"alih_edits": 1, "articles": [bad, fine]});
        desk.write("x.edits.json", &file.to_string());
        desk.run(&["review", "apply", "x.edits.json"])
    };
    for (change, told) in [
        (
            (|bad| bad["sha256"] = json!("00")) as fn(&mut Value),
            "the story has changed",
        ),
        (
            |bad| bad["parts"][0]["was"] = json!("Something else"),
            "changed by somebody else",
        ),
        (|bad| bad["parts"][0]["part"] = json!("p99"), "no part p99"),
        (|bad| bad["id"] = json!("nobody"), "not among the records"),
    ] {
        let output = file(change);
        assert_eq!(output.status.code(), Some(3), "{told}: {}", stderr(&output));
        assert!(stderr(&output).contains(told), "{}", stderr(&output));
        assert_eq!(desk.records()[0], records[0]);
        assert_eq!(text_of(&desk.records()[1], "p1"), "Taken.");
    }
}

#[test]
fn an_edited_part_is_checked_again() {
    let own = stories(1);
    let known = own.clone();
    let wrong = move |request: &super::support::endpoint::Request| {
        let mut wrong = known.clone();
        wrong[0].parts[1].1 = wrong[0].parts[1].1.replace("100 houses", "900 houses");
        good(request, &wrong)
    };
    let desk = Desk::answering(&own, wrong);
    desk.translate(&[]);
    let record = desk.records().remove(0);
    assert_eq!(record["outcome"], "review");
    assert!(checks(&record).contains(&"number.changed".to_owned()));
    desk.apply(|edits| {
        edits["parts"] = json!([edit(&record, "p1", &own[0].parts[1].1)]);
    });
    let mended = desk.records().remove(0);
    assert_eq!(mended["outcome"], "ok", "{}", mended["flags"]);
    desk.apply(|edits| {
        edits["parts"] = json!([edit(
            &mended,
            "p1",
            &own[0].parts[1].1.replace("100", "700")
        )]);
    });
    let broken = desk.records().remove(0);
    assert!(checks(&broken).contains(&"number.changed".to_owned()));
    desk.apply(|edits| edits["settled"] = broken["flags"].clone());
    let settled = desk.records().remove(0);
    assert_eq!(settled["outcome"], "ok");
    assert_eq!(settled["review"]["settled"], broken["flags"]);
}

#[test]
fn folders_and_indented_records_keep_their_form() {
    let desk = Desk::with(stories(2));
    std::fs::create_dir(desk.path("out")).unwrap();
    super::translate(
        desk.home.path(),
        &desk.endpoint.base_url,
        &["in.jsonl", "-o", "out/", "--format", "json"],
    );
    let name = |id: &str| {
        let files = std::fs::read_dir(desk.path("out")).unwrap();
        let mut files = files.map(|file| file.unwrap().path());
        files
            .find(|path| path.to_str().unwrap().contains(id))
            .unwrap()
    };
    let read = |id| -> Value { serde_json::from_slice(&std::fs::read(name(id)).unwrap()).unwrap() };
    let (record, other) = (read("cerita-0"), std::fs::read(name("cerita-1")).unwrap());
    let mut own = edits_of(&record);
    own["records"] = json!("out");
    own["parts"] = json!([edit(&record, "p1", "Edited.")]);
    desk.write(
        "x.edits.json",
        &json!({"alih_edits": 1, "articles": [own]}).to_string(),
    );
    desk.must(&["review", "apply", "x.edits.json"]);
    assert_eq!(text_of(&read("cerita-0"), "p1"), "Edited.");
    assert!(
        std::fs::read_to_string(name("cerita-0"))
            .unwrap()
            .contains("\n  \"id\"")
    );
    assert_eq!(std::fs::read(name("cerita-1")).unwrap(), other);
}

#[test]
fn what_is_no_edits_file_is_said_before_anything_is_changed() {
    let desk = Desk::with(stories(1));
    desk.translate(&[]);
    for content in [
        "",
        "[]",
        "{\"alih_edits\": 2, \"articles\": []}",
        "not json",
    ] {
        desk.write("x.edits.json", content);
        let output = desk.run(&["review", "apply", "x.edits.json"]);
        assert_eq!(output.status.code(), Some(2), "{content}");
        assert!(stderr(&output).contains("name a file that a page saved"));
    }
    let record = desk.records().remove(0);
    let mut own = edits_of(&record);
    own["parts"] = json!([edit(&record, "p1", "x\u{1b}[2J\u{202e}y\r\nz")]);
    own["by"] = json!("Sari\u{1b}[31m\nDewi");
    own["at"] = json!("yesterday");
    desk.write(
        "x.edits.json",
        &json!({"alih_edits": 1, "articles": [own]}).to_string(),
    );
    desk.must(&["review", "apply", "x.edits.json"]);
    let record = desk.records().remove(0);
    assert_eq!(text_of(&record, "p1"), "x[2Jy\nz");
    assert_eq!(record["review"]["by"], "Sari[31m Dewi");
    assert!(record["review"]["at"].as_str().unwrap().starts_with("20"));
}

#[test]
fn labels_come_from_the_users_templates() {
    let desk = Desk::with(stories(1));
    desk.write(
        "alih.toml",
        "[label]\nedited_en = \"{made} ({model}); checked by {by}\"\n",
    );
    desk.translate(&[]);
    let record = desk.records().remove(0);
    desk.apply(|own| own["parts"] = json!([edit(&record, "p1", "Edited.")]));
    let label = &desk.records()[0]["label"];
    assert_eq!(
        label["en"],
        "Translated from Indonesian by machine (mock-2026); checked by Sari Dewi"
    );
    assert!(
        label["id"]
            .as_str()
            .unwrap()
            .contains("disunting oleh Sari Dewi")
    );
    desk.write("alih.toml", "[label]\nedited_en = \"{who}\"\n");
    let output = desk.run(&["review", "apply", "x.edits.json"]);
    assert_eq!(output.status.code(), Some(2));
    assert!(
        stderr(&output).contains("{who} is no hole"),
        "{}",
        stderr(&output)
    );
}
