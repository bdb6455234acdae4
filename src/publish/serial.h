// A10: secondaries fetch a zone only when its serial has risen (RFC 1034 §4.3.5, RFC 1982). The server compares with
// what it serves; `bailiwick check` with what the server published last, as state-directory has it
// (store/serial_log.h).
#pragma once

#include <cstdint>
#include <optional>
#include <string>

#include "base/finding.h"
#include "store/serial_log.h"
#include "zone/zone.h"

namespace bailiwick::publish {

// The finding about a zone whose serial did not rise though `has_changed`.
std::optional<base::Finding> compare_serials(std::uint32_t from, std::uint32_t to, bool has_changed,
                                             const std::string& zone, const std::string& file);
// The zone against what was published; none where that is not known.
std::optional<base::Finding> compare_with_published(const store::SerialLog& published, const zone::Zone& zone,
                                                    const std::string& file);

}  // namespace bailiwick::publish
