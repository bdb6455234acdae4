// Fields of the table become parts of a message's rdata: octets of neighbors are joined, and what follows the last name
// is left out.
#include "rr/layout.h"

#include <algorithm>
#include <iterator>

#include "rr/table.h"

namespace bailiwick::rr {
namespace {

using Kind = wire::RdataPart::Kind;

// RFC 3597 §4: types after RFC 1035 whose names were once sent compressed, so that receivers should expand them: RP,
// AFSDB, RT, SIG, PX, NXT, SRV and NAPTR.
constexpr std::uint16_t kReadCompressed[] = {17, 18, 21, 24, 26, 30, 33, 35};

bool is_read_compressed(Type type) {
  return std::ranges::find(kReadCompressed, static_cast<std::uint16_t>(type)) != std::end(kReadCompressed);
}

wire::RdataPart octets(std::uint8_t count) {
  return {Kind::Octets, count};
}

// Of a field before the last name; `Strings` and `Rest` go to the end of an rdata and so are none.
wire::RdataPart part_of(Field field, Type type) {
  switch (field) {
    case Field::CompressibleName:
      return {Kind::CompressibleName};
    case Field::Name:
      return {is_read_compressed(type) ? Kind::ReadableName : Kind::Name};
    case Field::U8:
      return octets(1);
    case Field::U16:
      return octets(2);
    case Field::U32:
    case Field::Time:
    case Field::Ipv4:
      return octets(4);
    case Field::Ipv6:
      return octets(16);
    case Field::String:
      return {Kind::String};
    case Field::Strings:
    case Field::Rest:
      break;
  }
  BAILIWICK_ASSERT(false);
  return {};
}

}  // namespace

wire::RdataLayout message_layout(Type type) {
  wire::RdataLayout layout;
  const TypeInfo* info = find_type(type);
  if (info == nullptr) return layout;
  std::size_t count = info->fields.size();
  while (count > 0 && !is_name(info->fields[count - 1])) --count;
  std::uint8_t before = 0;  // octets since the last part
  for (const Field field : info->fields.first(count)) {
    const wire::RdataPart part = part_of(field, type);
    if (part.kind == Kind::Octets) {
      before = static_cast<std::uint8_t>(before + part.octets);
      continue;
    }
    if (before != 0) layout.add(octets(before));
    before = 0;
    layout.add(part);
  }
  return layout;
}

}  // namespace bailiwick::rr
