// Our own bugs: an assertion that stays on in release, prints where it failed and aborts.
// Never for input from outside: bad packets, files and commands are ordinary data.
#pragma once

#include <cstdio>
#include <cstdlib>

namespace bailiwick::base {
[[noreturn]] inline void assertion_failed(const char* condition, const char* file, int line) {
  std::fprintf(stderr, "bailiwick: internal error at %s:%d: %s\n", file, line, condition);
  std::abort();
}
}  // namespace bailiwick::base

#define BAILIWICK_ASSERT(condition) \
  ((condition) ? static_cast<void>(0) : ::bailiwick::base::assertion_failed(#condition, __FILE__, __LINE__))
