// S01 to S09: what cannot be read, and records that are written twice or elsewhere.
#include "check/explain/families.h"

namespace bailiwick::check {
namespace {

constexpr Explanation kSyntaxOfFiles[] = {
    {.code = "S01",
     .title = "text that cannot be read",
     .level = "fatal",
     .meaning = "A line of the zone file is no record: a value has the wrong form, the type is unknown, something is "
                "missing or left over, a quote or a parenthesis stays open.",
     .why =
         "A zone with a record left out would be served as if that record had never been written. Bailiwick reads on "
         "to report all such lines at once, but does not let the zone go live.",
     .wrong = R"(www  IN A   192.0.2.300
)",
     .mended = R"(www  IN A   192.0.2.30
)",
     .rfc = "RFC 1035 section 5.1"},
    {.code = "S02",
     .title = "a label or name that is too long",
     .level = "fatal",
     .meaning = "A label has more than 63 octets, or a name more than 255 with the origin put behind it.",
     .why = "Such a name has no form on the wire.",
     .wrong = R"(www  IN CNAME aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa.example.net.
)",
     .mended = R"(www  IN CNAME aaaaaaaaaaaaaaaa.example.net.
)",
     .rfc = "RFC 1035 section 2.3.4"},
    {.code = "S03",
     .title = "a number or TTL out of range",
     .level = "error",
     .meaning = "A TTL has 31 bits; one above 2147483647 means 0 to those who receive it. The option checks.max-ttl, "
                "or --max-ttl of `bailiwick check`, sets a lower limit.",
     .why = "With a TTL of 0 nothing is cached: every question comes to your servers, and every hiccup is felt. With "
            "a very long one a mistake stays in caches long after you have mended it.",
     .wrong = R"(www  3000000000 IN A 192.0.2.80
)",
     .mended = R"(www  1d IN A 192.0.2.80
)",
     .rfc = "RFC 2181 section 8"},
    {.code = "S04",
     .title = "a class other than IN",
     .level = "fatal",
     .meaning = "A record is of class CH, HS or another, where a zone of the Internet has class IN only.",
     .why = "All records of a zone have the class of its SOA.",
     .wrong = R"(www  CH A 192.0.2.80
)",
     .mended = R"(www  IN A 192.0.2.80
)",
     .rfc = "RFC 1035 section 5.2"},
    {.code = "S05",
     .title = "no TTL, and no default for it",
     .level = "warning",
     .meaning = "A record has no TTL and no $TTL comes before it. The TTL of the record before is taken, else the "
                "minimum of the SOA, else an hour.",
     .why = "Other servers choose differently, so that the primary and its secondaries may answer with different TTLs.",
     .wrong = R"(@    IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h
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
     .rfc = "RFC 2308 section 4"},
    {.code = "S06",
     .title = "a line without owner where it is not clear",
     .level = "fatal or warning",
     .meaning =
         "A line that starts with a blank repeats the owner of the record before. There is none before the first "
         "record; straight after $ORIGIN the old owner is meant, not the new origin.",
     .why = "The record lands at a name that its author did not think of.",
     .wrong = R"(www  IN A   192.0.2.80
$ORIGIN shop.example.com.
     IN A   192.0.2.81
)",
     .mended = R"(www  IN A   192.0.2.80
$ORIGIN shop.example.com.
@    IN A   192.0.2.81
)",
     .rfc = "RFC 1035 section 5.1"},
    {.code = "S07",
     .title = "a file or range that cannot be used",
     .level = "fatal",
     .meaning = "$INCLUDE names a file that is missing, no file, or itself; or the range of a $GENERATE is none.",
     .why = "The records that should have come from there would be missing.",
     .wrong = R"($GENERATE 9-1 host$ IN A 192.0.2.$
)",
     .mended = R"($GENERATE 1-9 host$ IN A 192.0.2.$
)",
     .rfc = "RFC 1035 section 5.1"},
    {.code = "S08",
     .title = "a record outside the zone",
     .level = "error",
     .meaning = "The owner of a record is neither the zone's name nor below it, so the record is left out. Often the "
                "zone is loaded under a wrong name, or an address of a foreign name server was added as glue.",
     .why = "Nobody asks these servers for that name, and resolvers must not believe them.",
     .wrong = R"(www.example.net. IN A 192.0.2.80
)",
     .mended = R"(www.example.com. IN A 192.0.2.80
)",
     .rfc = "RFC 1034 section 4.2, RFC 2181 section 5.4.1"},
    {.code = "S09",
     .title = "the same record twice",
     .level = "warning",
     .meaning = "Two records have the same owner, type and data, perhaps in another case or form. One is kept.",
     .why = "Usually one of the two was meant to be another: the second address, the second name server.",
     .wrong = R"(www  IN A   192.0.2.80
www  IN A   192.0.2.80
)",
     .mended = R"(www  IN A   192.0.2.80
www  IN A   198.51.100.80
)",
     .rfc = "RFC 2181 section 5"},
};

}  // namespace

std::span<const Explanation> explain_syntax_of_files() {
  return kSyntaxOfFiles;
}

}  // namespace bailiwick::check
