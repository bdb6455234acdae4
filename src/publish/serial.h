// A10: secondaries fetch a zone only when its serial has risen (RFC 1034 §4.3.5, RFC 1982). The server compares with
// what it serves; `bailiwick check` with what the server wrote into state-directory: of each zone that it serves the
// serial, and a hash of the records.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "answer/zone_set.h"
#include "base/finding.h"
#include "base/result.h"

namespace bailiwick::publish {

struct PublishedSerial {
  std::uint32_t serial = 0;
  std::uint64_t records = 0;  // a hash
};

// By the zone's name, as wire::to_text writes it in lower case.
using PublishedSerials = std::map<std::string, PublishedSerial, std::less<>>;

// The finding about a zone whose serial did not rise though `has_changed`.
std::optional<base::Finding> compare_serials(std::uint32_t from, std::uint32_t to, bool has_changed,
                                             const std::string& zone, const std::string& file);
// The zone against what was published; none where that is not known.
std::optional<base::Finding> compare_with_published(const PublishedSerials& published, const zone::Zone& zone,
                                                    const std::string& file);

// Empty where nothing was written yet, or with an empty `directory`. Blocks on the file system.
base::Result<PublishedSerials> read_published_serials(const std::string& directory);
// Zones that are not in the set are forgotten. The folder must be there.
base::Result<void> write_published_serials(const std::string& directory, const answer::ZoneSet& zones);

}  // namespace bailiwick::publish
