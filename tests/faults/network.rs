//! Rows 1 to 12, 28 to 34, 50 and 51: the way to an endpoint, and the bytes
//! that come back.

use std::io::{Read, Write};
use std::net::{SocketAddr, TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use serde_json::json;

use super::ended::{Trial, body_of, first_then_good, good_story, run, text_of, the_story};
use super::support::endpoint::{Answer, Endpoint, Move, Request, completion, reply, with_header};
use super::support::process::Gate;
use super::support::vendor::{CHATS, ENGINES, keyed};
use super::support::{alih, records, stderr};

/// A name that leads nowhere, and no patience with servers of names.
fn nowhere(trial: Trial) -> Trial {
    trial
        .at("https://tidak-ada.invalid/v1")
        .variable("RES_OPTIONS", "timeout:1 attempts:1")
}

fn raw(head: &str, moves: Vec<Move>) -> Answer {
    let head = Move::Send(format!("HTTP/1.1 200 OK\r\n{head}\r\n").into_bytes());
    Answer::Raw([vec![head], moves].concat())
}

fn with_type(request: &Request, kind: &str) -> Answer {
    with_header(
        reply(200, &completion(&text_of(request))),
        "content-type",
        kind,
    )
}

#[test]
fn row_01_a_name_that_does_not_resolve_is_tried_again_and_said() {
    let ended = nowhere(Trial::one(good_story)).tries(2).run();
    ended.failed_with("network").asked(0).told("cannot resolve");
    assert_eq!(ended.pauses().len(), 1);
}

#[test]
fn row_01_after_three_failures_in_a_row_nothing_more_is_asked() {
    let ended = nowhere(Trial::many(8, good_story)).tries(1).run();
    ended.exits(4).told("cannot resolve");
    assert!(ended.records.len() <= 5, "{:?}", ended.outcomes());
    assert!(ended.outcomes().iter().all(|outcome| *outcome == "network"));
}

#[test]
fn row_02_a_refused_connection_is_tried_again_and_said() {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let base_url = format!("http://{}/v1", listener.local_addr().unwrap());
    drop(listener);
    let ended = Trial::one(good_story).at(&base_url).run();
    ended.failed_with("network").asked(0);
    ended.told("is the server running");
    assert_eq!(ended.pauses().len(), 3);
    let many = Trial::many(8, good_story).at(&base_url).tries(1).run();
    many.exits(4);
    assert!(many.records.len() <= 5, "{:?}", many.outcomes());
}

/// A server with a certificate that nobody vouches for; how many connections
/// it saw is the length of its list.
fn secure() -> (SocketAddr, Arc<std::sync::Mutex<Vec<String>>>) {
    use rustls::pki_types::pem::PemObject;
    use rustls::pki_types::{CertificateDer, PrivateKeyDer};
    let _ = rustls::crypto::ring::default_provider().install_default();
    let chain = CertificateDer::from_pem_slice(CERTIFICATE.as_bytes()).unwrap();
    let key = PrivateKeyDer::from_pem_slice(include_bytes!("tls/key.pem")).unwrap();
    let settings = rustls::ServerConfig::builder()
        .with_no_client_auth()
        .with_single_cert(vec![chain], key)
        .unwrap();
    let settings = Arc::new(settings);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    let seen = Arc::new(std::sync::Mutex::new(Vec::new()));
    let own = Arc::clone(&seen);
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let served = serve_securely(stream, &settings);
            own.lock().unwrap().push(served.unwrap_or_default());
        }
    });
    (address, seen)
}

const CERTIFICATE: &str = include_str!("tls/certificate.pem");

/// Answers one request with status 429 for money; what was heard.
fn serve_securely(
    stream: TcpStream,
    settings: &Arc<rustls::ServerConfig>,
) -> std::io::Result<String> {
    let connection = rustls::ServerConnection::new(Arc::clone(settings)).unwrap();
    let mut stream = rustls::StreamOwned::new(connection, stream);
    let mut heard = Vec::new();
    let mut piece = [0; 4096];
    while !heard.windows(4).any(|end| end == b"\r\n\r\n") {
        match stream.read(&mut piece)? {
            0 => break,
            length => heard.extend_from_slice(&piece[..length]),
        }
    }
    stream.write_all(b"HTTP/1.1 402 Payment Required\r\ncontent-length: 0\r\n\r\n")?;
    stream.flush()?;
    Ok(String::from_utf8_lossy(&heard).into_owned())
}

