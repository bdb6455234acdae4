// The judge of random worlds: slow, simple, and knows names only. Every rule is as the catalogue has it (checks.md, 2.2
// to 2.4), applied over and over until nothing changes.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "random_world.h"

namespace worlds {

class Judge {
 public:
  explicit Judge(const Plan& plan) {
    for (const ZonePlan& zone : plan.zones) loaded_[zone.origin] = &zone;
    for (const ZonePlan& zone : plan.zones)
      for (const auto& [cut, hosts] : zone.cuts)
        if (!loaded_.contains(cut) && cut_of(zone, cut) == cut && loaded_above(cut) == zone.origin)
          stubs_[cut] = zone.origin;
  }

  std::set<std::string> zones() const {
    std::set<std::string> all;
    for (const auto& [name, zone] : loaded_) all.insert(name);
    for (const auto& [name, parent] : stubs_) all.insert(name);
    return all;
  }

  // `lost` are hosts that do not answer any more.
  std::set<std::string> reached(int family, bool sibling, bool externals,
                                const std::set<std::string>& lost = {}) const {
    std::set<std::string> found;
    for (bool changed = true; changed;) {
      changed = false;
      for (const std::string& zone : zones()) {
        if (found.contains(zone)) continue;
        const std::string parent = parent_of(zone);
        if (!parent.empty() && !found.contains(parent)) continue;
        for (const std::string& host : servers_of(zone, parent)) {
          if (lost.contains(host) || !usable(host, zone, parent, family, sibling, externals, found)) continue;
          found.insert(zone);
          changed = true;
          break;
        }
      }
    }
    return found;
  }

  // All addresses that are known of the host, as one text.
  std::string alike(const std::string& host) const {
    const HostRecord* record = shown(host);
    if (record == nullptr || record->addresses.empty()) return host;
    std::string text = "=";
    for (const std::string& address : record->addresses) text += address + ' ';
    return text;
  }
  std::set<std::string> hosts() const {
    std::set<std::string> all;
    for (const std::string& zone : zones())
      for (const std::string& host : servers_of(zone, parent_of(zone))) all.insert(host);
    return all;
  }

 private:
  std::string loaded_above(const std::string& name) const {
    std::string best;
    for (const auto& [origin, zone] : loaded_)
      if (origin != name && below(name, origin) && origin.size() > best.size()) best = origin;
    return best;
  }

  // The highest cut of the zone at or above the name, or "".
  static std::string cut_of(const ZonePlan& zone, const std::string& name) {
    std::string best;
    for (const auto& [cut, hosts] : zone.cuts)
      if (below(name, cut) && (best.empty() || cut.size() < best.size())) best = cut;
    return best;
  }

  std::string parent_of(const std::string& zone) const {
    if (const auto stub = stubs_.find(zone); stub != stubs_.end()) return stub->second;
    for (std::string above = loaded_above(zone); !above.empty(); above = loaded_above(above)) {
      const std::string cut = cut_of(*loaded_.at(above), zone);
      if (cut == zone) return above;
      if (!cut.empty()) return "";
    }
    return "";
  }

  std::vector<std::string> servers_of(const std::string& zone, const std::string& parent) const {
    return parent.empty() ? loaded_.at(zone)->ns : loaded_.at(parent)->cuts.at(zone);
  }

  std::string home_of(const std::string& host) const {
    std::string best;
    for (const std::string& zone : zones())
      if (below(host, zone) && zone.size() > best.size()) best = zone;
    return best;
  }

  // What the loaded zones show at that name.
  const HostRecord* shown(const std::string& host) const {
    std::string best;
    for (const auto& [origin, zone] : loaded_)
      if (below(host, origin) && origin.size() > best.size()) best = origin;
    if (best.empty()) return nullptr;
    const auto found = loaded_.at(best)->hosts.find(host);
    return found == loaded_.at(best)->hosts.end() ? nullptr : &found->second;
  }

  static bool has(const HostRecord* record, int family) {
    if (record == nullptr) return false;
    return std::ranges::any_of(record->addresses,
                               [&](const std::string& a) { return (family & (is_v6(a) ? 2 : 1)) != 0; });
  }

  bool usable(const std::string& host, const std::string& zone, const std::string& parent, int family, bool sibling,
              bool externals, const std::set<std::string>& found) const {
    const bool in_domain = below(host, zone);
    const HostRecord* glue = nullptr;
    if (!parent.empty()) {
      const ZonePlan& file = *loaded_.at(parent);
      const auto at = file.hosts.find(host);
      if (at != file.hosts.end() && !cut_of(file, host).empty()) glue = &at->second;
    } else if (in_domain || (zone.contains('.') ? below(host, zone.substr(zone.find('.') + 1)) : true)) {
      glue = shown(host);
    }
    if (has(glue, family) && (in_domain || sibling)) return true;
    const std::string home = home_of(host);
    if (home.empty()) return externals;
    if (!found.contains(home)) return false;
    const HostRecord* record = shown(host);
    if (stubs_.contains(home) && (record == nullptr || record->addresses.empty())) return true;
    return has(record, family);
  }

  std::map<std::string, const ZonePlan*> loaded_;
  std::map<std::string, std::string> stubs_;  // to the loaded zone that has the cut
};

}  // namespace worlds
