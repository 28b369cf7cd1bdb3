//! Web pages and feeds as input: what is read, what is refused, what is done
//! once.

mod support;

use std::net::SocketAddr;
use std::path::Path;
use std::process::Output;

use alih::provider::Call;
use alih::transport::{NetworkSettings, Transport};
use serde_json::{Value, json};
use support::endpoint::{Endpoint, good, question, reply};
use support::site::{Text, document, feed, long_story, outlet, page, pages_asked, path, redirect};
use support::story::{Story, story};
use support::{KEY, alih, records, stderr, translate};

const PERMITTED: [&str; 2] = ["--allow-private-pages", "yes"];

fn clean(home: &Path, arguments: &[&str]) -> Output {
    alih(home)
        .env("OPENAI_API_KEY", KEY)
        .arg("clean")
        .args(arguments)
        .output()
        .unwrap()
}

fn with_permission(home: &Path, base_url: &str, arguments: &[&str]) -> Output {
    translate(home, base_url, &[&PERMITTED, arguments].concat())
}

/// An endpoint that translates these stories.
fn translator(stories: &[(Story, Text)]) -> Endpoint {
    let known: Vec<Story> = stories.iter().map(|(story, _)| story.clone()).collect();
    Endpoint::start(move |request| good(request, &known))
}

fn twenty() -> Vec<(Story, Text)> {
    (0..20)
        .map(|number| match number % 2 {
            0 => (long_story(number), Text::InFeed),
            _ => (story(number), Text::OnPage),
        })
        .collect()
}

#[test]
fn a_feed_is_done_once_and_costs_nothing_the_second_time() {
    let stories = twenty();
    let (site, endpoint) = (outlet(stories.clone()), translator(&stories));
    let home = tempfile::tempdir().unwrap();
    let address = format!("{}/rss", site.root());

    let first = with_permission(home.path(), &endpoint.base_url, &[&address]);
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    assert!(
        stderr(&first).contains("20 entries, 20 new"),
        "{}",
        stderr(&first)
    );
    let done = records(&first.stdout);
    assert_eq!(done.len(), 20);
    for (record, (story, _)) in done.iter().zip(&stories) {
        let link = format!("{}/berita/{}", site.root(), story.id);
        assert_eq!(record["id"], link.as_str());
        assert_eq!(record["source"]["url"], link.as_str());
        assert_eq!(record["source"]["title"], story.parts[0].0.as_str());
        assert_eq!(
            record["source"]["published"],
            "Mon, 02 Mar 2026 10:00:00 +0700"
        );
        let parts = record["source"]["parts"].as_array().unwrap();
        let texts: Vec<_> = parts
            .iter()
            .map(|part| part["text"].as_str().unwrap())
            .collect();
        let wanted: Vec<_> = story.parts[1..].iter().map(|(id, _)| id.as_str()).collect();
        assert_eq!(texts, wanted);
    }
    let asked = pages_asked(&site);
    assert_eq!(asked.len(), 1 + 10, "{asked:?}");
    assert_eq!(endpoint.count(), 20);

    let second = with_permission(home.path(), &endpoint.base_url, &[&address]);
    assert_eq!(second.status.code(), Some(0), "{}", stderr(&second));
    assert!(second.stdout.is_empty());
    assert!(
        stderr(&second).contains("20 entries, none new"),
        "{}",
        stderr(&second)
    );
    assert_eq!(endpoint.count(), 20);
    assert_eq!(pages_asked(&site).len(), 1 + 10 + 1);
}

#[test]
fn without_memory_or_begun_anew_every_entry_is_new() {
    let stories = vec![(story(1), Text::OnPage), (long_story(2), Text::InFeed)];
    let (site, endpoint) = (outlet(stories.clone()), translator(&stories));
    let home = tempfile::tempdir().unwrap();
    let address = format!("{}/rss", site.root());
    for arguments in [
        &[address.as_str()][..],
        &[&address, "--no-memory"],
        &[&address, "--fresh"],
    ] {
        let output = with_permission(home.path(), &endpoint.base_url, arguments);
        assert_eq!(
            records(&output.stdout).len(),
            2,
            "{arguments:?} {}",
            stderr(&output)
        );
    }
    assert_eq!(endpoint.count(), 6);
}

