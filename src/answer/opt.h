// The OPT record of a reply (RFC 6891 §6.1) with the options that we send: NSID, a cookie, TCP keepalive, an
// extended error. None is padded: RFC 7830 §6 keeps that for encrypted transports.
#pragma once

#include "answer/answer.h"
#include "answer/plan.h"
#include "wire/query.h"
#include "wire/writer.h"

namespace bailiwick::answer {

struct OptReply {
  const wire::Edns& asked;
  const Settings& settings;
  const Cookie& cookie;
  base::Protocol protocol;
  wire::Rcode rcode;
  ExtendedError extended_error;
};

// Octets that put_opt would write; 0 if the query had no OPT (RFC 6891 §7: then the reply has none).
std::size_t opt_size(const OptReply& opt);
void put_opt(const OptReply& opt, wire::Writer& writer);

}  // namespace bailiwick::answer
