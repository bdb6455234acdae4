// Memory for the large and long-lived: from a few MiB on it comes from the system itself, in 2 MiB pages where those
// are to be had, because look-ups at random miss the TLB less there, and because all of it goes back to the system when
// it is given up, however the heap looks by then. What was never touched costs nothing. Smaller pieces come from the
// heap.
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <limits>
#include <memory>
#include <new>
#include <span>
#include <type_traits>
#include <utility>

namespace bailiwick::base {

// Throws std::bad_alloc. The octets are not set to anything.
void* allocate_large(std::size_t octets);
// `octets` as allocated; null is fine.
void free_large(void* memory, std::size_t octets) noexcept;

// Gives the first octets of what was allocated back to the system, as far as they fill pages of their own; they must
// not be looked at any more. `octets` are as allocated.
void free_beginning(void* memory, std::size_t beginning, std::size_t octets) noexcept;

// A growing array of what can be copied octet by octet.
template <class T>
class LargeArray {
  static_assert(std::is_trivially_copyable_v<T>);

 public:
  LargeArray() = default;
  LargeArray(LargeArray&& other) noexcept { swap(other); }
  LargeArray& operator=(LargeArray&& other) noexcept {
    LargeArray(std::move(other)).swap(*this);
    return *this;
  }
  ~LargeArray() { free_large(data_, capacity_ * sizeof(T)); }

  std::size_t size() const { return size_; }
  bool empty() const { return size_ == 0; }
  std::size_t capacity() const { return capacity_; }
  T* data() { return data_; }
  const T* data() const { return data_; }
  T* begin() { return data_; }
  const T* begin() const { return data_; }
  T* end() { return data_ + size_; }
  const T* end() const { return data_ + size_; }
  T& operator[](std::size_t i) { return data_[i]; }
  const T& operator[](std::size_t i) const { return data_[i]; }
  T& back() { return data_[size_ - 1]; }

  void reserve(std::size_t capacity) {
    if (capacity > capacity_) move_to(capacity);
  }
  void shrink_to_fit() {
    if (size_ < capacity_) move_to(size_);
  }
  void push_back(T item) {  // by value: it may be one of these
    *add(1) = item;
  }
  void append(const T* items, std::size_t count) {
    if (count > 0) std::memcpy(static_cast<void*>(add(count)), items, count * sizeof(T));
  }
  // Before the item number `at`.
  void insert(std::size_t at, const T* items, std::size_t count) {
    add(count);
    std::memmove(static_cast<void*>(data_ + at + count), data_ + at, (size_ - count - at) * sizeof(T));
    std::memcpy(static_cast<void*>(data_ + at), items, count * sizeof(T));
  }
  // New items are all of octets `fill`.
  void resize(std::size_t size, std::uint8_t fill = 0) {
    if (size > size_) {
      const std::size_t more = size - size_;
      std::memset(static_cast<void*>(add(more)), fill, more * sizeof(T));
    }
    size_ = size;
  }
  // Calls take(items) for all items, some at a time, and gives back their memory as it goes. The array is empty then.
  template <class Take>
  void drain(Take take) {
    constexpr std::size_t kAtOnce = std::max<std::size_t>(1, (std::size_t{4} << 20) / sizeof(T));
    for (std::size_t at = 0; at < size_;) {
      const std::size_t count = std::min(kAtOnce, size_ - at);
      take(std::span<const T>(data_ + at, count));
      at += count;
      free_beginning(data_, at * sizeof(T), capacity_ * sizeof(T));
    }
    LargeArray().swap(*this);
  }
  void swap(LargeArray& other) noexcept {
    std::swap(data_, other.data_);
    std::swap(size_, other.size_);
    std::swap(capacity_, other.capacity_);
  }

 private:
  // Room for so many more, which count as there.
  T* add(std::size_t count) {
    if (capacity_ - size_ < count) move_to(std::max(size_ + count, capacity_ * 2));
    size_ += count;
    return data_ + size_ - count;
  }
  void move_to(std::size_t capacity) {
    if (capacity > std::numeric_limits<std::size_t>::max() / sizeof(T)) throw std::bad_array_new_length();
    T* moved = capacity == 0 ? nullptr : static_cast<T*>(allocate_large(capacity * sizeof(T)));
    if (size_ > 0) std::memcpy(static_cast<void*>(moved), data_, size_ * sizeof(T));
    free_large(data_, capacity_ * sizeof(T));
    data_ = moved;
    capacity_ = capacity;
  }

  T* data_ = nullptr;
  std::size_t size_ = 0;
  std::size_t capacity_ = 0;
};

struct LargeDelete {
  std::size_t octets = 0;
  void operator()(std::uint8_t* memory) const noexcept { free_large(memory, octets); }
};
using LargeOctets = std::unique_ptr<std::uint8_t[], LargeDelete>;

inline LargeOctets make_large_octets(std::size_t octets) {
  return LargeOctets(static_cast<std::uint8_t*>(allocate_large(octets)), LargeDelete{octets});
}

}  // namespace bailiwick::base
