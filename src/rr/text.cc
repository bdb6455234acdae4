#include "rr/text.h"

#include "base/address.h"
#include "rr/table.h"
#include "wire/name.h"

namespace bailiwick::rr {
namespace {

// RFC 3597 §5.
std::string generic_text(base::Bytes rdata) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string text = "\\# " + std::to_string(rdata.size());
  if (!rdata.empty()) text += ' ';
  for (const std::uint8_t octet : rdata) {
    text += kDigits[octet >> 4];
    text += kDigits[octet & 15];
  }
  return text;
}

// RFC 1035 §5.1: in quotes, others than printable ASCII as \DDD.
std::string string_text(base::Bytes string) {
  std::string text = "\"";
  for (const std::uint8_t octet : string.subspan(1)) {
    if (octet < 0x20 || octet > 0x7e) {
      const std::string number = std::to_string(octet);
      text += '\\' + std::string(3 - number.size(), '0') + number;
      continue;
    }
    if (octet == '"' || octet == '\\') text += '\\';
    text += static_cast<char>(octet);
  }
  return text + '"';
}

std::string strings_text(base::Bytes strings) {
  std::string text;
  while (!strings.empty()) {
    const std::size_t size = 1u + strings[0];
    text += (text.empty() ? "" : " ") + string_text(strings.first(size));
    strings = strings.subspan(size);
  }
  return text;
}

std::string field_text(Field field, base::Bytes octets) {
  switch (field) {
    case Field::CompressibleName:
    case Field::Name:
      return wire::to_text(*wire::NameView::from_wire(octets));
    case Field::U8:
      return std::to_string(octets[0]);
    case Field::U16:
      return std::to_string(base::load16(octets.data()));
    case Field::U32:
    case Field::Time:
      return std::to_string(base::load32(octets.data()));
    case Field::Ipv4:
    case Field::Ipv6:
      return base::address_text(octets);
    case Field::String:
    case Field::Strings:
      return strings_text(octets);
    case Field::Rest:
      return generic_text(octets);
  }
  return {};
}

}  // namespace

std::string rdata_text(Type type, base::Bytes rdata) {
  const TypeInfo* const info = find_type(type);
  if (info == nullptr || !info->plain_text) return generic_text(rdata);
  std::string text;
  for_each_field(*info, rdata, [&](Field field, base::Bytes octets) {
    text += (text.empty() ? "" : " ") + field_text(field, octets);
  });
  return text;
}

}  // namespace bailiwick::rr
