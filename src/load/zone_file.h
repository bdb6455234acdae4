// Reads a zone file (RFC 1035 §5, RFC 2308 §4 $TTL, $GENERATE, RFC 3597) into a zone. Every mistake becomes a finding
// with file:line:column and the offending text, and reading goes on behind it. Memory is bounded by the records, not
// the text.
#pragma once

#include <atomic>
#include <optional>
#include <string>
#include <vector>

#include "base/file_stamp.h"
#include "base/finding.h"
#include "base/waiver.h"
#include "wire/name.h"
#include "zone/builder.h"

namespace bailiwick::load {

struct Loaded {
  // The zone of all records that could be read; none only where `path` itself cannot be read (missing, a directory …).
  // Not fit to be served where the findings hold a Fatal one.
  std::optional<zone::Built> built;
  base::Findings findings;
  std::vector<base::Waiver> waivers;  // as the comments say; what they apply to is for the checks to judge
  std::vector<base::FileStamp> files;  // that were read, and included ones that could not be; that of the zone first
};

struct Options {
  std::size_t kept_per_code = base::Findings::kKeptPerCode;  // findings; more are counted only
  std::uint32_t max_ttl = 0;                          // seconds; a larger one in the file is an error. 0: any will do
  std::atomic<std::uint64_t>* octets_read = nullptr;  // grows while reading, for who shows progress
  std::size_t parts = 0;  // of the file, read at once; 0: as many as it is worth and as there are cores
};

// `path` is opened as given; places in the findings name it (and included files) as given.
Loaded load_zone_file(const std::string& path, wire::NameView origin, const Options& options = {});
// The same from text in memory; `path` is what findings call it and what relative $INCLUDEs start from. With an empty
// `path`, $INCLUDE is refused.
Loaded load_zone_text(std::string_view text, const std::string& path, wire::NameView origin,
                      const Options& options = {});

}  // namespace bailiwick::load
