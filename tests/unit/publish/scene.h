// Small random worlds for judge(): served zones, and candidates that edit, rename, break or add some. Names come from
// one family tree, so that parents, siblings and stubs meet. The same seed always makes the same world.
#pragma once

#include <algorithm>
#include <map>
#include <memory>
#include <random>
#include <set>
#include <string>
#include <vector>

#include "world.h"

namespace judged {

using NameSet = std::set<std::string>;

struct Version {
  NameSet servers;
  NameSet hosts;  // with addresses; at and below cuts: glue
  std::map<std::string, NameSet> cuts;
  std::uint32_t text = 0;  // something that matters to nobody
  bool operator==(const Version&) const = default;
};

inline std::string text_of(const Version& version) {
  std::string text;
  for (const std::string& host : version.servers) text += "@ NS " + host + ".\n";
  for (const auto& [cut, hosts] : version.cuts)
    for (const std::string& host : hosts) text += cut + ". NS " + host + ".\n";
  for (const std::string& host : version.hosts) text += host + ". A 192.0.2.1\n";
  return text + "text TXT " + std::to_string(version.text) + '\n';
}

inline bool is_below(const std::string& name, const std::string& origin) {
  return name.ends_with('.' + origin);
}

struct Candidate {
  std::string origin;
  Version version;
  bool alone = false;
  std::shared_ptr<const zone::Zone> zone = nullptr;
};

struct Scene {
  std::map<std::string, Version> served;
  std::map<std::string, std::shared_ptr<const zone::Zone>> zones;  // of `served`
  NameSet left_out;
  std::vector<Candidate> candidates;
};

class Generator {
 public:
  explicit Generator(std::uint32_t seed) : random_(seed) {}

  Scene make() {
    origins_ = {"a.aa", "b.bb", "c.cc", "d.dd", "e.a.aa", "f.a.aa", "g.e.a.aa", "h.b.bb", "i.bb", "bb"};
    std::ranges::shuffle(origins_, random_);
    origins_.resize(2 + number(7));
    return finish(chance(2) ? renames() : anything());
  }

  // Hundreds of zones, all of them with candidates: more are rejected than are asked again each time.
  Scene make_large() {
    for (std::uint32_t i = 0; i < kLarge; ++i) {
      const std::string own = std::to_string(i);
      origins_.push_back(i > 0 && chance(6) ? "z" + own + '.' + any_origin() : "z" + own + ".t" + own);
    }
    most_candidates_ = kLarge;
    return finish(renames());
  }

 private:
  static constexpr std::uint32_t kLarge = 300;

  Scene finish(Scene scene) {
    for (Candidate& candidate : scene.candidates) candidate.alone = chance(12);
    for (auto& [origin, version] : scene.served) scene.zones[origin] = make_zone(origin, text_of(version));
    for (Candidate& candidate : scene.candidates)
      candidate.zone = make_zone(candidate.origin, text_of(candidate.version));
    for (const std::string& origin : origins_)
      if (!scene.served.contains(origin) && chance(2)) scene.left_out.insert(origin);
    for (const Candidate& candidate : scene.candidates)
      if (!scene.served.contains(candidate.origin)) scene.left_out.insert(candidate.origin);
    return scene;
  }

  std::uint32_t number(std::uint32_t n) { return std::uniform_int_distribution<std::uint32_t>(0, n - 1)(random_); }
  bool chance(std::uint32_t in) { return number(in) == 0; }
  const std::string& any_origin() { return origins_[number(static_cast<std::uint32_t>(origins_.size()))]; }
  std::string label() { return "x" + std::to_string(number(2)) + '.'; }

  std::string host_for(const std::string& origin) {
    const std::uint32_t kind = number(24);
    if (kind == 0) return "ns.outside.invalid";
    if (kind == 1) return label() + "s." + any_origin();
    return label() + (kind < 8 ? origin : any_origin());
  }

  Version version(const std::string& origin, const std::map<std::string, Version>& others) {
    Version made;
    for (const std::string own : {"x0.", "x1."})
      if (!chance(8)) made.hosts.insert(own + origin);
    for (std::uint32_t i = 0, count = 1 + number(3); i < count; ++i) made.servers.insert(host_for(origin));
    for (const std::string& other : origins_) {
      if (!is_below(other, origin) || chance(7)) continue;
      const auto known = others.find(other);
      made.cuts[other] = known != others.end() ? known->second.servers : NameSet{host_for(other)};
      for (const std::string& host : made.cuts[other])
        if (is_below(host, other) && !chance(5)) made.hosts.insert(host);
    }
    if (chance(6)) made.cuts["s." + origin] = {host_for(origin)};
    return made;
  }

