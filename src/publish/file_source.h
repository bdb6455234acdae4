// Zone files as a source of candidates: read, and checked as far as one zone alone can be.
#pragma once

#include <span>

#include "publish/candidate.h"

namespace bailiwick::publish {

// Reads the file of the zone. Blocks on the file system and takes as long as the zone is large. Throws nothing: running
// out of memory is a finding too.
Candidate read_candidate(const ZoneFile& file, const LoadOptions& options);

// Adds what is found in the zone alone, and what the rules of its registry say. Throws nothing.
void check_alone(const ZoneFile& file, const LoadOptions& options, Candidate& candidate);

// Whether what was made of these files, that of the zone first, is surely what reading them now would give.
bool is_current(const ZoneFile& file, std::span<const base::FileStamp> files, std::int64_t read_at_ns);

}  // namespace bailiwick::publish
