//! Models from a server: listed, fetched, verified, installed.
//!
//! What was cut off goes on where it was cut, in this run or a later one; a
//! file that does not match its checksum is thrown away.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::path::Path;

use url::Url;

use super::records::{self, Record, Role};
use super::store::{Manifest, Store};
use super::unpack::{self, Failed, Packing};
use super::{EngineError, Pair};
use crate::host::host_of;
use crate::network::NetworkSettings;
use crate::outcome::ReasonKind;
use crate::provider::{Call, Fault, Header};
use crate::transport::{Incoming, Transport};

/// Where models come from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Server {
    /// The root of the list's address.
    list: String,
    /// The root of the files' addresses.
    files: String,
}

/// The list's path below its root.
const LIST: &str = "/v1/buckets/main/collections/translations-models-v2/records";
const MOST_REDIRECTS: usize = 5;
/// The list has some thousand records of half a kilobyte.
const MOST_LIST: usize = 16 << 20;

impl Server {
    /// Mozilla's servers, where Firefox has its models from.
    #[must_use]
    pub fn mozilla() -> Self {
        Self {
            list: "https://firefox.settings.services.mozilla.com".to_owned(),
            files: "https://firefox-settings-attachments.cdn.mozilla.net".to_owned(),
        }
    }

    /// A mirror that has the list and the files at the same paths.
    #[must_use]
    pub fn mirror(root: &str) -> Self {
        let root = root.trim().trim_end_matches('/').to_owned();
        Self {
            list: root.clone(),
            files: root,
        }
    }

    /// The host that has the list.
    #[must_use]
    pub fn host(&self) -> &str {
        host_of(&self.list)
    }
}

/// What happens while a model is fetched.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step<'a> {
    /// Another process fetches it; this one waits.
    Waiting,
    /// So many bytes are to come from this host.
    Begun {
        /// From where.
        host: &'a str,
        /// How much, packed.
        bytes: u64,
    },
    /// So many of them are there.
    Progress(u64),
}

/// A client for models.
pub struct Client<'a> {
    /// Where from.
    pub server: &'a Server,
    /// How the network is reached.
    pub network: &'a NetworkSettings,
}

