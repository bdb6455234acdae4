// The answer path allocates nothing: every question of every answer case is answered once more while allocations are
// counted. The counter itself is tested first, so that a silent counter cannot make this pass.
#include <doctest/doctest.h>

#include <algorithm>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include "allocation/count.h"
#include "answers/support/play.h"

namespace bailiwick {
namespace {

// The optimiser may remove an allocation that nobody looks at.
const void* volatile seen;
template <class Pointer>
Pointer keep(Pointer pointer) {
  seen = pointer;
  return pointer;
}

std::size_t limited = 0;

template <class Action>
std::size_t allocations_of(Action action) {
  const std::size_t before = allocation::count();
  action();
  return allocation::count() - before;
}

TEST_CASE("the counter sees every way to allocate") {
  CHECK(allocations_of([] {}) == 0);
  CHECK(allocations_of([] { std::free(keep(std::malloc(1))); }) == 1);
  CHECK(allocations_of([] { std::free(keep(std::calloc(1, 1))); }) == 1);
  if (allocation::counts_aligned()) CHECK(allocations_of([] { std::free(keep(std::aligned_alloc(64, 64))); }) == 1);
  CHECK(allocations_of([] { std::free(keep(std::realloc(keep(std::malloc(1)), 100000))); }) >= 2);
  CHECK(allocations_of([] { keep(std::make_unique<int>(1).get()); }) == 1);
  CHECK(allocations_of([] { keep(std::string(100, 'x').data()); }) == 1);
  CHECK(allocations_of([] { keep(std::vector<int>(10).data()); }) == 1);
}

// Three times, so that its reply is also dropped and shortened.
void check_limited(const answer::ZoneSet& zones, answer::Settings settings, const answers::Message& message) {
  static answer::RateLimiter limiter(base::SipKey{});
  static std::uint64_t now_ns = 0;
  metrics::Counters counters;
  now_ns += 10'000'000'000;
  settings.rate_limit.responses_per_second = 1;
  for (int i = 0; i < 3; ++i) {
    std::vector<std::uint8_t> buffer = message.bytes;
    buffer.resize(std::max<std::size_t>(buffer.size(), 4096));
    base::Exchange exchange{.buffer = buffer, .query_size = message.bytes.size(), .client = message.client};
    const answer::Context context{
        .now = {.unix_s = message.now.unix_s, .monotonic_ns = now_ns}, .counters = counters, .limiter = &limiter};
    CHECK(allocations_of([&] { answer::respond(zones, settings, {&exchange, 1}, context); }) == 0);
  }
  limited += counters.get(metrics::Counter::RateDropped) + counters.get(metrics::Counter::RateTruncated);
}

void check_question(const std::string& place, const answer::ZoneSet& zones, const answer::Settings& settings,
                    const answers::Message& message) {
  metrics::Counters counters;
  std::vector<std::uint8_t> buffer(65535);
  std::copy(message.bytes.begin(), message.bytes.end(), buffer.begin());
  base::Exchange exchange{.buffer = buffer,
                          .query_size = message.bytes.size(),
                          .protocol = message.tcp ? base::Protocol::Tcp : base::Protocol::Udp,
                          .client = message.client};
  const answer::Context context{.now = message.now, .counters = counters};
  const std::size_t allocations = allocations_of([&] { answer::respond(zones, settings, {&exchange, 1}, context); });
  INFO(place);
  CHECK(allocations == 0);
}

TEST_CASE("no question of any answer case makes the answer path allocate") {
  std::size_t questions = 0;
  for (const std::string& path : answers::case_files(ANSWER_CASES)) {
    const answers::Case c = answers::read_case(path);
    for (const bool linked : {false, true}) {
      const answer::ZoneSet zones = answers::load_zones(c, linked);
      for (const answers::Question& question : c.questions) {
        const std::string place = path + ":" + std::to_string(question.line);
        check_question(place, zones, c.settings, answers::build_message(question));
        check_limited(zones, c.settings, answers::build_message(question));
        ++questions;
      }
    }
  }
  CHECK(questions >= 600);
  CHECK(limited >= 1000);
}

}  // namespace
}  // namespace bailiwick
