// Bailiwick beside its peers, all with the one small zone, for as long as a test lasts.
#pragma once

#include <chrono>
#include <memory>
#include <stdexcept>
#include <vector>

#include "differential/servers.h"
#include "hostile/target.h"

namespace bailiwick::hostile {

struct SideBySide {
  SideBySide() {
    for (const char* peer : {"nsd", "knotd"})
      if (!support::find_program(peer))
        throw std::runtime_error(std::string(peer) + " is not installed: nothing to compare with");
    const differential::World world{{{"example.", kZone}}, {}};
    servers.push_back(differential::Server::bailiwick(dir, world, BAILIWICK_BINARY));
    servers.push_back(differential::Server::nsd(dir, world));
    servers.push_back(differential::Server::knot(dir, world));
    // nsd says nothing to its sender after a hundred errors in a second.
    for (const auto& server : servers)
      targets.push_back(
          std::make_unique<Target>(server->port(), std::chrono::milliseconds(server->name() == "nsd" ? 11 : 0)));
  }

  support::TempDir dir{"hostile"};
  std::vector<std::unique_ptr<differential::Server>> servers;  // ours first
  std::vector<std::unique_ptr<Target>> targets;                // in the same order
};

}  // namespace bailiwick::hostile
