// Four places have keys: the top, a section, and the entries of lists of records, which may hold such lists themselves.
// The table is as deep as it is written, so the walk needs no bound of its own.
#include "config/reader.h"

#include <set>
#include <unordered_map>
#include <utility>

#include "config/codes.h"
#include "config/options.h"
#include "config/text.h"
#include "config/tree_reader.h"
#include "config/unknown_key.h"

namespace bailiwick::config {

namespace {

using Kind = Node::Kind;

bool is_section(std::string_view key) {
  for (const Option& option : options()) {
    if (option.key.size() > key.size() && option.key.starts_with(key) && option.key[key.size()] == '.') return true;
  }
  return false;
}

// "zones[].name" is the table's word for it, not the operator's.
std::string shown_key(const Option& option) {
  std::string key(option.key);
  for (std::size_t at = key.find(kOfRecord); at != std::string::npos; at = key.find(kOfRecord))
    key.replace(at, kOfRecord.size(), ": ");
  return key;
}

class Reader : private TreeReader {
 public:
  Reader(const std::string& file, Reading& reading)
      : TreeReader(file, reading.out.findings), reading_(reading), out_(reading.out) {}

  void read_root(const Node& root);

 private:
  using Seen = std::unordered_map<std::string, base::Place>;

  void read_top_key(const Node& key, const Node& value);
  void read_section(const Node& key, const Node& value);
  void read_again(const Option& option, const Node& key, const base::Place& first);
  void read_option(const Option& option, const Node& key, const Node& value, Record record);
  void read_scalar(const Option& option, const Node& key, const Node& value, Record record);
  void read_list(const Option& option, const Node& key, const Node& value, Record record);
  void read_element(const Option& option, const Node& value, Record record, Seen& seen);
  void read_include(const Option& option, const Node& value);
  void read_record(const Option& option, const Node& value, Record record, Seen& seen);
  // Returns false where the element is no good: its findings have been reported.
  bool read_fields(const Option& option, const Node& value, Record element);
  void keep_element(const Option& option, const Node& value, Record record, Seen& seen);

  // A hundred thousand of them must not cost a hundred thousand searches: what is not kept gets no help.
  void unknown_key(std::string_view section, const Node& key) {
    const bool kept = out_.findings.count(kUnknownKey) < base::Findings::kKeptPerCode;
    report(key, kUnknownKey, "unknown key " + quote(key.text), kept ? unknown_key_help(section, key.text) : "");
  }
  // Also notes that the option's value cannot be used.
  void wrong(const Option& option, const Node& at, Problem problem) {
    reading_.failed.push_back(option.key);
    report(at, problem.code, shown_key(option) + ": " + problem.message, std::move(problem.help));
  }

  Reading& reading_;
  Loaded& out_;
};

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
    read_option(*option, key, value, out_.config);
  } else if (plain && !key.text.contains('[') && is_section(key.text)) {
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
    const std::string full_key = section.text + '.' + key.text;
    const bool plain = !key.text.contains('.');
    const Option* option = plain ? find_option(full_key) : nullptr;
    const Option* renamed = plain ? find_renamed(full_key) : nullptr;
    if (option != nullptr) {
      read_option(*option, key, item, out_.config);
    } else if (renamed != nullptr) {
      warn_renamed(key, full_key, renamed->key);
      read_option(*renamed, key, item, out_.config);
    } else {
      unknown_key(section.text + '.', key);
    }
  });
}

// Under another name, or in another file.
void Reader::read_again(const Option& option, const Node& key, const base::Place& first) {
  report_again(place(key), first, kDuplicateKey, std::string(option.key) + " is given twice", "keep one of the two");
}

void Reader::read_option(const Option& option, const Node& key, const Node& value, Record record) {
  const auto [given, is_new] = out_.origins.emplace(option.key, place(key));
  const bool is_first = is_new || is_of_record(option);
  const bool adds_up = option.type == Type::Records || option.type == Type::Includes;
  if (!is_first && !adds_up) return read_again(option, key, given->second);
  if (option.list.clear == nullptr) return read_scalar(option, key, value, record);
  if (is_first) option.list.clear(record);
  read_list(option, key, value, record);
}

void Reader::read_scalar(const Option& option, const Node& key, const Node& value, Record record) {
  if (value.kind == Kind::Null) {
    wrong(option, key,
          {kWrongType, "no value is given",
           "write one, or take the line out for the default, which is " + default_text(option)});
  } else if (value.kind != Kind::Scalar) {
    wrong(option, value,
          {kWrongType, std::string(kind_name(value.kind)) + " is given, but it takes a single value",
           std::string(type_name(option.type)) + ": " + option.range});
  } else if (Stored problem = option.store(value.text, record)) {
    wrong(option, value, std::move(*problem));
  }
}

