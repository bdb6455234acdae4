// Reads one large zone file in several parts at once. Each part starts at a line that begins with an owner, and assumes
// the $ORIGIN and $TTL that the file began with; it counts only if the part before it ends right there, with these. One
// that does not is thrown away, and the file is read on from the end of the first part, so what comes out is always
// what one Reader makes of the whole.
#pragma once

#include <string>

#include "load/source.h"
#include "load/zone_file.h"
#include "wire/name.h"
#include "zone/builder.h"

namespace bailiwick::load {

// Reads all of `source` into `builder`, and the findings and waivers into `loaded`.
void read_in_parts(Source& source, const std::string& path, wire::NameView origin, const Options& options,
                   zone::Builder& builder, Loaded& loaded);

}  // namespace bailiwick::load
