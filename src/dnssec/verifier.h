// Whether signatures are right, by ldns: the cryptography of RFC 4034 §3.1.8.1 and nothing else. Dates, signer and key
// tag are for the checks to judge.
#pragma once

#include <memory>
#include <span>

#include "base/bytes.h"
#include "dnssec/records.h"
#include "wire/name.h"
#include "zone/zone.h"

namespace bailiwick::dnssec {

// For one thread.
class Verifier {
 public:
  // The keys belong to `origin`. Both are copied.
  Verifier(wire::NameView origin, std::span<const Key> keys);
  ~Verifier();

  // Unknown: the algorithm is not known here, or a record is not what its type says.
  enum class Verdict : std::uint8_t { Good, Bad, Unknown };
  // By any of the keys that the signature names.
  Verdict verify(wire::NameView owner, const zone::RRset& rrset, base::Bytes rrsig) const;

 private:
  struct Keys;
  std::unique_ptr<Keys> keys_;
};

}  // namespace bailiwick::dnssec
