// Whether the test case that runs has failed so far: what a test started (support/process.h) then prints its output.
#pragma once

#include <atomic>

namespace bailiwick::support {

// Set by the doctest program's main (doctest_main.cc), and by nobody else.
inline std::atomic<bool> test_case_failed = false;

}  // namespace bailiwick::support
