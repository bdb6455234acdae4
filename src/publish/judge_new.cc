// New zones that cannot be found: which of them wait for no other. Zones that are only found through each other are one
// unit (Tarjan's strongly connected components, which come out with what they wait for before them).
#include <algorithm>

#include "publish/judge_run.h"

namespace bailiwick::publish {
namespace {

using check::FoundZones;
using check::kNobody;
using check::LeftOut;
using check::ZoneId;

// The zones that it waits for: a parent or homes of its servers that are not found either.
std::vector<ZoneId> waits_for(const FoundZones& zones, ZoneId zone) {
  std::vector<ZoneId> others;
  const auto add = [&](ZoneId other) {
    if (other != kNobody && other != zone && !zones.is_found(other, LeftOut::Working)) others.push_back(other);
  };
  add(zones.facts(zone).parent);
  for (const check::FoundEdge& edge : zones.facts(zone).edges)
    if (const check::HostFacts& host = zones.facts_of_host(edge.host); host.answers) add(host.home);
  return others;
}

class Components {
 public:
  Components(const FoundZones& zones, const std::unordered_set<ZoneId>& lost) : zones_(zones), lost_(lost) {}

  // The lost zones of each component that has some and waits for no other that has.
  std::vector<std::vector<ZoneId>> independent() && {
    for (const ZoneId zone : lost_)
      if (!visits_.contains(zone)) walk(zone);
    return std::move(result_);
  }

 private:
  struct Visit {
    std::uint32_t number;
    std::uint32_t lowest;
    bool is_on_stack = true;
    bool leads_to_lost = false;  // itself, or what it waits for
  };
  struct Step {
    ZoneId zone;
    std::vector<ZoneId> others;
    std::size_t next = 0;
  };

  void enter(ZoneId zone) {
    const auto number = static_cast<std::uint32_t>(visits_.size());
    visits_.emplace(zone, Visit{number, number});
    stack_.push_back(zone);
    steps_.push_back({zone, waits_for(zones_, zone)});
  }

  void walk(ZoneId start) {
    enter(start);
    while (!steps_.empty()) {
      Step& step = steps_.back();
      const ZoneId zone = step.zone;
      if (step.next == step.others.size()) {
        steps_.pop_back();
        if (visits_.at(zone).lowest == visits_.at(zone).number) close(zone);
        if (!steps_.empty()) join(steps_.back().zone, zone);
        continue;
      }
      const ZoneId other = step.others[step.next++];
      if (visits_.contains(other))
        join(zone, other);
      else
        enter(other);
    }
  }

  void join(ZoneId zone, ZoneId other) {
    Visit& visit = visits_.at(zone);
    const Visit& seen = visits_.at(other);
    if (seen.is_on_stack) visit.lowest = std::min(visit.lowest, seen.lowest);
    if (!seen.is_on_stack) visit.leads_to_lost |= seen.leads_to_lost;
  }

  void close(ZoneId first) {
    std::vector<ZoneId> members;
    do {
      members.push_back(stack_.back());
      stack_.pop_back();
      visits_.at(members.back()).is_on_stack = false;
    } while (members.back() != first);
    const bool waits = std::ranges::any_of(members, [&](ZoneId zone) { return visits_.at(zone).leads_to_lost; });
    std::vector<ZoneId> lost;
    std::ranges::copy_if(members, std::back_inserter(lost), [&](ZoneId zone) { return lost_.contains(zone); });
    for (const ZoneId member : members) visits_.at(member).leads_to_lost = waits || !lost.empty();
    if (!waits && !lost.empty()) result_.push_back(std::move(lost));
  }

  const FoundZones& zones_;
  const std::unordered_set<ZoneId>& lost_;
  std::unordered_map<ZoneId, Visit> visits_;
  std::vector<ZoneId> stack_;
  std::vector<Step> steps_;
  std::vector<std::vector<ZoneId>> result_;
};

}  // namespace

std::vector<JudgeRun::Unit> JudgeRun::independent_new() {
  std::vector<Unit> units;
  for (std::vector<ZoneId>& zones : Components(zones_, lost_new_).independent()) {
    Unit unit;
    for (const ZoneId zone : zones) unit.members.push_back(in_mix(zone));
    std::ranges::sort(unit.members);
    unit.reason = Rejection::Reason::NotFound;
    unit.lost = candidates_[unit.members.front()].zone;
    unit.loss.zone = shown(unit.lost);
    unit.harmed = std::move(zones);
    units.push_back(std::move(unit));
  }
  std::ranges::sort(units, {}, &Unit::members);
  return units;
}

}  // namespace bailiwick::publish
