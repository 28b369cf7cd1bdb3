//! A program that embeds the library: `cargo run --example embed`.

use alih::{demo, desk::Opening, halt::Cause, settings::Environment};

/// The demonstration's endpoint stands in for yours: its address, `key_env` and model
/// go into the configuration, and the key into the environment.
#[tokio::main]
pub async fn main() -> Result<(), Box<dyn std::error::Error>> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    let endpoint = demo::configuration(listener.local_addr()?);
    tokio::spawn(demo::serve(listener));

    let desk = Opening::configured(
        &format!("use = \"demo\"\n{endpoint}"),
        Environment::default(),
    )?
    .watched(|event| eprintln!("{event:?}"))
    .open()?;
    let record = desk.article(demo::article()).await;
    let title = record.translation.and_then(|english| english.title);
    println!("{:?}: {}", record.outcome, title.unwrap_or_default());

    desk.halt.stop(Cause::Interrupt);
    let record = desk.article(demo::article()).await;
    let reason = record.reason.map(|reason| reason.message);
    println!("{:?}: {}", record.outcome, reason.unwrap_or_default());
    Ok(())
}
