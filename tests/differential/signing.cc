#include "differential/signing.h"

#include <map>
#include <ranges>
#include <set>
#include <sstream>

#include "differential/rare_types.h"
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

// Types that one of the servers cannot read by the name that signers write: as numbers, as in rare_types.cc.
std::string with_numbered_types(const std::string& record) {
  static const std::map<std::string, std::string> kNumbers = [] {
    std::map<std::string, std::string> numbers;
    for (const RareRecord& rare : rare_records()) numbers.emplace(rare.mnemonic, rare.type);
    return numbers;
  }();
  std::istringstream words(record);
  std::string out;
  for (std::string word; words >> word && word != ";{id";) {
    const auto number = kNumbers.find(word);
    out += (number == kNumbers.end() ? word : number->second) + " ";
  }
  return out;
}

// The zone as it was written, and what the signer added: what it makes of the other records is not for all servers.
std::string with_signatures(const std::string& written, const std::string& signed_text) {
  static const std::set<std::string> kAdded = {"RRSIG", "NSEC", "NSEC3", "NSEC3PARAM", "DNSKEY"};
  std::istringstream lines(signed_text);
  std::string out = written;
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string owner, ttl, klass, type;
    if (words >> owner >> ttl >> klass >> type && kAdded.contains(type)) out += with_numbered_types(line) + "\n";
  }
  return out;
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
    zone.text = with_signatures(zone.text, signer.sign(zone, {.way = way}));
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
