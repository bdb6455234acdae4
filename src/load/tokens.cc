// The less common half of the scanner: quotes, escapes, parentheses, comments, and finding the way back after a
// mistake.
#include "load/tokens.h"

#include <algorithm>
#include <cstring>
#include <utility>

#include "load/remark.h"

namespace bailiwick::load {

bool is_word(const Token& token, std::string_view word) {
  return !token.quoted &&
         std::ranges::equal(token.text(), word, [](char written, char upper) { return to_upper(written) == upper; });
}

void Tokens::begin_entry() {
  entry_ = line_start_ = at_;
  entry_line_ = line_;
  open_ = nullptr;
  failed_ = false;
  remarks_.clear();
}

bool Tokens::next_special(Token& token) {
  for (;;) {
    switch (char_class(*at_)) {
      case CharClass::Plain:
      case CharClass::Backslash:
        return scan_text(token);
      case CharClass::Quote:
        return scan_quoted(token);
      case CharClass::CarriageReturn:
        if (at_[1] != '\n')
          return fail_at(at_, 1, "a carriage return that no newline follows", "end lines with a newline");
        ++at_;
        break;
      case CharClass::Blank:
        ++at_;
        break;
      case CharClass::Semicolon:
        skip_to_line_end();
        if (failed_) return false;
        break;
      case CharClass::Newline:
        if (open_ == nullptr && at_ != end_) return false;
        if (!new_line()) return false;
        break;
      case CharClass::Open:
        if (open_ != nullptr)
          return fail_at(at_, 1, "a parenthesis inside parentheses", "close the one before it first");
        open_ = at_++;
        open_line_ = line_;
        break;
      case CharClass::Close:
        if (open_ == nullptr) return fail_at(at_, 1, "a closing parenthesis that none opens", "remove it");
        open_ = nullptr;
        ++at_;
        break;
      case CharClass::Nul:
        return fail_at(at_, 1, "a NUL octet: this is not text, or not in ASCII or UTF-8",
                       "save the file as plain text; inside a name or string write \\000");
    }
  }
}

// At a newline inside parentheses, or at the end of the window.
bool Tokens::new_line() {
  if (at_ != end_) {
    line_start_ = ++at_;
    ++line_;
    return true;
  }
  if (!last_)
    return fail_at(entry_, 1, "an entry of more than " + std::to_string(end_ - entry_) + " octets",
                   "check that it is a zone file, and that a parenthesis is not left open");
  return fail_at(open_, 1, "the file ends inside the parentheses that open here", "write the closing parenthesis");
}

// At a semicolon.
void Tokens::skip_to_line_end() {
  const auto* line_end = static_cast<const char*>(std::memchr(at_, '\n', remaining() + 1));
  if (const void* nul = std::memchr(at_, 0, static_cast<std::size_t>(line_end - at_))) {
    fail_at(static_cast<const char*>(nul), 1, "a NUL octet in a comment: this is not text", "remove it");
    return;
  }
  const std::string_view comment(at_ + 1, line_end);
  if (is_remark(comment)) [[unlikely]]
    remarks_.push_back(comment);
  at_ = line_end;
}

// At a backslash: steps behind the escape.
bool Tokens::skip_escape() {
  if (const CharClass c = char_class(at_[1]);
      c == CharClass::Newline || c == CharClass::CarriageReturn || c == CharClass::Nul)
    return fail_at(at_, 1, "a backslash with nothing to escape behind it", "write \\\\ for a backslash");
  at_ += 2;
  return true;
}

bool Tokens::scan_escaped(Token& token) {
  token.escaped = true;
  while (char_class(*at_) <= CharClass::Backslash) {
    if (*at_ != '\\') {
      ++at_;
    } else if (!skip_escape()) {
      return false;
    }
  }
  token.end = at_;
  return true;
}

bool Tokens::scan_quoted(Token& token) {
  token.begin = ++at_;
  token.quoted = true;
  token.escaped = false;
  for (;;) {
    switch (char_class(*at_)) {
      case CharClass::Quote:
        token.end = at_++;
        return true;
      case CharClass::Backslash:
        token.escaped = true;
        if (!skip_escape()) return false;
        break;
      case CharClass::Newline:
        return fail_at(token.begin - 1, static_cast<std::size_t>(at_ - token.begin) + 1,
                       "the string " + shown({token.begin, at_}) + " has no closing quote on its line",
                       "write the closing \" (a long text may be several strings in a row)");
      case CharClass::Nul:
        return fail_at(at_, 1, "a NUL octet in a quoted string", "write \\000 if it belongs there");
      case CharClass::Plain:
      case CharClass::Blank:
      case CharClass::CarriageReturn:
      case CharClass::Semicolon:
      case CharClass::Open:
      case CharClass::Close:
        ++at_;
        break;
    }
  }
}

bool Tokens::expect_end() {
  Token extra;
  if (!next(extra)) return !failed_;
  return fail(extra, shown(extra.text()) + " is more than belongs here",
              "remove it, or write `;` in front of a comment");
}

void Tokens::finish_entry() {
  line_start_ = ++at_;
  ++line_;
}

void Tokens::rewind(const Mark& mark) {
  at_ = mark.at;
  line_start_ = mark.line_start;
  open_ = mark.open;
  line_ = mark.line;
  open_line_ = mark.open_line;
  remarks_.resize(mark.remarks);
  failed_ = false;
}

bool Tokens::fail(const Token& token, std::string message, std::string help, const char* code) {
  return fail_at(token.start(), static_cast<std::size_t>(token.stop() - token.start()), std::move(message),
                 std::move(help), code);
}

bool Tokens::fail_at(const char* at, std::size_t length, std::string message, std::string help, const char* code) {
  if (!failed_) problem_ = {base::Level::Fatal, code, at, length, std::move(message), std::move(help)};
  failed_ = true;
  return false;
}

bool Tokens::fail_missing(std::string_view what) {
  return fail_at(at_, 1, "the line ends where " + std::string(what) + " is needed", "write " + std::string(what));
}

std::string_view Tokens::entry_text() const {
  const auto size = static_cast<std::size_t>(end_ - entry_);
  const void* newline = std::memchr(entry_, '\n', size);
  return {entry_, newline == nullptr ? size : static_cast<std::size_t>(static_cast<const char*>(newline) - entry_)};
}

Tokens::Place Tokens::place(const char* at) const {
  const char* line_start = entry_;
  std::uint32_t line = entry_line_;
  for (const char* p = entry_; p < at; ++p) {
    if (*p != '\n') continue;
    ++line;
    line_start = p + 1;
  }
  return {line, static_cast<std::uint32_t>(at - line_start) + 1};
}

void Tokens::recover() {
  if (skip_group()) return;
  problem_ = {};
  failed_ = false;
  fail_at(open_, 1, "nothing closes this parenthesis", "write the closing parenthesis behind the last field");
  back_to_open_parenthesis();
}

// Skips the rest of the entry, whatever it holds. False if its parenthesis is not closed before the next one opens, the
// input ends, or the entry gets too long.
bool Tokens::skip_group() {
  bool quoted = false;
  for (;; ++at_) {
    switch (char_class(*at_)) {
      case CharClass::Newline:
        if (at_ == end_) return open_ == nullptr;
        ++line_;
        line_start_ = at_ + 1;
        quoted = false;
        if (open_ == nullptr) {
          ++at_;
          return true;
        }
        break;
      case CharClass::Quote:
        quoted = !quoted;
        break;
      case CharClass::Backslash:
        if (at_[1] != '\n') ++at_;
        break;
      case CharClass::Semicolon:
        if (!quoted) at_ = static_cast<const char*>(std::memchr(at_, '\n', remaining() + 1)) - 1;
        break;
      case CharClass::Open:
        if (quoted) break;
        if (open_ != nullptr) return false;
        open_ = at_;
        open_line_ = line_;
        break;
      case CharClass::Close:
        if (!quoted) open_ = nullptr;
        break;
      case CharClass::Plain:
      case CharClass::Blank:
      case CharClass::CarriageReturn:
      case CharClass::Nul:
        break;
    }
  }
}

// To the first line behind the open parenthesis that starts with something other than a blank, as a record's owner or a
// directive does; the lines of a record that was meant to go on are indented by habit.
void Tokens::back_to_open_parenthesis() {
  at_ = open_;
  line_ = open_line_;
  for (;;) {
    at_ = static_cast<const char*>(std::memchr(at_, '\n', remaining() + 1));
    if (at_ == end_) return;
    ++line_;
    line_start_ = ++at_;
    if (at_ == end_ || char_class(*at_) <= CharClass::Backslash) return;
  }
}

}  // namespace bailiwick::load
