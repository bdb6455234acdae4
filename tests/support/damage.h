// What the tests do to good zone files: cut off, bits flipped, lines in another order. Each test makes its own random
// numbers, from a seed that it prints.
#pragma once

#include <cstddef>
#include <random>
#include <string>

namespace bailiwick::support {

using Random = std::mt19937;

// 0 to limit - 1; `limit` is not 0.
std::size_t below(Random& random, std::size_t limit);

std::string cut_off(const std::string& text, Random& random);
// One bit and up to seven more; an empty text stays as it is.
std::string flipped(std::string text, Random& random);
std::string shuffled_lines(const std::string& text, Random& random);

}  // namespace bailiwick::support
