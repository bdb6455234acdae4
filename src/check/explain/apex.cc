// A01 to A11: the zone's own name.
#include "check/explain/families.h"

namespace bailiwick::check {
namespace {

constexpr Explanation kApex[] = {
    {.code = "A01",
     .title = "no SOA record",
     .level = "fatal",
     .meaning = "The zone has no SOA record at its own name. Often the zone was loaded under another name.",
     .why = "Without SOA there is no zone: no negative answer can be given, and no secondary can follow.",
     .wrong = R"($TTL 1h
@    IN NS  ns1
     IN NS  ns2
ns1  IN A   192.0.2.1
ns2  IN A   198.51.100.1
)",
     .mended = R"($TTL 1h
@    IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
     IN NS  ns1
     IN NS  ns2
ns1  IN A   192.0.2.1
ns2  IN A   198.51.100.1
)",
     .rfc = "RFC 1035 section 5.2"},
    {.code = "A02",
     .title = "several SOA records, or one below the zone's name",
     .level = "fatal; warning for the same one twice",
     .meaning = "A zone has one SOA record, at its own name. Another one belongs to another zone, and to another file.",
     .why = "Which serial and which timers hold would be a matter of chance.",
     .wrong = R"(shop IN SOA ns1 hostmaster 1 4h 1h 2w 1h
)",
     .mended = R"(shop IN A   192.0.2.80
)",
     .rfc = "RFC 1035 section 5.2, RFC 2181 section 6.1"},
    {.code = "A03",
     .title = "no NS record at the zone's name",
     .level = "error",
     .meaning = "The zone does not say who serves it.",
     .why = "Resolvers replace what the parent says with what the zone says; here that is nobody.",
     .wrong = R"($TTL 1h
@    IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
ns1  IN A   192.0.2.1
)",
     .mended = R"($TTL 1h
@    IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
     IN NS  ns1
ns1  IN A   192.0.2.1
)",
     .rfc = "RFC 1034 section 4.2.1"},
    {.code = "A04",
     .title = "a single name server",
     .level = "warning",
     .meaning = "The zone names fewer than two name servers.",
     .why = "When that one is down, so are website and mail. Most registries refuse it.",
     .wrong = R"($TTL 1h
@    IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
     IN NS  ns1
ns1  IN A   192.0.2.1
)",
     .mended = R"($TTL 1h
@    IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
     IN NS  ns1
     IN NS  ns2
ns1  IN A   192.0.2.1
ns2  IN A   198.51.100.1
)",
     .rfc = "RFC 1034 section 4.1, RFC 2182 section 5"},
    {.code = "A05",
     .title = "a name server inside the zone without address: the circle",
     .level = "error",
     .meaning = "A name server of the zone has a name inside the zone, and the zone has no A or AAAA record for it.",
     .why =
         "To find its address one must ask the name servers of the zone, and it is one of them itself. If that holds "
         "for all of them, the zone cannot be reached at all.",
     .wrong = R"($TTL 1h
@    IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
     IN NS  ns1
     IN NS  ns2
ns1  IN A   192.0.2.1
)",
     .mended = R"($TTL 1h
@    IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
     IN NS  ns1
     IN NS  ns2
ns1  IN A   192.0.2.1
ns2  IN A   198.51.100.1
)",
     .rfc = "RFC 1034 section 4.2.1, RFC 9471 section 2"},
    {.code = "A06",
     .title = "an SOA with an impossible server or mailbox",
     .level = "warning",
     .meaning = "The second name of the SOA is a mail address with a dot in the place of the @; here it has an @, or "
                "characters that no host name has.",
     .why = "Who wants to tell you that your zone is broken cannot.",
     .wrong = R"($TTL 1h
@    IN SOA ns1 hostmaster@example.com. 2026112101 4h 1h 2w 1h
     IN NS  ns1
     IN NS  ns2
ns1  IN A   192.0.2.1
ns2  IN A   198.51.100.1
)",
     .mended = R"($TTL 1h
