// Shared by the tests of the config room: a config text loaded beside a directory of zone files, and its findings.
#pragma once

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <vector>

#include "config/codes.h"
#include "config/load.h"
#include "wire/name.h"

namespace bailiwick::config {

// A directory of its own for each test; removed at the end.
class Sandbox {
 public:
  Sandbox() {
    std::string name = (std::filesystem::temp_directory_path() / "bailiwick-config-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    root_ = std::filesystem::canonical(name);
  }
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;
  ~Sandbox() {
    std::error_code ignored;
    std::filesystem::remove_all(root_, ignored);
  }

  std::string path(std::string_view name) const { return (root_ / name).string(); }
  void write(std::string_view name, std::string_view text = "") const {
    std::filesystem::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name, std::ios::binary) << text;
  }
  Loaded load(std::string_view text) const { return load_text(text, path("bailiwick.yaml")); }

 private:
  std::filesystem::path root_;
};

// Loads with one zone in place, so that nothing but the text can be wrong.
inline Loaded load_yaml(std::string_view text) {
  const Sandbox sandbox;
  sandbox.write("zones/example.com.zone");
  return sandbox.load(text);
}

// What is wrong with the config itself, then with what it names.
inline std::vector<base::Finding> all(const Loaded& loaded) {
  std::vector<base::Finding> findings = loaded.findings.kept();
  findings.insert(findings.end(), loaded.auxiliary.kept().begin(), loaded.auxiliary.kept().end());
  return findings;
}

// "line:column code message" of each finding, a line each; without the file, which differs from run to run.
inline std::string lines(const Loaded& loaded) {
  std::string out;
  for (const base::Finding& finding : all(loaded)) {
    const base::Place place = finding.places.empty() ? base::Place{} : finding.places.front();
    out += std::to_string(place.line) + ":" + std::to_string(place.column) + " " + finding.code + " " +
           finding.message + "\n";
  }
  return out;
}

// The only finding; fails the test when there are more or none.
inline base::Finding only(const Loaded& loaded) {
  INFO(lines(loaded));
  REQUIRE(loaded.findings.total() + loaded.auxiliary.total() == 1);
  return all(loaded).front();
}

inline base::Endpoint endpoint(std::string_view address, std::uint16_t port) {
  return {*base::Address::from_text(address), port};
}
inline std::string name_of(const ZoneEntry& zone) {
  return wire::to_display(zone.name);
}

inline bool contains(std::string_view text, std::string_view part) {
  return text.contains(part);
}

}  // namespace bailiwick::config
