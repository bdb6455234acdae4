// C08 to C14: zones that can be reached, but only just.
#include "check/explain/families.h"

namespace bailiwick::check {
namespace {

constexpr Explanation kReach[] = {
    {.code = "C08",
     .title = "a zone that clients of one address family cannot reach",
     .level = "warning for IPv4, info for IPv6",
     .meaning = "With both families the zone is found, with one of them alone it is not: somewhere on the way all "
                "servers have addresses of the other one only.",
     .why = "Resolvers that have only IPv4 (or IPv6) get no answer.",
     .wrong = R"(; zone: example
@       NS   ns
ns      A    203.0.113.1
ns      AAAA 2001:db8::1
kid     NS   ns1.kid
ns1.kid AAAA 2001:db8:1::1
; zone: kid.example
@       NS   ns1
ns1     AAAA 2001:db8:1::1
)",
     .mended = R"(; zone: example
@       NS   ns
ns      A    203.0.113.1
ns      AAAA 2001:db8::1
kid     NS   ns1.kid
ns1.kid AAAA 2001:db8:1::1
ns1.kid A    192.0.2.1
; zone: kid.example
@       NS   ns1
ns1     AAAA 2001:db8:1::1
ns1     A    192.0.2.1
)",
     .rfc = "RFC 3901 (BCP 91)"},
    {.code = "C09",
     .title = "name servers behind name servers",
     .level = "warning",
     .meaning = "To find a server of the zone, more than seven other zones must be found first, one for the other.",
     .why = "Resolvers give up at that depth, and each step is one more that can fail.",
     .wrong = R"(; zone: one.example
@    NS  ns.two.test.
ns   A   192.0.2.1
; zone: two.test
@    NS  ns.three.example.
ns   A   192.0.2.2
; zone: three.example
@    NS  ns.four.test.
ns   A   192.0.2.3
; zone: four.test
@    NS  ns.five.example.
ns   A   192.0.2.4
; zone: five.example
@    NS  ns.six.test.
ns   A   192.0.2.5
; zone: six.test
@    NS  ns.seven.example.
ns   A   192.0.2.6
; zone: seven.example
@    NS  ns.eight.test.
ns   A   192.0.2.7
; zone: eight.test
@    NS  ns.nine.example.
ns   A   192.0.2.8
; zone: nine.example
@    NS  ns
ns   A   192.0.2.9
)",
     .mended = R"(; zone: one.example
@    NS  ns
ns   A   192.0.2.1
)",
     .rfc = "RFC 1034 section 5.3.3; BIND's max-recursion-depth"},
    {.code = "C10",
     .title = "a single point of failure",
     .level = "warning",
     .meaning = "There is one host or one address without which the zone cannot be reached, however many name servers "
                "it has.",
     .why = "When that one is down, so are website and mail.",
     .wrong = R"(; zone: shop.example
@    NS  ns1
@    NS  ns2
ns1  A   192.0.2.1
ns2  A   192.0.2.1
)",
     .mended = R"(; zone: shop.example
@    NS  ns1
@    NS  ns2
ns1  A   192.0.2.1
ns2  A   198.51.100.1
)",
     .rfc = "RFC 2182 section 3.1"},
    {.code = "C11",
     .title = "a zone whose own NS records lead nowhere",
     .level = "error",
     .meaning = "The delegation in the parent works, but none of the name servers that the zone itself names does.",
     .why =
         "Resolvers replace what the parent said with what the zone says, and lose it: for some it works, for others "
         "not, and for the same ones not for long.",
     .wrong = R"(; zone: example
@       NS  ns
ns      A   203.0.113.1
kid     NS  ns1.kid
ns1.kid A   192.0.2.1
; zone: kid.example
@       NS  ns2
ns1     A   192.0.2.1
)",
     .mended = R"(; zone: example
@       NS  ns
ns      A   203.0.113.1
kid     NS  ns1.kid
ns1.kid A   192.0.2.1
; zone: kid.example
@       NS  ns1
ns1     A   192.0.2.1
)",
     .rfc = "RFC 2181 section 5.4.1, RFC 1034 section 4.2.2"},
    {.code = "C12",
     .title = "a zone that depends on others that are not loaded",
     .level = "info",
     .meaning = "Name servers have names in zones that are not seen here.",
     .why = "Whether they can be found is for others to ensure: usually a provider, who does.",
     .wrong = R"(; zone: acme.example
@    NS  ns1.provider.test.
www  A   192.0.2.80
)",
     .mended = R"(; zone: acme.example
@    NS  ns1
ns1  A   192.0.2.1
www  A   192.0.2.80
)",
     .rfc = "RFC 1034 section 4.2.1"},
    {.code = "C13",
     .title = "a name server that does not help",
     .level = "warning",
     .meaning = "The zone can be reached, but one of its name servers has no address, or one that cannot be learnt.",
     .why = "It is one server less than it seems, and resolvers lose time on it.",
     .wrong = R"(; zone: shop.example
@    NS  ns1
@    NS  ns2
ns1  A   192.0.2.1
)",
     .mended = R"(; zone: shop.example
@    NS  ns1
@    NS  ns2
ns1  A   192.0.2.1
ns2  A   198.51.100.1
)",
     .rfc = "RFC 2182"},
    {.code = "C14",
     .title = "a target in a zone that cannot be reached",
     .level = "warning",
     .meaning = "An MX, SRV or CNAME record points into a loaded zone that nobody can reach.",
     .why = "This zone answers, and mail or website fail all the same.",
     .wrong = R"(; zone: shop.example
@    NS  ns1
ns1  A   192.0.2.1
@    MX  10 mx.mail.test.
; zone: mail.test
@    NS  ns1
mx   A   192.0.2.25
)",
     .mended = R"(; zone: shop.example
@    NS  ns1
ns1  A   192.0.2.1
@    MX  10 mx.mail.test.
; zone: mail.test
@    NS  ns1
ns1  A   192.0.2.2
mx   A   192.0.2.25
)",
     .rfc = "RFC 5321 section 5.1"},
};

}  // namespace

std::span<const Explanation> explain_reach() {
  return kReach;
}

}  // namespace bailiwick::check
