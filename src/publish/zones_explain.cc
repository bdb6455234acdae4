// What was found between zones: in the mix of all that was proposed and is served, whether it was accepted or not, so
// that what was rejected is explained; left out where nothing that other zones can see has changed. Where the config
// has single findings reject zones (checks.reject: circular or error), they do so here.
#include <algorithm>
#include <new>
#include <utility>

#include "check/reach/world.h"
#include "publish/zones_run.h"

namespace bailiwick::publish {
namespace {

check::WorldResult without_memory(std::size_t zones) {
  check::WorldResult result;
  result.codes.resize(zones);
  result.has_error.resize(zones);
  result.findings.add({.level = base::Level::Error,
                       .message = "not enough memory to check the zones together",
                       .help = "give the machine or the service more memory"});
  result.concerned.emplace_back();
  return result;
}

}  // namespace

// All zones of a mix, checked together. Borrows from the run.
class Zones::Run::Mix {
 public:
  // A zone of the mix, with the places of its records where these are at hand.
  struct Member {
    wire::CanonicalKey key;
    wire::NameView origin;
    std::uint32_t number;
    const zone::Zone* zone;
    const zone::Built* built;  // null: from an earlier run

    bool operator<(const Member& other) const {
      return key == other.key ? wire::compare_canonical(origin, other.origin) < 0 : key < other.key;
    }
  };

  // `takes(number)`: the candidate of that zone is in it, else its version that is served.
  template <class Takes>
  Mix(const Run& run, Takes takes) : run_(run) {
    const std::vector<State>& states = run.zones.states_;
    for (Number number = 0; number < states.size(); ++number) {
      const State& state = states[number];
      const zone::Built* built =
          state.pending && state.pending->is_complete() && takes(number) ? &*state.pending->built : nullptr;
      if (built == nullptr && !state.live) continue;
      const zone::Zone* zone = built != nullptr ? built->zone.get() : state.live->zone.get();
      members_.push_back({wire::CanonicalKey(zone->origin()), zone->origin(), number, zone, built});
    }
    std::ranges::sort(members_, std::less<>());
    gather();
    check();
  }
  Mix(const Mix&) = delete;
  Mix& operator=(const Mix&) = delete;

  const std::vector<Member>& members() const { return members_; }
  const check::WorldResult& world() const { return world_; }
  std::span<const check::ZoneInput> inputs() const { return inputs_; }

 private:
  void gather() {
    static const zone::Notes kNoNotes;
    unplaced_.reserve(members_.size());  // borrowed from
    for (const Member& member : members_) {
      const ZoneFile& file = run_.zones.states_[member.number].file;
      if (member.built == nullptr) unplaced_.push_back(zone::SourceMap::unplaced(file.file));
      inputs_.push_back({*member.zone, member.built != nullptr ? member.built->sources : unplaced_.back(),
                         member.built != nullptr ? member.built->notes : kNoNotes,
                         run_.options.load.load.kept_per_code});
      parents_.push_back(file.parent);
    }
  }

  void check() {
    try {
      world_ = check::check_world({.zones = inputs_,
                                   .parents = parents_,
                                   .registered = run_.options.registered.get(),
                                   .information = run_.options.load.check.information});
    } catch (const std::bad_alloc&) {
      world_ = without_memory(inputs_.size());
    }
  }

  const Run& run_;
  std::vector<Member> members_;
  std::vector<zone::SourceMap> unplaced_;
  std::vector<check::ZoneInput> inputs_;
  std::vector<check::ParentPolicy> parents_;
  check::WorldResult world_;
};

// A zone that has such a finding already does not get worse by its next version. What is rejected makes another mix,
// which is checked again: each round rejects one candidate at least.
void Zones::Run::reject_by_findings() {
  if (options.reject != check::Reject::Circular && options.reject != check::Reject::Error) return;
  std::vector<std::uint8_t> had(zones.states_.size());
  const Mix before(*this, [](Number) { return false; });
  for (std::uint32_t i = 0; i < before.members().size(); ++i)
    had[before.members()[i].number] = check::keeps_from_going_live(before.world(), i, options.reject) ? 1 : 0;
  for (bool again = true; again;) {
    again = false;
    const Mix mix(*this, [this](Number number) { return !parts[number].is_alone; });
    for (std::uint32_t i = 0; i < mix.members().size(); ++i) {
      const Mix::Member& member = mix.members()[i];
      if (member.built == nullptr || had[member.number] != 0) continue;
      if (!check::keeps_from_going_live(mix.world(), i, options.reject)) continue;
      parts[member.number].is_alone = again = true;
      note_finding_of(member.number, i, mix.world());
    }
  }
}

void Zones::Run::note_finding_of(Number number, std::uint32_t member, const check::WorldResult& world) {
  for (std::size_t i = 0; i < world.findings.kept().size(); ++i) {
    if (std::ranges::find(world.concerned[i], member) == world.concerned[i].end()) continue;
    base::Findings alone;
    alone.add(world.findings.kept()[i]);
    if (!check::keeps_from_going_live(alone, options.reject)) continue;
    parts[number].between = world.findings.kept()[i];
    return;
  }
}

bool Zones::Run::must_explain() const {
  if (is_first || list_changed || all_must_be_read) return true;
  return std::ranges::any_of(parts, &Part::differs_for_others);
}

void Zones::Run::explain() {
  if (!must_explain()) return;
  const Mix mix(*this, [](Number) { return true; });
  const std::vector<Mix::Member>& members = mix.members();
  const check::WorldResult& world = mix.world();
  for (std::uint32_t i = 0; i < members.size(); ++i)
    if (members[i].built != nullptr && parts[members[i].number].is_read)
      check::remove_folded(world, mix.inputs(), i, zones.states_[members[i].number].pending->findings);
  const auto takes_part = [&](std::uint32_t member) {
    return zones.states_[members[member].number].pending != nullptr;
  };
  for (std::size_t i = 0; i < world.findings.kept().size(); ++i) {
    const base::Finding& finding = world.findings.kept()[i];
    if (is_first || world.concerned[i].empty() || std::ranges::any_of(world.concerned[i], takes_part))
      outcome.between.add(finding);
    // What would be lost says which zone; the finding between zones says where.
    for (const std::uint32_t member : world.concerned[i]) {
      State& state = zones.states_[members[member].number];
      if (!state.why || !state.why->finding.code.empty() || finding.level < base::Level::Error) continue;
      state.why->finding.code = finding.code;
      state.why->finding.places = finding.places;
      if (state.why->finding.help.empty()) state.why->finding.help = finding.help;
    }
  }
}

}  // namespace bailiwick::publish
