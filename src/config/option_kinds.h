// The templates that tie a type of value to a field, for the table in options.cc. A field is named by a function from
// its record to it: [](Config& config) -> auto& { return config.tcp.connections; }.
#pragma once

#include <array>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>

#include "config/codes.h"
#include "config/options.h"
#include "config/text.h"
#include "config/values.h"

namespace bailiwick::config {

inline constexpr std::string_view kHidden = "hidden";

template <class Function>
struct Argument;
template <class Closure, class R, class T>
struct Argument<R (Closure::*)(T&) const> {
  using type = T;
};

template <auto kGet>
using OwnerOf = typename Argument<decltype(&decltype(kGet)::operator())>::type;
template <auto kGet>
using FieldOf = std::remove_reference_t<decltype(kGet(std::declval<OwnerOf<kGet>&>()))>;

// The field that kGet names.
template <auto kGet>
FieldOf<kGet>& field(Record record) {
  return kGet(record.as<OwnerOf<kGet>>());
}
template <auto kGet>
const FieldOf<kGet>& field(ConstRecord record) {
  return kGet(const_cast<OwnerOf<kGet>&>(record.as<OwnerOf<kGet>>()));  // kGet only says where it is
}

template <auto kGet, unsigned kLeast, unsigned kMost>
Option number(std::string_view key, std::string_view help) {
  const auto store = [](std::string_view text, Record record) {
    unsigned value = 0;
    Stored problem = parse_count(text, kLeast, kMost, value);
    if (!problem) field<kGet>(record) = static_cast<FieldOf<kGet>>(value);
    return problem;
  };
  const auto show = [](ConstRecord record) { return std::to_string(field<kGet>(record)); };
  return {key, Type::Number, std::to_string(kLeast) + ".." + std::to_string(kMost), help, store, show};
}

template <auto kGet>
Option boolean(std::string_view key, std::string_view help) {
  const auto store = [](std::string_view text, Record record) { return parse_boolean(text, field<kGet>(record)); };
  const auto show = [](ConstRecord record) { return std::string(field<kGet>(record) ? "true" : "false"); };
  return {key, Type::Boolean, "true | false", help, store, show};
}

template <auto kGet>
ListOf list_of() {
  return {.clear = [](Record record) { field<kGet>(record).clear(); },
          .reserve = [](Record record,
                        std::size_t more) { field<kGet>(record).reserve(field<kGet>(record).size() + more); },
          .drop = [](Record record) { field<kGet>(record).pop_back(); }};
}

// Records of a list are told apart by kName, a function from a record to its name as text.
template <auto kGet, auto kName>
ListOf records_of() {
  ListOf list = list_of<kGet>();
  list.append = [](Record record) { return Record(field<kGet>(record).emplace_back()); };
  list.count = [](ConstRecord record) { return field<kGet>(record).size(); };
  list.at = [](ConstRecord record, std::size_t number) { return ConstRecord(field<kGet>(record)[number]); };
  list.identity = [](ConstRecord record) { return std::string(kName(field<kGet>(record).back())); };
  return list;
}

template <auto kGet, std::uint16_t kPort, std::size_t kMost>
Option addresses(std::string_view key, std::string_view help) {
  const auto store = [](std::string_view text, Record record) {
    auto& endpoints = field<kGet>(record);
    if (endpoints.size() == kMost)
      return Stored(Problem{kOutOfRange, "more than " + std::to_string(kMost) + " addresses",
                            "listen on 0.0.0.0 and \"::\" instead"});
    base::Endpoint endpoint{.address = {}, .port = kPort};
    Stored problem = parse_endpoint(text, endpoint);
    if (!problem) endpoints.push_back(endpoint);
    return problem;
  };
  const auto show = [](ConstRecord record) {
    std::string list;
    for (const base::Endpoint& endpoint : field<kGet>(record))
      list += (list.empty() ? "" : ", ") + yaml_scalar(endpoint_text(endpoint, kPort));
    return '[' + list + ']';
  };
  ListOf list = list_of<kGet>();
  // With the port always, so that an address of `listen` is not given for the metrics again.
  list.identity = [](ConstRecord record) { return base::endpoint_text(field<kGet>(record).back(), 0); };
  list.twice = kDuplicateListen;
  const Config defaults;
  list.may_be_empty = field<kGet>(ConstRecord(defaults)).empty();
  return {key, Type::Addresses, "address[@port], up to " + std::to_string(kMost) + " of them", help, store, show, list};
}

// Text that is told to whoever asks, or `hidden`.
template <auto kGet>
Option disclosed(std::string_view key, std::string_view help) {
  constexpr std::size_t kMost = answer::kMaxNsid;
  const auto store = [](std::string_view text, Record record) {
    return parse_text(text == kHidden ? "" : text, kMost, field<kGet>(record));
  };
  const auto show = [](ConstRecord record) {
    return field<kGet>(record).empty() ? std::string(kHidden) : yaml_scalar(field<kGet>(record));
  };
  return {key, Type::Text, "up to " + std::to_string(kMost) + " octets, or hidden", help, store, show};
}

// A word of the config, and what it stands for.
template <class Enum>
struct Word {
  std::string_view word;
  Enum value;
};

// kWords has every value of the field.
template <auto kGet, const auto& kWords>
Option choice(std::string_view key, std::string_view help) {
  const auto store = [](std::string_view text, Record record) {
    std::array<std::string_view, kWords.size()> names;
    for (std::size_t i = 0; i < names.size(); ++i) names[i] = kWords[i].word;
    std::size_t index = 0;
    Stored problem = parse_choice(text, names, index);
    if (!problem) field<kGet>(record) = kWords[index].value;
    return problem;
  };
  const auto show = [](ConstRecord record) {
    for (const auto& word : kWords)
      if (word.value == field<kGet>(record)) return std::string(word.word);
    return std::string();
  };
  std::string range;
  for (const auto& word : kWords) range += (range.empty() ? "" : " | ") + std::string(word.word);
  return {key, Type::Choice, range, help, store, show};
}

// A path, or "" for none.
template <auto kGet>
Option optional_path(std::string_view key, std::string range, std::string_view help) {
  const auto store = [](std::string_view text, Record record) {
    return parse_text(text, kLongestPath, field<kGet>(record));
  };
  const auto show = [](ConstRecord record) { return yaml_scalar(field<kGet>(record)); };
  return {key, Type::Path, std::move(range), help, store, show};
}

}  // namespace bailiwick::config
