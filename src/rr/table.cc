// The table itself, ordered by type number. A new type is one line here.
#include "rr/table.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace bailiwick::rr {
namespace {

using enum Field;

constexpr Field kOneName[] = {CompressibleName};
constexpr Field kPlainName[] = {Name};
constexpr Field kTwoNames[] = {CompressibleName, CompressibleName};
constexpr Field kTwoPlainNames[] = {Name, Name};
constexpr Field kSoa[] = {CompressibleName, CompressibleName, U32, Time, Time, Time, Time};
constexpr Field kPreferenceName[] = {U16, CompressibleName};
constexpr Field kPreferencePlainName[] = {U16, Name};
constexpr Field kPx[] = {U16, Name, Name};
constexpr Field kSrv[] = {U16, U16, U16, Name};
constexpr Field kNaptr[] = {U16, U16, String, String, String, Name};
constexpr Field kSvcb[] = {U16, Name, Rest};
constexpr Field kSig[] = {U16, U8, U8, U32, U32, U32, U16, Name, Rest};
constexpr Field kNameRest[] = {Name, Rest};
constexpr Field kA[] = {Ipv4};
constexpr Field kAaaa[] = {Ipv6};
constexpr Field kTxt[] = {Strings};
constexpr Field kTwoStrings[] = {String, String};
constexpr Field kRest[] = {Rest};

constexpr TypeInfo opaque(std::uint16_t number, std::string_view mnemonic) {
  return {.type = static_cast<Type>(number), .mnemonic = mnemonic, .fields = kRest};
}
constexpr TypeInfo names(std::uint16_t number, std::string_view mnemonic, std::span<const Field> fields,
                         int target = -1) {
  return {.type = static_cast<Type>(number),
          .mnemonic = mnemonic,
          .fields = fields,
          .plain_text = true,
          .lowercase_names = true,
          .target = static_cast<std::int8_t>(target)};
}
constexpr TypeInfo plain(std::uint16_t number, std::string_view mnemonic, std::span<const Field> fields) {
  return {.type = static_cast<Type>(number), .mnemonic = mnemonic, .fields = fields, .plain_text = true};
}
// Names inside, but the text form is not simply the fields in order: ldns reads it.
constexpr TypeInfo special(std::uint16_t number, std::string_view mnemonic, std::span<const Field> fields,
                           bool lowercase, int target = -1) {
  return {.type = static_cast<Type>(number),
          .mnemonic = mnemonic,
          .fields = fields,
          .plain_text = false,
          .lowercase_names = lowercase,
          .target = static_cast<std::int8_t>(target)};
}

constexpr auto kTable = std::to_array<TypeInfo>({
    plain(1, "A", kA),
    names(2, "NS", kOneName, 0),
    names(3, "MD", kOneName),
    names(4, "MF", kOneName),
    names(5, "CNAME", kOneName),
    names(6, "SOA", kSoa),
    names(7, "MB", kOneName),
    names(8, "MG", kOneName),
    names(9, "MR", kOneName),
    opaque(10, "NULL"),
    opaque(11, "WKS"),
    names(12, "PTR", kOneName),
    plain(13, "HINFO", kTwoStrings),
    names(14, "MINFO", kTwoNames),
    names(15, "MX", kPreferenceName, 1),
    plain(16, "TXT", kTxt),
    names(17, "RP", kTwoPlainNames),
    names(18, "AFSDB", kPreferencePlainName, 1),
    opaque(19, "X25"),
    opaque(20, "ISDN"),
    names(21, "RT", kPreferencePlainName, 1),
    opaque(22, "NSAP"),
    names(23, "NSAP-PTR", kPlainName),
    special(24, "SIG", kSig, true),
    opaque(25, "KEY"),
    names(26, "PX", kPx),
    opaque(27, "GPOS"),
    plain(28, "AAAA", kAaaa),
    opaque(29, "LOC"),
    special(30, "NXT", kNameRest, true),
    opaque(31, "EID"),
    opaque(32, "NIMLOC"),
    names(33, "SRV", kSrv, 3),
    opaque(34, "ATMA"),
    names(35, "NAPTR", kNaptr),
    names(36, "KX", kPreferencePlainName, 1),
    opaque(37, "CERT"),
    opaque(38, "A6"),
    names(39, "DNAME", kPlainName),
    opaque(40, "SINK"),
    opaque(41, "OPT"),
    opaque(42, "APL"),
    opaque(43, "DS"),
    opaque(44, "SSHFP"),
    opaque(45, "IPSECKEY"),
    special(46, "RRSIG", kSig, true),
    special(47, "NSEC", kNameRest, false),
    opaque(48, "DNSKEY"),
    opaque(49, "DHCID"),
    opaque(50, "NSEC3"),
    opaque(51, "NSEC3PARAM"),
    opaque(52, "TLSA"),
    opaque(53, "SMIMEA"),
    opaque(55, "HIP"),
    plain(56, "NINFO", kTxt),
    opaque(57, "RKEY"),
    special(58, "TALINK", kTwoPlainNames, false),
    opaque(59, "CDS"),
    opaque(60, "CDNSKEY"),
    opaque(61, "OPENPGPKEY"),
    opaque(62, "CSYNC"),
    opaque(63, "ZONEMD"),
    special(64, "SVCB", kSvcb, false, 1),
    special(65, "HTTPS", kSvcb, false, 1),
    plain(99, "SPF", kTxt),
    opaque(100, "UINFO"),
    opaque(101, "UID"),
    opaque(102, "GID"),
    opaque(103, "UNSPEC"),
    opaque(104, "NID"),
    opaque(105, "L32"),
    opaque(106, "L64"),
    special(107, "LP", kPreferencePlainName, false),
    opaque(108, "EUI48"),
    opaque(109, "EUI64"),
    opaque(249, "TKEY"),
    opaque(250, "TSIG"),
    opaque(251, "IXFR"),
    opaque(252, "AXFR"),
    opaque(253, "MAILB"),
    opaque(254, "MAILA"),
    opaque(255, "ANY"),
    opaque(256, "URI"),
    opaque(257, "CAA"),
    plain(258, "AVC", kTxt),
    opaque(259, "DOA"),
    opaque(260, "AMTRELAY"),
    opaque(32768, "TA"),
    opaque(32769, "DLV"),
});

static_assert(std::ranges::is_sorted(kTable, {}, &TypeInfo::type));

// Most look-ups are for the types below 64; the rest of the table is searched.
constexpr auto kLow = [] {
  std::array<std::int8_t, 66> index{};
  index.fill(-1);
  for (std::size_t i = 0; i < kTable.size(); ++i) {
    const auto number = static_cast<std::uint16_t>(kTable[i].type);
    if (number < index.size()) index[number] = static_cast<std::int8_t>(i);
  }
  return index;
}();

bool equal_ignoring_case(std::string_view a, std::string_view b) {
  return std::ranges::equal(a, b, [](char x, char y) {
    return wire::to_lower(static_cast<std::uint8_t>(x)) == wire::to_lower(static_cast<std::uint8_t>(y));
  });
}

int compare_octets(base::Bytes a, base::Bytes b, bool lowered) {
  const std::size_t common = std::min(a.size(), b.size());
  for (std::size_t i = 0; i < common; ++i) {
    const int difference = lowered ? wire::to_lower(a[i]) - wire::to_lower(b[i]) : a[i] - b[i];
    if (difference != 0) return difference;
  }
  return a.size() < b.size() ? -1 : (a.size() > b.size() ? 1 : 0);
}

}  // namespace

