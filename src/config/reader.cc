// From the tree of a config text to the Config. The tree is at most kDeepest deep and the table two, so the walk
// needs no recursion of its own: the top, a section, and an entry of `zones` are the three places that have keys.
#include "config/reader.h"

#include <functional>
#include <unordered_map>
#include <utility>

#include "config/codes.h"
#include "config/options.h"
#include "config/report.h"
#include "config/text.h"
#include "config/unknown_key.h"

namespace bailiwick::config {

namespace {

using Kind = Node::Kind;

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::Null:
      return "nothing";
    case Kind::Scalar:
      return "a single value";
    case Kind::Sequence:
      return "a list";
    case Kind::Mapping:
      return "a mapping";
  }
  return "?";
}

bool is_section(std::string_view key) {
  for (const Option& option : options()) {
    if (option.key.size() > key.size() && option.key.starts_with(key) && option.key[key.size()] == '.') return true;
  }
  return false;
}

class Reader {
 public:
  Reader(const std::string& file, Loaded& out) : file_(file), out_(out) {}

  void read_root(const Node& root);
  std::vector<std::string_view> take_failed() { return std::move(failed_); }

 private:
  using UseKey = std::function<void(const Node& key, const Node& value)>;

  void each_key(const Node& mapping, const UseKey& use);
  void read_top_key(const Node& key, const Node& value);
  void read_section(const Node& key, const Node& value);
  void read_option(const Option& option, const Node& key, const Node& value);
  void read_scalar(const Option& option, const Node& key, const Node& value);
  void read_list(const Option& option, const Node& key, const Node& value);
  void read_listen(const Option& option, const Node& value);
  void read_zone(const Node& value);
  void keep_zone(const Node& at);

  base::Place place(const Node& node, std::string label = {}) const {
    return {.file = file_, .line = node.line, .column = node.column, .length = node.length, .label = std::move(label)};
  }
  void report(const Node& at, const char* code, std::string message, std::string help);
  void report_again(const Node& at, const base::Place& first, const char* code, std::string message, std::string help);
  // A hundred thousand of them must not cost a hundred thousand searches: what is not kept gets no help.
  void unknown_key(std::string_view section, const Node& key) {
    const bool kept = out_.findings.count(kUnknownKey) < base::Findings::kKeptPerCode;
    report(key, kUnknownKey, "unknown key " + quote(key.text), kept ? unknown_key_help(section, key.text) : "");
  }
  // Also notes that the option's value cannot be used.
  void wrong(const Option& option, const Node& at, Problem problem);

  const std::string& file_;
  Loaded& out_;
  std::vector<std::string_view> failed_;
  std::unordered_map<std::string, base::Place> seen_endpoints_;
  std::unordered_map<std::string, base::Place> seen_zones_;
};

void Reader::report(const Node& at, const char* code, std::string message, std::string help) {
  config::report(out_.findings, place(at), code, std::move(message), std::move(help));
}

void Reader::report_again(const Node& at, const base::Place& first, const char* code, std::string message,
                          std::string help) {
  base::Place earlier = first;
  earlier.label = "first given here";
  out_.findings.add({.level = base::Level::Error,
                     .code = code,
                     .subject = {},
                     .message = std::move(message),
                     .places = {place(at), std::move(earlier)},
                     .help = std::move(help),
                     .notes = {}});
}

void Reader::wrong(const Option& option, const Node& at, Problem problem) {
  failed_.push_back(option.key);
  // "zones[].name" is the table's word for it, not the operator's.
  const bool of_zone = option.key.starts_with(kZoneKeys);
  const std::string key =
      of_zone ? "zones: " + std::string(option.key.substr(kZoneKeys.size())) : std::string(option.key);
  report(at, problem.code, key + ": " + problem.message, std::move(problem.help));
}

void Reader::each_key(const Node& mapping, const UseKey& use) {
  std::unordered_map<std::string_view, const Node*> seen;
  for (std::size_t i = 0; i + 1 < mapping.items.size(); i += 2) {
    const Node& key = mapping.items[i];
    if (key.kind != Kind::Scalar) {
      report(key, kWrongType, "a key must be a word, not " + std::string(kind_name(key.kind)),
             "write `key: value`; put a value that starts with [ or { in quotes if it is meant as text");
      continue;
    }
    const auto [first, is_new] = seen.emplace(key.text, &key);
    if (is_new) {
      use(key, mapping.items[i + 1]);
    } else {
      report_again(key, place(*first->second), kDuplicateKey, quote(key.text) + " is given twice",
                   "keep one of the two");
    }
  }
}

void Reader::read_root(const Node& root) {
  if (root.kind == Kind::Null) return;
  if (root.kind != Kind::Mapping) {
    report(root, kWrongType, "the config is " + std::string(kind_name(root.kind)) + ", not a mapping",
           "write lines like `listen: [127.0.0.1@5300]`");
    return;
  }
  each_key(root, [this](const Node& key, const Node& value) { read_top_key(key, value); });
}

void Reader::read_top_key(const Node& key, const Node& value) {
  const bool plain = !key.text.contains('.');
  const Option* option = plain ? find_option(key.text) : nullptr;
  if (option != nullptr) {
    read_option(*option, key, value);
  } else if (plain && is_section(key.text) && !kZoneKeys.starts_with(key.text + '.')) {
    read_section(key, value);
  } else {
    unknown_key("", key);
  }
}

