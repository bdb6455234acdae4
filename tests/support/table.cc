#include "support/table.h"

#include <fstream>
#include <sstream>
#include <stdexcept>

namespace bailiwick::support {
namespace {

std::string trimmed(const std::string& text) {
  const std::size_t first = text.find_first_not_of(' ');
  return first == std::string::npos ? "" : text.substr(first, text.find_last_not_of(' ') - first + 1);
}

}  // namespace

std::vector<std::string> data_lines(const std::string& path) {
  std::ifstream file(path);
  std::vector<std::string> out;
  for (std::string line; std::getline(file, line);)
    if (!trimmed(line).empty() && line[0] != '#') out.push_back(line);
  if (out.empty()) throw std::runtime_error("nothing stands in " + path);
  return out;
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::istringstream parts(text);
  std::vector<std::string> out;
  for (std::string part; std::getline(parts, part, separator);)
    if (!trimmed(part).empty()) out.push_back(trimmed(part));
  return out;
}

std::vector<std::string> words(const std::string& line, std::size_t count) {
  std::istringstream in(line);
  std::vector<std::string> out(count);
  for (std::string& word : out) in >> word;
  std::string rest;
  std::getline(in, rest);
  out.push_back(trimmed(rest));
  return out;
}

std::string replace_all(std::string text, const std::string& from, const std::string& to) {
  for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
}

}  // namespace bailiwick::support
