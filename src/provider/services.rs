//! The services that are known by name: one row each.
//!
//! Adding a service that speaks a known kind is a row here, or the same
//! lines in a user's `alih.toml`.

use super::batch::{self, Batch};
use super::glossary::{self, GlossaryStore};
use super::{Header, Hint, ollama};

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

/// Whether a stream counts tokens only when it is asked to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum UsageOption {
    /// `stream_options: {include_usage: true}`.
    Asked,
    /// It always does, and does not know the option.
    Given,
}

/// The header that carries the key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyHeader {
    /// `Authorization`, behind the name of a scheme.
    Scheme(&'static str),
    /// A header of its own.
    Named(&'static str),
    /// None; the kind puts the key where the service wants it.
    None,
}

impl KeyHeader {
    /// The header with the key in it.
    #[must_use]
    pub fn with(self, key: &str) -> Option<Header> {
        match self {
            Self::Scheme(scheme) => {
                Some(Header::secret("authorization", format!("{scheme} {key}")))
            }
            Self::Named(name) => Some(Header::secret(name, key)),
            Self::None => None,
        }
    }
}

/// One row of the table of services.
#[derive(Debug)]
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
    /// Whether its lists are for those with a key, so that they prove one.
    pub lists_need_key: bool,
    /// The variables that customarily hold its address.
    pub base_variables: &'static [&'static str],
    /// The answer's cap.
    pub cap: CapField,
    /// The answer's schema.
    pub schema: SchemaForm,
    /// How a stream's tokens are counted.
    pub usage: UsageOption,
    /// The key's header.
    pub key_header: KeyHeader,
    /// Headers, and the variable that customarily holds the value of each.
    pub header_variables: &'static [(&'static str, &'static str)],
    /// How it takes batches, where it does.
    pub batch: Option<&'static Batch>,
    /// What it is told besides the texts.
    pub hint: Hint,
    /// The address that a variable of its gives.
    pub read_address: fn(&str) -> String,
    /// How it keeps glossaries, where it does.
    pub glossary: Option<&'static GlossaryStore>,
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
    lists_need_key: true,
    base_variables: &[],
    cap: CapField::MaxTokens,
    schema: SchemaForm::JsonSchema,
    usage: UsageOption::Asked,
    key_header: KeyHeader::Scheme("Bearer"),
    header_variables: &[],
    batch: None,
    hint: Hint {
        title: false,
        context: false,
    },
    read_address: str::to_owned,
    glossary: None,
    width: 8,
    about: "",
};

const LOCAL: Service = Service {
    keyless: true,
    lists_need_key: false,
    width: 2,
    ..HOSTED
};

