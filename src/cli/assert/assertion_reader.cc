// A list of mappings, each a question and conditions. Records are read by the zone file's own reader, so that they are
// written as there.
#include <algorithm>
#include <array>
#include <cstring>
#include <utility>

#include "base/files.h"
#include "cli/assert/assertion.h"
#include "config/codes.h"
#include "config/document.h"
#include "config/text.h"
#include "config/tree_reader.h"
#include "load/zone_file.h"
#include "rr/table.h"

namespace bailiwick::cli {
namespace {

using config::kMissing;
using config::kOutOfRange;
using config::kWrongType;
using config::Node;
using config::Problem;
using config::Stored;

constexpr std::array<std::string_view, 11> kKeys = {
    "name",    "type",   "answer",       "answered",    "rcode",          "rewrites-at-most",
    "aliases", "within", "ttl-at-least", "ttl-at-most", "same-everywhere"};
constexpr std::array<std::string_view, 5> kRcodeNames = {"NOERROR", "NXDOMAIN", "YXDOMAIN", "SERVFAIL", "REFUSED"};
constexpr wire::Rcode kRcodes[] = {wire::Rcode::NoError, wire::Rcode::NxDomain, wire::Rcode::YxDomain,
                                   wire::Rcode::ServFail, wire::Rcode::Refused};

Stored parse_name(std::string_view text, wire::Name& out) {
  const auto name = wire::Name::from_text(text);
  if (!name)
    return Problem{config::kBadZoneName,
                   config::quote(text) + " is no name: " + std::string(name_error_text(name.error())),
                   "write a domain name, as www.example.com"};
  out = *name;
  return config::kStored;
}

Stored parse_type(std::string_view text, rr::Type& out) {
  const auto type = rr::type_from_text(text);
  if (!type)
    return Problem{config::kNoSuchChoice, config::quote(text) + " is no record type", "write one such as A or MX"};
  if (rr::is_meta(*type))
    return Problem{config::kNoSuchChoice, config::quote(text) + " is a type for questions, not for records",
                   "write the type of the records that are to come"};
  out = *type;
  return config::kStored;
}

// Rdata as in a zone file, names relative to the root.
Stored parse_rdata(rr::Type type, std::string_view text, std::vector<std::uint8_t>& out) {
  if (text.contains('\n')) return Problem{kWrongType, "a record goes over several lines", "write it on one"};
  const std::string record = ". 1 IN " + rr::type_name(type) + ' ' + std::string(text) + '\n';
  const load::Loaded loaded = load::load_zone_text(record, "", {});
  if (!loaded.findings.empty()) {
    const base::Finding& first = loaded.findings.kept().front();
    return Problem{kWrongType, config::quote(text) + " is no " + rr::type_name(type) + " record: " + first.message,
                   "write it as in a zone file, names in full"};
  }
  const base::Bytes rdata = loaded.built->zone->rrset(0).first_rdata();
  out.assign(rdata.begin(), rdata.end());
  return config::kStored;
}

class AssertionReader : private config::TreeReader {
 public:
  using TreeReader::TreeReader;

  std::vector<Assertion> read(const Node& root) {
    std::vector<Assertion> assertions;
    if (root.kind != Node::Kind::Sequence) {
      report(root, kWrongType, "the file must be a list of assertions",
             "write lines such as `- {name: www.example.com, type: A, answer: [192.0.2.80]}`");
      return assertions;
    }
    for (const Node& item : root.items) assertions.push_back(read_one(item));
    return assertions;
  }

 private:
  Assertion read_one(const Node& item) {
    Assertion assertion;
    std::vector<std::string_view> seen;
    const Node* answer = nullptr;
    const std::size_t before = mistakes();
    each_key(item, "an assertion", [&](const Node& key, const Node& value) {
      seen.push_back(key.text);
      if (key.text == "answer") {
        answer = &value;  // is read when the type is known
        assertion.answer = {{}, place(key)};
      } else {
        read_key(key, value, assertion);
      }
    });
    if (mistakes() != before) return assertion;
    for (const std::string_view needed : {"name", "type"})
      if (std::ranges::find(seen, needed) == seen.end())
        report(item, kMissing, "an assertion without " + std::string(needed), "add `" + std::string(needed) + ": ...`");
    if (mistakes() != before) return assertion;
    if (seen.size() == 2) report(item, kMissing, "an assertion that asserts nothing", "add `answered: true`");
    if (answer != nullptr) read_answer(*answer, assertion);
    return assertion;
  }

