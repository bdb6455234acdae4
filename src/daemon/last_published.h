// What the server published last of each zone, as far as its delegation goes, kept in state-directory for `bailiwick
// sheet`: SOA, NS and the addresses of the name servers inside the zone, as a zone file that people can read, and
// beside it the version before, whose name servers or addresses were others. A file is replaced whole or not at all.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <unordered_map>

#include "answer/zone_set.h"
#include "base/result.h"

namespace bailiwick::daemon {

struct PublishedVersion {
  std::shared_ptr<const zone::Zone> zone;
  std::string since;  // "2026-11-21 23:54 UTC": when it was published first
};

struct LastPublished {
  std::optional<PublishedVersion> now;     // none: nothing is known of the zone
  std::optional<PublishedVersion> before;  // with another delegation
};

// Fails where there is something that cannot be read; a damaged file is as good as none. Blocks on the file system.
base::Result<LastPublished> read_last_published(const std::string& directory, wire::NameView origin);

// The writing side; used by one thread at a time.
class PublishedKeeper {
 public:
  // Keeps what `zones` serves as what is published now. Writes only what has changed since it was kept last. Fails at
  // the first file that cannot be written; the next call tries again. With an empty `directory` nothing is kept.
  base::Result<void> keep(const std::string& directory, const answer::ZoneSet& zones);

 private:
  std::string directory_;
  std::unordered_map<std::string, std::size_t> kept_;  // by origin: the hash of the text that stands in its file
};

}  // namespace bailiwick::daemon
