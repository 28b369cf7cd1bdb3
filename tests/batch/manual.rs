//! What `docs/batch.md` shows works as it stands there.

use std::fs;
use std::process::Command;

use super::Desk;
use super::support::{KEY, ids};

const MANUAL: &str = include_str!("../../docs/batch.md");

fn blocks(language: &str) -> Vec<&'static str> {
    let opening = format!("```{language}\n");
    MANUAL
        .split(&opening)
        .skip(1)
        .filter_map(|rest| rest.split_once("```"))
        .map(|(block, _)| block)
        .collect()
}

fn binary() -> String {
    assert_cmd::cargo::cargo_bin("alih").display().to_string()
}

#[test]
fn the_line_for_cron_runs_with_crons_environment() {
    let desk = Desk::new(3);
    desk.set_prices();
    fs::create_dir(desk.path("arsip")).unwrap();
    fs::rename(desk.path("berita.jsonl"), desk.path("arsip/berita.jsonl")).unwrap();
    fs::write(
        desk.path(".env"),
        format!("OPENAI_API_KEY={KEY}\nALIH_ENDPOINT=desk\n"),
    )
    .unwrap();
    let line = blocks("cron")[0].lines().last().unwrap();
    let readme = include_str!("../../README.md");
    assert!(readme.contains(&format!("```cron\n{line}\n```")));
    let command: Vec<&str> = line.splitn(6, char::is_whitespace).collect();
    let command = command[5]
        .trim()
        .replace("/srv/berita", &desk.home().display().to_string())
        .replace("/usr/local/bin/alih", &binary());
    let status = Command::new("/bin/sh")
        .env_clear()
        .env("HOME", desk.home())
        .args(["-c", &command])
        .status()
        .unwrap();
    let told = fs::read_to_string(desk.path("alih.log")).unwrap();
    assert!(status.success(), "{told}");
    assert!(told.contains("3 done, 3 requests, cost 3.6"), "{told}");
    assert_eq!(ids(&desk.path("hasil.jsonl")).len(), 3);
}

#[test]
fn systemd_accepts_the_units() {
    let folder = tempfile::tempdir().unwrap();
    let units = blocks("ini");
    let paths = ["alih.service", "alih.timer"].map(|name| folder.path().join(name));
    for (unit, path) in units.iter().zip(&paths) {
        fs::write(path, unit.replace("/usr/local/bin/alih", &binary())).unwrap();
    }
    let Ok(output) = Command::new("systemd-analyze")
        .args(["verify", "--man=no", "--recursive-errors=no"])
        .args(&paths)
        .output()
    else {
        println!("skipped: systemd-analyze is not here");
        return;
    };
    let told = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{told}");
    assert!(!told.contains("alih."), "{told}");
}

#[test]
fn the_command_lines_are_understood() {
    let desk = Desk::new(1);
    fs::create_dir(desk.path("arsip")).unwrap();
    fs::rename(desk.path("berita.jsonl"), desk.path("arsip/berita.jsonl")).unwrap();
    let lines = blocks("sh").concat();
    let commands: Vec<&str> = lines
        .lines()
        .filter(|line| line.starts_with("alih "))
        .map(|line| line.split("2>").next().unwrap_or(line))
        .map(|line| line.split('#').next().unwrap_or(line).trim())
        .collect();
    assert!(commands.len() >= 7, "{commands:?}");
    for command in commands {
        let command = command.replace("NAME", "openai").replace("MODEL", "mock");
        let output = super::support::alih(desk.home())
            .env("OPENAI_API_KEY", KEY)
            .env("ALIH_ENDPOINT", "openai")
            .env("ALIH_MODEL", "mock")
            .env("OPENAI_BASE_URL", &desk.endpoint.base_url)
            .args(command.split_whitespace().skip(1))
            .output()
            .unwrap();
        let told = super::support::stderr(&output);
        assert_eq!(output.status.code(), Some(0), "{command}: {told}");
    }
}
