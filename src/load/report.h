// From the scanner's problems to findings: puts in file, line and column, and through which files an included one was
// reached. Cheap where thousands are reported, because only the first of each code are kept (base::Findings).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/finding.h"
#include "load/problem.h"
#include "load/tokens.h"
#include "wire/name.h"

namespace bailiwick::load {

class Reporter {
 public:
  Reporter(base::Findings& findings, wire::NameView zone) : findings_(findings), zone_(wire::to_display(zone)) {}

  const std::string& zone() const { return zone_; }

  // Files nest: what is reported lies in the one entered last. `included_at` is the $INCLUDE; for the first file, none.
  void enter(const std::string& path, Tokens::Place included_at);
  void leave() { files_.pop_back(); }
  // While set, problems are those of a line that the directive at `place` has made.
  void generated_at(const Tokens::Place* place) { generated_at_ = place; }

  // A problem of the entry that `in` stands in.
  void add(const Tokens& in, const Problem& problem);
  // With a line (and column) in the current file; 0 for the file as a whole.
  void add_at(Tokens::Place place, const Problem& problem);

 private:
  struct File {
    std::string path;
    Tokens::Place included_at;
  };

  base::Findings& findings_;
  std::string zone_;
  std::vector<File> files_;
  const Tokens::Place* generated_at_ = nullptr;
};

}  // namespace bailiwick::load
