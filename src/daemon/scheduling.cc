#include "daemon/scheduling.h"

#include <sched.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cstdint>

namespace bailiwick::daemon {
namespace {

constexpr int kBehindWorkers = 10;
constexpr std::uint64_t kShortSlice_ns = 100'000;  // the shortest that there is

// As the kernel has it (sched_setattr(2)): glibc 2.36 does not know it, and the kernel's own header does not go with
// glibc's <sched.h>.
struct SchedulingAttributes {
  std::uint32_t size = sizeof(SchedulingAttributes);
  std::uint32_t policy = SCHED_OTHER;
  std::uint64_t flags = 0;
  std::int32_t nice = 0;
  std::uint32_t priority = 0;
  std::uint64_t slice_ns = 0;  // where the policy is SCHED_OTHER
  std::uint64_t deadline_ns = 0;
  std::uint64_t period_ns = 0;
};

}  // namespace

void ask_for_short_slices() {
  SchedulingAttributes attributes;
  if (::syscall(SYS_sched_getattr, 0, &attributes, sizeof attributes, 0) != 0 || attributes.policy != SCHED_OTHER)
    return;  // whoever started us chose another policy
  attributes.slice_ns = kShortSlice_ns;
  ::syscall(SYS_sched_setattr, 0, &attributes, 0);
}

void go_behind_workers() {
  ::setpriority(PRIO_PROCESS, static_cast<id_t>(::gettid()), kBehindWorkers);
}

}  // namespace bailiwick::daemon
