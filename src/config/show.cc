// What `bailiwick config` prints. Lines are gathered first, so that the comments can stand in one column.
#include "config/show.h"

#include <algorithm>
#include <string_view>
#include <vector>

#include "config/options.h"
#include "config/text.h"

namespace bailiwick::config {

namespace {

constexpr std::size_t kCommentColumn = 44;  // at most; a longer line has its comment right behind it
constexpr std::size_t kHelpWidth = 90;

struct Line {
  std::string text;
  std::string comment;  // may be empty
};

std::string line_text(const base::Place& place) {
  return place.file + (place.line == 0 ? "" : ":" + std::to_string(place.line));
}

std::string origin_text(const Loaded& loaded, std::string_view key) {
  const auto origin = loaded.origins.find(key);
  return origin == loaded.origins.end() ? "default" : line_text(origin->second);
}

void add_zones(const Loaded& loaded, std::vector<Line>& lines) {
  const bool listed = loaded.config.zones_listed;
  const std::string mark = listed ? "" : "#";
  const std::string why = listed ? origin_text(loaded, "zones") : "default: the *.zone files in zones-directory";
  lines.push_back({mark + "zones:", why});
  for (const ZoneEntry& zone : loaded.config.zones) {
    const std::string registrar = zone.registrar.empty() ? "" : ", registrar: " + yaml_scalar(zone.registrar);
    const std::string parent = zone.parent == ParentPolicy::Narrow ? ", parent: narrow"
                               : zone.parent == ParentPolicy::Wide ? ", parent: wide"
                                                                   : "";
    lines.push_back(
        {mark + "  - {name: " + yaml_scalar(zone.name) + ", file: " + yaml_scalar(zone.file) + registrar + parent + "}",
         listed ? line_text(zone.place) : ""});
  }
}

std::string join(const std::vector<Line>& lines) {
  std::size_t column = 0;
  for (const Line& line : lines) {
    if (!line.comment.empty() && line.text.size() <= kCommentColumn) column = std::max(column, line.text.size());
  }
  std::string out;
  for (const Line& line : lines) {
    out += line.text;
    if (!line.comment.empty())
      out += std::string(column - std::min(column, line.text.size()), ' ') + "  # " + line.comment;
    out += '\n';
  }
  return out;
}

// Breaks at blanks and indents.
std::string wrapped(std::string_view text, std::string_view indent) {
  std::string out;
  while (!text.empty()) {
    std::size_t end = text.size();
    if (end > kHelpWidth) {
      const std::size_t blank = text.rfind(' ', kHelpWidth);
      end = blank == std::string_view::npos ? text.find(' ') : blank;
    }
    out += std::string(indent) + std::string(text.substr(0, end)) + '\n';
    text = end >= text.size() ? std::string_view{} : text.substr(end + 1);
  }
  return out;
}

}  // namespace

std::string effective_text(const Loaded& loaded) {
  std::vector<Line> lines;
  std::string_view open_section;
  for (const Option& option : options()) {
    if (option.key.starts_with(kZoneKeys)) continue;
    if (option.type == Type::Zones) {
      add_zones(loaded, lines);
      continue;
    }
    const std::size_t dot = option.key.find('.');
    const std::string_view section = dot == std::string_view::npos ? std::string_view{} : option.key.substr(0, dot);
    if (section != open_section && !section.empty()) lines.push_back({std::string(section) + ":", ""});
    open_section = section;
    const std::string_view last = section.empty() ? option.key : option.key.substr(dot + 1);
    const std::string indent = section.empty() ? "" : "  ";
    lines.push_back({indent + std::string(last) + ": " + option.show(loaded.config), origin_text(loaded, option.key)});
  }
  return join(lines);
}

std::string options_text() {
  std::string out;
  for (const Option& option : options()) {
    if (!out.empty()) out += '\n';
    const std::string type(type_name(option.type));
    out += std::string(option.key) + '\n';
    out += "    " + (type == "choice" || option.range == "true | false" ? option.range : type + ": " + option.range) +
           '\n';
    out += "    default: " + default_text(option) + '\n';
    out += wrapped(option.help, "    ");
  }
  return out;
}

}  // namespace bailiwick::config
