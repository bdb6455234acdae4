// FoundZones against the fixpoint over all zones at once, and against the slow judge: after each of a sequence of
// random changes both must say the same of every zone. Left-out zones as dead have a slow rule of their own here.
#include "check/reach/found_zones.h"

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <random>
#include <set>

#include "check/reach/fixpoint.h"
#include "judge.h"
#include "left_out.h"
#include "random_world.h"

using namespace worlds;
using check::FoundZones;
using check::LeftOut;

namespace {

struct Version {
  std::string origin;
  std::string text;
  check::ParentPolicy policy = {};
  std::shared_ptr<const zone::Zone> zone = nullptr;
};

Version make(const std::string& origin, const std::string& text, check::ParentPolicy policy = {}) {
  const std::string whole = "$TTL 3600\n@ SOA ns.invalid. h.invalid. 1 14400 3600 1209600 3600\n" + text;
  return {origin, text, policy, load::load_zone_text(whole, "x", *wire::Name::from_text(origin)).built.value().zone};
}

// All zones made anew, and which of them are found.
class Batch {
 public:
  Batch(const std::map<std::string, Version>& served, const std::set<std::string>& left_out,
        const std::string& registered, bool externals)
      : left_out_(left_out) {
    for (const auto& [origin, version] : served) world_.add(origin, version.text, version.policy);
    if (!registered.empty()) world_.add_registered(registered);
    if (!externals) world_.no_externals();
    result_ = world_.check();
    working_ = check::reached(result_.graph, {check::kDual, true, externals});
  }
  bool is_found(const std::string& origin, LeftOut left_out) {
    if (left_out == LeftOut::Dead && dead_.empty()) dead_ = LeftOutDead(result_.graph, left_out_).found();
    const std::uint32_t number = zone_number(result_.graph, origin);
    REQUIRE(number != check::kNobody);
    return left_out == LeftOut::Dead ? dead_[number] : working_[number];
  }

 private:
  std::set<std::string> left_out_;
  World world_;
  check::WorldResult result_;
  std::vector<bool> working_;
  std::vector<bool> dead_;
};

// Zones that come, change and go, one or several at a time.
class Story {
 public:
  Story(std::uint32_t seed, const FoundZones::Options& options) : random_(seed), found_(options) {}

  bool chance(std::uint32_t in) { return std::uniform_int_distribution<std::uint32_t>(0, in - 1)(random_) == 0; }

  // The next world, in a few steps: each zone of it and each that it has no more changes once.
  void go_to(std::map<std::string, Version> next, const std::set<std::string>& left_out) {
    std::vector<std::string> origins;
    for (const auto& [origin, version] : next) origins.push_back(origin);
    for (const auto& [origin, version] : served_)
      if (!next.contains(origin)) origins.push_back(origin);
    for (const std::string& origin : left_out) origins.push_back(origin);
    for (const std::string& origin : left_out_) origins.push_back(origin);
    std::ranges::sort(origins);
    const auto twins = std::ranges::unique(origins);
    origins.erase(twins.begin(), twins.end());
    std::ranges::shuffle(origins, random_);
    std::vector<wire::Name> names;
    for (const std::string& origin : origins) names.push_back(*wire::Name::from_text(origin));
    std::vector<FoundZones::Change> changes;
    for (std::size_t i = 0; i < origins.size(); ++i) {
      FoundZones::Change change{.origin = names[i], .configured = left_out.contains(origins[i])};
      if (const auto found = next.find(origins[i]); found != next.end()) {
        change.zone = found->second.zone;
        change.configured = true;
        change.parent = found->second.policy;
      }
      changes.push_back(change);
      if (!chance(2)) continue;
      found_.apply(changes);
      changes.clear();
      if (chance(3)) found_.mark();
    }
    found_.apply(changes);
    served_ = std::move(next);
    left_out_ = left_out;
  }
  bool is_found(const std::string& origin, LeftOut left_out) const {
    const check::ZoneId zone = found_.find(*wire::Name::from_text(origin));
    REQUIRE(zone != check::kNobody);
    REQUIRE(found_.is_served(zone));
    return found_.is_found(zone, left_out);
  }
  const std::map<std::string, Version>& served() const { return served_; }
  const std::set<std::string>& left_out() const { return left_out_; }
  FoundZones& found() { return found_; }

