//! Which addresses a server may lead to.

use std::net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr, ToSocketAddrs as _};

use url::{Host, Url};

/// The addresses that a host stands for; empty where it cannot be found out.
pub(super) fn resolve(url: &Url) -> Vec<SocketAddr> {
    let port = url.port_or_known_default().unwrap_or(443);
    match url.host() {
        Some(Host::Ipv4(ip)) => vec![SocketAddr::new(ip.into(), port)],
        Some(Host::Ipv6(ip)) => vec![SocketAddr::new(ip.into(), port)],
        Some(Host::Domain(name)) => (name, port).to_socket_addrs().map(Iterator::collect).unwrap_or_default(),
        None => Vec::new(),
    }
}

/// Whether an address is none of the public internet.
pub(super) fn is_private(ip: IpAddr) -> bool {
    match ip {
        IpAddr::V4(ip) => is_private_v4(ip),
        IpAddr::V6(ip) => is_private_v6(ip),
    }
}

/// RFC 6890, "Special-Purpose IP Address Registries".
fn is_private_v4(ip: Ipv4Addr) -> bool {
    let [a, b, c, _] = ip.octets();
    ip.is_private()
        || ip.is_loopback()
        || ip.is_link_local()
        || ip.is_multicast()
        || a == 0
        || a >= 240
        || (a, b & 0xc0) == (100, 64)
        || (a, b, c) == (192, 0, 0)
        || (a, b & 0xfe) == (198, 18)
}

fn is_private_v6(ip: Ipv6Addr) -> bool {
    let [a, b, _, _, _, _, g, h] = ip.segments();
    let [g1, g2] = g.to_be_bytes();
    let [h1, h2] = h.to_be_bytes();
    let inner = Ipv4Addr::new(g1, g2, h1, h2);
    // An IPv4 address may stand in one of IPv6: mapped, or translated (RFC 6052), or tunnelled (RFC 3056).
    if let Some(mapped) = ip.to_ipv4_mapped() {
        return is_private_v4(mapped);
    }
    if (a, b) == (0x64, 0xff9b) {
        return is_private_v4(inner);
    }
    if a == 0x2002 {
        let [_, b, c, ..] = ip.segments();
        let ([b1, b2], [c1, c2]) = (b.to_be_bytes(), c.to_be_bytes());
        return is_private_v4(Ipv4Addr::new(b1, b2, c1, c2));
    }
    ip.is_loopback() || ip.is_unspecified() || ip.is_multicast() || a & 0xfe00 == 0xfc00 || a & 0xffc0 == 0xfe80
}

#[cfg(test)]
#[allow(clippy::unwrap_used)]
mod tests {
    use super::is_private;

    #[test]
    fn private_addresses_in_every_guise() {
        for ip in [
            "127.0.0.1",
            "10.1.2.3",
            "172.16.0.1",
            "192.168.1.1",
            "169.254.169.254",
            "100.64.0.1",
            "0.0.0.0",
            "::1",
            "::",
            "fe80::1",
            "fd00::1",
            "::ffff:10.0.0.1",
            "64:ff9b::a00:1",
            "2002:7f00:1::",
            "255.255.255.255",
        ] {
            assert!(is_private(ip.parse().unwrap()), "{ip}");
        }
        for ip in ["8.8.8.8", "93.184.216.34", "2606:2800:220:1::1", "::ffff:8.8.8.8", "172.32.0.1", "100.128.0.1"] {
            assert!(!is_private(ip.parse().unwrap()), "{ip}");
        }
    }
}
