// Reports, and never stops at, what is wrong with keys and kinds.
#include "config/tree_reader.h"

#include <unordered_map>
#include <utility>

#include "config/codes.h"
#include "config/report.h"
#include "config/text.h"

namespace bailiwick::config {

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

base::Place TreeReader::place(const Node& at) const {
  return {.file = path_, .line = at.line, .column = at.column, .length = at.length, .label = {}};
}

void TreeReader::report(const Node& at, const char* code, std::string message, std::string help) {
  config::report(findings_, place(at), code, std::move(message), std::move(help));
}

void TreeReader::report_again(const base::Place& at, const base::Place& first, const char* code, std::string message,
                              std::string help) {
  base::Place earlier = first;
  earlier.label = "first given here";
  findings_.add({.level = base::Level::Error,
                 .code = code,
                 .subject = {},
                 .message = std::move(message),
                 .places = {at, std::move(earlier)},
                 .help = std::move(help),
                 .notes = {}});
}

void TreeReader::warn_renamed(const Node& at, std::string_view before, std::string_view now) {
  findings_.add({.level = base::Level::Warning,
                 .code = kUnknownKey,
                 .subject = {},
                 .message = std::string(before) + " is now called " + std::string(now),
                 .places = {place(at)},
                 .help = "rename it: the next release does not read the old name",
                 .notes = {}});
}

void TreeReader::each_key(const Node& mapping, const UseKey& use) {
  std::unordered_map<std::string_view, const Node*> seen;
  for (std::size_t i = 0; i + 1 < mapping.items.size(); i += 2) {
    const Node& key = mapping.items[i];
    if (key.kind != Kind::Scalar) {
      report(key, kWrongType, "a key must be a word, not " + std::string(kind_name(key.kind)),
             "write `key: value`; put a value that starts with [ or { in quotes if it is meant as text");
      continue;
    }
    const auto [first, is_new] = seen.emplace(key.text, &key);
    if (is_new)
      use(key, mapping.items[i + 1]);
    else
      report_again(place(key), place(*first->second), kDuplicateKey, quote(key.text) + " is given twice",
                   "keep one of the two");
  }
}

void TreeReader::each_key(const Node& node, std::string_view what, const UseKey& use) {
  if (node.kind == Kind::Mapping) return each_key(node, use);
  report(node, kWrongType, std::string(what) + " must be a mapping", "write `key: value`");
}

void TreeReader::unknown(const Node& key, std::span<const std::string_view> known) {
  const std::string_view near = nearest(key.text, known);
  std::string list;
  for (std::string_view word : known) list += (list.empty() ? "" : ", ") + std::string(word);
  report(key, kUnknownKey, "unknown key " + quote(key.text),
         near.empty() ? "known here: " + list : "did you mean " + std::string(near) + "?");
}

void TreeReader::store(const Node& value, const std::string& key, const Store& store) {
  if (value.kind != Kind::Scalar) {
    report(value, kWrongType, key + ": takes a single value", "write one behind the colon");
  } else if (Stored problem = store(value.text)) {
    report(value, problem->code, key + ": " + problem->message, std::move(problem->help));
  }
}

void TreeReader::each_text(const Node& value, const std::string& key, const Store& use) {
  if (value.kind != Kind::Sequence) return report(value, kWrongType, key + ": takes a list", "write [one, two]");
  for (const Node& item : value.items) store(item, key, use);
}

}  // namespace bailiwick::config
