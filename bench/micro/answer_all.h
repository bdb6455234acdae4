// What every benchmark of the answer path measures: queries answered in batches as large as UDP's, and the time of one
// answer as the counter `per_answer` (with the copy of the query into its buffer, which the kernel makes otherwise).
#pragma once

#include <benchmark/benchmark.h>

#include <cstdint>
#include <vector>

#include "zone/zone_set.h"

namespace bailiwick::bench {

void answer_all(benchmark::State& state, const zone::ZoneSet& zones,
                const std::vector<std::vector<std::uint8_t>>& queries);

}  // namespace bailiwick::bench
