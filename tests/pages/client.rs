//! What the client of pages connects to, and what it sends.

use std::net::SocketAddr;

use alih::network::NetworkSettings;
use alih::provider::Call;
use alih::transport::Transport;

use crate::support::endpoint::Endpoint;
use crate::support::site::{Text, document, outlet, page, path, redirect};
use crate::support::story::story;
use crate::support::{KEY, alih, records, stderr, translate};
use crate::{PERMITTED, clean, translator, with_permission};

/// Nothing must be asked of the server that listens on this machine.
#[test]
fn security_private_addresses_are_refused_in_every_spelling() {
    let site = outlet(vec![(story(1), Text::OnPage)]);
    let port = site.root().rsplit(':').next().unwrap();
    let home = tempfile::tempdir().unwrap();
    for (host, why) in [
        ("127.0.0.1", "this machine"),
        ("127.8.9.1", "this machine"),
        ("2130706433", "this machine"),
        ("0x7f000001", "this machine"),
        ("0177.0.0.1", "this machine"),
        ("127.1", "this machine"),
        ("localhost", "this machine"),
        ("[::1]", "this machine"),
        ("[::ffff:127.0.0.1]", "this machine"),
        ("[64:ff9b::7f00:1]", "this machine"),
        ("10.1.2.3", "a private address"),
        ("192.168.0.1", "a private address"),
        ("100.64.1.1", "a provider's own address"),
        ("[fd12::1]", "a private address"),
        ("169.254.169.254", "metadata"),
        ("0.0.0.0", "no address of a machine"),
        ("[::]", "no public address"),
        ("224.0.0.1", "multicast"),
    ] {
        let address = format!("http://{host}:{port}/berita/cerita-1");
        let output = clean(home.path(), &[&address]);
        assert_eq!(output.status.code(), Some(4), "{address}");
        assert!(output.stdout.is_empty());
        let said = stderr(&output);
        assert!(
            said.contains("input: ") && said.contains(why),
            "{address}: {said}"
        );
        assert!(
            said.contains("may lead to") || said.contains("may not lead to"),
            "{said}"
        );
    }
    assert_eq!(site.count(), 0);
}

#[test]
fn a_refused_address_is_a_failed_record_with_its_reason() {
    let endpoint = translator(&[]);
    let home = tempfile::tempdir().unwrap();
    let output = translate(home.path(), &endpoint.base_url, &["http://10.0.0.1/berita"]);
    assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
    let record = &records(&output.stdout)[0];
    assert_eq!(record["id"], "http://10.0.0.1/berita");
    assert_eq!(record["reason"]["kind"], "input");
    assert!(
        record["reason"]["message"]
            .as_str()
            .unwrap()
            .contains("a private address")
    );
    assert_eq!(endpoint.count(), 0);
}

#[test]
fn security_a_redirect_to_the_metadata_address_is_refused_even_with_permission() {
    let site = Endpoint::start(|request| match path(request) {
        "/robots.txt" => document(404, "text/plain", ""),
        _ => redirect("http://169.254.169.254/latest/meta-data/"),
    });
    let home = tempfile::tempdir().unwrap();
    let address = format!("{}/berita", site.root());
    let output = clean(home.path(), &[&[address.as_str()], &PERMITTED[..]].concat());
    assert_eq!(output.status.code(), Some(4));
    let said = stderr(&output);
    assert!(
        said.contains("169.254.169.254 is a link-local or metadata address"),
        "{said}"
    );
}

/// The proxy stands for the public network: what it answers for a public
/// address leads back to this machine.
#[test]
fn security_a_redirect_from_a_public_page_to_this_machine_is_refused() {
    let secret = outlet(vec![(story(1), Text::OnPage)]);
    let target = format!("{}/berita/cerita-1", secret.root());
    let proxy = Endpoint::start(move |request| {
        if request.target.contains("robots.txt") {
            return document(404, "text/plain", "");
        }
        redirect(&target)
    });
    let home = tempfile::tempdir().unwrap();
    let output = alih(home.path())
        .env("http_proxy", proxy.root())
        .args(["clean", "http://93.184.216.34/berita"])
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("127.0.0.1 is this machine"),
        "{}",
        stderr(&output)
    );
    assert_eq!((proxy.count(), secret.count()), (2, 0));
}

