// One file of what a registry or a registrar asks, as read: the form has been seen to, the meaning has not.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace bailiwick::config {

enum class Confidence : std::uint8_t { Low, Medium, High };

// Where something is known from.
struct Source {
  std::string title;
  std::string date;  // when it was written down here: YYYY-MM-DD
  Confidence confidence = Confidence::Low;
};

struct RegistryRule {
  std::string key;  // of rule_keys()
  // A number is both; a flag is 0 or 1.
  std::uint32_t least = 0;
  std::uint32_t most = 0;
  std::vector<std::string> words;  // names, or the one text of characters and of a glue policy
  Source source;
};

struct RegistryRemark {
  std::string text;
  Source source;
};

struct RegistryProfile {
  std::string name;
  std::string title;
  std::string registrar;              // whose limits these are; empty: a registry's
  bool assumed = false;               // a registrar's that hold where a zone names none
  std::vector<std::string> suffixes;  // as ZoneEntry::name; empty: see config/registries/README.md
  std::vector<std::string> except;
  std::vector<std::string> words;
  std::vector<RegistryRule> rules;
  std::vector<RegistryRemark> remarks;
};

}  // namespace bailiwick::config