// A single value does for a list of one.
void Reader::read_list(const Option& option, const Node& key, const Node& value, Record record) {
  const bool is_list = value.kind == Kind::Sequence;
  if (value.kind == Kind::Null || (is_list && value.items.empty() && !option.list.may_be_empty)) {
    wrong(option, key,
          {kMissing, "the list is empty",
           "list one at least, or take the line out for the default, which is " + default_text(option)});
    return;
  }
  if (value.kind == Kind::Mapping) {
    wrong(option, value, {kWrongType, "a mapping is given, but it takes a list", "put `- ` before each element"});
    return;
  }
  // Lists in records are apart from each other.
  Seen own;
  const std::string_view shared = option.type == Type::Addresses ? "addresses" : option.key;
  Seen& seen = is_of_record(option) ? own : reading_.seen[shared];
  const std::size_t count = is_list ? value.items.size() : 1;
  if (option.list.reserve != nullptr) option.list.reserve(record, count);
  for (std::size_t i = 0; i < count; ++i) read_element(option, is_list ? value.items[i] : value, record, seen);
}

void Reader::read_element(const Option& option, const Node& value, Record record, Seen& seen) {
  if (option.type == Type::Includes) return read_include(option, value);
  if (option.type == Type::Records) return read_record(option, value, record, seen);
  if (value.kind != Kind::Scalar && option.type == Type::Addresses)
    return wrong(option, value,
                 {kWrongType, std::string(kind_name(value.kind)) + " stands where an address should",
                  "write address or address@port; an address with a colon goes in double quotes"});
  const std::size_t before = mistakes();
  read_scalar(option, value, value, record);
  if (mistakes() == before) keep_element(option, value, record, seen);
}

// Followed once the file is read: in which order things are does not matter, since nothing may be given twice.
void Reader::read_include(const Option& option, const Node& value) {
  std::string pattern;
  if (value.kind != Kind::Scalar)
    wrong(option, value,
          {kWrongType, std::string(kind_name(value.kind)) + " is given, but it takes a path", "write conf.d/*.yaml"});
  else if (Stored problem = parse_path(value.text, pattern))
    wrong(option, value, std::move(*problem));
  else
    reading_.includes.push_back({std::move(pattern), place(value)});
}

void Reader::read_record(const Option& option, const Node& value, Record record, Seen& seen) {
  const Record element = option.list.append(record);
  if (option.list.set_place != nullptr) option.list.set_place(element, place(value));
  if (read_fields(option, value, element))
    keep_element(option, value, record, seen);
  else
    option.list.drop(record);
}

bool Reader::read_fields(const Option& option, const Node& value, Record element) {
  const std::string prefix = std::string(option.key) + std::string(kOfRecord);
  const std::string noun(option.list.noun);
  if (value.kind == Kind::Scalar && !option.list.lone.empty()) {
    const std::size_t before = mistakes();
    read_scalar(*find_option(prefix + std::string(option.list.lone)), value, value, element);
    return mistakes() == before;
  }
  if (value.kind != Kind::Mapping) {
    report(value, kWrongType,
           shown_key(option) + ": " + std::string(kind_name(value.kind)) + " stands where a " + noun + " should",
           "write " + std::string(option.list.form));
    return false;
  }
  const std::size_t before = mistakes();
  std::set<std::string_view> given;
  std::set<std::string_view> good;
  each_key(value, [&](const Node& key, const Node& item) {
    const Option* field = key.text.contains('.') ? nullptr : find_option(prefix + key.text);
    if (field == nullptr) return unknown_key(prefix, key);
    const std::size_t so_far = mistakes();
    read_option(*field, key, item, element);
    given.insert(field->key);
    if (mistakes() == so_far) good.insert(field->key);
  });
  bool complete = true;
  for (const Option& field : options()) {
    if (!field.required || !field.key.starts_with(prefix) || field.key.substr(prefix.size()).contains('.')) continue;
    complete = complete && good.contains(field.key);
    if (given.contains(field.key) || mistakes() != before) continue;
    const std::string key(field.key.substr(prefix.size()));
    report(value, kMissing, "a " + noun + " without a " + key,
           "add `" + key + ": " + std::string(option.list.lone == key ? option.list.example : "...") + "`");
  }
  return complete;
}

// Drops the element just read where it was given before.
void Reader::keep_element(const Option& option, const Node& value, Record record, Seen& seen) {
  if (option.list.identity == nullptr) return;
  const std::string identity = option.list.identity(record);
  const auto [first, is_new] = seen.emplace(identity, place(value));
  if (is_new) return;
  report_again(
      place(value), first->second, option.list.twice,
      shown_key(option) + ": " + quote(option.type == Type::Records ? identity : value.text) + " is given twice",
      "keep one of the two" + std::string(option.list.twice_help));
  option.list.drop(record);
}

}  // namespace

void read_tree(const Node& root, const std::string& file, Reading& reading) {
  Reader(file, reading).read_root(root);
}

}  // namespace bailiwick::config
