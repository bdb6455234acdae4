// What decisions take away from zones that are served: nobody can reject them, so they are told.
#include <algorithm>

#include "publish/judge_run.h"

namespace bailiwick::publish {

bool JudgeRun::is_removed(ZoneId zone) const {
  const Number number = candidate_of(zone);
  return number != kNobody && proposal_of(number).zone == nullptr;
}

// All servers that lead to an address now are hosts of zones that go.
bool JudgeRun::loses_all_servers(ZoneId zone) const {
  const check::ZoneFacts& facts = zones_.facts(zone);
  const bool has_parent = facts.parent != kNobody && !is_removed(facts.parent);
  return std::ranges::all_of(facts.edges, [&](const check::FoundEdge& edge) {
    const check::HostFacts& host = zones_.facts_of_host(edge.host);
    if (edge.glue && has_parent) return false;
    if (host.holder == kNobody) return !zones_.externals();
    return is_removed(host.holder) || (!edge.glue && !host.answers);
  });
}

// A removed zone is taken to be served elsewhere, so that nothing is lost by the rules; but from here nobody sees it.
// To be asked before it goes.
void JudgeRun::find_removed_servers(Judgement& judgement) const {
  std::unordered_set<ZoneId> told;
  for (Number number = 0; number < candidates_.size(); ++number) {
    const ZoneId gone = candidates_[number].zone;
    if (!is_removed(gone)) continue;
    std::vector<std::pair<ZoneId, Blame>> found;
    const auto add = [&](ZoneId zone, Piece piece, HostId host) {
      if (!zones_.is_served(zone) || is_removed(zone) || !zones_.is_found(zone, LeftOut::Working)) return;
      if (!told.insert(zone).second) return;
      found.push_back({zone, {.piece = piece, .host = host, .home = gone}});
    };
    for (const ZoneId child : zones_.children(gone)) add(child, Piece::ParentCut, kNobody);
    for (const HostId host : zones_.hosts_in(gone))
      for (const check::FoundZones::User& user : zones_.users(host))
        if (user.zone != gone && loses_all_servers(user.zone)) add(user.zone, Piece::HostAddress, host);
    for (const auto& [zone, blame] : found)
      judgement.harms.push_back({candidates_[number].proposal, loss_of(zone, blame)});
  }
}

// What is lost by the rules, by a transferred version or by a parent that goes.
void JudgeRun::find_harms(Judgement& judgement) {
  std::unordered_set<std::string> told;
  for (const Harm& harm : judgement.harms) told.insert(harm.loss.zone);
  for (const ZoneId zone : lost_) {
    Blame found = blame(zone);
    for (std::size_t steps = 0; found.kind == Blame::Kind::Waits && steps < lost_.size(); ++steps)
      found = blame(found.zone);
    if (found.kind != Blame::Kind::Culprit || !told.insert(shown(zone)).second) continue;
    judgement.harms.push_back({candidates_[found.culprit].proposal, loss_of(zone, found)});
  }
  std::ranges::sort(judgement.harms, [&](const Harm& a, const Harm& b) {
    const int order = wire::compare_canonical(proposals_[a.proposal].origin, proposals_[b.proposal].origin);
    return order != 0 ? order < 0 : a.loss.zone < b.loss.zone;
  });
}

}  // namespace bailiwick::publish
