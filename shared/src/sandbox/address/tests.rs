use proptest::prelude::*;

use super::*;

fn check(address: &str, expected: Option<Reason>) {
    let ip = address.parse().expect("an address");
    assert_eq!(refused(ip, &AddressPolicy::default()), expected, "{address}");
}

#[test]
fn the_edges_of_every_class_of_ipv4() {
    for (address, reason) in [
        ("0.0.0.0", Reason::Unspecified),
        ("0.255.255.255", Reason::Unspecified),
        ("10.0.0.0", Reason::Private),
        ("10.255.255.255", Reason::Private),
        ("100.64.0.0", Reason::Shared),
        ("100.127.255.255", Reason::Shared),
        ("100.100.100.200", Reason::Metadata),
        ("127.0.0.1", Reason::Loopback),
        ("127.255.255.255", Reason::Loopback),
        ("168.63.129.16", Reason::Metadata),
        ("169.254.0.1", Reason::LinkLocal),
        ("169.254.169.254", Reason::Metadata),
        ("169.254.170.2", Reason::Metadata),
        ("169.254.255.255", Reason::LinkLocal),
        ("172.16.0.0", Reason::Private),
        ("172.31.255.255", Reason::Private),
        ("192.0.0.8", Reason::Protocol),
        ("192.0.0.192", Reason::Metadata),
        ("192.0.2.1", Reason::Documentation),
        ("192.31.196.1", Reason::Protocol),
        ("192.52.193.1", Reason::Protocol),
        ("192.88.99.1", Reason::Protocol),
        ("192.168.255.255", Reason::Private),
        ("192.175.48.1", Reason::Protocol),
        ("198.18.0.0", Reason::Benchmarking),
        ("198.19.255.255", Reason::Benchmarking),
        ("198.51.100.7", Reason::Documentation),
        ("203.0.113.7", Reason::Documentation),
        ("224.0.0.1", Reason::Multicast),
        ("239.255.255.255", Reason::Multicast),
        ("240.0.0.0", Reason::Reserved),
        ("255.255.255.254", Reason::Reserved),
        ("255.255.255.255", Reason::Broadcast),
    ] {
        check(address, Some(reason));
        check(&format!("::ffff:{address}"), Some(reason));
        check(&format!("64:ff9b::{address}"), Some(reason));
    }
    for address in [
        "1.0.0.0",
        "9.255.255.255",
        "11.0.0.0",
        "93.184.216.34",
        "100.63.255.255",
        "100.128.0.0",
        "126.255.255.255",
        "128.0.0.0",
        "169.253.255.255",
        "169.255.0.0",
        "172.15.255.255",
        "172.32.0.0",
        "192.0.1.0",
        "192.0.3.0",
        "192.167.255.255",
        "192.169.0.0",
        "198.17.255.255",
        "198.20.0.0",
        "223.255.255.255",
    ] {
        check(address, None);
        check(&format!("::ffff:{address}"), None);
        check(&format!("64:ff9b::{address}"), None);
    }
}

#[test]
fn the_edges_of_every_class_of_ipv6() {
    for (address, reason) in [
        ("::", Reason::Unspecified),
        ("::1", Reason::Loopback),
        ("::2", Reason::Tunnel),
        ("::127.0.0.1", Reason::Tunnel),
        ("::8.8.8.8", Reason::Tunnel),
        ("64:ff9b:1::8.8.8.8", Reason::LocalTranslation),
        ("64:ff9b:1:ffff::1", Reason::LocalTranslation),
        ("64:ff9b:2::1", Reason::Reserved),
        ("64:ff9b::1:8.8.8.8", Reason::Reserved),
        ("100::", Reason::Discard),
        ("100:0:0:1::", Reason::Reserved),
        ("1fff:ffff::", Reason::Reserved),
        ("2001::1", Reason::Tunnel),
        ("2001:1::1", Reason::Protocol),
        ("2001:2::1", Reason::Benchmarking),
        ("2001:2:1::1", Reason::Protocol),
        ("2001:20::1", Reason::Protocol),
        ("2001:1ff:ffff::", Reason::Protocol),
        ("2001:db8::1", Reason::Documentation),
        ("2002:7f00:1::", Reason::Tunnel),
        ("2002:808:808::1", Reason::Tunnel),
        ("3fff::1", Reason::Documentation),
        ("3fff:fff:ffff::", Reason::Documentation),
        ("4000::", Reason::Reserved),
        ("5f00::1", Reason::Reserved),
        ("fc00::", Reason::UniqueLocal),
        ("fdff:ffff::", Reason::UniqueLocal),
        ("fd00:ec2::254", Reason::Metadata),
        ("fd20:ce::254", Reason::Metadata),
        ("fe00::", Reason::Reserved),
        ("fe80::1", Reason::LinkLocal),
        ("febf:ffff::", Reason::LinkLocal),
        ("fec0::1", Reason::SiteLocal),
        ("ff02::1", Reason::Multicast),
        ("ffff::", Reason::Multicast),
    ] {
        check(address, Some(reason));
    }
    for address in
        ["2001:200::1", "2001:db7::1", "2001:db9::1", "2003::1", "2606:4700::1111", "3fff:1000::", "3ffe::1"]
    {
        check(address, None);
    }
}

