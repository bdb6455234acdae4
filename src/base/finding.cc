#include "base/finding.h"

#include <algorithm>
#include <numeric>
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
  const bool full = is_full(finding.code);
  add_unseen(finding.level, finding.code, 1);
  if (!full) kept_.push_back(std::move(finding));
}

void Findings::add_unseen(Level level, const std::string& code, std::size_t count) {
  if (count == 0) return;
  total_ += count;
  by_level_[static_cast<std::size_t>(level)] += count;
  by_code_[code][static_cast<std::size_t>(level)] += count;
}

void Findings::append(Findings other) {
  total_ += other.total_;
  for (std::size_t i = 0; i < by_level_.size(); ++i) by_level_[i] += other.by_level_[i];
  for (const auto& [code, levels] : other.by_code_)
    for (std::size_t i = 0; i < levels.size(); ++i) by_code_[code][i] += levels[i];
  for (Finding& finding : other.kept_) kept_.push_back(std::move(finding));
}

std::size_t Findings::count(std::string_view code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? 0 : std::accumulate(found->second.begin(), found->second.end(), std::size_t{0});
}

std::size_t Findings::count(std::string_view code, Level level) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? 0 : found->second[static_cast<std::size_t>(level)];
}

std::size_t Findings::unseen(std::string_view code, Level level) const {
  const auto kept = std::ranges::count_if(
      kept_, [&](const Finding& finding) { return finding.level == level && finding.code == code; });
  return count(code, level) - static_cast<std::size_t>(kept);
}

std::vector<std::string> Findings::codes() const {
  std::vector<std::string> codes;
  for (const auto& [code, levels] : by_code_) codes.push_back(code);
  return codes;
}

}  // namespace bailiwick::base
