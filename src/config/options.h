// The one table of options. The reader, `bailiwick config`, the man page and the tests all come from it: a new option
// is a field of Config with its default, and a line here.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.h"
#include "config/values.h"

namespace bailiwick::config {

enum class Type : std::uint8_t { Number, Boolean, Duration, Text, Choice, Path, Addresses, Networks, Zones };

struct Option {
  std::string_view key;  // as in the file, sections joined by dots: "tcp.idle-timeout"
  Type type = Type::Text;
  std::string range;      // what the value may be, e.g. "1..256, or auto"
  std::string_view help;  // one or two sentences
  // Stores one value. Addresses, Networks: called for each element. Zones: never called. A key under "zones[]." stores
  // into the last element of config.zones, which must exist.
  Stored (*store)(std::string_view text, Config& config) = nullptr;
  // The value as YAML; null for Zones and for the keys under "zones[].".
  std::string (*show)(const Config& config) = nullptr;
  // Addresses: where they go, and the port that they have when none is written.
  std::vector<Endpoint> Config::*endpoints = nullptr;
  std::uint16_t usual_port = 0;
};

inline constexpr std::size_t kMostListen = 1024;
inline constexpr std::size_t kMostMetricsListen = 16;
inline constexpr std::size_t kMostExempt = 1024;
inline constexpr std::string_view kZoneKeys = "zones[].";

// In the order in which a config file is best read.
std::span<const Option> options();

// The option of that key, or null.
const Option* find_option(std::string_view key);

// "number", "true or false", ...
std::string_view type_name(Type type);

// What the option is when it is left out, as YAML, or in words where no YAML says it.
std::string default_text(const Option& option);

}  // namespace bailiwick::config
