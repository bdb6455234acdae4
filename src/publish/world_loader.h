// All zones of a config to those that are fit to be served: each is loaded and checked, then all are checked together,
// and only then is it decided which may go live. `bailiwick check`, start and reload all go through here.
#pragma once

#include <functional>
#include <memory>
#include <span>
#include <string>
#include <vector>

#include "check/reach/world.h"
#include "config/config.h"
#include "publish/zone_loader.h"

namespace bailiwick::publish {

// A zone while it is still known where its records were written.
struct ZoneAtHand {
  wire::Name origin;
  std::shared_ptr<const zone::Zone> zone;    // null where its file could not be read as a whole
  const zone::SourceMap* sources = nullptr;  // null where `zone` is
};

struct WorldOptions {
  const check::RegisteredHosts* registered = nullptr;  // null: taken to be what the zones say
  bool externals = true;                               // name servers in zones that are not loaded work
  // Called before each zone is loaded, by one thread at a time; may be empty.
  std::function<void(const ZoneFile&)> begin = {};
  // Called once, with all zones, before the places of their records are forgotten; may be empty.
  std::function<void(std::span<const ZoneAtHand>)> inspect = {};
};

struct WorldOutcome {
  static constexpr std::uint32_t kNoNumber = check::kNobody;

  std::vector<ZoneOutcome> zones;  // as the files
  std::vector<std::uint32_t>
      numbers;               // beside them: the zone's number in `world`; kNoNumber where it could not be read
  check::WorldResult world;  // its graph borrows from `zones`
};

// The config's zones, in its order. `profiles` are borrowed by the result.
std::vector<ZoneFile> zone_files(const config::Config& config, std::span<const delegation::registry::Profile> profiles);

// As load_and_check of zone_loader.h for each file; `refused` heeds what was found between zones, too. Of what it
// takes beside the zones themselves, nothing is left when it returns.
WorldOutcome load_world(std::span<const ZoneFile> files, check::Reject refuse, const LoadOptions& options = {},
                        const WorldOptions& world = {});

}  // namespace bailiwick::publish
