// Words that the checks of signed zones share.
#pragma once

#include <optional>
#include <string>

#include "check/context.h"
#include "dnssec/type_bitmap.h"

namespace bailiwick::check {

// "the MX records of www.example.com".
std::string rrset_text(const zone::Zone& zone, zone::RRsetPlace rrset);

// What is wrong with `said`: "says that it has MX, which is not there; says nothing of TXT"; empty where nothing is.
std::string bitmap_fault(const std::optional<dnssec::Types>& said, const dnssec::Types& there);

}  // namespace bailiwick::check
