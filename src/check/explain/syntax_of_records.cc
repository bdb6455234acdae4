// S10 to S18: records that can be read, and say what they hardly can mean; W01, what goes wrong with waivers.
#include "check/explain/families.h"

namespace bailiwick::check {
namespace {

constexpr Explanation kSyntaxOfRecords[] = {
    {.code = "S10",
     .title = "different TTLs in one RRset",
     .level = "warning",
     .meaning = "Records of the same owner and type have different TTLs; the smallest is served for all.",
     .why = "An RRset is cached as a whole, so it has one TTL.",
     .wrong = R"(www  1h IN A 192.0.2.80
www  2h IN A 198.51.100.80
)",
     .mended = R"(www  1h IN A 192.0.2.80
www  1h IN A 198.51.100.80
)",
     .rfc = "RFC 2181 section 5.2"},
    {.code = "S11",
     .title = "no host name",
     .level = "error for name servers, else warning",
     .meaning = "The name of a host has characters other than letters, digits and hyphens, or a label that starts or "
                "ends with a hyphen.",
     .why = "Registries refuse such name servers, and mail servers and libraries refuse such hosts.",
     .wrong = R"(shop IN NS  ns_1.example.net.
)",
     .mended = R"(shop IN NS  ns-1.example.net.
)",
     .rfc = "RFC 952, RFC 1123 section 2.1"},
    {.code = "S12",
     .title = "an asterisk that is no wildcard",
     .level = "warning",
     .meaning = "A label `*` that is not the leftmost one stands for itself and matches nothing else.",
     .why = "The names that were to be answered do not exist.",
     .wrong = R"(www.*.shop IN A 192.0.2.80
)",
     .mended = R"(*.shop     IN A 192.0.2.80
)",
     .rfc = "RFC 4592 section 2.1.1"},
    {.code = "S13",
     .title = "an address where a name belongs",
     .level = "error",
     .meaning = "The target of an NS or MX record looks like an IP address. It is read as a name.",
     .why = "There is no such name: mail bounces, and the name server is never found.",
     .wrong = R"(@    IN MX  10 192.0.2.25
)",
     .mended = R"(@    IN MX  10 mail
mail IN A   192.0.2.25
)",
     .rfc = "RFC 1035 sections 3.3.9 and 3.3.11"},
    {.code = "S14",
     .title = "a forgotten dot",
     .level = "warning",
     .meaning = "The target of a record repeats the zone's name, as in mail.example.com.example.com: the name was "
                "written in full, but without the dot at its end, so the origin was put behind it.",
     .why = "The record points at a name that does not exist.",
     .wrong = R"(@    IN MX  10 mail.example.com
mail IN A   192.0.2.25
)",
     .mended = R"(@    IN MX  10 mail.example.com.
mail IN A   192.0.2.25
)",
     .rfc = "RFC 1035 section 5.1"},
    {.code = "S15",
     .title = "an RRset larger than a message, or a last line without end",
     .level = "error or info",
     .meaning = "The records of one owner and type take more than 65535 octets; or the file ends in the middle of a "
                "line, as one does that was cut off.",
     .why = "No message can carry such an RRset, so nobody ever sees any of it. A file that was cut off lacks records.",
     .wrong = R"($GENERATE 1-5000 big IN TXT "number $ of very many strings"
)",
     .mended = R"($GENERATE 1-50 big IN TXT "number $ of some strings"
)",
     .rfc = "RFC 1035 section 4.2.2"},
    {.code = "S16",
     .title = "an SVCB or HTTPS record that cannot work",
     .level = "error; warning for hints beside other addresses",
     .meaning = "Parameters are listed as mandatory and missing, an alias (priority 0) points at itself or has "
                "parameters, or ipv4hint or ipv6hint has addresses that the target does not have.",
     .why = "Browsers throw the record away, or follow it in a circle; or go to the hinted address at first and to "
            "another one, or none, a moment later.",
     .wrong = R"(www  IN HTTPS 0 www
     IN A     192.0.2.80
)",
     .mended = R"(www  IN HTTPS 1 .
     IN A     192.0.2.80
)",
     .rfc = "RFC 9460 sections 2.4.2, 7.3 and 8"},
    {.code = "S17",
     .title = "TLSA or SMIMEA at a name where nobody looks",
     .level = "warning",
     .meaning = "A TLSA record belongs at _PORT._PROTOCOL.HOST, where HOST has an address; an SMIMEA record below "
                "_smimecert.",
     .why = "Who verifies the certificate asks there and nowhere else.",
     .wrong = R"(www  IN A    192.0.2.80
www  IN TLSA 3 1 1 0000000000000000000000000000000000000000000000000000000000000001
)",
     .mended = R"(www           IN A    192.0.2.80
_443._tcp.www IN TLSA 3 1 1 0000000000000000000000000000000000000000000000000000000000000001
)",
     .rfc = "RFC 6698 section 3, RFC 8162 section 3"},
    {.code = "S18",
     .title = "a mail or certificate policy that means nothing",
     .level = "warning",
     .meaning =
         "There are several SPF policies at one name, one in a record of type SPF only, one with wrong syntax, one "
         "written without quotes, whose blanks are lost, or whose end is taken for a comment; an "
         "RP record without its TXT; a CAA tag that nobody knows.",
     .why = "With two SPF policies the result is an error, and mail is refused.",
     .wrong = R"(@    IN TXT "v=spf1 mx -all"
@    IN TXT "v=spf1 ip4:192.0.2.25 -all"
)",
     .mended = R"(@    IN TXT "v=spf1 mx ip4:192.0.2.25 -all"
)",
     .rfc = "RFC 7208 sections 3.1 and 3.2, RFC 8659 section 4"},
    {.code = "W01",
     .title = "a waiver without effect",
     .level = "warning or info",
     .meaning =
         "A comment `; bailiwick: allow CODE` is over, names a code that does not exist, cannot be understood, or "
         "has nothing to waive.",
     .why = "The finding that it was for is reported again, or the waiver would hide the next one.",
     .wrong = R"(shop     IN NS ns.example.net.
www.shop IN A  192.0.2.80  ; bailiwick: allow D09 until=2020-01-01
)",
     .mended = R"(shop     IN NS ns.example.net.
www.shop IN A  192.0.2.80  ; bailiwick: allow D09 until=2099-01-01 -- shop moves in here
)",
     .rfc = ""},
};

}  // namespace

std::span<const Explanation> explain_syntax_of_records() {
  return kSyntaxOfRecords;
}

}  // namespace bailiwick::check
