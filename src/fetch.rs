//! Web pages and feeds from the network.
//!
//! A client of its own: it never sees a key or a header of an endpoint. Each
//! site's name is resolved first, all its addresses are checked by
//! [`crate::address`], and only those are connected to; redirects are
//! followed by hand under the same check; what `robots.txt` forbids is not
//! read; size and time are limited.

mod trouble;

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use tokio::runtime::Handle;
use tokio::sync::{OnceCell, oneshot};
use url::{Host, Url};

use crate::address::{self, PrivatePages};
use crate::caught::caught_on_the_way;
use crate::network::NetworkSettings;
use crate::outcome::{Reason, ReasonKind};
use crate::provider::{Call, Header, Reply};
use crate::robots::Robots;
use crate::transport::Transport;
use trouble::{forbidden, of_status, too_many_redirects, too_slow, unreached, unusable};

/// Who reads: sites may address us by the first word in their `robots.txt`.
const AGENT: &str = concat!(
    "alih/",
    env!("CARGO_PKG_VERSION"),
    " (news translation; obeys robots.txt)"
);
const ROBOTS_NAME: &str = "alih";

const MOST_BYTES: usize = 5 << 20;
const MOST_REDIRECTS: usize = 5;
const RESOLVE_TIME: Duration = Duration::from_secs(10);
const IDLE_TIME: Duration = Duration::from_secs(15);
const REPLY_TIME: Duration = Duration::from_secs(30);
/// For a page with its redirects and its site's `robots.txt`.
const WHOLE_TIME: Duration = Duration::from_secs(90);

/// Sites that are kept open; with more, all are closed and begun anew.
const MOST_SITES: usize = 32;

/// How pages are reached.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PageSettings {
    /// Proxies and certificates; limits are set here.
    pub network: NetworkSettings,
    /// Whether pages of this machine and its network may be read.
    pub private: PrivatePages,
}

/// A page, a feed or another document as it came.
#[derive(Debug)]
pub struct Document {
    /// The address that had it, after redirects.
    pub url: String,
    /// The body.
    pub bytes: Vec<u8>,
    /// Its type as the server names it, such as `text/html`, in lower case.
    pub media: Option<String>,
    /// The encoding that the server names.
    pub charset: Option<String>,
    /// What an editor may want to know about how it was read.
    pub note: Option<String>,
}

/// What comes of an address.
pub type Fetched = Result<Document, Reason>;

/// Reads pages; clones share sites and what their `robots.txt` said.
#[derive(Clone)]
pub struct Pages {
    inner: Arc<Inner>,
    runtime: Handle,
}

struct Inner {
    settings: PageSettings,
    sites: Mutex<HashMap<String, Arc<Site>>>,
}

struct Site {
    host: String,
    transport: Transport,
    robots: OnceCell<Ruling>,
}

/// What a site lets us read, and what kept us from knowing.
#[derive(Default)]
struct Ruling {
    robots: Robots,
    note: Option<String>,
}

impl Pages {
    /// A reader of pages whose work is done by the given runtime.
    #[must_use]
    pub fn new(mut settings: PageSettings, runtime: Handle) -> Self {
        let network = &mut settings.network;
        network.body_cap = MOST_BYTES;
        network.idle_timeout = IDLE_TIME;
        network.total_timeout = REPLY_TIME;
        let inner = Arc::new(Inner {
            settings,
            sites: Mutex::default(),
        });
        Self { inner, runtime }
    }

    /// Begins to read the document at an address.
    #[must_use]
    pub fn begin(&self, address: &str) -> Pending {
        let inner = Arc::clone(&self.inner);
        let address = address.to_owned();
        let (sender, receiver) = oneshot::channel();
        self.runtime.spawn(async move {
            let page = caught_on_the_way(inner.page(&address));
            let fetched = match tokio::time::timeout(WHOLE_TIME, page).await {
                Ok(Ok(fetched)) => fetched,
                Ok(Err(fault)) => Err(fault),
                Err(_) => Err(too_slow()),
            };
            // Who asked may be gone: the run was stopped.
            let _ = sender.send(fetched);
        });
        Pending(receiver)
    }
}

/// A document under way.
pub struct Pending(oneshot::Receiver<Fetched>);

