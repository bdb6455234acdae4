// Lines are read once for all findings; the word at a column is what the text form underlines.
#include "cli/report/spans.h"

#include <algorithm>
#include <filesystem>
#include <string_view>

#include "cli/report/render.h"

namespace bailiwick::cli {
namespace {

// Octets that begin a character (RFC 3629 §3): all but 10xxxxxx.
std::uint32_t characters_in(std::string_view text) {
  return static_cast<std::uint32_t>(std::ranges::count_if(text, [](char c) { return (c & 0xc0) != 0x80; }));
}

}  // namespace

Span Spans::octets(const base::Place& place) const {
  Span span{place.line, place.column, 0};
  if (place.column == 0) return span;
  std::size_t length = place.length;
  const std::string* line = lines_.find(place);
  if (length == 0 && line != nullptr && place.column <= line->size())
    length = word_length(std::string_view(*line).substr(place.column - 1));
  span.end = span.column + static_cast<std::uint32_t>(std::max<std::size_t>(length, 1));
  return span;
}

Span Spans::characters(const base::Place& place) const {
  Span span = octets(place);
  const std::string* line = lines_.find(place);
  if (span.column == 0 || line == nullptr) return span;
  const auto to_characters = [&](std::uint32_t column) {
    const auto inside = std::min<std::size_t>(column - 1, line->size());
    const auto beyond = static_cast<std::uint32_t>(column - 1 - inside);
    return characters_in(std::string_view(*line).substr(0, inside)) + beyond + 1;
  };
  span.column = to_characters(span.column);
  span.end = std::max(to_characters(span.end), span.column + 1);
  return span;
}

std::string relative_path(const std::string& path) {
  const std::filesystem::path given(path);
  std::error_code error;
  const std::filesystem::path here = std::filesystem::current_path(error);
  if (error || path.empty()) return path;
  const std::filesystem::path relative = (given.is_absolute() ? given : here / given).lexically_normal();
  const std::filesystem::path from_here = relative.lexically_relative(here);
  if (from_here.empty() || *from_here.begin() == "..") return relative.string();
  return from_here.string();
}

}  // namespace bailiwick::cli
