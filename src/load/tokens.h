// The tokens of zone file entries (RFC 1035 §5.1): text between blanks, or quoted; parentheses join lines; comments
// vanish. Escapes stay in the token, because only the reader of a field knows what `\.` means in it.
// Invariant: the position never passes the '\n' that stands behind the window (source.h), and an entry starts at the
// start of a line.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "load/chars.h"
#include "load/problem.h"

namespace bailiwick::load {

struct Token {
  const char* begin = nullptr;  // behind the quote, if quoted
  const char* end = nullptr;
  bool quoted = false;
  bool escaped = false;  // holds a backslash, and something behind each

  std::size_t size() const { return static_cast<std::size_t>(end - begin); }
  std::string_view text() const { return {begin, size()}; }
  // With its quotes.
  const char* start() const { return begin - (quoted ? 1 : 0); }
  const char* stop() const { return end + (quoted ? 1 : 0); }
};

// Whether an unquoted token is `word`, which is in upper case, in upper or lower case.
bool is_word(const Token& token, std::string_view word);

class Tokens {
 public:
  struct Place {
    std::uint32_t line;
    std::uint32_t column;
  };

  // Scans [begin, end) of a window; `last` if nothing follows it, `line` is the number of its first line.
  Tokens(const char* begin, const char* end, bool last, std::uint32_t line)
      : at_(begin), end_(end), line_start_(begin), entry_(begin), line_(line), entry_line_(line), last_(last) {}

  const char* position() const { return at_; }
  const char* end() const { return end_; }
  std::size_t remaining() const { return static_cast<std::size_t>(end_ - at_); }
  std::uint32_t line() const { return line_; }
  // Whether the position is in the middle of a line that goes on behind the window.
  bool is_cut() const { return !last_ && at_ == end_ && at_[-1] != '\n'; }

  // Starts an entry at the current position, the start of a line. There must be something left.
  void begin_entry();
  // The next token of the entry. False at its end, and false after a failure: failed() tells.
  bool next(Token& token) {
    while (char_class(*at_) == CharClass::Blank) ++at_;
    if (char_class(*at_) > CharClass::Backslash) return next_special(token);
    return scan_text(token);
  }
  // The same where the entry must go on: `what` says with what ("a TTL").
  bool need(Token& token, std::string_view what) { return next(token) || (!failed_ && fail_missing(what)); }
  // The entry must end here.
  bool expect_end();
  // Steps behind the entry that has ended.
  void finish_entry();
  // The same for one that was read without begin_entry(), and ends at `newline`.
  void skip_line(const char* newline) {
    at_ = newline + 1;
    ++line_;
  }

  // Where the entry has been read to, and going back there: as if nothing had been read since.
  struct Mark {
    const char* at;
    const char* line_start;
    const char* open;
    std::uint32_t line;
    std::uint32_t open_line;
    std::size_t remarks;
  };
  Mark mark() const { return {at_, line_start_, open_, line_, open_line_, remarks_.size()}; }
  void rewind(const Mark& mark);

  // Takes note of what is wrong and returns false; the first failure of an entry counts.
  bool fail(const Token& token, std::string message, std::string help = {}, const char* code = "S01");
  bool fail_at(const char* at, std::size_t length, std::string message, std::string help = {},
               const char* code = "S01");
  bool failed() const { return failed_; }
  const Problem& problem() const { return problem_; }
  // Steps behind the failed entry, to where the next one most likely starts. When a parenthesis that nothing closes is
  // at fault, the problem becomes that. The position is in the middle of a line only at the end of the window.
  void recover();

  // The comments of the entry that speak to us (remark.h), each from behind its semicolon to the end of its line.
  // Valid until the window moves.
  const std::vector<std::string_view>& remarks() const { return remarks_; }
  // The number of the line that the entry starts in.
  std::uint32_t entry_line() const { return entry_line_; }
  // The first line of the entry.
  std::string_view entry_text() const;
  // Where a place inside the entry is. Costs a look at the entry's text.
  Place place(const char* at) const;
  // The same for the token that was read last.
  Place last_place(const Token& token) const {
    return {line_, static_cast<std::uint32_t>(token.start() - line_start_) + 1};
  }

 private:
  bool scan_text(Token& token) {
    token.begin = at_;
    token.quoted = token.escaped = false;
    const char* at = at_;
    while (char_class(*at) == CharClass::Plain) ++at;
    token.end = at_ = at;
    return char_class(*at) != CharClass::Backslash || scan_escaped(token);
  }
  bool scan_escaped(Token& token);
  bool scan_quoted(Token& token);
  bool next_special(Token& token);
  bool skip_escape();
  bool new_line();
  void skip_to_line_end();
  bool fail_missing(std::string_view what);
  bool skip_group();
  void back_to_open_parenthesis();

  const char* at_;
  const char* end_;
  const char* line_start_;
  const char* entry_;
  const char* open_ = nullptr;  // the parenthesis that is open
  std::uint32_t line_;
  std::uint32_t entry_line_;
  std::uint32_t open_line_ = 0;
  bool last_;
  bool failed_ = false;
  Problem problem_;
  std::vector<std::string_view> remarks_;
};

}  // namespace bailiwick::load
