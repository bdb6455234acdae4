// Counters of one worker: written by that worker alone without a lock, read by anyone at any time, summed when read.
#pragma once

#include <array>
#include <atomic>
#include <cstdint>
#include <string_view>

namespace bailiwick::metrics {

enum class Counter : std::uint8_t {
  UdpQueries,
  TcpQueries,
  TcpConnections,
  TcpRefused,  // connections turned away or dropped at a limit
  Replies,
  Silence,       // messages that get no reply: responses, headers cut short
  Truncated,     // replies with TC
  SendFailures,  // replies that the kernel would not take
  NoError,
  FormErr,
  ServFail,
  NxDomain,
  NotImp,
  Refused,
  BadCookie,
  OtherRcode,
  CookiesGood,  // queries with a server cookie that is
  CookiesBad,   // and that is not
  RateDropped,  // replies beyond the rate limit that are not sent
  RateTruncated,
  RateDryRun,       // what these two would have been
  SlowPathDropped,  // messages for which the queue of the slow path had no room
};
inline constexpr std::size_t kCounterCount = static_cast<std::size_t>(Counter::SlowPathDropped) + 1;

// "udp_queries" and so on.
std::string_view counter_name(Counter counter);

class alignas(64) Counters {
 public:
  // Only from the worker that owns them.
  void add(Counter counter, std::uint64_t n = 1) {
    auto& value = values_[static_cast<std::size_t>(counter)];
    value.store(value.load(std::memory_order_relaxed) + n, std::memory_order_relaxed);
  }
  std::uint64_t get(Counter counter) const {
    return values_[static_cast<std::size_t>(counter)].load(std::memory_order_relaxed);
  }

 private:
  std::array<std::atomic<std::uint64_t>, kCounterCount> values_{};
};

}  // namespace bailiwick::metrics
