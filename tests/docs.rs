//! The README and the program say the same.

mod support;

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

#[test]
fn every_command_of_the_readme_is_understood() {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("artikel.txt"), "Judul\n\nIsi berita.\n").unwrap();
    let commands = README
        .lines()
        .filter_map(|line| line.strip_prefix("$ ")?.split_once("alih translate "))
        .map(|(_, rest)| rest.split('|').next().unwrap_or(rest));
    let mut seen = 0;
    for command in commands {
        let arguments: Vec<&str> = command.split_whitespace().collect();
        let output = alih(home.path())
            .arg("translate")
            .args(&arguments)
            .arg("--help")
            .output()
            .unwrap();
        assert!(output.status.success(), "{command}");
        seen += 1;
    }
    assert!(seen >= 6, "{seen}");
}

/// The configurations of a page.
fn configurations(page: &str) -> impl Iterator<Item = &str> {
    let blocks = page.split("```toml\n").skip(1);
    blocks.filter_map(|rest| Some(rest.split_once("```")?.0))
}

#[test]
fn every_endpoint_of_the_manual_can_be_used() {
    let mut seen = 0;
    for block in configurations(include_str!("../docs/endpoints.md")) {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join("alih.toml"), block).unwrap();
        std::fs::write(home.path().join("artikel.txt"), "Judul\n\nIsi berita.\n").unwrap();
        let table: toml::Table = toml::from_str(block).unwrap();
        for name in table["endpoint"].as_table().unwrap().keys() {
            let output = alih(home.path())
                .env("OFFICE_KEY", support::KEY)
                .args(["translate", "artikel.txt", "--estimate", "--endpoint", name])
                .output()
                .unwrap();
            assert!(output.status.success(), "{}", support::stderr(&output));
            seen += 1;
        }
    }
    assert!(seen >= 10, "{seen}");
}

#[test]
fn every_configuration_of_the_readme_is_read() {
    let mut seen = 0;
    for block in configurations(README) {
        let home = tempfile::tempdir().unwrap();
        std::fs::write(home.path().join("alih.toml"), block).unwrap();
        std::fs::write(home.path().join("artikel.txt"), "Judul\n\nIsi berita.\n").unwrap();
        let output = alih(home.path())
            .args(["translate", "artikel.txt", "--estimate"])
            .output()
            .unwrap();
        assert!(
            output.status.success(),
            "{block}{}",
            support::stderr(&output)
        );
        seen += 1;
    }
    assert!(seen > 0);
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
fn the_project_stands_alone() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut network = Vec::new();
    let mut folders = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap() {
            let path = entry.unwrap().path();
            if path.is_dir() {
                folders.push(path);
                continue;
            }
            let text = std::fs::read_to_string(&path).unwrap_or_default();
            if text.contains("reqwest") {
                network.push(path.strip_prefix(root).unwrap().display().to_string());
            }
        }
    }
    assert_eq!(network, ["src/transport.rs"]);
}

/// The commands in the pages that no other test runs.
#[test]
fn every_command_of_the_pages_is_understood() {
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
    let home = tempfile::tempdir().unwrap();
    for page in ["docs/release.md", "docs/scripts.md", "docs/spark.md"] {
        let text = std::fs::read_to_string(root.join(page)).unwrap();
        let mut seen = 0;
        for line in text.lines().map(str::trim) {
            let words = line.split([' ', '[', ']', '(', ')']);
            for script in words.filter(|word| word.starts_with("examples/scripts/")) {
                assert!(root.join(script).is_file(), "{page}: {line}");
                seen += 1;
            }
            let Some(command) = line.strip_prefix("alih ") else {
                continue;
            };
            let command = command.split('>').next().unwrap();
            let output = alih(home.path())
                .args(command.split_whitespace())
                .arg("--help")
                .output()
                .unwrap();
            assert!(output.status.success(), "{page}: {line}");
            seen += 1;
        }
        assert!(seen > 0, "{page}");
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
    let root = std::path::Path::new(env!("CARGO_MANIFEST_DIR"));
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