#[test]
fn only_the_own_machine_can_be_allowed() {
    let policy = AddressPolicy::with_loopback();
    for (address, allowed) in [
        ("127.0.0.1", true),
        ("127.9.9.9", true),
        ("::1", true),
        ("::ffff:127.0.0.1", true),
        ("64:ff9b::127.0.0.1", false),
        ("::127.0.0.1", false),
        ("10.0.0.1", false),
        ("169.254.169.254", false),
        ("0.0.0.0", false),
        ("fe80::1", false),
    ] {
        let ip = address.parse().expect("an address");
        assert_eq!(refused(ip, &policy).is_none(), allowed, "{address}");
    }
}

#[test]
fn a_host_is_judged_as_it_is_written() {
    let of = |text: &str, policy: &AddressPolicy| {
        of_host(&crate::manifest::web::host(text).expect("a host"), policy)
    };
    let strict = AddressPolicy::default();
    for (host, reason) in [
        ("app.parcels.example", None),
        ("localhost", Some(Reason::Loopback)),
        ("a.localhost.", Some(Reason::Loopback)),
        ("printer", Some(Reason::Private)),
        ("metadata.google.internal", Some(Reason::Private)),
        ("10.0.0.1", Some(Reason::Private)),
        ("8.8.8.8", Some(Reason::Literal)),
        ("2606:4700::1111", Some(Reason::Literal)),
        ("::1", Some(Reason::Loopback)),
        ("2130706433", Some(Reason::Number)),
    ] {
        assert_eq!(of(host, &strict), reason, "{host}");
    }
    let loose = AddressPolicy::with_loopback();
    for host in ["localhost", "127.0.0.1", "::1", "app.localhost", "::ffff:127.0.0.1"] {
        assert_eq!(of(host, &loose), None, "{host}");
    }
    assert_eq!(of("0x7f.1", &loose), Some(Reason::Number));
    assert_eq!(of("::127.0.0.1", &loose), Some(Reason::Tunnel));
}

#[test]
fn every_reason_has_a_name_that_is_its_own() {
    let names: BTreeSet<_> = Reason::ALL.iter().map(|reason| reason.as_str()).collect();
    assert_eq!(names.len(), Reason::ALL.len());
    for reason in Reason::ALL {
        assert_eq!(serde_json::json!(reason), reason.as_str());
    }
}

proptest! {
    #[test]
    fn what_the_standard_library_calls_special_is_refused(bits in any::<u32>()) {
        let address = Ipv4Addr::from(bits);
        if address.is_private() || address.is_loopback() || address.is_link_local() || address.is_multicast()
            || address.is_broadcast() || address.is_documentation() || address.is_unspecified()
        {
            prop_assert!(v4::refused(address).is_some());
        }
    }

    #[test]
    fn ipv6_outside_of_what_is_given_out_is_refused(bits in any::<u128>()) {
        let address = Ipv6Addr::from(bits);
        let given = bits >> 125 == 1;
        if !given && address.to_ipv4_mapped().is_none() {
            prop_assert!(refused(address.into(), &AddressPolicy::default()).is_some());
        }
        if address.is_unique_local() || address.is_unicast_link_local() || address.is_multicast() {
            prop_assert!(refused(address.into(), &AddressPolicy::default()).is_some());
        }
    }

    #[test]
    fn an_address_is_the_same_in_every_dress(bits in any::<u32>()) {
        let inside = Ipv4Addr::from(bits);
        let policy = AddressPolicy::default();
        let plain = refused(inside.into(), &policy);
        prop_assert_eq!(refused(inside.to_ipv6_mapped().into(), &policy), plain);
        let translated = Ipv6Addr::from((0x64_ff9b_u128 << 96) | u128::from(bits));
        prop_assert_eq!(refused(translated.into(), &policy), plain);
    }

    #[test]
    fn nothing_but_loopback_depends_on_the_policy(bits in any::<u128>()) {
        let address = IpAddr::V6(bits.into());
        let strict = refused(address, &AddressPolicy::default());
        let loose = refused(address, &AddressPolicy::with_loopback());
        prop_assert!(strict == loose || strict == Some(Reason::Loopback));
    }
}
