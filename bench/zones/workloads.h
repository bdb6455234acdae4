// The generated workloads of bench_zones (main.cc says what they hold). Deterministic: the same arguments give the same
// bytes on every machine, so no <random> distribution is used.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>

#include "base/result.h"

namespace bailiwick::bench {

base::Result<void> write_small(const std::string& directory);
base::Result<void> write_delegations(const std::string& directory, std::size_t count, std::size_t questions);

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

// The three files of one workload.
struct Output {
  Output(const std::string& directory, const std::string& name);
  // Closes them; fails if anything could not be written.
  base::Result<void> finish();

  std::string stem;
  std::ofstream zone, questions, first;
};

}  // namespace bailiwick::bench
