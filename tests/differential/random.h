// Seeded randomness with the same results everywhere: no std::uniform_int_distribution, whose results differ by
// library.
#pragma once

#include <cstdint>
#include <random>
#include <vector>

namespace bailiwick::differential {

class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}

  // 0 <= result < bound; bound > 0.
  std::size_t below(std::size_t bound) { return engine_() % bound; }
  // True in `percent` of 100 cases.
  bool chance(unsigned percent) { return below(100) < percent; }
  template <class T>
  const T& pick(const std::vector<T>& from) {
    return from[below(from.size())];
  }
  // Small numbers more often than great ones, 0 <= result < bound.
  std::size_t small(std::size_t bound) { return below(below(bound) + 1); }

 private:
  std::mt19937_64 engine_;
};

}  // namespace bailiwick::differential