@    IN SOA ns1 hostmaster.example.com. 2026112101 4h 1h 2w 1h
     IN NS  ns1
     IN NS  ns2
ns1  IN A   192.0.2.1
ns2  IN A   198.51.100.1
)",
     .rfc = "RFC 1035 section 8, RFC 1912 section 2.2"},
    {.code = "A07",
     .title = "unusual timers in the SOA",
     .level = "info",
     .meaning = "Of refresh, retry, expire and minimum one lies outside of what is usual, or they do not fit together: "
                "retry should be below refresh, refresh below expire.",
     .why =
         "A short expire lets the secondaries go silent when the primary is down for a weekend; a long minimum keeps "
         "a mistake alive.",
     .wrong = R"($TTL 1h
@    IN SOA ns1 hostmaster 2026112101 4h 5h 2w 1h
     IN NS  ns1
     IN NS  ns2
ns1  IN A   192.0.2.1
ns2  IN A   198.51.100.1
)",
     .mended = R"($TTL 1h
@    IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
     IN NS  ns1
     IN NS  ns2
ns1  IN A   192.0.2.1
ns2  IN A   198.51.100.1
)",
     .rfc = "RFC 1912 section 2.2, RFC 2308 section 5"},
    {.code = "A08",
     .title = "an SOA whose primary is none",
     .level = "info",
     .meaning = "The first name of the SOA is the root, localhost, an alias, a name without address, or no name server "
                "of the zone.",
     .why = "Dynamic updates and some NOTIFYs go to that name. A hidden primary is a good reason for it.",
     .wrong = R"($TTL 1h
@    IN SOA localhost. hostmaster 2026112101 4h 1h 2w 1h
     IN NS  ns1
     IN NS  ns2
ns1  IN A   192.0.2.1
ns2  IN A   198.51.100.1
)",
     .mended = R"($TTL 1h
@    IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
     IN NS  ns1
     IN NS  ns2
ns1  IN A   192.0.2.1
ns2  IN A   198.51.100.1
)",
     .rfc = "RFC 1035 section 3.3.13, RFC 2136 section 4.3"},
    {.code = "A09",
     .title = "a type at a name where it cannot be",
     .level = "error",
     .meaning =
         "DS belongs to the parent, at the delegation; DNSKEY and NSEC3PARAM only to the zone's own name; a CNAME "
         "never to the zone's own name.",
     .why = "Nobody looks for it there, or it hides what is needed there.",
     .wrong = R"(@    IN DS  12345 13 2 0000000000000000000000000000000000000000000000000000000000000001
)",
     .mended = R"(shop IN NS  ns.example.net.
shop IN DS  12345 13 2 0000000000000000000000000000000000000000000000000000000000000001
)",
     .rfc = "RFC 4034 section 5, RFC 4035 section 2"},
    {.code = "A10",
     .title = "a serial that did not rise",
     .level = "warning",
     .meaning = "The zone has changed since the server loaded it, and its serial is the same or lower.",
     .why = "Secondaries fetch a zone only when its serial has risen: they go on with the old one.",
     .wrong = R"(; before: @ IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
; after:  @ IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
www  IN A   192.0.2.80
)",
     .mended = R"(; before: @ IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
; after:  @ IN SOA ns1 hostmaster 2026112102 4h 1h 2w 1h
www  IN A   192.0.2.80
)",
     .rfc = "RFC 1034 section 4.3.5, RFC 1982"},
    {.code = "A11",
     .title = "two files for one zone",
     .level = "fatal",
     .meaning = "The config names the same zone twice.",
     .why = "Which of the two would be served would be a matter of chance.",
     .wrong = R"(; in the config:
; zones: [{name: example.com, file: a.zone}, {name: example.com, file: b.zone}]
)",
     .mended = R"(; in the config:
; zones: [{name: example.com, file: a.zone}]
)",
     .rfc = ""},
};

}  // namespace

std::span<const Explanation> explain_apex() {
  return kApex;
}

}  // namespace bailiwick::check
