// The text that a Prometheus server reads: every counter, what the last load of the zones left behind, and how long
// signed zones stay so. The names and labels in it are what operators build alerts on: they are added to, never
// changed.
#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/clock.h"
#include "metrics/counters.h"

namespace bailiwick::metrics {

// Of each counter, over all workers.
using Sums = std::array<std::uint64_t, kCounterCount>;

struct SignedZone {
  std::string name;          // absolute, as zone files write it: "example.com."
  base::UnixTime until = 0;  // some signature in it lasts no longer
};

// Zones are told one by one only as far as that stays small: those whose signatures end first.
inline constexpr std::size_t kMostSignedZones = 1000;

// What loading leaves behind.
struct Standing {
  std::size_t zones_up_to_date = 0;
  std::size_t zones_kept = 0;      // in the old version, because their files are refused
  std::size_t zones_left_out = 0;  // and those of which there is none
  std::size_t zones_not_kept = 0;  // served in a version that is not in state-directory yet
  std::size_t zones_signed = 0;
  std::vector<SignedZone> signed_zones = {};  // up to kMostSignedZones
  std::uint64_t reloads_good = 0;
  std::uint64_t reloads_zones_rejected = 0;  // with the config, but not with all zones
  std::uint64_t reloads_failed = 0;         // with nothing
  base::UnixTime last_good_load = 0;        // the start counts; 0: none yet
};

inline constexpr const char* kExpositionType = "text/plain; version=0.0.4; charset=utf-8";

// The whole text, of that media type. Takes as long as some thousand lines do: milliseconds.
std::string exposition(const Sums& sums, const Standing& standing, base::UnixTime started, base::UnixTime now);

}  // namespace bailiwick::metrics
