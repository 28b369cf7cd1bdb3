//! The only file that touches the network library.
//!
//! One request in, one reply or fault out: no retries, no redirects, no
//! proxies but the configured ones, a cap on the body, bytes first and
//! parsing elsewhere. Requests to endpoints go through [`crate::line`].

use std::borrow::Cow;
use std::error::Error;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use serde_json::Value;

use crate::host::host_of;
use crate::json;
use crate::network::NetworkSettings;
use crate::outcome::ReasonKind;
use crate::provider::{
    Action, Body, Call, Fault, Header, HeaderText, Method, Reply, percent_encode,
};
use crate::road::Road;

/// A pooled client, or a road that is no network.
#[derive(Clone)]
pub struct Transport {
    way: Way,
    body_cap: usize,
    idle_timeout: Duration,
}

#[derive(Clone)]
enum Way {
    Network(reqwest::Client),
    Road(Arc<dyn Road>),
}

impl std::fmt::Debug for Transport {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self.way {
            Way::Network(_) => "Transport(network)",
            Way::Road(_) => "Transport(road)",
        })
    }
}

/// A reply whose head is here and whose body is on its way.
pub struct Incoming {
    /// Status and headers; the body is empty.
    pub head: Reply,
    body: Flow,
    host: String,
    body_cap: usize,
    idle_timeout: Duration,
    received: usize,
}

/// A body on its way, or one that is here.
enum Flow {
    Network(reqwest::Response),
    Here(Option<Vec<u8>>),
}

