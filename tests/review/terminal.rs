//! Review in the terminal, for people without a browser.

use serde_json::Value;

use super::support::endpoint::{Request, good};
use super::support::{alih, stderr};
use super::{Desk, stories, text_of};

/// A desk whose first article has a wrong number.
fn wrong() -> Desk {
    let own = stories(2);
    let known = own.clone();
    let desk = Desk::answering(&own, move |request: &Request| {
        let mut wrong = known.clone();
        wrong[0].parts[1].1 = wrong[0].parts[1].1.replace("100 houses", "900 houses");
        good(request, &wrong)
    });
    desk.translate(&[]);
    desk.write("editor.sh", "sed -i s/900/100/ \"$1\"\n");
    desk
}

fn answer(desk: &Desk, answers: &str, more: &[&str]) -> String {
    let output = alih(desk.home.path())
        .args(["review", "out.jsonl"])
        .args(more)
        .env("EDITOR", "sh editor.sh")
        .env("PATH", "/usr/bin:/bin")
        .write_stdin(answers)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    String::from_utf8(output.stdout).unwrap()
}

fn first(desk: &Desk) -> Value {
    desk.records().remove(0)
}

#[test]
fn a_flagged_part_is_edited_and_the_article_approved() {
    let desk = wrong();
    let told = answer(&desk, "e\ny\nn\n", &["--by", "Sari Dewi"]);
    assert!(told.contains("[1:900]"), "{told}");
    let record = first(&desk);
    assert!(text_of(&record, "p1").contains("100 houses"));
    assert_eq!(record["review"]["state"], "approved");
    assert_eq!(record["review"]["by"], "Sari Dewi");
    assert_eq!(record["outcome"], "ok", "{}", record["flags"]);
    assert_eq!(desk.records()[1]["review"]["state"], "machine");
}

#[test]
fn a_flag_is_accepted_and_quitting_keeps_what_was_done() {
    let desk = wrong();
    let told = answer(&desk, "what?\na\nq\n", &["--by", "Sari"]);
    assert_eq!(
        told.matches("[a]ccept").count(),
        2,
        "an unknown answer is asked again"
    );
    let record = first(&desk);
    assert_eq!(record["review"]["settled"][0]["check"], "number.changed");
    assert_eq!(record["outcome"], "ok");
    assert_eq!(record["review"]["state"], "machine");
}

#[test]
fn an_approval_asks_for_a_name_and_nobody_answering_changes_nothing() {
    let desk = wrong();
    let before = desk.read("out.jsonl");
    for silence in ["", "s\ny\n"] {
        answer(&desk, silence, &[]);
        assert_eq!(desk.read("out.jsonl"), before);
    }
    answer(&desk, "s\ny\nBima\nn\n", &[]);
    assert_eq!(first(&desk)["review"]["by"], "Bima");
    let told = answer(&desk, "n\n", &[]);
    assert!(!told.contains("cerita-0"), "approved articles do not wait");
}

#[test]
fn any_part_can_be_edited_at_the_end() {
    let desk = wrong();
    let told = answer(&desk, "s\ne p9\ne p1\nn\nq\n", &["--by", "Sari"]);
    assert!(told.contains("There is no part p9"), "{told}");
    assert!(text_of(&first(&desk), "p1").contains("100 houses"));
}
