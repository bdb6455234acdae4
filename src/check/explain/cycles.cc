// C01 to C07: circles through one zone or many. The examples have several zones, each with its SOA left out.
#include "check/explain/families.h"

namespace bailiwick::check {
namespace {

constexpr Explanation kCycles[] = {
    {.code = "C01",
     .title = "a zone that can only be reached through itself",
     .level = "error",
     .meaning =
         "All name servers of the zone have names inside it, and none of them has an address that the parent can "
         "hand out.",
     .why = "To find any of them one must ask one of them. Website and mail are gone.",
     .wrong = R"(; zone: shop.example
@    NS  ns1
@    NS  ns2
www  A   192.0.2.80
)",
     .mended = R"(; zone: shop.example
@    NS  ns1
@    NS  ns2
ns1  A   192.0.2.1
ns2  A   198.51.100.1
www  A   192.0.2.80
)",
     .rfc = "RFC 1034 section 4.2.1, RFC 9471"},
    {.code = "C02",
     .title = "two zones that can only be reached through each other",
     .level = "error",
     .meaning =
         "All servers of either zone have names in the other one, so each needs the other first. Each of the two "
         "looks right by itself.",
     .why = "Neither can be reached, and nobody sees why. Resolvers that try go round without end.",
     .wrong = R"(; zone: north.example
@    NS  a.south.test.
a    A   192.0.2.1
; zone: south.test
@    NS  a.north.example.
a    A   198.51.100.1
)",
     .mended = R"(; zone: north.example
@    NS  a
@    NS  a.south.test.
a    A   192.0.2.1
; zone: south.test
@    NS  a.north.example.
a    A   198.51.100.1
)",
     .rfc = "RFC 9471 section 2.2; \"Impact of Configuration Errors on DNS Robustness\", SIGCOMM 2004"},
    {.code = "C03",
     .title = "a ring of zones that can only be reached through each other",
     .level = "error",
     .meaning = "As C02, through three zones or more.",
     .why = "None of them can be reached.",
     .wrong = R"(; zone: red.example
@    NS  ns.blue.test.
ns   A   192.0.2.1
; zone: blue.test
@    NS  ns.green.invalid.
ns   A   198.51.100.1
; zone: green.invalid
@    NS  ns.red.example.
ns   A   203.0.113.1
)",
     .mended = R"(; zone: red.example
@    NS  ns
@    NS  ns.blue.test.
ns   A   192.0.2.1
; zone: blue.test
@    NS  ns.green.invalid.
ns   A   198.51.100.1
; zone: green.invalid
@    NS  ns.red.example.
ns   A   203.0.113.1
)",
     .rfc = "\"tsuNAME: exploiting misconfiguration and vulnerability to DDoS DNS\", IMC 2021"},
    {.code = "C04",
     .title = "a circle that one server keeps open",
     .level = "warning where redundancy suffers, else info",
     .meaning = "Zones depend on each other, but at least one server of theirs can be found without.",
     .why = "When that server is down the circle closes, and all of them are gone, though other servers still run.",
     .wrong = R"(; zone: north.example
@    NS  ns1
@    NS  a.south.test.
ns1  A   192.0.2.1
a    A   192.0.2.9
; zone: south.test
@    NS  a.north.example.
a    A   198.51.100.9
)",
     .mended = R"(; zone: north.example
@    NS  ns1
@    NS  ns2
ns1  A   192.0.2.1
ns2  A   198.51.100.2
a    A   192.0.2.9
; zone: south.test
@    NS  a.north.example.
@    NS  a
a    A   198.51.100.9
)",
     .rfc = "\"Impact of Configuration Errors on DNS Robustness\", SIGCOMM 2004"},
    {.code = "C05",
     .title = "a zone whose servers all depend on an unreachable zone",
     .level = "error",
     .meaning = "The zone is in no circle, but all its name servers have names in zones that cannot be reached.",
     .why = "It goes down with them. Mending the cause mends it.",
     .wrong = R"(; zone: shop.example
@    NS  ns1
www  A   192.0.2.80
box  A   192.0.2.81
; zone: mail.invalid
@    NS  box.shop.example.
@    MX  10 mx
mx   A   192.0.2.25
)",
     .mended = R"(; zone: shop.example
@    NS  ns1
ns1  A   192.0.2.1
www  A   192.0.2.80
box  A   192.0.2.81
; zone: mail.invalid
@    NS  box.shop.example.
@    MX  10 mx
mx   A   192.0.2.25
)",
     .rfc = "RFC 1034 section 4.2.1"},
    {.code = "C06",
     .title = "a zone that lives on optional glue",
     .level = "warning",
     .meaning = "The zone can be reached only because its parent hands out the addresses of hosts in sibling zones.",
     .why = "Servers may leave such glue out when it does not fit, and some registries never hold it.",
     .wrong = R"(; zone: example
@       NS  ns
ns      A   203.0.113.1
bar     NS  ns1.foo
foo     NS  ns1.bar
ns1.foo A   192.0.2.3
ns1.bar A   192.0.2.1
; zone: bar.example
@       NS  ns1.foo.example.
ns1     A   192.0.2.1
; zone: foo.example
@       NS  ns1.bar.example.
ns1     A   192.0.2.3
)",
     .mended = R"(; zone: example
@       NS  ns
ns      A   203.0.113.1
bar     NS  ns1.bar
foo     NS  ns1.foo
ns1.foo A   192.0.2.3
ns1.bar A   192.0.2.1
; zone: bar.example
@       NS  ns1
ns1     A   192.0.2.1
; zone: foo.example
@       NS  ns1
ns1     A   192.0.2.3
)",
     .rfc = "RFC 9471 sections 2.2 and 2.3"},
    {.code = "C07",
     .title = "a circle through the zone's own child",
     .level = "error",
     .meaning =
         "The zone's name servers lie in a zone that it delegates itself, and no address of theirs is known above "
         "it.",
     .why = "To find them one must ask the child, and to find the child one must ask them.",
     .wrong = R"(; zone: corp.example
@    NS  ns1.dns
dns  NS  ns9.other.test.
)",
     .mended = R"(; zone: corp.example
@    NS  ns1
ns1  A   192.0.2.1
dns  NS  ns9.other.test.
)",
     .rfc = "RFC 1034 section 4.2.1, RFC 9471 section 2"},
};

}  // namespace

std::span<const Explanation> explain_cycles() {
  return kCycles;
}

}  // namespace bailiwick::check