#[test]
fn row_03_a_certificate_that_nobody_vouches_for_ends_the_run_at_once() {
    let (address, seen) = secure();
    let base_url = format!("https://{address}/v1");
    let ended = Trial::many(4, good_story).at(&base_url).run();
    ended.exits(4).asked(0).told("--ca-file");
    ended.all_are("tls");
    assert_eq!(*seen.lock().unwrap(), [""], "nothing was heard, once");
    assert!(!ended.stderr.to_lowercase().contains("insecure"));
    // With the authority named the same server is believed.
    let ended = Trial::one(good_story)
        .file("ca.pem", include_str!("tls/authority.pem"))
        .at(&base_url)
        .with(&["--ca-file", "ca.pem"])
        .run();
    ended.failed_with("quota");
    assert!(seen.lock().unwrap()[1].starts_with("POST /v1/chat/completions"));
}

#[test]
fn row_03_a_server_without_tls_is_not_asked_again() {
    let trial = Trial::one(good_story);
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let address = listener.local_addr().unwrap();
    std::thread::spawn(move || {
        for stream in listener.incoming().flatten() {
            let mut stream = stream;
            let _ = stream.write_all(b"HTTP/1.1 400 Bad Request\r\n\r\n");
            let _ = stream.read(&mut [0; 4096]);
        }
    });
    let ended = trial.at(&format!("https://{address}/v1")).run();
    ended.failed_with("tls").asked(0);
    assert!(ended.pauses().is_empty());
}

/// An address whose server takes no more connections.
fn full() -> (
    tokio::runtime::Runtime,
    tokio::net::TcpListener,
    Vec<TcpStream>,
) {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .unwrap();
    let listener = runtime.block_on(async {
        let socket = tokio::net::TcpSocket::new_v4().unwrap();
        socket.bind("127.0.0.1:0".parse().unwrap()).unwrap();
        socket.listen(1).unwrap()
    });
    let address = listener.local_addr().unwrap();
    let patience = Duration::from_millis(200);
    let waiting = (0..64)
        .map_while(|_| TcpStream::connect_timeout(&address, patience).ok())
        .collect();
    (runtime, listener, waiting)
}

#[test]
fn row_04_a_connection_that_is_not_taken_is_a_timeout() {
    let (_runtime, listener, _waiting) = full();
    let address = listener.local_addr().unwrap();
    let ended = Trial::one(good_story)
        .at(&format!("http://{address}/v1"))
        .with(&["--timeout", "0.2"])
        .tries(2)
        .run();
    ended.failed_with("timeout").asked(0).told("--timeout");
    assert_eq!(ended.pauses().len(), 1);
}

#[test]
fn row_05_headers_that_never_come_are_a_timeout() {
    let gate = Gate::default();
    let held = gate.clone();
    let ended = Trial::one(move |_| Answer::Raw(vec![Move::Wait(held.clone())]))
        .with(&["--timeout", "0.2"])
        .tries(2)
        .run();
    gate.open();
    ended.failed_with("timeout").asked(2);
}

#[test]
fn row_06_a_drip_is_stopped_by_the_limit_for_the_whole_reply() {
    // Each byte is well within the limit between two pieces.
    let drip = |request: &Request| {
        let body = body_of(request);
        let head = format!("content-length: {}\r\n", body.len());
        raw(&head, vec![Move::Drip(body, Duration::from_millis(10))])
    };
    let ended = Trial::one(drip)
        .with(&["--idle-timeout", "0.2", "--timeout", "0.5"])
        .tries(2)
        .run();
    ended.failed_with("timeout").asked(2);
}

#[test]
fn row_07_a_reset_in_the_middle_is_tried_again() {
    let cut = |request: &Request| {
        let body = body_of(request);
        let head = format!("content-length: {}\r\n", body.len());
        let half = body[..body.len() / 2].to_vec();
        raw(&head, vec![Move::Send(half), Move::Reset])
    };
    run(first_then_good(cut)).is_ok().asked(2);
    let ended = Trial::one(cut).tries(2).run();
    ended.failed_with("network").asked(2);
    assert!(!ended.stdout.contains("Floods"), "{}", ended.stdout);
}

