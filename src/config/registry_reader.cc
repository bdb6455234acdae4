// From the tree of a profile to its values. Every key is checked against the tables here; reading goes on after each
// mistake, so that all of them are reported at once.
#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "config/codes.h"
#include "config/document.h"
#include "config/registries.h"
#include "config/text.h"
#include "config/tree_reader.h"
#include "config/values.h"

namespace bailiwick::config {

namespace {

using Kind = Node::Kind;
using delegation::registry::Confidence;
using delegation::registry::Form;
using delegation::registry::info;
using delegation::registry::Key;
using delegation::registry::KeyInfo;
using delegation::registry::Remark;
using delegation::registry::Rule;
using delegation::registry::Source;

constexpr std::size_t kLongestText = 400;
constexpr std::array<std::string_view, 3> kConfidenceNames = {"low", "medium", "high"};
constexpr std::array<std::string_view, 3> kGluePolicies = {"narrow", "wide", "unknown"};
constexpr std::array<std::string_view, 9> kProfileKeys = {"name",   "title", "registrar", "assumed", "suffixes",
                                                          "except", "words", "rules",     "remarks"};

std::optional<std::uint32_t> number(std::string_view text) {
  std::uint32_t value = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (text.empty() || error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return value;
}

Stored parse_range(std::string_view text, Rule& rule) {
  const std::size_t dots = text.find("..");
  const auto least = number(text.substr(0, dots));
  const auto most = dots == std::string_view::npos ? std::nullopt : number(text.substr(dots + 2));
  if (!least || !most || *least > *most)
    return Problem{kWrongType, quote(text) + " is not a range of seconds", "write LEAST..MOST, as in 10000..86400"};
  rule.least = *least;
  rule.most = *most;
  return kStored;
}

Stored parse_date(std::string_view text, std::string& out) {
  bool form = text.size() == 10 && text[4] == '-' && text[7] == '-';
  for (std::size_t i = 0; form && i < text.size(); ++i) form = i == 4 || i == 7 || (text[i] >= '0' && text[i] <= '9');
  if (!form) return Problem{kWrongType, quote(text) + " is not a date", "write it as 2026-11-21"};
  out = text;
  return kStored;
}

class ProfileReader : private TreeReader {
 public:
  using TreeReader::TreeReader;
  Profile read(const Node& root);

 private:
  void text(const Node& value, const std::string& key, std::string& out);
  void names(const Node& value, const std::string& key, std::vector<wire::Name>& out);
  void read_key(const Node& key, const Node& value);
  void read_rule(const Node& key, const Node& value);
  void read_value(const KeyInfo& kind, const Node& value, Rule& rule);
  void read_remark(const Node& value);
  bool read_source(const Node& key, const Node& value, Source& out);
  void require_source(const Node& at, const std::string& what, const Source& source);

  Profile out_;
};

void ProfileReader::text(const Node& value, const std::string& key, std::string& out) {
  store(value, key, [&out](std::string_view text) -> Stored {
    if (text.empty()) return Problem{kMissing, "the text is empty", "write it, or take the line out"};
    return parse_text(text, kLongestText, out);
  });
}

void ProfileReader::names(const Node& value, const std::string& key, std::vector<wire::Name>& out) {
  each_text(value, key, [&out](std::string_view text) { return parse_name(text, out.emplace_back()); });
}

bool ProfileReader::read_source(const Node& key, const Node& value, Source& out) {
  if (key.text == "source") return text(value, key.text, out.title), true;
  if (key.text == "date")
    return store(value, key.text, [&out](std::string_view text) { return parse_date(text, out.date); }), true;
  if (key.text != "confidence") return false;
  store(value, key.text, [&out](std::string_view text) {
    std::size_t index = 0;
    Stored problem = parse_choice(text, kConfidenceNames, index);
    if (!problem) out.confidence = static_cast<Confidence>(index);
    return problem;
  });
  return true;
}

void ProfileReader::require_source(const Node& at, const std::string& what, const Source& source) {
  if (source.title.empty()) report(at, kMissing, what + " has no source", "add `source: TITLE`");
  if (source.date.empty()) report(at, kMissing, what + " has no date", "add `date: YYYY-MM-DD`, when it was written");
}

void ProfileReader::read_value(const KeyInfo& kind, const Node& value, Rule& rule) {
  constexpr unsigned kMost = 1000;
  const std::string key(kind.name);
  if (kind.form == Form::Names) {
    std::vector<wire::Name> listed;
    names(value, key, listed);
    for (const wire::Name& name : listed) rule.words.push_back(wire::to_display(name));
    return;
  }
  store(value, key, [&](std::string_view text) -> Stored {
    switch (kind.form) {
      case Form::Number: {
        unsigned count = 0;
        Stored problem = parse_count(text, 0, kMost, count);
        rule.least = rule.most = count;
        return problem;
      }
      case Form::Flag: {
        bool flag = false;
        Stored problem = parse_boolean(text, flag);
        rule.least = rule.most = flag ? 1 : 0;
        return problem;
      }
      case Form::Range:
        return parse_range(text, rule);
      case Form::Characters:
        return parse_text(text, kLongestText, rule.words.emplace_back());
      case Form::GluePolicy: {
        std::size_t index = 0;
        Stored problem = parse_choice(text, kGluePolicies, index);
        rule.words.emplace_back(problem ? "unknown" : kGluePolicies[index]);
        return problem;
      }
      case Form::Names:
        break;
    }
    return kStored;
  });
}

void ProfileReader::read_rule(const Node& key, const Node& value) {
  constexpr std::string_view kRenamed = "host-suffixes-refused";  // of 0.1.0
  const bool is_renamed = key.text == kRenamed;
  if (is_renamed) warn_renamed(key, kRenamed, info(Key::HostSuffixesRejected).name);
  const auto named = is_renamed ? std::optional(Key::HostSuffixesRejected) : delegation::registry::key_named(key.text);
  if (!named) {
    std::vector<std::string_view> known;
    for (const KeyInfo& one : delegation::registry::keys()) known.push_back(one.name);
    return unknown(key, known);
  }
  const KeyInfo& kind = info(*named);
  Rule rule{.key = *named, .words = {}, .source = {}};
  bool has_value = false;
  const std::size_t before = mistakes();
  each_key(value, quote(key.text), [&](const Node& part, const Node& item) {
    static constexpr std::array<std::string_view, 4> kKnown = {"value", "source", "date", "confidence"};
    if (part.text == "value") {
      has_value = true;
      read_value(kind, item, rule);
    } else if (!read_source(part, item, rule.source)) {
      unknown(part, kKnown);
    }
  });
  if (mistakes() != before) return;
  if (!has_value) report(key, kMissing, key.text + " has no value", "add `value: ...`");
  require_source(key, key.text, rule.source);
  out_.rules.push_back(std::move(rule));
}

void ProfileReader::read_remark(const Node& value) {
  Remark remark;
  const std::size_t before = mistakes();
  each_key(value, "a remark", [&](const Node& key, const Node& item) {
    static constexpr std::array<std::string_view, 4> kKnown = {"text", "source", "date", "confidence"};
    if (key.text == "text")
      text(item, key.text, remark.text);
    else if (!read_source(key, item, remark.source))
      unknown(key, kKnown);
  });
  if (mistakes() != before) return;
  if (remark.text.empty()) report(value, kMissing, "a remark without a text", "add `text: ...`");
  require_source(value, "a remark", remark.source);
  out_.remarks.push_back(std::move(remark));
}

void ProfileReader::read_key(const Node& key, const Node& value) {
  const std::string& name = key.text;
  if (name == "name") return text(value, name, out_.name);
  if (name == "title") return text(value, name, out_.title);
  if (name == "registrar") return text(value, name, out_.registrar);
  if (name == "assumed")
    return store(value, name, [this](std::string_view text) { return parse_boolean(text, out_.assumed); });
  if (name == "suffixes") return names(value, name, out_.suffixes);
  if (name == "except") return names(value, name, out_.except);
  if (name == "words")
    return each_text(value, name, [this](std::string_view text) {
      return parse_text(text, kLongestText, out_.words.emplace_back());
    });
  if (name == "rules")
    return each_key(value, "rules", [this](const Node& rule, const Node& item) { read_rule(rule, item); });
  if (name != "remarks") return unknown(key, kProfileKeys);
  if (value.kind != Kind::Sequence)
    return report(value, kWrongType, "remarks: takes a list", "put `- ` before each remark");
  for (const Node& item : value.items) read_remark(item);
}

Profile ProfileReader::read(const Node& root) {
  each_key(root, "a registry profile", [this](const Node& key, const Node& value) { read_key(key, value); });
  const bool silent = mistakes() == 0;
  if (silent && out_.name.empty()) report(root, kMissing, "the profile has no name", "add `name: ...`");
  if (out_.title.empty()) out_.title = out_.name;
  return std::move(out_);
}

}  // namespace

std::optional<Profile> parse_registry(std::string_view text, const std::string& path, base::Findings& findings) {
  base::Findings own;
  std::optional<Profile> profile;
  if (const auto root = parse_document(text, path, own)) profile = ProfileReader(path, own).read(*root);
  if (own.count(base::Level::Error) > 0) profile.reset();
  findings.append(std::move(own));
  return profile;
}

}  // namespace bailiwick::config