const TypeInfo* find_type(Type type) {
  const auto number = static_cast<std::uint16_t>(type);
  if (number < kLow.size()) return kLow[number] < 0 ? nullptr : &kTable[static_cast<std::size_t>(kLow[number])];
  const auto* found = std::ranges::lower_bound(kTable, type, {}, &TypeInfo::type);
  return found != kTable.end() && found->type == type ? found : nullptr;
}

std::string type_name(Type type) {
  if (const TypeInfo* info = find_type(type)) return std::string(info->mnemonic);
  return "TYPE" + std::to_string(static_cast<unsigned>(type));
}

std::optional<Type> type_from_text(std::string_view text) {
  for (const TypeInfo& info : kTable)
    if (equal_ignoring_case(info.mnemonic, text)) return info.type;
  if (text.size() <= 4 || !equal_ignoring_case(text.substr(0, 4), "TYPE")) return std::nullopt;
  std::uint16_t number = 0;
  const auto [end, error] = std::from_chars(text.data() + 4, text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return static_cast<Type>(number);
}

std::optional<std::size_t> field_size(Field field, base::Bytes rdata) {
  const auto fixed = [&](std::size_t size) -> std::optional<std::size_t> {
    if (rdata.size() < size) return std::nullopt;
    return size;
  };
  switch (field) {
    case CompressibleName:
    case Name: {
      const auto name = wire::NameView::from_wire(rdata);
      if (!name) return std::nullopt;
      return name->size();
    }
    case U8:
      return fixed(1);
    case U16:
      return fixed(2);
    case U32:
    case Time:
    case Ipv4:
      return fixed(4);
    case Ipv6:
      return fixed(16);
    case String:
      return rdata.empty() ? std::nullopt : fixed(rdata[0] + 1u);
    case Strings: {
      std::size_t at = 0;
      while (at < rdata.size()) at += rdata[at] + 1u;
      if (at == 0 || at != rdata.size()) return std::nullopt;
      return at;
    }
    case Rest:
      return rdata.size();
  }
  return std::nullopt;
}

std::optional<wire::NameView> target_name(Type type, base::Bytes rdata) {
  const TypeInfo* info = find_type(type);
  if (info == nullptr || info->target < 0) return std::nullopt;
  for (int i = 0; i < info->target; ++i) {
    const auto size = field_size(info->fields[static_cast<std::size_t>(i)], rdata);
    if (!size) return std::nullopt;
    rdata = rdata.subspan(*size);
  }
  // Well formed: what the last field is left with is the name.
  if (static_cast<std::size_t>(info->target) + 1 == info->fields.size())
    return wire::NameView(rdata.data(), rdata.size());
  return wire::NameView::from_wire(rdata);
}

int compare_rdata(Type type, base::Bytes a, base::Bytes b) {
  const TypeInfo* info = find_type(type);
  if (info == nullptr || !info->lowercase_names) return compare_octets(a, b, false);
  for (const Field field : info->fields.first(info->fields.size() - 1)) {
    const auto size_a = field_size(field, a);
    const auto size_b = field_size(field, b);
    if (!size_a || !size_b) return compare_octets(a, b, false);
    const int order = compare_octets(a.first(*size_a), b.first(*size_b), is_name(field));
    if (order != 0) return order;
    a = a.subspan(*size_a);
    b = b.subspan(*size_b);
  }
  return compare_octets(a, b, is_name(info->fields.back()));
}

}  // namespace bailiwick::rr
