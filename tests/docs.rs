//! The README and the program say the same.

mod support;

use std::path::Path;

use alih::settings::SETTINGS;
use support::alih;

const README: &str = include_str!("../README.md");

#[test]
fn the_settings_table_equals_the_code() {
    let mut table =
        String::from("| flag | variable | default | what it does |\n|---|---|---|---|\n");
    for row in SETTINGS {
        let default = match row.default {
            "" => String::new(),
            default => format!("`{default}`"),
        };
        table.push_str(&format!(
            "| `--{}` | `{}` | {default} | {} |\n",
            row.name, row.variable, row.about
        ));
    }
    let written = README
        .split_once("<!-- settings -->\n")
        .and_then(|(_, rest)| rest.split_once("<!-- /settings -->"))
        .map(|(table, _)| table);
    assert_eq!(written, Some(table.as_str()));
}

#[test]
fn the_demonstration_prints_what_the_readme_shows() {
    let home = tempfile::tempdir().unwrap();
    let output = alih(home.path()).arg("demo").output().unwrap();
    let printed = String::from_utf8(output.stdout).unwrap();
    let block = README
        .split_once("$ cargo run --release -- demo\n")
        .and_then(|(_, rest)| rest.split_once("```"))
        .map(|(block, _)| block)
        .unwrap();
    let mut shown = block
        .lines()
        .filter(|line| !line.trim().is_empty() && *line != "…");
    let mut lines = printed.lines();
    assert!(shown.clone().count() > 8);
    assert!(
        shown.all(|line| lines.any(|own| own == line)),
        "the demonstration prints:\n{printed}"
    );
}

/// A fenced block of a page.
struct Block {
    page: String,
    language: String,
    text: String,
}

/// Every block of the README and of every page.
fn blocks() -> Vec<Block> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let pages = std::fs::read_dir(root.join("docs")).unwrap();
    let pages = pages.map(|entry| format!("docs/{}", entry.unwrap().file_name().display()));
    let others = [
        "README.md",
        "CONTRIBUTING.md",
        "SECURITY.md",
        "fuzz/README.md",
    ];
    let mut found = Vec::new();
    for page in pages.chain(others.map(str::to_owned)) {
        if !page.ends_with(".md") {
            continue;
        }
        let text = std::fs::read_to_string(root.join(&page)).unwrap();
        let mut lines = text.lines().map(str::trim_start);
        while let Some(line) = lines.next() {
            let Some(language) = line.strip_prefix("```") else {
                continue;
            };
            let block: Vec<&str> = lines.by_ref().take_while(|line| *line != "```").collect();
            found.push(Block {
                page: page.clone(),
                language: language.to_owned(),
                text: block.join("\n"),
            });
        }
    }
    found
}

/// Who else runs the blocks of a language.
const ELSEWHERE: [(&str, &str); 5] = [
    (
        "cron",
        "batch/manual: the_line_for_cron_runs_with_crons_environment",
    ),
    ("ini", "batch/manual: systemd_accepts_the_units"),
    ("python", "scripts: the_readmes_python_runs"),
    ("rust,no_run", "the doc tests compile it"),
    ("text", "the_commands_in_the_readme_are_those_of_help"),
];

#[test]
fn every_block_is_run_or_checked() {
    let mut seen = [0, 0];
    for block in blocks() {
        match block.language.as_str() {
            "console" | "sh" => {
                for command in commands(&block) {
                    understood(&block.page, &command);
                    seen[0] += 1;
                }
            }
            "toml" => {
                configures(&block);
                seen[1] += 1;
            }
            other => assert!(
                ELSEWHERE.iter().any(|(language, _)| *language == other),
                "{}: nobody checks blocks of {other}",
                block.page
            ),
        }
    }
    assert!(seen[0] > 50 && seen[1] > 12, "{seen:?}");
}

/// The commands of a block, one for each end of a pipe. What a console shows
/// after them is left out.
fn commands(block: &Block) -> Vec<String> {
    let whole = block.text.replace("\\\n", " ");
    let lines = whole
        .lines()
        .filter_map(|line| match block.language.as_str() {
            "console" => line.strip_prefix("$ "),
            _ => Some(line),
        });
    lines
        .map(|line| line.split(" #").next().unwrap_or(line))
        .flat_map(|line| match line.contains('\'') {
            true => vec![line],
            false => line.split(" | ").collect(),
        })
        .map(|command| command.trim().to_owned())
        .filter(|command| !command.is_empty() && !command.starts_with('#'))
        .collect()
}

