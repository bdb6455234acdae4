// Many small zones: what somebody who hosts other people's domains has. Ten records each, the same in all of them but
// for the addresses; the name servers are inside the zone. All zone files lie in one directory.

#include <algorithm>
#include <filesystem>
#include <vector>

#include "zones/workloads.h"

namespace bailiwick::bench {
namespace {

std::string address(std::uint64_t bits) {
  return std::to_string(bits & 127) + '.' + std::to_string(bits >> 8 & 255) + '.' + std::to_string(bits >> 16 & 255);
}

void write_zone(const std::string& origin, Random& random, std::ofstream& zone) {
  const auto bits = random.next();
  zone << "$ORIGIN " << origin << ".\n$TTL 3600\n"
       << "@ SOA ns1 hostmaster 2024010101 7200 3600 1209600 300\n@ NS ns1\n@ NS ns2\n"
       << "ns1 A 11." << address(bits) << "\nns2 A 12." << address(bits) << "\n"
       << "@ A 13." << address(bits >> 24) << "\nwww A 13." << address(bits >> 24) << "\n"
       << "@ MX 10 mail\nmail A 14." << address(bits >> 24) << "\n@ TXT \"v=spf1 mx -all\"\n";
}

void ask_about(const std::vector<std::string>& origins, std::size_t count, Random& random, Output& out) {
  for (std::size_t i = 0; i < count; ++i) {
    const std::string& origin = origins[random.below(origins.size())];
    const auto point = random.below(100);
    if (point < 60) {
      out.ask("www." + origin, "A", Rcode::NoError, 1);
    } else if (point < 80) {
      out.ask(origin, "MX", Rcode::NoError, 1);
    } else if (point < 90) {
      out.ask("www." + origin, "AAAA", Rcode::NoError, 0);
    } else {
      out.ask(random.letters(6) + '.' + origin, "A", Rcode::NxDomain, 0);
    }
  }
}

}  // namespace

base::Result<void> write_zones(const std::string& directory, std::size_t count, std::size_t questions) {
  Output out(directory, "zones");
  Random random(3);
  std::vector<std::string> origins;
  std::error_code error;
  std::filesystem::create_directories(out.stem, error);
  for (std::size_t i = 0; i < count; ++i) {
    origins.push_back(random.letters(2 + random.below(9)) + std::to_string(i) + ".test");
    const std::string path = out.stem + '/' + origins.back() + ".zone";
    std::ofstream zone = out.open_zone(origins.back(), path);
    write_zone(origins.back(), random, zone);
    zone.close();
    if (error || !zone) return base::fail("cannot write " + path);
  }
  ask_about(origins, questions != 0 ? questions : std::clamp<std::size_t>(count, 200'000, 1'000'000), random, out);
  // Servers load in an order of their own, so the last zone alone shows little.
  for (std::size_t i = 0; i < count; i += std::max<std::size_t>(1, count / 100)) out.first << origins[i] << " MX\n";
  out.first << origins.back() << " MX\n";
  return out.finish();
}

}  // namespace bailiwick::bench
