#include "publish/zone_loader.h"

#include <utility>

#include "publish/world_loader.h"

namespace bailiwick::publish {

ZoneOutcome load_and_check(const std::string& name, const std::string& file, check::Reject refuse,
                           const delegation::registry::Registration& registration, const LoadOptions& options) {
  const ZoneFile alone{name, file, registration};
  WorldOutcome world = load_world(std::span(&alone, 1), refuse, options);
  world.zones.front().findings.append(std::move(world.world.findings));
  return std::move(world.zones.front());
}

}  // namespace bailiwick::publish
