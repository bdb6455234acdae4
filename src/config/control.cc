// Reads as load_text() does, and stops before the zones.
#include "config/control.h"

#include <filesystem>
#include <optional>

#include "base/files.h"
#include "config/load.h"
#include "config/document.h"
#include "config/reader.h"
#include "config/zones_directory.h"

namespace bailiwick::config {

std::string control_socket(const std::string& config_path) {
  Loaded loaded;
  const auto text = base::read_file(config_path, kLargestConfig);
  if (text && text->size() <= kLargestConfig) {
    const std::optional<Node> root = parse_document(*text, config_path, loaded.findings);
    if (root) read_tree(*root, config_path, loaded);
  }
  const std::string& socket = loaded.config.control_socket;
  return socket.empty() ? socket : absolute_path(std::filesystem::path(config_path).parent_path().string(), socket);
}

}  // namespace bailiwick::config
