// Worlds of up to eight zones made at random, as names and addresses from which zone files, and what a slow judge
// thinks of them, can be made. The same seed always makes the same world; BAILIWICK_SEED starts at that one.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "support/sanitized.h"
#include "world_maker.h"

namespace worlds {

inline constexpr std::uint32_t kWorlds = bailiwick::support::kSanitized ? 45 : 3000;

struct HostRecord {
  std::string name;  // absolute, without the final dot
  std::set<std::string> addresses;
  bool alias = false;
};

struct ZonePlan {
  std::string origin;
  std::vector<std::string> ns;
  std::map<std::string, HostRecord> hosts;               // in the file, by absolute name
  std::map<std::string, std::vector<std::string>> cuts;  // delegations in the file
};

struct Plan {
  std::vector<ZonePlan> zones;
  bool externals = true;
};

bool below(const std::string& name, const std::string& origin);
bool is_v6(const std::string& address);

Plan random_plan(std::uint32_t seed);
// The zone's records, for World::add().
std::string text_of(const ZonePlan& zone);
World world_of(const Plan& plan);
// All of it, for the message of a test that fails.
std::string told(const Plan& plan);

std::uint32_t first_seed();

}  // namespace worlds
