// Random questions about a world: names that exist, that nearly exist, and that do not; all sorts of types and EDNS.
#pragma once

#include "differential/random.h"
#include "differential/world.h"
#include "support/ldns_client.h"

namespace bailiwick::differential {

struct Question {
  support::Query query;
  bool tcp = false;
};

Question random_question(Random& random, const World& world);

}  // namespace bailiwick::differential
