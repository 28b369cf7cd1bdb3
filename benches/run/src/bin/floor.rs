//! The floor: posts each article of a JSONL file and parses the answer, and
//! nothing else. No program that uses reqwest and tokio does it for less.
//!
//! `floor ADDRESS FILE WIDTH`, or `floor --version`.

use std::fs::File;
use std::io::{BufRead, BufReader, Lines};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};

use serde::Deserialize;
use serde_json::json;

#[derive(Deserialize)]
struct Article {
    title: String,
    text: String,
}

#[derive(Deserialize)]
struct Answer {
    choices: Vec<Choice>,
}

#[derive(Deserialize)]
struct Choice {
    message: Message,
}

#[derive(Deserialize)]
struct Message {
    content: String,
}

type Failure = Box<dyn std::error::Error + Send + Sync>;
type Input = Arc<Mutex<Lines<BufReader<File>>>>;

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let [address, file, width] = arguments.as_slice() else {
        println!("floor {}", env!("CARGO_PKG_VERSION"));
        return ExitCode::SUCCESS;
    };
    match run(address, file, width) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("floor: {error}");
            ExitCode::FAILURE
        }
    }
}

fn run(address: &str, file: &str, width: &str) -> Result<(), Failure> {
    let width: usize = width.parse()?;
    let input = Arc::new(Mutex::new(BufReader::new(File::open(file)?).lines()));
    let _ = rustls::crypto::ring::default_provider().install_default();
    let client = reqwest::Client::builder().no_proxy().build()?;
    let address: Arc<str> = format!("{address}/v1/chat/completions").into();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?;
    runtime.block_on(async {
        let workers: Vec<_> = (0..width)
            .map(|_| {
                tokio::spawn(work(
                    client.clone(),
                    Arc::clone(&address),
                    Arc::clone(&input),
                ))
            })
            .collect();
        for worker in workers {
            worker.await??;
        }
        Ok(())
    })
}

async fn work(client: reqwest::Client, address: Arc<str>, input: Input) -> Result<(), Failure> {
    loop {
        let line = input.lock().unwrap_or_else(PoisonError::into_inner).next();
        let Some(line) = line else {
            return Ok(());
        };
        let article: Article = serde_json::from_str(&line?)?;
        let body = json!({"model": "mock", "messages": [
            {"role": "system", "content": "Translate the article into English."},
            {"role": "user", "content": format!("{}\n\n{}", article.title, article.text)},
        ]});
        let reply = client
            .post(&*address)
            .header("content-type", "application/json")
            .body(serde_json::to_vec(&body)?)
            .send()
            .await?
            .error_for_status()?
            .bytes()
            .await?;
        let answer: Answer = serde_json::from_slice(&reply)?;
        let text = answer.choices.first().map(|choice| &choice.message.content);
        if text.is_none_or(String::is_empty) {
            return Err("an empty answer".into());
        }
    }
}
