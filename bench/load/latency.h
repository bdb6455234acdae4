// A histogram of times, 64 buckets to each power of two of nanoseconds: what percentile() says is at most 1.6 % too
// large. Fixed size, so counting costs the generator an addition.
#pragma once

#include <algorithm>
#include <array>
#include <bit>
#include <cstddef>
#include <cstdint>

namespace bailiwick::bench {

class Latency {
 public:
  void add(std::int64_t ns) {
    ++buckets_[bucket(static_cast<std::uint64_t>(std::max<std::int64_t>(ns, 0)))];
    ++count_;
  }
  std::uint64_t count() const { return count_; }
  // The time in nanoseconds that `share` (0 to 1) of all those added did not exceed; 0 when none was.
  std::uint64_t percentile(double share) const {
    const auto wanted = static_cast<std::uint64_t>(share * static_cast<double>(count_));
    std::uint64_t seen = 0;
    for (std::size_t i = 0; i < buckets_.size() && count_ > 0; ++i) {
      seen += buckets_[i];
      if (seen > wanted || seen == count_) return upper_end(i);
    }
    return 0;
  }

 private:
  static constexpr unsigned fine_bits = 6;
  static constexpr std::uint64_t fine = 1 << fine_bits;

  // Below `fine` each value has a bucket; above, the bits after the highest choose it.
  static std::size_t bucket(std::uint64_t value) {
    const unsigned width = static_cast<unsigned>(std::bit_width(value));
    if (width <= fine_bits) return value;
    const unsigned shift = width - fine_bits - 1;
    return (shift + 1) * fine + ((value >> shift) & (fine - 1));
  }
  static std::uint64_t upper_end(std::size_t index) {
    if (index < fine) return index;
    const std::size_t shift = index / fine - 1;
    return ((fine + index % fine + 1) << shift) - 1;
  }

  std::array<std::uint64_t, (64 - fine_bits + 1) * fine> buckets_{};
  std::uint64_t count_ = 0;
};

}  // namespace bailiwick::bench
