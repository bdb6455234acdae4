// Response rate limiting: no prefix of addresses gets more replies of one kind than so many a second, so that forged
// queries do not turn the server on a victim. One worker's own: a table of fixed size, no lock, no allocation.
#pragma once

#include <array>
#include <cstdint>
#include <memory>
#include <vector>

#include "base/address.h"
#include "base/bytes.h"
#include "base/siphash.h"

namespace bailiwick::answer {

// What is counted apart: one flood of answers should not take away the errors of others, and each kind has an abuse of
// its own.
enum class ReplyKind : std::uint8_t { Answer, NoData, NxDomain, Referral, Error };

struct RateLimit {
  bool enabled = true;
  std::uint32_t responses_per_second = 0;  // 0: no limit
  std::uint32_t slip = 2;  // one in so many replies beyond the limit is not dropped but truncated; 0: none
  std::uint8_t ipv4_bits = 24;
  std::uint8_t ipv6_bits = 56;  // at most 64
  bool dry_run = false;
  std::vector<base::Network> exempt;
  bool operator==(const RateLimit&) const = default;
};

class RateLimiter {
 public:
  enum class Verdict : std::uint8_t { Send, Truncate, Drop };
  using Place = std::uint64_t;  // of one prefix in the table

  // `key` is secret and random: who knew it could have a prefix share its place with others.
  explicit RateLimiter(const base::SipKey& key);

  // `client` has 4 or 16 octets.
  Place place_of(const RateLimit& limit, base::Bytes client) const;
  // Asks for the memory that judge() will need.
  void prefetch(Place place) const;
  // Counts one reply. `now_ns` does not go back. Prefixes that are exempt are not known here.
  Verdict judge(const RateLimit& limit, Place place, ReplyKind kind, std::uint64_t now_ns);

 private:
  // A bucket that is full again at `full_at`, and holds replies of one second.
  struct Entry {
    std::uint64_t full_at = 0;  // ns
    std::uint32_t tag = 0;      // which prefix and kind
    std::uint32_t beyond = 0;   // replies beyond the limit
  };
  static constexpr std::size_t kEntries = 4;
  static constexpr std::size_t kLines = std::size_t{1} << 14;  // 1 MiB
  struct alignas(64) Line {
    std::array<Entry, kEntries> entries;
  };

  Entry& entry_of(Place place, ReplyKind kind);

  base::SipKey key_;
  std::unique_ptr<Line[]> lines_;
};

}  // namespace bailiwick::answer
