// The result: who is in, who is out and why, and whom to fix first.
#include "check/host.h"
#include "publish/judge_run.h"
#include "publish/pieces.h"
#include "rr/table.h"

namespace bailiwick::publish {

// The rejected candidate without which this one cannot go live: the zone of a server that it names, whose new version
// has that server or cannot be read; or a zone that still leans on what this one gives up. Itself, where there is none.
JudgeRun::Number JudgeRun::held_up_by(Number number) const {
  const Candidate& candidate = candidates_[number];
  if (candidate.is_alone) return number;
  const auto rejected = [&](ZoneId zone) {
    const Number other = zone == kNobody ? kNobody : candidate_of(zone);
    return other != kNobody && other != number && !candidates_[other].is_in ? other : kNobody;
  };
  const Proposal& proposal = proposal_of(number);
  if (const auto servers = proposal.zone->find_rrset(zone::kApex, rr::Type::NS))
    for (const zone::Record record : *servers) {
      const wire::NameView host = *rr::target_name(rr::Type::NS, record.rdata);
      const Number home = rejected(zones_.configured_around(host));
      if (home == kNobody) continue;
      const zone::Zone* version = proposal_of(home).zone.get();  // null: it cannot be read
      if (version == nullptr || helps_to_find(*version, host)) return home;
    }
  if (const Number lost = rejected(units_[candidate.unit].lost); lost != kNobody) return lost;
  return number;
}

// Along that to its end; of a circle, the first in canonical order.
JudgeRun::Number JudgeRun::fix_first(Number number) {
  std::vector<Number> path;
  std::unordered_map<Number, std::size_t> place;
  Number end = kNobody;
  while (end == kNobody) {
    if (candidates_[number].fix_first != kNobody) {
      end = candidates_[number].fix_first;
    } else if (const auto seen = place.find(number); seen != place.end()) {
      end = *std::min_element(path.begin() + static_cast<std::ptrdiff_t>(seen->second), path.end());
    } else {
      place.emplace(number, path.size());
      path.push_back(number);
      number = held_up_by(number);
    }
  }
  for (const Number passed : path) candidates_[passed].fix_first = end;
  return end;
}

void JudgeRun::explain(Judgement& judgement) {
  judgement.rounds = rounds_;
  judgement.retries = retries_;
  judgement.gave_up = gave_up_;
  Number next = 0;
  for (const std::size_t proposal : order_) {
    const auto name = [&] { return wire::to_display(proposals_[proposal].origin); };
    if (proposals_[proposal].by_decision) {
      if (proposals_[proposal].rejected_alone)
        judgement.rejected.push_back({proposal, Rejection::Reason::Alone, {.zone = name()}, proposal});
      else
        judgement.accepted.push_back(proposal);
      continue;
    }
    const Number number = next++;
    const Candidate& candidate = candidates_[number];
    if (candidate.is_in) {
      judgement.accepted.push_back(proposal);
      continue;
    }
    const std::size_t fix = candidates_[fix_first(number)].proposal;
    if (candidate.is_alone) {
      judgement.rejected.push_back({proposal, Rejection::Reason::Alone, {.zone = name()}, fix});
      continue;
    }
    const Unit& unit = units_[candidate.unit];
    Loss loss = unit.loss;
    if (unit.reason == Rejection::Reason::NotFound) loss.zone = name();
    judgement.rejected.push_back({proposal, unit.reason, std::move(loss), fix});
  }
}

}  // namespace bailiwick::publish
