// Help for a key that no option has. A right key in the wrong place comes first, then a slip of the finger among the
// keys of this place, then one among the keys of all places.
#include "config/unknown_key.h"

#include <algorithm>
#include <vector>

#include "config/options.h"
#include "config/text.h"

namespace bailiwick::config {

namespace {

std::string_view section_of(std::string_view full_key) {
  return full_key.substr(0, full_key.rfind('.') + 1);
}

std::string_view last_part(std::string_view full_key) {
  return full_key.substr(full_key.rfind('.') + 1);
}

std::string where(std::string_view section) {
  if (section.empty()) return "at the top level";
  if (section.ends_with(kOfRecord))
    return "in an entry of " + std::string(section.substr(0, section.size() - kOfRecord.size()));
  return "under " + std::string(section.substr(0, section.size() - 1)) + ":";
}

// The keys that may stand in the section, sections themselves among them at the top.
std::vector<std::string_view> keys_in(std::string_view section) {
  std::vector<std::string_view> keys;
  for (const Option& option : options()) {
    if (!option.key.starts_with(section)) continue;
    const std::string_view rest = option.key.substr(section.size());
    if (rest.contains(kOfRecord)) continue;
    const std::string_view key = rest.substr(0, rest.find('.'));
    if (std::ranges::find(keys, key) == keys.end()) keys.push_back(key);
  }
  return keys;
}

}  // namespace

std::string unknown_key_help(std::string_view section, std::string_view key) {
  if (key == "<<") return "YAML merge keys are not used here: write the values out";
  std::vector<std::string_view> last_parts;
  for (const Option& option : options()) {
    const bool elsewhere = last_part(option.key) == key || option.key == key;
    if (elsewhere) return "write " + std::string(last_part(option.key)) + " " + where(section_of(option.key));
    last_parts.push_back(last_part(option.key));
  }
  const std::vector<std::string_view> here = keys_in(section);
  if (const std::string_view near = nearest(key, here); !near.empty()) return "did you mean " + std::string(near) + "?";
  if (const std::string_view near = nearest(key, last_parts); !near.empty()) {
    const auto option = std::ranges::find(options(), near, [](const Option& o) { return last_part(o.key); });
    return "did you mean " + std::string(near) + " " + where(section_of(option->key)) + "?";
  }
  std::string list;
  for (std::string_view known : here) list += (list.empty() ? "" : ", ") + std::string(known);
  return "known " + where(section) + " " + list;
}

}  // namespace bailiwick::config
