// Who took away what a lost zone was found by in base: the zone's own candidate, else its parent's, else that of the
// zone that its server's name lies in.
#include "publish/judge_run.h"
#include "publish/pieces.h"

namespace bailiwick::publish {

using check::HostFacts;
using check::ZoneFacts;
using Support = check::Supports::Support;

// A stub on the way has no version of its own: what it was found by is looked at in its stead.
JudgeRun::Blame JudgeRun::blame(ZoneId zone) {
  std::unordered_set<ZoneId> seen;
  while (seen.insert(zone).second) {
    const Support support = supports_->of(zone);
    const ZoneId parent = zones_.facts_then(zone).parent;
    if (parent != kNobody && lost_.contains(parent)) return {.kind = Blame::Kind::Waits, .zone = parent};
    if (support.home != kNobody && lost_.contains(support.home))
      return {.kind = Blame::Kind::Waits, .zone = support.home};
    const Blame found = blame_pieces(zone, support);
    if (found.kind != Blame::Kind::Unknown || support.home == kNobody) return found;
    if (zones_.is_found(support.home, LeftOut::Dead)) return {};
    zone = support.home;
  }
  return {};
}

JudgeRun::Blame JudgeRun::blame_pieces(ZoneId zone, const Support& support) {
  Blame found = blame_own(zone, support);
  if (found.kind == Blame::Kind::Unknown) found = blame_parent(zone, support);
  if (found.kind == Blame::Kind::Unknown) found = blame_home(zone, support);
  return found;
}

JudgeRun::Blame JudgeRun::blame_own(ZoneId zone, const Support& support) const {
  Blame blame{.kind = Blame::Kind::Culprit,
              .zone = kNobody,
              .culprit = in_mix(zone),
              .piece = Piece::OwnServers,
              .host = support.host,
              .home = zone};
  // With a parent its own NS set is no part of it.
  if (blame.culprit == kNobody || support.host == kNobody || zones_.facts_then(zone).parent != kNobody) return {};
  const Proposal& proposal = proposal_of(blame.culprit);
  const wire::Name host = zones_.host_name(support.host);
  if (!names_server(*proposal.zone, proposal.origin, host)) return blame;
  blame.piece = Piece::OwnAddress;
  const HostFacts& then = zones_.facts_of_host_then(support.host);
  if (support.glue && then.holder == zone && then.shown && !shows_address(*proposal.zone, host)) return blame;
  blame.piece = Piece::OwnServers;  // what the parent is taken to publish is of its proposal, too
  if (support.glue && proposal.parent != candidates_[blame.culprit].base_parent) return blame;
  return {};
}

JudgeRun::Blame JudgeRun::blame_parent(ZoneId zone, const Support& support) const {
  const ZoneId then = zones_.facts_then(zone).parent;
  const ZoneId now = zones_.facts(zone).parent;
  Blame blame{.kind = Blame::Kind::Culprit,
              .zone = kNobody,
              .culprit = then == kNobody ? kNobody : in_mix(then),
              .piece = Piece::ParentCut,
              .host = support.host,
              .home = then};
  if (blame.culprit != kNobody) {
    const wire::Name origin = zones_.name(zone);
    const wire::Name host = support.host == kNobody ? wire::Name() : zones_.host_name(support.host);
    const zone::Zone* parent = proposal_of(blame.culprit).zone.get();
    if (parent == nullptr || !has_cut(*parent, origin)) return blame;
    blame.piece = Piece::ParentServers;
    if (support.host != kNobody && !names_server(*parent, origin, host)) return blame;
    blame.piece = Piece::ParentGlue;
    if (support.glue && !has_glue(*parent, host)) return blame;
  }
  if (now == then) return {};
  // Another zone has come between: the one that delegates it now, or else the closest.
  blame.piece = Piece::ParentCut;
  blame.home = now != kNobody ? now : zones_.configured_above(zone);
  for (; blame.home != kNobody && blame.home != then; blame.home = zones_.configured_above(blame.home)) {
    blame.culprit = in_mix(blame.home);
    if (blame.culprit != kNobody) return blame;
  }
  return {};
}

JudgeRun::Blame JudgeRun::blame_home(ZoneId zone, const Support& support) const {
  if (support.host == kNobody) return {};
  const HostFacts& then = zones_.facts_of_host_then(support.host);
  const HostFacts& now = zones_.facts_of_host(support.host);
  // With a parent that is in, glue is that parent's alone.
  if (support.glue && zones_.facts_then(zone).parent != kNobody) return {};
  if (then == now) return {};
  const ZoneId home = now.holder != kNobody && in_mix(now.holder) != kNobody ? now.holder : then.holder;
  if (home == kNobody || in_mix(home) == kNobody) return {};
  return {.kind = Blame::Kind::Culprit,
          .zone = kNobody,
          .culprit = in_mix(home),
          .piece = home == zone ? Piece::OwnAddress : Piece::HostAddress,
          .host = support.host,
          .home = home};
}

bool JudgeRun::took_its_own(ZoneId zone) {
  return blame_own(zone, working_supports_->of(zone)).kind == Blame::Kind::Culprit;
}

Loss JudgeRun::loss_of(ZoneId zone, const Blame& blame) const {
  Loss loss{.zone = shown(zone), .piece = blame.piece, .host = {}, .home = {}};
  if (blame.host != kNobody && blame.piece != Piece::ParentCut)
    loss.host = wire::to_display(zones_.host_name(blame.host));
  if (blame.home != kNobody) loss.home = shown(blame.home);
  return loss;
}

}  // namespace bailiwick::publish
