// A prefix has its line of the table, and the kinds of replies to it their entries there. A new one takes the entry
// whose bucket is the fullest: that is the one which loses least, so that a flood from forged addresses all over the
// place cannot push out the one that is being limited.
#include "answer/rate_limiter.h"

#include <algorithm>

namespace bailiwick::answer {
namespace {

constexpr std::uint64_t kSecond = 1'000'000'000;

// The first `bits` bits of the 64 of `value`.
std::uint64_t masked(std::uint64_t value, unsigned bits) {
  return bits == 0 ? 0 : value & ~std::uint64_t{0} << (64 - bits);
}

std::uint64_t load64(const std::uint8_t* p) {
  return std::uint64_t{base::load32(p)} << 32 | base::load32(p + 4);
}

}  // namespace

RateLimiter::RateLimiter(const base::SipKey& key) : key_(key), lines_(std::make_unique<Line[]>(kLines)) {}

RateLimiter::Place RateLimiter::place_of(const RateLimit& limit, base::Bytes client) const {
  // No IPv6 client has an address that starts with 32 ones: those are for multicast (RFC 4291 §2.7).
  constexpr std::uint64_t kIpv4 = ~std::uint64_t{0} << 32;
  const std::uint64_t prefix = client.size() == 4 ? masked(kIpv4 | base::load32(client.data()), 32U + limit.ipv4_bits)
                                                  : masked(load64(client.data()), limit.ipv6_bits);
  std::array<std::uint8_t, 8> octets;
  base::store32(octets.data(), static_cast<std::uint32_t>(prefix >> 32));
  base::store32(octets.data() + 4, static_cast<std::uint32_t>(prefix));
  return base::siphash(key_, octets);
}

void RateLimiter::prefetch(Place place) const {
  __builtin_prefetch(&lines_[place % kLines]);
}

RateLimiter::Entry& RateLimiter::entry_of(Place place, ReplyKind kind) {
  // Other bits than those that chose the line; zero is an entry that nobody has.
  const auto tag = static_cast<std::uint32_t>((place >> 32 & ~std::uint64_t{7}) | (static_cast<unsigned>(kind) + 1));
  Line& line = lines_[place % kLines];
  Entry* fullest = line.entries.data();
  for (Entry& entry : line.entries) {
    if (entry.tag == tag) return entry;
    if (entry.full_at < fullest->full_at) fullest = &entry;
  }
  *fullest = {.tag = tag};
  return *fullest;
}

RateLimiter::Verdict RateLimiter::judge(const RateLimit& limit, Place place, ReplyKind kind, std::uint64_t now_ns) {
  Entry& entry = entry_of(place, kind);
  const std::uint64_t full_at = std::max(entry.full_at, now_ns) + kSecond / limit.responses_per_second;
  if (full_at <= now_ns + kSecond) {
    entry.full_at = full_at;
    return Verdict::Send;
  }
  ++entry.beyond;
  return limit.slip != 0 && entry.beyond % limit.slip == 0 ? Verdict::Truncate : Verdict::Drop;
}

}  // namespace bailiwick::answer
