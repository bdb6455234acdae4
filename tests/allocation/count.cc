// Without a sanitizer this program brings its own malloc family, which counts and hands on to glibc's. A sanitizer has
// its own already, and calls a hook instead.
#include "allocation/count.h"

#include <cerrno>
#include <cstdint>
#include <cstdlib>

#if defined(__has_feature)
#define BAILIWICK_HAS_FEATURE(x) __has_feature(x)
#else
#define BAILIWICK_HAS_FEATURE(x) 0
#endif

namespace {
thread_local std::size_t allocations = 0;
}

#if defined(__SANITIZE_THREAD__) || BAILIWICK_HAS_FEATURE(thread_sanitizer)
#define BAILIWICK_COUNTS_ALIGNED false
#else
#define BAILIWICK_COUNTS_ALIGNED true
#endif

namespace bailiwick::allocation {
std::size_t count() {
  return allocations;
}
bool counts_aligned() {
  return BAILIWICK_COUNTS_ALIGNED;
}
}  // namespace bailiwick::allocation

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__) || BAILIWICK_HAS_FEATURE(address_sanitizer) || \
    BAILIWICK_HAS_FEATURE(thread_sanitizer) || BAILIWICK_HAS_FEATURE(memory_sanitizer)

extern "C" int __sanitizer_install_malloc_and_free_hooks(void (*malloc_hook)(const volatile void*, std::size_t),
                                                         void (*free_hook)(const volatile void*));

namespace {
void on_malloc(const volatile void*, std::size_t) {
  ++allocations;
}
void on_free(const volatile void*) {}
[[maybe_unused]] const int installed = __sanitizer_install_malloc_and_free_hooks(on_malloc, on_free);
}  // namespace

#else

// What glibc calls its own functions.
extern "C" {
void* __libc_malloc(std::size_t size);
void* __libc_calloc(std::size_t count, std::size_t size);
void* __libc_realloc(void* old, std::size_t size);
void* __libc_memalign(std::size_t alignment, std::size_t size);

void* malloc(std::size_t size) noexcept {
  ++allocations;
  return __libc_malloc(size);
}
void* calloc(std::size_t count, std::size_t size) noexcept {
  ++allocations;
  return __libc_calloc(count, size);
}
void* realloc(void* old, std::size_t size) noexcept {
  ++allocations;
  return __libc_realloc(old, size);
}
void* memalign(std::size_t alignment, std::size_t size) noexcept {
  ++allocations;
  return __libc_memalign(alignment, size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) noexcept {
  ++allocations;
  return __libc_memalign(alignment, size);
}
int posix_memalign(void** out, std::size_t alignment, std::size_t size) noexcept {
  ++allocations;
  *out = __libc_memalign(alignment, size);
  return *out == nullptr ? ENOMEM : 0;
}
}

#endif
