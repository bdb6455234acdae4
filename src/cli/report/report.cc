// Keeps more findings than it shows, and throws out the mildest when there are too many.
#include "cli/report/report.h"

#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <numeric>
#include <string_view>
#include <tuple>

#include "base/printable.h"
#include "cli/report/github.h"
#include "cli/report/render.h"
#include "cli/report/report_json.h"
#include "cli/report/sarif_json.h"
#include "cli/report/source_lines.h"

namespace bailiwick::cli {
namespace {

constexpr std::size_t kMostKept = 4096;  // between two rounds of throwing out what will not be shown

bool worse(const base::Finding& a, const base::Finding& b) {
  static const base::Place kNowhere;
  const base::Place& x = a.places.empty() ? kNowhere : a.places.front();
  const base::Place& y = b.places.empty() ? kNowhere : b.places.front();
  if (a.level != b.level) return a.level > b.level;
  return std::tie(x.file, x.line, x.column, a.code) < std::tie(y.file, y.line, y.column, b.code);
}

void count_in_words(std::size_t count, std::string_view one, std::string& text) {
  if (count == 0) return;
  if (!text.empty()) text += ", ";
  text += std::to_string(count) + ' ' + std::string(one) + (count == 1 ? "" : "s");
}

}  // namespace

bool wants_colour(std::FILE* stream) {
  const char* no_color = std::getenv("NO_COLOR");
  const char* term = std::getenv("TERM");
  if (no_color != nullptr && *no_color != '\0') return false;
  if (term == nullptr || std::string_view(term) == "dumb") return false;
  return ::isatty(::fileno(stream)) == 1;
}

void Report::add(const base::Findings& findings, const std::string& zone, const std::string& file) {
  for (const base::Finding& found : findings.kept()) {
    base::Finding& finding = kept_.emplace_back(found);
    if (finding.subject.empty()) finding.subject = zone;
    if (finding.places.empty() && !file.empty()) finding.places.push_back({.file = file, .label = {}});
  }
  for (std::size_t level = 0; level < by_level_.size(); ++level)
    by_level_[level] += findings.count(static_cast<base::Level>(level));
  for (const std::string& code : findings.codes()) by_code_[code] += findings.count(code);
  if (kept_.size() > most_shown_ + kMostKept) keep_the_worst();
}

void Report::add_accepted(Accepted accepted) {
  ++accepted_count_;
  if (accepted_.size() < most_shown_) accepted_.push_back(std::move(accepted));
}

std::size_t Report::count_from(base::Level level) const {
  return std::accumulate(by_level_.begin() + static_cast<std::ptrdiff_t>(level), by_level_.end(), std::size_t{0});
}

std::size_t Report::count() const {
  return std::accumulate(by_level_.begin(), by_level_.end(), std::size_t{0});
}

void Report::keep_the_worst() {
  std::ranges::stable_sort(kept_, worse);
  if (kept_.size() > most_shown_) kept_.resize(most_shown_);
}

std::vector<base::Finding> Report::shown() const {
  std::vector<base::Finding> shown = kept_;
  std::ranges::stable_sort(shown, worse);
  if (shown.size() > most_shown_) shown.resize(most_shown_);
  find_words(shown);
  return shown;
}

std::string Report::text(Style style) const {
  const std::vector<base::Finding> findings = shown();
  std::string text;
  switch (style.form) {
    case Form::Json:
      return json_lines(*this, findings);
    case Form::Sarif:
      return sarif(*this, findings);
    case Form::Github:
      text = github_annotations(findings);
      break;
    case Form::Short:
      for (const base::Finding& finding : findings) text += base::printable(base::short_text(finding)) + '\n';
      break;
    case Form::Text: {
      const Renderer renderer(findings, style.colour);
      for (const base::Finding& finding : findings) text += renderer.text(finding) + '\n';
      break;
    }
  }
  return text + rest(findings);
}

std::string Report::rest(const std::vector<base::Finding>& shown) const {
  std::map<std::string, std::size_t> left = by_code_;
  for (const base::Finding& finding : shown) --left[finding.code];
  std::string text;
  for (const auto& [code, count] : left)
    if (count > 0) text += "and " + std::to_string(count) + " more" + (code.empty() ? "" : " of code " + code) + '\n';
  return text;
}

std::string Report::summary() const {
  std::string text;
  count_in_words(count(base::Level::Fatal), "fatal error", text);
  count_in_words(count(base::Level::Error), "error", text);
  count_in_words(count(base::Level::Warning), "warning", text);
  count_in_words(count(base::Level::Info), "note", text);
  if (text.empty() && hidden_notes_ == 0) text = "no findings";
  if (accepted_count_ > 0) text += (text.empty() ? "" : ", ") + std::to_string(accepted_count_) + " waived";
  if (hidden_notes_ == 0) return text;
  std::string notes;
  count_in_words(hidden_notes_, "note", notes);
  return text + (text.empty() ? "" : ", and ") + notes + ", shown with --all";
}

std::string Report::reservations() const {
  std::string text;
  count_in_words(count(base::Level::Fatal), "fatal error", text);
  count_in_words(count(base::Level::Error), "error", text);
  count_in_words(count(base::Level::Warning), "warning", text);
  return text.empty() ? text : ", with " + text;
}

}  // namespace bailiwick::cli
