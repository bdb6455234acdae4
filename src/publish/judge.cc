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
  std::vector<wire::CanonicalKey> keys;
  keys.reserve(proposals.size());
  for (const Proposal& proposal : proposals) keys.emplace_back(proposal.origin);
  std::ranges::sort(order_, [&](std::size_t a, std::size_t b) {
    if (keys[a] != keys[b]) return keys[a] < keys[b];
    return wire::compare_canonical(proposals[a].origin, proposals[b].origin) < 0;
  });
}

Judgement JudgeRun::judge(const Policy& policy) && {
  Judgement judgement;
  apply_decisions(judgement);
  add_candidates();
  if (policy.reachability) {
    do {
      find_stable_mix();
      retry_all();
    } while (reject_movers());
  }
  leave_out_additions(true);
  explain(judgement);
  zones_.mark();  // what was then is of no use any more
  return judgement;
}

// Removals, and versions that came by transfer.
void JudgeRun::apply_decisions(Judgement& judgement) {
  std::vector<check::FoundZones::Change> additions;
  for (const std::size_t number : order_) {
    const Proposal& proposal = proposals_[number];
    BAILIWICK_ASSERT(proposal.zone != nullptr || proposal.by_decision || proposal.rejected_alone);
    if (!proposal.is_addition || proposal.by_decision) continue;
    const ZoneId zone = zones_.find(proposal.origin);
    if (zone != kNobody && !zones_.is_served(zone))
      additions.push_back({.origin = proposal.origin, .configured = false});
  }
  zones_.apply(additions);
  zones_.mark();
  supports_.emplace(zones_, LeftOut::Dead);
  working_supports_.emplace(zones_, LeftOut::Working);
  std::vector<check::FoundZones::Change> unknown;
  const auto is_decided = [](const Proposal& proposal) { return proposal.by_decision && !proposal.rejected_alone; };
  for (const Proposal& proposal : proposals_)
    if (is_decided(proposal) && proposal.zone != nullptr && zones_.find(proposal.origin) == kNobody)
      unknown.push_back({.origin = proposal.origin});
  zones_.apply(unknown);
  for (const std::size_t number : order_) {
    const ZoneId zone = zones_.find(proposals_[number].origin);
    if (!is_decided(proposals_[number]) || zone == kNobody) continue;
    put_number(zone, static_cast<Number>(candidates_.size()));
    candidates_.push_back({.proposal = number, .zone = zone, .base = nullptr, .base_parent = {}});
  }
  if (candidates_.empty()) return;
  find_removed_servers(judgement);
  std::vector<Number> all(candidates_.size());
  std::iota(all.begin(), all.end(), Number{0});
  set(all, true);
  find_harms(judgement);
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
  std::vector<check::FoundZones::Change> unknown;
  for (const Proposal& proposal : proposals_)
    if (!proposal.by_decision && zones_.find(proposal.origin) == kNobody)
      unknown.push_back({.origin = proposal.origin, .configured = false});
  zones_.apply(unknown);
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
                           .is_alone = proposal.rejected_alone,
                           .is_addition = !zones_.is_configured(zone)});
    put_number(zone, candidate);
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
      changes.push_back({proposal.origin, candidate.base, !candidate.is_addition, candidate.base_parent});
  }
  const std::span<const ZoneId> changed = zones_.apply(changes);
  for (const ZoneId zone : changed) look_at(zone);
  for (const Number number : candidates) look_at(candidates_[number].zone);
  return changed;
}

JudgeRun::Number JudgeRun::candidate_of(ZoneId zone) const {
  return zone < by_zone_.size() ? by_zone_[zone] : kNobody;
}

void JudgeRun::put_number(ZoneId zone, Number number) {
  if (zone >= by_zone_.size()) by_zone_.resize(zones_.zone_count(), kNobody);
  by_zone_[zone] = number;
}

JudgeRun::Number JudgeRun::in_mix(ZoneId zone) const {
  const Number number = candidate_of(zone);
  return number != kNobody && candidates_[number].is_in ? number : kNobody;
}

// It was found and is not any more, or its parent has dropped the cut: where both are on one server it could be found
// all the same, elsewhere not.
bool JudgeRun::is_lost(ZoneId zone) const {
  if (!zones_.is_served(zone) || !zones_.was_served(zone) || !zones_.was_found(zone, LeftOut::Dead)) return false;
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
  const Number number = zones_.is_served(zone) ? in_mix(zone) : kNobody;
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
    if (found.kind != Blame::Kind::Waits) again.push_back(zone);
    if (found.kind != Blame::Kind::Culprit) continue;
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

// Additions that are not in, as what they are from now on, configured and left out; or as they were, unknown.
std::span<const ZoneId> JudgeRun::leave_out_additions(bool is_left_out) {
  std::vector<check::FoundZones::Change> changes;
  for (const Candidate& candidate : candidates_)
    if (candidate.is_addition && !candidate.is_in)
      changes.push_back({.origin = proposals_[candidate.proposal].origin, .configured = is_left_out});
  return zones_.apply(changes);
}

// An addition that does not come in takes nothing from those who leaned on it as it is served elsewhere; but nobody may
// move there. Who does is out for good.
bool JudgeRun::reject_movers() {
  std::vector<Unit> units;
  for (const ZoneId zone : leave_out_additions(true)) {
    if (in_mix(zone) == kNobody || !is_lost(zone)) continue;
    const Blame own = blame_own(zone, supports_->of(zone));
    if (own.kind != Blame::Kind::Culprit) continue;
    units.push_back({.members = {own.culprit}, .harmed = {zone}, .loss = loss_of(zone, own), .lost = zone});
    units.back().is_final = true;
  }
  leave_out_additions(false);
  if (units.empty()) return false;
  std::ranges::sort(units, {}, &Unit::members);
  reject(std::move(units));
  return true;
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
  notify(members, set(members, false));
}

}  // namespace bailiwick::publish
