// Text first, then YAML: yaml-cpp is not to be trusted with octets that are no text.
#include "config/document.h"

#include <algorithm>

#include "base/utf8.h"
#include "config/codes.h"
#include "config/report.h"
#include "config/text.h"

namespace bailiwick::config {
namespace {

bool is_text(std::string_view text, const std::string& path, base::Findings& findings) {
  const std::size_t at = base::find_non_text(text);
  if (at == text.size()) return true;
  const std::string_view before = text.substr(0, at);
  const auto lines = static_cast<std::uint32_t>(std::ranges::count(before, '\n'));
  const std::size_t line_start = before.rfind('\n') + 1;  // npos + 1 is 0
  const bool high = static_cast<unsigned char>(text[at]) >= 0x80;
  const base::Place place{.file = path,
                          .line = lines + 1,
                          .column = static_cast<std::uint32_t>(at - line_start) + 1,
                          .length = 1,
                          .label = {}};
  report(findings, place, kNotYaml,
         high ? "this is not valid UTF-8" : "a control character: " + quote(text.substr(at, 1)),
         "save the file as plain UTF-8 text");
  return false;
}

}  // namespace

std::optional<Node> parse_document(std::string_view text, const std::string& path, base::Findings& findings) {
  constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  if (!is_text(text, path, findings)) return std::nullopt;
  return parse_yaml(text, path, findings);
}

}  // namespace bailiwick::config
