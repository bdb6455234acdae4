// The order of the work: decisions make the base; all other candidates are mixed in; while a zone is lost, who took a
// piece of what it was found by goes out; what can come back comes back.
#include "publish/judge.h"

#include <algorithm>
#include <numeric>

#include "base/assert.h"
#include "publish/judge_run.h"

namespace bailiwick::publish {

Judgement judge(check::FoundZones& served, std::span<const Proposal> proposals, const Policy& policy) {
  return JudgeRun(served, proposals).judge(policy);
}

JudgeRun::JudgeRun(check::FoundZones& zones, std::span<const Proposal> proposals)
    : zones_(zones), proposals_(proposals), order_(proposals.size()) {
  std::iota(order_.begin(), order_.end(), std::size_t{0});
  std::ranges::sort(order_, [&](std::size_t a, std::size_t b) {
    return wire::compare_canonical(proposals[a].origin, proposals[b].origin) < 0;
  });
}

Judgement JudgeRun::judge(const Policy& policy) && {
  Judgement judgement;
  apply_decisions(judgement);
  leave_out();
  add_candidates();
  if (policy.reachability) {
    find_stable_mix();
    retry_all();
  }
  explain(judgement);
  return judgement;
}

// Removals, and versions that came by transfer.
void JudgeRun::apply_decisions(Judgement& judgement) {
  std::vector<check::FoundZones::Change> additions;
  for (const std::size_t number : order_) {
    const Proposal& proposal = proposals_[number];
    BAILIWICK_ASSERT(proposal.zone != nullptr || proposal.by_decision);
    if (!proposal.is_addition || proposal.zone == nullptr) continue;
    const ZoneId zone = zones_.find(proposal.origin);
    if (zone != kNobody && !zones_.is_served(zone))
      additions.push_back({.origin = proposal.origin, .configured = false});
  }
  zones_.apply(additions);
  zones_.mark();
  supports_.emplace(zones_, LeftOut::Dead);
  working_supports_.emplace(zones_, LeftOut::Working);
  for (const std::size_t number : order_) {
    const Proposal& proposal = proposals_[number];
    if (!proposal.by_decision || proposal.rejected_alone) continue;
    const ZoneId zone = zones_.find(proposal.origin);
    if (zone == kNobody && proposal.zone == nullptr) continue;
    if (zone != kNobody) by_zone_.emplace(zone, static_cast<Number>(candidates_.size()));
    candidates_.push_back({.proposal = number, .zone = zone, .base = nullptr, .base_parent = proposal.parent});
  }
  std::vector<Number> all(candidates_.size());
  std::iota(all.begin(), all.end(), Number{0});
  std::unordered_set<ZoneId> told;
  if (!all.empty()) find_removed_servers(judgement, told);
  set(all, true);
  find_harms(judgement);
}

// What is proposed and not served is left out, until it comes in. Who leaned on an addition that was not configured is
// remembered: it cannot be found by the rules any more, but should be once the addition is in.
void JudgeRun::leave_out() {
  zones_.mark();
  std::vector<check::FoundZones::Change> marks;
  for (const std::size_t number : order_) {
    const Proposal& proposal = proposals_[number];
    const ZoneId zone = zones_.find(proposal.origin);
    const bool is_known = zone != kNobody && zones_.is_configured(zone);
    if (!is_known && proposal.zone != nullptr) marks.push_back({.origin = proposal.origin, .parent = proposal.parent});
  }
  for (const ZoneId zone : zones_.apply(marks))
    if (zones_.is_served(zone) && zones_.was_found(zone, LeftOut::Dead) && !zones_.is_found(zone, LeftOut::Dead))
      leaners_.insert(zone);
  if (leaners_.empty()) return;
  for (const check::FoundZones::Change& mark : marks) additions_.insert(zones_.find(mark.origin));
}

void JudgeRun::add_candidates() {
  zones_.mark();
  supports_.emplace(zones_, LeftOut::Dead);
  working_supports_.emplace(zones_, LeftOut::Working);
  candidates_.clear();
  by_zone_.clear();
  lost_.clear();
  lost_new_.clear();
  lost_own_.clear();
  to_examine_.clear();
  waiting_.clear();
  std::vector<Number> mix;
  for (const std::size_t number : order_) {
    const Proposal& proposal = proposals_[number];
    if (proposal.by_decision) continue;
    const ZoneId zone = zones_.find(proposal.origin);
    const auto candidate = static_cast<Number>(candidates_.size());
    candidates_.push_back({.proposal = number,
                           .zone = zone,
                           .base = zones_.version(zone),
                           .base_parent = zones_.parent_policy(zone),
                           .is_alone = proposal.rejected_alone});
    by_zone_.emplace(zone, candidate);
    if (!proposal.rejected_alone) mix.push_back(candidate);
  }
  set(mix, true);
}

std::span<const ZoneId> JudgeRun::set(std::span<const Number> candidates, bool is_in) {
  std::vector<check::FoundZones::Change> changes;
  changes.reserve(candidates.size());
  for (const Number number : candidates) {
    Candidate& candidate = candidates_[number];
    const Proposal& proposal = proposal_of(number);
    candidate.is_in = is_in;
    if (is_in)
      changes.push_back({proposal.origin, proposal.zone, proposal.zone != nullptr, proposal.parent});
    else
      changes.push_back({proposal.origin, candidate.base, true, candidate.base_parent});
  }
  const std::span<const ZoneId> changed = zones_.apply(changes);
  for (const ZoneId zone : changed) look_at(zone);
  const auto is_addition = [&](Number number) { return additions_.contains(candidates_[number].zone); };
  if (!leaners_.empty() && std::ranges::any_of(candidates, is_addition))
    for (const ZoneId zone : leaners_) look_at(zone);
  return changed;
}

JudgeRun::Number JudgeRun::candidate_of(ZoneId zone) const {
  const auto found = by_zone_.find(zone);
  return found == by_zone_.end() ? kNobody : found->second;
}

JudgeRun::Number JudgeRun::in_mix(ZoneId zone) const {
  const Number number = candidate_of(zone);
  return number != kNobody && candidates_[number].is_in ? number : kNobody;
}

// It was found and is not any more, or its parent has dropped the cut: where both are on one server it could be found
// all the same, elsewhere not.
bool JudgeRun::is_lost(ZoneId zone) const {
  if (!zones_.is_served(zone) || !zones_.was_served(zone)) return false;
  if (leaners_.contains(zone) && !zones_.is_found(zone, LeftOut::Dead))
    return blame_addition(zone).kind == Blame::Kind::Culprit;
  if (!zones_.was_found(zone, LeftOut::Dead)) return false;
  if (!zones_.is_found(zone, LeftOut::Dead)) return true;
  const ZoneId parent = zones_.facts_then(zone).parent;
  return parent != kNobody && zones_.facts(zone).parent == kNobody && zones_.is_served(parent);
}

void JudgeRun::look_at(ZoneId zone) {
  const auto put = [zone](std::unordered_set<ZoneId>& set, bool is_in) {
    if (is_in) set.insert(zone);
    if (!is_in) set.erase(zone);
  };
  const bool lost = is_lost(zone);
  const bool was_lost = lost_.contains(zone);
  put(lost_, lost);
  if (lost && !was_lost) to_examine_.push_back(zone);
  if (!lost && was_lost)
    if (const auto others = waiting_.find(zone); others != waiting_.end()) {
      to_examine_.insert(to_examine_.end(), others->second.begin(), others->second.end());
      waiting_.erase(others);
    }
  const Number number = in_mix(zone);
  const bool may_find = number == kNobody || zones_.is_found(zone, LeftOut::Working);
  const bool is_new = number != kNobody && !zones_.was_served(zone);
  put(lost_new_, !may_find && is_new);
  put(lost_own_, !may_find && !is_new && !zones_.was_found(zone, LeftOut::Dead) &&
                     zones_.was_found(zone, LeftOut::Working) && took_its_own(zone));
}

void JudgeRun::find_stable_mix() {
  while (!nothing_is_lost()) {
    ++rounds_;
    if (!lost_.empty()) {
      if (!reject_for_lost()) give_up();
    } else if (!lost_own_.empty()) {
      reject_own();
    } else {
      reject(independent_new());
    }
  }
}

// One round: each lost zone whose support needs no other lost zone rejects who took a piece of it. Looked at are those
// that are newly lost, those that waited for a zone that is back, and those that are lost still.
bool JudgeRun::reject_for_lost() {
  std::ranges::sort(to_examine_);
  const auto twins = std::ranges::unique(to_examine_);
  to_examine_.erase(twins.begin(), twins.end());
  std::map<Number, Unit> units;
  std::map<Number, wire::Name> first;
  std::vector<ZoneId> again;
  for (const ZoneId zone : to_examine_) {
    if (!lost_.contains(zone)) continue;
    const Blame found = blame(zone);
    if (found.kind == Blame::Kind::Waits) waiting_[found.zone].push_back(zone);
    if (found.kind != Blame::Kind::Culprit) continue;
    again.push_back(zone);
    Unit& unit = units[found.culprit];
    unit.members = {found.culprit};
    unit.harmed.push_back(zone);
    const wire::Name name = zones_.name(zone);
    const auto [at, is_first] = first.try_emplace(found.culprit, name);
    if (!is_first && wire::compare_canonical(name, at->second) > 0) continue;
    at->second = name;
    unit.lost = zone;
    unit.loss = loss_of(zone, found);
  }
  to_examine_ = std::move(again);
  if (units.empty()) return false;
  std::vector<Unit> all;
  for (auto& [culprit, unit] : units) all.push_back(std::move(unit));
  reject(std::move(all));
  return true;
}

void JudgeRun::reject_own() {
  std::vector<Unit> units;
  for (const ZoneId zone : lost_own_) {
    Blame own = blame_own(zone, working_supports_->of(zone));
    BAILIWICK_ASSERT(own.kind == Blame::Kind::Culprit);
    units.push_back({.members = {own.culprit}, .harmed = {zone}, .loss = loss_of(zone, own), .lost = zone});
  }
  std::ranges::sort(units, {}, &Unit::members);
  reject(std::move(units));
}

void JudgeRun::give_up() {
  gave_up_ = true;
  Unit all;
  for (Number number = 0; number < candidates_.size(); ++number)
    if (candidates_[number].is_in) all.members.push_back(number);
  all.lost = *lost_.begin();
  all.harmed = {all.lost};
  all.loss.zone = shown(all.lost);
  BAILIWICK_ASSERT(!all.members.empty());
  std::vector<Unit> units;
  units.push_back(std::move(all));
  reject(std::move(units));
}

void JudgeRun::reject(std::vector<Unit>&& units) {
  std::vector<Number> members;
  for (Unit& unit : units) {
    const auto number = static_cast<Number>(units_.size());
    for (const Number member : unit.members) candidates_[member].unit = number;
    members.insert(members.end(), unit.members.begin(), unit.members.end());
    units_.push_back(std::move(unit));
    watch(number);
  }
  const std::span<const ZoneId> changed = set(members, false);
  for (const ZoneId zone : changed) notify(zone);
}

}  // namespace bailiwick::publish
