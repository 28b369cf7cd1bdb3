//! Endpoints behind a proxy, through the binary. No name here is looked up:
//! a proxy does that, and what goes past it is on this machine.

mod support;

use serde_json::Value;
use support::endpoint::{Answer, Endpoint, reply};
use support::story::story;
use support::vendor::{LIBRETRANSLATE, Vendor};
use support::{KEY, alih, desk, records};

/// Translates one story with these variables.
fn translate(base_url: &str, variables: &[(&str, &str)]) -> Value {
    let vendor: &Vendor = &LIBRETRANSLATE;
    let home = desk(vendor, base_url, "");
    let mut command = alih(home.path());
    let output = command
        .envs(variables.iter().copied())
        .args(["translate", "artikel.txt", "--tries", "1", "--repair", "0"])
        .output()
        .unwrap();
    records(&output.stdout).pop().unwrap()
}

fn faithful() -> Endpoint {
    Endpoint::start(|request| LIBRETRANSLATE.faithful(request, &[story(7)]))
}

const PLAIN: &str = "http://mt.invalid:5000";
const SAFE: &str = "https://mt.invalid";

#[test]
fn plain_requests_go_through_the_proxy_as_they_are() {
    for variable in ["http_proxy", "ALL_PROXY", "all_proxy"] {
        let proxy = faithful();
        let record = translate(PLAIN, &[(variable, proxy.root())]);
        assert_eq!(record["outcome"], "ok", "{variable}: {record}");
        assert_eq!(record["provenance"]["host"], "mt.invalid");
        for request in proxy.requests() {
            assert_eq!(request.target, format!("POST {PLAIN}/translate"));
        }
    }
}

#[test]
fn secure_requests_ask_the_proxy_for_a_tunnel_and_show_it_nothing() {
    for variable in ["HTTPS_PROXY", "https_proxy", "ALL_PROXY"] {
        let proxy = Endpoint::start(|_| -> Answer { reply(403, &Value::Null) });
        let record = translate(SAFE, &[(variable, proxy.root()), ("TEST_KEY", KEY)]);
        assert_eq!(record["reason"]["kind"], "network", "{record}");
        let requests = proxy.requests();
        assert!(!requests.is_empty(), "{variable}");
        for request in requests {
            assert_eq!(request.target, "CONNECT mt.invalid:443");
            assert!(request.body.is_empty());
            assert!(!format!("{:?}", request.headers).contains(KEY));
        }
    }
}

#[test]
fn hosts_that_are_excepted_and_this_machine_go_past_the_proxy() {
    let proxy = faithful();
    let through = |more: &[(&'static str, &str)], base_url: &str| {
        let both = [("http_proxy", proxy.root()), ("HTTPS_PROXY", proxy.root())];
        translate(base_url, &[&both[..], more].concat())
    };
    for except in ["mt.invalid", "other.example, .invalid", "*"] {
        let record = through(&[("NO_PROXY", except)], PLAIN);
        assert_eq!(record["outcome"], "failed", "{except}: {record}");
    }
    let endpoint = faithful();
    let named = endpoint.root().replace("127.0.0.1", "localhost");
    for base_url in [endpoint.root(), &named] {
        assert_eq!(through(&[], base_url)["outcome"], "ok");
    }
    assert_eq!(proxy.count(), 0);
    assert_eq!(
        through(&[("NO_PROXY", "other.example")], PLAIN)["outcome"],
        "ok"
    );
    assert!(proxy.count() > 0);
}