#[test]
fn row_08_a_body_that_is_shorter_than_announced_is_tried_again() {
    let cut = |eighths: usize| {
        move |request: &Request| {
            let body = body_of(request);
            let after = (body.len() * eighths / 8).min(body.len() - 1);
            Answer::Cut { body, after }
        }
    };
    run(first_then_good(cut(4))).is_ok().asked(2);
    for eighths in [0, 1, 7, 8] {
        let ended = Trial::one(cut(eighths)).tries(2).run();
        ended.failed_with("network").asked(2);
    }
    let chunked = |request: &Request| {
        let body = body_of(request);
        let after = body.len();
        Answer::CutStream { body, after }
    };
    // Every byte of the answer is there; its end is not.
    run(first_then_good(chunked)).is_ok();
}

#[test]
fn row_09_a_body_that_ends_with_its_connection_is_not_believed() {
    let cut = |request: &Request| {
        let body = body_of(request);
        let half = body[..body.len() / 2].to_vec();
        raw("connection: close\r\n", vec![Move::Send(half)])
    };
    run(first_then_good(cut)).is_ok().asked(2);
    let ended = Trial::one(cut).tries(3).run();
    ended.failed_with("bad_reply").asked(3);
    let whole = |request: &Request| raw("", vec![Move::Send(body_of(request))]);
    run(whole).is_ok().asked(1);
}

#[test]
fn row_10_json_that_breaks_off_is_tried_again() {
    let cut = |request: &Request| {
        let mut body = body_of(request);
        body.truncate(body.len() - 2);
        Answer::Reply {
            status: 200,
            headers: Vec::new(),
            body,
        }
    };
    run(first_then_good(cut)).is_ok().asked(2);
    let ended = Trial::one(cut).tries(2).run();
    ended
        .failed_with("bad_reply")
        .asked(2)
        .told("cut in the middle");
}

#[test]
fn row_11_a_wrong_content_type_is_no_fault() {
    for kind in ["text/plain", "text/html", "application/octet-stream", ""] {
        run(move |request| with_type(request, kind))
            .is_ok()
            .asked(1);
    }
}

#[test]
fn row_12_a_web_page_ends_the_run_at_once() {
    for page in [
        "<!DOCTYPE html><title>Login</title><form>",
        "\n <html><head><title>Proxy</title></head></html>",
    ] {
        let ended = Trial::many(3, move |_| Answer::Reply {
            status: 200,
            headers: vec![("content-type".into(), "text/html".into())],
            body: page.as_bytes().to_vec(),
        })
        .run();
        ended.exits(4).asked(1).told("--base-url").told("/v1");
        ended.all_are("config");
    }
}

/// More than any reply may be, a mebibyte at a time.
fn endless(head: &str, piece: &[u8], times: usize) -> Answer {
    raw(head, vec![Move::Repeat(piece.to_vec(), times)])
}

#[test]
fn row_28_a_body_of_a_gigabyte_is_cut_off() {
    let mebibyte = vec![b' '; 1 << 20];
    let mut chunk = b"100000\r\n".to_vec();
    chunk.extend_from_slice(&mebibyte);
    chunk.extend_from_slice(b"\r\n");
    for (head, piece) in [
        (format!("content-length: {}\r\n", 1 << 30), &mebibyte),
        ("transfer-encoding: chunked\r\n".to_owned(), &chunk),
        ("connection: close\r\n".to_owned(), &mebibyte),
    ] {
        let piece = piece.clone();
        let ended = run(move |_| endless(&head, &piece, 1024));
        ended.failed_with("too_large").asked(1).told("16 MiB");
    }
}

#[test]
fn row_29_a_gzip_bomb_is_never_unpacked() {
    let mut packer = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    for _ in 0..64 {
        packer.write_all(&vec![b' '; 1 << 20]).unwrap();
    }
    let bomb = packer.finish().unwrap();
    assert!(bomb.len() < 100_000);
    let ended = Trial::one(move |_| Answer::Reply {
        status: 200,
        headers: vec![("content-encoding".into(), "gzip".into())],
        body: bomb.clone(),
    })
    .tries(2)
    .run();
    ended.failed_with("bad_reply").asked(2);
    assert!(!ended.asked[0].headers.contains_key("accept-encoding"));
}

#[test]
fn row_30_a_redirect_on_the_same_host_is_not_followed() {
    for status in [301, 302, 303, 307, 308] {
        let ended = Trial::many(3, move |_| {
            with_header(
                reply(status, &json!({})),
                "location",
                "/v2/chat/completions",
            )
        })
        .run();
        ended.exits(4).asked(1).told("--base-url");
        ended.all_are("config");
        assert!(ended.asked[0].target.starts_with("POST /v1/"));
    }
}

