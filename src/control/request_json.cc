// Requests as JSON. A request must be exactly what this version knows: an option of a later version that would be
// ignored here could do harm.
#include <algorithm>

#include "base/assert.h"
#include "base/printable.h"
#include "control/fields_json.h"

namespace bailiwick::control {
namespace {

constexpr std::size_t kLongestName = 1024;  // octets: 255 octets of a name, each as \DDD
constexpr std::uint32_t kLongestFor = 365 * 86400;

struct Keys {
  Verb verb;
  std::vector<std::string_view> allowed;
};

// What each verb understands beside `v` and `verb`.
const Keys& keys_of(Verb verb) {
  static const Keys kKeys[] = {{Verb::Status, {"zones", "alive"}},
                               {Verb::Reload, {"zones", "allow_removals"}},
                               {Verb::Stats, {}},
                               {Verb::ZonePrint, {"zones", "name", "type"}},
                               {Verb::LogLevel, {"level", "for_s"}},
                               {Verb::CookieRoll, {}},
                               {Verb::Remove, {"zones"}}};
  for (const Keys& keys : kKeys)
    if (keys.verb == verb) return keys;
  BAILIWICK_ASSERT(false);
  return kKeys[0];
}

bool is_name(std::string_view text) {
  if (text.empty() || text.size() > kLongestName) return false;
  for (const char c : text)
    if (static_cast<unsigned char>(c) < 0x21 || c == 0x7f) return false;
  return true;
}

// The error, or nothing.
std::string check_request(const Request& request, const Json& json) {
  for (const auto& item : json.items()) {
    if (item.key() == "v" || item.key() == "verb") continue;
    const auto& allowed = keys_of(request.verb).allowed;
    if (std::ranges::find(allowed, item.key()) == allowed.end())
      return '`' + std::string(verb_name(request.verb)) + "` has no option `" +
             base::printable(item.key().substr(0, kLongestName)) + '`';
  }
  for (const std::string& zone : request.zones)
    if (!is_name(zone)) return "`zones` has a text that cannot be a name";
  const bool one_zone = request.verb == Verb::ZonePrint || request.verb == Verb::Remove;
  if (one_zone && request.zones.size() != 1) return "`zones` must name one zone";
  if (!request.name.empty() && !is_name(request.name)) return "`name` cannot be a name";
  if (!request.type.empty() && !is_name(request.type)) return "`type` cannot be a type";
  if (!request.type.empty() && request.name.empty()) return "`type` needs a `name`";
  if (request.verb == Verb::LogLevel && !json.contains("level")) return "`level` is missing";
  return {};
}

void read_verb(const Fields& fields, Request& request, std::string& error) {
  std::string text;
  fields.text("verb", text);
  if (!error.empty()) return;
  for (const Verb verb : kVerbs) {
    if (verb_name(verb) != text) continue;
    request.verb = verb;
    return;
  }
  error = fields.has("verb") ? "there is no verb `" + base::printable(text.substr(0, kLongestName)) + '`'
                             : "`verb` is missing";
}

}  // namespace

base::Result<Request> parse_request(std::string_view line) {
  if (line.size() > kLargestRequest)
    return base::fail("the request is larger than " + std::to_string(kLargestRequest) + " octets");
  std::string error;
  const std::optional<Json> json = parse_object(line, error);
  if (!json) return base::fail("the request is " + error);
  const Fields fields(*json, error);
  Request request;
  read_version(fields, error);
  read_verb(fields, request, error);
  fields.texts("zones", request.zones);
  fields.flag("alive", request.alive);
  fields.flag("allow_removals", request.allow_removals);
  fields.text("name", request.name);
  fields.text("type", request.type);
  std::string level(level_name(request.level));
  fields.text("level", level);
  if (const auto found = find_level(level))
    request.level = *found;
  else
    fields.wrong("level", "debug, info, warning or error");
  fields.number("for_s", request.for_s, kLongestFor);
  if (error.empty()) error = check_request(request, *json);
  if (!error.empty()) return base::fail(std::move(error));
  return request;
}

std::string to_line(const Request& request) {
  Json json = {{"v", kVersion}, {"verb", verb_name(request.verb)}};
  for (const std::string& zone : request.zones) json["zones"].push_back(base::utf8(zone));
  if (request.alive) json["alive"] = true;
  if (request.allow_removals) json["allow_removals"] = true;
  if (!request.name.empty()) json["name"] = base::utf8(request.name);
  if (!request.type.empty()) json["type"] = base::utf8(request.type);
  if (request.verb == Verb::LogLevel) json["level"] = level_name(request.level);
  if (request.for_s != 0) json["for_s"] = request.for_s;
  return json.dump() + '\n';
}

}  // namespace bailiwick::control
