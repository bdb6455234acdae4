// Sorted when written, so that a change of one finding is a change of one line.
#include "cli/report/baseline.h"

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <fstream>

#include "base/printable.h"
#include "cli/report/fingerprint.h"

namespace bailiwick::cli {
namespace {

constexpr std::string_view kHead =
    "# Findings of `bailiwick check` that are known and accepted, one a line: code, zone, names.\n"
    "# Made by --write-baseline, used by --baseline; a line that is removed is a finding that counts again.\n";

// CODE ZONE [NAME...] in printable ASCII.
bool is_line(std::string_view line) {
  const std::size_t blank = line.find(' ');
  const bool ascii = std::ranges::all_of(line, [](char c) { return c >= ' ' && c < 0x7f; });
  return ascii && blank != std::string_view::npos && blank > 0 && blank + 1 < line.size();
}

}  // namespace

base::Result<Baseline> Baseline::read(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  Baseline baseline;
  std::size_t number = 0;
  for (std::string line; std::getline(in, line);) {
    ++number;
    if (line.ends_with('\r')) line.pop_back();
    if (line.empty() || line.starts_with('#')) continue;
    if (!is_line(line))
      return base::fail(base::printable(path) + ':' + std::to_string(number) +
                        ": this is no line of a baseline: `CODE ZONE NAMES`, as --write-baseline makes them");
    ++baseline.lines_[line];
  }
  if (!in.eof()) return base::fail_errno("cannot read the baseline " + base::printable(path), errno);
  return baseline;
}

bool Baseline::accepts(const base::Finding& finding) {
  const auto line = lines_.find(fingerprint(finding));
  if (line == lines_.end() || line->second == 0) return false;
  --line->second;
  return true;
}

std::size_t Baseline::left() const {
  std::size_t left = 0;
  for (const auto& [line, count] : lines_) left += count;
  return left;
}

base::Result<void> write_baseline(const std::string& path, const std::vector<base::Finding>& findings) {
  std::vector<std::string> lines;
  for (const base::Finding& finding : findings) lines.push_back(fingerprint(finding) + '\n');
  std::ranges::sort(lines);
  const std::string beside = path + ".new";
  std::ofstream out(beside, std::ios::binary | std::ios::trunc);
  out << kHead;
  for (const std::string& line : lines) out << line;
  out.close();
  if (out && std::rename(beside.c_str(), path.c_str()) == 0) return {};
  const int error = errno;
  std::remove(beside.c_str());
  return base::fail_errno("cannot write the baseline " + base::printable(path), error);
}

}  // namespace bailiwick::cli
