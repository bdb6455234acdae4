// Rdata as a zone file has it, for messages: by its fields where the type's text form is these in order, else in the
// form of RFC 3597 §5.
#pragma once

#include <string>

#include "base/bytes.h"
#include "rr/type.h"

namespace bailiwick::rr {

// `rdata` is well formed. "192.0.2.1", "10 mail.example.com.", "\# 4 0A000001".
std::string rdata_text(Type type, base::Bytes rdata);

}  // namespace bailiwick::rr
