// Consistency of a zone: runs every check of the registry (registry.cc) and says which findings keep a zone from going
// live.
#pragma once

#include <set>
#include <vector>

#include "base/finding.h"
#include "wire/name.h"
#include "zone/builder.h"
#include "zone/zone.h"

namespace bailiwick::check {

// What a check of one zone sees. Borrowed for the call.
struct ZoneInput {
  const zone::Zone& zone;
  const zone::SourceMap& sources;
  const zone::Notes& notes;
  std::size_t kept_per_code = base::Findings::kKeptPerCode;  // more are counted only
};

struct BeforeInCanonicalOrder {
  using is_transparent = void;
  bool operator()(wire::NameView a, wire::NameView b) const { return wire::compare_canonical(a, b) < 0; }
};

// What the operator wants to hear, and what the zone alone cannot tell.
struct Options {
  // The zone is meant for the Internet: a server address that is not reachable there is an error.
  bool public_addresses = false;
  // Findings of level Info too. Off, they are neither made nor counted.
  bool information = false;
  // The addresses that this server listens on (4 or 16 octets, network order) and the zones that it serves. Without
  // addresses nothing is concluded from them.
  std::vector<std::vector<std::uint8_t>> own_addresses = {};
  std::set<wire::Name, BeforeInCanonicalOrder> own_zones = {};
};

// What keeps a zone from going live: fatal findings only; these and the circle (A03, A05); every finding of level
// error.
enum class Refuse : std::uint8_t { Fatal, Circular, Error };

base::Findings check_zone(const ZoneInput& input, const Options& options = {});
bool keeps_from_going_live(const base::Findings& findings, Refuse refuse);

}  // namespace bailiwick::check
