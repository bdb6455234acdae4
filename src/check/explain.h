// What stands behind each code: for `bailiwick check --explain CODE`, for the rules in SARIF, and for who wants to know
// whether a code exists. Entries are data, in the files of explain/; a test checks their examples.
#pragma once

#include <span>
#include <string_view>
#include <vector>

namespace bailiwick::check {

struct Explanation {
  std::string_view code;
  std::string_view title;    // what is found, in a few words
  std::string_view level;    // as a rule: "fatal", "error", "warning", "info", or two of them
  std::string_view meaning;  // one paragraph: what it says
  std::string_view why;      // one paragraph: what breaks
  // Lines of a zone file for example.com, below kExampleHead unless they hold an SOA themselves; several zones or files
  // each begin with `; zone: NAME`. For G codes, lines of a config.
  std::string_view wrong;
  std::string_view mended;
  std::string_view rfc;  // where it is written; may be empty
};

// The records that every example starts with.
inline constexpr std::string_view kExampleHead =
    "$TTL 1h\n"
    "@    IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h\n"
    "     IN NS  ns1\n"
    "     IN NS  ns2\n"
    "ns1  IN A   192.0.2.1\n"
    "ns2  IN A   198.51.100.1\n";

// By code; null if there is none. Upper case only.
const Explanation* explain(std::string_view code);

// All, in the order of the catalogue.
std::vector<const Explanation*> explanations();

}  // namespace bailiwick::check
