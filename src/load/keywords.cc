// A small perfect hash over the common mnemonics, each packed into 8 octets; the table in rr/ knows the others.
#include "load/keywords.h"

#include <array>
#include <charconv>
#include <utility>

#include "load/chars.h"
#include "rr/table.h"

namespace bailiwick::load {
namespace {

constexpr std::size_t kLongestPacked = 8;

// The word in upper case, one octet a letter.
constexpr std::uint64_t pack(std::string_view text) {
  std::uint64_t packed = 0;
  for (char c : text) {
    const bool lower = c >= 'a' && c <= 'z';
    packed = packed << 8 | static_cast<std::uint8_t>(lower ? c - 32 : c);
  }
  return packed;
}

struct Word {
  std::uint64_t packed = 0;
  rr::Type type{};
};

constexpr std::size_t kSlots = 64;
constexpr std::size_t slot(std::uint64_t packed) {
  return (packed * 0x9e3779b97f4a7c15u) >> 58;
}

constexpr std::pair<std::string_view, rr::Type> kCommon[] = {
    {"A", rr::Type::A},         {"NS", rr::Type::NS},           {"AAAA", rr::Type::AAAA},   {"CNAME", rr::Type::CNAME},
    {"SOA", rr::Type::SOA},     {"MX", rr::Type::MX},           {"TXT", rr::Type::TXT},     {"PTR", rr::Type::PTR},
    {"SRV", rr::Type::SRV},     {"DS", rr::Type::DS},           {"RRSIG", rr::Type::RRSIG}, {"NSEC", rr::Type::NSEC},
    {"NSEC3", rr::Type::NSEC3}, {"DNSKEY", rr::Type::DNSKEY},   {"CAA", rr::Type::CAA},     {"TLSA", rr::Type::TLSA},
    {"HTTPS", rr::Type::HTTPS}, {"NAPTR", rr::Type::NAPTR},     {"DNAME", rr::Type::DNAME}, {"SVCB", rr::Type::SVCB},
    {"CDS", rr::Type::CDS},     {"CDNSKEY", rr::Type::CDNSKEY},
};

// Open addressing: a word lies in its slot or in one of the next.
constexpr auto kWords = [] {
  std::array<Word, kSlots> words{};
  for (const auto& [text, type] : kCommon) {
    std::size_t at = slot(pack(text));
    while (words[at].packed != 0) at = (at + 1) % kSlots;
    words[at] = {pack(text), type};
  }
  return words;
}();
static_assert(std::size(kCommon) < kSlots / 2);

}  // namespace

std::optional<rr::Type> find_common_type_word(std::string_view text) {
  if (text.size() > kLongestPacked) return std::nullopt;
  const std::uint64_t packed = pack(text);
  for (std::size_t at = slot(packed), tries = 0; kWords[at].packed != 0 && tries < kSlots; ++tries) {
    if (kWords[at].packed == packed) return kWords[at].type;
    at = (at + 1) % kSlots;
  }
  return std::nullopt;
}

std::optional<rr::Type> find_type_word(std::string_view text) {
  if (const auto common = find_common_type_word(text)) return common;
  return rr::type_from_text(text);
}

std::optional<std::uint16_t> find_other_class_word(std::string_view text) {
  constexpr std::string_view kNumbered = "CLASS";
  if (text.size() > kNumbered.size() + 5) return std::nullopt;
  switch (pack(text.substr(0, kNumbered.size()))) {
    case pack("IN"):
      return rr::kClassIn;
    case pack("CS"):
      return std::uint16_t{2};
    case pack("CH"):
      return rr::kClassCh;
    case pack("HS"):
      return std::uint16_t{4};
    case pack("NONE"):
      return rr::kClassNone;
    case pack(kNumbered):
      break;
    default:
      return std::nullopt;
  }
  std::uint16_t number = 0;
  const auto [end, error] = std::from_chars(text.data() + kNumbered.size(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return number;
}

}  // namespace bailiwick::load