/// A client that cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum TransportError {
    /// A proxy's address that is none.
    #[error("the proxy address cannot be used; correct HTTPS_PROXY or HTTP_PROXY")]
    Proxy(#[source] reqwest::Error),
    /// A certificate file that is none.
    #[error("the certificate file holds no PEM certificate; correct --ca-file")]
    Authority(#[source] reqwest::Error),
    /// The library refuses.
    #[error("the network client cannot be set up")]
    Client(#[source] reqwest::Error),
}

impl Transport {
    /// A client for addresses like `url`. One that never meets TLS does not
    /// load certificates, which takes longer than the rest of the start.
    ///
    /// # Errors
    /// A proxy or certificate that cannot be used.
    pub fn new(url: &str, settings: &NetworkSettings) -> Result<Self, TransportError> {
        Self::build(client(url, settings)?, settings)
    }

    /// A client for the pages of one site: it connects to the addresses that
    /// were checked for it and to no other, whatever its name leads to later.
    /// Only a proxy, where one is set, looks the name up itself.
    ///
    /// # Errors
    /// A proxy or certificate that cannot be used.
    pub fn pinned(
        url: &str,
        checked: &[SocketAddr],
        agent: &str,
        settings: &NetworkSettings,
    ) -> Result<Self, TransportError> {
        let builder = client(url, settings)?
            .resolve_to_addrs(host_of(url), checked)
            .user_agent(agent);
        Self::build(builder, settings)
    }

    /// Calls go along a road in this process.
    #[must_use]
    pub fn along(road: Arc<dyn Road>) -> Self {
        Self {
            way: Way::Road(road),
            body_cap: usize::MAX,
            idle_timeout: Duration::MAX,
        }
    }

    fn build(
        builder: reqwest::ClientBuilder,
        settings: &NetworkSettings,
    ) -> Result<Self, TransportError> {
        Ok(Self {
            way: Way::Network(builder.build().map_err(TransportError::Client)?),
            body_cap: settings.body_cap,
            idle_timeout: settings.idle_timeout,
        })
    }

    /// Sends one request and reads its reply, whatever its status.
    ///
    /// # Errors
    /// A fault of the connection, the time limits or the size limit. Its
    /// message holds neither key nor path.
    pub async fn send(&self, call: &Call) -> Result<Reply, Fault> {
        self.open(call).await?.whole().await
    }

    /// Sends one request and waits for the head of its reply.
    ///
    /// # Errors
    /// As of [`Self::send`].
    pub async fn open(&self, call: &Call) -> Result<Incoming, Fault> {
        let host = host_of(&call.url);
        let (head, body) = match &self.way {
            Way::Network(client) => {
                let response = request(client, call)?.send().await;
                let response = response.map_err(|error| name(&error, host))?;
                let head = Reply {
                    status: response.status().as_u16(),
                    headers: headers(response.headers()),
                    body: Vec::new(),
                };
                (head, Flow::Network(response))
            }
            Way::Road(road) => {
                let mut head = road.travel(call).await?;
                let body = std::mem::take(&mut head.body);
                (head, Flow::Here(Some(body)))
            }
        };
        let incoming = Incoming {
            head,
            body,
            host: host.to_owned(),
            body_cap: self.body_cap,
            idle_timeout: self.idle_timeout,
            received: 0,
        };
        if let Flow::Network(response) = &incoming.body
            && response.content_length().unwrap_or(0) > self.body_cap as u64
        {
            return Err(incoming.over_cap());
        }
        Ok(incoming)
    }
}

fn request(client: &reqwest::Client, call: &Call) -> Result<reqwest::RequestBuilder, Fault> {
    let request = match call.method {
        Method::Get => client.get(&call.url),
        Method::Post => client.post(&call.url),
    };
    let request = request.headers(header_map(&call.headers)?);
    Ok(match &call.body {
        Body::Empty => request,
        Body::Json(value) => request
            .header("content-type", "application/json")
            .body(json::bytes(value, room(value))),
        Body::Form(fields) => request
            .header("content-type", "application/x-www-form-urlencoded")
            .body(form(fields)),
        Body::Raw(kind, bytes) => request.header("content-type", kind).body(bytes.clone()),
    })
}

/// The room that a question seldom has more of: its texts, a few of their bytes
/// escaped, and what stands around them.
fn room(question: &Value) -> usize {
    match question {
        Value::String(text) => text.len() + text.len() / 16 + 4,
        Value::Array(values) => values.iter().map(room).sum::<usize>() + 2,
        Value::Object(fields) => {
            let fields = fields.iter();
            fields
                .map(|(name, value)| name.len() + room(value) + 4)
                .sum::<usize>()
                + 2
        }
        _ => 24,
    }
}

impl Incoming {
    /// The next piece of the body, cut anywhere; none when it has ended.
    ///
    /// # Errors
    /// A fault of the connection, the time limits or the size limit.
    pub async fn piece(&mut self) -> Result<Option<impl AsRef<[u8]> + use<>>, Fault> {
        let response = match &mut self.body {
            Flow::Network(response) => response,
            Flow::Here(body) => return Ok(body.take().map(Into::into)),
        };
        let next = response.chunk();
        let next = match self.received {
            0 => next.await,
            _ => match tokio::time::timeout(self.idle_timeout, next).await {
                Ok(next) => next,
                Err(_) => return Err(self.stalled()),
            },
        };
        let piece = next.map_err(|error| name(&error, &self.host))?;
        self.received += piece.as_ref().map_or(0, |piece| piece.len());
        if self.received > self.body_cap {
            return Err(self.over_cap());
        }
        Ok(piece)
    }

    /// The whole reply.
    ///
    /// # Errors
    /// As of [`Self::piece`].
    pub async fn whole(mut self) -> Result<Reply, Fault> {
        let mut body = Vec::new();
        while let Some(piece) = self.piece().await? {
            body.extend_from_slice(piece.as_ref());
        }
        Ok(Reply { body, ..self.head })
    }

    fn over_cap(&self) -> Fault {
        Fault::item(
            ReasonKind::TooLarge,
            format!("the reply is larger than {} MiB", self.body_cap >> 20),
        )
    }

    fn stalled(&self) -> Fault {
        Fault::new(
            ReasonKind::Timeout,
            Action::Retry,
            format!(
                "{} stopped in the middle of its answer for {} s; --idle-timeout raises the limit",
                self.host,
                self.idle_timeout.as_secs_f64()
            ),
        )
    }
}

/// What all clients for addresses like `url` have in common.
fn client(url: &str, settings: &NetworkSettings) -> Result<reqwest::ClientBuilder, TransportError> {
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut builder = reqwest::Client::builder()
        .user_agent(concat!("alih/", env!("CARGO_PKG_VERSION")))
        .redirect(reqwest::redirect::Policy::none())
        .retry(reqwest::retry::never())
        .no_proxy()
        .connect_timeout(settings.connect_timeout)
        .timeout(settings.total_timeout)
        .pool_idle_timeout(Duration::from_secs(30))
        .tcp_nodelay(true);
    if let Some(address) = settings.proxy_for(url) {
        builder = builder.proxy(proxy(address, settings)?);
    }
    if !url.starts_with("https://") {
        return Ok(builder.tls_certs_only([]));
    }
    match &settings.authority {
        None => Ok(builder),
        Some(pem) => {
            let authorities =
                reqwest::Certificate::from_pem_bundle(pem).map_err(TransportError::Authority)?;
            Ok(builder.tls_certs_merge(authorities))
        }
    }
}

fn proxy(address: &str, settings: &NetworkSettings) -> Result<reqwest::Proxy, TransportError> {
    let exempt = settings
        .no_proxy
        .as_deref()
        .and_then(reqwest::NoProxy::from_string);
    Ok(reqwest::Proxy::all(address)
        .map_err(TransportError::Proxy)?
        .no_proxy(exempt))
}

fn header_map(headers: &[Header]) -> Result<HeaderMap, Fault> {
    let mut map = HeaderMap::with_capacity(headers.len() + 1);
    for header in headers {
        let (text, sensitive) = match &header.value {
            HeaderText::Plain(text) => (text.as_str(), false),
            HeaderText::Secret(secret) => (secret.reveal(), true),
        };
        let unusable = || {
            Fault::stop(
                ReasonKind::Config,
                format!(
                    "the header {} holds characters that cannot be sent; check the key or headers",
                    header.name
                ),
            )
        };
        let name = HeaderName::from_bytes(header.name.as_bytes()).map_err(|_| unusable())?;
        let mut value = HeaderValue::from_str(text).map_err(|_| unusable())?;
        value.set_sensitive(sensitive);
        map.insert(name, value);
    }
    Ok(map)
}

/// A reply's headers; values that are not text are left out.
fn headers(map: &HeaderMap) -> Vec<(String, String)> {
    map.iter()
        .filter_map(|(name, value)| {
            Some((name.as_str().to_owned(), value.to_str().ok()?.to_owned()))
        })
        .collect()
}

fn form(fields: &[(Cow<'static, str>, String)]) -> String {
    let pairs = fields
        .iter()
        .map(|(name, value)| format!("{}={}", percent_encode(name), percent_encode(value)));
    pairs.collect::<Vec<String>>().join("&")
}

/// Names a fault of the connection. The library's own text is not shown: it
/// would hold the address with its query.
fn name(error: &reqwest::Error, host: &str) -> Fault {
    let chain = causes(error);
    let says = |words: &[&str]| words.iter().any(|word| chain.contains(word));
    if says(&[
        "certificate",
        "UnknownIssuer",
        "invalid peer",
        "HandshakeFailure",
        "AlertReceived",
        "corrupt message",
    ]) {
        return Fault::stop(
            ReasonKind::Tls,
            format!(
                "the secure connection to {host} cannot be trusted; for a private authority give --ca-file"
            ),
        );
    }
    if error.is_timeout() {
        let what = if error.is_connect() {
            "does not accept the connection"
        } else {
            "does not answer completely"
        };
        return Fault::new(
            ReasonKind::Timeout,
            Action::Retry,
            format!("{host} {what} within the time limit; --timeout raises it"),
        );
    }
    if says(&["dns error", "failed to lookup", "Name or service"]) {
        return Fault::new(
            ReasonKind::Network,
            Action::Retry,
            format!("cannot resolve {host}; check --base-url and the network"),
        );
    }
    if says(&["Connection refused"]) {
        return Fault::new(
            ReasonKind::Network,
            Action::Retry,
            format!("nothing answers at {host} on that port; is the server running?"),
        );
    }
    if says(&["Too many open files"]) {
        return Fault::stop(
            ReasonKind::Config,
            "this program has too many files open; lower --width, or raise `ulimit -n`",
        );
    }
    if error.is_builder() {
        return Fault::stop(
            ReasonKind::Config,
            "the address is not one that can be asked; check --base-url",
        );
    }
    let stale = [
        "before message completed",
        "connection closed",
        "Connection reset",
        "Broken pipe",
    ];
    if error.is_request() && says(&stale) {
        return Fault::new(
            ReasonKind::Network,
            Action::RetryNow,
            format!("{host} closed the connection without an answer"),
        );
    }
    Fault::new(
        ReasonKind::Network,
        Action::Retry,
        format!("the connection to {host} broke off"),
    )
}

fn causes(error: &dyn Error) -> String {
    let mut chain = String::new();
    let mut source = error.source();
    while let Some(cause) = source {
        chain.push_str(&cause.to_string());
        chain.push('\n');
        source = cause.source();
    }
    chain
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_are_percent_encoded() {
        let fields = [
            ("q".into(), "a b&c=\u{e9}\n".to_owned()),
            ("langpair".into(), "ind|zlm".to_owned()),
        ];
        assert_eq!(form(&fields), "q=a%20b%26c%3D%C3%A9%0A&langpair=ind%7Czlm");
    }
}
