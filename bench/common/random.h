// Random numbers that are the same on every machine, which the distributions of <random> are not.
#pragma once

#include <cstdint>
#include <string>

namespace bailiwick::bench {

// splitmix64 (Steele, Lea, Flood 2014): a counter, mixed.
class Random {
 public:
  explicit Random(std::uint64_t seed) : state_(seed) {}
  std::uint64_t next() {
    std::uint64_t z = state_ += 0x9e3779b97f4a7c15ULL;
    z = (z ^ z >> 30) * 0xbf58476d1ce4e5b9ULL;
    z = (z ^ z >> 27) * 0x94d049bb133111ebULL;
    return z ^ z >> 31;
  }
  // Uniform enough for n far below 2^64.
  std::uint64_t below(std::uint64_t n) { return next() % n; }
  std::string letters(std::size_t count) {
    std::string text(count, 'a');
    for (char& letter : text) letter = static_cast<char>('a' + below(26));
    return text;
  }

 private:
  std::uint64_t state_;
};

}  // namespace bailiwick::bench
