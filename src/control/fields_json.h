// What reads the JSON of requests and replies: an object's fields, one by one, into typed values. Included by the
// *_json.cc of this room alone. Nothing here throws for what is in the text.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "control/protocol.h"

namespace bailiwick::control {

using Json = nlohmann::ordered_json;

inline constexpr int kDeepest = 8;  // objects and lists in one another; no line has more than four

// Nothing where it is no JSON object, or nested too deep; `error` then says so.
inline std::optional<Json> parse_object(std::string_view line, std::string& error) {
  bool too_deep = false;
  const auto watch = [&](int depth, Json::parse_event_t, Json&) {
    too_deep = too_deep || depth > kDeepest;
    return !too_deep;
  };
  Json json = Json::parse(line, watch, false);
  if (too_deep)
    error = "nested deeper than " + std::to_string(kDeepest) + " levels";
  else if (json.is_discarded() || line.contains('\0'))  // at which the library would end
    error = "not valid JSON in UTF-8";
  else if (!json.is_object())
    error = "not a JSON object";
  return error.empty() ? std::optional(std::move(json)) : std::nullopt;
}

// Reads the fields of an object one by one; the first that is not what it must be is the error, and what follows is
// not read any more.
class Fields {
 public:
  Fields(const Json& object, std::string& error) : object_(object), error_(error) {}

  bool has(const char* key) const { return object_.contains(key); }
  // The value, or null where there is none or an error was found before.
  const Json* get(const char* key) const {
    if (!error_.empty()) return nullptr;
    const auto at = object_.find(key);
    return at == object_.end() ? nullptr : &*at;
  }
  void text(const char* key, std::string& out) const {
    const Json* value = get(key);
    if (value == nullptr) return;
    if (value->is_string())
      out = value->get_ref<const std::string&>();
    else
      wrong(key, "text");
  }
  void flag(const char* key, bool& out) const {
    const Json* value = get(key);
    if (value == nullptr) return;
    if (value->is_boolean())
      out = value->get<bool>();
    else
      wrong(key, "true or false");
  }
  template <std::unsigned_integral Number>
  void number(const char* key, Number& out, Number most = std::numeric_limits<Number>::max()) const {
    const Json* value = get(key);
    if (value == nullptr) return;
    if (value->is_number_unsigned() && value->get<std::uint64_t>() <= most)
      out = static_cast<Number>(value->get<std::uint64_t>());
    else
      wrong(key, "a number from 0 to " + std::to_string(most));
  }
  void time(const char* key, std::int64_t& out) const {
    const Json* value = get(key);
    if (value == nullptr) return;
    if (value->is_number_integer())
      out = value->get<std::int64_t>();
    else
      wrong(key, "a number of seconds");
  }
  void texts(const char* key, std::vector<std::string>& out) const {
    each(key, [&](const Json& item) {
      if (item.is_string())
        out.push_back(item.get<std::string>());
      else
        wrong(key, "a list of texts");
    });
  }
  // Calls `use` for each item of the list.
  template <class Use>
  void each(const char* key, Use use) const {
    const Json* value = get(key);
    if (value == nullptr) return;
    if (!value->is_array()) return wrong(key, "a list");
    for (const Json& item : *value)
      if (error_.empty()) use(item);
  }
  void wrong(const char* key, const std::string& wanted) const {
    if (error_.empty()) error_ = '`' + std::string(key) + "` must be " + wanted;
  }

 private:
  const Json& object_;
  std::string& error_;
};

// The key of each body, in the order of the variant.
inline constexpr const char* kReplyKeys[] = {"progress", "zone", "text", "status", "run", "stats", "done", "error"};
static_assert(std::size(kReplyKeys) == std::variant_size_v<decltype(Reply::body)>);

inline void read_version(const Fields& fields, std::string& error) {
  std::uint32_t version = 0;
  fields.number("v", version);
  if (error.empty() && version != static_cast<std::uint32_t>(kVersion))
    error = "`v` must be " + std::to_string(kVersion) +
            ": command and server are of different versions; restart the server";
}

}  // namespace bailiwick::control
