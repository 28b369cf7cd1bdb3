//! How the network is reached: time limits, proxies, authorities.

use std::time::Duration;

use crate::host::is_loopback;

/// How the network is reached.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NetworkSettings {
    /// To connect.
    pub connect_timeout: Duration,
    /// Between two pieces of a reply's body, once it has begun: a model may
    /// think long before its first word and not long before its next.
    pub idle_timeout: Duration,
    /// For a whole reply; the only one that stops a drip.
    pub total_timeout: Duration,
    /// Most bytes of a reply's body.
    pub body_cap: usize,
    /// Proxy for https addresses.
    pub https_proxy: Option<String>,
    /// Proxy for http addresses.
    pub http_proxy: Option<String>,
    /// Hosts that are reached without a proxy, comma-separated.
    pub no_proxy: Option<String>,
    /// A certificate authority to trust besides the system's, as PEM.
    pub authority: Option<Vec<u8>>,
}

impl Default for NetworkSettings {
    fn default() -> Self {
        Self {
            connect_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(60),
            total_timeout: Duration::from_secs(600),
            body_cap: 16 << 20,
            https_proxy: None,
            http_proxy: None,
            no_proxy: None,
            authority: None,
        }
    }
}

impl NetworkSettings {
    /// The proxy that leads to addresses like `url`; this machine is reached
    /// without one.
    #[must_use]
    pub fn proxy_for(&self, url: &str) -> Option<&str> {
        let proxy = if url.starts_with("https://") {
            &self.https_proxy
        } else {
            &self.http_proxy
        };
        proxy.as_deref().filter(|_| !is_loopback(url))
    }
}
