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
            &[ollama, model, ("timeout", "nan")],
            &[],
            "",
            "--timeout: \"nan\"",
        ),
        (
            &[ollama, model, ("max-wait", "inf")],
            &[],
            "",
            "--max-wait: \"inf\"",
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

fn mylab(lines: &str) -> Layers {
    let toml = format!(
        "[endpoint.mylab]\nkind = \"http\"\nkey_env = \"MYLAB_KEY\"\n\
         headers = {{ Authorization = \"Bearer ${{MYLAB_KEY}}\" }}\n{lines}"
    );
    layers(
        &[("endpoint", "mylab")],
        &[("MYLAB_KEY", "secret-1")],
        &toml,
    )
}

#[test]
fn an_endpoint_that_settings_describe_has_its_template() {
    let settings = Settings::resolve(
        &mylab(
            "url = \"https://mt.example/{{source}}\"\nbody = { q = \"{{text}}\" }\n\
             response.text = \"/t\"\nlimits = { max_chars = 3000, max_bytes = 8000 }\n\
             lang = { id = \"ind\" }\nretry_statuses = [418]",
        ),
        Scale::One,
    )
    .unwrap();
    let endpoint = &settings.endpoint.endpoint;
    assert_eq!(endpoint.template.as_ref().unwrap().retry_statuses, [418]);
    assert_eq!(
        endpoint.limits,
        crate::provider::Limits {
            items: 1,
            characters: 2_000,
            item_characters: 2_000,
        }
    );
    assert!(matches!(
        &endpoint.headers[..],
        [crate::provider::Header {
            value: crate::provider::HeaderText::Secret(_),
            ..
        }]
    ));
}

#[test]
fn a_template_that_cannot_work_is_said_with_its_fix() {
    for (lines, words) in [
        ("", "missing field"),
        (
            "url = \"https://mt.example/\"\nbody = { q = \"{{txt}}\" }\nresponse.text = \"/t\"",
            "{{txt}} is no placeholder",
        ),
        (
            "url = \"http://mt.example/\"\nbody = { q = \"{{text}}\" }\nresponse.text = \"/t\"",
            "plain http",
        ),
        (
            "url = \"https://mt.example/\"\nbdy = 1\nbody = { q = \"{{text}}\" }\nresponse.text = \"/t\"",
            "unknown field",
        ),
    ] {
        let message = error(&mylab(lines));
        assert!(message.contains(words), "{message}");
    }
    let message = error(&layers(&[("endpoint", "http")], &[], ""));
    assert!(message.contains("http"), "{message}");
}

#[test]
fn customary_variables_become_headers() {
    let variables = [
        ("AZURE_TRANSLATOR_KEY", "secret-1"),
        ("AZURE_TRANSLATOR_REGION", "southeastasia"),
    ];
    let settings = Settings::resolve(
        &layers(&[("endpoint", "azure")], &variables, ""),
        Scale::One,
    )
    .unwrap();
    let headers = &settings.endpoint.endpoint.headers;
    assert_eq!(headers.len(), 1);
    assert_eq!(headers[0].name, "ocp-apim-subscription-region");
}

#[test]
fn thresholds_come_from_the_checks_table() {
    let toml = "[checks]\nlanguage_words = 12\nomission_evidence = 9.5";
    let checking = Checking::resolve(&layers(&[], &[], toml)).unwrap();
    assert_eq!(checking.thresholds.language_words, 12);
    assert_eq!(checking.thresholds.omission_evidence, 9.5);
    assert_eq!(
        checking.thresholds.part_ratio_lowest,
        crate::guard::Thresholds::default().part_ratio_lowest
    );
    let flags = [("endpoint", "ollama"), ("model", "m")];
    let settings = Settings::resolve(&layers(&flags, &[], toml), Scale::One).unwrap();
    assert_eq!(settings.thresholds, checking.thresholds);
}

#[test]
fn thresholds_that_cannot_be_used_are_refused() {
    for (toml, words) in [
        ("[checks]\nlanguage_word = 12", "language_word"),
        ("[checks]\nlanguage_words = \"many\"", "[checks]"),
        (
            "[checks]\ndocument_ratio_lowest = 3.0",
            "document_ratio_lowest",
        ),
        ("[checks]\nomission_evidence = nan", "omission_evidence"),
        ("checks = 3", "no table"),
    ] {
        let error = Checking::resolve(&layers(&[], &[], toml)).unwrap_err();
        assert!(error.to_string().contains(words), "{toml}: {error}");
    }
}
