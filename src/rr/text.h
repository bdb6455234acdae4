// Rdata as a zone file has it, for messages and for the zone writer: by its fields where the type's text form is these
// in order, else in the form of RFC 3597 §5. Names in it are absolute, escapes as in RFC 1035 §5.1, case as it is, so
// that reading it gives the same octets.
#pragma once

#include <string>

#include "base/bytes.h"
#include "rr/type.h"

namespace bailiwick::rr {

// `rdata` is well formed. "192.0.2.1", "10 mail.example.com.", "\# 4 0A000001".
std::string rdata_text(Type type, base::Bytes rdata);
// Appends what `rdata_text` returns.
void append_rdata_text(std::string& out, Type type, base::Bytes rdata);
// Appends type and rdata, "A 192.0.2.1", as any server can read them: a type whose mnemonic some servers do not know,
// or whose text they read otherwise, is written as in "TYPE26 \# 4 00010000".
void append_type_and_rdata(std::string& out, Type type, base::Bytes rdata);

}  // namespace bailiwick::rr
