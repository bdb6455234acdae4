// A line as nearly all of them are written: a record with one word of rdata, its words unquoted, with blanks between
// them; no escape, parenthesis, comment or carriage return. What such a line means needs no look at anything but its
// words: OWNER [TTL] [CLASS] TYPE RDATA, the owner left out where a blank starts the line.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

#include "load/chars.h"

namespace bailiwick::load {

class PlainLine {
 public:
  // Looks at the line that starts at `at`, in a window that is over at `end`. False if it is not such a
  // line, or not ended by a newline before `end`.
  bool scan(const char* at, const char* end);

  // Empty where it is left out.
  std::string_view owner() const { return words_[0]; }
  // The last word.
  std::string_view rdata() const { return words_[count_ - 1]; }
  std::string_view type() const { return words_[count_ - 2]; }
  // TTL and class, in either order, either or both left out.
  const std::string_view* header_begin() const { return &words_[1]; }
  const std::string_view* header_end() const { return &words_[count_ - 2]; }
  const char* newline() const { return newline_; }

 private:
  static constexpr std::size_t kMostWords = 5;
  static constexpr std::size_t kLeastWords = 3;

  std::array<std::string_view, kMostWords> words_;
  std::size_t count_ = 0;
  const char* newline_ = nullptr;
};

// --- implementation -------------------------------------------------------------------------------------------------

inline bool PlainLine::scan(const char* at, const char* end) {
  count_ = 0;
  if (char_class(*at) == CharClass::Blank) words_[count_++] = {};
  for (;;) {
    while (char_class(*at) == CharClass::Blank) ++at;
    const char* const word = at;
    while (char_class(*at) == CharClass::Plain) ++at;
    if (at == word) break;
    if (count_ == kMostWords) return false;
    words_[count_++] = {word, at};
  }
  newline_ = at;
  return *at == '\n' && at != end && count_ >= kLeastWords;
}

}  // namespace bailiwick::load
