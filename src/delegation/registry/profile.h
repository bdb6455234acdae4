// What a registry or a registrar asks of the name servers of a domain, as plain values: a profile is a list of rules,
// each with its source. Profiles come from data files (config/registries/), which another room reads.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "wire/name.h"

namespace bailiwick::delegation::registry {

enum class Key : std::uint8_t {
  NsMin,
  NsMax,
  HostsMax,
  HostAddressesMin,
  HostAddressesMax,
  HostV4Max,
  HostV6Max,
  HostLabelsMax,
  HostCharacters,
  HostSuffixesRejected,
  HostsOffered,
  AddressesUnique,
  GlueOutsideIgnored,
  GlueInDomainRequired,
  SoaRefresh,
  SoaRetry,
  SoaExpire,
  SoaMinimum,
  SoaMnameListed,
  Ipv4ServerRequired,
  DistinctAddressRequired,
  GluePolicy,
};

// What the value of a rule is.
enum class Form : std::uint8_t {
  Number,      // 0..1000
  Flag,        // true or false
  Range,       // LEAST..MOST
  Names,       // domain names
  Characters,  // characters and ranges of them: "A-Za-z0-9.-"
  GluePolicy,  // narrow, wide or unknown
};

struct KeyInfo {
  Key key;
  Form form;
  std::string_view name;  // as in the data files
  std::string_view code;  // of the finding where a zone breaks it; empty: nothing can
};

// In the order of the enumerators.
std::span<const KeyInfo> keys();
const KeyInfo& info(Key key);
std::optional<Key> key_named(std::string_view name);

enum class Confidence : std::uint8_t { Low, Medium, High };
// "low", "medium", "high".
std::string_view confidence_name(Confidence confidence);

struct Source {
  std::string title;
  std::string date;  // when the rule was written down
  Confidence confidence = Confidence::Low;
};

struct Rule {
  Key key;
  // A number is both; a flag is 0 or 1.
  std::uint32_t least = 0;
  std::uint32_t most = 0;
  std::vector<std::string> words;  // names, or the one text of characters and of a glue policy
  Source source;

  bool flag() const { return most != 0; }
};

struct Remark {
  std::string text;
  Source source;
};

struct Profile {
  std::string name;
  std::string title;
  std::string registrar;  // whose limits these are; empty: a registry's
  bool assumed = false;   // a registrar's that hold where no registrar is named
  // Zones that lie right below one of these; empty: any zone for a registrar, for a registry those that no other has.
  std::vector<wire::Name> suffixes;
  std::vector<wire::Name> except;
  std::vector<std::string> words;  // what its forms call a name server with addresses
  std::vector<Rule> rules;
  std::vector<Remark> remarks;

  const Rule* find(Key key) const;
};

// Those that hold for a zone: one of a registry first, then the registrar's. `registrar` may be empty. The first of two
// registries with the same suffix counts. Nothing for the zones that no registry delegates: names below a domain, and
// those that a profile excepts.
std::vector<const Profile*> select(std::span<const Profile> profiles, wire::NameView origin,
                                   std::string_view registrar);

// The rule of that kind that is hardest to keep, with its profile; null if none has it. For maxima the least, else the
// first.
struct Holder {
  const Rule* rule = nullptr;
  const Profile* profile = nullptr;
};
Holder strictest(std::span<const Profile* const> profiles, Key key);

}  // namespace bailiwick::delegation::registry
