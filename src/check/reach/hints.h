// What would mend a core: a server that one of its zones can have found without the others, tried out before it is
// proposed.
#pragma once

#include <string>

#include "check/reach/report.h"

namespace bailiwick::check {

// What to type; never empty.
std::string mend(const Report& report, const ReachCore& core);

// "add `ns1.example. IN A 192.0.2.1` to FILE" for what a loaded parent lacks, or what to register where it is not
// loaded.
std::string publish_text(const Report& report, const ReachZone& zone, const ReachEdge& edge);

// "give shop.example a server inside its own name: add `shop.example. IN NS ns1.shop.example.` to FILE and to FILE":
// the records that are not there yet, and what to register where the parent is not loaded.
std::string own_server_text(const Report& report, std::uint32_t zone);
// The host with its addresses in its zone, as the file of registered hosts has them: "ns1.example.com 192.0.2.1".
std::string registered_line(const Report& report, const ReachHost& host);

}  // namespace bailiwick::check
