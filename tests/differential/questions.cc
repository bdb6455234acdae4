// Random questions about a world.
#include "differential/questions.h"

#include "differential/rare_types.h"

namespace bailiwick::differential {
namespace {

std::string random_name(Random& random, const World& world) {
  std::string name = random.pick(world.names);
  const std::size_t dice = random.below(100);
  if (dice >= 40 && dice < 55) name = random_label(random) + "." + name;
  if (dice >= 55 && dice < 62) name = parent_of(name);
  if (dice >= 62 && dice < 75) name = random_label(random) + "." + parent_of(name);
  if (dice >= 75 && dice < 80) name = random_label(random) + "." + random_label(random) + "." + name;
  if (dice >= 80 && dice < 85 && name.starts_with("*.")) name = "unlikely." + name.substr(2);
  if (dice >= 85 && dice < 88) name = std::string(63, 'q') + "." + std::string(63, 'Q') + "." + name;
  if (dice >= 88 && dice < 90) name = random.pick(world.zones).origin;
  if (dice >= 90 && dice < 92) name = "nowhere." + parent_of(random.pick(world.zones).origin);
  if (name.starts_with("..")) name = ".";
  if (name.size() > 1 && name.ends_with("..")) name.pop_back();
  while (wire_length(name) > 255) name = parent_of(name);
  return random.chance(25) ? random_case(random, name) : name;
}

std::uint16_t random_type(Random& random) {
  // The ones asked most in life, and the ones with rules of their own, more often.
  static const std::vector<std::uint16_t> kTypes = [] {
    std::vector<std::uint16_t> out;
    for (const char* name :
         {"A",   "A",   "A",    "AAAA",  "NS",    "NS",    "SOA",    "MX",        "MX",        "TXT",      "CNAME",
          "DS",  "DS",  "SRV",  "SRV",   "SVCB",  "HTTPS", "HTTPS",  "DNAME",     "PTR",       "CAA",      "NAPTR",
          "ANY", "ANY", "TLSA", "HINFO", "RRSIG", "NSEC",  "DNSKEY", "TYPE65280", "TYPE65280", "TYPE65281"})
      out.push_back(support::type_from_name(name));
    return out;
  }();
  if (random.chance(15)) return support::type_from_name(random.pick(rare_records()).type);
  return random.pick(kTypes);
}

}  // namespace

Question random_question(Random& random, const World& world) {
  Question out;
  out.query.name = random_name(random, world);
  out.query.type = random_type(random);
  out.query.id = static_cast<std::uint16_t>(random.below(65536));
  out.query.rd = random.chance(30);
  out.query.cd = random.chance(10);
  out.query.ad = random.chance(10);
  out.tcp = random.chance(10);
  if (random.chance(60)) {
    static const std::vector<std::uint16_t> kPayloads = {0, 512, 700, 1232, 1232, 1232, 4096, 65535};
    support::Edns edns;
    edns.payload = random.pick(kPayloads);
    edns.dnssec_ok = random.chance(40);
    edns.version = random.chance(2) ? 1 : 0;
    if (random.chance(5)) edns.options.push_back({65001, {1, 2, 3}});  // for local use, known to nobody
    out.query.edns = edns;
  }
  return out;
}

}  // namespace bailiwick::differential
