#include "config/control.h"

#include <filesystem>

#include "config/load.h"
#include "config/zones_directory.h"

namespace bailiwick::config {

std::string control_socket(const std::string& config_path) {
  const std::string socket = load_options(config_path).control_socket;
  return socket.empty() ? socket : absolute_path(std::filesystem::path(config_path).parent_path().string(), socket);
}

}  // namespace bailiwick::config
