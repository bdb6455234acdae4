// The name of a zone as an operator writes it, checked for form and brought to one spelling. RFC 1035 §2.3.4 (labels
// of at most 63 octets, names of at most 255) and §5.1 (escapes). No DNS beyond that is known here.
#pragma once

#include <string>
#include <string_view>

#include "config/values.h"

namespace bailiwick::config {

// Stores the name as ZoneEntry::name describes it. "example.com", "Example.COM." and "ex\097mple.com" are the same.
Stored parse_zone_name(std::string_view text, std::string& out);

// The file that a zone is in unless the config says otherwise: "example.com.zone", "root.zone" for the root; a slash
// in the name (RFC 2317) becomes "_".
std::string default_zone_file(std::string_view name);

}  // namespace bailiwick::config
