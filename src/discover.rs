//! Servers that run on this machine, recognised by what they answer and not
//! by their port alone.

use std::time::Duration;

use serde_json::Value;

use crate::network::NetworkSettings;
use crate::provider::{Call, Reply, Voice};
use crate::transport::Transport;

/// A server that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The built-in service that speaks to it.
    pub service: &'static str,
    /// What it is.
    pub about: String,
    /// The flag for a model, where one is needed.
    pub model_hint: String,
}

struct Probe {
    service: &'static str,
    url: &'static str,
    recognise: fn(&Value) -> Option<String>,
}

const PROBES: [Probe; 5] = [
    Probe {
        service: "ollama",
        url: "http://127.0.0.1:11434/api/tags",
        recognise: |body| first(body.get("models")?, "name"),
    },
    Probe {
        service: "libretranslate",
        url: "http://127.0.0.1:5000/languages",
        recognise: |body| {
            let languages = body.as_array()?;
            languages.first()?.get("targets")?;
            Some(String::new())
        },
    },
    Probe {
        service: "llamacpp",
        url: "http://127.0.0.1:8080/v1/models",
        recognise: |body| owned_by(body, "llamacpp"),
    },
    Probe {
        service: "lmstudio",
        url: "http://127.0.0.1:1234/api/v0/models",
        recognise: |body| first(body.get("data")?, "id"),
    },
    Probe {
        service: "vllm",
        url: "http://127.0.0.1:8000/v1/models",
        recognise: |body| owned_by(body, "vllm"),
    },
];

fn first(list: &Value, field: &str) -> Option<String> {
    let list = list.as_array()?;
    let name = list.first().and_then(|entry| entry.get(field)?.as_str());
    Some(name.unwrap_or_default().to_owned())
}

fn owned_by(body: &Value, owner: &str) -> Option<String> {
    let model = body.pointer("/data/0")?;
    let same = model.get("owned_by")?.as_str()? == owner;
    same.then(|| model.get("id")?.as_str().map(str::to_owned))
        .flatten()
}

/// Asks the usual ports, for a moment only.
pub async fn servers() -> Vec<Server> {
    let settings = NetworkSettings {
        connect_timeout: Duration::from_millis(200),
        idle_timeout: Duration::from_millis(400),
        total_timeout: Duration::from_millis(400),
        body_cap: 1 << 20,
        ..NetworkSettings::default()
    };
    let Ok(transport) = Transport::new("http://127.0.0.1", &settings) else {
        return Vec::new();
    };
    let asked = PROBES.iter().map(|probe| {
        let transport = &transport;
        async move {
            let reply = transport
                .send(&Call::get(probe.url.to_owned(), Vec::new()))
                .await;
            recognised(probe, &reply.ok()?)
        }
    });
    let answers = futures_util::future::join_all(asked).await;
    answers.into_iter().flatten().collect()
}

fn recognised(probe: &Probe, reply: &Reply) -> Option<Server> {
    let model = (probe.recognise)(&reply.json().ok()?)?;
    let service = crate::provider::service(probe.service)?;
    let kind = crate::provider::kind(service.kind)?;
    let is_chat = matches!(kind.voice, Voice::Chat { .. });
    Some(Server {
        service: probe.service,
        about: service.about.to_owned(),
        model_hint: match (is_chat, model.is_empty()) {
            (false, _) => String::new(),
            (true, true) => " --model MODEL".to_owned(),
            (true, false) => format!(" --model {}", crate::provider::shown(&model, 80)),
        },
    })
}
