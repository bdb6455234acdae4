// Colours are ANSI SGR sequences; everything that comes from a finding or a file goes through base::printable() first.
#include "cli/report/render.h"

#include <algorithm>

#include "base/printable.h"

namespace bailiwick::cli {
namespace {

constexpr std::string_view kBold = "\033[1m";
constexpr std::string_view kRed = "\033[1;31m";
constexpr std::string_view kYellow = "\033[1;33m";
constexpr std::string_view kBlue = "\033[1;34m";
constexpr std::string_view kCyan = "\033[1;36m";

constexpr std::size_t kExcerptOctets = 120;
constexpr std::size_t kBeforePlace = 40;  // octets shown before a place that lies too far to the right
constexpr std::size_t kTextWidth = 110;

std::string_view level_colour(base::Level level) {
  switch (level) {
    case base::Level::Info:
      return kCyan;
    case base::Level::Warning:
      return kYellow;
    case base::Level::Error:
    case base::Level::Fatal:
      return kRed;
  }
  return kRed;
}

std::string_view word_at(std::string_view text, std::size_t at) {
  const std::size_t blank = [&] {
    bool literal = false;
    std::size_t end = at;
    while (end < text.size() && (text[end] != ' ' || literal)) literal ^= text[end++] == '`';
    return end;
  }();
  return text.substr(at, blank - at);
}

}  // namespace

std::size_t word_length(std::string_view text) {
  bool quoted = false;
  std::size_t at = 0;
  for (; at < text.size(); ++at) {
    const char c = text[at];
    if (c == '\\' && at + 1 < text.size()) {
      ++at;
    } else if (c == '"') {
      quoted = !quoted;
    } else if (!quoted && std::string_view(" \t\r;()").find(c) != std::string_view::npos) {
      break;
    }
  }
  return std::min(at, text.size());
}

Excerpt excerpt(std::string_view line, std::size_t column, std::size_t length) {
  const std::size_t from = std::min(column == 0 ? 0 : column - 1, line.size());
  if (length == 0) length = word_length(line.substr(from));
  const std::size_t to = std::min(from + std::max<std::size_t>(length, 1), line.size());
  const std::size_t start = to > kExcerptOctets && from > kBeforePlace ? from - kBeforePlace : 0;
  const std::size_t end = std::min(line.size(), start + kExcerptOctets);

  Excerpt result;
  std::size_t columns = 0;
  if (start > 0) result.line = "...", columns = 3;
  for (std::size_t at = start; at < end;) {
    if (at <= from) result.column = columns;
    const std::size_t before = columns;
    const bool underlined = at >= from && at < to;
    // A tab would move the caret; a blank reads the same.
    at += base::append_printable(line[at] == '\t' ? std::string_view(" ") : line.substr(at), result.line, columns);
    if (underlined) result.width += columns - before;
  }
  if (from >= end) result.column = columns;
  if (end < line.size()) result.line += "...";
  if (column == 0)
    result.width = 0;
  else
    result.width = std::max<std::size_t>(result.width, 1);
  return result;
}

std::string wrapped(std::string_view text, std::size_t width, std::size_t indent) {
  std::string out;
  std::size_t column = indent;
  for (std::size_t at = 0; at < text.size();) {
    const std::string_view word = word_at(text, at);
    if (at > 0 && column + 1 + word.size() > width) {
      out += '\n' + std::string(indent, ' ');
      column = indent;
    } else if (at > 0) {
      out += ' ';
      ++column;
    }
    out += word;
    column += word.size();
    at += word.size() + 1;
  }
  return out;
}

std::string Renderer::painted(std::string_view ansi, std::string_view text) const {
  if (!colour_ || ansi.empty()) return std::string(text);
  return std::string(ansi) + std::string(text) + "\033[0m";
}

std::string Renderer::text(const base::Finding& finding) const {
  const std::string_view ansi = level_colour(finding.level);
  std::string head(level_name(finding.level));
  if (!finding.code.empty()) head += '[' + base::printable(finding.code) + ']';
  std::string out = painted(ansi, head) + painted(kBold, ": " + base::printable(finding.message)) + '\n';

  std::size_t gutter = 1;
  for (const base::Place& place : finding.places)
    if (lines_.find(place) != nullptr) gutter = std::max(gutter, std::to_string(place.line).size());
  bool main = true;
  for (const base::Place& place : finding.places) {
    add_place(place, main, main ? ansi : kBlue, gutter, out);
    main = false;
  }
  if (finding.places.empty() && !finding.subject.empty())
    out += std::string(gutter + 1, ' ') + painted(kBlue, "--> ") + "zone " + base::printable(finding.subject) + '\n';
  for (const std::string& note : finding.notes) add_remark("note", note, gutter, out);
  if (!finding.help.empty()) add_remark("help", finding.help, gutter, out);
  return out;
}

void Renderer::add_place(const base::Place& place, bool main, std::string_view ansi, std::size_t gutter,
                         std::string& out) const {
  const std::string blank(gutter, ' ');
  const std::string* line = lines_.find(place);
  const std::string label = base::printable(place.label);
  out += blank + painted(kBlue, "--> ") + base::printable(base::place_text(place));
  if (line == nullptr) {
    out += (label.empty() ? "" : ": " + label) + '\n';
    return;
  }
  const Excerpt shown = excerpt(*line, place.column, place.length);
  const std::string number = std::to_string(place.line);
  out += '\n' + std::string(gutter - number.size(), ' ') + painted(kBlue, number + " | ") + shown.line + '\n';
  if (shown.width > 0) {
    const std::string marks(shown.width, main ? '^' : '-');
    out += blank + painted(kBlue, " | ") + std::string(shown.column, ' ') +
           painted(ansi, marks + (label.empty() ? "" : ' ' + label)) + '\n';
  } else if (!label.empty()) {
    out += blank + painted(kBlue, " | ") + painted(ansi, label) + '\n';
  }
}

void Renderer::add_remark(std::string_view kind, std::string_view text, std::size_t gutter, std::string& out) const {
  const std::string head = std::string(kind) + ": ";
  const std::size_t indent = gutter + 3 + head.size();
  out += std::string(gutter + 1, ' ') + painted(kBlue, "= ") + painted(kBold, head) +
         wrapped(base::printable(text), kTextWidth, indent) + '\n';
}

}  // namespace bailiwick::cli
