// The tables that tests keep as data: lines of words, `#` begins a comment line.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

namespace bailiwick::support {

// The lines of a file that are neither empty nor comments. Throws std::runtime_error when there are none.
std::vector<std::string> data_lines(const std::string& path);
// The text between separators, without the spaces around it.
std::vector<std::string> split(const std::string& text, char separator);
// The first `count` words, and as the last element whatever follows them.
std::vector<std::string> words(const std::string& line, std::size_t count);
std::string replace_all(std::string text, const std::string& from, const std::string& to);

}  // namespace bailiwick::support
