// R01 to R11: what the registry of the domain accepts (the profiles in config/registries/).
#include "check/explain/families.h"

namespace bailiwick::check {
namespace {

constexpr Explanation kRegistries[] = {
    {.code = "R01",
     .title = "more name servers than the registry takes",
     .level = "warning",
     .meaning = "The zone names more servers than may be entered for a domain there.",
     .why = "The registrar refuses the change, or cuts the list.",
     .wrong = R"(; zone: shop.lv
; a registry that takes at most 5
@    IN NS  ns1.example.net.
@    IN NS  ns2.example.net.
@    IN NS  ns3.example.net.
@    IN NS  ns4.example.net.
@    IN NS  ns5.example.net.
@    IN NS  ns6.example.net.
)",
     .mended = R"(; zone: shop.lv
@    IN NS  ns1.example.net.
@    IN NS  ns2.example.net.
)",
     .rfc = "RFC 5731 section 1.1"},
    {.code = "R02",
     .title = "fewer name servers than the registry wants",
     .level = "warning",
     .meaning = "The zone names fewer servers than the registry asks for, mostly two.",
     .why = "The domain is not delegated until there are enough.",
     .wrong = R"(; zone: shop.de
; a registry that wants at least 2
@    IN NS  ns1
ns1  IN A   192.0.2.1
)",
     .mended = R"(; zone: shop.de
@    IN NS  ns1
@    IN NS  ns2
ns1  IN A   192.0.2.1
ns2  IN A   198.51.100.1
)",
     .rfc = "RFC 2182 section 5"},
    {.code = "R03",
     .title = "more addresses for a host than the registry takes",
     .level = "warning",
     .meaning = "A name server inside the domain has more addresses than may be entered for one host.",
     .why = "The rest is never handed out as glue.",
     .wrong = R"(; zone: shop.ca
; a registry that takes one address a host
@    IN NS  ns1
ns1  IN A   192.0.2.1
ns1  IN A   192.0.2.2
)",
     .mended = R"(; zone: shop.ca
@    IN NS  ns1
ns1  IN A   192.0.2.1
)",
     .rfc = "RFC 5732 section 1.1"},
    {.code = "R04",
     .title = "fewer addresses for a host than the registry wants",
     .level = "warning",
     .meaning = "A name server inside the domain needs an address there, and the zone has none for it.",
     .why = "The host cannot be registered.",
     .wrong = R"(; zone: shop.two
; a registry that wants two (host-addresses-min: 2 in a profile of your own)
@    IN NS  ns1
ns1  IN A   192.0.2.1
)",
     .mended = R"(; zone: shop.two
@    IN NS  ns1
ns1  IN A   192.0.2.1
ns1  IN A   192.0.2.2
)",
     .rfc = "RFC 5732 section 3.2.1"},
    {.code = "R05",
     .title = "a host name that the registry does not take",
     .level = "warning",
     .meaning = "The name of a name server is too deep or has a form that the registry refuses, as a fourth level "
                "below .cn.",
     .why = "The host cannot be registered.",
     .wrong = R"(; zone: shop.cn
; ns1.dns.shop.cn has four levels
@       IN NS  ns1.dns
ns1.dns IN A   192.0.2.1
)",
     .mended = R"(; zone: shop.cn
@    IN NS  ns1
ns1  IN A   192.0.2.1
)",
     .rfc = "RFC 5732 section 1.1"},
    {.code = "R06",
     .title = "a registry or registrar without hosts of one's own",
     .level = "warning",
     .meaning = "Name servers inside the domain cannot be registered there.",
     .why = "Without glue the servers inside the domain cannot be found: take servers elsewhere, or another "
            "registrar.",
     .wrong = R"(; zone: shop.hk
; at a registrar without custom hosts there
@    IN NS  ns1
@    IN NS  ns2.example.net.
ns1  IN A   192.0.2.1
)",
     .mended = R"(; zone: shop.hk
@    IN NS  ns1.example.net.
@    IN NS  ns2.example.net.
)",
     .rfc = "RFC 9471"},
    {.code = "R07",
     .title = "an address that two hosts share",
     .level = "warning",
     .meaning = "The registry takes an address for one host only.",
     .why = "The second host is refused.",
     .wrong = R"(; zone: shop.cn
@    IN NS  ns1
@    IN NS  ns2
ns1  IN A   192.0.2.1
ns2  IN A   192.0.2.1
)",
     .mended = R"(; zone: shop.cn
@    IN NS  ns1
@    IN NS  ns2
ns1  IN A   192.0.2.1
ns2  IN A   198.51.100.1
)",
     .rfc = "RFC 2182 section 3.1"},
    {.code = "R08",
     .title = "addresses that the registry ignores",
     .level = "warning",
     .meaning = "Addresses are given for a host where the registry takes none, as for one outside the domain.",
     .why = "They are never handed out, so nothing may depend on them.",
     .wrong = R"(; zone: shop.uk
@    IN NS  ns1.other.uk.
ns1.other.uk. IN A 192.0.2.1
)",
     .mended = R"(; zone: shop.uk
@    IN NS  ns1.other.uk.
)",
     .rfc = "RFC 9471, RFC 5732 section 1.1"},
    {.code = "R09",
     .title = "glue that the registry needs and does not have",
     .level = "warning",
     .meaning = "A name server inside the domain has no address of its own in the zone that could be registered with "
                "it: a CNAME or a wildcard gives none.",
     .why = "The parent cannot say where it is: the circle.",
     .wrong = R"(; zone: shop.org
; ns2 has no address of its own that could be registered
@    IN NS  ns1
@    IN NS  ns2
ns1  IN A   192.0.2.1
*    IN A   198.51.100.1
)",
     .mended = R"(; zone: shop.org
@    IN NS  ns1
@    IN NS  ns2
ns1  IN A   192.0.2.1
ns2  IN A   198.51.100.1
)",
     .rfc = "RFC 9471 section 2.1"},
    {.code = "R10",
     .title = "SOA timers outside of what the registry accepts",
     .level = "warning",
     .meaning = "A timer of the SOA is outside the range that the registry tests for.",
     .why = "The registry refuses the name servers when they are entered or changed.",
     .wrong = R"(; zone: shop.de
@    IN SOA ns1 hostmaster 2026112101 60 30 1h 10
@    IN NS  ns1
@    IN NS  ns2
ns1  IN A   192.0.2.1
ns2  IN A   198.51.100.1
)",
     .mended = R"(; zone: shop.de
@    IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
@    IN NS  ns1
@    IN NS  ns2
ns1  IN A   192.0.2.1
ns2  IN A   198.51.100.1
)",
     .rfc = "RFC 1912 section 2.2"},
    {.code = "R11",
     .title = "no IPv4, or no address of its own",
     .level = "warning",
     .meaning = "The registry wants at least one server with IPv4, or one whose address differs from all others.",
     .why = "The registry refuses the name servers.",
     .wrong = R"(; zone: shop.de
@    IN NS  ns1
@    IN NS  ns2
ns1  IN AAAA 2001:db8:1::1
ns2  IN AAAA 2001:db8:2::1
)",
     .mended = R"(; zone: shop.de
@    IN NS  ns1
@    IN NS  ns2
ns1  IN A    192.0.2.1
ns1  IN AAAA 2001:db8:1::1
ns2  IN AAAA 2001:db8:2::1
)",
     .rfc = "RFC 3901"},
};

}  // namespace

std::span<const Explanation> explain_registries() {
  return kRegistries;
}

}  // namespace bailiwick::check
