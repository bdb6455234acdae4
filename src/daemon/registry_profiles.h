// From the registry profiles of the config, built in and its own, to what the checks want to be told.
#pragma once

#include <vector>

#include "config/config.h"
#include "delegation/registry/profile.h"

namespace bailiwick::daemon {

// Reads those that are built in anew: once a load of all zones, not once a zone.
std::vector<delegation::registry::Profile> registry_profiles(const config::Config& config);

}  // namespace bailiwick::daemon
