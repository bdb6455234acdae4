// Zones from a root downwards, made from the table world/zones, signed when the test starts, and served by one
// bailiwick process for each address of a name server.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <vector>

#include "support/process.h"
#include "support/temp_dir.h"

namespace bailiwick::resolvers {

// One zone's text as a name server gets it.
struct ZoneText {
  std::string name;  // as a file and a config have it: "example.com", or "." for the root
  std::string text;
  std::vector<std::string> addresses;  // of its name servers
};

// What resolvers begin with.
struct Beginning {
  std::vector<std::string> hints;  // addresses of the root's name servers
  std::string anchor;              // the root's DNSKEY record; empty when nothing is signed
};

struct World {
  std::vector<ZoneText> zones;
  Beginning beginning;
};

// Reads the table in `folder` and makes its zones, with glue and DS records in the parents. Throws std::runtime_error
// when a signer fails.
World make_world(const std::string& folder, const support::TempDir& dir);

// A process for each address. Throws std::runtime_error with the log when one does not answer.
class NameServers {
 public:
  // `options`: further lines of each config.
  NameServers(const std::vector<ZoneText>& zones, const support::TempDir& dir, const std::string& options = "");
  bool all_running();
  std::string logs() const;

 private:
  std::map<std::string, std::unique_ptr<support::Process>> processes_;  // by address
};

// Writes a config and its zone files into a folder of their own below `dir`, for one name server or for `check`.
std::filesystem::path write_config(const std::string& folder, const std::vector<ZoneText>& zones,
                                   const std::string& lines, const support::TempDir& dir);

}  // namespace bailiwick::resolvers
