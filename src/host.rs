//! The host in an address.

/// The host of an address, without credentials, port or path.
#[must_use]
pub fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    let host = authority.rsplit('@').next().unwrap_or(authority);
    match host.strip_prefix('[') {
        Some(six) => six.split(']').next().unwrap_or(six),
        None => host.split(':').next().unwrap_or(host),
    }
}

/// Whether an address stays on this machine.
#[must_use]
pub fn is_loopback(url: &str) -> bool {
    let host = host_of(url);
    host == "localhost"
        || host.ends_with(".localhost")
        || host
            .parse::<std::net::IpAddr>()
            .is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hosts_are_named_without_what_surrounds_them() {
        for (url, host) in [
            ("https://a.example/v1?key=1", "a.example"),
            ("http://u:p@b.example:8080/x", "b.example"),
            ("http://[::1]:5000/translate", "::1"),
            ("http://127.0.0.1:5000", "127.0.0.1"),
        ] {
            assert_eq!(host_of(url), host);
        }
        assert!(is_loopback("http://127.0.0.1:5000/x"));
        assert!(is_loopback("http://[::1]/"));
        assert!(is_loopback("http://localhost:1234/v1"));
        assert!(!is_loopback("http://localhost.example/"));
        assert!(!is_loopback("http://127.0.0.1.example/"));
    }
}
