// Remarks to Bailiwick in the comments of a zone file, which waive findings:
//
//   ; bailiwick: allow D09 S14 until=2027-01-01 -- moved next year
//   ; bailiwick: allow-zone A07
//
// `allow` is about the record that it stands behind or in, or on a line of its own about the next record; `allow-zone`
// is about the whole zone, wherever it stands. Behind `--` anything may follow.
#pragma once

#include <string_view>

#include "base/waiver.h"

namespace bailiwick::load {

inline constexpr std::size_t kMaxWaivers = 10'000;  // of one zone; more are not kept

// What follows the first semicolon of a comment: whether it speaks to us. Cheap, as every comment is asked.
bool is_remark(std::string_view comment);

struct Remark {
  base::Waiver waiver;      // codes, until, problem; the places are the Reader's to fill in
  bool whole_zone = false;  // `allow-zone`
};

// Of a comment that is one. A mistake in it is told in `waiver.problem`.
Remark parse_remark(std::string_view comment);

}  // namespace bailiwick::load
