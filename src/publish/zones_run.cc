// The first half of a run: which zones are configured, which candidates there are, and which of them may be served.
#include "publish/zones_run.h"

#include <algorithm>
#include <mutex>
#include <utility>

#include "base/pool.h"
#include "base/stable_hash.h"
#include "check/reach/summary.h"
#include "publish/file_source.h"
#include "publish/kept_versions.h"
#include "zone/compare.h"

namespace bailiwick::publish {
namespace {

// Of everything in the options that what is found in a zone alone depends on. Which zones are served is left out: a new
// zone is no reason to read all others again.
std::uint64_t key_of(const RunOptions& options) {
  base::StableHash hash;
  hash.add(options.load.load.max_ttl);
  hash.add(static_cast<std::uint32_t>(options.load.check.dnssec));
  hash.add(static_cast<std::uint32_t>(options.load.check.zonemd));
  hash.add(static_cast<std::uint32_t>(options.load.check.public_addresses));
  hash.add(static_cast<std::uint32_t>(options.reject));
  for (const base::Address& address : options.load.check.own_addresses) hash.add(address.text() + '\n');
  hash.add(static_cast<std::uint32_t>(options.registries_key));
  hash.add(static_cast<std::uint32_t>(options.registries_key >> 32));
  return hash.value();
}

// More than so many zones, and more than one in so many, are not taken out of service at once without being asked.
constexpr std::size_t kManyRemovals = 10;
constexpr std::size_t kShareOfMany = 10;

}  // namespace

Zones::Run::Run(Zones& zones_of_all, const RunOptions& run_options)
    : zones(zones_of_all),
      options(run_options),
      now(base::unix_now()),
      is_first(zones_of_all.is_first_),
      list_changed(is_first) {
  parts.resize(zones.states_.size());
}

void Zones::Run::merge(std::vector<ZoneFile> files) {
  const std::uint64_t key = key_of(options);
  all_must_be_read = key != zones.options_key_;
  zones.options_key_ = key;
  std::vector<State> before = is_restart() ? kept_without_file(files) : std::move(zones.states_);
  const std::size_t in_service = is_restart() ? options.kept->heads().size() : before.size();
  std::vector<std::uint8_t> taken(before.size());
  std::vector<State> states;
  states.reserve(files.size());
  has_other_options.clear();
  for (ZoneFile& file : files) {
    const auto origin = wire::Name::from_text(file.name);
    const std::uint32_t old = origin ? zones.set_->number_of(*origin) : answer::ZoneSet::kNone;
    State& state = states.emplace_back();
    std::uint8_t differs = 0;
    list_changed |= old != states.size() - 1;
    if (old != answer::ZoneSet::kNone && taken[old] == 0) {
      taken[old] = 1;
      state = std::move(before[old]);
      differs = state.file.registration.registrar != file.registration.registrar || state.file.parent != file.parent ||
                state.file.file != file.file || state.is_held;
    } else {
      state.is_addition = !is_first;
    }
    state.file = std::move(file);
    state.is_held = false;
    has_other_options.push_back(differs);
  }
  const auto gone = static_cast<std::size_t>(std::ranges::count_if(
      before, [&](const State& state) { return taken[&state - before.data()] == 0 && state.live != nullptr; }));
  const bool too_many = gone > kManyRemovals && gone * kShareOfMany > in_service;
  for (std::size_t old = 0; old < before.size(); ++old) {
    if (taken[old] != 0) continue;
    State& state = before[old];
    if (state.live == nullptr || may_end(state, too_many)) {
      list_changed = true;
      if (const auto origin = wire::Name::from_text(state.file.name)) removed_origins.push_back(*origin);
      removed.push_back(std::move(state));
      continue;
    }
    list_changed |= old != states.size();
    if (!state.is_held) state.since = now;
    state.is_held = true;
    state.pending.reset();
    state.why.reset();
    states.push_back(std::move(state));
    has_other_options.push_back(0);
  }
  list_changed |= states.size() != before.size();
  zones.states_ = std::move(states);
  parts.assign(zones.states_.size(), {});
}

// At a start only what was read from the directory of zones is held: for other files, the config says where they are.
bool Zones::Run::may_end(const State& state, bool too_many) const {
  const std::vector<std::string>& allowed = options.removals_allowed_of;
  if (options.allow_removals || std::ranges::find(allowed, state.file.name) != allowed.end()) return true;
  if (too_many) return false;
  if (options.removals_decided) return true;
  if (!is_restart()) return false;
  const auto origin = wire::Name::from_text(state.file.name);
  const store::CopyHead* head = origin ? options.kept->find(*origin) : nullptr;
  return head == nullptr || !options.kept->is_from_directory(*head);
}

bool Zones::Run::needs_reading(const State& state) const {
  if (state.is_held) return false;
  const auto is_current_by = [&](const std::vector<base::FileStamp>& stamps, std::int64_t read_at) {
    return is_current(state.file, stamps, read_at);
  };
  if (state.pending) return !is_current_by(state.pending->files, state.pending->read_at_ns);
  if (state.live == nullptr) return true;
  if (state.live->due != 0 && now >= state.live->due) return true;
  return !is_current_by(state.live->files, state.live->read_at_ns);
}

void Zones::Run::read_changed() {
  std::mutex beginning;
  base::in_parallel(zones.states_.size(), [&](std::size_t i) {
    State& state = zones.states_[i];
    if (state.is_held) return;
    // A file that is again what the live version was made of takes back what was rejected.
    const bool is_settled = !all_must_be_read && has_other_options[i] == 0;
    if (is_settled && state.pending && state.live && !(state.live->due != 0 && now >= state.live->due) &&
        is_current(state.file, state.live->files, state.live->read_at_ns)) {
      state.pending.reset();
      state.why.reset();
      parts[i].is_reported = true;
    }
    if (is_settled && !needs_reading(state)) return;
    if (options.begin) {
      const std::scoped_lock lock(beginning);
      options.begin(state.file);
    }
    read(static_cast<Number>(i));
  });
}

void Zones::Run::read_named(const std::vector<Number>& numbers) {
  base::in_parallel(numbers.size(), [&](std::size_t i) {
    if (!zones.states_[numbers[i]].is_held) read(numbers[i]);
  });
}

void Zones::Run::read(Number number) {
  State& state = zones.states_[number];
  auto candidate = std::make_unique<Candidate>(read_candidate(state.file, options.load));
  check_alone(state.file, options.load, *candidate);
  Part& part = parts[number];
  part.is_read = true;
  part.is_same = state.live && candidate->is_complete() && zone::same_records(*state.live->zone, *candidate->zone());
  // At a start while the zone is in the processor's cache; later only what is accepted.
  if (is_first && candidate->is_complete()) link(*candidate);
  state.pending = std::move(candidate);
  compare_with_copy(number);
}

// A finding that the version which is served has, too, rejects nothing: it would not get better.
void Zones::Run::decide_alone(Number number) {
  const State& state = zones.states_[number];
  const Candidate& candidate = *state.pending;
  parts[number].is_alone = !candidate.is_complete();
  for (const std::string& code : rejecting_codes(candidate.findings, options.reject))
    if (!state.live || std::ranges::find(state.live->rejecting, code) == state.live->rejecting.end())
      parts[number].is_alone = true;
}

void Zones::Run::renew_stamps(Number number) {
  State& state = zones.states_[number];
  auto renewed = std::make_shared<ZoneVersion>(*state.live);
  const auto fresh = version_of(*state.pending, number);
  renewed->files = fresh->files;
  renewed->read_at_ns = fresh->read_at_ns;
  renewed->rejecting = fresh->rejecting;
  renewed->due = fresh->due;
  state.live = std::move(renewed);
}

void Zones::Run::prepare_found_zones() {
  const bool same_registrar = zones.options_.registered == options.registered;
  if (zones.found_ && same_registrar) return;
  // It borrows the list for as long as it lives.
  zones.options_.registered = options.registered;
  zones.found_ =
      std::make_unique<check::FoundZones>(check::FoundZones::Options{.registered = options.registered.get()});
  std::vector<wire::Name> names;
  std::vector<check::FoundZones::Change> changes;
  names.reserve(zones.states_.size() + removed.size());
  const auto add = [&](const State& state) {
    const auto origin = wire::Name::from_text(state.file.name);
    if (!origin || (state.live == nullptr && state.is_addition)) return;
    names.push_back(*origin);
    changes.push_back({.origin = names.back(),
                       .zone = state.live ? state.live->zone : nullptr,
                       .configured = true,
                       .parent = state.file.parent});
  };
  for (const State& state : zones.states_) add(state);
  for (const State& state : removed) add(state);
  zones.found_->apply(changes);
}

std::vector<Proposal> Zones::Run::propose() {
  std::vector<Proposal> proposals;
  for (Number number = 0; number < zones.states_.size(); ++number)
    if (zones.states_[number].pending) decide_alone(number);
  reject_by_findings();
  for (Number number = 0; number < zones.states_.size(); ++number) {
    State& state = zones.states_[number];
    if (!state.pending) continue;
    Part& part = parts[number];
    if (part.is_same && !part.is_alone) continue;
    if (!state.pending->is_complete()) {
      // That it is there must be known all the same: nobody may move to it.
      const auto origin = wire::Name::from_text(state.file.name);
      if (!state.is_addition || !origin) continue;
      unreadable_additions.push_back(*origin);
      proposals.push_back({.origin = unreadable_additions.back(), .rejected_alone = true, .is_addition = true});
      proposed.push_back(number);
      continue;
    }
    proposals.push_back({.origin = state.pending->zone()->origin(),
                         .zone = state.pending->zone(),
                         .parent = state.file.parent,
                         .rejected_alone = part.is_alone,
                         .is_addition = state.is_addition});
    proposed.push_back(number);
  }
  for (const wire::Name& origin : removed_origins) {
    proposals.push_back({.origin = origin, .by_decision = true});
    proposed.push_back(kNone);
  }
  return proposals;
}

// The usual first start: everything is new, all is found, and there is nothing to judge. False, and nothing is
// different, where it is not so simple.
bool Zones::Run::accept_all_at_once(const std::vector<Proposal>& proposals) {
  if (!is_first || std::ranges::any_of(zones.states_, [](const State& state) { return state.live != nullptr; }))
    return false;
  std::vector<check::FoundZones::Change> changes;
  changes.reserve(proposals.size());
  for (const Proposal& proposal : proposals) {
    if (proposal.rejected_alone || proposal.zone == nullptr) return false;
    changes.push_back({.origin = proposal.origin, .zone = proposal.zone, .parent = proposal.parent});
  }
  check::FoundZones& found = *zones.found_;
  found.apply(changes);
  const bool all_found = !options.reachability || std::ranges::all_of(changes, [&](const auto& change) {
    return found.is_found(found.find(change.origin), check::LeftOut::Working);
  });
  if (!all_found) {
    for (check::FoundZones::Change& change : changes) change.zone = nullptr;  // left out again
    found.apply(changes);
    return false;
  }
  accepted = proposed;
  return true;
}

void Zones::Run::judge() {
  prepare_found_zones();
  const std::vector<Proposal> proposals = propose();
  for (const Number number : proposed) {
    if (number == kNone) continue;
    const State& state = zones.states_[number];
    if (!state.pending->is_complete()) continue;
    parts[number].differs_for_others = state.live == nullptr ||
                                       !zones.found_->answers_alike(*state.live->zone, *state.pending->zone()) ||
                                       check::summarize(*state.live->zone) != check::summarize(*state.pending->zone());
  }
  if (accept_all_at_once(proposals)) return note_rejections({}, proposals);
  const Judgement judgement = publish::judge(*zones.found_, proposals, {.reachability = options.reachability});
  for (const std::size_t proposal : judgement.accepted)
    if (proposed[proposal] != kNone) accepted.push_back(proposed[proposal]);
  note_rejections(judgement, proposals);
  note_losses(judgement);
}

}  // namespace bailiwick::publish