impl Client<'_> {
    /// The list of models.
    ///
    /// # Errors
    /// A server that cannot be reached or sends something else.
    pub async fn list(&self) -> Result<Vec<Record>, EngineError> {
        let url = format!("{}{LIST}", self.server.list);
        let mut incoming = self.open(&url, 0).await?;
        let mut body = Vec::new();
        while let Some(piece) = incoming
            .piece()
            .await
            .map_err(|fault| broken(&url, &fault))?
        {
            body.extend_from_slice(piece.as_ref());
            if body.len() > MOST_LIST {
                return Err(unreached(
                    &url,
                    "the list of models is too long; give another server with --models-from"
                        .to_owned(),
                ));
            }
        }
        records::read(&body).map_err(|problem| {
            unreached(
                &url,
                format!("{problem}; give another server with --models-from"),
            )
        })
    }

    /// Fetches and installs the newest model of a pair.
    ///
    /// # Errors
    /// Why there is none; what is here already stays.
    pub async fn fetch(
        &self,
        store: &Store,
        pair: &Pair,
        watch: &mut dyn FnMut(Step<'_>),
    ) -> Result<Manifest, EngineError> {
        let before = store.find(pair);
        let lock = store.lock(pair, &mut || watch(Step::Waiting))?;
        // Whoever held the lock may have fetched it.
        if let Some(manifest) = store.find(pair).filter(|now| Some(now) != before.as_ref()) {
            return Ok(manifest);
        }
        let records = self.list().await?;
        let offer = records::pick(&records, pair).ok_or_else(|| EngineError::NoModel {
            host: self.server.host().to_owned(),
            pair: pair.clone(),
        })?;
        if let Some(manifest) = before.filter(|own| is_current(store, own, offer[0].1)) {
            return Ok(manifest);
        }
        let manifest = self.install(store, pair, &offer, watch).await?;
        drop(lock);
        Ok(manifest)
    }

    async fn install(
        &self,
        store: &Store,
        pair: &Pair,
        offer: &[(Role, &Record)],
        watch: &mut dyn FnMut(Step<'_>),
    ) -> Result<Manifest, EngineError> {
        let bytes = offer.iter().map(|(_, record)| record.attachment.size).sum();
        let host = host_of(&self.server.files).to_owned();
        watch(Step::Begun { host: &host, bytes });
        let mut done = 0;
        for (_, record) in offer {
            self.download(store, record, &mut |own| watch(Step::Progress(done + own)))
                .await?;
            done += record.attachment.size;
        }
        let staging = store.staging(pair)?;
        let mut manifest = Manifest {
            source: pair.source.clone(),
            target: pair.target.clone(),
            version: offer[0].1.version.clone(),
            origin: host.clone(),
            files: Vec::new(),
        };
        for (_, record) in offer {
            let part = store.partial(&record.attachment.hash);
            let wrong = || EngineError::Checksum {
                file: record.name.clone(),
                host: host.clone(),
            };
            let (packing, _) = Packing::of(packed_name(record));
            let entry =
                staging
                    .take(&part, packing, &record.name)
                    .map_err(|failed| match failed {
                        Failed::Packed(_) => wrong(),
                        Failed::Written(error) => store.trouble(&error),
                    })?;
            let expected = record.decompressed_hash.as_deref();
            if expected.is_some_and(|expected| !expected.eq_ignore_ascii_case(&entry.sha256)) {
                let _ = fs::remove_file(&part);
                return Err(wrong());
            }
            manifest.files.push(entry);
        }
        staging.install(&manifest)?;
        for (_, record) in offer {
            let _ = fs::remove_file(store.partial(&record.attachment.hash));
        }
        Ok(manifest)
    }

    /// Brings one file, whole and with the right checksum.
    async fn download(
        &self,
        store: &Store,
        record: &Record,
        watch: &mut dyn FnMut(u64),
    ) -> Result<(), EngineError> {
        let part = store.partial(&record.attachment.hash);
        let had = size_of(&part);
        self.complete(store, record, &part, watch).await?;
        let is_right = |path: &Path| {
            unpack::measure(path)
                .is_ok_and(|own| own.sha256.eq_ignore_ascii_case(&record.attachment.hash))
        };
        if is_right(&part) {
            return Ok(());
        }
        let _ = fs::remove_file(&part);
        if had > 0 {
            // What an earlier run had left may have been wrong.
            self.complete(store, record, &part, watch).await?;
            if is_right(&part) {
                return Ok(());
            }
            let _ = fs::remove_file(&part);
        }
        Err(EngineError::Checksum {
            file: record.name.clone(),
            host: host_of(&self.server.files).to_owned(),
        })
    }

    /// Asks for the rest of a file until all is there, as long as every try
    /// brings something.
    async fn complete(
        &self,
        store: &Store,
        record: &Record,
        part: &Path,
        watch: &mut dyn FnMut(u64),
    ) -> Result<(), EngineError> {
        let url = format!("{}/{}", self.server.files, record.attachment.location);
        let size = record.attachment.size;
        loop {
            let before = size_of(part);
            if before == size {
                watch(size);
                return Ok(());
            }
            if before > size {
                fs::remove_file(part).map_err(|error| store.trouble(&error))?;
                continue;
            }
            let ended = self.once(store, &url, size, part, watch).await;
            match ended {
                Err(error) if !error.is_of_network() || size_of(part) <= before => {
                    return Err(error);
                }
                Ok(()) if size_of(part) <= before => {
                    return Err(unreached(
                        &url,
                        "the server breaks off; run the same command again to go on".to_owned(),
                    ));
                }
                _ => {}
            }
        }
    }

    /// One request; what came of it is in the file.
    async fn once(
        &self,
        store: &Store,
        url: &str,
        size: u64,
        part: &Path,
        watch: &mut dyn FnMut(u64),
    ) -> Result<(), EngineError> {
        let trouble = |error: std::io::Error| store.trouble(&error);
        let mut have = size_of(part);
        let mut incoming = self.open(url, have).await?;
        let mut options = OpenOptions::new();
        options.create(true);
        let goes_on = incoming.head.status == 206
            && incoming.head.header("content-range").is_some_and(|range| {
                range
                    .strip_prefix("bytes ")
                    .is_some_and(|rest| rest.starts_with(&format!("{have}-")))
            });
        let mut file = if goes_on {
            options.append(true).open(part)
        } else {
            have = 0;
            options.write(true).truncate(true).open(part)
        }
        .map_err(trouble)?;
        while let Some(piece) = incoming
            .piece()
            .await
            .map_err(|fault| broken(url, &fault))?
        {
            if let Err(error) = file.write_all(piece.as_ref()) {
                drop(file);
                // Whoever has no space left wants it back.
                let _ = fs::remove_file(part);
                return Err(trouble(error));
            }
            have += piece.as_ref().len() as u64;
            watch(have.min(size));
            if have > size {
                return Ok(());
            }
        }
        Ok(())
    }

    /// A reply with the file in it, from the byte `from` on if the server
    /// can, after redirects.
    async fn open(&self, url: &str, from: u64) -> Result<Incoming, EngineError> {
        let mut url = url.to_owned();
        for _ in 0..=MOST_REDIRECTS {
            let transport = Transport::new(&url, self.network)
                .map_err(|error| unreached(&url, error.to_string()))?;
            let mut headers = vec![Header::plain("accept", "*/*")];
            if from > 0 {
                headers.push(Header::plain("range", format!("bytes={from}-")));
            }
            let incoming = transport
                .open(&Call::get(url.clone(), headers))
                .await
                .map_err(|fault| broken(&url, &fault))?;
            let next = incoming
                .head
                .header("location")
                .and_then(|to| Url::parse(&url).ok()?.join(to).ok());
            match (incoming.head.status, next) {
                (200 | 206, _) => return Ok(incoming),
                (301 | 302 | 303 | 307 | 308, Some(next))
                    if matches!(next.scheme(), "http" | "https") =>
                {
                    url = next.into();
                }
                (status, _) => {
                    return Err(unreached(
                        &url,
                        format!(
                            "the server answers {status}; try again later, or give another server with --models-from"
                        ),
                    ));
                }
            }
        }
        Err(unreached(
            &url,
            "the server sends from one address to another; give another one with --models-from"
                .to_owned(),
        ))
    }
}

/// Whether what is here is what is offered, and whole.
fn is_current(store: &Store, manifest: &Manifest, offered: &Record) -> bool {
    let own = manifest.files.first().map(|file| file.sha256.as_str());
    own.is_some() && own == offered.decompressed_hash.as_deref() && store.ready(manifest).is_ok()
}

/// The name that tells how a file is packed.
fn packed_name(record: &Record) -> &str {
    match record.attachment.filename.as_str() {
        "" => &record.attachment.location,
        name => name,
    }
}

fn size_of(path: &Path) -> u64 {
    fs::metadata(path).map_or(0, |own| own.len())
}

/// A connection that could not be had or broke off.
fn broken(url: &str, fault: &Fault) -> EngineError {
    let problem = match fault.reason {
        ReasonKind::Network => {
            "cannot be reached; check the network, or give another server with --models-from"
        }
        ReasonKind::Timeout => {
            "does not answer in time; try again later, or give another server with --models-from"
        }
        _ => return unreached(url, fault.message.clone()),
    };
    unreached(url, problem.to_owned())
}

fn unreached(url: &str, problem: String) -> EngineError {
    EngineError::Unreached {
        host: host_of(url).to_owned(),
        problem,
    }
}
