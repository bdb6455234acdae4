// The last stage of answering: the reply to a query of which all is known, written over it.
#pragma once

#include "answer/answer.h"
#include "answer/cookie.h"
#include "answer/zone_set.h"
#include "wire/query.h"

namespace bailiwick::answer {

// A query as far as it has come in its batch.
struct Pending {
  base::Exchange* exchange;
  wire::Query query;
  wire::QueryFault fault;
  wire::Rcode refused;           // NoError: it is answered
  Cookie cookie;                 // taken from the query before the reply is written over it
  bool is_handed_over = false;   // to the slow path; nothing is written
  bool from_zones = false;       // by the zone at or above its name: `entry`
  zone::HashedName qname;        // lowered and hashed, if from_zones
  const ZoneSet::Served* entry;  // null: no zone
  const LinkedAnswers* linked;   // the ready answers of that zone, null if there are none: `candidate` of them
  LinkedAnswers::Candidate candidate;
  bool is_limited = false;  // its reply counts for the limit of its prefix: `place`
  RateLimiter::Place place;
};

// Writes header, sections and OPT, or decides on silence, and counts.
void reply(const ZoneSet& zones, const Settings& settings, Pending& pending, const Context& context);

}  // namespace bailiwick::answer
