// What was accepted becomes what is served: linked, put into a set, and of each zone its new version.
#include <algorithm>
#include <utility>

#include "answer/link.h"
#include "base/pool.h"
#include "dnssec/signed_until.h"
#include "publish/zones_run.h"

namespace bailiwick::publish {
namespace {

// The next day that a waiver ends, at its end; 0: none does.
base::UnixTime next_waiver_end(const std::vector<base::Waiver>& waivers, base::UnixTime now) {
  constexpr base::UnixTime kDay = 24 * 3600;
  base::UnixTime next = 0;
  for (const base::Waiver& waiver : waivers) {
    const auto last_day = waiver.until.empty() ? std::nullopt : base::parse_time(waiver.until);
    if (last_day && *last_day + kDay > now && (next == 0 || *last_day + kDay < next)) next = *last_day + kDay;
  }
  return next;
}

base::UnixTime earlier(base::UnixTime a, base::UnixTime b) {
  return a == 0 ? b : b == 0 ? a : std::min(a, b);
}

}  // namespace

std::shared_ptr<const ZoneVersion> Zones::Run::version_of(const Candidate& candidate, Number) const {
  auto version = std::make_shared<ZoneVersion>();
  version->zone = candidate.zone();
  version->linked = candidate.linked;
  version->files = candidate.files;
  if (!version->files.empty()) std::string().swap(version->files.front().path);  // the config has it
  version->read_at_ns = candidate.read_at_ns;
  version->rejecting = rejecting_codes(candidate.findings, options.reject);
  version->signed_until = dnssec::signed_until(*version->zone, now).value_or(0);
  version->due =
      earlier(version->signed_until > now ? version->signed_until : 0, next_waiver_end(candidate.waivers, now));
  version->since = now;
  return version;
}

void Zones::Run::link(Candidate& candidate) const {
  if (candidate.linked == nullptr)
    candidate.linked = std::make_shared<const answer::LinkedAnswers>(answer::link_answers(*candidate.zone()));
}

void Zones::Run::link() {
  base::in_parallel(accepted.size(), [&](std::size_t i) { link(*zones.states_[accepted[i]].pending); });
  link_copies();
}

// Zones that are seen by others and change together are kept together, unless nothing is there that they could be at
// odds with.
void Zones::Run::note_units() {
  std::size_t seen = 0;
  bool has_before = false;
  for (const Number number : accepted) {
    seen += parts[number].differs_for_others ? 1 : 0;
    has_before |= parts[number].before != nullptr;
  }
  if (seen < 2 || !has_before) return;
  for (const Number number : accepted) zones.states_[number].is_of_unit |= parts[number].differs_for_others;
}

void Zones::Run::commit() {
  std::vector<answer::ZoneSet::Change> changes;
  for (const Number number : accepted) {
    State& state = zones.states_[number];
    Part& part = parts[number];
    part.before = state.live ? state.live->zone : nullptr;
    part.is_published = true;
    state.live = version_of(*state.pending, number);
    state.why.reset();
    state.since = now;
    state.is_addition = false;
    state.is_kept = false;
    changes.push_back({number, state.live->zone, state.live->linked});
  }
  note_units();
  zones.to_forget_.insert(zones.to_forget_.end(), removed_origins.begin(), removed_origins.end());
  for (Number number = 0; number < zones.states_.size(); ++number) {
    const Part& part = parts[number];
    if (part.is_kept_version) continue;  // it has these stamps already
    if (!part.is_same || part.is_alone || part.is_published || !zones.states_[number].pending) continue;
    renew_stamps(number);
    zones.states_[number].why.reset();
  }
  if (!list_changed) {
    if (!changes.empty()) zones.set_ = std::make_shared<const answer::ZoneSet>(zones.set_->with(std::move(changes)));
    return;
  }
  std::vector<answer::ZoneSet::Entry> entries;
  entries.reserve(zones.states_.size());
  for (const State& state : zones.states_)
    entries.push_back({*wire::Name::from_text(state.file.name), state.live ? state.live->zone : nullptr,
                       state.live ? state.live->linked : nullptr});
  zones.set_ = std::make_shared<const answer::ZoneSet>(std::move(entries));
}

}  // namespace bailiwick::publish
