// The end of a run: what became of each zone, as a value, and what is counted.
#include <algorithm>
#include <utility>

#include "publish/serial.h"
#include "publish/zones_run.h"
#include "zone/difference.h"

namespace bailiwick::publish {
namespace {

std::string_view words_of(Piece piece) {
  switch (piece) {
    case Piece::OwnServers:
      return " no longer names the server ";
    case Piece::OwnAddress:
    case Piece::HostAddress:
      return " no longer has an address for ";
    case Piece::ParentCut:
      return " no longer delegates it";
    case Piece::ParentServers:
      return " no longer delegates it to ";
    case Piece::ParentGlue:
      return " no longer has glue for ";
  }
  return "";
}

void count_records(Outcome& one, const std::shared_ptr<const zone::Zone>& before,
                   const std::shared_ptr<const zone::Zone>& after) {
  if (before == nullptr || !before->serial() || !after->serial()) {
    one.added = after->record_count();
    return;
  }
  const zone::ChangeCount changes = zone::count_changes(*before, *after);
  one.added = changes.added;
  one.removed = changes.removed;
}

}  // namespace

std::string loss_text(const Loss& loss) {
  return "resolvers could no longer find " + loss.zone + ": " + loss.home + std::string(words_of(loss.piece)) +
         loss.host;
}

std::vector<std::string> rejecting_codes(const base::Findings& findings, check::Reject reject) {
  std::vector<std::string> codes;
  for (const std::string& code : findings.codes()) {
    base::Findings alone;
    for (const base::Level level : base::kLevels)
      if (findings.count(code, level) > 0) alone.add_unseen(level, code, findings.count(code, level));
    if (check::keeps_from_going_live(alone, reject)) codes.push_back(code);
  }
  return codes;
}

void Zones::Run::reject(Number number, Why why) {
  State& state = zones.states_[number];
  if (!state.why) state.since = now;
  state.why = std::make_unique<Why>(std::move(why));
}

void Zones::Run::note_rejections(const Judgement& judgement, const std::vector<Proposal>& proposals) {
  for (Number number = 0; number < zones.states_.size(); ++number) {
    State& state = zones.states_[number];
    if (!state.pending || !parts[number].is_alone) continue;
    base::Finding reason{.level = base::Level::Error, .subject = state.file.name, .message = "it cannot be read"};
    if (parts[number].between) reason = *parts[number].between;
    for (const base::Finding& finding : state.pending->findings.kept()) {
      base::Findings alone;
      alone.add(finding);
      if (!check::keeps_from_going_live(alone, options.reject)) continue;
      reason = finding;
      break;
    }
    reject(number, {std::move(reason), {}});
  }
  for (const Rejection& rejection : judgement.rejected) {
    const Number number = proposed[rejection.proposal];
    if (number == kNone || rejection.reason == Rejection::Reason::Alone) continue;
    State& state = zones.states_[number];
    const bool is_new_zone = rejection.reason == Rejection::Reason::NotFound;
    const bool is_free = rejection.fix_first == rejection.proposal;
    reject(number,
           {{.level = base::Level::Error,
             .subject = state.file.name,
             .message = is_new_zone ? "resolvers cannot find " + rejection.loss.zone : loss_text(rejection.loss)},
            is_free ? std::string() : wire::to_display(wire::Name(proposals[rejection.fix_first].origin))});
  }
}

void Zones::Run::note_losses(const Judgement& judgement) {
  for (const Harm& harm : judgement.harms) outcome.losses.push_back(loss_text(harm.loss));
}

void Zones::Run::fill(Outcome& one, Number number) const {
  const State& state = zones.states_[number];
  one.zone = state.file.name;
  one.file = state.file.file;
  one.since = state.since;
  if (state.why) {
    one.reason = state.why->finding;
    one.fix_first = state.why->fix_first;
  }
  if (!state.live) return;
  one.serial_after = state.live->zone->serial();
  one.records = state.live->zone->record_count();
  one.signed_until = state.live->signed_until;
  one.served_since = state.live->since;
}

void Zones::Run::note_found(const std::string& zone, Candidate& candidate) {
  if (candidate.findings.empty() && candidate.waivers.empty()) return;
  outcome.found.push_back({zone, candidate.findings, candidate.waivers});
}

void Zones::Run::report() {
  for (Number number = 0; number < zones.states_.size(); ++number) {
    State& state = zones.states_[number];
    Part& part = parts[number];
    Outcome one;
    if (state.is_held)
      one.became = Became::Held;
    else if (state.why)
      one.became = state.live ? Became::KeptOld : Became::LeftOut;
    else if (part.is_published)
      one.became = Became::Published;
    ++(state.live ? outcome.counts.served : outcome.counts.left_out);
    outcome.counts.held += state.is_held ? 1 : 0;
    outcome.counts.kept_old += one.became == Became::KeptOld ? 1 : 0;
    outcome.read += part.is_read ? 1 : 0;
    if (one.became == Became::Unchanged && !part.is_read && !part.is_reported) continue;
    fill(one, number);
    if (part.is_published) count_records(one, part.before, state.live->zone);
    one.serial_before = part.is_published ? (part.before ? part.before->serial() : std::nullopt) : one.serial_after;
    if (state.pending && part.is_read) {
      if (part.is_published && part.before && part.before->serial() && one.serial_after) {
        const bool has_changed = *part.before->serial() == *one.serial_after;
        if (auto found = compare_serials(*part.before->serial(), *one.serial_after, has_changed, one.zone, one.file))
          state.pending->findings.add(std::move(*found));
      }
      note_found(one.zone, *state.pending);
    }
    if (state.pending && !state.why) state.pending.reset();
    outcome.zones.push_back(std::move(one));
  }
  for (State& state : removed) {
    Outcome one{.zone = state.file.name, .file = state.file.file, .became = Became::Removed, .since = now};
    if (state.live) one.serial_before = state.live->zone->serial();
    outcome.zones.push_back(std::move(one));
  }
}

std::string_view became_name(Became became) {
  switch (became) {
    case Became::Published:
      return "published";
    case Became::Unchanged:
      return "unchanged";
    case Became::KeptOld:
      return "previous_version";
    case Became::LeftOut:
      return "not_loaded";
    case Became::Held:
      return "held";
    case Became::Removed:
      return "removed";
  }
  return "";
}

}  // namespace bailiwick::publish
