#include "differential/signing.h"

#include <ranges>
#include <set>
#include <sstream>

#include "differential/zone_signer.h"
#include "support/ldns_client.h"

namespace bailiwick::differential {
namespace {

// The names that have records of that type, the same ones in whatever order they are written.
std::set<std::string> owners_of(const std::string& wanted, const std::string& text) {
  std::istringstream lines(text);
  std::set<std::string> found;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string owner, ttl, type;
    words >> owner >> ttl >> type;
    if (type == "IN") words >> type;
    if (type == wanted) found.insert(support::canonical_name(owner));
  }
  return found;
}

}  // namespace

std::size_t sign_world(World& world, std::uint64_t seed, const support::TempDir& dir) {
  Random random(seed);
  static const std::vector<Way> kWays = {Way::None,  Way::Nsec,   Way::Nsec,  Way::Nsec3,
                                         Way::Nsec3, Way::OptOut, Way::OptOut};
  const ZoneSigner signer(dir, "ECDSAP256SHA256");
  std::size_t count = 0;
  for (Zone& zone : world.zones) {
    const Way way = random.pick(kWays);
    if (way == Way::None) continue;
    zone.text = signer.sign(zone, {.way = way});
    zone.signed_owners = owners_of("RRSIG", zone.text);
    // Some of the names that hold nothing but an NSEC3 record.
    constexpr std::size_t kSome = 4;
    for (const std::string& hashed : owners_of("NSEC3", zone.text) | std::views::take(kSome))
      world.names.push_back(hashed);
    ++count;
  }
  return count;
}

}  // namespace bailiwick::differential