impl Pending {
    /// Waits for it; not from within the runtime.
    ///
    /// # Errors
    /// Why there is none.
    pub fn wait(self) -> Fetched {
        self.0.blocking_recv().unwrap_or_else(|_| {
            Err(Reason::new(
                ReasonKind::Interrupted,
                "the run was stopped before this page was read; run the same command again to continue",
            ))
        })
    }
}

/// What one request led to.
enum Step {
    There(Reply),
    Elsewhere(Url),
}

impl Inner {
    async fn page(&self, address: &str) -> Fetched {
        let mut url = parse(address)?;
        for _ in 0..=MOST_REDIRECTS {
            let site = self.site(&url).await?;
            let ruling = site.robots.get_or_init(|| self.ruling(&site, &url)).await;
            if !ruling.robots.allow(&path_of(&url)) {
                return Err(forbidden(&site.host));
            }
            match site.ask(&url).await? {
                Step::There(reply) => return document(url, reply, ruling.note.clone()),
                Step::Elsewhere(next) => url = next,
            }
        }
        Err(too_many_redirects())
    }

    /// What the site's `robots.txt` says. Where the site says that there is
    /// none, everything may be read; where it fails to answer, too, but the
    /// editor is told.
    async fn ruling(&self, site: &Site, page: &Url) -> Ruling {
        match self.robots(page).await {
            Ok(reply) if reply.status < 300 => Ruling {
                robots: Robots::read(&reply.body, ROBOTS_NAME),
                note: None,
            },
            Ok(reply) if (400..500).contains(&reply.status) => Ruling::default(),
            _ => Ruling {
                robots: Robots::default(),
                note: Some(format!(
                    "the robots.txt of {} could not be read; its pages are taken to be free to read",
                    site.host
                )),
            },
        }
    }

    async fn robots(&self, page: &Url) -> Result<Reply, Reason> {
        let mut url = page.clone();
        url.set_path("/robots.txt");
        url.set_query(None);
        for _ in 0..=MOST_REDIRECTS {
            match self.site(&url).await?.ask(&url).await? {
                Step::There(reply) => return Ok(reply),
                Step::Elsewhere(next) => url = next,
            }
        }
        Err(too_many_redirects())
    }

    /// The site of an address, resolved and checked.
    async fn site(&self, url: &Url) -> Result<Arc<Site>, Reason> {
        let origin = url.origin().ascii_serialization();
        if let Some(site) = self.sites().get(&origin) {
            return Ok(Arc::clone(site));
        }
        let site = Arc::new(self.open(url).await?);
        let mut sites = self.sites();
        if sites.len() >= MOST_SITES {
            sites.clear();
        }
        // Two pages may have opened it at once; the first one stays.
        Ok(Arc::clone(sites.entry(origin).or_insert(site)))
    }

    fn sites(&self) -> std::sync::MutexGuard<'_, HashMap<String, Arc<Site>>> {
        self.sites.lock().unwrap_or_else(PoisonError::into_inner)
    }

    async fn open(&self, url: &Url) -> Result<Site, Reason> {
        let host = url.host_str().unwrap_or_default().to_owned();
        let addresses = self.resolve(url).await?;
        for address in &addresses {
            address::check(address.ip(), self.settings.private)
                .map_err(|refusal| Reason::new(ReasonKind::Input, format!("{host}: {refusal}")))?;
        }
        let transport = Transport::pinned(url.as_str(), &addresses, AGENT, &self.settings.network)
            .map_err(|error| Reason::new(ReasonKind::Config, error.to_string()))?;
        Ok(Site {
            host,
            transport,
            robots: OnceCell::new(),
        })
    }

    /// The addresses of a site. Behind a proxy its name may be unknown here;
    /// then there are none, and none but the proxy is connected to.
    async fn resolve(&self, url: &Url) -> Result<Vec<SocketAddr>, Reason> {
        let port = url.port_or_known_default().unwrap_or(443);
        let name = match url.host() {
            Some(Host::Ipv4(four)) => return Ok(vec![(four, port).into()]),
            Some(Host::Ipv6(six)) => return Ok(vec![(six, port).into()]),
            Some(Host::Domain(name)) => name,
            None => return Err(unusable()),
        };
        let resolved =
            tokio::time::timeout(RESOLVE_TIME, tokio::net::lookup_host((name, port))).await;
        let addresses: Vec<_> = resolved.into_iter().flatten().flatten().collect();
        let proxied = self.settings.network.proxy_for(url.as_str()).is_some();
        if addresses.is_empty() && !proxied {
            return Err(Reason::new(
                ReasonKind::Network,
                format!("cannot resolve {name}; check the address and the network"),
            ));
        }
        Ok(addresses)
    }
}

