// Findings as an operator reads them: the worst first, each with the line of the file that it is about, what to do, and
// how many more there are. Bounded: no more findings are kept than are shown, all are counted.
#pragma once

#include <array>
#include <cstdio>
#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/clock.h"
#include "base/finding.h"

namespace bailiwick::cli {

enum class Form : std::uint8_t {
  Text,    // several lines each, with the source line
  Short,   // one line each: file:line:column: level[code]: message (help)
  Json,    // one object a line (json.h)
  Sarif,   // SARIF 2.1.0 (sarif.h)
  Github,  // workflow commands (github.h)
};

struct Style {
  Form form = Form::Text;
  bool colour = false;
};

// True for a terminal, unless NO_COLOR is set or TERM is dumb.
bool wants_colour(std::FILE* stream);

// A zone that was looked at.
struct CheckedZone {
  std::string name;
  std::string file;
  std::optional<std::uint32_t> serial;
  bool is_live = false;                             // may go live
  std::optional<base::UnixTime> signed_until = {};  // of one that is signed and may (check/signing/signed_until.h)
};

// Accepted by the operator, and by what: the place of a waiver, or the baseline.
struct Accepted {
  base::Finding finding;
  std::string by;
};

class Report {
 public:
  static constexpr std::size_t kMostShown = 50;

  explicit Report(std::size_t most_shown = kMostShown) : most_shown_(most_shown) {}

  // Findings that lack a subject are about `zone`; those without a place are about `file`. Both may be empty.
  void add(const base::Findings& findings, const std::string& zone, const std::string& file);
  void add_zone(CheckedZone zone) { zones_.push_back(std::move(zone)); }
  // Counted, and kept as long as there is room.
  void add_accepted(Accepted accepted);
  void add_accepted_unseen(std::size_t count) { accepted_count_ += count; }
  // Findings of level info that were not asked for: counted only.
  void add_hidden_notes(std::size_t count) { hidden_notes_ += count; }

  bool empty() const { return count() == 0; }
  std::size_t count() const;
  std::size_t count(base::Level level) const { return by_level_[static_cast<std::size_t>(level)]; }
  // Of that level or worse.
  std::size_t count_from(base::Level level) const;
  // Of level error or fatal.
  std::size_t errors() const { return count_from(base::Level::Error); }
  std::size_t accepted_count() const { return accepted_count_; }
  std::size_t hidden_notes() const { return hidden_notes_; }
  const std::vector<Accepted>& accepted() const { return accepted_; }
  const std::vector<CheckedZone>& zones() const { return zones_; }

  // The worst first, as many as are shown.
  std::vector<base::Finding> shown() const;
  // The findings, and how many more there are. Reads the files that they name.
  std::string text(Style style) const;
  // "1 fatal error, 2 errors, 1 warning, 3 waived, and 2 notes, shown with --all"; "no findings".
  std::string summary() const;
  // ", with 1 error, 2 warnings": what stands behind an OK; empty where there is neither.
  std::string reservations() const;

 private:
  void keep_the_worst();
  std::string rest(const std::vector<base::Finding>& shown) const;

  std::size_t most_shown_;
  std::vector<base::Finding> kept_;
  std::map<std::string, std::size_t> by_code_;
  std::array<std::size_t, 4> by_level_{};
  std::vector<CheckedZone> zones_;
  std::vector<Accepted> accepted_;
  std::size_t accepted_count_ = 0;
  std::size_t hidden_notes_ = 0;
};

}  // namespace bailiwick::cli
