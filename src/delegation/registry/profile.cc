// The table of rules, and which profiles hold for a zone.
#include "delegation/registry/profile.h"

#include <algorithm>
#include <array>

namespace bailiwick::delegation::registry {
namespace {

constexpr std::array kKeys = {
    KeyInfo{Key::NsMin, Form::Number, "ns-min", "R02"},
    KeyInfo{Key::NsMax, Form::Number, "ns-max", "R01"},
    KeyInfo{Key::HostsMax, Form::Number, "hosts-max", "R01"},
    KeyInfo{Key::HostAddressesMin, Form::Number, "host-addresses-min", "R04"},
    KeyInfo{Key::HostAddressesMax, Form::Number, "host-addresses-max", "R03"},
    KeyInfo{Key::HostV4Max, Form::Number, "host-v4-max", "R03"},
    KeyInfo{Key::HostV6Max, Form::Number, "host-v6-max", "R03"},
    KeyInfo{Key::HostLabelsMax, Form::Number, "host-labels-max", "R05"},
    KeyInfo{Key::HostCharacters, Form::Characters, "host-characters", "R05"},
    KeyInfo{Key::HostSuffixesRejected, Form::Names, "host-suffixes-rejected", "R05"},
    KeyInfo{Key::HostsOffered, Form::Flag, "hosts-offered", "R06"},
    KeyInfo{Key::AddressesUnique, Form::Flag, "addresses-unique", "R07"},
    KeyInfo{Key::GlueOutsideIgnored, Form::Flag, "glue-outside-ignored", "R08"},
    KeyInfo{Key::GlueInDomainRequired, Form::Flag, "glue-in-domain-required", "R09"},
    KeyInfo{Key::SoaRefresh, Form::Range, "soa-refresh", "R10"},
    KeyInfo{Key::SoaRetry, Form::Range, "soa-retry", "R10"},
    KeyInfo{Key::SoaExpire, Form::Range, "soa-expire", "R10"},
    KeyInfo{Key::SoaMinimum, Form::Range, "soa-minimum", "R10"},
    KeyInfo{Key::SoaMnameListed, Form::Flag, "soa-mname-listed", "R10"},
    KeyInfo{Key::Ipv4ServerRequired, Form::Flag, "ipv4-server-required", "R11"},
    KeyInfo{Key::DistinctAddressRequired, Form::Flag, "distinct-address-required", "R11"},
    KeyInfo{Key::GluePolicy, Form::GluePolicy, "glue-policy", ""},
};

bool contains(const std::vector<wire::Name>& names, wire::NameView name) {
  return std::ranges::any_of(names, [&](const wire::Name& one) { return wire::equal(one, name); });
}

// Few names end in the octets of another: most are told by these, without a walk through their labels.
bool is_below(wire::NameView name, wire::NameView ancestor) {
  if (name.size() <= ancestor.size()) return false;
  const wire::NameView end(name.data() + name.size() - ancestor.size(), ancestor.size());
  return wire::equal(end, ancestor) && wire::is_at_or_below(name, ancestor);
}

bool is_maximum(Key key) {
  return info(key).name.ends_with("-max");
}

}  // namespace

std::span<const KeyInfo> keys() {
  return kKeys;
}

const KeyInfo& info(Key key) {
  return kKeys[static_cast<std::size_t>(key)];
}

std::optional<Key> key_named(std::string_view name) {
  const auto found = std::ranges::find(kKeys, name, &KeyInfo::name);
  if (found == kKeys.end()) return std::nullopt;
  return found->key;
}

std::string_view confidence_name(Confidence confidence) {
  switch (confidence) {
    case Confidence::Low:
      return "low";
    case Confidence::Medium:
      return "medium";
    case Confidence::High:
      return "high";
  }
  return "?";
}

const Rule* Profile::find(Key key) const {
  const auto found = std::ranges::find(rules, key, &Rule::key);
  return found == rules.end() ? nullptr : &*found;
}

std::vector<const Profile*> select(std::span<const Profile> profiles, wire::NameView origin,
                                   std::string_view registrar) {
  std::vector<const Profile*> chosen;
  if (origin.is_root()) return chosen;
  const wire::NameView parent = origin.parent();
  const auto is_ours = [&](const Profile& profile) {
    return profile.registrar.empty() && contains(profile.suffixes, parent);
  };
  const auto registry = std::ranges::find_if(profiles, is_ours);
  if (registry != profiles.end() && contains(registry->except, origin)) return chosen;
  if (registry != profiles.end()) chosen.push_back(&*registry);
  // Below a registry's own suffixes, more than one label down, somebody else than a registry delegates.
  const bool below_a_domain = std::ranges::any_of(profiles, [&](const Profile& profile) {
    return std::ranges::any_of(profile.suffixes, [&](const wire::Name& suffix) {
      return !suffix.view().is_root() && is_below(origin, suffix);
    });
  });
  if (chosen.empty() && below_a_domain) return chosen;
  for (const Profile& profile : profiles) {
    const bool generic = profile.registrar.empty() && profile.suffixes.empty();
    const bool named = registrar.empty() ? profile.assumed : profile.registrar == registrar;
    const bool suffix = profile.suffixes.empty() || contains(profile.suffixes, parent);
    if (generic ? chosen.empty() : !profile.registrar.empty() && named && suffix) chosen.push_back(&profile);
  }
  return chosen;
}

Holder strictest(std::span<const Profile* const> profiles, Key key) {
  Holder best;
  for (const Profile* profile : profiles) {
    const Rule* rule = profile->find(key);
    if (rule == nullptr) continue;
    const bool tighter = best.rule == nullptr || (is_maximum(key) && rule->most < best.rule->most);
    if (tighter) best = {rule, profile};
  }
  return best;
}

}  // namespace bailiwick::delegation::registry
