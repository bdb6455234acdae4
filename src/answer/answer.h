// Queries' bytes in, replies' bytes out (RFC 1034 §4.3.2 and what came after). Opens no socket, takes no lock,
// allocates nothing, throws nothing; any bytes are fine as a query.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

#include "answer/rate_limiter.h"
#include "answer/settings.h"
#include "answer/zone_set.h"
#include "base/clock.h"
#include "base/exchange.h"
#include "metrics/counters.h"

namespace bailiwick::answer {

// What the worker that asks brings along for a batch.
struct Context {
  base::Now now;
  metrics::Counters& counters;
  RateLimiter* limiter = nullptr;  // its own; null: nothing is limited
};

// Answers a batch: each reply over its query, reply_size 0 for a message that gets none. Each buffer has room for 512
// octets at least.
void respond(const ZoneSet& zones, const Settings& settings, std::span<base::Exchange> batch, Context context);

}  // namespace bailiwick::answer