impl Site {
    async fn ask(&self, url: &Url) -> Result<Step, Reason> {
        let headers = vec![
            Header::plain(
                "accept",
                "text/html, application/xhtml+xml, application/rss+xml, application/atom+xml, text/plain, */*;q=0.1",
            ),
            Header::plain("accept-language", "id, *;q=0.5"),
        ];
        let reply = self
            .transport
            .send(&Call::get(url.as_str().to_owned(), headers))
            .await
            .map_err(|fault| unreached(fault, &self.host))?;
        let moved = matches!(reply.status, 301 | 302 | 303 | 307 | 308);
        match reply.header("location") {
            Some(location) if moved => {
                let next = url.join(location).map_err(|_| unusable())?;
                Ok(Step::Elsewhere(usable(next)?))
            }
            _ => Ok(Step::There(reply)),
        }
    }
}

fn parse(address: &str) -> Result<Url, Reason> {
    usable(Url::parse(address).map_err(|_| unusable())?)
}

/// Only http and https, and no password, which would be sent along.
fn usable(mut url: Url) -> Result<Url, Reason> {
    let named = !url.username().is_empty() || url.password().is_some();
    if !matches!(url.scheme(), "http" | "https") || named {
        return Err(unusable());
    }
    url.set_fragment(None);
    Ok(url)
}

fn path_of(url: &Url) -> String {
    match url.query() {
        Some(query) => format!("{}?{query}", url.path()),
        None => url.path().to_owned(),
    }
}

fn document(url: Url, reply: Reply, note: Option<String>) -> Fetched {
    let host = url.host_str().unwrap_or_default();
    if !(200..300).contains(&reply.status) {
        return Err(of_status(reply.status, host));
    }
    let kind = reply.header("content-type").unwrap_or_default();
    let (media, parameters) = kind.split_once(';').unwrap_or((kind, ""));
    let media = media.trim().to_ascii_lowercase();
    let charset = parameters.split(';').find_map(|parameter| {
        let (name, value) = parameter.split_once('=')?;
        let value = value.trim().trim_matches(['"', '\'']);
        (name.trim().eq_ignore_ascii_case("charset") && !value.is_empty()).then(|| value.to_owned())
    });
    Ok(Document {
        media: (!media.is_empty()).then_some(media),
        charset,
        note,
        url: url.into(),
        bytes: reply.body,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_in_disguise_are_what_they_are() {
        for (address, host) in [
            ("http://2130706433/", "127.0.0.1"),
            ("http://0x7f.1/", "127.0.0.1"),
            ("http://0177.0.0.1/", "127.0.0.1"),
            ("http://127.1/", "127.0.0.1"),
            ("http://\u{2460}\u{2461}\u{2466}.0.0.1/", "127.0.0.1"),
            ("http://[::ffff:7f00:1]/", "[::ffff:7f00:1]"),
            ("HTTP://Berita.Example./a", "berita.example."),
        ] {
            assert_eq!(parse(address).unwrap().host_str(), Some(host), "{address}");
        }
    }

    #[test]
    fn other_addresses_are_refused() {
        for address in [
            "ftp://berita.example/a",
            "file:///etc/passwd",
            "gopher://berita.example/",
            "javascript:alert(1)",
            "http://user@berita.example/",
            "https://user:word@berita.example/",
            "https://",
            "//berita.example",
        ] {
            assert_eq!(
                parse(address).unwrap_err().kind,
                ReasonKind::Input,
                "{address}"
            );
        }
    }

    #[test]
    fn a_document_knows_its_type_and_charset() {
        let reply = |kind: &str| Reply {
            status: 200,
            headers: vec![("content-type".into(), kind.into())],
            body: Vec::new(),
        };
        let url = || parse("https://berita.example/a").unwrap();
        let read = document(
            url(),
            reply("Text/HTML; a=b; Charset=\"windows-1252\""),
            None,
        )
        .unwrap();
        assert_eq!(read.media.as_deref(), Some("text/html"));
        assert_eq!(read.charset.as_deref(), Some("windows-1252"));
        let bare = document(url(), reply(""), None).unwrap();
        assert_eq!((bare.media, bare.charset), (None, None));
    }
}
