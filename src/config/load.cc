// load_file and load_text: read the octets, see that they are text, parse, read by the table, find the zones.
// Every step adds to the same findings; a step whose input is missing is left out.
#include "config/load.h"

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <expected>
#include <optional>
#include <utility>

#include "base/files.h"
#include "config/codes.h"
#include "config/document.h"
#include "config/reader.h"
#include "config/registries.h"
#include "config/report.h"
#include "config/zones_directory.h"

namespace bailiwick::config {

namespace {

std::string unreadable_help(int error) {
  if (error == ENOENT) return "name the right file with --config";
  if (error == EISDIR) return "name the file in it with --config";
  if (error == EACCES) return "let the user that runs bailiwick read it";
  return {};
}

}  // namespace

Loaded load_text(std::string_view text, const std::string& path) {
  Loaded loaded;
  if (text.size() > kLargestConfig) {
    report(loaded.findings, {.file = path, .label = {}}, kUnreadable,
           "larger than " + std::to_string(kLargestConfig) + " octets, which no config needs",
           "leave `zones` out, and the zones are the files in zones-directory");
    return loaded;
  }
  const std::optional<Node> root = parse_document(text, path, loaded.findings);
  if (!root) return loaded;
  const std::vector<std::string_view> failed = read_tree(*root, path, loaded);
  // Without knowing the directory, what is or is not in it says nothing.
  const bool directory_known = std::ranges::find(failed, "zones-directory") == failed.end();
  if (directory_known) {
    resolve_zones(path, loaded);
    resolve_registries(loaded);
  }
  return loaded;
}

Loaded load_file(const std::string& path) {
  const std::expected<std::string, int> text = base::read_file(path, kLargestConfig);
  if (text) return load_text(*text, path);
  Loaded loaded;
  report(loaded.findings, {.file = path, .label = {}}, kUnreadable,
         std::string("cannot read the config: ") + std::strerror(text.error()), unreadable_help(text.error()));
  return loaded;
}

}  // namespace bailiwick::config