const ENGINE: Service = Service {
    version: "",
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
        batch: Some(&batch::OPENAI),
        about: "OpenAI, and any server that speaks its chat completions (give --base-url)",
        ..HOSTED
    },
    Service {
        name: "anthropic",
        kind: "anthropic",
        base_url: "https://api.anthropic.com",
        key_variables: &["ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"],
        base_variables: &["ANTHROPIC_BASE_URL"],
        key_header: KeyHeader::Named("x-api-key"),
        batch: Some(&batch::ANTHROPIC),
        about: "Anthropic, and any server that speaks its messages (give --base-url)",
        ..HOSTED
    },
    Service {
        name: "gemini",
        kind: "gemini",
        base_url: "https://generativelanguage.googleapis.com",
        version: "/v1beta",
        key_variables: &["GOOGLE_API_KEY", "GEMINI_API_KEY"],
        key_header: KeyHeader::Named("x-goog-api-key"),
        batch: Some(&batch::GEMINI),
        about: "Google Gemini",
        ..HOSTED
    },
    Service {
        name: "ollama",
        kind: "ollama",
        base_url: "http://localhost:11434",
        version: "",
        key_variables: &["OLLAMA_API_KEY"],
        base_variables: &["OLLAMA_HOST"],
        read_address: ollama::address_of,
        width: 1,
        about: "Ollama on this machine",
        ..LOCAL
    },
    Service {
        name: "ollama-openai",
        base_url: "http://localhost:11434/v1",
        base_variables: &["OLLAMA_HOST"],
        read_address: ollama::address_of,
        width: 1,
        about: "Ollama through its OpenAI-compatible route, which may cut long articles",
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
        lists_need_key: false,
        about: "OpenRouter",
        ..HOSTED
    },
    Service {
        name: "mistral",
        base_url: "https://api.mistral.ai/v1",
        key_variables: &["MISTRAL_API_KEY"],
        usage: UsageOption::Given,
        batch: Some(&batch::MISTRAL),
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
        key_header: KeyHeader::Named("api-key"),
        about: "Azure OpenAI; needs --base-url https://RESOURCE.openai.azure.com/openai/v1",
        ..HOSTED
    },
    Service {
        name: "deepl",
        kind: "deepl",
        base_url: "https://api.deepl.com",
        key_variables: &["DEEPL_AUTH_KEY", "DEEPL_API_KEY"],
        base_variables: &["DEEPL_SERVER_URL"],
        key_header: KeyHeader::Scheme("DeepL-Auth-Key"),
        width: 4,
        hint: Hint {
            title: false,
            context: true,
        },
        glossary: Some(&glossary::DEEPL),
        about: "DeepL, free or pro by the key",
        ..ENGINE
    },
    Service {
        name: "google",
        kind: "google",
        base_url: "https://translation.googleapis.com",
        key_variables: &["GOOGLE_TRANSLATE_API_KEY", "GOOGLE_API_KEY"],
        key_header: KeyHeader::Named("x-goog-api-key"),
        about: "Google Cloud Translation Basic (v2), and services of that shape",
        ..ENGINE
    },
    Service {
        name: "google-v3",
        kind: "google-v3",
        key_variables: &["GOOGLE_OAUTH_ACCESS_TOKEN"],
        about: "Google Cloud Translation Advanced; needs --base-url https://translation.googleapis.com/v3/projects/PROJECT/locations/global",
        ..ENGINE
    },
    Service {
        name: "azure",
        kind: "azure",
        base_url: "https://api.cognitive.microsofttranslator.com",
        version: "3.0",
        key_variables: &["AZURE_TRANSLATOR_KEY"],
        base_variables: &["AZURE_TRANSLATOR_ENDPOINT"],
        key_header: KeyHeader::Named("ocp-apim-subscription-key"),
        header_variables: &[("ocp-apim-subscription-region", "AZURE_TRANSLATOR_REGION")],
        width: 4,
        about: "Azure AI Translator, interface 3.0",
        ..ENGINE
    },
    Service {
        name: "azure-2026",
        kind: "azure",
        base_url: "https://api.cognitive.microsofttranslator.com",
        version: "2026-06-06",
        key_variables: &["AZURE_TRANSLATOR_KEY"],
        base_variables: &["AZURE_TRANSLATOR_ENDPOINT"],
        key_header: KeyHeader::Named("ocp-apim-subscription-key"),
        header_variables: &[("ocp-apim-subscription-region", "AZURE_TRANSLATOR_REGION")],
        width: 4,
        about: "Azure AI Translator, interface 2026-06-06; --model names a deployment",
        ..ENGINE
    },
    Service {
        name: "modernmt",
        kind: "modernmt",
        base_url: "https://api.modernmt.com",
        key_variables: &["MODERNMT_API_KEY"],
        key_header: KeyHeader::Named("mmt-apikey"),
        width: 4,
        about: "ModernMT",
        ..ENGINE
    },
    Service {
        name: "yandex",
        kind: "yandex",
        base_url: "https://translate.api.cloud.yandex.net",
        key_variables: &["YANDEX_API_KEY"],
        key_header: KeyHeader::Scheme("Api-Key"),
        width: 4,
        about: "Yandex Translate",
        ..ENGINE
    },
    Service {
        name: "papago",
        kind: "papago",
        base_url: "https://papago.apigw.ntruss.com",
        key_variables: &["PAPAGO_KEY"],
        key_header: KeyHeader::Named("x-ncp-apigw-api-key"),
        header_variables: &[("x-ncp-apigw-api-key-id", "PAPAGO_KEY_ID")],
        width: 4,
        about: "Papago on NAVER Cloud",
        ..ENGINE
    },
    Service {
        name: "mtranserver",
        kind: "mtranserver",
        base_url: "http://localhost:8989",
        key_variables: &["MT_API_TOKEN"],
        about: "MTranServer on this machine",
        version: "",
        ..LOCAL
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
    Service {
        name: "http",
        kind: "http",
        key_header: KeyHeader::None,
        keyless: true,
        width: 2,
        about: "any service whose request and reply alih.toml describes",
        ..ENGINE
    },
    // Articles at once: enough to find sentences of one length among them.
    #[cfg(feature = "local")]
    Service {
        name: "local",
        kind: "local",
        base_url: "http://localhost",
        version: "",
        key_header: KeyHeader::None,
        width: 16,
        about: "the embedded engine: a small model on this machine, nothing is sent; used where nothing else is configured",
        ..LOCAL
    },
];
