//! Which network addresses a web page may be read from.
//!
//! An article's address comes from a stranger: a feed, a redirect, a link
//! that somebody sent. It must not make this program look into the network
//! that it runs in. Pure: whoever resolves and connects asks here.
//!
//! Sources: the IANA special-purpose address registries for IPv4 and IPv6;
//! the metadata addresses are documented by the clouds that have them.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr};

/// Whether pages of one's own machine and network may be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum PrivatePages {
    /// They may not.
    #[default]
    Refused,
    /// They may, for trying things out.
    Allowed,
}

/// An address that is not read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// It belongs to this machine or its network.
    #[error(
        "{0} is {1}, which web pages may not lead to; --allow-private-pages yes permits it for trying things out"
    )]
    Private(IpAddr, &'static str),
    /// No news page is there, whatever is allowed.
    #[error("{0} is {1}, which no web page may lead to; give the article's public address")]
    Never(IpAddr, &'static str),
}

/// What a network is for.
#[derive(Clone, Copy)]
enum Use {
    Private(&'static str),
    Never(&'static str),
}

/// A network of IPv4: its first address and how many bits it fixes.
type Network4 = ([u8; 4], u32, Use);

const NETWORKS_4: [Network4; 18] = [
    // Cloud machines ask these two about themselves, keys included.
    ([168, 63, 129, 16], 32, Use::Never("a metadata address")),
    ([100, 100, 100, 200], 32, Use::Never("a metadata address")),
    ([0, 0, 0, 0], 8, Use::Never("no address of a machine")),
    ([10, 0, 0, 0], 8, Use::Private("a private address")),
    (
        [100, 64, 0, 0],
        10,
        Use::Private("a provider's own address"),
    ),
    ([127, 0, 0, 0], 8, Use::Private("this machine")),
    // 169.254.169.254 is the metadata address of most clouds.
    (
        [169, 254, 0, 0],
        16,
        Use::Never("a link-local or metadata address"),
    ),
    ([172, 16, 0, 0], 12, Use::Private("a private address")),
    ([192, 0, 0, 0], 24, Use::Never("an address for protocols")),
    (
        [192, 0, 2, 0],
        24,
        Use::Never("an address for documentation"),
    ),
    (
        [192, 31, 196, 0],
        24,
        Use::Never("an address for name servers"),
    ),
    ([192, 88, 99, 0], 24, Use::Never("a relay's address")),
    ([192, 168, 0, 0], 16, Use::Private("a private address")),
    (
        [198, 18, 0, 0],
        15,
        Use::Private("an address for measurements"),
    ),
    (
        [198, 51, 100, 0],
        24,
        Use::Never("an address for documentation"),
    ),
    (
        [203, 0, 113, 0],
        24,
        Use::Never("an address for documentation"),
    ),
    ([224, 0, 0, 0], 4, Use::Never("a multicast address")),
    (
        [240, 0, 0, 0],
        4,
        Use::Never("a reserved or broadcast address"),
    ),
];

/// A network of IPv6: its first address and how many bits it fixes.
type Network6 = (Ipv6Addr, u32, Use);

const fn six(a: u16, b: u16, c: u16) -> Ipv6Addr {
    Ipv6Addr::new(a, b, c, 0, 0, 0, 0, 0)
}

const NETWORKS_6: [Network6; 9] = [
    (Ipv6Addr::LOCALHOST, 128, Use::Private("this machine")),
    // fd00:ec2::254 and fd20:ce::254 are metadata addresses.
    (six(0xfd00, 0xec2, 0), 32, Use::Never("a metadata address")),
    (six(0xfd20, 0xce, 0), 32, Use::Never("a metadata address")),
    (six(0xfc00, 0, 0), 7, Use::Private("a private address")),
    (six(0xfe80, 0, 0), 10, Use::Never("a link-local address")),
    (six(0xff00, 0, 0), 8, Use::Never("a multicast address")),
    // Teredo and others; 2001:200:: and above is ordinary.
    (
        six(0x2001, 0, 0),
        23,
        Use::Never("an address for protocols"),
    ),
    (
        six(0x2001, 0xdb8, 0),
        32,
        Use::Never("an address for documentation"),
    ),
    (
        six(0x3fff, 0, 0),
        20,
        Use::Never("an address for documentation"),
    ),
];

/// Networks of IPv6 whose addresses lead to one of IPv4, and behind how many
/// bits that stands.
const CARRIERS: [(Ipv6Addr, u32, u32); 3] = [
    // Mapped.
    (Ipv6Addr::new(0, 0, 0, 0, 0, 0xffff, 0, 0), 96, 96),
    // NAT64, by which networks without IPv4 reach the rest.
    (Ipv6Addr::new(0x64, 0xff9b, 0, 0, 0, 0, 0, 0), 96, 96),
    // 6to4.
    (six(0x2002, 0, 0), 16, 16),
];

/// Everything that is ordinary in IPv6 is in here.
const GLOBAL: (Ipv6Addr, u32) = (six(0x2000, 0, 0), 3);

/// Whether a page may be read from this address.
///
/// # Errors
/// Why it may not.
pub fn check(address: IpAddr, private: PrivatePages) -> Result<(), Refusal> {
    let found = match address {
        IpAddr::V4(four) => use_of_4(four),
        IpAddr::V6(six) => use_of_6(six),
    };
    match (found, private) {
        (None, _) | (Some(Use::Private(_)), PrivatePages::Allowed) => Ok(()),
        (Some(Use::Private(what)), PrivatePages::Refused) => Err(Refusal::Private(address, what)),
        (Some(Use::Never(what)), _) => Err(Refusal::Never(address, what)),
    }
}

fn use_of_4(address: Ipv4Addr) -> Option<Use> {
    let bits = address.to_bits();
    NETWORKS_4
        .iter()
        .find(|(first, fixed, _)| {
            let first = Ipv4Addr::from(*first).to_bits();
            (bits ^ first) >> (32 - fixed) == 0
        })
        .map(|(.., found)| *found)
}

fn use_of_6(address: Ipv6Addr) -> Option<Use> {
    if let Some((.., before)) = CARRIERS
        .iter()
        .find(|(first, fixed, _)| is_within(address, *first, *fixed))
    {
        let octets = address.octets();
        let at = (before / 8) as usize;
        let four = [octets[at], octets[at + 1], octets[at + 2], octets[at + 3]];
        return use_of_4(Ipv4Addr::from(four));
    }
    let listed = NETWORKS_6
        .iter()
        .find(|(first, fixed, _)| is_within(address, *first, *fixed))
        .map(|(.., found)| *found);
    let (first, fixed) = GLOBAL;
    listed.or((!is_within(address, first, fixed)).then_some(Use::Never("no public address")))
}

fn is_within(address: Ipv6Addr, first: Ipv6Addr, fixed: u32) -> bool {
    (address.to_bits() ^ first.to_bits()) >> (128 - fixed) == 0
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(address: &str, private: PrivatePages) -> &'static str {
        match check(address.parse().unwrap(), private) {
            Ok(()) => "read",
            Err(Refusal::Private(..)) => "private",
            Err(Refusal::Never(..)) => "never",
        }
    }

    const TABLE: &[(&str, &[&str])] = &[
        (
            "read",
            &[
                "1.1.1.1",
                "9.255.255.255",
                "11.0.0.0",
                "93.184.216.34",
                "100.63.255.255",
                "100.128.0.0",
                "103.10.66.1",
                "126.255.255.255",
                "128.0.0.1",
                "169.253.255.255",
                "172.15.255.255",
                "172.32.0.0",
                "192.0.1.1",
                "192.167.255.255",
                "198.17.255.255",
                "198.20.0.0",
                "223.255.255.255",
                "2400:cb00::1",
                "2001:200::1",
                "2606:4700::6810:1",
                "::ffff:93.184.216.34",
                "64:ff9b::5db8:d822",
                "2002:5db8:d822::1",
            ],
        ),
        (
            "private",
            &[
                "10.0.0.1",
                "10.255.255.255",
                "100.64.0.1",
                "100.127.255.255",
                "127.0.0.1",
                "127.255.255.254",
                "172.16.0.1",
                "172.31.255.255",
                "192.168.1.1",
                "198.18.0.1",
                "198.19.255.255",
                "::1",
                "fc00::1",
                "fd12:3456::1",
                "::ffff:127.0.0.1",
                "::ffff:10.1.2.3",
                "64:ff9b::7f00:1",
                "64:ff9b::a00:1",
                "2002:7f00:1::",
                "2002:c0a8:101::1",
            ],
        ),
        (
            "never",
            &[
                "0.0.0.0",
                "0.1.2.3",
                "100.100.100.200",
                "168.63.129.16",
                "169.254.0.1",
                "169.254.169.254",
                "192.0.0.192",
                "192.0.2.1",
                "192.88.99.1",
                "198.51.100.7",
                "203.0.113.9",
                "224.0.0.1",
                "239.255.255.255",
                "240.0.0.1",
                "255.255.255.255",
                "::",
                "::7f00:1",
                "100::1",
                "64:ff9b:1::a00:1",
                "2001::1",
                "2001:db8::1",
                "3fff::1",
                "5f00::1",
                "fd00:ec2::254",
                "fd20:ce::254",
                "fe80::1",
                "febf::1",
                "fec0::1",
                "ff02::1",
                "::ffff:169.254.169.254",
                "::ffff:0.0.0.0",
                "64:ff9b::a9fe:a9fe",
                "2002:a9fe:a9fe::1",
            ],
        ),
    ];

    #[test]
    fn addresses_are_told_apart() {
        for (wanted, addresses) in TABLE {
            for address in *addresses {
                assert_eq!(
                    verdict(address, PrivatePages::Refused),
                    *wanted,
                    "{address}"
                );
            }
        }
    }

    #[test]
    fn what_is_allowed_for_trying_out_is_private_and_no_more() {
        for (refused, addresses) in TABLE {
            let wanted = if *refused == "never" { "never" } else { "read" };
            for address in *addresses {
                assert_eq!(verdict(address, PrivatePages::Allowed), wanted, "{address}");
            }
        }
    }
}
