// One line a type: a letter for each word of the text, the last one for all that follow.
//   1 2 4  a number of that many octets, or a word that ldns knows (RSASHA256, PGP)
//   L      a number up to 90 (a latitude)     t  a time: a number of 4 octets, or YYYYMMDDHHmmSS (RFC 4034 §3.2)
//   y      a record type                      h  hexadecimal, an even number of digits in all
//   s      a salt: `-` or hexadecimal         e f  exactly 17 or 23 octets (RFC 7043)
//   p      a SvcParam (RFC 9460 §2.1)         .  anything
#include "load/tail_rules.h"

#include <algorithm>
#include <iterator>
#include <string>
#include <utility>

#include "load/fields.h"
#include "load/keywords.h"

namespace bailiwick::load {
namespace {

struct TypeRules {
  unsigned type;
  const char* rules;
};

constexpr TypeRules kRules[] = {
    {11, "..2"},         // WKS
    {24, "y114tt2..."},  // SIG
    {25, "211."},        // KEY
    {29, "L."},          // LOC
    {37, "221."},        // CERT
    {43, "211h"},        // DS
    {44, "11h"},         // SSHFP
    {45, "111."},        // IPSECKEY
    {46, "y114tt2..."},  // RRSIG
    {47, ".y"},          // NSEC
    {48, "211."},        // DNSKEY
    {50, "112s.y"},      // NSEC3
    {51, "112s"},        // NSEC3PARAM
    {52, "111h"},        // TLSA
    {53, "111h"},        // SMIMEA
    {55, "1."},          // HIP
    {59, "211h"},        // CDS
    {60, "211."},        // CDNSKEY
    {62, "42y"},         // CSYNC
    {63, "411h"},        // ZONEMD
    {64, "2.p"},         // SVCB
    {65, "2.p"},         // HTTPS
    {104, "2."},         // NID
    {105, "2."},         // L32
    {106, "2."},         // L64
    {107, "2."},         // LP
    {108, "e"},          // EUI48
    {109, "f"},          // EUI64
    {256, "22."},        // URI
    {257, "1."},         // CAA
    {32769, "211h"},     // DLV
};

bool is_not(Tokens& in, const Token& token, const std::string& what, std::string help) {
  return in.fail(token, shown(token.text()) + " is not " + what, std::move(help));
}

bool check_number(Tokens& in, const Token& token, std::size_t octets) {
  std::uint8_t ignored[4];
  return token.size() == 0 || !is_digit(*token.begin) || read_number(in, token, octets, ignored) != 0;
}

bool check_latitude(Tokens& in, const Token& token) {
  std::uint8_t degrees = 0;
  if (read_number(in, token, 1, &degrees) == 0) return false;
  return degrees <= 90 || is_not(in, token, "a latitude", "write degrees from 0 to 90");
}

bool is_hex(char c) {
  return is_digit(c) || (to_upper(c) >= 'A' && to_upper(c) <= 'F');
}

}  // namespace

TailRules::TailRules(rr::Type type) {
  const auto* found = std::ranges::lower_bound(kRules, static_cast<unsigned>(type), {}, &TypeRules::type);
  rules_ = found != std::end(kRules) && found->type == static_cast<unsigned>(type) ? found->rules : nullptr;
}

bool TailRules::check(Tokens& in, const Token& token) {
  if (rules_ == nullptr) return true;
  const char rule = *rules_;
  if (rules_[1] != '\0') ++rules_;
  switch (rule) {
    case '1':
    case '2':
    case '4':
      return check_number(in, token, static_cast<std::size_t>(rule - '0'));
    case 'L':
      return check_latitude(in, token);
    case 't':
      return token.size() == 14 || check_number(in, token, 4);
    case 'y':
      return (!token.quoted && find_type_word(token.text())) ||
             is_not(in, token, "a record type", "write one such as A or TYPE65280");
    case 's':
      return token.text() == "-" || (token.size() % 2 == 0 && std::ranges::all_of(token.text(), is_hex)) ||
             is_not(in, token, "a salt", "write - for none, or two hexadecimal digits an octet");
    case 'h':
      hex_digits_ += token.size();
      return std::ranges::all_of(token.text(), is_hex) ||
             is_not(in, token, "hexadecimal", "write two digits from 0 to F an octet");
    case 'e':
      return token.size() == 17 || is_not(in, token, "an EUI-48", "write it as in 00-00-5e-00-53-2a");
    case 'f':
      return token.size() == 23 || is_not(in, token, "an EUI-64", "write it as in 00-00-5e-ef-10-00-00-2a");
    case 'p':
      return check_parameter(in, token);
    default:
      return true;
  }
}

// `port=443`, `alpn="h2,h3"` (which is two tokens), or a key alone.
bool TailRules::check_parameter(Tokens& in, const Token& token) {
  constexpr std::string_view kWithValue[] = {"mandatory", "alpn", "port", "ipv4hint", "ech", "ipv6hint", "dohpath"};
  const std::string_view text = token.text();
  std::string_view key = std::exchange(key_, {});
  Token value = token;
  if (!token.quoted || key.empty()) {
    const std::size_t equals = text.find('=');
    key = text.substr(0, equals);
    if (equals == std::string_view::npos)
      return std::ranges::find(kWithValue, key) == std::end(kWithValue) ||
             in.fail(token, "the parameter " + shown(key) + " has no value", "write " + std::string(key) + "=...");
    value.begin += equals + 1;
  }
  value.quoted = false;
  if (value.size() == 0) {
    key_ = key;
    return true;
  }
  std::uint8_t ignored[2];
  return (key != "port" && key != "key3") || read_number(in, value, sizeof ignored, ignored) != 0;
}

bool TailRules::check_end(Tokens& in, const Token& last) const {
  if (hex_digits_ % 2 == 0) return true;
  return in.fail(last, "an odd number of hexadecimal digits", "write two digits from 0 to F an octet");
}

}  // namespace bailiwick::load
