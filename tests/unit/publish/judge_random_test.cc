// judge() in small random worlds against all subsets of the candidates, each looked at with the fixpoint over all zones
// at once: nothing is lost, nothing good is rejected, the order does not matter. The seed of a failing world is
// printed.
#include <doctest/doctest.h>

#include <map>
#include <random>
#include <set>

#include "check/reach/fixpoint.h"
#include "check/reach/universe.h"
#include "reach/left_out.h"
#include "scene.h"
#include "support/sanitized.h"
#include "world.h"

using namespace judged;

namespace {

constexpr std::uint32_t kWorlds = support::kSanitized ? 40 : 1500;

// Who is found in a mix, by all zones at once.
struct Mix {
  std::map<std::string, bool> working;  // of served zones
  std::map<std::string, bool> dead;
  std::map<std::string, std::string> parent;  // "": a virtual one
};

Mix mix_of(const std::map<std::string, std::shared_ptr<const zone::Zone>>& served, const NameSet& left_out) {
  static const zone::SourceMap kSources;
  static const zone::Notes kNotes;
  std::vector<const zone::Zone*> in_order;
  for (const auto& [origin, zone] : served) in_order.push_back(zone.get());
  std::ranges::sort(in_order, [](const zone::Zone* a, const zone::Zone* b) {
    return wire::compare_canonical(a->origin(), b->origin()) < 0;
  });
  std::vector<check::ZoneInput> inputs;
  for (const zone::Zone* zone : in_order) inputs.push_back({*zone, kSources, kNotes});
  const check::WorldInput world{.zones = inputs};
  const check::Origins origins(inputs);
  const check::ReachGraph graph = check::build_universe(world, origins).graph;
  const std::vector<bool> working = check::reached(graph, {check::kDual, true, true});
  const std::vector<bool> dead = left_out.empty() ? working : worlds::LeftOutDead(graph, left_out).found();
  Mix mix;
  for (std::size_t number = 0; number < inputs.size(); ++number) {
    const std::string origin = wire::to_display(graph.zones[number].origin);
    const std::uint32_t parent = graph.zones[number].parent;
    mix.working[origin] = working[number];
    mix.dead[origin] = dead[number];
    mix.parent[origin] = parent == check::kNobody ? "" : wire::to_display(graph.zones[parent].origin);
  }
  return mix;
}

class Brute {
 public:
  explicit Brute(const Scene& scene) : scene_(scene), base_(mix_of(scene.zones, scene.left_out)) {}

  const Mix& base() const { return base_; }
  Mix mix(const NameSet& in) const {
    auto served = scene_.zones;
    NameSet left_out = scene_.left_out;
    for (const Candidate& candidate : scene_.candidates) {
      if (!in.contains(candidate.origin)) continue;
      served[candidate.origin] = candidate.zone;
      left_out.erase(candidate.origin);
    }
    return mix_of(served, left_out);
  }
  // The zones that are worse off than in base, and new ones that are not found.
  NameSet lost(const NameSet& in) const {
    const Mix now = mix(in);
    NameSet lost;
    for (const auto& [origin, working] : now.working) {
      if (!scene_.zones.contains(origin)) {
        if (!working) lost.insert(origin);
      } else if (base_.dead.at(origin)) {
        const std::string& parent = base_.parent.at(origin);
        const bool cut_gone = !parent.empty() && now.parent.at(origin).empty();
        if (!now.dead.at(origin) || cut_gone) lost.insert(origin);
      }
    }
    return lost;
  }
  // A zone found only by counting a left-out one as working blocks its own edit, by a rule of its own.
  bool is_plain() const {
    for (const auto& [origin, working] : base_.working)
      if (working && !base_.dead.at(origin)) return false;
    return true;
  }

 private:
  const Scene& scene_;
  Mix base_;
};

struct Result {
  NameSet accepted;
  std::map<std::string, std::string> told;
  std::map<std::string, publish::Rejection::Reason> reasons;
};

void stand_at(check::FoundZones& found, const Scene& scene, bool with_left_out) {
  std::deque<wire::Name> names;
  std::vector<check::FoundZones::Change> changes;
  for (const auto& [origin, zone] : scene.zones) changes.push_back({names.emplace_back(name(origin)), zone});
  if (with_left_out)
    for (const std::string& origin : scene.left_out) changes.push_back({names.emplace_back(name(origin)), nullptr});
  found.apply(changes);
}

Result judge(check::FoundZones& found, const std::vector<Candidate>& candidates) {
  std::vector<publish::Proposal> proposals;
  for (const Candidate& candidate : candidates)
    proposals.push_back(
        {.origin = candidate.zone->origin(), .zone = candidate.zone, .rejected_alone = candidate.alone});
  const publish::Judgement judgement = publish::judge(found, proposals);
  REQUIRE_FALSE(judgement.gave_up);
  REQUIRE(judgement.accepted.size() + judgement.rejected.size() == proposals.size());
  Result result;
  for (const std::size_t number : judgement.accepted) result.accepted.insert(candidates[number].origin);
  for (const publish::Rejection& rejection : judgement.rejected) {
    const std::string& origin = candidates[rejection.proposal].origin;
    result.reasons[origin] = rejection.reason;
    result.told[origin] = std::to_string(static_cast<int>(rejection.loss.piece)) + rejection.loss.zone + '/' +
                          rejection.loss.host + '/' + rejection.loss.home + '/' +
                          candidates[rejection.fix_first].origin;
  }
  return result;
}

std::string shown(const Scene& scene) {
  std::string text;
  for (const auto& [origin, version] : scene.served) text += "served " + origin + '\n' + text_of(version);
  for (const std::string& origin : scene.left_out) text += "left out " + origin + '\n';
  for (const Candidate& candidate : scene.candidates)
    text += std::string(candidate.alone ? "bad" : "good") + " candidate " + candidate.origin + '\n' +
            text_of(candidate.version);
  return text;
}

// Same servers, hosts and cuts as what is served.
bool is_neutral(const Scene& scene, const Candidate& candidate) {
  const auto served = scene.served.find(candidate.origin);
  if (served == scene.served.end()) return false;
  Version version = candidate.version;
  version.text = served->second.text;
  return version == served->second;
}

std::uint32_t first_seed() {
  const char* text = std::getenv("BAILIWICK_SEED");
  return text != nullptr ? static_cast<std::uint32_t>(std::strtoul(text, nullptr, 10)) : 1;
}

}  // namespace

