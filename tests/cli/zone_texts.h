// Zone files that the tests of the command line share: a good one, one with a warning, one that must not go live.
#pragma once

namespace bailiwick::cli_tests {

inline constexpr const char* kGood =
    "$TTL 1h\n"
    "@   IN SOA ns1 hostmaster 2026112101 4h 1h 2w 1h\n"
    "    IN NS  ns1\n"
    "ns1 IN A   192.0.2.1\n"
    "@   IN NS  ns.provider.test.\n";
inline constexpr const char* kTwin =
    "$TTL 1h\n"
    "@   IN SOA ns1 hostmaster 7 4h 1h 2w 1h\n"
    "    IN NS  ns1\n"
    "ns1 IN A   192.0.2.1\n"
    "ns1 IN A   192.0.2.1\n"
    "@   IN NS  ns.example.net.\n";
inline constexpr const char* kCircle =
    "$TTL 1h\n"
    "@   IN SOA ns1 hostmaster 7 4h 1h 2w 1h\n"
    "    IN NS  ns1\n"
    "    IN NS  ns2\n"
    "ns1 IN A   192.0.2.1\n";

}  // namespace bailiwick::cli_tests
