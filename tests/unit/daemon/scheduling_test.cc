#include "daemon/scheduling.h"

#include <doctest/doctest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>
#include <functional>
#include <thread>

using namespace bailiwick::daemon;

namespace {

// As sched_getattr(2) has it.
struct Attributes {
  std::uint32_t size, policy;
  std::uint64_t flags;
  std::int32_t nice;
  std::uint32_t priority;
  std::uint64_t slice_ns, deadline_ns, period_ns;
};

// What the kernel says of a thread that did `task`.
Attributes after(const std::function<void()>& task) {
  Attributes attributes{};
  std::thread([&] {
    task();
    CHECK(::syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0) == 0);
  }).join();
  return attributes;
}

}  // namespace

TEST_CASE("a thread that asks for short slices gets them where the kernel has them, and nothing else changes") {
  const Attributes before = after([] {});
  const Attributes asked = after(ask_for_short_slices);
  CHECK(asked.policy == before.policy);
  CHECK(asked.nice == before.nice);
  // A kernel before 6.12 tells of no slice at all.
  if (before.slice_ns != 0) CHECK(asked.slice_ns < before.slice_ns);
}

TEST_CASE("a thread that goes behind the workers keeps its policy, and so do those that it starts") {
  const Attributes before = after([] {});
  Attributes started{};
  const Attributes behind = after([&] {
    go_behind_workers();
    started = after([] {});
  });
  CHECK(behind.policy == before.policy);
  CHECK(behind.nice > before.nice);
  CHECK(started.nice == behind.nice);
}