TEST_CASE("random worlds: nothing is lost, nothing good is rejected, the order does not matter") {
  std::size_t conflicts = 0;
  for (std::uint32_t seed = first_seed(); seed < first_seed() + kWorlds; ++seed) {
    const Scene scene = Generator(seed).make();
    CAPTURE(seed);
    CAPTURE(shown(scene));
    const Brute brute(scene);
    check::FoundZones found({});
    stand_at(found, scene, true);
    const Result result = judge(found, scene.candidates);

    REQUIRE(brute.lost(result.accepted) == NameSet{});
    NameSet all;
    for (const Candidate& candidate : scene.candidates) {
      if (!candidate.alone) all.insert(candidate.origin);
      if (!candidate.alone && is_neutral(scene, candidate)) REQUIRE(result.accepted.contains(candidate.origin));
    }
    if (result.accepted != all) ++conflicts;
    if (brute.is_plain() && brute.lost(all).empty()) REQUIRE(result.accepted == all);

    // What stands in the found zones is what was accepted.
    const Mix mix = brute.mix(result.accepted);
    for (const auto& [origin, working] : mix.working) {
      CAPTURE(origin);
      const check::ZoneId zone = found.find(name(origin));
      REQUIRE(found.is_served(zone));
      REQUIRE(found.is_found(zone, check::LeftOut::Working) == working);
      REQUIRE(found.is_found(zone, check::LeftOut::Dead) == mix.dead.at(origin));
    }

    // Nothing that was rejected for another's sake could be added: but for half of a new cycle, which goes whole.
    for (const std::string& origin : all) {
      if (result.accepted.contains(origin) || !brute.is_plain()) continue;
      if (result.reasons.at(origin) == publish::Rejection::Reason::NotFound) continue;
      NameSet more = result.accepted;
      more.insert(origin);
      CAPTURE(origin);
      REQUIRE(brute.lost(more) != NameSet{});
    }

    // Another order of everything.
    std::vector<Candidate> shuffled = scene.candidates;
    std::ranges::shuffle(shuffled, std::mt19937(seed));
    check::FoundZones another({});
    for (const auto& [origin, zone] : scene.zones) {
      const check::FoundZones::Change change{zone->origin(), zone};
      another.apply({&change, 1});
    }
    stand_at(another, scene, true);
    const Result other = judge(another, shuffled);
    REQUIRE(other.accepted == result.accepted);
    REQUIRE(other.told == result.told);
  }
  CHECK(conflicts > kWorlds / 20);  // else the worlds would be too tame to show anything
}

TEST_CASE("random worlds of hundreds of zones: nothing is lost, and the order does not matter") {
  constexpr std::uint32_t kLargeWorlds = support::kSanitized ? 2 : 10;
  std::size_t most_rejected = 0;
  for (std::uint32_t seed = first_seed(); seed < first_seed() + kLargeWorlds; ++seed) {
    const Scene scene = Generator(seed).make_large();
    CAPTURE(seed);
    const Brute brute(scene);
    check::FoundZones found({});
    stand_at(found, scene, true);
    const Result result = judge(found, scene.candidates);
    REQUIRE(brute.lost(result.accepted) == NameSet{});
    most_rejected = std::max(most_rejected, scene.candidates.size() - result.accepted.size());
    for (const Candidate& candidate : scene.candidates)
      if (!candidate.alone && is_neutral(scene, candidate)) REQUIRE(result.accepted.contains(candidate.origin));
    std::vector<Candidate> shuffled = scene.candidates;
    std::ranges::shuffle(shuffled, std::mt19937(seed));
    check::FoundZones another({});
    stand_at(another, scene, true);
    const Result other = judge(another, shuffled);
    REQUIRE(other.accepted == result.accepted);
    REQUIRE(other.told == result.told);
  }
  CHECK(most_rejected > 64);
}

TEST_CASE("random worlds: an addition takes nothing from who leaned on it where it is served elsewhere") {
  for (std::uint32_t seed = first_seed(); seed < first_seed() + kWorlds; ++seed) {
    Scene scene = Generator(seed).make();
    scene.left_out.clear();
    CAPTURE(seed);
    CAPTURE(shown(scene));
    const Mix before = mix_of(scene.zones, {});
    check::FoundZones found({});
    stand_at(found, scene, false);
    const Result result = judge(found, scene.candidates);
    auto served = scene.zones;
    for (const Candidate& candidate : scene.candidates)
      if (result.accepted.contains(candidate.origin)) served[candidate.origin] = candidate.zone;
    const Mix after = mix_of(served, {});
    for (const auto& [origin, working] : before.working) {
      CAPTURE(origin);
      if (working) REQUIRE(after.working.at(origin));
    }
    for (const auto& [origin, working] : after.working) {
      CAPTURE(origin);
      if (!before.working.contains(origin)) REQUIRE(working);
    }
  }
}
