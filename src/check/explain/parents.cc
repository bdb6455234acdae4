// P01 to P04: what parent and child say of the same delegation, both loaded.
#include "check/explain/families.h"

namespace bailiwick::check {
namespace {

constexpr Explanation kParents[] = {
    {.code = "P01",
     .title = "different name servers in parent and child",
     .level = "warning for one that only the parent has, else info",
     .meaning = "The NS records at the delegation and at the zone's own name are not the same set.",
     .why = "Part of the resolvers uses servers that the zone does not know any more, or leaves new ones unused.",
     .wrong = R"(; zone: example
@       NS  ns
ns      A   203.0.113.1
kid     NS  ns1.kid
kid     NS  ns.example.net.
ns1.kid A   192.0.2.1
; zone: kid.example
@       NS  ns1
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
     .rfc = "RFC 1034 section 4.2.2"},
    {.code = "P02",
     .title = "a zone that its parent does not delegate",
     .level = "error",
     .meaning = "A zone is loaded, and so is the one above it, which has no NS records for it.",
     .why =
         "Who comes from above is told that the name does not exist. It seems to work only as long as both are on the "
         "same server.",
     .wrong = R"(; zone: example
@       NS  ns
ns      A   203.0.113.1
; zone: kid.example
@       NS  ns1
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
     .rfc = "RFC 1034 section 4.2.2"},
    {.code = "P03",
     .title = "a DS record that matches no key",
     .level = "error; warning for one beside others that match",
     .meaning = "The parent says how the zone is signed, and the zone has no such DNSKEY, or is not signed.",
     .why = "Resolvers that validate take every answer for forged: the zone is gone for them.",
     .wrong = R"(; zone: example
@       NS  ns
ns      A   203.0.113.1
kid     NS  ns1.kid
kid     DS  12345 13 2 0000000000000000000000000000000000000000000000000000000000000001
ns1.kid A   192.0.2.1
; zone: kid.example
@       NS  ns1
@       DNSKEY 257 3 13 uGbcZEjSmxAb6UyQDJNiExsuq+IAysKqLupFyjpQng/VHivPl2CqP35v1Wc9sGQw8dYwNtNdDDL+OAYk6lAiFw==
ns1     A   192.0.2.1
)",
     .mended = R"(; zone: example
@       NS  ns
ns      A   203.0.113.1
kid     NS  ns1.kid
kid     DS  30238 13 2 5e7cbd0da06196fad8e222e4c73a87f0212c6b6ea51dcc2d5a57e0615a637695
ns1.kid A   192.0.2.1
; zone: kid.example
@       NS  ns1
@       DNSKEY 257 3 13 uGbcZEjSmxAb6UyQDJNiExsuq+IAysKqLupFyjpQng/VHivPl2CqP35v1Wc9sGQw8dYwNtNdDDL+OAYk6lAiFw==
ns1     A   192.0.2.1
)",
     .rfc = "RFC 4034 section 5.2, RFC 4035 section 5.2"},
    {.code = "P04",
     .title = "TTLs that differ widely between parent and child",
     .level = "info",
     .meaning = "The NS records or addresses of a delegation have very different TTLs above and below.",
     .why = "A move takes as long as the longer of the two, which is easily forgotten.",
     .wrong = R"(; zone: example
@       NS  ns
ns      A   203.0.113.1
kid     1w NS ns1.kid
ns1.kid 1w A  192.0.2.1
; zone: kid.example
@       5m NS ns1
ns1     5m A  192.0.2.1
)",
     .mended = R"(; zone: example
@       NS  ns
ns      A   203.0.113.1
kid     1h NS ns1.kid
ns1.kid 1h A  192.0.2.1
; zone: kid.example
@       1h NS ns1
ns1     1h A  192.0.2.1
)",
     .rfc = "RFC 2181 section 5.4.1"},
};

}  // namespace

std::span<const Explanation> explain_parents() {
  return kParents;
}

}  // namespace bailiwick::check