  Version edited(const std::string& origin, Version made) {
    switch (number(5)) {
      case 0:
        ++made.text;
        break;
      case 1:
        for (const std::string& host : {label() + origin, label() + origin})
          if (!made.hosts.insert(host).second) made.hosts.erase(host);
        break;
      case 2:
      case 3:
        if (!made.servers.empty()) made.servers.erase(made.servers.begin());
        made.servers.insert(host_for(origin));
        break;
      case 4:
        if (made.cuts.empty()) break;
        if (const std::string cut = made.cuts.begin()->first; chance(3)) {
          made.cuts.erase(cut);
        } else if (chance(2)) {
          made.cuts[cut] = {host_for(cut), host_for(cut)};
        } else {
          std::erase_if(made.hosts, [&](const std::string& host) { return is_below(host, cut); });
        }
        break;
    }
    return made;
  }

  // Zones and edits of any kind; mostly all of them are found at first.
  Scene anything() {
    Scene scene;
    for (const std::string& origin : origins_)
      if (!chance(6)) scene.served[origin] = version(origin, scene.served);
    if (!chance(4))
      for (auto& [origin, made] : scene.served) {
        made.servers.insert(chance(3) ? "ns.outside.invalid" : "x0." + origin);
        made.hosts.insert("x0." + origin);
        for (auto& [other, above] : scene.served)
          if (const auto cut = above.cuts.find(origin); cut != above.cuts.end()) {
            cut->second.insert("x0." + origin);
            above.hosts.insert("x0." + origin);
          }
      }
    std::vector<std::string> some = origins_;
    std::ranges::shuffle(some, random_);
    some.resize(std::min<std::size_t>(some.size(), 1 + number(5)));
    for (const std::string& origin : some) {
      const auto old = scene.served.find(origin);
      scene.candidates.push_back(
          {origin, old != scene.served.end() ? edited(origin, old->second) : version(origin, scene.served)});
    }
    return scene;
  }

  // Each zone uses hosts of those before it; then some hosts are renamed, all follow, and some make a mistake.
  Scene renames() {
    std::map<std::string, std::vector<std::string>> uses;
    for (std::size_t i = 0; i < origins_.size(); ++i)
      for (std::uint32_t n = 1 + number(2); n > 0; --n)
        uses[origins_[i]].push_back(origins_[i == 0 || chance(3) ? i : number(static_cast<std::uint32_t>(i))]);
    NameSet renamed;
    for (const std::string& origin : origins_)
      if (chance(2)) renamed.insert(origin);
    const auto world = [&](bool after) {
      std::map<std::string, Version> made;
      const auto host = [&](const std::string& origin) {
        return (after && renamed.contains(origin) ? "x1." : "x0.") + origin;
      };
      for (const std::string& origin : origins_) {
        made[origin].hosts.insert(host(origin));
        for (const std::string& used : uses[origin]) made[origin].servers.insert(host(used));
      }
      for (auto& [origin, version] : made)
        for (const std::string& other : origins_) {
          if (!is_below(other, origin)) continue;
          version.cuts[other] = made[other].servers;
          for (const std::string& server : version.cuts[other])
            if (is_below(server, other)) version.hosts.insert(server);
        }
      return made;
    };
    Scene scene;
    scene.served = world(false);
    for (auto& [origin, version] : world(true))
      if (version != scene.served[origin] || chance(5)) scene.candidates.push_back({origin, std::move(version)});
    std::ranges::shuffle(scene.candidates, random_);
    scene.candidates.resize(std::min<std::size_t>(scene.candidates.size(), most_candidates_));
    for (Candidate& candidate : scene.candidates) {
      if (chance(8)) candidate.version.hosts = {"x7." + candidate.origin};
      if (chance(8)) candidate.version = edited(candidate.origin, candidate.version);
    }
    return scene;
  }

  std::mt19937 random_;
  std::vector<std::string> origins_;
  std::size_t most_candidates_ = 5;
};

}  // namespace judged
