// The file of registered hosts that the config names, read for the checks between zones.
#pragma once

#include <optional>
#include <string>

#include "check/reach/registered_hosts.h"
#include "config/config.h"

namespace bailiwick::publish {

struct RegisteredFile {
  std::optional<check::RegisteredHosts> hosts;  // none where the config names no file, or it cannot be read or has errors
  std::string text;                             // as it was read
  base::Findings findings;

  const check::RegisteredHosts* get() const { return hosts ? &*hosts : nullptr; }
};

RegisteredFile read_registered_hosts(const config::Config& config);

}  // namespace bailiwick::publish
