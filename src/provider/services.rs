//! The services that are known by name: one row each.
//!
//! Adding a service that speaks a known kind is a row here, or the same
//! lines in a user's `alih.toml`.

/// The name of the field that caps an answer's length.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CapField {
    /// `max_completion_tokens`, OpenAI's since its reasoning models.
    MaxCompletionTokens,
    /// `max_tokens`, the only one that most compatible servers know.
    MaxTokens,
}

/// How a service is told the schema of the answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SchemaForm {
    /// `response_format: {type, json_schema: {name, strict, schema}}`.
    JsonSchema,
    /// `response_format: {type: "json_object"}`; the schema stands in the
    /// prompt alone.
    JsonObject,
}

/// The header that carries the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyHeader {
    /// `Authorization: Bearer …`.
    Bearer,
    /// `api-key: …`, Azure's.
    ApiKey,
    /// None; the kind puts the key where the service wants it.
    None,
}

/// One row of the table of services.
#[derive(Debug, PartialEq, Eq)]
pub struct Service {
    /// The name used with `--endpoint`.
    pub name: &'static str,
    /// The kind it speaks.
    pub kind: &'static str,
    /// Where it is, unless the user says otherwise; empty where only the
    /// user can know.
    pub base_url: &'static str,
    /// The version segment that belongs between base and path.
    pub version: &'static str,
    /// The variables that customarily hold its key, first found first; none
    /// where it has no keys.
    pub key_variables: &'static [&'static str],
    /// Whether it answers without a key.
    pub keyless: bool,
    /// The variables that customarily hold its address.
    pub base_variables: &'static [&'static str],
    /// The answer's cap.
    pub cap: CapField,
    /// The answer's schema.
    pub schema: SchemaForm,
    /// The key's header.
    pub key_header: KeyHeader,
    /// Requests at once, unless the user says otherwise.
    pub width: usize,
    /// What a list of services says of it.
    pub about: &'static str,
}

const HOSTED: Service = Service {
    name: "",
    kind: "openai",
    base_url: "",
    version: "/v1",
    key_variables: &[],
    keyless: false,
    base_variables: &[],
    cap: CapField::MaxTokens,
    schema: SchemaForm::JsonSchema,
    key_header: KeyHeader::Bearer,
    width: 8,
    about: "",
};

const LOCAL: Service = Service {
    keyless: true,
    width: 2,
    ..HOSTED
};

/// Every service that is known by name.
pub const SERVICES: &[Service] = &[
    Service {
        name: "openai",
        base_url: "https://api.openai.com/v1",
        key_variables: &["OPENAI_API_KEY"],
        base_variables: &["OPENAI_BASE_URL"],
        cap: CapField::MaxCompletionTokens,
        about: "OpenAI, and any server that speaks its chat completions (give --base-url)",
        ..HOSTED
    },
    Service {
        name: "ollama",
        base_url: "http://localhost:11434/v1",
        width: 1,
        about: "Ollama on this machine, through its OpenAI-compatible route",
        ..LOCAL
    },
    Service {
        name: "llamacpp",
        base_url: "http://localhost:8080/v1",
        key_variables: &["LLAMA_API_KEY"],
        about: "llama.cpp's server on this machine",
        ..LOCAL
    },
    Service {
        name: "vllm",
        base_url: "http://localhost:8000/v1",
        key_variables: &["VLLM_API_KEY"],
        width: 16,
        about: "vLLM on this machine",
        ..LOCAL
    },
    Service {
        name: "lmstudio",
        base_url: "http://localhost:1234/v1",
        width: 1,
        about: "LM Studio on this machine",
        ..LOCAL
    },
    Service {
        name: "groq",
        base_url: "https://api.groq.com/openai/v1",
        key_variables: &["GROQ_API_KEY"],
        cap: CapField::MaxCompletionTokens,
        about: "Groq",
        ..HOSTED
    },
    Service {
        name: "openrouter",
        base_url: "https://openrouter.ai/api/v1",
        key_variables: &["OPENROUTER_API_KEY"],
        about: "OpenRouter",
        ..HOSTED
    },
    Service {
        name: "mistral",
        base_url: "https://api.mistral.ai/v1",
        key_variables: &["MISTRAL_API_KEY"],
        about: "Mistral",
        ..HOSTED
    },
    Service {
        name: "deepseek",
        base_url: "https://api.deepseek.com",
        version: "",
        key_variables: &["DEEPSEEK_API_KEY"],
        schema: SchemaForm::JsonObject,
        about: "DeepSeek",
        ..HOSTED
    },
    Service {
        name: "together",
        base_url: "https://api.together.xyz/v1",
        key_variables: &["TOGETHER_API_KEY"],
        about: "Together",
        ..HOSTED
    },
    Service {
        name: "gemini-openai",
        base_url: "https://generativelanguage.googleapis.com/v1beta/openai",
        version: "",
        key_variables: &["GEMINI_API_KEY", "GOOGLE_API_KEY"],
        about: "Google Gemini through its OpenAI-compatible route",
        ..HOSTED
    },
    Service {
        name: "azure-openai",
        version: "/openai/v1",
        key_variables: &["AZURE_OPENAI_API_KEY"],
        base_variables: &["AZURE_OPENAI_ENDPOINT"],
        cap: CapField::MaxCompletionTokens,
        key_header: KeyHeader::ApiKey,
        about: "Azure OpenAI; needs --base-url https://RESOURCE.openai.azure.com/openai/v1",
        ..HOSTED
    },
    Service {
        name: "libretranslate",
        kind: "libretranslate",
        base_url: "http://localhost:5000",
        version: "",
        key_variables: &["LT_API_KEY"],
        base_variables: &["LT_API_URL"],
        key_header: KeyHeader::None,
        width: 2,
        about: "LibreTranslate on this machine, or hosted with --base-url and LT_API_KEY",
        ..LOCAL
    },
    Service {
        name: "apertium",
        kind: "apertium",
        base_url: "http://localhost:2737",
        version: "",
        key_header: KeyHeader::None,
        about: "Apertium APy; it has Indonesian to Malay, not to English",
        ..LOCAL
    },
];
