//! What `docs/vendor-batch.md` shows works as it stands there.

use super::Desk;
use super::vendor::Kind;

const MANUAL: &str = include_str!("../../docs/vendor-batch.md");

#[test]
fn its_commands_do_what_it_says() {
    let desk = Desk::new(Kind::OpenAi, 3);
    std::fs::rename(desk.path("berita.jsonl"), desk.path("arsip.jsonl")).unwrap();
    let block = MANUAL
        .split_once("```sh\n")
        .and_then(|(_, rest)| rest.split_once("```"))
        .map(|(block, _)| block)
        .unwrap();
    let mut seen = 0;
    for line in block.lines() {
        let arguments: Vec<&str> = line.strip_prefix("alih ").unwrap().split(' ').collect();
        desk.run(&arguments).must(0);
        desk.vendor.end();
        seen += 1;
    }
    assert_eq!(seen, 4);
    desk.each_id_once();
}
