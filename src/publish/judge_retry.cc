// What was rejected for another's fault comes back once that other is out, too. A large component is asked again only
// where something changed that it hangs on: to ask all of it each time would be quadratic.
#include <algorithm>
#include <numeric>

#include "publish/judge_run.h"
#include "publish/pieces.h"

namespace bailiwick::publish {
namespace {

constexpr std::size_t kSmallComponent = 64;  // rejected candidates
constexpr std::size_t kLargestGroup = 16;    // candidates that come back together

}  // namespace

// Of each zone harmed: its version; of its parent and the zones of its servers their versions, and whether they are
// found.
void JudgeRun::watch(Number number) {
  const auto add = [&](ZoneId zone, std::unordered_map<ZoneId, std::vector<Number>>& of_zones) {
    const Number candidate = candidate_of(zone);
    if (candidate != kNobody && candidates_[candidate].unit == number) return;
    std::vector<Number>& watchers = of_zones[zone];
    if (watchers.empty() || watchers.back() != number) watchers.push_back(number);
  };
  for (const ZoneId zone : units_[number].harmed) {
    add(zone, watching_version_);
    const auto add_server = [&](ZoneId home) {
      if (home == kNobody || home == zone) return;
      add(home, watching_version_);
      add(home, watching_reach_);
    };
    for (const check::ZoneFacts* facts : {&zones_.facts(zone), &zones_.facts_then(zone)}) {
      add_server(facts->parent);
      for (const check::FoundEdge& edge : facts->edges) add_server(zones_.configured_around(edge.host));
    }
  }
}

void JudgeRun::notify(std::span<const Number> members, std::span<const ZoneId> turned) {
  const auto mark = [&](ZoneId zone, const std::unordered_map<ZoneId, std::vector<Number>>& of_zones) {
    if (const auto found = of_zones.find(zone); found != of_zones.end())
      for (const Number unit : found->second) units_[unit].is_dirty = true;
  };
  for (const Number member : members) mark(candidates_[member].zone, watching_version_);
  for (const ZoneId zone : turned) mark(zone, watching_reach_);
}

// Units of which one watches a member of the other.
void JudgeRun::find_components() {
  component_.resize(units_.size());
  std::iota(component_.begin(), component_.end(), Number{0});
  const auto top = [&](Number unit) {
    while (component_[unit] != unit) unit = component_[unit] = component_[component_[unit]];
    return unit;
  };
  for (const auto& [zone, watchers] : watching_version_) {
    const Number candidate = candidate_of(zone);
    if (candidate == kNobody || candidates_[candidate].unit == kNobody) continue;
    for (const Number watcher : watchers) component_[top(watcher)] = top(candidates_[candidate].unit);
  }
  component_size_.assign(units_.size(), 0);
  for (Number unit = 0; unit < units_.size(); ++unit) {
    component_[unit] = top(unit);
    component_size_[component_[unit]] += units_[unit].members.size();
  }
}

void JudgeRun::retry_all() {
  find_components();
  std::vector<Number> order(units_.size());
  std::iota(order.begin(), order.end(), Number{0});
  std::ranges::sort(
      order, {}, [&](Number unit) -> const auto& { return units_[unit].members; });
  const bool all_small = units_.size() <= kSmallComponent;
  std::vector<bool> moved(units_.size(), true);  // by component: something came back in the last pass
  for (bool again = !order.empty(); again;) {
    again = false;
    std::vector<bool> moved_now(units_.size());
    for (const Number unit : order) {
      if (!units_[unit].is_open || units_[unit].is_final) continue;
      const bool is_small = component_size_[component_[unit]] <= kSmallComponent;
      if (!all_small && !units_[unit].is_dirty && !(is_small && moved[component_[unit]])) continue;
      units_[unit].is_dirty = false;
      if (!retry(unit)) continue;
      moved_now[component_[unit]] = true;
      again = true;
    }
    moved = std::move(moved_now);
  }
}

bool JudgeRun::retry(Number unit) {
  ++retries_;
  std::vector<Number> group = units_[unit].members;
  std::vector<ZoneId> touched;
  const auto add = [&](std::span<const ZoneId> zones) { touched.insert(touched.end(), zones.begin(), zones.end()); };
  add(set(group, true));
  while (!nothing_is_lost() && extend(group)) {
    std::vector<Number> more;
    std::ranges::copy_if(group, std::back_inserter(more), [&](Number n) { return !candidates_[n].is_in; });
    add(set(more, true));
  }
  if (!nothing_is_lost()) {
    set(group, false);
    to_examine_.clear();
    waiting_.clear();
    return false;
  }
  for (const Number member : group) {
    Unit& back = units_[candidates_[member].unit];
    back.is_open = false;
    candidates_[member].unit = kNobody;
  }
  notify(group, touched);
  return true;
}

// The rejected ones that the zones then lost wait for, whole units: those whose candidates have what is missing.
bool JudgeRun::extend(std::vector<Number>& group) const {
  std::unordered_set<Number> in_group(group.begin(), group.end());
  const std::size_t before = in_group.size();
  const auto rejected = [&](ZoneId zone) {
    const Number number = zone == kNobody ? kNobody : candidate_of(zone);
    if (number == kNobody || candidates_[number].unit == kNobody || in_group.contains(number)) return kNobody;
    return units_[candidates_[number].unit].is_final ? kNobody : number;
  };
  const auto add = [&](Number number) {
    for (const Number member : units_[candidates_[number].unit].members) in_group.insert(member);
  };
  for (const auto* lost : {&lost_, &lost_new_, &lost_own_})
    for (const ZoneId zone : *lost) {
      if (in_group.size() > kLargestGroup) return false;
      if (const Number own = rejected(zone); own != kNobody) add(own);
      const Number above = rejected(zones_.configured_above(zone));
      if (above != kNobody && has_cut(*proposal_of(above).zone, zones_.name(zone))) add(above);
      for (const check::FoundEdge& edge : zones_.facts(zone).edges) {
        const Number home = rejected(zones_.configured_around(edge.host));
        if (home != kNobody && helps_to_find(*proposal_of(home).zone, zones_.host_name(edge.host))) add(home);
      }
    }
  if (in_group.size() == before || in_group.size() > kLargestGroup) return false;
  group.assign(in_group.begin(), in_group.end());
  std::ranges::sort(group);
  return true;
}

}  // namespace bailiwick::publish