#[test]
fn an_entry_whose_article_failed_is_done_again() {
    let stories = vec![(story(1), Text::OnPage), (long_story(2), Text::InFeed)];
    let known: Vec<Story> = stories.iter().map(|(story, _)| story.clone()).collect();
    let poison = known[1].parts[0].0.clone();
    let site = outlet(stories.clone());
    let failing = Endpoint::start(move |request| {
        if question(request).1.iter().any(|(_, text)| *text == poison) {
            return reply(400, &json!({"error": {"message": "poison"}}));
        }
        good(request, &known)
    });
    let home = tempfile::tempdir().unwrap();
    let address = format!("{}/rss", site.root());
    let first = with_permission(home.path(), &failing.base_url, &[&address]);
    assert_eq!(first.status.code(), Some(3), "{}", stderr(&first));

    let endpoint = translator(&stories);
    let second = with_permission(home.path(), &endpoint.base_url, &[&address]);
    assert_eq!(second.status.code(), Some(0), "{}", stderr(&second));
    assert!(
        stderr(&second).contains("2 entries, 1 new"),
        "{}",
        stderr(&second)
    );
    assert_eq!(endpoint.count(), 1);
}

/// A failure that the output holds is no reason to forget the entry.
#[test]
fn a_held_failure_of_an_entry_can_be_tried_again() {
    let stories = vec![(story(1), Text::OnPage)];
    let site = outlet(stories.clone());
    let failing = Endpoint::start(|_| reply(400, &json!({"error": {"message": "poison"}})));
    let endpoint = translator(&stories);
    let home = tempfile::tempdir().unwrap();
    let address = format!("{}/rss", site.root());
    let run = |base_url: &str, more: &[&str]| {
        let arguments = [&[address.as_str(), "-o", "kabar.jsonl"], more].concat();
        with_permission(home.path(), base_url, &arguments)
    };
    assert_eq!(run(&failing.base_url, &[]).status.code(), Some(4));
    let held = run(&endpoint.base_url, &[]);
    assert_eq!(
        (held.status.code(), endpoint.count()),
        (Some(0), 0),
        "{}",
        stderr(&held)
    );
    let again = run(&endpoint.base_url, &["--retry-failed"]);
    assert_eq!(
        (again.status.code(), endpoint.count()),
        (Some(0), 1),
        "{}",
        stderr(&again)
    );
    let seen = run(&endpoint.base_url, &[]);
    assert!(
        stderr(&seen).contains("1 entry, none new"),
        "{}",
        stderr(&seen)
    );
}

/// Nothing is marked as seen before its result is written.
#[test]
fn a_full_disk_loses_no_entry() {
    let stories = vec![(story(1), Text::OnPage)];
    let (site, endpoint) = (outlet(stories.clone()), translator(&stories));
    let home = tempfile::tempdir().unwrap();
    let address = format!("{}/rss", site.root());
    let full = std::fs::File::options()
        .write(true)
        .open("/dev/full")
        .unwrap();
    let first = std::process::Command::new(env!("CARGO_BIN_EXE_alih"))
        .env_clear()
        .env("HOME", home.path())
        .env("OPENAI_API_KEY", KEY)
        .current_dir(home.path())
        .args([
            "translate",
            &address,
            "--endpoint",
            "openai",
            "--model",
            "mock",
        ])
        .args(["--base-url", &endpoint.base_url])
        .args(PERMITTED)
        .stdout(full)
        .output()
        .unwrap();
    assert_eq!(first.status.code(), Some(1), "{}", stderr(&first));
    let second = with_permission(home.path(), &endpoint.base_url, &[&address]);
    assert_eq!(second.status.code(), Some(0), "{}", stderr(&second));
    assert_eq!(records(&second.stdout).len(), 1);
    assert_eq!(endpoint.count(), 1);
}

#[test]
fn two_feeds_of_an_outlet_share_their_entries() {
    let stories = vec![(story(1), Text::OnPage), (story(2), Text::OnPage)];
    let (site, endpoint) = (outlet(stories.clone()), translator(&stories));
    let home = tempfile::tempdir().unwrap();
    let address = format!("{}/rss", site.root());
    let again = format!("{}/rss?terkini", site.root());
    let other = Endpoint::start({
        let text = feed(site.root(), &stories);
        move |_| document(200, "text/xml", text.clone())
    });
    let arguments = [address.as_str(), &other.base_url];
    let output = with_permission(home.path(), &endpoint.base_url, &arguments);
    assert_eq!(output.status.code(), Some(0), "{again} {}", stderr(&output));
    assert_eq!(records(&output.stdout).len(), 2);
    assert_eq!(pages_asked(&site).len(), 3);
}

