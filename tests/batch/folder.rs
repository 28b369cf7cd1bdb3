//! A folder of articles, and what else lies in it; files that are none.

use std::fs::{self, File};
use std::process::Command;

use super::support::story::story;
use super::support::{KEY, ids, write_lines};
use super::{Desk, Ended};

/// A desk whose home holds three articles as text files and nothing else.
fn archive() -> Desk {
    let desk = Desk::new(3);
    fs::remove_file(desk.path("berita.jsonl")).unwrap();
    for (number, story) in desk.stories.iter().enumerate() {
        fs::write(desk.path(&format!("{number}.txt")), story.text()).unwrap();
    }
    desk
}

#[test]
fn results_in_the_folder_that_is_read_became_articles_of_the_next_run() {
    for (output, format) in [
        ("hasil.jsonl", None),
        ("./hasil/../hasil.jsonl", None),
        ("hasil/", None),
        ("hasil/", Some("txt")),
        ("hasil.html", Some("html")),
    ] {
        let desk = archive();
        fs::create_dir(desk.path("hasil")).unwrap();
        let mut arguments = vec![".", "-o", output];
        arguments.extend(format.iter().flat_map(|form| ["--format", form]));
        desk.run(&arguments).must(0);
        desk.run(&arguments).must(0);
        assert_eq!(desk.endpoint.count(), 3, "{output} {format:?}");
    }
}

#[test]
fn a_file_that_the_shell_redirects_to_is_not_read() {
    let desk = archive();
    for _ in 0..2 {
        let output = desk.path("hasil.jsonl");
        let output = File::options().create(true).append(true).open(output);
        let ended = Command::new(assert_cmd::cargo::cargo_bin("alih"))
            .env_clear()
            .env("HOME", desk.home())
            .env("OPENAI_API_KEY", KEY)
            .current_dir(desk.home())
            .args(["translate", ".", "--endpoint", "openai", "--model", "mock"])
            .args(["--base-url", &desk.endpoint.base_url])
            .stdout(output.unwrap())
            .output();
        Ended::of(ended.unwrap()).must(0);
    }
    assert_eq!(ids(&desk.path("hasil.jsonl")).len(), 6);
    assert_eq!(desk.endpoint.count(), 3);
}

#[test]
fn the_folder_itself_is_no_output() {
    let desk = archive();
    let ended = desk.run(&[".", "-o", "."]).must(2);
    ended.told("write to another one");
    assert_eq!(desk.endpoint.count(), 0);
}

#[test]
fn what_is_hidden_is_no_article() {
    let desk = archive();
    fs::create_dir(desk.path(".git")).unwrap();
    fs::write(desk.path(".git/pesan.txt"), story(1).text()).unwrap();
    fs::write(desk.path(".draf.txt"), story(2).text()).unwrap();
    desk.run(&[".", "-o", "hasil.jsonl"]).must(0);
    assert_eq!(ids(&desk.path("hasil.jsonl")), ["0", "1", "2"]);
}

#[cfg(unix)]
#[test]
fn a_named_pipe_was_opened_twice_and_waited_for_ever() {
    let desk = Desk::new(3);
    let pipe = desk.path("pipa");
    let made = Command::new("mkfifo").arg(&pipe).status().unwrap();
    assert!(made.success());
    let (stories, written) = (desk.stories.clone(), pipe.clone());
    // Opening it waits for who reads.
    let writer = std::thread::spawn(move || write_lines(&written, &stories));
    desk.run(&["pipa", "-o", "hasil.jsonl"]).must(0);
    writer.join().unwrap();
    assert_eq!(ids(&desk.path("hasil.jsonl")).len(), 3);
}

#[test]
fn an_article_is_not_written_over_by_its_own_translation() {
    let desk = archive();
    let table = "id,title,text\nx-1,Judul,Isi berita yang panjang.\n";
    fs::write(desk.path("berita.csv"), table).unwrap();
    fs::write(desk.path("lain.html"), "<html><p>Berita.</html>").unwrap();
    for (arguments, why) in [
        (
            ["berita.csv", "-o", "./berita.csv"],
            "cannot be the output too",
        ),
        (["0.txt", "-o", "0.txt"], "cannot be the output too"),
        ([".", "-o", "0.txt"], "lies in a folder that is read"),
        ([".", "-o", "berita.csv"], "is not a result of this program"),
        (
            ["0.txt", "-o", "lain.html"],
            "is not a result of this program",
        ),
    ] {
        let files = || ["berita.csv", "0.txt", "lain.html"].map(|name| fs::read(desk.path(name)));
        let before = files().map(Result::unwrap);
        desk.run(&arguments).must(2).told(why);
        assert_eq!(files().map(Result::unwrap), before, "{arguments:?}");
    }
    assert_eq!(desk.endpoint.count(), 0);
}

#[test]
fn the_memory_took_the_place_of_the_results_or_of_the_input() {
    let desk = archive();
    for (output, state) in [("hasil.jsonl", "./hasil.jsonl"), ("hasil.jsonl", "0.txt")] {
        let arguments = ["0.txt", "-o", output, "--state", state];
        let ended = desk.run(&arguments).must(2);
        ended.told("cannot be the memory too; name another file with --state");
    }
    assert_eq!(
        fs::read_to_string(desk.path("0.txt")).unwrap(),
        story(0).text()
    );
    assert_eq!(desk.endpoint.count(), 0);
}

#[cfg(unix)]
#[test]
fn a_folder_that_cannot_be_read_is_a_line_and_the_others_go_on() {
    use std::os::unix::fs::PermissionsExt;
    let desk = archive();
    let locked = desk.path("terkunci");
    fs::create_dir(&locked).unwrap();
    fs::set_permissions(&locked, fs::Permissions::from_mode(0o000)).unwrap();
    let is_locked = fs::read_dir(&locked).is_err();
    let code = if is_locked { 3 } else { 0 };
    let ended = desk.run(&[".", "-o", "hasil.jsonl"]).must(code);
    if is_locked {
        ended.told("terkunci: input: it cannot be read");
    }
    assert_eq!(desk.endpoint.count(), 3);
}
