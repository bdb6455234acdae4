// Whether this program watches its every step (AddressSanitizer, ThreadSanitizer): inputs that are long for the sake of
// length may then be shorter, for the sanitizers look for other mistakes than the tests' numbers.
#pragma once

namespace bailiwick::support {

#if defined(__has_feature)
#if __has_feature(address_sanitizer) || __has_feature(thread_sanitizer)
#define BAILIWICK_SANITIZED
#endif
#endif
#ifdef BAILIWICK_SANITIZED
inline constexpr bool kSanitized = true;
#else
inline constexpr bool kSanitized = false;
#endif

}  // namespace bailiwick::support
