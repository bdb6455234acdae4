// A proposed next version of one zone, whatever made it, and what it is made from where that is a file.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "answer/linked_answers.h"
#include "base/file_stamp.h"
#include "base/finding.h"
#include "base/waiver.h"
#include "check/check.h"
#include "check/reach/world.h"
#include "delegation/registry/rules.h"
#include "load/zone_file.h"
#include "zone/builder.h"

namespace bailiwick::publish {

// What the config says of one zone.
struct ZoneFile {
  std::string name;  // in presentation form, relative to the root
  std::string file;
  delegation::registry::Registration registration = {};
  check::ParentPolicy parent = check::ParentPolicy::Unknown;
};

struct LoadOptions {
  load::Options load = {};
  check::Options check = {};
};

struct Candidate {
  // With the places of its records, for as long as findings may have to name them; none where the source could not be
  // read as a whole.
  std::optional<zone::Built> built;
  base::Findings findings;  // of the reader first, then of the checks of this zone alone, then of its registry's rules
  std::vector<base::Waiver> waivers;   // what its comments waive; the findings are all still there
  std::vector<base::FileStamp> files;  // what it was made from, the file of the zone first
  std::int64_t read_at_ns = 0;         // when reading began, by the wall clock
  std::shared_ptr<const answer::LinkedAnswers> linked = {};

  std::shared_ptr<const zone::Zone> zone() const { return built ? built->zone : nullptr; }
  // It can be served, as far as the records go.
  bool is_complete() const { return built && findings.count(base::Level::Fatal) == 0; }
};

}  // namespace bailiwick::publish
