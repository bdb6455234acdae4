// fnmatch(3) compares; the directory is listed as zones-directory is.
#include "config/include.h"

#include <fnmatch.h>

#include <algorithm>

#include "base/files.h"
#include "config/codes.h"
#include "config/report.h"
#include "config/text.h"
#include "config/zones_directory.h"

namespace bailiwick::config {

namespace {

constexpr std::string_view kWildcards = "*?[";

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

void warn(const base::Place& place, std::string message, std::string help, base::Findings& findings) {
  findings.add({.level = base::Level::Warning,
                .code = kUnreadable,
                .subject = {},
                .message = std::move(message),
                .places = {place},
                .help = std::move(help),
                .notes = {}});
}

}  // namespace

std::vector<std::string> files_of(const Include& include, const std::string& directory, base::Findings& findings,
                                  std::vector<std::string>& directories) {
  const std::string path = absolute_path(directory, include.pattern);
  const std::string name(file_name(path));
  const std::string folder = path.substr(0, path.size() - name.size());
  if (folder.find_first_of(kWildcards) != std::string::npos) {
    report(findings, include.place, kUnreadable,
           "include: " + quote(include.pattern) + " has a wildcard in a directory",
           "write * and ? in the name of the file only, as in conf.d/*.yaml");
    return {};
  }
  if (name.find_first_of(kWildcards) == std::string::npos) return {path};
  auto paths = base::list_files(folder, "");
  if (!paths && paths.error() == std::errc::no_such_file_or_directory) {
    warn(include.place, "include: the directory " + quote(folder, kLongestPathQuote) + " does not exist",
         "create it, or delete the line", findings);
    return {};
  }
  if (!paths) {
    report(findings, include.place, kUnreadable,
           "include: cannot list " + quote(folder, kLongestPathQuote) + ": " + paths.error().message(),
           "let the user that runs bailiwick read it");
    return {};
  }
  directories.push_back(folder);
  std::erase_if(*paths, [&](const std::string& one) {
    return ::fnmatch(name.c_str(), std::string(file_name(one)).c_str(), FNM_PERIOD) != 0;
  });
  std::ranges::sort(*paths);
  return std::move(*paths);
}

}  // namespace bailiwick::config