void Reader::read_section(const Node& section, const Node& value) {
  if (value.kind == Kind::Null) return;  // a section in which every line is commented out
  if (value.kind != Kind::Mapping) {
    report(value, kWrongType, quote(section.text) + " is a section, but holds " + std::string(kind_name(value.kind)),
           "write its options below it, indented: " + unknown_key_help(section.text + '.', ""));
    return;
  }
  each_key(value, [this, &section](const Node& key, const Node& item) {
    const Option* option = key.text.contains('.') ? nullptr : find_option(section.text + '.' + key.text);
    if (option != nullptr) {
      read_option(*option, key, item);
    } else {
      unknown_key(section.text + '.', key);
    }
  });
}

void Reader::read_option(const Option& option, const Node& key, const Node& value) {
  out_.origins.emplace(option.key, place(key));
  switch (option.type) {
    case Type::Addresses:
      (out_.config.*option.endpoints).clear();
      return read_list(option, key, value);
    case Type::Networks:
      out_.config.rate_limit_exempt.clear();
      return read_list(option, key, value);
    case Type::Zones:
      out_.config.zones_listed = true;
      return read_list(option, key, value);
    case Type::Number:
    case Type::Boolean:
    case Type::Duration:
    case Type::Text:
    case Type::Choice:
    case Type::Path:
      return read_scalar(option, key, value);
  }
}

void Reader::read_scalar(const Option& option, const Node& key, const Node& value) {
  if (value.kind == Kind::Null) {
    wrong(option, key,
          {kWrongType, "no value is given",
           "write one, or take the line out for the default, which is " + default_text(option)});
  } else if (value.kind != Kind::Scalar) {
    wrong(option, value,
          {kWrongType, std::string(kind_name(value.kind)) + " is given, but it takes a single value",
           std::string(type_name(option.type)) + ": " + option.range});
  } else if (Stored problem = option.store(value.text, out_.config)) {
    wrong(option, value, std::move(*problem));
  }
}

// A single value does for a list of one.
void Reader::read_list(const Option& option, const Node& key, const Node& value) {
  const bool may_be_empty = default_text(option) == "[]";
  const bool empty = value.kind == Kind::Null || (value.kind == Kind::Sequence && value.items.empty() && !may_be_empty);
  if (empty) {
    wrong(option, key,
          {kMissing, "the list is empty",
           "list one at least, or take the line out for the default, which is " + default_text(option)});
    return;
  }
  const bool is_list = value.kind == Kind::Sequence;
  if (value.kind == Kind::Mapping) {
    wrong(option, value, {kWrongType, "a mapping is given, but it takes a list", "put `- ` before each element"});
    return;
  }
  for (std::size_t i = 0; i < (is_list ? value.items.size() : 1); ++i) {
    const Node& item = is_list ? value.items[i] : value;
    if (option.type == Type::Zones) {
      read_zone(item);
    } else if (option.type == Type::Networks) {
      read_scalar(option, item, item);
    } else {
      read_listen(option, item);
    }
  }
}

void Reader::read_listen(const Option& option, const Node& value) {
  if (value.kind != Kind::Scalar) {
    wrong(option, value,
          {kWrongType, std::string(kind_name(value.kind)) + " stands where an address should",
           "write address or address@port; an address with a colon goes in double quotes"});
    return;
  }
  if (Stored problem = option.store(value.text, out_.config)) {
    wrong(option, value, std::move(*problem));
    return;
  }
  std::vector<Endpoint>& endpoints = out_.config.*option.endpoints;
  // With the port always, so that an address of `listen` is not given for the metrics again.
  const std::string text = endpoint_text(endpoints.back(), 0);
  const auto [first, is_new] = seen_endpoints_.emplace(text, place(value));
  if (is_new) return;
  endpoints.pop_back();
  report_again(value, first->second, kDuplicateListen,
               std::string(option.key) + ": " + quote(value.text) + " is given twice", "keep one of the two");
}

void Reader::read_zone(const Node& value) {
  const Option& name = *find_option("zones[].name");
  out_.config.zones.emplace_back();
  if (value.kind == Kind::Scalar) {
    read_scalar(name, value, value);
  } else if (value.kind == Kind::Mapping) {
    const std::size_t errors = out_.findings.total();
    each_key(value, [this](const Node& key, const Node& item) {
      const Option* option = key.text.contains('.') ? nullptr : find_option(std::string(kZoneKeys) + key.text);
      if (option != nullptr) {
        read_option(*option, key, item);
      } else {
        unknown_key(kZoneKeys, key);
      }
    });
    const bool silent = errors == out_.findings.total();
    if (silent && out_.config.zones.back().name.empty()) {
      report(value, kMissing, "a zone without a name", "add `name: example.com`");
    }
  } else {
    report(value, kWrongType, "zones: " + std::string(kind_name(value.kind)) + " stands where a zone should",
           "write example.com, or {name: example.com, file: example.com.zone}");
  }
  keep_zone(value);
}

// Drops the entry just read when it is no good: its findings have been reported.
void Reader::keep_zone(const Node& at) {
  ZoneEntry& zone = out_.config.zones.back();
  zone.place = place(at);
  if (!zone.name.empty()) {
    const auto [first, is_new] = seen_zones_.emplace(zone.name, zone.place);
    if (is_new) return;
    report_again(at, first->second, kDuplicateZone, "zones: " + quote(zone.name) + " is given twice",
                 "keep one of the two; upper and lower case and a dot at the end make no difference");
  }
  out_.config.zones.pop_back();
}

}  // namespace

std::vector<std::string_view> read_tree(const Node& root, const std::string& file, Loaded& out) {
  Reader reader(file, out);
  reader.read_root(root);
  return reader.take_failed();
}

}  // namespace bailiwick::config
