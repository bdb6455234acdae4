#include "base/finding.h"

#include <utility>

namespace bailiwick::base {

std::string_view level_name(Level level) {
  switch (level) {
    case Level::Info:
      return "info";
    case Level::Warning:
      return "warning";
    case Level::Error:
      return "error";
    case Level::Fatal:
      return "fatal";
  }
  return "?";
}

std::string place_text(const Place& place) {
  std::string text = place.file;
  if (place.line != 0) {
    text += ':' + std::to_string(place.line);
    if (place.column != 0) text += ':' + std::to_string(place.column);
  }
  return text;
}

std::string short_text(const Finding& finding) {
  std::string text;
  if (!finding.places.empty()) text += place_text(finding.places.front()) + ": ";
  text += level_name(finding.level);
  if (!finding.code.empty()) text += '[' + finding.code + ']';
  text += ": " + finding.message;
  if (!finding.help.empty()) text += " (" + finding.help + ')';
  return text;
}

void Findings::add(Finding finding) {
  ++total_;
  ++by_level_[static_cast<std::size_t>(finding.level)];
  if (++by_code_[finding.code] <= kKeptPerCode) kept_.push_back(std::move(finding));
}

void Findings::add_unseen(Level level, const std::string& code, std::size_t count) {
  total_ += count;
  by_level_[static_cast<std::size_t>(level)] += count;
  by_code_[code] += count;
}

void Findings::append(Findings other) {
  for (std::size_t i = 0; i < 4; ++i) by_level_[i] += other.by_level_[i];
  total_ += other.total_;
  for (auto& [code, count] : other.by_code_) by_code_[code] += count;
  for (Finding& finding : other.kept_) kept_.push_back(std::move(finding));
}

std::size_t Findings::count(std::string_view code) const {
  auto found = by_code_.find(code);
  return found == by_code_.end() ? 0 : found->second;
}

}  // namespace bailiwick::base
