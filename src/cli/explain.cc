// Plain text in paragraphs, the examples indented so that they can be copied.
#include "cli/explain.h"

#include <algorithm>
#include <cstdio>
#include <string_view>
#include <vector>

#include "base/printable.h"
#include "check/explain.h"
#include "cli/exit_code.h"
#include "cli/report/render.h"
#include "config/text.h"

namespace bailiwick::cli {
namespace {

constexpr std::size_t kWidth = 100;

std::string upper(std::string text) {
  for (char& c : text)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  return text;
}

std::string indented(std::string_view lines) {
  std::string text;
  while (!lines.empty()) {
    const std::size_t end = std::min(lines.find('\n'), lines.size() - 1);
    text += "    " + std::string(lines.substr(0, end + 1));
    lines.remove_prefix(end + 1);
  }
  return text;
}

// Which records stand above the lines of the example without being shown.
std::string_view context_of(std::string_view example) {
  if (example.starts_with("; zone:")) return " (each zone below its SOA)";
  return "";
}

std::string text_of(const check::Explanation& entry) {
  std::string text =
      std::string(entry.code) + " (" + std::string(entry.level) + "): " + std::string(entry.title) + "\n\n";
  text += wrapped(entry.meaning, kWidth, 0) + "\n\n" + wrapped(entry.why, kWidth, 0) + "\n\n";
  text += "Wrong" + std::string(context_of(entry.wrong)) + ":\n\n" + indented(entry.wrong) + "\nRight:\n\n" +
          indented(entry.mended);
  if (!entry.rfc.empty()) text += "\nSee " + std::string(entry.rfc) + ".\n";
  return text;
}

// The codes of the same letter, else the nearest one, else one of each letter.
std::string nearest_codes(std::string_view code) {
  std::vector<std::string_view> all;
  std::string family;
  for (const check::Explanation* entry : check::explanations()) {
    all.push_back(entry->code);
    if (!code.empty() && entry->code.front() == code.front())
      family += (family.empty() ? "" : " ") + std::string(entry->code);
  }
  if (!family.empty()) return "there are " + family;
  const std::string_view near = config::nearest(code, all);
  return near.empty() ? "codes look like A05 or D01" : "did you mean " + std::string(near) + '?';
}

}  // namespace

int list_codes() {
  for (const check::Explanation* entry : check::explanations())
    std::printf("%s  %s\n", std::string(entry->code).c_str(), std::string(entry->title).c_str());
  return kExitOk;
}

int explain_code(const std::string& given) {
  const std::string code = upper(given);
  if (const check::Explanation* entry = check::explain(code)) {
    std::fputs(text_of(*entry).c_str(), stdout);
    return kExitOk;
  }
  std::fprintf(stderr, "bailiwick check: there is no code '%s'; %s\n", base::printable(given).c_str(),
               nearest_codes(code).c_str());
  return kExitUsage;
}

}  // namespace bailiwick::cli
