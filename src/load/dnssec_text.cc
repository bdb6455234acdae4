// One line a type: a letter for each field, in the order of text and wire.
//   1 2 4  a number of that many octets      t  a time: a number of 4 octets, or YYYYMMDDHHmmSS (RFC 4034 §3.2)
//   y      a type                            n  a name
//   s      a salt with its length            h  a hash of SHA-1 with its length, in base32hex (RFC 5155 §3.3)
//   x b    hexadecimal, base64, to the end   m  types, to the end, as a bitmap (RFC 4034 §4.1.2)
#include "load/dnssec_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <iterator>
#include <span>
#include <string_view>

#include "load/keywords.h"
#include "load/name_text.h"

namespace bailiwick::load {
namespace {

struct TypeFields {
  rr::Type type;
  std::string_view fields;
};

constexpr TypeFields kTypes[] = {
    {rr::Type::DS, "211x"},      {rr::Type::RRSIG, "y114tt2nb"}, {rr::Type::NSEC, "nm"},  {rr::Type::DNSKEY, "211b"},
    {rr::Type::NSEC3, "112shm"}, {rr::Type::NSEC3PARAM, "112s"}, {rr::Type::CDS, "211x"}, {rr::Type::CDNSKEY, "211b"},
};

constexpr auto kBase64 = [] {
  std::array<std::int8_t, 256> values{};
  values.fill(-1);
  std::int8_t next = 0;
  for (const char c : std::string_view("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"))
    values[static_cast<std::uint8_t>(c)] = next++;
  return values;
}();

// Writes one rdata. Each step is false where it is not sure.
class DnssecWriter {
 public:
  DnssecWriter(Tokens& in, const Token& first, wire::NameView origin, base::MutableBytes out)
      : in_(in), token_(first), origin_(origin), out_(out) {}

  bool write(std::string_view fields) {
    for (std::size_t i = 0; i < fields.size(); ++i)
      if ((i > 0 && !next(fields[i] == 'm')) || !field(fields[i])) return false;
    return (!has_token_ || next(true)) && !has_token_;
  }
  std::size_t size() const { return size_; }

 private:
  // A field that may be empty has no token at the end.
  bool next(bool may_end) {
    has_token_ = in_.next(token_);
    return has_token_ || (may_end && !in_.failed());
  }

  bool field(char kind) {
    if (has_token_ && (token_.quoted || token_.escaped || token_.size() == 0)) return false;
    switch (kind) {
      case '1':
      case '2':
      case '4':
        return number(static_cast<std::size_t>(kind - '0'));
      case 't':
        return time();
      case 'y':
        return covered_type();
      case 'n':
        return name();
      case 's':
        return salt();
      case 'h':
        return hash();
      case 'x':
        return all_hex();
      case 'b':
        return all_base64();
      case 'm':
        return bitmap();
      default:
        return false;
    }
  }

  bool has_room(std::size_t octets) const { return out_.size() - size_ >= octets; }

  void put(std::uint64_t value, std::size_t octets) {
    for (std::size_t i = octets; i-- > 0; value >>= 8) out_[size_ + i] = static_cast<std::uint8_t>(value);
    size_ += octets;
  }

  bool number(std::size_t octets) {
    std::uint32_t value = 0;
    const auto [end, error] = std::from_chars(token_.begin, token_.end, value);
    if (error != std::errc() || end != token_.end || value >> (8 * octets - 1) > 1) return false;
    put(value, octets);
    return true;
  }

  bool time() {
    constexpr std::size_t kFull = 14;
    if (token_.size() != kFull) return number(4);
    std::array<unsigned, 6> parts{};  // year, month, day, hour, minute, second
    const char* at = token_.begin;
    for (std::size_t i = 0; i < parts.size(); ++i)
      for (const char* const end = at + (i == 0 ? 4 : 2); at != end; ++at) {
        if (!is_digit(*at)) return false;
        parts[i] = parts[i] * 10 + static_cast<unsigned>(*at - '0');
      }
    const std::chrono::year_month_day date(std::chrono::year(static_cast<int>(parts[0])), std::chrono::month(parts[1]),
                                           std::chrono::day(parts[2]));
    if (!date.ok() || parts[0] < 1970 || parts[0] > 2105 || parts[3] > 23 || parts[4] > 59 || parts[5] > 59)
      return false;
    const auto days = std::chrono::sys_days(date).time_since_epoch().count();
    put(static_cast<std::uint64_t>(days) * 86400 + parts[3] * 3600 + parts[4] * 60 + parts[5], 4);
    return true;
  }

