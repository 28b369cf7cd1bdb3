//! What a person wrote is never overwritten.

use serde_json::json;

use super::support::endpoint::{good, reply};
use super::support::story::Story;
use super::support::write_lines;
use super::{Desk, checks, edit, stories, text_of};

const EDITED: &str = "An editor's own words about the mud and the two bridges in Ngawi.";

/// A desk whose first record has an edited third paragraph and is approved.
fn edited(stories: Vec<Story>) -> Desk {
    let desk = Desk::with(stories);
    desk.translate(&[]);
    let record = desk.records().remove(0);
    let done = desk.apply(|own| {
        own["parts"] = json!([edit(&record, "p3", EDITED)]);
        own["approved"] = json!(true);
    });
    assert_eq!(done.status.code(), Some(0));
    desk
}

#[test]
fn the_same_story_again_asks_nothing_and_changes_nothing() {
    let desk = edited(stories(3));
    let (before, asked) = (desk.read("out.jsonl"), desk.endpoint.count());
    for more in [&[][..], &["--retry-failed"]] {
        assert_eq!(desk.translate(more).status.code(), Some(0));
        assert_eq!(desk.endpoint.count(), asked);
        assert_eq!(desk.read("out.jsonl"), before);
    }
}

#[test]
fn even_fresh_keeps_what_a_person_did() {
    let desk = edited(stories(3));
    let (before, asked) = (desk.records(), desk.endpoint.count());
    desk.translate(&["--fresh"]);
    assert_eq!(desk.endpoint.count(), asked + 2, "the other two are asked");
    let after = desk.records();
    assert_eq!(after.len(), 3);
    let own = after.iter().find(|record| record["id"] == before[0]["id"]);
    assert_eq!(own, Some(&before[0]));
}

#[test]
fn a_fresh_run_that_is_cut_short_has_lost_no_edit() {
    let desk = edited(stories(3));
    let before = desk.records().remove(0);
    let output = super::translate(
        desk.home.path(),
        "http://127.0.0.1:9/v1",
        &[
            "in.jsonl",
            "-o",
            "out.jsonl",
            "--fresh",
            "--tries",
            "1",
            "--no-memory",
        ],
    );
    assert_ne!(output.status.code(), Some(0));
    assert!(desk.records().contains(&before));
}

#[test]
fn an_updated_story_keeps_the_edit_where_its_paragraph_now_stands() {
    let mut own = stories(1);
    let desk = edited(own.clone());
    own[0].parts.insert(
        1,
        (
            "Bupati meninjau lokasi pada Senin siang dan menjanjikan bantuan beras bagi warga."
                .to_owned(),
            "The regent visited the site on Monday afternoon and promised rice for residents."
                .to_owned(),
        ),
    );
    let update = Desk::answering(&own, {
        let own = own.clone();
        move |request| good(request, &own)
    });
    std::fs::copy(desk.path("out.jsonl"), update.path("out.jsonl")).unwrap();
    update.translate(&[]);
    let records = update.records();
    assert_eq!(records.len(), 1);
    let record = &records[0];
    assert_eq!(text_of(record, "p4"), EDITED, "{record}");
    assert_eq!(text_of(record, "p3"), own[0].parts[3].1);
    assert_eq!(record["review"]["edits"][0]["part"], "p4");
    assert_eq!(record["review"]["edits"][0]["machine"], own[0].parts[4].1);
    assert!(record["review"]["edits"][0].get("source_before").is_none());
    assert_eq!(
        record["review"]["state"], "edited",
        "the approval was for another text"
    );
    assert!(checks(record).contains(&"review.approval_outdated".to_owned()));
    assert!(!checks(record).contains(&"review.source_changed".to_owned()));
}

#[test]
fn an_edit_whose_source_has_changed_stays_and_is_flagged() {
    let mut own = stories(1);
    let desk = edited(own.clone());
    let before = own[0].parts[3].0.clone();
    own[0].parts[3].0 = before.replace("dua jembatan", "tiga jembatan");
    own[0].parts[3].1 = own[0].parts[3].1.replace("two bridges", "three bridges");
    let update = Desk::with(own.clone());
    std::fs::copy(desk.path("out.jsonl"), update.path("out.jsonl")).unwrap();
    update.translate(&[]);
    let record = update.records().remove(0);
    assert_eq!(text_of(&record, "p3"), EDITED);
    assert_eq!(record["review"]["edits"][0]["source_before"], before);
    assert_eq!(record["outcome"], "review");
    let flags = record["flags"].as_array().unwrap();
    let flag = flags
        .iter()
        .find(|flag| flag["check"] == "review.source_changed");
    assert_eq!(flag.unwrap()["part"], "p3");
    update.must(&["review", "build", "out.jsonl", "-o", "packet"]);
    let page = std::fs::read_dir(update.path("packet")).unwrap();
    let pages: String = page
        .map(|file| std::fs::read_to_string(file.unwrap().path()).unwrap())
        .collect();
    assert!(pages.contains("The source was: "));
}

