// The table as a whole, and how its entries are found.
#include "config/options.h"

#include <algorithm>
#include <array>
#include <vector>

#include "config/option_table.h"

namespace bailiwick::config {

namespace {

Option include_option() {
  Option option{
      "include", Type::Includes, "files, or patterns with * and ? in the name of the file",
      "More config, read as if it were in this file, in the order of the names. A relative path starts at the "
      "directory of the file that it is in; all other paths start at that of the main file. An option or a "
      "zone that is in two files is an error."};
  option.list.clear = [](Record) {};
  option.default_words = "none";
  return option;
}

std::vector<Option> make_table() {
  std::vector<Option> table;
  table.push_back(include_option());
  add_process_options(table);
  add_zone_options(table);
  add_server_options(table);
  return table;
}

}  // namespace

std::span<const Option> options() {
  static const std::vector<Option> table = make_table();
  return table;
}

const Option* find_option(std::string_view key) {
  const auto found = std::ranges::find(options(), key, &Option::key);
  return found == options().end() ? nullptr : &*found;
}

const Option* find_renamed(std::string_view key) {
  struct Renamed {
    std::string_view before;
    std::string_view now;
  };
  static constexpr std::array kRenamed = {Renamed{"checks.refuse", "checks.reject"}};  // of 0.1.0
  const auto found = std::ranges::find(kRenamed, key, &Renamed::before);
  return found == kRenamed.end() ? nullptr : find_option(found->now);
}

bool is_of_record(const Option& option) {
  return option.key.contains(kOfRecord);
}

std::string_view type_name(Type type) {
  switch (type) {
    case Type::Number:
      return "number";
    case Type::Boolean:
      return "true or false";
    case Type::Duration:
      return "duration";
    case Type::Text:
      return "text";
    case Type::Choice:
      return "choice";
    case Type::Path:
      return "path";
    case Type::Addresses:
      return "list of addresses";
    case Type::Networks:
      return "list of networks";
    case Type::Records:
      return "list";
    case Type::Includes:
      return "list of paths";
  }
  return "?";
}

std::string default_text(const Option& option) {
  if (!option.default_words.empty()) return std::string(option.default_words);
  // A record of the lists that the key goes through, each with its defaults.
  Config config;
  Record record = config;
  for (std::size_t at = option.key.find(kOfRecord); at != std::string_view::npos;
       at = option.key.find(kOfRecord, at + kOfRecord.size())) {
    const Option* list = find_option(option.key.substr(0, at));
    BAILIWICK_ASSERT(list != nullptr && list->list.append != nullptr);
    record = list->list.append(record);
  }
  return option.show(record);
}

}  // namespace bailiwick::config
