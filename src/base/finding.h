// Findings: what is wrong with something the operator wrote (config, zone file, delegation), where, and what to do.
// The same type serves the log, `bailiwick check` and the tests. Knows no DNS: codes and texts come from the checks.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace bailiwick::base {

enum class Level : std::uint8_t { Info, Warning, Error, Fatal };
inline constexpr Level kLevels[] = {Level::Info, Level::Warning, Level::Error, Level::Fatal};

// "info", "warning", "error", "fatal".
std::string_view level_name(Level level);

// A place in a text file. Lines and columns count from 1, columns and length in octets; 0 means "not known".
struct Place {
  std::string file;
  std::uint32_t line = 0;
  std::uint32_t column = 0;
  std::uint32_t length = 0;  // octets that the caret underlines
  std::string label;         // what this place has to do with the finding; may be empty
  // The place is so many words further on in the line, which whoever shows the line finds out.
  std::uint32_t words_on = 0;
};

struct Finding {
  Level level = Level::Error;
  std::string code;                // of the catalogue, e.g. "A05"
  std::string subject;             // the zone it is about, e.g. "example.com"; may be empty
  std::string message;             // one plain sentence: lower case, no full stop
  std::vector<Place> places;       // the first is the main one; may be empty
  std::string help;                // what to type or do; may be empty
  std::vector<std::string> notes;  // background, each a sentence
};

// "file:line:column", leaving out what is not known.
std::string place_text(const Place& place);
// One line: "file:line:column: error[A05]: message (help)".
std::string short_text(const Finding& finding);

// Collects findings in bounded memory: every one is counted, the first of each code are kept.
class Findings {
 public:
  static constexpr std::size_t kKeptPerCode = 50;

  explicit Findings(std::size_t kept_per_code = kKeptPerCode) : kept_per_code_(kept_per_code) {}
  std::size_t kept_per_code() const { return kept_per_code_; }

  void add(Finding finding);
  // Adds `count` findings of which nothing but level and code is known any more.
  void add_unseen(Level level, const std::string& code, std::size_t count);
  void append(Findings other);

  // In the order they came.
  const std::vector<Finding>& kept() const { return kept_; }
  bool empty() const { return total_ == 0; }
  std::size_t total() const { return total_; }
  // Findings that were counted but not kept.
  std::size_t dropped() const { return total_ - kept_.size(); }
  std::size_t count(Level level) const { return by_level_[static_cast<std::size_t>(level)]; }
  std::size_t count(std::string_view code) const;
  std::size_t count(std::string_view code, Level level) const;
  // Of those, the findings that were not kept.
  std::size_t unseen(std::string_view code, Level level) const;
  // One more of this code would be counted, but not kept.
  bool is_full(std::string_view code) const { return count(code) >= kept_per_code_; }
  // The codes that were found, in order.
  std::vector<std::string> codes() const;

 private:
  using Levels = std::array<std::size_t, 4>;

  std::size_t kept_per_code_;
  std::vector<Finding> kept_;
  std::map<std::string, Levels, std::less<>> by_code_;
  Levels by_level_{};
  std::size_t total_ = 0;
};

}  // namespace bailiwick::base
