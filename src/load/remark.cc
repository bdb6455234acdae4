// Words between blanks or commas; see remark.h for what they may be.
#include "load/remark.h"

#include <algorithm>
#include <string>

#include "load/chars.h"
#include "load/problem.h"

namespace bailiwick::load {
namespace {

constexpr std::string_view kMark = "bailiwick:";
constexpr std::string_view kUntil = "until=";
constexpr std::size_t kMaxCodes = 100;  // in one remark

std::string_view without_lead(std::string_view comment) {
  comment.remove_prefix(std::min(comment.find_first_not_of("; \t"), comment.size()));
  return comment;
}

std::string_view next_word(std::string_view& text) {
  constexpr std::string_view kBetween = " \t\r,";
  text.remove_prefix(std::min(text.find_first_not_of(kBetween), text.size()));
  const std::string_view word = text.substr(0, text.find_first_of(kBetween));
  text.remove_prefix(word.size());
  return word;
}

// RFC 3339 full-date, of which only the form is looked at and that month and day can be.
bool is_date(std::string_view text) {
  constexpr std::string_view kForm = "dddd-dd-dd";
  if (text.size() != kForm.size()) return false;
  for (std::size_t i = 0; i < text.size(); ++i)
    if (kForm[i] == 'd' ? !is_digit(text[i]) : text[i] != '-') return false;
  const std::string_view month = text.substr(5, 2);
  const std::string_view day = text.substr(8, 2);
  return month >= "01" && month <= "12" && day >= "01" && day <= "31";
}

}  // namespace

bool is_remark(std::string_view comment) {
  return without_lead(comment).starts_with(kMark);
}

Remark parse_remark(std::string_view comment) {
  Remark remark;
  std::string& problem = remark.waiver.problem;
  std::string_view text = without_lead(comment);
  text.remove_prefix(kMark.size());
  const std::string_view verb = next_word(text);
  remark.whole_zone = verb == "allow-zone";
  if (verb != "allow" && !remark.whole_zone) {
    problem = verb.empty() ? "nothing follows `bailiwick:`" : shown(verb) + " is neither allow nor allow-zone";
    return remark;
  }
  for (std::string_view word = next_word(text); !word.empty() && word != "--"; word = next_word(text)) {
    if (word.starts_with(kUntil)) {
      remark.waiver.until = word.substr(kUntil.size());
      if (!is_date(remark.waiver.until)) problem = shown(word) + " is no date";
    } else if (remark.waiver.codes.size() < kMaxCodes) {
      remark.waiver.codes.emplace_back(word);
    }
  }
  if (problem.empty() && remark.waiver.codes.empty()) problem = "it names no code";
  return remark;
}

}  // namespace bailiwick::load
