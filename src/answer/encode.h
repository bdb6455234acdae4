// Writes a plan as the rest of a reply, behind header and question, and decides in this one place what is left out for
// want of room and what sets TC: whole RRsets only; anything required sets it, optional addresses do not (RFC 2181 §9).
#pragma once

#include "answer/plan.h"
#include "wire/writer.h"

namespace bailiwick::answer {

struct Counts {
  std::uint16_t answer = 0;
  std::uint16_t authority = 0;
  std::uint16_t additional = 0;
};

struct Encoded {
  Counts counts;
  bool truncated = false;
  std::size_t authority_end = 0;  // where the authority section ends in the message
};

Encoded encode(const Plan& plan, wire::Writer& writer);

}  // namespace bailiwick::answer
