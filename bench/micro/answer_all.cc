// See answer_all.h.

#include "micro/answer_all.h"

#include <array>
#include <cstring>

#include "transport/udp.h"

namespace bailiwick::bench {

void answer_all(benchmark::State& state, const answer::ZoneSet& zones, const std::vector<Octets>& queries,
                const answer::Settings& settings, const Askers& askers) {
  metrics::Counters counters;
  constexpr std::size_t kBatch = transport::UdpBatch::kMessages;
  std::array<std::array<std::uint8_t, 1232>, kBatch> buffers;
  std::array<base::Exchange, kBatch> batch;
  std::size_t next = 0;
  std::size_t next_client = 0;
  base::Now now;
  std::size_t octets = 0;
  for (auto _ : state) {
    for (std::size_t i = 0; i < kBatch; ++i) {
      const auto& one = queries[next];
      if (++next == queries.size()) next = 0;
      std::memcpy(buffers[i].data(), one.data(), one.size());
      batch[i] = {.buffer = buffers[i], .query_size = one.size(), .client = askers.clients[next_client]};
      if (++next_client == askers.clients.size()) next_client = 0;
    }
    now.monotonic_ns += 300 * kBatch;
    answer::respond(zones, settings, batch, {.now = now, .counters = counters, .limiter = askers.limiter});
    for (const base::Exchange& exchange : batch) octets += exchange.reply_size;
  }
  benchmark::DoNotOptimize(octets);
  const auto answers = static_cast<double>(state.iterations() * kBatch);
  state.counters["reply_octets"] = static_cast<double>(octets) / answers;
  state.counters["per_answer"] = benchmark::Counter(answers, benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}

}  // namespace bailiwick::bench
