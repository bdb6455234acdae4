#include "config/config.h"

namespace bailiwick::config {

check::Options check_options(const Config& config, base::UnixTime now) {
  check::Options options{.dnssec = config.checks.dnssec, .zonemd = config.checks.zonemd, .now = now};
  for (const base::Endpoint& endpoint : config.listen)
    if (!endpoint.address.is_unspecified()) options.own_addresses.push_back(endpoint.address);
  options.own_zones.reserve(config.zones.size());
  for (const ZoneEntry& zone : config.zones) options.own_zones.insert(wire::to_display(zone.name));
  return options;
}

}  // namespace bailiwick::config
