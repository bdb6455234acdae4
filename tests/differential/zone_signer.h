// Signs zones as operators do: by ldns-signzone with NSEC or NSEC3, or by BIND's dnssec-signzone with NSEC3 and
// opt-out, which ldns-signzone sets the flag of and does not carry out, and where ldns cannot read the zone.
#pragma once

#include <cstdint>
#include <string>

#include "differential/world.h"
#include "support/temp_dir.h"

namespace bailiwick::differential {

enum class Way : std::uint8_t { None, Nsec, Nsec3, OptOut };

struct HowToSign {
  Way way = Way::Nsec;      // not None
  unsigned iterations = 1;  // of OptOut; NSEC3 has none
  bool zonemd = false;      // adds a digest of the zone (not with OptOut)
};

class ZoneSigner {
 public:
  // One key for all zones, of that algorithm as ldns-keygen calls it, with the mark of a secure entry point. Throws
  // std::runtime_error with the program's words where it fails.
  ZoneSigner(const support::TempDir& dir, const std::string& algorithm);
  // The signed zone's text; throws likewise.
  std::string sign(const Zone& zone, const HowToSign& how) const;

 private:
  const support::TempDir& dir_;
  std::string tail_;  // of the key's file name: "+013+12345"
  std::string record_;
  std::string secret_;
};

}  // namespace bailiwick::differential