  void read_key(const Node& key, const Node& value, Assertion& out) {
    if (key.text == "name") return store(value, key.text, [&](auto text) { return parse_name(text, out.name); });
    if (key.text == "type") return store(value, key.text, [&](auto text) { return parse_type(text, out.type); });
    if (key.text == "answered") return flag(key, value, out.answered);
    if (key.text == "rcode") return rcode(key, value, out.rcode);
    if (key.text == "rewrites-at-most") return count(key, value, out.rewrites_at_most);
    if (key.text == "aliases") return names(key, value, out.aliases);
    if (key.text == "within") return names(key, value, out.within);
    if (key.text == "ttl-at-least") return ttl(key, value, out.ttl_at_least);
    if (key.text == "ttl-at-most") return ttl(key, value, out.ttl_at_most);
    if (key.text == "same-everywhere") return flag_that_is_true(key, value, out.same_everywhere);
    unknown(key, kKeys);
  }

  void read_answer(const Node& value, Assertion& out) {
    each_text(value, "answer",
              [&](auto text) { return parse_rdata(out.type, text, out.answer->value.emplace_back()); });
    if (value.kind == Node::Kind::Sequence && value.items.empty())
      report(value, kMissing, "answer: the list is empty", "write `answered: false` where none is to come");
  }

  void flag(const Node& key, const Node& value, Wanted<bool>& out) {
    out = {false, place(key)};
    store(value, key.text, [&](auto text) { return config::parse_boolean(text, out->value); });
  }

  void flag_that_is_true(const Node& key, const Node& value, Wanted<bool>& out) {
    flag(key, value, out);
    if (value.kind == Node::Kind::Scalar && value.text == "false")
      report(value, kOutOfRange, key.text + ": asserts nothing when it is false", "write true, or take it out");
  }

  void rcode(const Node& key, const Node& value, Wanted<wire::Rcode>& out) {
    std::size_t index = 0;
    store(value, key.text, [&](auto text) { return config::parse_choice(text, kRcodeNames, index); });
    out = {kRcodes[index], place(key)};
  }

  void count(const Node& key, const Node& value, Wanted<unsigned>& out) {
    constexpr unsigned kMost = 64;
    out = {0, place(key)};
    store(value, key.text, [&](auto text) { return config::parse_count(text, 0, kMost, out->value); });
  }

  void names(const Node& key, const Node& value, Wanted<std::vector<wire::Name>>& out) {
    out = {{}, place(key)};
    each_text(value, key.text, [&](auto text) { return parse_name(text, out->value.emplace_back()); });
    if (value.kind == Node::Kind::Sequence && value.items.empty())
      report(value, kMissing, key.text + ": the list is empty",
             key.text == "aliases" ? "write `rewrites-at-most: 0` where there is to be none"
                                   : "write the names that are allowed");
  }

  void ttl(const Node& key, const Node& value, Wanted<unsigned>& out) {
    out = {0, place(key)};
    store(value, key.text, [&](auto text) -> Stored {
      if (text == "none") return Problem{kWrongType, "'none' is not a TTL", "take it out"};
      return config::parse_ttl(text, out->value);
    });
  }
};

}  // namespace

std::vector<Assertion> parse_assertions(std::string_view text, const std::string& path, base::Findings& findings) {
  const auto root = config::parse_document(text, path, findings);
  if (!root) return {};
  return AssertionReader(path, findings).read(*root);
}

std::vector<Assertion> read_assertions(const std::string& path, base::Findings& findings) {
  const auto text = base::read_file(path, kLargestAssertions);
  if (text && text->size() <= kLargestAssertions) return parse_assertions(*text, path, findings);
  findings.add({.level = base::Level::Error,
                .code = config::kUnreadable,
                .message = text ? "the assertions are larger than " + std::to_string(kLargestAssertions) + " octets"
                                : std::string("cannot read the assertions: ") + std::strerror(text.error()),
                .places = {{.file = path}},
                .help = text ? "split the file" : "name the right file with --assert"});
  return {};
}

}  // namespace bailiwick::cli