/// Whether a command is one that can be given.
fn understood(page: &str, command: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let quoted = command.replace("\"Sari Dewi\"", "SariDewi");
    let mut words: Vec<&str> = quoted
        .split_whitespace()
        .skip_while(|word| word.contains('=') && !word.starts_with('-'))
        .take_while(|word| !word.starts_with('>') && !word.starts_with("2>"))
        .collect();
    if words.is_empty() {
        return;
    }
    let lines = || format!("{page}: {command}");
    let is_there = |path: &str| assert!(root.join(path).exists(), "{}", lines());
    match words.remove(0) {
        "alih" => {
            let home = tempfile::tempdir().unwrap();
            let output = alih(home.path()).args(&words).arg("--help").output();
            let output = output.unwrap();
            assert!(
                output.status.success(),
                "{}{}",
                lines(),
                support::stderr(&output)
            );
        }
        "cargo" => {
            for (flag, folder) in [("--example", "examples"), ("--test", "tests")] {
                if let Some(at) = words.iter().position(|word| *word == flag) {
                    let name = words[at + 1];
                    let paths = [
                        format!("{folder}/{name}.rs"),
                        format!("{folder}/{name}/main.rs"),
                    ];
                    assert!(
                        paths.iter().any(|path| root.join(path).exists()),
                        "{}",
                        lines()
                    );
                }
            }
            if let Some(at) = words.iter().position(|word| *word == "--manifest-path") {
                is_there(words[at + 1]);
            }
        }
        "python3" | "node" | "sh" | "sbatch" => {
            let script: &str = words.iter().find(|word| !word.starts_with('-')).unwrap();
            is_there(script);
        }
        "spark-submit" => {
            let script: &str = words.iter().find(|word| word.ends_with(".py")).unwrap();
            is_there(script);
        }
        "$measure_engine" => is_there("examples/measure_engine.rs"),
        path if path.starts_with("examples/") => is_there(path),
        path if path.starts_with("target/release/") || path.starts_with("benches/") => {}
        "jq" | "cat" | "npm" | "cd" | "git" | "pip" | "libretranslate" => {}
        other => assert!(other.contains('='), "{}: nobody checks {other}", lines()),
    }
}

/// A configuration is read, and every endpoint in it can be used.
fn configures(block: &Block) {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("alih.toml"), &block.text).unwrap();
    std::fs::write(home.path().join("artikel.txt"), "Judul\n\nIsi berita.\n").unwrap();
    let table: toml::Table = toml::from_str(&block.text).unwrap();
    let endpoints = table.get("endpoint").and_then(toml::Value::as_table);
    let mut names: Vec<&str> = endpoints
        .iter()
        .flat_map(|table| table.keys())
        .map(String::as_str)
        .collect();
    if names.is_empty() {
        names.push("libretranslate");
    }
    for name in names {
        let output = alih(home.path())
            .env("OFFICE_KEY", support::KEY)
            .env("DESK_KEY", support::KEY)
            .args(["translate", "artikel.txt", "--estimate", "--endpoint", name])
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{}: {}{}",
            block.page,
            block.text,
            support::stderr(&output)
        );
    }
}

#[test]
fn the_commands_in_the_readme_are_those_of_help() {
    let home = tempfile::tempdir().unwrap();
    let output = alih(home.path()).arg("--help").output().unwrap();
    let help = String::from_utf8(output.stdout).unwrap();
    let commands = |text: &str| {
        let (_, rest) = text.split_once("Commands:\n").unwrap();
        let rows = rest.lines().take_while(|line| line.starts_with("  "));
        rows.map(|line| line.trim().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(commands(README), commands(&help));
}

/// Every command teaches with an example, and the examples are understood.
#[test]
fn every_command_has_examples_in_its_help() {
    let home = tempfile::tempdir().unwrap();
    let help = |words: &[&str]| {
        let output = alih(home.path())
            .args(words)
            .arg("--help")
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let main = help(&[]);
    let (_, rows) = main.split_once("Commands:\n").unwrap();
    let names: Vec<&str> = rows
        .lines()
        .take_while(|line| line.starts_with("  "))
        .filter_map(|line| line.split_whitespace().next())
        .filter(|name| *name != "help")
        .collect();
    assert!(names.len() > 12, "{names:?}");
    for name in names {
        let text = help(&[name]);
        let examples = text.split_once("Examples:\n").map(|(_, rest)| rest);
        let examples = examples.unwrap_or_else(|| panic!("alih {name} --help has no examples"));
        for line in examples.lines().take_while(|line| line.starts_with("  ")) {
            let line = line.split("  (").next().unwrap_or(line);
            for command in line.split(" | ") {
                understood("--help", command.trim());
            }
        }
    }
    assert!(main.contains("Examples:\n"));
}

#[test]
fn the_readme_names_every_exit_code_and_reason() {
    for code in [0, 1, 2, 3, 4, 5, 6] {
        assert!(README.contains(&format!("| {code} |")), "{code}");
    }
    for reason in alih::outcome::ReasonKind::ALL {
        assert!(
            README.contains(&format!("`{}`", reason.name())),
            "{}",
            reason.name()
        );
    }
}

#[test]
fn the_manual_has_a_page_for_each_command() {
    let home = tempfile::tempdir().unwrap();
    let output = alih(home.path()).args(["man", "pages"]).output().unwrap();
    assert!(output.status.success(), "{}", support::stderr(&output));
    let page = |name: &str| std::fs::read_to_string(home.path().join("pages").join(name)).unwrap();
    assert!(page("alih.1").contains("Exit codes"));
    assert!(page("alih-translate.1").contains("summary\\-words"));
    assert!(page("alih-batch-collect.1").contains("Fetch what has been answered"));
}

#[test]
fn what_a_package_installs_is_there() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let manifest: toml::Table = include_str!("../Cargo.toml").parse().unwrap();
    let assets = manifest["package"]["metadata"]["deb"]["assets"]
        .as_array()
        .unwrap();
    let steps = include_str!("../docs/release.md");
    for asset in assets {
        let source = asset[0].as_str().unwrap();
        let folder = source
            .trim_end_matches("/*")
            .trim_end_matches("/*.md")
            .trim_end_matches("/*.1");
        let is_made = folder.starts_with("target/release/") || steps.contains(folder);
        assert!(is_made || root.join(folder).exists(), "{source}");
    }
}
