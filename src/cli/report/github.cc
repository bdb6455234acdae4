// The runner ends a command at the newline, a property at `,` or `:`, and undoes %XX: so these are escaped.
#include "cli/report/github.h"

#include <string_view>

#include "base/printable.h"
#include "cli/report/spans.h"

namespace bailiwick::cli {
namespace {

std::string_view command(base::Level level) {
  switch (level) {
    case base::Level::Info:
      return "notice";
    case base::Level::Warning:
      return "warning";
    case base::Level::Error:
    case base::Level::Fatal:
      return "error";
  }
  return "error";
}

std::string escaped(std::string_view text, std::string_view special) {
  static constexpr char kHex[] = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    if (special.find(c) == std::string_view::npos)
      out += c;
    else
      out += {'%', kHex[c >> 4 & 15], kHex[c & 15]};
  }
  return out;
}

// Not `data`: for a std::string that would find std::data.
std::string command_data(std::string_view text) {
  return escaped(text, "%\r\n");
}

std::string property(std::string_view text) {
  return escaped(base::printable(text), "%\r\n:,");
}

// The message, and below it what else there is to say.
std::string body(const base::Finding& finding) {
  std::string text = base::printable(finding.message);
  for (std::size_t i = 1; i < finding.places.size(); ++i)
    text += '\n' + base::printable(base::place_text(finding.places[i]) + ": " + finding.places[i].label);
  for (const std::string& note : finding.notes) text += "\nnote: " + base::printable(note);
  if (!finding.help.empty()) text += "\nhelp: " + base::printable(finding.help);
  return text;
}

std::string annotation(const base::Finding& finding, const Spans& spans) {
  std::string properties;
  const auto add = [&](std::string_view name, std::string_view value) {
    properties += (properties.empty() ? " " : ",") + std::string(name) + '=' + property(value);
  };
  if (!finding.places.empty()) {
    const base::Place& place = finding.places.front();
    const Span span = spans.characters(place);
    add("file", relative_path(place.file));
    if (span.line != 0) add("line", std::to_string(span.line));
    if (span.column != 0) {
      add("col", std::to_string(span.column));
      add("endColumn", std::to_string(span.end));
    }
  }
  const std::string title = finding.code + (finding.subject.empty() ? "" : ' ' + finding.subject);
  if (!title.empty()) add("title", title);
  return "::" + std::string(command(finding.level)) + properties + "::" + command_data(body(finding)) + '\n';
}

}  // namespace

std::string github_annotations(const std::vector<base::Finding>& findings) {
  const Spans spans(findings);
  std::string text;
  for (const base::Finding& finding : findings) text += annotation(finding, spans);
  return text;
}

}  // namespace bailiwick::cli