#[test]
fn an_edit_whose_paragraph_is_gone_is_kept_beside_the_story() {
    let mut own = stories(1);
    let desk = edited(own.clone());
    let lost = own[0].parts.remove(3).0;
    let update = Desk::with(own);
    std::fs::copy(desk.path("out.jsonl"), update.path("out.jsonl")).unwrap();
    update.translate(&[]);
    let record = update.records().remove(0);
    assert_eq!(record["review"]["orphans"][0]["text"], EDITED);
    assert_eq!(record["review"]["orphans"][0]["source"], lost);
    assert!(checks(&record).contains(&"review.part_gone".to_owned()));
}

#[test]
fn a_failure_in_between_loses_no_edit() {
    let mut own = stories(1);
    let desk = edited(own.clone());
    own[0].parts[1].0.push_str(" Air mulai surut.");
    own[0].parts[1]
        .1
        .push_str(" The water has begun to recede.");
    let down = Desk::answering(&own, |_| reply(400, &json!({"error": {"message": "no"}})));
    std::fs::copy(desk.path("out.jsonl"), down.path("out.jsonl")).unwrap();
    assert_eq!(down.translate(&[]).status.code(), Some(4));
    let failed = down.records().remove(0);
    assert_eq!(failed["outcome"], "failed");
    assert_eq!(failed["review"]["orphans"][0]["text"], EDITED);
    let up = Desk::with(own);
    std::fs::copy(down.path("out.jsonl"), up.path("out.jsonl")).unwrap();
    up.translate(&["--retry-failed"]);
    let record = up.records().remove(0);
    assert_eq!(text_of(&record, "p3"), EDITED, "{record}");
    assert!(record["review"].get("orphans").is_none());
}

#[test]
fn an_edited_summary_is_kept_whole() {
    let mut own = stories(1);
    let desk = Desk::with(own.clone());
    desk.translate(&[]);
    let record = desk.records().remove(0);
    desk.apply(|edits| {
        edits["parts"] = json!([edit(
            &record,
            "summary.1",
            "Floods hit 100 houses in Ngawi."
        )]);
    });
    own[0].parts[1].0.push_str(" Air mulai surut.");
    own[0].parts[1]
        .1
        .push_str(" The water has begun to recede.");
    let update = Desk::with(own);
    std::fs::copy(desk.path("out.jsonl"), update.path("out.jsonl")).unwrap();
    update.translate(&[]);
    let record = update.records().remove(0);
    assert_eq!(
        text_of(&record, "summary.1"),
        "Floods hit 100 houses in Ngawi."
    );
    assert!(checks(&record).contains(&"review.summary_outdated".to_owned()));
}

#[test]
fn a_folder_of_records_keeps_edits_too() {
    let own = stories(2);
    let mut changed = own.clone();
    changed[0].parts[1].0.push_str(" Air mulai surut.");
    changed[0].parts[1]
        .1
        .push_str(" The water has begun to recede.");
    let known = [own.clone(), changed.clone()].concat();
    let desk = Desk::answering(&own, move |request| good(request, &known));
    std::fs::create_dir(desk.path("out")).unwrap();
    let run = |desk: &Desk, more: &[&str]| {
        let arguments = [&["in.jsonl", "-o", "out/", "--format", "json"], more].concat();
        super::translate(desk.home.path(), &desk.endpoint.base_url, &arguments)
    };
    run(&desk, &[]);
    let output = desk.must(&["render", "out", "--format", "jsonl"]);
    let record = super::support::records(&output.stdout).remove(0);
    let mut edits = super::edits_of(&record);
    edits["records"] = json!("out");
    edits["parts"] = json!([edit(&record, "p3", EDITED)]);
    desk.write(
        "x.edits.json",
        &json!({"alih_edits": 1, "articles": [edits]}).to_string(),
    );
    desk.must(&["review", "apply", "x.edits.json"]);
    let asked = desk.endpoint.count();
    run(&desk, &["--fresh"]);
    assert_eq!(desk.endpoint.count(), asked + 1);
    let output = desk.must(&["render", "out", "--format", "jsonl"]);
    let record = super::support::records(&output.stdout).remove(0);
    assert_eq!(text_of(&record, "p3"), EDITED);
    write_lines(&desk.path("in.jsonl"), &changed);
    run(&desk, &["--fresh"]);
    let output = desk.must(&["render", "out", "--format", "jsonl"]);
    let record = super::support::records(&output.stdout).remove(0);
    assert_eq!(text_of(&record, "p3"), EDITED);
}
