// Query bytes for the generator and the probe. Limits are those of RFC 1035 §2.3.4: 63 octets a label, 255 a name.

#include "common/question.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <utility>

#include "base/bytes.h"

namespace bailiwick::bench {
namespace {

constexpr std::array<std::pair<std::string_view, std::uint16_t>, 18> known_types{{
    {"A", 1},
    {"NS", 2},
    {"CNAME", 5},
    {"SOA", 6},
    {"PTR", 12},
    {"MX", 15},
    {"TXT", 16},
    {"AAAA", 28},
    {"SRV", 33},
    {"NAPTR", 35},
    {"DS", 43},
    {"DNSKEY", 48},
    {"TLSA", 52},
    {"SVCB", 64},
    {"HTTPS", 65},
    {"ANY", 255},
    {"CAA", 257},
    {"DNAME", 39},
}};

std::optional<std::uint16_t> type_number(std::string_view text) {
  for (const auto& [mnemonic, number] : known_types) {
    if (text == mnemonic) return number;
  }
  std::uint16_t number = 0;
  if (!text.starts_with("TYPE")) return std::nullopt;
  const auto [end, error] = std::from_chars(text.data() + 4, text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

bool append_name(std::string_view name, std::vector<std::uint8_t>& out) {
  if (name.ends_with('.')) name.remove_suffix(1);
  if (name.size() > 253) return false;
  while (!name.empty()) {
    const std::string_view label = name.substr(0, name.find('.'));
    if (label.empty() || label.size() > 63) return false;
    out.push_back(static_cast<std::uint8_t>(label.size()));
    out.insert(out.end(), label.begin(), label.end());
    name.remove_prefix(std::min(name.size(), label.size() + 1));
  }
  out.push_back(0);
  return true;
}

bool read_small(std::string_view digits, std::uint8_t& number) {
  return std::from_chars(digits.data(), digits.data() + digits.size(), number).ec == std::errc{};
}

void append16(std::uint16_t value, std::vector<std::uint8_t>& out) {
  out.resize(out.size() + 2);
  base::store16(out.data() + out.size() - 2, value);
}

void append_opt(Edns edns, std::vector<std::uint8_t>& out) {
  out.push_back(0);
  append16(41, out);
  append16(edns_payload, out);
  append16(0, out);
  append16(edns == Edns::Do ? 0x8000 : 0, out);
  append16(0, out);
}

}  // namespace

base::Result<void> append_query(std::string_view name, std::string_view type, Edns edns,
                                std::vector<std::uint8_t>& out) {
  const std::size_t start = out.size();
  const auto number = type_number(type);
  if (!number) return base::fail(std::string(type) + ": not a type known here");
  const std::uint8_t additional = edns == Edns::Off ? 0 : 1;
  out.insert(out.end(), {0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, additional});
  if (!append_name(name, out)) {
    out.resize(start);
    return base::fail(std::string(name) + ": not a name");
  }
  append16(*number, out);
  append16(1, out);
  if (edns != Edns::Off) append_opt(edns, out);
  return {};
}

QuestionText split_question(std::string_view line) {
  constexpr std::string_view blank = " \t\r";
  std::array<std::string_view, 4> words;
  for (std::string_view& word : words) {
    line.remove_prefix(std::min(line.find_first_not_of(blank), line.size()));
    word = line.substr(0, line.find_first_of(blank));
    line.remove_prefix(word.size());
  }
  const auto& [name, type, rcode, answers] = words;
  if (name.empty() || name[0] == ';' || name[0] == '#') return {};
  Expected expected;
  expected.known = read_small(rcode, expected.rcode) && read_small(answers, expected.answers);
  return {name, type, expected};
}

}  // namespace bailiwick::bench
