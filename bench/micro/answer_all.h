// What every benchmark of the answer path measures: queries answered in batches as large as UDP's, and the time of one
// answer as the counter `per_answer` (with the copy of the query into its buffer, which the kernel makes otherwise).
#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>
#include <vector>

#include "answer/answer.h"
#include "answer/zone_set.h"

namespace bailiwick::bench {

using Octets = std::vector<std::uint8_t>;

// Who asks: in turn these addresses, none being one that nobody knows; and with which limiter.
struct Askers {
  std::vector<Octets> clients = {{}};
  answer::RateLimiter* limiter = nullptr;
};

void answer_all(benchmark::State& state, const answer::ZoneSet& zones, const std::vector<Octets>& queries,
                const answer::Settings& settings = {}, const Askers& askers = {});

}  // namespace bailiwick::bench
