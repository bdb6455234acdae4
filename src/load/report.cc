// The main place first, then the $INCLUDEs that led there, innermost first.
#include "load/report.h"

#include <algorithm>

namespace bailiwick::load {

void Reporter::enter(const std::string& path, Tokens::Place included_at) {
  files_.push_back({path, included_at});
}

void Reporter::add(const Tokens& in, const Problem& problem) {
  if (findings_.is_full(problem.code)) return findings_.add_unseen(problem.level, problem.code, 1);
  if (generated_at_ == nullptr) return add_at(in.place(problem.at), problem);
  Problem outer = problem;
  outer.length = 0;
  outer.message += ", in " + shown(in.entry_text());
  add_at(*generated_at_, outer);
}

void Reporter::add_at(Tokens::Place place, const Problem& problem) {
  base::Finding finding{.level = problem.level,
                        .code = problem.code,
                        .subject = zone_,
                        .message = problem.message,
                        .places = {},
                        .help = problem.help,
                        .notes = {}};
  const auto length = static_cast<std::uint32_t>(std::min<std::size_t>(problem.length, UINT32_MAX));
  for (std::size_t i = files_.size(); i-- > 0;) {
    finding.places.push_back(
        {.file = files_[i].path, .line = place.line, .column = place.column, .length = 0, .label = {}});
    place = files_[i].included_at;
  }
  if (!finding.places.empty()) finding.places.front().length = length;
  for (std::size_t i = 1; i < finding.places.size(); ++i) finding.places[i].label = "included from here";
  findings_.add(std::move(finding));
}

}  // namespace bailiwick::load
