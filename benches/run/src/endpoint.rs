//! The mock endpoint as a process of its own.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use serde::Deserialize;

/// A running mock endpoint; ended when it goes out of scope.
pub struct Endpoint {
    child: Child,
    /// `http://127.0.0.1:PORT`.
    pub address: String,
}

/// What it has seen.
#[derive(Clone, Copy, Debug, Default, Deserialize)]
pub struct Stats {
    /// Requests, refused ones included.
    pub requests: u64,
    /// Requests that were answered with a translation.
    pub paid: u64,
    /// Requests that were refused.
    pub refused: u64,
    /// The most requests that it served at once.
    pub most_at_once: u64,
    /// When the first byte came, in microseconds since 1970.
    pub first_byte: u128,
}

impl Endpoint {
    /// Starts one with these options.
    ///
    /// # Errors
    /// It cannot be started.
    pub fn start(program: &Path, options: &[&str]) -> Result<Self, String> {
        let failed = |error: std::io::Error| format!("{}: {error}", program.display());
        let mut child = Command::new(program)
            .args(options)
            .stdout(Stdio::piped())
            .spawn()
            .map_err(failed)?;
        let mut address = String::new();
        let output = child.stdout.take().ok_or("the endpoint has no output")?;
        BufReader::new(output)
            .read_line(&mut address)
            .map_err(failed)?;
        Ok(Self {
            child,
            address: address.trim().to_owned(),
        })
    }

    /// Asks it what it has seen.
    ///
    /// # Errors
    /// It does not answer.
    pub fn stats(&self) -> Result<Stats, String> {
        let host = self.address.trim_start_matches("http://");
        let ask = || -> std::io::Result<Vec<u8>> {
            let mut stream = TcpStream::connect(host)?;
            stream.write_all(b"GET /stats HTTP/1.1\r\n\r\n")?;
            stream.shutdown(std::net::Shutdown::Write)?;
            let mut reply = Vec::new();
            stream.read_to_end(&mut reply)?;
            Ok(reply)
        };
        let reply = ask().map_err(|error| format!("the mock endpoint: {error}"))?;
        let body = reply.iter().position(|byte| *byte == b'{').unwrap_or(0);
        serde_json::from_slice(&reply[body..]).map_err(|error| error.to_string())
    }
}

impl Drop for Endpoint {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
