// Zones signed by other people's tools, so that a resolver judges our proofs by signatures that we had no hand in:
// ldns-signzone, and for opt-out dnssec-signzone (ldns gives unsigned delegations NSEC3 records nonetheless).
#pragma once

#include <string>

#include "support/temp_dir.h"

namespace bailiwick::resolvers {

struct Signed {
  std::string text;  // the zone
  std::string key;   // its DNSKEY record, and the DS record for the parent; empty when it is not signed
  std::string ds;
};

class Signer {
 public:
  explicit Signer(const support::TempDir& dir) : dir_(dir) {}
  // `zone` ends in a dot; `way` is no, nsec, nsec3 or opt-out. Throws std::runtime_error when a tool fails.
  Signed sign(const std::string& zone, const std::string& text, const std::string& way);

 private:
  const support::TempDir& dir_;
  int count_ = 0;
};

}  // namespace bailiwick::resolvers
