#include "cli/rdata_text.h"

#include "check/address.h"
#include "rr/table.h"
#include "wire/name.h"

namespace bailiwick::cli {
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

std::string field_text(rr::Field field, base::Bytes octets) {
  switch (field) {
    case rr::Field::CompressibleName:
    case rr::Field::Name:
      return wire::to_text(*wire::NameView::from_wire(octets));
    case rr::Field::U8:
      return std::to_string(octets[0]);
    case rr::Field::U16:
      return std::to_string(base::load16(octets.data()));
    case rr::Field::U32:
    case rr::Field::Time:
      return std::to_string(base::load32(octets.data()));
    case rr::Field::Ipv4:
    case rr::Field::Ipv6:
      return check::address_text(octets);
    case rr::Field::String:
    case rr::Field::Strings:
      return strings_text(octets);
    case rr::Field::Rest:
      return generic_text(octets);
  }
  return {};
}

}  // namespace

std::string rdata_text(rr::Type type, base::Bytes rdata) {
  const rr::TypeInfo* const info = rr::find_type(type);
  if (info == nullptr || !info->plain_text) return generic_text(rdata);
  std::string text;
  rr::for_each_field(*info, rdata, [&](rr::Field field, base::Bytes octets) {
    text += (text.empty() ? "" : " ") + field_text(field, octets);
  });
  return text;
}

}  // namespace bailiwick::cli
