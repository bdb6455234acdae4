// R01 to R11: what the registry of the domain accepts (the profiles in config/registries/).
#include "check/explain/families.h"

namespace bailiwick::check {
namespace {

constexpr Explanation kEntries[] = {
    {.code = "R01",
     .title = "more name servers than the registry takes",
     .level = "warning",
     .meaning = "The zone names more servers than may be entered for a domain there.",
     .why = "The registrar refuses the change, or cuts the list.",
     .wrong = R"(; a registry that takes at most 2 (my)
@    IN NS  ns1
@    IN NS  ns2
@    IN NS  ns3.example.net.
)",
     .mended = R"(@    IN NS  ns1
@    IN NS  ns2
)",
     .rfc = "RFC 5731 section 1.1"},
    {.code = "R02",
     .title = "fewer name servers than the registry wants",
     .level = "warning",
     .meaning = "The zone names fewer servers than the registry asks for, mostly two.",
     .why = "The domain is not delegated until there are enough.",
     .wrong = R"(; a registry that wants at least 2 (de)
@    IN NS  ns1
)",
     .mended = R"(@    IN NS  ns1
@    IN NS  ns2
)",
     .rfc = "RFC 2182 section 5"},
    {.code = "R03",
     .title = "more addresses for a host than the registry takes",
     .level = "warning",
     .meaning = "A name server inside the domain has more addresses than may be entered for one host.",
     .why = "The rest is never handed out as glue.",
     .wrong = R"(; a registry that takes one address a host
ns1  IN A   192.0.2.1
ns1  IN A   192.0.2.2
)",
     .mended = R"(ns1  IN A   192.0.2.1
)",
     .rfc = "RFC 5732 section 1.1"},
    {.code = "R04",
     .title = "fewer addresses for a host than the registry wants",
     .level = "warning",
     .meaning = "A name server inside the domain needs an address there, and the zone has none for it.",
     .why = "The host cannot be registered.",
     .wrong = R"(@    IN NS  ns1
; no address for ns1
)",
     .mended = R"(@    IN NS  ns1
ns1  IN A   192.0.2.1
)",
     .rfc = "RFC 5732 section 3.2.1"},
    {.code = "R05",
     .title = "a host name that the registry does not take",
     .level = "warning",
     .meaning = "The name of a name server is too deep or has a form that the registry refuses, as a fourth level "
                "below .cn.",
     .why = "The host cannot be registered.",
     .wrong = R"(; a.b.example.cn has four levels
@    IN NS  ns1.dns.example.cn.
)",
     .mended = R"(@    IN NS  ns1.example.cn.
)",
     .rfc = "RFC 5732 section 1.1"},
    {.code = "R06",
     .title = "a registry or registrar without hosts of one's own",
     .level = "warning",
     .meaning = "Name servers inside the domain cannot be registered there.",
     .why = "Without glue the servers inside the domain cannot be found: take servers elsewhere, or another "
            "registrar.",
     .wrong = R"(; example.hk, at a registrar without custom hosts
@    IN NS  ns1.example.hk.
)",
     .mended = R"(@    IN NS  ns1.example.com.
)",
     .rfc = "RFC 9471"},
    {.code = "R07",
     .title = "an address that two hosts share",
     .level = "warning",
     .meaning = "The registry takes an address for one host only.",
     .why = "The second host is refused.",
     .wrong = R"(ns1  IN A   192.0.2.1
ns2  IN A   192.0.2.1
)",
     .mended = R"(ns1  IN A   192.0.2.1
ns2  IN A   198.51.100.1
)",
     .rfc = "RFC 2182 section 3.1"},
    {.code = "R08",
     .title = "addresses that the registry ignores",
     .level = "warning",
     .meaning = "Addresses are given for a host where the registry takes none, as for one outside the domain.",
     .why = "They are never handed out, so nothing may depend on them.",
     .wrong = R"(; registered with an address at a registry with narrow glue
@    IN NS  ns1.example.net.
)",
     .mended = R"(; registered without an address
@    IN NS  ns1.example.net.
)",
     .rfc = "RFC 9471, RFC 5732 section 1.1"},
    {.code = "R09",
     .title = "glue that the registry needs and does not have",
     .level = "error",
     .meaning = "A name server inside the domain is not registered there with its address.",
     .why = "The parent cannot say where it is: the circle.",
     .wrong = R"(; registered hosts: none
@    IN NS  ns1
ns1  IN A   192.0.2.1
)",
     .mended = R"(; registered hosts: ns1 192.0.2.1
@    IN NS  ns1
ns1  IN A   192.0.2.1
)",
     .rfc = "RFC 9471 section 2.1"},
    {.code = "R10",
     .title = "SOA timers outside of what the registry accepts",
     .level = "warning",
     .meaning = "A timer of the SOA is outside the range that the registry tests for.",
     .why = "The registry refuses the name servers when they are entered or changed.",
     .wrong = R"(@    IN SOA ns1 hostmaster 2026112101 60 30 1h 10
)",
     .mended = R"(@    IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
)",
     .rfc = "RFC 1912 section 2.2"},
    {.code = "R11",
     .title = "no IPv4, or no address of its own",
     .level = "warning",
     .meaning = "The registry wants at least one server with IPv4, or one whose address differs from all others.",
     .why = "The registry refuses the name servers.",
     .wrong = R"(ns1  IN AAAA 2001:db8:1::1
ns2  IN AAAA 2001:db8:1::1
)",
     .mended = R"(ns1  IN A    192.0.2.1
ns1  IN AAAA 2001:db8:1::1
ns2  IN AAAA 2001:db8:2::1
)",
     .rfc = "RFC 3901"},
};

}  // namespace

std::span<const Explanation> explain_registries() {
  return kEntries;
}

}  // namespace bailiwick::check
