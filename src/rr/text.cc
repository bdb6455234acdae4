#include "rr/text.h"

#include <algorithm>
#include <charconv>
#include <iterator>

#include "base/address.h"
#include "rr/table.h"
#include "wire/name.h"

namespace bailiwick::rr {
namespace {

// Types of a mnemonic that one of BIND 9.18, NSD 4.6 and Knot 3.2 does not know, or whose text one of them, or ldns,
// does not read as its RFC has it: MD to MF, MB to MR, NULL, WKS, X25, ISDN, NSAP, NSAP-PTR, PX, GPOS, NXT, EID,
// NIMLOC, ATMA, A6, SINK, HIP, NINFO, RKEY, TALINK, UINFO to UNSPEC, AVC, DOA, AMTRELAY, TA, DLV.
constexpr std::uint16_t kByNumber[] = {3,  4,  7,  8,  9,  10, 11, 19,  20,  22,  23,  26,  27,  30,  31,    32,
                                       34, 38, 40, 55, 56, 57, 58, 100, 101, 102, 103, 258, 259, 260, 32768, 32769};
static_assert(std::ranges::is_sorted(kByNumber));

bool is_by_number(Type type) {
  return std::ranges::binary_search(kByNumber, static_cast<std::uint16_t>(type));
}

void append_number(std::string& out, std::uint32_t number) {
  char digits[10];
  const auto result = std::to_chars(std::begin(digits), std::end(digits), number);
  out.append(digits, result.ptr);
}

// RFC 3597 §5.
void append_generic(std::string& out, base::Bytes rdata) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  out += "\\# ";
  append_number(out, static_cast<std::uint32_t>(rdata.size()));
  if (rdata.empty()) return;
  out += ' ';
  std::size_t at = out.size();
  out.resize(at + 2 * rdata.size());
  for (const std::uint8_t octet : rdata) {
    out[at++] = kDigits[octet >> 4];
    out[at++] = kDigits[octet & 15];
  }
}

// RFC 1035 §5.1: in quotes, others than printable ASCII as \DDD.
void append_string(std::string& out, base::Bytes string) {
  out += '"';
  for (const std::uint8_t octet : string.subspan(1)) {
    if (octet < 0x20 || octet > 0x7e) {
      out += '\\';
      out += static_cast<char>('0' + octet / 100);
      out += static_cast<char>('0' + octet / 10 % 10);
      out += static_cast<char>('0' + octet % 10);
      continue;
    }
    if (octet == '"' || octet == '\\') out += '\\';
    out += static_cast<char>(octet);
  }
  out += '"';
}

void append_strings(std::string& out, base::Bytes strings) {
  for (bool first = true; !strings.empty(); first = false) {
    const std::size_t size = 1u + strings[0];
    if (!first) out += ' ';
    append_string(out, strings.first(size));
    strings = strings.subspan(size);
  }
}

void append_ipv4(std::string& out, base::Bytes octets) {
  for (std::size_t i = 0; i < octets.size(); ++i) {
    if (i > 0) out += '.';
    append_number(out, octets[i]);
  }
}

void append_field(std::string& out, Field field, base::Bytes octets) {
  switch (field) {
    case Field::CompressibleName:
    case Field::Name:
      return wire::append_text(out, {octets.data(), octets.size()});
    case Field::U8:
      return append_number(out, octets[0]);
    case Field::U16:
      return append_number(out, base::load16(octets.data()));
    case Field::U32:
    case Field::Time:
      return append_number(out, base::load32(octets.data()));
    case Field::Ipv4:
      return append_ipv4(out, octets);
    case Field::Ipv6:
      out += base::address_text(octets);
      return;
    case Field::String:
    case Field::Strings:
      return append_strings(out, octets);
    case Field::Rest:
      return append_generic(out, octets);
  }
}

}  // namespace

std::string rdata_text(Type type, base::Bytes rdata) {
  std::string text;
  append_rdata_text(text, type, rdata);
  return text;
}

void append_rdata_text(std::string& out, Type type, base::Bytes rdata) {
  const TypeInfo* const info = find_type(type);
  if (info == nullptr || !info->plain_text) return append_generic(out, rdata);
  bool first = true;
  for_each_field(*info, rdata, [&](Field field, base::Bytes octets) {
    if (!first) out += ' ';
    first = false;
    append_field(out, field, octets);
  });
}

void append_type_and_rdata(std::string& out, Type type, base::Bytes rdata) {
  const TypeInfo* const info = is_by_number(type) ? nullptr : find_type(type);
  if (info != nullptr) {
    out += info->mnemonic;
    out += ' ';
    return append_rdata_text(out, type, rdata);
  }
  out += "TYPE";
  append_number(out, static_cast<std::uint16_t>(type));
  out += ' ';
  append_generic(out, rdata);
}

}  // namespace bailiwick::rr
