// A directory of zone files that goes when the test ends, and the zones to put there.
#pragma once

#include <doctest/doctest.h>
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "config/load.h"

namespace bailiwick::support {

inline std::string soa(unsigned serial) {
  return "$TTL 3600\n@ SOA ns1 hostmaster " + std::to_string(serial) + " 14400 3600 1209600 3600\n";
}
inline std::string good_zone(unsigned serial) {
  return soa(serial) + "@ NS ns1\nns1 A 192.0.2.1\n";
}
// To find ns1 one must ask ns1.
inline std::string circular_zone(unsigned serial) {
  return soa(serial) + "@ NS ns1\n";
}

class ZoneFiles {
 public:
  ZoneFiles() {
    std::string name = (std::filesystem::temp_directory_path() / "bailiwick-XXXXXX").string();
    REQUIRE(mkdtemp(name.data()) != nullptr);
    directory_ = name;
  }
  ~ZoneFiles() {
    std::error_code ignored;
    std::filesystem::remove_all(directory_, ignored);
  }
  ZoneFiles(const ZoneFiles&) = delete;
  ZoneFiles& operator=(const ZoneFiles&) = delete;

  std::string path(const std::string& zone) const { return (directory_ / (zone + ".zone")).string(); }
  void write(const std::string& zone, const std::string& text) const { std::ofstream(path(zone)) << text; }
  void remove(const std::string& zone) const { std::filesystem::remove(path(zone)); }

  config::Config config(const std::vector<std::string>& zones) const {
    config::Config config;
    for (const std::string& zone : zones)
      config.zones.push_back({.name = *wire::Name::from_text(zone), .file = path(zone), .registrar = {}, .place = {}});
    return config;
  }
  // As a file for Service::reload; `more` is further YAML. Nothing is limited: tests ask faster than any resolver.
  std::string write_config(const std::string& more) const {
    const std::string file = (directory_ / "bailiwick.yaml").string();
    std::ofstream(file) << "user: \"\"\nstate-directory: \"\"\nzones-directory: .\n"
                           "rate-limit: {enabled: false}\n"
                        << more;
    return file;
  }

 private:
  std::filesystem::path directory_;
};

}  // namespace bailiwick::support
