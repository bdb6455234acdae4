// The templates that tie a type of value to a field of Config, for the table in options.cc.
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "config/codes.h"
#include "config/options.h"
#include "config/text.h"
#include "config/values.h"

namespace bailiwick::config {

inline constexpr std::size_t kLongestPath = 4096;
inline constexpr std::string_view kHidden = "hidden";

template <auto kField, unsigned kLeast, unsigned kMost>
Option number(std::string_view key, std::string_view help) {
  const auto store = [](std::string_view text, Config& config) {
    unsigned value = 0;
    Stored problem = parse_count(text, kLeast, kMost, value);
    if (!problem) config.*kField = static_cast<std::remove_reference_t<decltype(config.*kField)>>(value);
    return problem;
  };
  const auto show = [](const Config& config) { return std::to_string(config.*kField); };
  return {key, Type::Number, std::to_string(kLeast) + ".." + std::to_string(kMost), help, store, show};
}

template <auto kField, unsigned kLeastMs, unsigned kMostMs>
Option duration(std::string_view key, std::string_view help) {
  const auto store = [](std::string_view text, Config& config) {
    return parse_duration(text, kLeastMs, kMostMs, config.*kField);
  };
  const auto show = [](const Config& config) { return duration_text(config.*kField); };
  return {key, Type::Duration, duration_text(kLeastMs) + ".." + duration_text(kMostMs), help, store, show};
}

template <auto kField>
Option boolean(std::string_view key, std::string_view help) {
  const auto store = [](std::string_view text, Config& config) { return parse_boolean(text, config.*kField); };
  const auto show = [](const Config& config) { return std::string(config.*kField ? "true" : "false"); };
  return {key, Type::Boolean, "true | false", help, store, show};
}

template <auto kField, std::uint16_t kPort, std::size_t kMost>
Option addresses(std::string_view key, std::string_view help) {
  const auto store = [](std::string_view text, Config& config) {
    if ((config.*kField).size() == kMost)
      return Stored(Problem{kOutOfRange, "more than " + std::to_string(kMost) + " addresses",
                            "listen on 0.0.0.0 and \"::\" instead"});
    Endpoint endpoint{.port = kPort};
    Stored problem = parse_endpoint(text, endpoint);
    if (!problem) (config.*kField).push_back(std::move(endpoint));
    return problem;
  };
  const auto show = [](const Config& config) {
    std::string list;
    for (const Endpoint& endpoint : config.*kField)
      list += (list.empty() ? "" : ", ") + yaml_scalar(endpoint_text(endpoint, kPort));
    return '[' + list + ']';
  };
  return {
      key,  Type::Addresses, "address[@port], up to " + std::to_string(kMost) + " of them", help, store, show, kField,
      kPort};
}

// Text that is told to whoever asks, or `hidden`.
template <auto kField>
Option disclosed(std::string_view key, std::string_view help) {
  constexpr std::size_t kMost = 180;  // fits a reply of 512 octets beside the longest question and the other options
  const auto store = [](std::string_view text, Config& config) {
    return parse_text(text == kHidden ? "" : text, kMost, config.*kField);
  };
  const auto show = [](const Config& config) {
    return (config.*kField).empty() ? std::string(kHidden) : yaml_scalar(config.*kField);
  };
  return {key, Type::Text, "up to 180 octets, or hidden", help, store, show};
}

// kNames stand in the order of the field's enumerators.
template <auto kField, const auto& kNames>
Option choice(std::string_view key, std::string_view help) {
  const auto store = [](std::string_view text, Config& config) {
    std::size_t index = 0;
    Stored problem = parse_choice(text, kNames, index);
    if (!problem) config.*kField = static_cast<std::remove_reference_t<decltype(config.*kField)>>(index);
    return problem;
  };
  const auto show = [](const Config& config) { return std::string(kNames[static_cast<std::size_t>(config.*kField)]); };
  std::string range;
  for (std::string_view name : kNames) range += (range.empty() ? "" : " | ") + std::string(name);
  return {key, Type::Choice, range, help, store, show};
}

// A path, or "" for none.
template <auto kField>
Option optional_path(std::string_view key, std::string range, std::string_view help) {
  const auto store = [](std::string_view text, Config& config) {
    return parse_text(text, kLongestPath, config.*kField);
  };
  const auto show = [](const Config& config) { return yaml_scalar(config.*kField); };
  return {key, Type::Path, std::move(range), help, store, show};
}

}  // namespace bailiwick::config
