// Class CH: who answers here (RFC 4892), as far as the operator lets it be known.
#pragma once

#include "answer/settings.h"
#include "wire/query.h"
#include "wire/writer.h"

namespace bailiwick::answer {

// Writes the answer to version.bind, version.server, id.server or hostname.bind TXT; the rcode is Refused for any other
// question and for what is not configured. Sets `answers` to the records written.
wire::Rcode answer_chaos(const wire::Query& query, const Settings& settings, wire::Writer& writer,
                         std::uint16_t& answers);

}  // namespace bailiwick::answer
