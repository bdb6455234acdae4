// The generated workloads of bench_zones (main.cc says what they hold). Deterministic: the same arguments give the same
// bytes on every machine.
#pragma once

#include <cstdint>
#include <fstream>
#include <string>
#include <string_view>

#include "base/result.h"
#include "common/random.h"

namespace bailiwick::bench {

base::Result<void> write_small(const std::string& directory);
base::Result<void> write_delegations(const std::string& directory, std::size_t count, std::size_t questions);
base::Result<void> write_signed(const std::string& directory, std::size_t count, std::size_t questions);
base::Result<void> write_zones(const std::string& directory, std::size_t count, std::size_t questions);

enum class Rcode : std::uint8_t { NoError = 0, NxDomain = 3 };

// The files of one workload that has the given name; main.cc says what each holds.
struct Output {
  Output(const std::string& directory, const std::string& name);
  // A zone file of its own for `origin` (no dot at its end), entered in the list.
  std::ofstream open_zone(const std::string& origin, const std::string& path);
  void ask(std::string_view name, std::string_view type, Rcode rcode, unsigned answers);
  // Closes them; fails if anything could not be written.
  base::Result<void> finish();

  std::string stem;
  std::ofstream list, questions, first;
};

}  // namespace bailiwick::bench