#[test]
fn a_feed_may_be_a_file_or_stdin() {
    let stories = vec![(long_story(2), Text::InFeed)];
    let text = feed("https://kabar.example", &stories);
    let home = tempfile::tempdir().unwrap();
    std::fs::write(home.path().join("terkini.xml"), &text).unwrap();
    let endpoint = translator(&stories);
    let first = translate(home.path(), &endpoint.base_url, &["terkini.xml"]);
    assert_eq!(first.status.code(), Some(0), "{}", stderr(&first));
    assert_eq!(
        records(&first.stdout)[0]["id"],
        "https://kabar.example/berita/cerita-2"
    );

    let output = alih(home.path())
        .env("OPENAI_API_KEY", KEY)
        .args(["translate", "-", "--endpoint", "openai", "--model", "mock"])
        .args(["--base-url", &endpoint.base_url])
        .write_stdin(text)
        .output()
        .unwrap();
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(
        stderr(&output).contains("1 entry, none new"),
        "{}",
        stderr(&output)
    );
    assert_eq!(endpoint.count(), 1);
}

/// Nothing must be asked of the server that listens on this machine.
#[test]
fn private_addresses_are_refused_in_every_spelling() {
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
fn a_redirect_to_the_metadata_address_is_refused_even_with_permission() {
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
fn a_redirect_from_a_public_page_to_this_machine_is_refused() {
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
fn the_page_client_sends_nothing_of_the_endpoint() {
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
fn robots_txt_is_obeyed() {
    let rules = "User-agent: *\nDisallow: /arsip\n\nUser-agent: alih\nDisallow: /berita\n";
    let site = Endpoint::start(move |request| match path(request) {
        "/robots.txt" => document(200, "text/plain", rules),
        _ => document(200, "text/html", page(&story(1))),
    });
    let home = tempfile::tempdir().unwrap();
    let address = |path: &str| format!("{}{path}", site.root());
    let (free, forbidden) = (address("/arsip/1"), address("/berita/1?a=b"));
    let output = clean(
        home.path(),
        &[&[free.as_str(), &forbidden], &PERMITTED[..]].concat(),
    );
    assert_eq!(output.status.code(), Some(3), "{}", stderr(&output));
    assert!(stderr(&output).contains("robots.txt of 127.0.0.1 asks programs not to"));
    assert_eq!(pages_asked(&site), ["/arsip/1"]);
}

#[test]
fn a_broken_robots_txt_lets_read_and_is_said() {
    let site = Endpoint::start(|request| match path(request) {
        "/robots.txt" => document(503, "text/plain", ""),
        _ => document(200, "text/html", page(&story(1))),
    });
    let home = tempfile::tempdir().unwrap();
    let output = clean(home.path(), &[&[site.root()], &PERMITTED[..]].concat());
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    assert!(stderr(&output).contains("could not be read; its pages are taken to be free"));
}

#[test]
fn what_a_site_answers_is_said() {
    let site = Endpoint::start(|request| match path(request) {
        "/robots.txt" | "/hilang" => document(404, "text/plain", ""),
        "/dilarang" => document(403, "text/html", "<p>Forbidden</p>"),
        "/rusak" => document(500, "text/html", ""),
        "/berkas.pdf" => document(200, "application/pdf", "%PDF-1.7"),
        _ => document(
            200,
            "text/html",
            "<!DOCTYPE html><html><head><title>Foto</title></head><body><p>Galeri</p></body></html>",
        ),
    });
    let home = tempfile::tempdir().unwrap();
    for (path, kind, words) in [
        ("/hilang", "input", "answers 404"),
        ("/dilarang", "network", "answers 403"),
        ("/rusak", "network", "answers 500"),
        ("/berkas.pdf", "input", "application/pdf"),
        ("/foto/1", "input", "gallery"),
    ] {
        let address = format!("{}{path}", site.root());
        let output = clean(home.path(), &[&[address.as_str()], &PERMITTED[..]].concat());
        assert_eq!(output.status.code(), Some(4), "{path}");
        let said = stderr(&output);
        assert!(
            said.contains(&format!(" {kind}: ")) && said.contains(words),
            "{path}: {said}"
        );
    }
}

#[test]
fn an_address_with_a_password_is_neither_read_nor_shown() {
    let home = tempfile::tempdir().unwrap();
    let output = clean(
        home.path(),
        &["https://editor:kunci123@kabar.example/berita"],
    );
    assert_eq!(output.status.code(), Some(2));
    assert!(!stderr(&output).contains("kunci123"), "{}", stderr(&output));
}

#[test]
fn an_html_file_is_one_article_whatever_brings_it() {
    let stories = vec![(story(1), Text::OnPage)];
    let endpoint = translator(&stories);
    let home = tempfile::tempdir().unwrap();
    let html = page(&stories[0].0);
    std::fs::write(home.path().join("berita.html"), &html).unwrap();
    let output = translate(home.path(), &endpoint.base_url, &["berita.html"]);
    assert_eq!(output.status.code(), Some(0), "{}", stderr(&output));
    let record = &records(&output.stdout)[0];
    assert_eq!(record["id"], "berita");
    assert_eq!(record["source"]["file"], "berita.html");
    assert_eq!(record["source"]["parts"].as_array().unwrap().len(), 3);
    assert_eq!(
        record["translation"]["title"],
        stories[0].0.parts[0].1.as_str()
    );

    let piped = alih(home.path())
        .args(["clean", "--format", "json"])
        .write_stdin(format!("\r\n\r\n{html}"))
        .output()
        .unwrap();
    assert_eq!(piped.status.code(), Some(0), "{}", stderr(&piped));
    let line: Value = serde_json::from_slice(&piped.stdout).unwrap();
    assert_eq!(line["source"]["parts"], record["source"]["parts"]);
    assert_eq!(line["source"]["title"], record["source"]["title"]);
}

#[test]
fn a_page_without_a_story_is_a_failed_record() {
    let endpoint = translator(&[]);
    let home = tempfile::tempdir().unwrap();
    let html = "<!DOCTYPE html><html><body><nav><a href=\"/\">Beranda</a></nav></body></html>";
    std::fs::write(home.path().join("kosong.html"), html).unwrap();
    let output = translate(home.path(), &endpoint.base_url, &["kosong.html"]);
    assert_eq!(output.status.code(), Some(4), "{}", stderr(&output));
    let record = &records(&output.stdout)[0];
    assert_eq!(record["reason"]["kind"], "input");
    assert!(
        record["reason"]["message"]
            .as_str()
            .unwrap()
            .contains("no story")
    );
    assert_eq!(endpoint.count(), 0);
}

#[test]
fn the_charset_comes_from_the_header_then_from_the_page() {
    let body = |meta: &str| {
        let text = page(&story(1)).replace("<meta charset=\"utf-8\">", meta);
        let text = text.replace("Petugas belum", "Petugas Caf\u{e9} belum");
        text.chars()
            .map(|c| u8::try_from(u32::from(c)).unwrap())
            .collect::<Vec<u8>>()
    };
    let site = Endpoint::start(move |request| match path(request) {
        "/robots.txt" => document(404, "text/plain", ""),
        "/kepala" => document(200, "text/html; charset=ISO-8859-1", body("")),
        _ => document(200, "text/html", body("<meta charset=\"windows-1252\">")),
    });
    let home = tempfile::tempdir().unwrap();
    for path in ["/kepala", "/halaman"] {
        let address = format!("{}{path}", site.root());
        let output = clean(home.path(), &[&[address.as_str()], &PERMITTED[..]].concat());
        assert!(
            String::from_utf8_lossy(&output.stdout).contains("Caf\u{e9}"),
            "{path}"
        );
        assert_eq!(stderr(&output), "", "{path}");
    }
}

/// What keeps a name from leading elsewhere after it was checked.
#[test]
fn a_pinned_client_connects_to_the_checked_addresses_alone() {
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

#[test]
fn an_article_in_another_language_is_said_unless_it_is_stated() {
    let texts = [
        (
            "English",
            "The mayor opened the new market on Monday. The building had been under construction since May and it will house more than two hundred traders from the old town.",
        ),
        (
            "Malay",
            "Polis menahan lelaki itu kerana dia dipercayai mencuri wang syarikat selepas mesyuarat pada Khamis, manakala rakannya dibebaskan. Bagaimanapun polis masih menjalankan siasatan bahawa pelbagai maklumat diterima.",
        ),
        (
            "Javanese",
            "Wong iku wis menyang pasar nalika udan, nanging dheweke ora tuku apa-apa lan bali maneh amarga luwih larang. Kanggo wong desa, pasar iku dadi panggonan kang wigati.",
        ),
    ];
    let endpoint = Endpoint::start(|_| reply(400, &json!({"error": {"message": "no"}})));
    let home = tempfile::tempdir().unwrap();
    for (language, text) in texts {
        std::fs::write(home.path().join("a.txt"), format!("Judul\n\n{text}\n")).unwrap();
        let flagged = |arguments: &[&str]| -> Option<String> {
            let arguments = [&["a.txt"], arguments].concat();
            let output = translate(home.path(), &endpoint.base_url, &arguments);
            let record = records(&output.stdout).pop().unwrap();
            let flags = record["flags"].as_array().unwrap().clone();
            let flag = flags
                .iter()
                .find(|flag| flag["check"] == "source.language")?;
            Some(flag["message"].as_str().unwrap().to_owned())
        };
        let said = flagged(&[]).unwrap_or_default();
        assert!(said.contains(language), "{language}: {said}");
        assert_eq!(flagged(&["--from", "ms"]), None, "{language}");
        let output = clean(home.path(), &["a.txt"]);
        assert!(
            String::from_utf8_lossy(&output.stdout).contains(language),
            "{language}"
        );
    }
}
