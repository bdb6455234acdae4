// D11 to D21: the addresses of name servers, and how much of a delegation there may be.
#include "check/explain/families.h"

namespace bailiwick::check {
namespace {

constexpr Explanation kAddresses[] = {
    {.code = "D11",
     .title = "a name server with IPv4 or IPv6 only",
     .level = "info",
     .meaning = "The zone holds addresses of a family in which its name servers have none.",
     .why = "Resolvers with that family only cannot ask for them.",
     .wrong = R"(www  IN AAAA 2001:db8::80
)",
     .mended = R"(www  IN AAAA 2001:db8::80
ns1  IN AAAA 2001:db8:1::1
ns2  IN AAAA 2001:db8:2::1
)",
     .rfc = "RFC 3901 (BCP 91)"},
    {.code = "D12",
     .title = "two name servers with one address",
     .level = "warning",
     .meaning = "Two names of the NS set have the same address: it is one server under two names.",
     .why = "When it is down, both are. Some registries refuse it.",
     .wrong = R"($TTL 1h
@    IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
     IN NS  ns1
     IN NS  ns2
ns1  IN A   192.0.2.1
ns2  IN A   192.0.2.1
)",
     .mended = R"($TTL 1h
@    IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
     IN NS  ns1
     IN NS  ns2
ns1  IN A   192.0.2.1
ns2  IN A   198.51.100.1
)",
     .rfc = "RFC 2182 section 3.1"},
    {.code = "D13",
     .title = "all name servers in one network",
     .level = "warning",
     .meaning = "The addresses of all name servers lie in one /24 (IPv6: /48).",
     .why = "One broken line or router takes all of them away.",
     .wrong = R"($TTL 1h
@    IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
     IN NS  ns1
     IN NS  ns2
ns1  IN A   192.0.2.1
ns2  IN A   192.0.2.2
)",
     .mended = R"($TTL 1h
@    IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
     IN NS  ns1
     IN NS  ns2
ns1  IN A   192.0.2.1
ns2  IN A   198.51.100.1
)",
     .rfc = "RFC 2182 section 3.1"},
    {.code = "D14",
     .title = "an address that cannot be reached from the Internet",
     .level = "warning",
     .meaning = "A name server has a loopback, private, link-local, documentation, multicast or unspecified address.",
     .why = "Nobody outside reaches it. In a zone for an internal network that is as it should be: waive it.",
     .wrong = R"(shop     IN NS ns1.shop
ns1.shop IN A  10.0.0.1
)",
     .mended = R"(shop     IN NS ns.example.net.
)",
     .rfc = "RFC 6890, the IANA special-purpose address registries"},
    {.code = "D15",
     .title = "fewer than two servers of an address family",
     .level = "warning for IPv4, info for IPv6",
     .meaning = "Counted by family, the zone has only one name server, or none.",
     .why = "For clients with that family only the one is a single point of failure.",
     .wrong = R"($TTL 1h
@    IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
     IN NS  ns1
     IN NS  ns2
ns1  IN A    192.0.2.1
ns1  IN AAAA 2001:db8:1::1
ns2  IN AAAA 2001:db8:2::1
)",
     .mended = R"($TTL 1h
@    IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
     IN NS  ns1
     IN NS  ns2
ns1  IN A    192.0.2.1
ns1  IN AAAA 2001:db8:1::1
ns2  IN A    198.51.100.1
ns2  IN AAAA 2001:db8:2::1
)",
     .rfc = "RFC 2182 section 5, RFC 3901"},
    {.code = "D16",
     .title = "a referral that does not fit",
     .level = "info above 512 octets, warning above 1232",
     .meaning =
         "The NS records and the glue of a delegation, asked for by the longest possible name, are larger than a "
         "UDP reply.",
     .why = "Resolvers must come back over TCP, which takes longer and is blocked in places.",
     .wrong = R"($GENERATE 1-12 shop     IN NS   a-rather-long-name-for-a-server-$.shop
$GENERATE 1-12 a-rather-long-name-for-a-server-$.shop IN A    192.0.2.$
$GENERATE 1-12 a-rather-long-name-for-a-server-$.shop IN AAAA 2001:db8::$
)",
     .mended = R"(shop     IN NS ns1.shop
ns1.shop IN A  192.0.2.3
)",
     .rfc = "RFC 9471 section 3, RFC 9715"},
    {.code = "D17",
     .title = "DS where there is no delegation",
     .level = "error",
     .meaning = "A DS record stands at a name without NS records.",
     .why = "DS says how a delegated zone is signed; here none is delegated.",
     .wrong = R"(shop IN DS 12345 13 2 0000000000000000000000000000000000000000000000000000000000000001
)",
     .mended = R"(shop IN NS ns.example.net.
shop IN DS 12345 13 2 0000000000000000000000000000000000000000000000000000000000000001
)",
     .rfc = "RFC 4034 section 5, RFC 4035 section 2.4"},
    {.code = "D18",
     .title = "a name server that cannot be one",
     .level = "error",
     .meaning = "An NS record points at the root, at localhost, or at a name of one label.",
     .why = "Resolvers find nobody there, or themselves.",
     .wrong = R"(shop IN NS localhost.
)",
     .mended = R"(shop IN NS ns.example.net.
)",
     .rfc = "RFC 1912 section 2.8, RFC 6761 section 6.3"},
    {.code = "D19",
     .title = "too many name servers",
     .level = "warning",
     .meaning = "There are more than 13 name servers, or more than 10 whose addresses must be looked up.",
     .why = "Resolvers look up no more than a few, so the rest is never used, and referrals grow too large.",
     .wrong = R"($GENERATE 1-14 shop IN NS ns$.example.net.
)",
     .mended = R"($GENERATE 1-3 shop IN NS ns$.example.net.
)",
     .rfc = "RFC 9471; \"NXNSAttack\", USENIX Security 2020"},
    {.code = "D20",
     .title = "a delegation to this server for a zone that it does not serve",
     .level = "warning",
     .meaning = "A name server has an address that this server listens on, but the zone is not in its config.",
     .why = "Resolvers that come here are refused: a lame delegation.",
     .wrong = R"(; the config: listen: [192.0.2.1], zones: [example.com]
shop IN NS ns1
)",
     .mended = R"(; the config: listen: [192.0.2.1], zones: [example.com, shop.example.com]
shop IN NS ns1
)",
     .rfc = "RFC 1912 section 2.8"},
    {.code = "D21",
     .title = "a name server of the zone below the zone's own delegation",
     .level = "warning",
     .meaning = "The zone names a server that lies in a zone which it delegates itself.",
     .why = "Its address must be known at the parent already, as glue for a grandchild, which many registries do not "
            "accept. Without it nobody gets that far: see C07.",
     .wrong = R"($TTL 1h
@       IN SOA ns1.dns hostmaster 2026112101 4h 1h 2w 1h
        IN NS  ns1.dns
dns     IN NS  ns1.dns
ns1.dns IN A   192.0.2.1
)",
     .mended = R"($TTL 1h
@       IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
        IN NS  ns1
ns1     IN A   192.0.2.1
dns     IN NS  ns1.dns
ns1.dns IN A   192.0.2.1
)",
     .rfc = "RFC 9471 section 2"},
};

}  // namespace

std::span<const Explanation> explain_addresses() {
  return kAddresses;
}

}  // namespace bailiwick::check