  bool covered_type() {
    const auto type = find_common_type_word(token_.text());
    if (type) put(static_cast<std::uint16_t>(*type), 2);
    return type.has_value();
  }

  bool name() {
    if (token_.text() == "@") return false;
    const std::size_t size = read_plain_name(token_.text(), origin_, out_.data() + size_);
    size_ += size;
    return size != 0;
  }

  bool salt() {
    constexpr std::size_t kLongest = 255;
    if (token_.text() == "-") {
      put(0, 1);
      return true;
    }
    if (token_.size() > 2 * kLongest) return false;
    put(token_.size() / 2, 1);
    return hex();
  }

  bool hex() {
    if (token_.size() % 2 != 0 || !has_room(token_.size() / 2)) return false;
    int wrong = 0;  // below zero where a digit is none
    for (const char* at = token_.begin; at != token_.end; at += 2) {
      const int high = hex_value(at[0]);
      const int low = hex_value(at[1]);
      wrong |= high | low;
      out_[size_++] = static_cast<std::uint8_t>(high << 4 | low);
    }
    return wrong >= 0;
  }

  bool all_hex() {
    do {
      if (token_.quoted || token_.escaped || !hex()) return false;
    } while (next(true) && has_token_);
    return !in_.failed();
  }

  // Five bits a digit, 0 to 9 and A to V.
  bool hash() {
    constexpr std::size_t kDigits = 32;
    if (token_.size() != kDigits) return false;
    put(kDigits * 5 / 8, 1);
    for (const char* at = token_.begin; at != token_.end;) {
      std::uint64_t bits = 0;
      for (int i = 0; i < 8; ++i, ++at) {
        const char c = to_upper(*at);
        if (!is_digit(c) && (c < 'A' || c > 'V')) return false;
        bits = bits << 5 | static_cast<std::uint64_t>(is_digit(c) ? c - '0' : c - 'A' + 10);
      }
      put(bits, 5);
    }
    return true;
  }

  // Any words; digits in fours, the last of them padded.
  bool all_base64() {
    std::uint32_t bits = 0;
    std::size_t digits = 0;
    std::size_t padding = 0;
    do {
      if (token_.quoted || token_.escaped || !has_room(token_.size())) return false;
      for (const char* at = token_.begin; at != token_.end; ++at) {
        const int value = *at == '=' ? 0 : kBase64[static_cast<std::uint8_t>(*at)];
        padding += *at == '=' ? 1 : 0;
        if (value < 0 || (padding > 0 && *at != '=')) return false;
        bits = bits << 6 | static_cast<std::uint32_t>(value);
        if (++digits % 4 == 0) put(bits & 0xffffff, 3);
      }
    } while (next(true) && has_token_);
    if (in_.failed() || digits % 4 != 0 || padding > 2) return false;
    for (std::size_t i = 0; i < padding; ++i)
      if (out_[--size_] != 0) return false;  // bits that stand for nothing
    return true;
  }

  // RFC 4034 §4.1.2: a block for each 256 types, as long as it must be.
  bool bitmap() {
    constexpr std::size_t kMost = 64;
    std::array<unsigned, kMost> types;
    std::size_t count = 0;
    for (; has_token_; has_token_ = in_.next(token_)) {
      const auto type = token_.quoted ? std::nullopt : find_common_type_word(token_.text());
      if (!type || count == kMost) return false;
      types[count++] = static_cast<unsigned>(*type);
    }
    if (in_.failed()) return false;
    std::ranges::sort(std::span(types).first(count));
    for (std::size_t i = 0; i < count;) {
      const unsigned window = types[i] >> 8;
      std::uint8_t* const bits = out_.data() + size_ + 2;
      std::size_t size = 0;
      for (; i < count && types[i] >> 8 == window; ++i) {
        const unsigned low = types[i] & 0xff;
        while (size <= low / 8) bits[size++] = 0;
        bits[low / 8] |= static_cast<std::uint8_t>(0x80 >> low % 8);
      }
      put(window << 8 | size, 2);
      size_ += size;
    }
    return true;
  }

  Tokens& in_;
  Token token_;
  bool has_token_ = true;
  wire::NameView origin_;
  base::MutableBytes out_;
  std::size_t size_ = 0;
};

}  // namespace

std::size_t read_dnssec(Tokens& in, const Token& first, rr::Type type, wire::NameView origin, base::MutableBytes out) {
  const auto* const found = std::ranges::find(kTypes, type, &TypeFields::type);
  if (found == std::end(kTypes)) return 0;
  DnssecWriter writer(in, first, origin, out);
  return writer.write(found->fields) ? writer.size() : 0;
}

}  // namespace bailiwick::load
