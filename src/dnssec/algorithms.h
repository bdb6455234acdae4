// The algorithms that keys and DS records name (IANA "DNS Security Algorithm Numbers"): which are in use.
#pragma once

#include <cstdint>
#include <string>

namespace bailiwick::dnssec {

enum class AlgorithmUse : std::uint8_t {
  Good,
  Retired,  // not to be signed with any more (RFC 8624 §3.1, RFC 9905, RFC 9906)
  Unknown,  // assigned to nothing that zones are signed with
};

inline constexpr std::uint8_t kRsaSha1 = 5;
inline constexpr std::uint8_t kRsaSha1Nsec3 = 7;
inline constexpr std::uint8_t kRsaSha256 = 8;
inline constexpr std::uint8_t kRsaSha512 = 10;
inline constexpr std::uint8_t kEcdsaP256 = 13;
inline constexpr std::uint8_t kEcdsaP384 = 14;
inline constexpr std::uint8_t kEd25519 = 15;
inline constexpr std::uint8_t kEd448 = 16;

inline AlgorithmUse algorithm_use(std::uint8_t algorithm) {
  switch (algorithm) {
    case kRsaSha256:
    case kRsaSha512:
    case kEcdsaP256:
    case kEcdsaP384:
    case kEd25519:
    case kEd448:
      return AlgorithmUse::Good;
    case 1:  // RSAMD5
    case 3:  // DSA
    case kRsaSha1:
    case 6:  // DSA-NSEC3-SHA1
    case kRsaSha1Nsec3:
    case 12:  // ECC-GOST
      return AlgorithmUse::Retired;
    default:
      // 17, 23: SM2SM3 and GOST 2012, of national use (RFC 9563, RFC 9558); 253, 254: private.
      return algorithm == 17 || algorithm == 23 || algorithm >= 253 ? AlgorithmUse::Good : AlgorithmUse::Unknown;
  }
}

// "ECDSAP256SHA256"; the number where it has none that is in use.
inline std::string algorithm_name(std::uint8_t algorithm) {
  switch (algorithm) {
    case kRsaSha1:
      return "RSASHA1";
    case kRsaSha1Nsec3:
      return "RSASHA1-NSEC3-SHA1";
    case kRsaSha256:
      return "RSASHA256";
    case kRsaSha512:
      return "RSASHA512";
    case kEcdsaP256:
      return "ECDSAP256SHA256";
    case kEcdsaP384:
      return "ECDSAP384SHA384";
    case kEd25519:
      return "ED25519";
    case kEd448:
      return "ED448";
    default:
      return std::to_string(algorithm);
  }
}

// "algorithm 5, which is retired"; for those that are not good.
inline std::string algorithm_fault(std::uint8_t algorithm) {
  return "algorithm " + std::to_string(algorithm) +
         (algorithm_use(algorithm) == AlgorithmUse::Retired ? ", which is retired" : ", which nobody knows");
}

}  // namespace bailiwick::dnssec
