// A start: what was in service when the server ended is what candidates are judged against, as if it had never ended.
// A file that still gives the version that is kept is that version; only else is its copy read.
#include <utility>

#include "answer/link.h"
#include "base/pool.h"
#include "dnssec/signed_until.h"
#include "publish/kept_versions.h"
#include "publish/zones_run.h"
#include "zone/compare.h"

namespace bailiwick::publish {

bool Zones::Run::is_restart() const {
  return is_first && options.kept != nullptr && !options.kept->heads().empty();
}

std::shared_ptr<const ZoneVersion> Zones::Run::read_copy(const store::CopyHead& head) {
  auto copy = options.kept->read(head.origin, now);
  if (!copy) {
    outcome.store_problems.push_back("zone " + wire::to_display(head.origin) + ": " + copy.error().message);
    return nullptr;
  }
  auto version = std::make_shared<ZoneVersion>();
  version->zone = std::move(copy->zone);
  version->read_at_ns = head.read_at_ns;
  version->signed_until = dnssec::signed_until(*version->zone, now).value_or(0);
  version->since = head.since;
  return version;
}

// Zones in service that are not configured any more, from their copies.
std::vector<Zones::State> Zones::Run::kept_without_file(const std::vector<ZoneFile>& files) {
  const store::CopyHead* const first = options.kept->heads().data();
  std::vector<std::uint8_t> configured(options.kept->heads().size());
  for (const ZoneFile& file : files) {
    const auto origin = wire::Name::from_text(file.name);
    const store::CopyHead* head = heads.emplace_back(origin ? options.kept->find(*origin) : nullptr);
    if (head != nullptr) configured[static_cast<std::size_t>(head - first)] = 1;
  }
  std::vector<State> gone;
  for (const store::CopyHead& head : options.kept->heads()) {
    if (configured[static_cast<std::size_t>(&head - first)] != 0) continue;
    State state;
    state.file.name = wire::to_display(head.origin);
    if (!head.files.empty()) state.file.file = head.files.front().stamp.path;
    state.live = read_copy(head);
    if (state.live == nullptr) continue;
    state.since = head.since;
    state.is_kept = true;
    gone.push_back(std::move(state));
  }
  return gone;
}

void Zones::Run::compare_with_copy(Number number) {
  if (!is_restart()) return;
  const State& state = zones.states_[number];
  Part& part = parts[number];
  part.head = heads[number];
  if (part.head == nullptr || !state.pending->is_complete()) return;
  part.has_same_files = KeptVersions::has_same_files(*part.head, *state.pending);
  part.is_kept_version = part.has_same_files || KeptVersions::has_same_records(*part.head, *state.pending->zone());
}

// The records that are kept are served on whatever is found in them now: they stand for their copy.
void Zones::Run::take_as_kept(Number number) {
  State& state = zones.states_[number];
  Part& part = parts[number];
  auto version = std::make_shared<ZoneVersion>(*version_of(*state.pending, number));
  version->since = part.head->since;
  if (!version->rejecting.empty()) {
    version->rejecting.clear();
    version->files.clear();  // a run that does not read the file again must not take back its rejection
  }
  state.live = std::move(version);
  state.since = part.head->since;
  state.is_kept = part.has_same_files;
  part.is_same = true;
}

void Zones::Run::take_kept() {
  if (!is_restart()) return;
  base::in_parallel(parts.size(), [&](std::size_t i) {
    if (parts[i].is_kept_version) take_as_kept(static_cast<Number>(i));
  });
  for (Number number = 0; number < parts.size(); ++number) {
    State& state = zones.states_[number];
    Part& part = parts[number];
    if (part.is_kept_version || state.live != nullptr) continue;
    if (part.head != nullptr) state.live = read_copy(*part.head);
    state.is_addition = state.live == nullptr;
    if (state.live == nullptr) continue;
    state.since = part.head->since;
    state.is_kept = true;
    part.is_same = state.pending->is_complete() && zone::same_records(*state.live->zone, *state.pending->zone());
  }
}

// Copies that no candidate replaces.
void Zones::Run::link_copies() {
  if (!is_restart()) return;
  std::vector<std::uint8_t> is_replaced(parts.size());
  for (const Number number : accepted) is_replaced[number] = 1;
  base::in_parallel(parts.size(), [&](std::size_t i) {
    State& state = zones.states_[i];
    if (is_replaced[i] != 0 || state.live == nullptr || state.live->linked != nullptr) return;
    auto linked = std::make_shared<ZoneVersion>(*state.live);
    linked->linked = std::make_shared<const answer::LinkedAnswers>(answer::link_answers(*linked->zone));
    state.live = std::move(linked);
  });
}

}  // namespace bailiwick::publish
