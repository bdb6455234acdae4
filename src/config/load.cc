// load_file and load_text: read the octets, see that they are text, parse, read by the table, then the files that it
// includes, and at last find the zones and the registry profiles. Every step adds to the same findings; a step whose
// input is missing is left out.
#include "config/load.h"

#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <expected>
#include <map>
#include <optional>
#include <utility>

#include "base/files.h"
#include "config/codes.h"
#include "config/document.h"
#include "config/include.h"
#include "config/reader.h"
#include "config/registries.h"
#include "config/report.h"
#include "config/text.h"
#include "config/zones_directory.h"

namespace bailiwick::config {

namespace {

constexpr unsigned kDeepestInclude = 8;
constexpr std::size_t kMostFiles = 10'000;

std::string unreadable_help(int error) {
  if (error == ENOENT) return "name the right file with --config";
  if (error == EISDIR) return "name the file in it with --config";
  if (error == EACCES) return "let the user that runs bailiwick read it";
  return {};
}

std::string directory_of(const std::string& path) {
  return path.substr(0, path.rfind('/') + 1);
}

// Opening another kind of file (a named pipe, a terminal) could wait for ever.
std::expected<std::string, int> read_regular_file(const std::string& path) {
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0) return std::unexpected(errno);
  if (S_ISDIR(status.st_mode)) return std::unexpected(EISDIR);
  if (!S_ISREG(status.st_mode)) return std::unexpected(EINVAL);
  return base::read_file(path, kLargestConfig);
}

class Loader {
 public:
  explicit Loader(Loaded& out, const Config* in_effect = nullptr)
      : reading_{out, {}, {}, {}}, out_(out), in_effect_(in_effect) {}

  void read(std::string_view text, const std::string& path, unsigned depth);
  void resolve(const std::string& path);

 private:
  void include(const Include& include, const std::string& from, unsigned depth);
  void include_file(const std::string& path, const base::Place& place, unsigned depth);

  Reading reading_;
  Loaded& out_;
  const Config* in_effect_;
  std::size_t octets_ = 0;
  std::map<std::string, base::Place> included_;  // which file where; none is read twice, so that no circle is followed
};

void Loader::read(std::string_view text, const std::string& path, unsigned depth) {
  octets_ += text.size();
  if (octets_ > kLargestConfig) {
    report(out_.findings, {.file = path, .label = {}}, kUnreadable,
           "larger than " + std::to_string(kLargestConfig) + " octets, which no config needs",
           "leave `zones` out, and the zones are the files in zones-directory");
    return;
  }
  out_.sources.push_back(path);
  const std::optional<Node> root = parse_document(text, path, out_.findings);
  if (!root) return;
  read_tree(*root, path, reading_);
  for (const Include& one : std::exchange(reading_.includes, {})) include(one, path, depth);
}

void Loader::include(const Include& include, const std::string& from, unsigned depth) {
  if (depth == kDeepestInclude)
    return report(out_.findings, include.place, kUnreadable,
                  "include: more than " + std::to_string(kDeepestInclude) + " files include one another",
                  "include the files from one file");
  for (const std::string& path : files_of(include, directory_of(from), out_.findings, out_.sources))
    include_file(path, include.place, depth + 1);
}

void Loader::include_file(const std::string& path, const base::Place& place, unsigned depth) {
  const auto [first, is_new] = included_.emplace(path, place);
  if (!is_new || path == out_.sources.front()) {
    base::Place earlier = is_new ? base::Place{.file = path, .label = {}} : first->second;
    earlier.label = is_new ? "the file itself" : "first included here";
    out_.findings.add({.level = base::Level::Error,
                       .code = kDuplicateKey,
                       .subject = {},
                       .message = "include: " + quote(path, kLongestPathQuote) + " is included twice",
                       .places = {place, std::move(earlier)},
                       .help = "include each file once",
                       .notes = {}});
    return;
  }
  if (out_.sources.size() >= kMostFiles)
    return report(out_.findings, place, kUnreadable, "include: more than " + std::to_string(kMostFiles) + " files",
                  "put what belongs together into one file");
  if (octets_ > kLargestConfig) return;  // which has been said
  const std::expected<std::string, int> text = read_regular_file(path);
  if (text) return read(*text, path, depth);
  out_.sources.push_back(path);
  report(
      out_.findings, place, kUnreadable,
      "include: cannot read " + quote(path, kLongestPathQuote) + ": " + std::strerror(text.error()),
      text.error() == EACCES ? "let the user that runs bailiwick read it" : "write the right path, or delete the line");
}

void Loader::resolve(const std::string& path) {
  // Without knowing the directory, what is or is not in it says nothing.
  const bool directory_known = std::ranges::find(reading_.failed, "zones-directory") == reading_.failed.end();
  if (!directory_known) return;
  resolve_zones(path, out_);
  resolve_registries(out_, in_effect_);
}

}  // namespace

Loaded load_text(std::string_view text, const std::string& path, const Config* in_effect) {
  Loaded loaded;
  Loader loader(loaded, in_effect);
  loader.read(text, path, 0);
  if (loaded.findings.count(kNotYaml) == 0 && !loaded.sources.empty()) loader.resolve(path);
  return loaded;
}

Loaded load_file(const std::string& path, const Config* in_effect) {
  const std::expected<std::string, int> text = base::read_file(path, kLargestConfig);
  if (text) return load_text(*text, path, in_effect);
  Loaded loaded;
  report(loaded.findings, {.file = path, .label = {}}, kUnreadable,
         std::string("cannot read the config: ") + std::strerror(text.error()), unreadable_help(text.error()));
  return loaded;
}

Config load_options(const std::string& path) {
  Loaded loaded;
  if (const auto text = base::read_file(path, kLargestConfig)) Loader(loaded).read(*text, path, 0);
  return std::move(loaded.config);
}

}  // namespace bailiwick::config
