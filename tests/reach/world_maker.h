// Worlds for the tests: zones made from text, and everything that is found of them together.
#pragma once

#include <algorithm>
#include <deque>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "check/reach/world.h"
#include "load/zone_file.h"

namespace worlds {

using namespace bailiwick;

// Zones made from text, and the check of all of them.
class World {
 public:
  // `text` without SOA and $TTL, which are put before it.
  void add(const std::string& origin, const std::string& text, check::ParentPolicy policy = {}) {
    const std::string whole = "$TTL 3600\n@ SOA ns.invalid. h.invalid. 1 14400 3600 1209600 3600\n" + text;
    load::Loaded loaded =
        load::load_zone_text(whole, (origin == "." ? "root" : origin) + ".zone", *wire::Name::from_text(origin));
    const auto is_before = [](const zone::Built& a, const zone::Built& b) {
      return wire::compare_canonical(a.zone->origin(), b.zone->origin()) < 0;
    };
    const auto at = std::upper_bound(built_.begin(), built_.end(), *loaded.built, is_before);
    policies_.insert(policies_.begin() + (at - built_.begin()), policy);
    built_.insert(at, std::move(*loaded.built));
  }
  void add_registered(const std::string& text) {
    base::Findings findings;
    registered_ = check::RegisteredHosts::parse(text, "registered-hosts", findings);
    has_registered_ = true;
  }
  void no_externals() { externals_ = false; }

  std::vector<check::ZoneInput> inputs() const {
    std::vector<check::ZoneInput> inputs;
    for (const zone::Built& built : built_) inputs.push_back({*built.zone, built.sources, built.notes});
    return inputs;
  }
  check::WorldResult check() const {
    const std::vector<check::ZoneInput> zones = inputs();
    return check::check_world({zones, policies_, has_registered_ ? &registered_ : nullptr, externals_, true});
  }
  // What an operator is shown: the findings of each zone and those of all together. Keys and DS records are written
  // without the signatures that would go with them.
  base::Findings all_findings(const check::WorldResult& result) const {
    base::Findings findings;
    const std::vector<check::ZoneInput> zones = inputs();
    for (std::uint32_t number = 0; number < zones.size(); ++number) {
      base::Findings own = check::check_zone(zones[number], {.information = true, .dnssec = check::Dnssec::Off});
      check::remove_folded(result, zones, number, own);
      findings.append(std::move(own));
    }
    findings.append(result.findings);
    return findings;
  }

 private:
  std::deque<zone::Built> built_;  // in canonical order
  std::vector<check::ParentPolicy> policies_;
  check::RegisteredHosts registered_;
  bool has_registered_ = false;
  bool externals_ = true;
};

inline std::uint32_t zone_number(const check::ReachGraph& graph, const std::string& name) {
  const wire::Name wanted = wire::Name::from_text(name).value();
  for (std::uint32_t number = 0; number < graph.zones.size(); ++number)
    if (wire::equal(graph.zones[number].origin, wanted)) return number;
  return check::kNobody;
}

inline char letter(check::Reach reach) {
  return "SXWU"[static_cast<std::size_t>(reach)];
}

}  // namespace worlds
