//! What was spent and found, as a page.

use super::support::{alih, stderr};
use super::{Desk, stories};

#[test]
fn usage_is_a_page_with_plots_that_stands_alone() {
    let desk = Desk::with(stories(3));
    desk.write(
        "alih.toml",
        "[endpoint.\"<b>meja</b>\"]\nservice = \"openai\"\nmodel = \"mock\"\nprices = { input = 1.0, output = 2.0 }\n",
    );
    let output = alih(desk.home.path())
        .env("OPENAI_API_KEY", super::support::KEY)
        .args(["translate", "in.jsonl", "-o", "out.jsonl"])
        .args([
            "--endpoint",
            "<b>meja</b>",
            "--base-url",
            &desk.endpoint.base_url,
        ])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let output = desk.must(&["usage", "--format", "html", "--records", "out.jsonl"]);
    let page = String::from_utf8(output.stdout).unwrap();
    for told in [
        "Requests by day",
        "Cost by day",
        "Articles by time taken",
        "&lt;b&gt;meja",
        "<b>3</b> requests",
    ] {
        assert!(page.contains(told), "{told}: {page}");
    }
    assert!(page.matches("<svg").count() >= 3);
    assert!(page.contains("default-src 'none'"));
    let body = page.split("</head>").nth(1).unwrap();
    let body = body.split("<script>").next().unwrap();
    for bad in [
        "<b>meja",
        " style=",
        "href=",
        "<image",
        "http://www.w3.org/1999/xlink",
        "#010203",
    ] {
        assert!(!body.contains(bad), "{bad}: {body}");
    }
    let empty = desk.must(&["usage", "--format", "html", "--state", "none.db"]);
    assert!(!String::from_utf8(empty.stdout).unwrap().contains("<svg"));
}
