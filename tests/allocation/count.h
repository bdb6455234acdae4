// Counts the calls of this thread for heap memory: malloc and its relatives, and through them operator new.
#pragma once

#include <cstddef>

namespace bailiwick::allocation {

// Allocations of the calling thread so far.
std::size_t count();
// Whether aligned_alloc and the like are counted: ThreadSanitizer does not report them.
bool counts_aligned();

}  // namespace bailiwick::allocation
