// A world: several zones that one server serves together, and the names that are worth asking about.
// Everything follows from one seed. Zones are valid as all three servers understand it (no data beside a CNAME, none
// below a DNAME), and otherwise as awkward as may be: occluded data, loops, wildcards, missing glue, names that grow.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "differential/random.h"

namespace bailiwick::differential {

struct Zone {
  std::string origin;
  std::string text;                // the zone file
  std::set<std::string> owners{};  // names that it has records at, as support::canonical_name spells them
  std::set<std::string>
      signed_owners{};  // those that have signatures, in lower case; none in a zone that is not signed
};

struct World {
  std::vector<Zone> zones;
  std::vector<std::string> names;  // owners and targets, absolute, with repetitions
};

// `plain`: without rare types and the longest names: some signers write these so that they cannot be read again.
World make_world(std::uint64_t seed, bool plain = false);
// The zone that answers for the name: the longest match.
const Zone* zone_of(const World& world, const std::string& name);

// Labels in presentation form; the same few come again and again, so that random names hit and nearly hit.
const std::string& random_label(Random& random);
// Upper and lower case thrown about, escapes left alone.
std::string random_case(Random& random, std::string name);
// The name without its first label; the root's parent is the root.
std::string parent_of(const std::string& name);
// `child` is `ancestor` or a name below it; both absolute, case ignored.
bool is_at_or_below(const std::string& child, const std::string& ancestor);
std::string lower(std::string text);
// Octets of the name on the wire.
std::size_t wire_length(const std::string& name);

}  // namespace bailiwick::differential
