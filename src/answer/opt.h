// The OPT record of a reply (RFC 6891 §6.1) with the options that we send: NSID, a cookie, the zone's version, TCP
// keepalive, an extended error. None is padded: RFC 7830 §6 keeps that for encrypted transports.
#pragma once

#include <optional>

#include "answer/plan.h"
#include "answer/settings.h"
#include "base/exchange.h"
#include "wire/query.h"
#include "wire/writer.h"

namespace bailiwick::answer {

// RFC 9660 §2: the serial of the zone that the reply is from, and which of the zones above the name it is.
struct ZoneVersion {
  std::uint8_t labels = 0;  // of its origin, the root's not counted
  std::uint32_t serial = 0;
};

struct OptReply {
  const wire::Edns& asked;
  const Settings& settings;
  const Cookie& cookie;
  base::Protocol protocol;
  wire::Rcode rcode;
  ExtendedError extended_error = ExtendedError::None;
  std::optional<ZoneVersion> zone_version = std::nullopt;  // sent to who asks
};

// Octets that put_opt would write; 0 if the query had no OPT (RFC 6891 §7: then the reply has none).
std::size_t opt_size(const OptReply& opt);
void put_opt(const OptReply& opt, wire::Writer& writer);

}  // namespace bailiwick::answer
