// What the rdata of each type looks like: one table, one line a type. From it come mnemonics, the scanner's
// text-to-wire conversion of the common types, name compression (RFC 3597 §4), canonical order (RFC 4034 §6.2) and the
// targets whose addresses go into the additional section.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "base/bytes.h"
#include "rr/type.h"
#include "wire/name.h"

namespace bailiwick::rr {

// One field of an rdata in wire order.
enum class Field : std::uint8_t {
  CompressibleName,  // may be compressed in messages: only the types of RFC 1035 (RFC 3597 §4)
  Name,              // never compressed
  U8,
  U16,
  U32,
  Time,     // 32-bit seconds that a zone file may also write with units (SOA)
  Ipv4,     // 4 octets
  Ipv6,     // 16 octets
  String,   // one <character-string>
  Strings,  // one or more of them, to the end
  Rest,     // anything, to the end
};
inline bool is_name(Field field) {
  return field == Field::CompressibleName || field == Field::Name;
}

struct TypeInfo {
  Type type;
  std::string_view mnemonic;
  std::span<const Field> fields;  // a type without names or of no fixed layout is {Rest}
  bool plain_text = false;        // the text form is the fields in order: the scanner needs no other parser
  bool lowercase_names = false;  // RFC 4034 §6.2 item 3 (as amended by RFC 6840 §5.1): names lowered in canonical form
  std::int8_t target = -1;       // index of the name field whose addresses belong into the additional section; -1 none
};

// Null for a type that the table does not have (its rdata is opaque).
const TypeInfo* find_type(Type type);
// The mnemonic, or "TYPE65280" (RFC 3597 §5).
std::string type_name(Type type);
// Mnemonic or TYPEnnn in any case; none if neither.
std::optional<Type> type_from_text(std::string_view text);

// Whether `rdata` has the layout of its type (RFC 3597 §5: whatever its notation was), names in it included; true for
// a type whose layout is not known. In well_formed.cc.
bool is_well_formed(Type type, base::Bytes rdata);
// The name that the table's `target` field holds (NS, MX, SRV, SVCB, HTTPS …); none for other types.
// `rdata` must be well formed.
std::optional<wire::NameView> target_name(Type type, base::Bytes rdata);
// Canonical order of two rdatas of one type (RFC 4034 §6.3), names in them compared in lower case. Both well formed.
int compare_rdata(Type type, base::Bytes a, base::Bytes b);

// Calls visit(Field, Bytes) for each field of a well-formed rdata; `Strings` and `Rest` once, with all that is left.
// Stops, and returns false, where the layout does not fit.
template <class Visit>
bool for_each_field(const TypeInfo& info, base::Bytes rdata, Visit visit);

// --- implementation -------------------------------------------------------------------------------------------------

// Octets of the field at the start of `rdata`; none if it does not fit.
std::optional<std::size_t> field_size(Field field, base::Bytes rdata);

template <class Visit>
bool for_each_field(const TypeInfo& info, base::Bytes rdata, Visit visit) {
  for (Field field : info.fields) {
    const auto size = field_size(field, rdata);
    if (!size) return false;
    visit(field, rdata.first(*size));
    rdata = rdata.subspan(*size);
  }
  return rdata.empty();
}

}  // namespace bailiwick::rr
