#include "base/large_memory.h"

#include <sys/mman.h>

#include <cstdlib>

namespace bailiwick::base {
namespace {

constexpr std::size_t kPage = std::size_t{2} << 20;
constexpr std::size_t kLarge = 2 * kPage;

std::size_t whole_pages(std::size_t octets) {
  return (octets + kPage - 1) / kPage * kPage;
}

// Maps one page more than needed, and gives back what lies before and behind the pages.
void* map_pages(std::size_t octets) {
  const std::size_t size = whole_pages(octets);
  void* mapped = ::mmap(nullptr, size + kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  if (mapped == MAP_FAILED) throw std::bad_alloc();
  const auto begin = reinterpret_cast<std::uintptr_t>(mapped);
  const std::size_t before = whole_pages(begin) - begin;
  std::uint8_t* pages = static_cast<std::uint8_t*>(mapped) + before;
  if (before > 0) ::munmap(mapped, before);
  ::munmap(pages + size, kPage - before);
  ::madvise(pages, size, MADV_HUGEPAGE);  // a wish: without such pages small ones do
  return pages;
}

}  // namespace

void* allocate_large(std::size_t octets) {
  return octets < kLarge ? ::operator new(octets) : map_pages(octets);
}

void free_large(void* memory, std::size_t octets) noexcept {
  if (memory == nullptr) return;
  if (octets < kLarge) return ::operator delete(memory);
  ::munmap(memory, whole_pages(octets));
}

void free_beginning(void* memory, std::size_t beginning, std::size_t octets) noexcept {
  if (octets >= kLarge) ::madvise(memory, beginning / kPage * kPage, MADV_DONTNEED);
}

}  // namespace bailiwick::base
