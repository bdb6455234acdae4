// The limiter by a clock of the test's own: how much of what a prefix may get, and whom a flood leaves alone.
#include "answer/rate_limiter.h"

#include <doctest/doctest.h>

#include <random>

using namespace bailiwick;
using namespace bailiwick::answer;

namespace {

constexpr std::uint64_t kMs = 1'000'000;
constexpr std::uint64_t kStart = 1'000'000 * kMs;

using Address = std::vector<std::uint8_t>;
using Verdict = RateLimiter::Verdict;

class Flood {
 public:
  explicit Flood(RateLimit limit) : limit_(std::move(limit)) {}

  Verdict ask(const Address& client, std::uint64_t now_ns, ReplyKind kind = ReplyKind::Answer) {
    return limiter_.judge(limit_, limiter_.place_of(limit_, client), kind, now_ns);
  }
  // How many of `count` at once get their reply whole.
  int whole(const Address& client, int count, std::uint64_t now_ns, ReplyKind kind = ReplyKind::Answer) {
    int whole = 0;
    for (int i = 0; i < count; ++i) whole += ask(client, now_ns, kind) == Verdict::Send ? 1 : 0;
    return whole;
  }

 private:
  RateLimit limit_;
  RateLimiter limiter_{base::SipKey{1, 2, 3}};
};

const Address kClient = {192, 0, 2, 1};
const Address kNeighbour = {192, 0, 2, 254};
const Address kElsewhere = {192, 0, 3, 1};

Address v6(std::uint8_t seventh, std::uint8_t eighth) {
  return {0x20, 1, 0x0d, 0xb8, 0, 1, seventh, eighth, 0, 0, 0, 0, 0, 0, 0, 1};
}

}  // namespace

TEST_CASE("a second's replies at once, and then as many as the rate says") {
  Flood flood({.responses_per_second = 10});
  CHECK(flood.whole(kClient, 100, kStart) == 10);
  CHECK(flood.whole(kClient, 100, kStart + 99 * kMs) == 0);
  CHECK(flood.whole(kClient, 100, kStart + 100 * kMs) == 1);
  CHECK(flood.whole(kClient, 100, kStart + 600 * kMs) == 5);
  CHECK(flood.whole(kClient, 100, kStart + 3'600'000 * kMs) == 10);
  int whole = 0;
  for (std::uint64_t ms = 0; ms < 10'000; ++ms) whole += flood.whole(kClient, 3, kStart + (7'200'000 + ms) * kMs);
  CHECK(whole >= 10 + 99);
  CHECK(whole <= 10 + 100);
}

TEST_CASE("a client at the rate is never limited, whatever the rate") {
  for (const std::uint32_t rate : {1U, 3U, 1000U, 999'999U}) {
    Flood flood({.responses_per_second = rate});
    for (std::uint64_t i = 0; i < 5000; ++i)
      REQUIRE(flood.ask(kClient, kStart + i * (1000 * kMs / rate + 1)) == Verdict::Send);
  }
}

TEST_CASE("a prefix counts as one, another is not touched; so it is with the kinds of replies") {
  Flood flood({.responses_per_second = 10});
  CHECK(flood.whole(kClient, 6, kStart) == 6);
  CHECK(flood.whole(kNeighbour, 6, kStart) == 4);
  CHECK(flood.whole(kElsewhere, 6, kStart) == 6);
  for (const ReplyKind kind : {ReplyKind::NoData, ReplyKind::NxDomain, ReplyKind::Referral})
    CHECK(flood.whole(kClient, 100, kStart, kind) == 10);
  CHECK(flood.whole(v6(1, 1), 6, kStart) == 6);
  CHECK(flood.whole(v6(1, 2), 6, kStart) == 4);  // the same /56
  CHECK(flood.whole(v6(2, 1), 6, kStart) == 6);
}

TEST_CASE("prefixes of other lengths, down to one for all and up to single addresses") {
  Flood one({.responses_per_second = 10, .ipv4_bits = 1});
  CHECK(one.whole(kClient, 6, kStart) == 6);
  CHECK(one.whole({255, 0, 0, 1}, 6, kStart) == 4);
  CHECK(one.whole({127, 0, 0, 1}, 6, kStart) == 6);
  Flood single({.responses_per_second = 10, .ipv4_bits = 32, .ipv6_bits = 64});
  for (const Address& client : {kClient, kNeighbour, v6(1, 1), v6(1, 2)}) CHECK(single.whole(client, 9, kStart) == 9);
}

TEST_CASE("each slip-th reply beyond the limit is truncated") {
  for (const auto& [slip, expected] : {std::pair{0U, 0}, {1U, 60}, {2U, 30}, {3U, 20}}) {
    Flood flood({.responses_per_second = 1, .slip = slip});
    int truncated = 0;
    for (int i = 0; i < 61; ++i) truncated += flood.ask(kClient, kStart) == Verdict::Truncate ? 1 : 0;
    CHECK(truncated == expected);
  }
}

TEST_CASE("a flood from forged addresses all over does not free the prefix that is limited, nor limit the others") {
  Flood flood({.responses_per_second = 10});
  CHECK(flood.whole(kClient, 100, kStart) == 10);
  std::minstd_rand random(5);
  int limited = 0;
  for (int i = 0; i < 1'000'000; ++i) {
    const auto word = static_cast<std::uint32_t>(random());
    const Address forged = {static_cast<std::uint8_t>(1 + word % 120), static_cast<std::uint8_t>(word >> 8),
                            static_cast<std::uint8_t>(word >> 16), 1};
    limited += flood.ask(forged, kStart + 10 * kMs) == Verdict::Send ? 0 : 1;
  }
  CHECK(limited == 0);
  CHECK(flood.whole(kClient, 100, kStart + 10 * kMs) == 0);
}
