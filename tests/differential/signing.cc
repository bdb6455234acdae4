#include "differential/signing.h"

#include <set>
#include <sstream>

#include "differential/zone_signer.h"

namespace bailiwick::differential {
namespace {

// Some of the names that hold nothing but an NSEC3 record: the same ones each time, in whatever order they are written.
std::vector<std::string> hashed_names(const std::string& text) {
  std::istringstream lines(text);
  std::set<std::string> found;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string owner, ttl, type;
    words >> owner >> ttl >> type;
    if (type == "IN") words >> type;
    if (type == "NSEC3") found.insert(lower(owner));
  }
  constexpr std::size_t kSome = 4;
  std::vector<std::string> names;
  for (auto at = found.begin(); at != found.end() && names.size() < kSome; ++at) names.push_back(*at);
  return names;
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
    const std::vector<std::string> hashed = hashed_names(zone.text);
    world.names.insert(world.names.end(), hashed.begin(), hashed.end());
    ++count;
  }
  return count;
}

}  // namespace bailiwick::differential