#[test]
fn row_31_a_redirect_to_another_host_gets_neither_key_nor_article() {
    for status in [301, 302, 303, 307, 308] {
        let other = Endpoint::start(good_story);
        let location = format!("{}/chat/completions", other.base_url);
        let ended = run(move |_| with_header(reply(status, &json!({})), "location", &location));
        ended.failed_with("config").asked(1);
        assert_eq!((other.connections(), other.count()), (0, 0));
    }
}

#[test]
fn row_31_no_kind_of_endpoint_follows_a_redirect() {
    for vendor in CHATS.iter().chain(&ENGINES) {
        let other = Endpoint::start(|_| reply(200, &json!({})));
        let location = format!("{}/anything", other.base_url);
        let first =
            Endpoint::start(move |_| with_header(reply(307, &json!({})), "location", &location));
        let home = super::support::desk(vendor, first.root(), "");
        let mut command = alih(home.path());
        let output = keyed(&mut command)
            .args(["translate", "artikel.txt"])
            .output()
            .unwrap();
        assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
        let kind = records(&output.stdout)[0]["reason"]["kind"].clone();
        assert_eq!(kind, "config", "{}", vendor.service);
        assert_eq!(other.connections(), 0, "{}", vendor.service);
    }
}

#[test]
fn row_32_bytes_that_are_no_utf_8_are_not_guessed_at() {
    let broken = |request: &Request| {
        let mut body = body_of(request);
        let at = body
            .windows(6)
            .position(|bytes| bytes == b"Floods")
            .unwrap();
        body[at] = 0xff;
        Answer::Reply {
            status: 200,
            headers: Vec::new(),
            body,
        }
    };
    run(first_then_good(broken)).is_ok().asked(2);
    let ended = Trial::one(broken).tries(2).run();
    ended.failed_with("bad_reply").asked(2);
    assert!(!ended.stdout.contains('\u{fffd}'));
}

#[test]
fn row_33_a_byte_order_mark_before_json_is_no_fault() {
    run(|request| Answer::Reply {
        status: 200,
        headers: Vec::new(),
        body: [b"\xef\xbb\xbf".to_vec(), body_of(request)].concat(),
    })
    .is_ok()
    .asked(1);
}

#[test]
fn row_34_a_label_of_another_charset_does_not_change_json() {
    let dash = |text: String| text.replace("refuge in", "refuge \u{2014} in");
    let ended = run(move |request| {
        let answer = reply(200, &completion(&dash(text_of(request))));
        with_header(
            answer,
            "content-type",
            "application/json; charset=iso-8859-1",
        )
    });
    ended.asked(1).exits(0);
    let first = ended.record()["translation"]["parts"][0]["text"].clone();
    assert_eq!(first, dash(the_story().parts[1].1.clone()));
}

#[test]
fn row_50_a_connection_that_went_stale_is_replaced_at_once() {
    let behave = |request: &Request| match request.number {
        1 => Answer::Close,
        _ => good_story(request),
    };
    // Even where no try is left.
    let ended = Trial::many(3, behave).tries(1).run();
    ended.exits(0).asked(4);
    assert_eq!(ended.outcomes(), ["ok", "ok", "ok"]);
    assert_eq!(ended.pauses(), [0]);
}

#[test]
fn row_51_this_machine_is_reached_without_a_proxy() {
    let proxy = Endpoint::start(good_story);
    let names = [
        "http_proxy",
        "https_proxy",
        "HTTP_PROXY",
        "HTTPS_PROXY",
        "ALL_PROXY",
        "all_proxy",
    ];
    let trial = names.iter().fold(Trial::one(good_story), |trial, name| {
        trial.variable(name, proxy.root())
    });
    trial.run().is_ok().asked(1);
    assert_eq!(proxy.connections(), 0);
}

#[test]
fn row_51_other_machines_are_reached_as_the_variables_say() {
    let proxy = Endpoint::start(good_story);
    let behind = "[endpoint.openai]\nallow_plain_http = true\n";
    let ask = |variables: &[(&str, &str)]| {
        let trial = Trial::one(good_story)
            .file("alih.toml", behind)
            .at("http://mesin.invalid/v1")
            .tries(1)
            .variable("http_proxy", proxy.root());
        variables
            .iter()
            .fold(trial, |trial, (name, value)| trial.variable(name, value))
            .run()
    };
    ask(&[]).is_ok().asked(0);
    assert_eq!(proxy.count(), 1);
    ask(&[("no_proxy", "mesin.invalid")]).failed_with("network");
    assert_eq!(proxy.count(), 1);
}
