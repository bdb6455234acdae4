// T01 to T10: aliases, and what records point at.
#include "check/explain/families.h"

namespace bailiwick::check {
namespace {

constexpr Explanation kTargets[] = {
    {.code = "T01",
     .title = "CNAME beside other data, or several CNAMEs",
     .level = "fatal",
     .meaning = "A name with a CNAME record has no other records: it is only another name for something else.",
     .why = "What is answered would depend on what was asked and cached before.",
     .wrong = R"(www  IN CNAME ns1
www  IN TXT   "beside an alias"
)",
     .mended = R"(www  IN CNAME ns1
)",
     .rfc = "RFC 1034 section 3.6.2, RFC 2181 section 10.1"},
    {.code = "T02",
     .title = "several DNAME records at one name",
     .level = "fatal",
     .meaning = "A name can be renamed to one other name only.",
     .why = "To which of them a question goes would be a matter of chance.",
     .wrong = R"(old  IN DNAME new.example.net.
old  IN DNAME new.example.org.
)",
     .mended = R"(old  IN DNAME new.example.net.
)",
     .rfc = "RFC 6672 section 2.4"},
    {.code = "T03",
     .title = "records below a DNAME",
     .level = "error",
     .meaning = "A record stands below a name that a DNAME renames with all that is below it.",
     .why = "It is never served.",
     .wrong = R"(old     IN DNAME new.example.net.
www.old IN A     192.0.2.80
)",
     .mended = R"(old     IN DNAME new.example.net.
)",
     .rfc = "RFC 6672 section 2.4"},
    {.code = "T04",
     .title = "DNAME beside a delegation",
     .level = "error",
     .meaning = "A name has both a DNAME and NS records, below the zone's own name.",
     .why = "Either another zone answers there or the name is renamed; servers disagree which.",
     .wrong = R"(shop IN NS    ns.example.net.
shop IN DNAME shop.example.net.
)",
     .mended = R"(shop IN DNAME shop.example.net.
)",
     .rfc = "RFC 6672 section 2.3"},
    {.code = "T05",
     .title = "an alias to nowhere",
     .level = "warning",
     .meaning = "An alias ends at a name that does not exist in the zone that should hold it.",
     .why = "The name is there, and yet every question for it fails.",
     .wrong = R"(www  IN CNAME web
)",
     .mended = R"(www  IN CNAME web
web  IN A     192.0.2.80
)",
     .rfc = "RFC 1034 section 3.6.2"},
    {.code = "T06",
     .title = "a circle of aliases",
     .level = "error",
     .meaning = "Following the aliases leads back to where one was.",
     .why = "No question for these names is ever answered.",
     .wrong = R"(www  IN CNAME web
web  IN CNAME www
)",
     .mended = R"(www  IN CNAME web
web  IN A     192.0.2.80
)",
     .rfc = "RFC 1034 section 3.6.2"},
    {.code = "T07",
     .title = "a long chain of aliases",
     .level = "warning",
     .meaning = "More than 8 aliases are to be followed, one after the other.",
     .why = "Resolvers give up after 8 to 16.",
     .wrong = R"($GENERATE 1-9 a$ IN CNAME a${1}
a10  IN A     192.0.2.80
)",
     .mended = R"(a1   IN CNAME a10
a10  IN A     192.0.2.80
)",
     .rfc = "RFC 1034 section 5.2.2"},
    {.code = "T08",
     .title = "a DNAME that feeds itself",
     .level = "error",
     .meaning =
         "The new name is below the DNAME again, so that it is rewritten once more and gets longer each time; or "
         "the rewritten name is too long.",
     .why = "Questions for these names end in an error.",
     .wrong = R"(old  IN DNAME new.old
)",
     .mended = R"(old  IN DNAME new
new  IN A     192.0.2.80
)",
     .rfc = "RFC 6672 sections 2.2 and 2.3"},
    {.code = "T09",
     .title = "an MX or SRV record to no usable host",
     .level = "warning; error for an address in the place of a name",
     .meaning = "The target has no address, is an alias or lies below a DNAME; or a null MX (`0 .`) stands beside "
                "others.",
     .why = "Mail bounces or is delayed, and the service is not found.",
     .wrong = R"(@    IN MX 10 mail
)",
     .mended = R"(@    IN MX 10 mail
mail IN A  192.0.2.25
)",
     .rfc = "RFC 2181 section 10.3, RFC 5321 section 5.1, RFC 7505"},
    {.code = "T10",
     .title = "an assertion that does not hold",
     .level = "error",
     .meaning = "A file given with --assert says what the zones must answer, and they answer otherwise. Asked is what "
                "the server itself would say, over all loaded zones, aliases followed.",
     .why = "Somebody relies on that answer, and wrote it down so that no edit takes it away.",
     .wrong = R"(; - {name: www.example.com, type: A, answer: [192.0.2.80]}
www  IN A   192.0.2.81
)",
     .mended = R"(; - {name: www.example.com, type: A, answer: [192.0.2.80]}
www  IN A   192.0.2.80
)",
     .rfc = ""},
};

}  // namespace

std::span<const Explanation> explain_targets() {
  return kTargets;
}

}  // namespace bailiwick::check
