// Every line ends in a newline after a shuffle, the last one too, so that no two become one.
#include "support/damage.h"

#include <algorithm>
#include <sstream>
#include <vector>

namespace bailiwick::support {

std::size_t below(Random& random, std::size_t limit) {
  return std::uniform_int_distribution<std::size_t>(0, limit - 1)(random);
}

std::string cut_off(const std::string& text, Random& random) {
  return text.substr(0, below(random, text.size() + 1));
}

std::string flipped(std::string text, Random& random) {
  for (std::size_t i = 1 + below(random, 8); i > 0 && !text.empty(); --i)
    text[below(random, text.size())] ^= static_cast<char>(1u << below(random, 8));
  return text;
}

std::string shuffled_lines(const std::string& text, Random& random) {
  std::vector<std::string> lines;
  std::istringstream in(text);
  for (std::string line; std::getline(in, line);) lines.push_back(line + '\n');
  std::ranges::shuffle(lines, random);
  std::string result;
  for (const std::string& line : lines) result += line;
  return result;
}

}  // namespace bailiwick::support
