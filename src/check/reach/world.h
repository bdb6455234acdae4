// Consistency of all loaded zones together: which can be found from the root, which only through each other, and what
// parents and children say about one another. Linear in records; what is called a stub, a virtual parent, a core stands
// in graph.h.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/finding.h"
#include "check/check.h"
#include "check/reach/graph.h"
#include "check/reach/registered_hosts.h"

namespace bailiwick::check {

// Borrowed for the call; the zones also by the result's graph.
struct WorldInput {
  // In canonical order of their origins, which differ: what is told does not depend on the order of the config.
  std::span<const ZoneInput> zones;
  // By zone; those beyond its end are Unknown.
  std::span<const ParentPolicy> parents = {};
  // What really stands at the registrar; null: taken to be what the zones say.
  const RegisteredHosts* registered = nullptr;
  // Whether name servers in zones that are not loaded are taken to work.
  bool externals = true;
  // Findings of level Info too. Off, they are neither made nor counted.
  bool information = false;
};

// A finding of check_zone of which more is known here: the one of that code whose first place is this.
struct Folded {
  std::uint32_t zone;
  std::string_view code;
  zone::Location location;
  // What is added to it. Without places it goes: a finding here says it better.
  std::vector<base::Place> places = {};
  std::string help = {};  // instead of its own
};

struct WorldResult {
  base::Findings findings;                            // each once
  std::vector<std::vector<std::uint32_t>> concerned;  // beside findings.kept(): the loaded zones that each is about
  std::vector<std::vector<std::string_view>> codes;   // by zone: of all findings that concern it, kept or not
  std::vector<bool> has_error;                        // by zone: one of those is an error
  std::vector<Folded> folded;                         // ordered by zone
  ReachGraph graph;
};

WorldResult check_world(const WorldInput& world);

// Takes out of the findings of zone number `zone` those that were folded, and adds to the others what is known here.
void remove_folded(const WorldResult& world, std::span<const ZoneInput> zones, std::uint32_t zone,
                   base::Findings& findings);

// As keeps_from_going_live of check.h, for what concerns zone number `zone` in the world. Unreachable also rejects a zone
// that no resolver with both families can find.
bool keeps_from_going_live(const WorldResult& world, std::uint32_t zone, Reject reject);

}  // namespace bailiwick::check
