// RR type numbers (RFC 6895 §3.1, IANA "Resource Record (RR) TYPEs") and CLASS IN. Only the types that some code names
// stand here; a Type may hold any number, and rr/table.h knows the mnemonics of all.
#pragma once

#include <cstdint>

namespace bailiwick::rr {

enum class Type : std::uint16_t {
  A = 1,
  NS = 2,
  CNAME = 5,
  SOA = 6,
  PTR = 12,
  MX = 15,
  TXT = 16,
  SIG = 24,
  KEY = 25,
  AAAA = 28,
  SRV = 33,
  NAPTR = 35,
  DNAME = 39,
  OPT = 41,
  DS = 43,
  RRSIG = 46,
  NSEC = 47,
  DNSKEY = 48,
  NSEC3 = 50,
  NSEC3PARAM = 51,
  TLSA = 52,
  CDS = 59,
  CDNSKEY = 60,
  CSYNC = 62,
  ZONEMD = 63,
  SVCB = 64,
  HTTPS = 65,
  TKEY = 249,
  TSIG = 250,
  IXFR = 251,
  AXFR = 252,
  MAILB = 253,
  MAILA = 254,
  ANY = 255,
  CAA = 257,
};

inline constexpr std::uint16_t kClassIn = 1;
inline constexpr std::uint16_t kClassCh = 3;
inline constexpr std::uint16_t kClassNone = 254;
inline constexpr std::uint16_t kClassAny = 255;

// RFC 6895 §3.1: types that only occur in questions and messages, never in a zone (OPT, TKEY…ANY and the like).
inline bool is_meta(Type type) {
  const auto number = static_cast<std::uint16_t>(type);
  return type == Type::OPT || (number >= 128 && number <= 255) || number == 0;
}

}  // namespace bailiwick::rr