 private:
  std::mt19937 random_;
  FoundZones found_;
  std::map<std::string, Version> served_;
  std::set<std::string> left_out_;
};

// What the plans do not have: wildcards, DNAMEs, another policy of the parent, the root.
void embellish(Story& story, std::map<std::string, Version>& versions) {
  for (auto& [origin, version] : versions) {
    if (story.chance(6)) version.text += "* A 192.0.2.77\n";
    if (story.chance(8)) version.text += "* CNAME nowhere.invalid.\n";
    if (story.chance(8)) version.text += "stub DNAME nowhere.invalid.\n";
    if (story.chance(4)) version.policy = check::ParentPolicy::Narrow;
    if (story.chance(8)) version.policy = check::ParentPolicy::Wide;
    version = make(origin, version.text, version.policy);
  }
  if (!story.chance(4)) return;
  std::string text = "@ NS ns.root-servers.invalid.\n";
  for (const std::string cut : {"ex", "test", "org"})
    if (!story.chance(4)) text += cut + ". NS ns0." + cut + ".\n";
  if (story.chance(2)) text += "ns0.ex. A 192.0.2.1\n";
  versions["."] = make(".", text);
}

std::map<std::string, Version> versions_of(const Plan& plan) {
  std::map<std::string, Version> versions;
  for (const ZonePlan& zone : plan.zones) versions[zone.origin] = make(zone.origin, text_of(zone));
  return versions;
}

}  // namespace

TEST_CASE("found zones: after random changes the same as the slow judge says") {
  for (std::uint32_t seed = first_seed(); seed < first_seed() + kWorlds; ++seed) {
    CAPTURE(seed);
    const bool externals = seed % 6 != 0;
    Story story(seed, {.externals = externals});
    for (std::uint32_t step = 0; step < 3; ++step) {
      Plan plan = random_plan(seed + step * 1000003);
      plan.externals = externals;
      story.go_to(versions_of(plan), {});
      CAPTURE(told(plan));
      const std::set<std::string> expected = Judge(plan).reached(3, true, externals);
      for (const ZonePlan& zone : plan.zones) {
        CAPTURE(zone.origin);
        REQUIRE(story.is_found(zone.origin, LeftOut::Working) == expected.contains(zone.origin));
        REQUIRE(story.is_found(zone.origin, LeftOut::Dead) == expected.contains(zone.origin));
      }
    }
    // All gone, nothing stays behind.
    story.go_to({}, {});
    story.found().mark();
    REQUIRE(story.found().find(*wire::Name::from_text("ex")) == check::kNobody);
  }
}

TEST_CASE("found zones: after random changes the same as the fixpoint over all zones, with zones left out") {
  const std::string hosts = "ns0.ex 192.0.2.1\nns1.a.ex 192.0.2.2\nns0.b.ex 2001:db8::1\nns2.f.test 192.0.2.3\n";
  base::Findings findings;
  const check::RegisteredHosts registered = check::RegisteredHosts::parse(hosts, "hosts", findings);
  for (std::uint32_t seed = first_seed(); seed < first_seed() + kWorlds; ++seed) {
    CAPTURE(seed);
    const bool externals = seed % 6 != 0;
    const bool is_registered = seed % 4 == 0;
    Story story(seed, {.externals = externals, .registered = is_registered ? &registered : nullptr});
    for (std::uint32_t step = 0; step < 3; ++step) {
      std::map<std::string, Version> versions = versions_of(random_plan(seed + step * 1000003));
      embellish(story, versions);
      std::set<std::string> left_out;
      for (const std::string origin : {"ex", "a.ex", "b.ex", "stub.ex", "d.a.ex", "f.test", "test", "elsewhere.net"})
        if (!versions.contains(origin) && story.chance(3)) left_out.insert(origin);
      story.go_to(versions, left_out);
      Batch batch(versions, left_out, is_registered ? hosts : "", externals);
      for (const auto& [origin, version] : versions) {
        CAPTURE(origin);
        REQUIRE(story.is_found(origin, LeftOut::Working) == batch.is_found(origin, LeftOut::Working));
        REQUIRE(story.is_found(origin, LeftOut::Dead) == batch.is_found(origin, LeftOut::Dead));
      }
    }
  }
}
