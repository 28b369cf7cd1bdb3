//! A mirror of models on loopback, and homes without anything in them.

use std::path::PathBuf;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, LazyLock};

use serde_json::json;
use sha2::{Digest, Sha256};
use tempfile::TempDir;

use super::support::endpoint::{Answer, Endpoint, Request, reply};
use super::support::model::{Model, dictionary, zstandard};

const WORDS: &[(&str, &str)] = &[
    ("Gubernur", "Governor"),
    ("membuka", "opened"),
    ("Pasar", "The market"),
    ("pasar", "the market"),
    ("Ikan", "Fish"),
    ("ikan", "of fish"),
    ("di", "in"),
    ("pada", "on"),
    ("Senin", "Monday"),
    ("itu", "there"),
    ("ditutup", "was closed"),
    ("selama", "for"),
    ("hari", "days"),
    ("karena", "because of the"),
    ("banjir", "flood"),
    ("Warga", "Residents"),
    ("senang", "are happy"),
    ("dan", "and"),
    ("membeli", "bought"),
    ("kata", "said"),
    ("kepada", "to the"),
    ("wartawan", "reporters"),
];

/// A model that knows the words of [`ARTICLE`].
pub static MODEL: LazyLock<Model> = LazyLock::new(|| dictionary::model(WORDS));

pub const ARTICLE: &str = "Gubernur Membuka Pasar Ikan\n\n\
    Gubernur Sari membuka pasar ikan di Bantul pada Senin. Pasar itu ditutup selama 17 hari karena banjir.\n\n\
    Warga senang dan membeli ikan, kata Sari kepada wartawan di Bantul.\n";

pub const ENGLISH: [&str; 2] = [
    "Governor Sari opened the market of fish in Bantul on Monday. The market there was closed for 17 days because of the flood.",
    "Residents are happy and bought of fish, said Sari to the reporters in Bantul.",
];

/// A home with the article in it.
pub fn home() -> TempDir {
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("artikel.txt"), ARTICLE).unwrap();
    home
}

/// Where a home's models are.
pub fn folder(home: &TempDir) -> PathBuf {
    home.path().join(".cache/alih/models")
}

/// A mirror with the list of models and their files.
pub struct Mirror {
    pub endpoint: Endpoint,
    downloads: Arc<AtomicUsize>,
}

impl Mirror {
    /// One that is in order.
    pub fn start() -> Self {
        Self::with(|_, _, packed| whole(packed))
    }

    /// One that sends files its own way: by the request, how many requests
    /// for files there were before, and the file.
    pub fn with(file: impl Fn(&Request, usize, &[u8]) -> Answer + Send + Sync + 'static) -> Self {
        let downloads = Arc::new(AtomicUsize::new(0));
        let counter = Arc::clone(&downloads);
        let packed: Vec<(String, Vec<u8>)> = MODEL
            .files()
            .iter()
            .map(|(name, bytes)| (location(name), zstandard(bytes)))
            .collect();
        let endpoint = Endpoint::start(move |request| {
            let path = request.target.trim_start_matches("GET /");
            if path == "v1/buckets/main/collections/translations-models-v2/records" {
                return reply(200, &list());
            }
            match packed.iter().find(|(location, _)| location == path) {
                Some((_, bytes)) => file(request, counter.fetch_add(1, Ordering::SeqCst), bytes),
                None => reply(404, &json!({})),
            }
        });
        Self {
            endpoint,
            downloads,
        }
    }

    /// How many requests for files came.
    pub fn downloads(&self) -> usize {
        self.downloads.load(Ordering::SeqCst)
    }

    pub fn root(&self) -> &str {
        self.endpoint.root()
    }
}

/// The rest of a file that a request asks for.
pub fn whole(packed: &[u8]) -> Answer {
    Answer::Reply {
        status: 200,
        headers: Vec::new(),
        body: packed.to_vec(),
    }
}

/// The rest of a file, if a request asks for it.
pub fn rest(request: &Request, packed: &[u8]) -> Answer {
    let Some(from) = asked_from(request) else {
        return whole(packed);
    };
    Answer::Reply {
        status: 206,
        headers: vec![(
            "content-range".to_owned(),
            format!("bytes {from}-{}/{}", packed.len() - 1, packed.len()),
        )],
        body: packed[from..].to_vec(),
    }
}

pub fn asked_from(request: &Request) -> Option<usize> {
    let range = request.headers.get("range")?;
    range
        .strip_prefix("bytes=")?
        .strip_suffix('-')?
        .parse()
        .ok()
}

pub fn sha256(bytes: &[u8]) -> String {
    let hash = Sha256::digest(bytes);
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}

fn location(name: &str) -> String {
    format!("attachments/{name}.zst")
}

fn list() -> serde_json::Value {
    let rows = MODEL.files().map(|(name, bytes)| {
        let packed = zstandard(bytes);
        json!({
            "name": name, "fileType": name.split('.').next(), "version": "1.0",
            "sourceLanguage": "id", "targetLanguage": "en", "architecture": "tiny",
            "decompressedHash": sha256(bytes), "decompressedSize": bytes.len(),
            "attachment": {
                "hash": sha256(&packed), "size": packed.len(),
                "filename": format!("{name}.zst"), "location": location(name),
            },
        })
    });
    json!({ "data": rows })
}

/// The checksum of the packed weights, by which they are kept while they are
/// fetched.
pub fn packed_hash() -> String {
    sha256(&zstandard(&MODEL.weights))
}
