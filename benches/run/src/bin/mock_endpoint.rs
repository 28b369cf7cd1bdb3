//! An endpoint on loopback that answers at once, late, or too often.
//!
//! `mock_endpoint [--port N] [--latency MS] [--rate PER_SECOND --bucket N]
//! [--hint none|seconds|milliseconds|headers]`. Prints its address and
//! serves until it is ended; `GET /stats` tells what it has seen.

use std::cell::RefCell;
use std::process::ExitCode;
use std::rc::Rc;
use std::str::FromStr;
use std::time::Duration;

use alih_bench::limiter::{Hint, Limiter};
use alih_bench::mock::{Mock, serve};
use tokio::net::TcpListener;
use tokio::task::LocalSet;

struct Options {
    port: u16,
    latency: u64,
    rate: Option<f64>,
    bucket: f64,
    hint: Hint,
}

fn options() -> Result<Options, String> {
    let mut options = Options {
        port: 0,
        latency: 0,
        rate: None,
        bucket: 1.0,
        hint: Hint::Seconds,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next().ok_or(format!("{name} needs a value"))?;
        match name.as_str() {
            "--port" => options.port = parsed(&name, &value)?,
            "--latency" => options.latency = parsed(&name, &value)?,
            "--rate" => options.rate = Some(parsed(&name, &value)?),
            "--bucket" => options.bucket = parsed(&name, &value)?,
            "--hint" => {
                let named = Hint::NAMES.iter().find(|(own, _)| *own == value);
                options.hint = named.ok_or(format!("unknown hint {value}"))?.1;
            }
            _ => return Err(format!("unknown option {name}")),
        }
    }
    Ok(options)
}

fn parsed<T: FromStr>(name: &str, value: &str) -> Result<T, String> {
    value
        .parse()
        .map_err(|_| format!("{name} cannot be {value}"))
}

fn main() -> ExitCode {
    let run = || -> Result<(), String> {
        let options = options()?;
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .map_err(|error| error.to_string())?;
        runtime
            .block_on(LocalSet::new().run_until(listen(options)))
            .map_err(|error| error.to_string())
    };
    match run() {
        Ok(()) => ExitCode::SUCCESS,
        Err(message) => {
            eprintln!("mock_endpoint: {message}");
            ExitCode::from(2)
        }
    }
}

async fn listen(options: Options) -> std::io::Result<()> {
    let listener = TcpListener::bind(("127.0.0.1", options.port)).await?;
    println!("http://{}", listener.local_addr()?);
    let mock = Mock {
        latency: Duration::from_millis(options.latency),
        limiter: options
            .rate
            .map(|rate| Limiter::new(rate, options.bucket, options.hint)),
        stats: Default::default(),
    };
    serve(listener, Rc::new(RefCell::new(mock))).await
}
