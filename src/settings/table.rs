//! Every setting: its flag, its variable, its key in `alih.toml`, its
//! default. One table, from which `.env.example` and the documentation are
//! checked.

/// One row.
#[derive(Debug)]
pub struct Setting {
    /// The flag without its dashes; with `_` for `-` the key in `alih.toml`.
    pub name: &'static str,
    /// The environment variable.
    pub variable: &'static str,
    /// The default as it would be written; empty where there is none.
    pub default: &'static str,
    /// What it does.
    pub about: &'static str,
}

const fn row(
    name: &'static str,
    variable: &'static str,
    default: &'static str,
    about: &'static str,
) -> Setting {
    Setting {
        name,
        variable,
        default,
        about,
    }
}

/// Every setting that may be given by flag, variable or file.
pub const SETTINGS: &[Setting] = &[
    row(
        "endpoint",
        "ALIH_ENDPOINT",
        "",
        "The endpoint: a built-in service or one named in alih.toml",
    ),
    row("model", "ALIH_MODEL", "", "The model to ask"),
    row(
        "base-url",
        "ALIH_BASE_URL",
        "",
        "The endpoint's address, where it is not the service's own",
    ),
    row(
        "summary-endpoint",
        "ALIH_SUMMARY_ENDPOINT",
        "",
        "A second endpoint that writes the summary; `extractive` picks sentences instead",
    ),
    row(
        "fallback",
        "ALIH_FALLBACK",
        "",
        "Endpoints that stand in when the first one cannot answer, in their order, separated by commas",
    ),
    row("only", "ALIH_ONLY", "", "`translation` or `summary` alone"),
    row("to", "ALIH_TO", "en-US", "The language to translate into"),
    row(
        "from",
        "ALIH_FROM",
        "",
        "The language of the articles; recognised unless given",
    ),
    row(
        "summary-words",
        "ALIH_SUMMARY_WORDS",
        "60",
        "Most words of a summary",
    ),
    row(
        "summary-style",
        "ALIH_SUMMARY_STYLE",
        "brief",
        "`sentence`, `brief` or `bullets`",
    ),
    row(
        "carrier",
        "ALIH_CARRIER",
        "tagged",
        "How articles travel to a language model: `tagged` text or a JSON `schema`",
    ),
    row(
        "max-output-tokens",
        "ALIH_MAX_OUTPUT_TOKENS",
        "",
        "Most tokens of one answer; computed from the article unless given",
    ),
    row(
        "prompts",
        "ALIH_PROMPTS",
        "",
        "A folder whose .md files replace built-in prompts",
    ),
    row(
        "glossary",
        "ALIH_GLOSSARY",
        "",
        "A CSV or TSV file with terms that go before the built-in glossary",
    ),
    row(
        "timeout",
        "ALIH_TIMEOUT",
        "600",
        "Seconds for one whole reply",
    ),
    row(
        "idle-timeout",
        "ALIH_IDLE_TIMEOUT",
        "60",
        "Seconds between two pieces of a reply that has begun",
    ),
    row(
        "stream",
        "ALIH_STREAM",
        "auto",
        "Answers in pieces: `on`, `off`, or `auto` where somebody watches or answers may be long",
    ),
    row(
        "max-wait",
        "ALIH_MAX_WAIT",
        "",
        "Longest wait that an endpoint may ask for, in seconds; 60 for one article, 900 for many",
    ),
    row(
        "tries",
        "ALIH_TRIES",
        "",
        "Tries of one request; 4 for one article, 6 for many",
    ),
    row(
        "width",
        "ALIH_WIDTH",
        "",
        "Requests at once; by service unless given",
    ),
    row(
        "requests-per-minute",
        "ALIH_REQUESTS_PER_MINUTE",
        "",
        "The endpoint's limit, where it is known",
    ),
    row(
        "tokens-per-minute",
        "ALIH_TOKENS_PER_MINUTE",
        "",
        "The endpoint's limit, where it is known",
    ),
    row(
        "max-cost",
        "ALIH_MAX_COST",
        "",
        "Stop at this cost; needs prices in alih.toml",
    ),
    row(
        "max-requests",
        "ALIH_MAX_REQUESTS",
        "",
        "Stop after so many requests",
    ),
    row(
        "max-tokens",
        "ALIH_MAX_TOKENS",
        "",
        "Stop after so many tokens in and out",
    ),
    row(
        "max-characters",
        "ALIH_MAX_CHARACTERS",
        "",
        "Stop after so many characters given to translation engines",
    ),
    row(
        "max-input",
        "ALIH_MAX_INPUT",
        "2",
        "Largest article, in MiB",
    ),
    row(
        "repair",
        "ALIH_REPAIR",
        "1",
        "How often parts that a check flags are asked for again",
    ),
    row(
        "state",
        "ALIH_STATE",
        "",
        "The translation memory's file; in the user's data folder unless given",
    ),
    row(
        "ca-file",
        "ALIH_CA_FILE",
        "",
        "A PEM file with a certificate authority to trust besides the system's",
    ),
    row(
        "allow-private-pages",
        "ALIH_ALLOW_PRIVATE_PAGES",
        "",
        "`yes` lets web pages come from this machine and its network, for trying things out",
    ),
    #[cfg(feature = "local")]
    row(
        "models",
        "ALIH_MODELS",
        "",
        "The folder with the embedded engine's models; in the user's cache folder unless given",
    ),
    #[cfg(feature = "local")]
    row(
        "models-from",
        "ALIH_MODELS_FROM",
        "",
        "A server that mirrors the models; Mozilla's unless given",
    ),
    #[cfg(feature = "local")]
    row(
        "threads",
        "ALIH_THREADS",
        "",
        "Threads of the embedded engine; as many as the machine has cores unless given",
    ),
];

/// The row of that name.
#[must_use]
pub fn setting(name: &str) -> Option<&'static Setting> {
    SETTINGS.iter().find(|setting| setting.name == name)
}
