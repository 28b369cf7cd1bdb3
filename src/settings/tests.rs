use super::*;

fn layers(flags: &[(&'static str, &str)], variables: &[(&str, &str)], toml: &str) -> Layers {
    Layers {
        flags: flags
            .iter()
            .map(|(name, value)| (*name, (*value).to_owned()))
            .collect(),
        environment: Environment {
            variables: variables
                .iter()
                .map(|(n, v)| ((*n).into(), (*v).into()))
                .collect(),
            folder: PathBuf::new(),
        },
        dotenv: None,
        files: vec![("alih.toml".into(), toml.parse().unwrap())],
    }
}

fn error(layers: &Layers) -> String {
    Settings::resolve(layers, Scale::One)
        .unwrap_err()
        .to_string()
}

#[test]
fn flags_go_before_environment_before_file_before_default() {
    let toml = "summary_words = 30\nto = \"en-GB\"";
    let all = layers(
        &[("summary-words", "10")],
        &[("ALIH_SUMMARY_WORDS", "20")],
        toml,
    );
    assert_eq!(all.get("summary-words").unwrap().value, "10");
    let two = layers(&[], &[("ALIH_SUMMARY_WORDS", "20")], toml);
    assert_eq!(two.get("summary-words").unwrap().value, "20");
    let file = layers(&[], &[("ALIH_SUMMARY_WORDS", "")], toml);
    assert_eq!(file.get("summary-words").unwrap().value, "30");
    let none = layers(&[], &[], "");
    assert_eq!(none.get("summary-words").unwrap().value, "60");
    assert_eq!(none.get("summary-words").unwrap().origin, Origin::Default);
}

#[test]
fn what_cannot_work_is_said_with_its_fix() {
    let ollama = ("endpoint", "ollama");
    let model = ("model", "m");
    for (flags, variables, toml, words) in [
        (&[][..], &[][..], "", "no endpoint is configured"),
        (&[("endpoint", "olama")], &[], "", "did you mean ollama?"),
        (
            &[("endpoint", "openai"), model],
            &[],
            "",
            "set OPENAI_API_KEY",
        ),
        (&[ollama], &[], "", "give --model NAME"),
        (
            &[ollama, model, ("to", "English!")],
            &[],
            "",
            "--to: \"English!\"",
        ),
        (
            &[ollama, model, ("only", "both")],
            &[],
            "",
            "give translation or summary",
        ),
        (
            &[ollama, model],
            &[("ALIH_WIDTH", "0")],
            "",
            "ALIH_WIDTH: \"0\"",
        ),
        (&[ollama, model], &[], "width = \"x\"", "width in alih.toml"),
        (
            &[ollama, model, ("base-url", "ollama.local")],
            &[],
            "",
            "give --base-url",
        ),
        (&[ollama, model, ("max-cost", "1")], &[], "", "prices"),
        (
            &[("endpoint", "libretranslate"), ("only", "summary")],
            &[],
            "",
            "cannot summarise",
        ),
        (
            &[ollama, model, ("summary-endpoint", "apertium")],
            &[],
            "",
            "cannot summarise",
        ),
        (
            &[
                ("endpoint", "openai"),
                model,
                ("base-url", "http://gpu.example/v1"),
            ],
            &[("OPENAI_API_KEY", "sk-1")],
            "",
            "plain http",
        ),
        (
            &[("endpoint", "mine")],
            &[],
            "[endpoint.mine]\nmodle = \"x\"",
            "unknown field",
        ),
    ] {
        let message = error(&layers(flags, variables, toml));
        assert!(message.contains(words), "{message}");
    }
}

#[test]
fn a_named_endpoint_is_a_few_lines() {
    let toml = r#"
        [endpoint.desk]
        base_url = "https://llm.example/v1"
        model = "writer-2"
        key_env = "DESK_KEY"
        width = 5
        headers = { X-Team = "${DESK_TEAM}", X-App = "alih" }
        parameters = { temperature = 0.2 }
        prices = { input = 1.0, output = 4.0 }
    "#;
    let variables = [("DESK_KEY", "secret-1"), ("DESK_TEAM", "asia")];
    let settings = Settings::resolve(
        &layers(&[("endpoint", "desk")], &variables, toml),
        Scale::Many,
    )
    .unwrap();
    let own = &settings.endpoint;
    assert_eq!(own.width, 5);
    assert_eq!(own.endpoint.kind.name, "openai");
    assert_eq!(own.endpoint.model.as_deref(), Some("writer-2"));
    assert_eq!(own.endpoint.key.as_ref().unwrap().reveal(), "secret-1");
    assert_eq!(own.endpoint.parameters["temperature"], 0.2);
    assert!(!format!("{settings:?}").contains("secret-1"));
    assert!(!format!("{settings:?}").contains("asia"));
    assert_eq!(settings.patience.tries, 6);
}

#[test]
fn the_example_lists_every_variable_with_its_default() {
    let example = include_str!("../../.env.example");
    let listed: Vec<&str> = example
        .lines()
        .filter_map(|line| line.strip_prefix("# ").unwrap_or(line).split_once('='))
        .filter(|(name, _)| name.chars().all(|c| c.is_ascii_uppercase() || c == '_'))
        .map(|(name, _)| name)
        .collect();
    for row in SETTINGS {
        let line = format!("# {}={}", row.variable, row.default);
        assert!(example.lines().any(|own| own == line), "{line} is missing");
    }
    let mut known: Vec<&str> = SETTINGS.iter().map(|row| row.variable).collect();
    for service in crate::provider::SERVICES {
        let of_headers = service
            .header_variables
            .iter()
            .map(|(_, variable)| variable);
        let others = service.key_variables.iter().chain(service.base_variables);
        for variable in others.chain(of_headers) {
            assert!(listed.contains(variable), "{variable} is missing");
            known.push(variable);
        }
    }
    for name in listed {
        assert!(known.contains(&name), "{name} is no setting");
    }
}
