// D01 to D10: delegations, and the glue that they need.
#include "check/explain/families.h"

namespace bailiwick::check {
namespace {

constexpr Explanation kDelegations[] = {
    {.code = "D01",
     .title = "a delegation to a host inside it, without glue",
     .level = "error",
     .meaning = "A name server of a delegated zone has a name inside that zone, and no address stands beside the "
                "delegation. The same holds at the registrar, where the config has `registered-hosts`: the file does "
                "not list a name server that lies inside its zone.",
     .why = "Its address could only be asked of itself. The parent must hand it out: that is what glue is for.",
     .wrong = R"(shop     IN NS ns1.shop
)",
     .mended = R"(shop     IN NS ns1.shop
ns1.shop IN A  192.0.2.3
)",
     .rfc = "RFC 1034 section 4.2.1, RFC 9471 section 2.1"},
    {.code = "D02",
     .title = "a name server in a sibling delegation, without glue",
     .level = "info; error where nothing else leads there",
     .meaning = "The name server's name lies below another delegation of this zone, and its address is not here.",
     .why = "Resolvers must ask the sibling first. If the sibling depends on this one in turn, neither can be reached.",
     .wrong = R"(blog     IN NS ns.example.net.
shop     IN NS ns1.blog
)",
     .mended = R"(blog     IN NS ns.example.net.
shop     IN NS ns1.blog
ns1.blog IN A  192.0.2.3
)",
     .rfc = "RFC 9471 section 2.2"},
    {.code = "D03",
     .title = "a name server that has no address",
     .level = "error",
     .meaning = "The name server's name lies in this zone, which has no A or AAAA record for it.",
     .why = "That name server does not exist.",
     .wrong = R"(shop IN NS ns3
)",
     .mended = R"(shop IN NS ns3
ns3  IN A  192.0.2.3
)",
     .rfc = "RFC 1034 section 3.6"},
    {.code = "D04",
     .title = "a name server whose address is a wildcard's",
     .level = "warning",
     .meaning = "The name server has no record of its own; a wildcard answers for it.",
     .why = "Glue is never made from a wildcard, and any record at that name takes the address away.",
     .wrong = R"(shop     IN NS ns1.dns
*.dns    IN A  192.0.2.3
)",
     .mended = R"(shop     IN NS ns1.dns
ns1.dns  IN A  192.0.2.3
)",
     .rfc = "RFC 4592 section 4.2"},
    {.code = "D05",
     .title = "a name server's name is an alias",
     .level = "error",
     .meaning = "An NS record points at a name that has a CNAME record.",
     .why = "Resolvers do not follow it: that name server is not used.",
     .wrong = R"(shop IN NS    ns3
ns3  IN CNAME ns1
)",
     .mended = R"(shop IN NS    ns1
)",
     .rfc = "RFC 2181 section 10.3"},
    {.code = "D06",
     .title = "a name server below a DNAME",
     .level = "error",
     .meaning = "An NS record points at a name that a DNAME renames.",
     .why = "It is an alias like any other: resolvers do not follow it.",
     .wrong = R"(old  IN DNAME new.example.net.
shop IN NS    ns1.old
)",
     .mended = R"(old  IN DNAME new.example.net.
shop IN NS    ns1.new.example.net.
)",
     .rfc = "RFC 6672 section 2.3, RFC 2181 section 10.3"},
    {.code = "D07",
     .title = "records below a delegation",
     .level = "warning",
     .meaning = "A record stands below the point from which another zone takes over, and is no glue.",
     .why = "It is never served: questions for it get a referral. It belongs into the other zone.",
     .wrong = R"(shop     IN NS  ns.example.net.
www.shop IN TXT "never seen"
)",
     .mended = R"(shop     IN NS  ns.example.net.
)",
     .rfc = "RFC 1034 section 4.2, RFC 9499 (occluded name)"},
    {.code = "D08",
     .title = "a delegation below a delegation",
     .level = "warning",
     .meaning = "NS records stand below a point from which another zone takes over already.",
     .why = "They are never served: the upper delegation catches all questions.",
     .wrong = R"(shop      IN NS ns.example.net.
blog.shop IN NS ns.example.org.
)",
     .mended = R"(shop      IN NS ns.example.net.
)",
     .rfc = "RFC 1034 section 4.2"},
    {.code = "D09",
     .title = "an address below a delegation that no NS record uses",
     .level = "warning",
     .meaning = "An A or AAAA record below a delegation is the address of none of its name servers.",
     .why = "It is never served. Often it is left from a name server that has gone, or its NS record was forgotten.",
     .wrong = R"(shop     IN NS ns.example.net.
www.shop IN A  192.0.2.80
)",
     .mended = R"(shop     IN NS ns.example.net.
)",
     .rfc = "RFC 1034 section 4.2.1"},
    {.code = "D10",
     .title = "glue that differs from the zone's own address",
     .level = "error or info",
     .meaning = "The parent zone and the delegated zone are both loaded, and give different addresses for one name "
                "server.",
     .why = "Resolvers that come by the parent go to another address than those who have asked the zone itself. After "
            "a move the old one leads nowhere.",
     .wrong = R"(; zone: example
@    NS  ns
ns   A   203.0.113.1
kid  NS  ns.kid
ns.kid A 192.0.2.1
; zone: kid.example
@    NS  ns
ns   A   192.0.2.2
)",
     .mended = R"(; zone: example
@    NS  ns
ns   A   203.0.113.1
kid  NS  ns.kid
ns.kid A 192.0.2.2
; zone: kid.example
@    NS  ns
ns   A   192.0.2.2
)",
     .rfc = "RFC 1034 section 4.2.2"},
};

}  // namespace

std::span<const Explanation> explain_delegations() {
  return kDelegations;
}

}  // namespace bailiwick::check