#[test]
fn redirects_are_followed_a_few_times_and_only_to_pages() {
    let site = Endpoint::start(|request| match path(request) {
        "/robots.txt" => document(404, "text/plain", ""),
        "/berkas" => redirect("file:///etc/passwd"),
        "/lima/5" => document(200, "text/html", page(&story(1))),
        path => match path
            .rsplit_once('/')
            .and_then(|(_, number)| number.parse::<u32>().ok())
        {
            Some(number) => redirect(&format!("/lima/{}", number + 1)),
            None => redirect("/putar"),
        },
    });
    let home = tempfile::tempdir().unwrap();
    let read = |path: &str| {
        let address = format!("{}{path}", site.root());
        clean(home.path(), &[&[address.as_str()], &PERMITTED[..]].concat())
    };
    let five = read("/lima/0");
    assert_eq!(five.status.code(), Some(0), "{}", stderr(&five));
    assert!(stderr(&read("/putar")).contains("more than 5 times"));
    assert!(stderr(&read("/berkas")).contains("only http and https"));
}

#[test]
fn security_the_page_client_sends_nothing_of_the_endpoint() {
    let stories = vec![(story(1), Text::OnPage)];
    let (site, endpoint) = (outlet(stories.clone()), translator(&stories));
    let home = tempfile::tempdir().unwrap();
    std::fs::write(
        home.path().join("alih.toml"),
        "[endpoint.openai.headers]\nx-project = \"rahasia\"\n",
    )
    .unwrap();
    let address = format!("{}/rss", site.root());
    let output = with_permission(home.path(), &endpoint.base_url, &[&address]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(endpoint.requests()[0].headers.contains_key("authorization"));
    for request in site.requests() {
        let mut names: Vec<&str> = request.headers.keys().map(String::as_str).collect();
        names.sort_unstable();
        assert_eq!(names, ["accept", "accept-language", "host", "user-agent"]);
        assert!(request.headers["user-agent"].starts_with("alih/"));
        assert!(!format!("{request:?}").contains(KEY));
    }
}

#[test]
fn a_page_over_the_size_limit_is_refused() {
    let site = Endpoint::start(|request| match path(request) {
        "/robots.txt" => document(404, "text/plain", ""),
        _ => document(200, "text/html", vec![b' '; 6 << 20]),
    });
    let home = tempfile::tempdir().unwrap();
    let output = clean(home.path(), &[&[site.root()], &PERMITTED[..]].concat());
    assert_eq!(output.status.code(), Some(4));
    assert!(stderr(&output).contains("too_large") && stderr(&output).contains("5 MiB"));
}

#[test]
fn security_an_address_with_a_password_is_neither_read_nor_shown() {
    let home = tempfile::tempdir().unwrap();
    let output = clean(
        home.path(),
        &["https://editor:kunci123@kabar.example/berita"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(!stderr(&output).contains("kunci123"), "{}", stderr(&output));
}

/// What keeps a name from leading elsewhere after it was checked.
#[test]
fn security_a_pinned_client_connects_to_the_checked_addresses_alone() {
    let site = outlet(vec![(story(1), Text::OnPage)]);
    let server: SocketAddr = site.root().trim_start_matches("http://").parse().unwrap();
    let url = format!("http://kabar.example:{}/berita/cerita-1", server.port());
    let ask = |checked: &[SocketAddr]| {
        let settings = NetworkSettings::default();
        let transport = Transport::pinned(&url, checked, "alih", &settings).unwrap();
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_all()
            .build()
            .unwrap();
        runtime.block_on(async { transport.send(&Call::get(url.clone(), Vec::new())).await })
    };
    assert_eq!(ask(&[server]).unwrap().status, 200);
    assert!(ask(&[]).is_err());
    assert_eq!(site.count(), 1);
}
