// What the operator sets for the checks: how much is looked at, and which findings keep a zone from being published.
#pragma once

#include <atomic>
#include <cstdint>
#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "base/address.h"
#include "base/clock.h"

namespace bailiwick::check {

// How signed zones are looked at: Quick is dates, chains and what is signed, without cryptography; Full verifies each
// signature too. Off leaves what keeps a zone from being served (X05).
enum class Dnssec : std::uint8_t { Off, Quick, Full };
// The digest of the zone (RFC 8976): verified where there is one, wanted always, or not looked at.
enum class Zonemd : std::uint8_t { Off, Verify, Require };

// What the registry above a zone publishes beside the addresses of hosts inside it.
enum class ParentPolicy : std::uint8_t {
  Unknown,
  Narrow,  // nothing (.de, .uk)
  Wide,    // also addresses of hosts inside other zones under it (.com)
};

// How far the verifying of signatures is, in names of all zones, for who shows progress.
struct Verifying {
  std::atomic<std::uint64_t> all = 0;
  std::atomic<std::uint64_t> done = 0;
};

// What the operator wants to hear, and what the zone alone cannot tell.
struct Options {
  // The zone is meant for the Internet: a server address that is not reachable there is an error.
  bool public_addresses = false;
  // Findings of level Info too. Off, they are neither made nor counted.
  bool information = false;
  // The addresses that this server listens on and the zones that it serves, as
  // wire::to_display() has them, in lower case. Without addresses nothing is concluded from them.
  std::vector<base::Address> own_addresses = {};
  std::unordered_set<std::string> own_zones = {};
  Dnssec dnssec = Dnssec::Full;
  Zonemd zonemd = Zonemd::Verify;
  // By which the dates of signatures are judged; without it, they are not.
  std::optional<base::UnixTime> now = {};
  Verifying* verifying = nullptr;
};

// Which versions of zones are rejected.
enum class Reject : std::uint8_t {
  Fatal,        // those with a fatal finding
  Circular,     // and those without name servers, or with a circular dependency (A03, A05, C01 to C03, C07)
  Unreachable,  // and those by which a zone can be found by no resolver, whatever the reason
  Error,        // and those with any finding of level error but that signatures have expired (X02)
};

// What the config says of the checks, for all zones.
struct Settings {
  Reject reject = Reject::Unreachable;
  Dnssec dnssec = Dnssec::Quick;
  Zonemd zonemd = Zonemd::Verify;
  bool operator==(const Settings&) const = default;
};

}  // namespace bailiwick::check
