// Field by field for the common types, those of DNSSEC in their usual form; RFC 3597 §5; the text of the rest is
// gathered for ldns.
#include "load/rdata_text.h"

#include <charconv>

#include "load/dnssec_text.h"
#include "load/fields.h"
#include "load/ldns_rdata.h"
#include "load/tail_rules.h"

namespace bailiwick::load {
namespace {

constexpr std::size_t kMaxRdata = 65535;

std::string_view field_text(rr::Field field) {
  switch (field) {
    case rr::Field::CompressibleName:
    case rr::Field::Name:
      return "a domain name";
    case rr::Field::U8:
    case rr::Field::U16:
    case rr::Field::U32:
      return "a number";
    case rr::Field::Time:
      return "a time in seconds";
    case rr::Field::Ipv4:
      return "an IPv4 address";
    case rr::Field::Ipv6:
      return "an IPv6 address";
    case rr::Field::String:
    case rr::Field::Strings:
      return "a string";
    case rr::Field::Rest:
      return "its data";
  }
  return {};
}

bool is_generic_marker(const Token& token) {
  return !token.quoted && token.text() == "\\#";
}

bool fail_too_long(Tokens& in, const Token& token) {
  return in.fail(token, "the rdata is longer than 65535 octets", "split it over several records");
}

// The last field of these may be written without quotes (RFC 8659 §4.1.1), which ldns does not know.
bool is_quoted_for_ldns(rr::Type type, std::size_t field) {
  constexpr auto kUri = static_cast<rr::Type>(256);
  return (type == rr::Type::CAA || type == kUri) && field == 2;
}

// What people write in front of the data: the class behind the type, or an MX without its preference.
bool is_misplaced(Tokens& in, const Token& token, const rr::TypeInfo& info) {
  const std::string type(info.mnemonic);
  const bool has_number = info.fields[0] == rr::Field::U16;
  if ((has_number || info.fields[0] == rr::Field::Ipv4 || info.fields[0] == rr::Field::Ipv6) && is_word(token, "IN"))
    return !in.fail(token, "the class stands behind the type",
                    "IN comes before " + type + ": write `IN " + type + " ...`");
  if (info.type == rr::Type::MX && !token.quoted && token.size() != 0 && !is_digit(*token.begin) && *token.begin != '-')
    return !in.fail(token, shown(token.text()) + " is not a number from 0 to 65535: the preference is missing",
                    "write `MX 10 " + printable(token.text()) + "` (the lower number is tried first)");
  return false;
}

}  // namespace

RdataReader::RdataReader() : buffer_(std::make_unique_for_overwrite<std::uint8_t[]>(kMaxRdata + kFieldRoom)) {}

bool RdataReader::read(Tokens& in, const Token& type_token, rr::Type type, wire::NameView origin, base::Bytes& rdata,
                       Tokens::Place& rdata_place) {
  size_ = 0;
  rdata_place = in.last_place(type_token);
  Token first;
  const bool has_first = in.next(first);
  if (has_first) rdata_place = in.last_place(first);
  if (in.failed()) return false;
  const rr::TypeInfo* info = rr::find_type(type);
  bool good = false;
  if (has_first && is_generic_marker(first)) {
    good = read_generic(in, first, type);
  } else if (info == nullptr) {
    good = in.fail(type_token, "the text form of " + rr::type_name(type) + " is not known",
                   "write its data as \\# LENGTH HEX (RFC 3597)");
  } else if (!info->plain_text) {
    good = (has_first && read_dnssec_quickly(in, first, type, origin)) ||
           read_by_ldns(in, type_token, has_first ? &first : nullptr, type, origin);
  } else if (!has_first) {
    return in.need(first, field_text(info->fields[0]));
  } else {
    good = read_fields(in, first, *info, origin);
  }
  rdata = {buffer_.get(), size_};
  return good && in.expect_end();
}

bool RdataReader::read_fields(Tokens& in, Token token, const rr::TypeInfo& info, wire::NameView origin) {
  if (is_misplaced(in, token, info)) return false;
  for (std::size_t i = 0; i < info.fields.size(); ++i) {
    const rr::Field field = info.fields[i];
    if (i > 0 && !in.need(token, field_text(field))) return false;
    if (field == rr::Field::Strings) return read_strings(in, token);
    const std::size_t size = read_field(in, token, field, origin);
    if (size == 0) return false;
    size_ += size;
  }
  return true;
}

// Types of plain text have few fields: none can pass kMaxRdata without Strings.
std::size_t RdataReader::read_field(Tokens& in, const Token& token, rr::Field field, wire::NameView origin) {
  std::uint8_t* out = buffer_.get() + size_;
  switch (field) {
    case rr::Field::CompressibleName:
    case rr::Field::Name:
      return read_name(in, token, origin, out);
    case rr::Field::U8:
      return read_number(in, token, 1, out);
    case rr::Field::U16:
      return read_number(in, token, 2, out);
    case rr::Field::U32:
      return read_number(in, token, 4, out);
    case rr::Field::Time:
      return read_time(in, token, out);
    case rr::Field::Ipv4:
      return read_ipv4(in, token, out);
    case rr::Field::Ipv6:
      return read_ipv6(in, token, out);
    case rr::Field::String:
    case rr::Field::Strings:
      return read_string(in, token, out);
    case rr::Field::Rest:
      break;  // no type of plain text has it
  }
  in.fail(token, "this field has no text form", "write the data as \\# LENGTH HEX (RFC 3597)");
  return 0;
}

bool RdataReader::read_strings(Tokens& in, Token token) {
  do {
    const std::size_t size = read_string(in, token, buffer_.get() + size_);
    if (size == 0) return false;
    size_ += size;
    if (size_ > kMaxRdata) return fail_too_long(in, token);
  } while (in.next(token));
  return !in.failed();
}

// RFC 3597 §5: behind `\#` the length in decimal and the octets in hexadecimal, in any number of words.
bool RdataReader::read_generic(Tokens& in, const Token& marker, rr::Type type) {
  Token length;
  if (!in.need(length, "the number of octets")) return false;
  std::uint16_t expected = 0;
  const auto [end, error] = std::from_chars(length.begin, length.end, expected);
  if (length.quoted || error != std::errc() || end != length.end)
    return in.fail(length, shown(length.text()) + " is not a number of octets from 0 to 65535",
                   "write \\# LENGTH HEX, as in \\# 4 0A000001");
  if (!read_hex(in, expected, length)) return false;
  if (rr::is_well_formed(type, {buffer_.get(), size_})) return true;
  return in.fail(marker, "these octets are not the data of a " + rr::type_name(type) + " record",
                 "check them against the layout of the type");
}

bool RdataReader::read_hex(Tokens& in, std::size_t expected, const Token& length) {
  std::size_t digits = 0;
  for (Token token; in.next(token);) {
    for (const char* at = token.begin; at != token.end; ++at, ++digits) {
      const int digit = hex_value(*at);
      if (digit < 0 || token.quoted)
        return in.fail(token, shown(token.text()) + " is not hexadecimal", "write two digits from 0 to F an octet");
      std::uint8_t& octet = buffer_[digits / 2];
      octet = static_cast<std::uint8_t>(digits % 2 == 0 ? digit << 4 : octet | digit);
      if (digits / 2 >= expected)
        return in.fail(token, "more data than the " + std::to_string(expected) + " octets announced",
                       "correct the number behind \\#");
    }
  }
  if (in.failed()) return false;
  if (digits != expected * 2)
    return in.fail(length,
                   std::to_string(digits) + " hexadecimal digits follow where " + std::to_string(expected) +
                       " octets are announced",
                   "correct the number behind \\#, or the data");
  size_ = expected;
  return true;
}

// False, and nothing is read, if the text is not as it mostly is.
bool RdataReader::read_dnssec_quickly(Tokens& in, const Token& first, rr::Type type, wire::NameView origin) {
  const Tokens::Mark mark = in.mark();
  size_ = read_dnssec(in, first, type, origin, {buffer_.get(), kMaxRdata});
  if (size_ == 0) in.rewind(mark);
  return size_ != 0;
}

bool RdataReader::read_by_ldns(Tokens& in, const Token& type_token, const Token* first, rr::Type type,
                               wire::NameView origin) {
  text_.clear();
  std::size_t field = 0;
  const char* behind = nullptr;
  Token token = first != nullptr ? *first : type_token;
  const Token blamed = token;
  TailRules rules(type);
  for (bool more = first != nullptr; more; more = in.next(token), ++field) {
    if (!rules.check(in, token)) return false;
    // `alpn="h2"` is two tokens to the scanner, and one word to ldns.
    if (behind != token.start() && field > 0) text_ += ' ';
    const bool quote = token.quoted || is_quoted_for_ldns(type, field);
    if (quote) text_ += '"';
    text_ += token.text();
    if (quote) text_ += '"';
    behind = token.stop();
  }
  if (in.failed() || !rules.check_end(in, blamed)) return false;
  const auto size = ldns_rdata_to_wire(type, text_, origin, {buffer_.get(), kMaxRdata});
  const std::string name = rr::type_name(type);
  if (!size)
    return in.fail(blamed, shown(text_) + " is not the data of a " + name + " record: " + size.error(),
                   "correct it, or write it as \\# LENGTH HEX (RFC 3597)");
  size_ = *size;
  if (rr::is_well_formed(type, {buffer_.get(), size_})) return true;
  return in.fail(blamed, shown(text_) + " is not the data of a " + name + " record",
                 "check it against the layout of the type");
}

}  // namespace bailiwick::load
