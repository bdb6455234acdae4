// What was found between zones, for the log: in the mix of all that was proposed and is served, whether it was accepted
// or not, so that what was rejected is explained. Left out where nothing that other zones can see has changed.
#include <algorithm>
#include <new>
#include <utility>

#include "check/reach/world.h"
#include "publish/zones_run.h"

namespace bailiwick::publish {
namespace {

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

bool Zones::Run::must_explain() const {
  if (is_first || list_changed || all_must_be_read) return true;
  return std::ranges::any_of(parts, &Part::differs_for_others);
}

void Zones::Run::explain() {
  if (!must_explain()) return;
  std::vector<Member> members;
  for (Number number = 0; number < zones.states_.size(); ++number) {
    const State& state = zones.states_[number];
    const bool is_proposed = state.pending && state.pending->is_complete();
    const zone::Zone* zone = is_proposed  ? state.pending->built->zone.get()
                             : state.live ? state.live->zone.get()
                                          : nullptr;
    if (zone == nullptr) continue;
    const wire::NameView origin = zone->origin();
    members.push_back(
        {wire::CanonicalKey(origin), origin, number, zone, is_proposed ? &*state.pending->built : nullptr});
  }
  std::ranges::sort(members, std::less<>());
  static const zone::Notes kNoNotes;
  std::vector<zone::SourceMap> unplaced;
  unplaced.reserve(members.size());  // borrowed from
  std::vector<check::ZoneInput> inputs;
  std::vector<check::ParentPolicy> parents;
  for (const Member& member : members) {
    if (member.built == nullptr) unplaced.push_back(zone::SourceMap::unplaced(zones.states_[member.number].file.file));
    inputs.push_back({*member.zone, member.built != nullptr ? member.built->sources : unplaced.back(),
                      member.built != nullptr ? member.built->notes : kNoNotes, options.load.load.kept_per_code});
    parents.push_back(zones.states_[member.number].file.parent);
  }
  check::WorldResult world;
  try {
    world = check::check_world({.zones = inputs,
                                .parents = parents,
                                .registered = options.registered.get(),
                                .information = options.load.check.information});
  } catch (const std::bad_alloc&) {
    world = without_memory(inputs.size());
  }
  for (std::uint32_t i = 0; i < members.size(); ++i)
    if (members[i].built != nullptr && parts[members[i].number].is_read)
      check::remove_folded(world, inputs, i, zones.states_[members[i].number].pending->findings);
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
