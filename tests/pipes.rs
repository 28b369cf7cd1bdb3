//! Whoever reads what a command says may go away.

/// Standard output and standard error of which nothing is read any more.
#[cfg(unix)]
#[test]
fn a_reader_that_has_gone_was_a_fault_of_the_program() {
    let home = tempfile::tempdir().unwrap();
    let write = |name: &str, text: &str| std::fs::write(home.path().join(name), text).unwrap();
    write("pairs.jsonl", &"{\"x\": 1}\n".repeat(9));
    write("kosong.txt", "");
    for (arguments, code) in [
        (&["prompts", "list"][..], 0),
        (&["prompts", "show", "role"], 0),
        (&["endpoints"], 0),
        (&["schema"], 0),
        (&["completions", "bash"], 0),
        (&["demo"], 0),
        (&["usage"], 0),
        (&["check", "pairs.jsonl"], 4),
        (&["clean", "pairs.jsonl"], 4),
    ] {
        let (reader, out) = std::io::pipe().unwrap();
        let error = out.try_clone().unwrap();
        drop(reader);
        let ended = std::process::Command::new(assert_cmd::cargo::cargo_bin("alih"))
            .env_clear()
            .env("HOME", home.path())
            .current_dir(home.path())
            .args(arguments)
            .stdout(out)
            .stderr(error)
            .status();
        assert_eq!(ended.unwrap().code(), Some(code), "{arguments:?}");
    }
}
